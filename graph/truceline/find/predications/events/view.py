"""What the rules of events look at: the tree, who is mentioned at which token, sentences, claims and names by token."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.analysis.parse import Parsed
from truceline.analysis.tree import Tree, tree
from truceline.model import Claim, Mention, Notes, Place, Span

_GROUPS = frozenset({"NORP", "GPE", "ORG", "PERSON"})


@dataclass(frozen=True, slots=True)
class View:
    """A parsed article as the rules of events read it; lists have one item a token.

    `sentence` is the sentence of a token (-1: none that carries facts), `head` the mention that a token heads, `cover`
    the smallest mention around it, `group` the named entity that an adjective or noun belongs to, `cue` the claim whose
    cue it is in, `claim` the innermost claim that it is told in (-1: none), `time` the time that it is part of,
    `sites` where the places begin, `titles` the sentences that are headlines.
    """

    parsed: Parsed
    notes: Notes
    t: Tree
    sentence: list[int]
    head: dict[int, int]
    cover: list[int]
    group: dict[int, Span]
    cue: dict[int, Claim]
    claim: list[int]
    time: list[int]
    sites: list[int]
    titles: frozenset[int]

    def span(self, i: int) -> Span:
        """The characters of a token."""
        return Span(self.t.start[i], self.t.end[i])

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

    def asked(self, i: int) -> bool:
        """Whether the sentence of a token is a question."""
        s = self.parsed.sentences[self.sentence[i]]
        return self.parsed.article.text[s.end - 1] == "?"

    def human(self, i: int) -> bool:
        """Whether a token heads the mention of a person."""
        return i in self.head and self.notes.mentions[self.head[i]].type == "Person"

    def named(self, i: int) -> bool:
        """Whether the token is part of a proper name."""
        n = self.cover[i]
        return n >= 0 and self.notes.mentions[n].head == "name"

    def told(self, i: int) -> Claim | None:
        """The innermost claim whose content holds the token."""
        return self.notes.claims[self.claim[i]] if self.claim[i] >= 0 else None


def look(parsed: Parsed, notes: Notes) -> View:
    """The View of a parsed article."""
    t = tree(parsed.doc)
    head, cover = _mentions(t, notes.mentions)
    cue: dict[int, Claim] = {}
    for c in notes.claims:
        if c.cue:
            cue.update(dict.fromkeys(_tokens(t, c.cue.start, c.cue.end), c))
    time = [-1] * len(t)
    for n, x in enumerate(notes.times):
        for i in _tokens(t, x.start, x.end):
            time[i] = n
    sites = [p.start for p in notes.places]
    where = _sentences(parsed, t)
    return View(
        parsed, notes, t, where, head, cover, _groups(parsed), cue, _claims(t, notes), time, sites, _titles(parsed)
    )


def _tokens(t: Tree, start: int, end: int) -> range:
    return range(bisect.bisect_left(t.start, start), bisect.bisect_left(t.start, end))


def _sentences(parsed: Parsed, t: Tree) -> list[int]:
    out = [-1] * len(t)
    for n, s in enumerate(parsed.sentences):
        if s.content:
            for i in _tokens(t, s.start, s.end):
                out[i] = n
    return out


def _titles(parsed: Parsed) -> frozenset[int]:
    heads = [b for b in parsed.article.blocks if b.kind == "title"]
    sentences = enumerate(parsed.sentences)
    return frozenset(n for n, s in sentences if any(b.start <= s.start and s.end <= b.end for b in heads))


def _mentions(t: Tree, mentions: tuple[Mention, ...]) -> tuple[dict[int, int], list[int]]:
    head: dict[int, int] = {}
    cover = [-1] * len(t)
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].start - mentions[n].end, n))
    for n in order:
        m = mentions[n]
        inside = _tokens(t, m.start, m.end)
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


def _claims(t: Tree, notes: Notes) -> list[int]:
    out = [-1] * len(t)
    size = [sum(s.end - s.start for s in c.content) for c in notes.claims]
    for n in sorted(range(len(notes.claims)), key=lambda n: -size[n]):
        for s in notes.claims[n].content:
            for i in _tokens(t, s.start, s.end):
                out[i] = n
    return out


def _groups(parsed: Parsed) -> dict[int, Span]:
    out: dict[int, Span] = {}
    for e in parsed.doc.ents:
        if e.label_ in _GROUPS:
            out.update(dict.fromkeys(range(e.start, e.end), Span(e.start_char, e.end_char)))
    return out

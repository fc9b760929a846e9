"""What is found near a mention of a truce: the times, claims and mentions of its sentence, so that reading stays linear."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from truceline.analysis.article import Analysis
from truceline.analysis.tree import Tree
from truceline.find.predications.truces.ways import outward
from truceline.model import Claim, Notes, Time

Here = tuple[Tree, Notes, dict[int, int]]
"""The parse, the notes, and the mention that each token heads."""


class Placed(Protocol):
    """Something that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """Its first character."""


def window(items: Sequence[Placed], low: int, high: int) -> range:
    """The positions of what starts in `low` (inclusive) to `high` (exclusive); items are in the order of the text."""
    first, last = (bisect_left(items, at, key=lambda x: x.start) for at in (low, high))
    return range(first, last)


def by_sentence(parsed: Analysis, notes: Notes, sentences: Iterable[int]) -> dict[int, Notes]:
    """For each sentence the notes with the times and claims of that sentence alone; mentions and places keep their positions."""
    claims: dict[int, list[Claim]] = defaultdict(list)
    for c in notes.claims:
        for n in {n for s in c.content for n in range(parsed.sentence_at(s.start), parsed.sentence_at(s.end - 1) + 1)}:
            claims[n].append(c)
    out = {}
    for n in set(sentences):
        s = parsed.sentences[n]
        times: tuple[Time, ...] = tuple(notes.times[i] for i in window(notes.times, s.start, s.end))
        out[n] = replace(notes, times=times, claims=tuple(claims.get(n, ())))
    return out


def heads_of(shape: Tree, notes: Notes) -> dict[int, int]:
    """Token → the mention that it heads: the last token of a name, the syntactic head of a nominal."""
    at = {s: i for i, s in enumerate(shape.start)}
    out: dict[int, int] = {}
    lasts: list[tuple[int, int]] = []
    for n, m in enumerate(notes.mentions):
        first = at.get(m.start)
        if first is None:
            continue
        last = first
        while last + 1 < len(shape) and shape.end[last + 1] <= m.end:
            last += 1
        for t in outward(shape, first, last):
            out.setdefault(t, n)
        lasts.append((last, n))
    for last, n in lasts:
        out.setdefault(last, n)
    return out

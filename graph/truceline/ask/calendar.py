"""One row a day or a month: how much is told of it, by how many independent texts, and what mattered most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.ask.days import weighed
from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView
from truceline.ask.ranking import Mark
from truceline.ask.timeline import happening
from truceline.errors import QueryError

SHOWN = 3
"""Happenings that a row names."""

_LENGTH = {"day": 10, "month": 7}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day or month: how many happenings are told of it, the texts of the one that is told most, what mattered most."""

    when: str
    happenings: int
    texts: int
    what: tuple[str, ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Calendar(Table[Stretch]):
    """Days or months in the order of time."""

    head: ClassVar[tuple[str, ...]] = ("when", "happenings", "texts", "what mattered most")
    row: ClassVar[type | None] = Stretch

    def cells(self, row: Stretch) -> Sequence[str]:
        return [row.when, str(row.happenings), str(row.texts), "\n".join(row.what)]


def calendar(view: GraphView, choice: Choice, by: str = "day", top: int | None = None) -> Calendar:
    """What a choice lets through, by day or month.

    Args:
        view: the graph.
        choice: the filters.
        by: day or month.
        top: only so many of them, those that matter most.

    Raises:
        QueryError: `by` is neither.
    """
    if by not in _LENGTH:
        raise QueryError(f"There is no calendar by {by!r}; use day or month.")
    told = [day for day in weighed(view, choice, _LENGTH[by]) if day.marks]
    best = sorted(told, key=lambda d: (-d.score, d.when))[:top]
    return Calendar(tuple(_stretch(view, d.when, d.marks) for d in sorted(best, key=lambda d: d.when)))


def _stretch(view: GraphView, when: str, several: Sequence[Mark]) -> Stretch:
    shown = [h for m in several[:SHOWN] if (h := happening(view, m.iri))]
    labels = tuple(dict.fromkeys(h.label for h in shown))
    return Stretch(when, len(several), max(m.texts for m in several), labels, tuple(h.iri for h in shown))

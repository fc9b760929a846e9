"""The scores as an answer: a table, records, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.ask.records import Record
from truceline.evaluate.pairing import Score

_NAMES = ("measure", "p", "r", "f1", "gold", "found")


@dataclass(frozen=True, slots=True, repr=False)
class Scores(Table[Score]):
    """How each measure came out."""

    head: ClassVar[tuple[str, ...]] = ("measure", "P", "R", "F1", "gold", "found")

    def cells(self, row: Score) -> Sequence[str]:
        rates = (f"{x:.3f}" for x in (row.precision, row.recall, row.f1))
        return [row.measure, *rates, str(row.gold), str(row.found)]

    def records(self) -> tuple[Sequence[str], list[Record]]:
        return _NAMES, [dict(zip(_NAMES, _values(s), strict=True)) for s in self.rows]

    def to_json(self) -> list[Record]:
        return self.records()[1]


def _values(s: Score) -> tuple[str | float, ...]:
    """What a score says, in the order of the names."""
    return s.measure, s.precision, s.recall, s.f1, s.gold, s.found

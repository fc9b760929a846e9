"""An expression with all that has been found out about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.times.engine import Expression
from truceline.times.point import Point


@dataclass(frozen=True, slots=True)
class Settled:
    """As `model.Time`, still with its tokens and its point of the calendar."""

    e: Expression
    type: str
    value: str | None
    point: Point | None = None
    mod: str | None = None
    begin: datetime | None = None
    end: datetime | None = None
    edtf: str | None = None
    anchor: str | None = None
    scope_begin: datetime | None = None
    scope_end: datetime | None = None
    zone: str | None = None
    reference: str | None = None
    confidence: float = 1.0

"""Attacks and counts of the dead on the axis of the bands: columns of squares, a ring for each count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from truceline.draw.bands import Axis
from truceline.draw.dates import day
from truceline.draw.lanes import lane_of
from truceline.draw.page import Page, Row
from truceline.draw.words import Frame, free

PITCH = 6.0
HIGHEST = 8
"""A column has so many squares; more are one bar with their number."""

PLOT = 74.0
"""The height of the plot of figures."""


@dataclass(frozen=True, slots=True)
class Column:
    """The attacks of one or a few days: `squares` are drawn; `label` says how many there are, and when."""

    x: float
    squares: int
    rows: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A count of the dead: `x` its day, `y` how high it stands above the foot; `open` where it is "at least"."""

    row: str
    x: float
    y: float
    label: str
    open: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Words beside a ring."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The plot of figures: rings, lines between those that contradict each other, words, and the marks of its height."""

    rings: tuple[Ring, ...]
    ties: tuple[tuple[float, float, float, float], ...]
    names: tuple[Named, ...]
    ticks: tuple[tuple[float, str], ...]


def attacks(page: Page, axis: Axis) -> list[Column]:
    """The columns of attacks that are told to the day."""
    days = max(1, round(PITCH * (axis.last - axis.first).days / (axis.right - axis.left)))
    found: dict[date, list[Row]] = {}
    for r in page.rows:
        if _attack(r) and axis.first <= (at := date.fromisoformat(r.begin[:10])) < axis.last:
            found.setdefault(axis.first + timedelta((at - axis.first).days // days * days), []).append(r)
    return [_column(at, rows, axis) for at, rows in sorted(found.items())]


def _attack(r: Row) -> bool:
    """Whether a row is an event of violence that is told to have happened, to the day."""
    real = r.factuality in {"happened", "ongoing", ""}
    return r.layer == "event" and r.exact and bool(r.begin) and real and lane_of(r.kind) == "Violence"


def _column(at: date, rows: Sequence[Row], axis: Axis) -> Column:
    label = f"{len(rows)} {'attacks' if len(rows) > 1 else 'attack'} told from {day(at)}: {rows[0].what}"
    return Column(axis.x(at), min(len(rows), HIGHEST), tuple(r.id for r in rows), label)


def counts(page: Page, axis: Axis) -> Counts | None:
    """The dead of single events, each count one ring; None where no count has a day."""
    rows = [r for r in page.rows if _counted(r, axis)]
    most = max(map(_dead, rows), default=0)
    if not most:
        return None
    top = _round(most)
    rings = {r.id: _ring(r, axis, top) for r in rows}
    ticks = tuple((round(PLOT * v / top, 1), f"{v:,}") for v in (top // 2, top) if v)
    return Counts(tuple(rings.values()), tuple(_ties(rows, rings)), tuple(_named(rows, rings, axis)), ticks)


def _ties(rows: Sequence[Row], rings: dict[str, Ring]) -> Iterator[tuple[float, float, float, float]]:
    """The lines between rings that contradict each other, each once."""
    ties = ((rings[r.id], rings[c]) for r in rows for c in r.conflicts if c in rings and c > r.id)
    return ((a.x, a.y, b.x, b.y) for a, b in ties)


def _dead(r: Row) -> int:
    """How many dead a count tells of: at least, or where it says nothing of that, at most."""
    return r.low or r.high or 0


def _counted(r: Row, axis: Axis) -> bool:
    """Whether a row is a count of dead people of a few days inside the axis."""
    if r.layer != "figure" or r.kind != "killed" or not r.begin or not r.end or (r.low is None and r.high is None):
        return False
    first, last = date.fromisoformat(r.begin[:10]), date.fromisoformat(r.end[:10])
    return (last - first).days <= 4 and axis.first <= first < axis.last


def _round(most: int) -> int:
    """The first of 10, 20, 50, 100 … that is not less."""
    return next(step for k in range(12) for n in (10, 20, 50) if (step := int(n * 10**k)) >= most)


def _ring(r: Row, axis: Axis, top: int) -> Ring:
    at = date.fromisoformat(r.begin[:10])
    label = f"{r.what}, {day(at)}, {', '.join(r.speakers)}"
    return Ring(r.id, axis.x(at), round(PLOT * min(r.least, top) / top, 1), label, r.high is None)


def _named(rows: Sequence[Row], rings: dict[str, Ring], axis: Axis) -> Iterator[Named]:
    """Words for the largest count of each month, where they meet no other ring or word."""
    taken = [_frame(g) for g in rings.values()]
    months: set[str] = set()
    for r in sorted(rows, key=lambda r: (-_dead(r), r.id)):
        if r.begin[:7] in months:
            continue
        words = _words(r, rows)
        ring, wide = rings[r.id], 6.4 * len(words)
        for x, anchor in ((ring.x + 9, "start"), (ring.x - 9, "end")):
            left = x if anchor == "start" else x - wide
            frame = (left, ring.y - 7, left + wide, ring.y + 7)
            if left >= axis.left and left + wide <= axis.right + 8 and free(frame, taken, _frame(ring)):
                months.add(r.begin[:7])
                taken.append(frame)
                yield Named(x, ring.y, anchor, words)
                break


def _frame(ring: Ring) -> Frame:
    """The room that a ring takes."""
    return ring.x - 5, ring.y - 5, ring.x + 5, ring.y + 5


def _words(r: Row, rows: Sequence[Row]) -> str:
    """A count with what contradicts it, and where: "14 to 50 Aleppo"."""
    several = [r, *(o for o in rows if o.id in r.conflicts)]
    low = min(o.least for o in several)
    high = max(o.high or o.low or 0 for o in several)
    number = f"{low:,}–{high:,}" if low < high else f"{low:,}{'+' if r.high is None else ''}"
    where = r.what.rsplit(", ", 1)[-1].removesuffix(" (part of a larger figure)") if r.place else ""
    return f"{number} {where}".strip()

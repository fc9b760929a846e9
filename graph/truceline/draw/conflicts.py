"""Which rows stand against each other: figures that cannot both be true. They stay side by side, marked.

Two figures conflict when they count the same fate of the same population at the same place over overlapping times,
come from different speakers, and their bounds exclude each other. Anything else is a different question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from truceline.draw.page import Row


def marked(rows: Iterable[Row]) -> list[Row]:
    """The rows, figures with the ids of those they conflict with."""
    out = list(rows)
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for r in out:
        if r.layer == "figure" and r.place and r.begin:
            groups[r.kind, r.place, r.figure.rsplit("|", 1)[-1]].append(r)
    against: dict[str, list[str]] = defaultdict(list)
    for several in groups.values():
        for a in several:
            against[a.id] += [
                b.id for b in several if b is not a and _overlap(a, b) and _voices(a, b) and _exclude(a, b)
            ]
    return [replace(r, conflicts=tuple(against[r.id])) if against.get(r.id) else r for r in out]


def _overlap(a: Row, b: Row) -> bool:
    """Whether the windows are the same, or nearly: one inside the other says nothing against it."""
    return a.begin[:10] == b.begin[:10] and (not a.end or not b.end or a.end[:10] == b.end[:10])


def _voices(a: Row, b: Row) -> bool:
    return not {t.speaker for t in a.told} & {t.speaker for t in b.told}


def _exclude(a: Row, b: Row) -> bool:
    low_a, high_a = limits(a.figure)
    low_b, high_b = limits(b.figure)
    return high_a < low_b or high_b < low_a


def limits(figure: str) -> tuple[float, float]:
    """(least, most) that a figure allows; "about" is taken as a tenth either way.

    >>> limits("253||||civilians"), limits("||50||children"), limits("|||7|people")
    ((253.0, inf), (45.0, 55.0), (7.0, 7.0))
    """
    lower, upper, approx, exact, _ = figure.split("|", 4)
    if exact:
        return float(exact), float(exact)
    if approx:
        return round(float(approx) * 0.9, 6), round(float(approx) * 1.1, 6)
    return float(lower or 0), float(upper or "inf")

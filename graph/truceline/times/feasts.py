"""Which year's holiday is meant: the one around, else the last one, or the next one under a word that looks forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from truceline.times.context import UNKNOWN, Context, Cue, Resolved
from truceline.times.holidays import Holiday, holiday
from truceline.times.point import Point, of_day
from truceline.times.reading import Reading

_NEAR = 10
"""Days within which a holiday is around."""

_AHEAD = frozenset({"next", "coming", "upcoming"})


def resolve_holiday(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """A holiday, with its year or without."""
    if reading.year is not None:
        found = holiday(reading.name, reading.year)
        return _made(found[0], "calendar") if found else UNKNOWN
    base = _base(reading, context)
    if base is None or not 1602 < base.year < 2398:
        day = reading.name.split()[0]
        return Resolved(None, f"XXXX-{day}" if "-" in day else None, None)
    chosen = _chosen(reading, base, context.narrative, cue.way > 0 or reading.which in _AHEAD)
    return _made(chosen, "text" if context.narrative else "publication") if chosen else UNKNOWN


def coming(reading: Reading, anchor: str | None, cue: Cue) -> Reading:
    """A holiday before which something is to happen: the next one, though one is around."""
    ahead = reading.kind == "holiday" and anchor == "before" and cue.way > 0 and not reading.which
    return replace(reading, which="next") if ahead else reading


def _base(reading: Reading, context: Context) -> Point | None:
    return (context.last if context.narrative else context.today) or context.last


def _chosen(reading: Reading, base: Point, narrative: bool, forward: bool) -> Holiday | None:
    """The holiday that a history's year has; in news one around today, else the one before or after it."""
    here = base.first
    assert here is not None
    every = _around(reading.name, base.year)
    if narrative:
        return next((h for h in every if h.first.year == base.year), None)
    near = next((h for h in every if -_NEAR <= (here - h.first).days < max(_NEAR + 1, h.days)), None)
    return near if near and not reading.which else _beside(every, here, forward)


def _around(name: str, year: int) -> list[Holiday]:
    """A holiday in a year, the one before and the one after, in order."""
    return sorted((h for y in (year - 1, year, year + 1) for h in holiday(name, y)), key=attrgetter("first"))


def _beside(every: Sequence[Holiday], here: date, forward: bool) -> Holiday | None:
    """The last one up to a day or the first one after it, as asked; the other where there is none."""
    past = [h for h in every if h.first <= here]
    future = every[len(past) :]
    return next(iter((future or past) if forward else (past or future)[::-1]), None)


def _made(found: Holiday, reference: str) -> Resolved:
    """A holiday of several days has its first day as value; a month of them the whole interval."""
    point = of_day(found.first)
    if found.days == 1:
        return Resolved(point, point.value, reference, found.approximate)
    end = found.first + timedelta(days=found.days)
    value = point.value if found.days < 8 else f"{found.first}/{end - timedelta(days=1)}"
    return Resolved(point, value, reference, found.approximate, (found.first, end))

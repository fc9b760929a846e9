"""Which day a reading means: counted from the publication, from the moment of saying, or from an earlier date of the text.

News counts from its publication and looks back unless a word says forward; a narrative counts from what it told last.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from truceline.times.context import UNKNOWN, Context, Cue, Resolved, at
from truceline.times.counts import count, shifted
from truceline.times.dates import year_of
from truceline.times.feasts import resolve_holiday
from truceline.times.ordinals import ordinal
from truceline.times.point import Point, of_day
from truceline.times.reading import Reading
from truceline.times.yearless import in_year, resolve_open, resolve_weekday, unknown


def resolve(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """The point a reading means in its context."""
    try:
        return _KINDS.get(reading.kind, _value)(reading, context, cue)
    except (OverflowError, ValueError):
        return Resolved(None, reading.value, None)


def _value(reading: Reading, context: Context, cue: Cue) -> Resolved:
    return Resolved(None, reading.value, None)


def _point(reading: Reading, context: Context, cue: Cue) -> Resolved:
    return at(reading.point, "calendar")


def _shift(reading: Reading, context: Context, cue: Cue) -> Resolved:
    if reading.outer is None:
        return shifted(reading, context, cue)
    found = resolve(reading.outer, context, cue)
    return count(reading, found.point, found.reference, cue)


def _within(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "October of that year", "Monday of next week"."""
    inner, outer = reading.inner, reading.outer
    assert inner is not None and outer is not None
    found = resolve(outer, context, cue)
    if found.point is None:
        return Resolved(None, unknown(inner), None)
    if inner.kind == "weekday":
        first = found.point.first
        day = of_day(first + timedelta(days=inner.weekday - 1)) if first else None
        return at(day, found.reference) if day else Resolved(None, unknown(inner), None)
    return at(inner.point or in_year(inner, found.point.year), found.reference)


def _ordinal(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "the first Monday of June"."""
    return ordinal(reading, resolve(reading.outer, context, cue)) if reading.outer else UNKNOWN


def _short(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "'89": of the century that puts it nearest to what was told last, or before the publication."""
    base = context.last if context.narrative else context.published
    digits = int(reading.sub)
    if base is None or base.year < 100:
        return at(Point("year", year_of(digits)), "calendar")
    latest = base.year + (50 if context.narrative else 5)
    return at(Point("year", latest - (latest - digits) % 100), "calendar")


def _either(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "3/5/2016": the one that lies nearer to the publication, else the month first."""
    points = [r.point for r in (reading.inner, reading.outer) if r is not None and r.point is not None]
    today = context.published.first if context.published else None
    if today is None:
        return at(points[0], "calendar")
    return at(min(points, key=lambda p: abs((p.first or today) - today)), "calendar")


def _part(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "the evening" is that of the day told last; "at night" and bare clock times are of no day yet."""
    return at(context.fresh_day, "text") if reading.rule == "the-part" else UNKNOWN


def _nth_day(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "on the 20th": of the month told last."""
    base = context.last or context.today
    if base is None or base.month is None:
        return Resolved(None, f"XXXX-XX-{reading.day:02d}", None)
    made = Point("day", base.year, base.month, reading.day)
    return at(made if made.first or made.year < 0 else None, "text")


_KINDS: dict[str, Callable[[Reading, Context, Cue], Resolved]] = {
    "point": _point, "open": resolve_open, "weekday": resolve_weekday, "shift": _shift, "holiday": resolve_holiday,
    "within": _within, "either": _either, "short": _short, "part": _part, "clock": _part, "nth-day": _nth_day,
    "ordinal": _ordinal,
}  # fmt: skip

"""Dates counted from another one: so many days, months, years before or after today or an earlier date of the text."""

from __future__ import annotations

from datetime import datetime, timedelta

from truceline.times.context import Context, Cue, Resolved, at
from truceline.times.point import CLOCK, GRAINS, Point, of_day
from truceline.times.reading import Reading

_BLANK = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "weekend": "XXXX-WXX-WE", "decade": "XXX",
    "century": "XX",
}  # fmt: skip
_TAILS = {
    ("year", "day"): "-XX-XX", ("year", "week"): "-WXX", ("year", "month"): "-XX", ("month", "day"): "-XX",
    ("month", "week"): "-XX",
}  # fmt: skip
_FINER = {
    "year": ("month", 12),
    "month": ("week", 4),
    "decade": ("year", 10),
    "century": ("year", 100),
    "week": ("day", 7),
}


def blank(grain: str) -> str | None:
    """The value of a date of a grain of which nothing is known.

    >>> blank("day"), blank("week")
    ('XXXX-XX-XX', 'XXXX-WXX')
    """
    return _BLANK.get(grain)


def base_of(reading: Reading, context: Context) -> tuple[Point | None, str | None]:
    """What is counted from, and whether that is publication, saying or text."""
    if reading.base != "today" and (reading.base == "text" or context.narrative):
        told = (context.fresh_day if reading.grain == "day" else None) or context.last
        if told is not None or context.narrative or (reading.n or 0) >= 0:
            return told, "text"
    return context.origin


def count(reading: Reading, base: Point | None, reference: str | None, cue: Cue) -> Resolved:
    """So many units from a base."""
    if reading.n is None:
        return _uncounted(reading, base, reference)
    if reading.grain in CLOCK:
        return _some_hour(reading.n, base, reference)
    if base is None:
        today = reading.rule == "deictic" and reading.n == 0 and not reading.part
        return Resolved(None, "PRESENT_REF" if today else blank(reading.grain), None)
    if reading.n != int(reading.n):
        return _fraction(reading, base, reference)
    if base.rank < GRAINS.index(reading.grain):
        return _too_fine(reading, base, reference)
    return at(_whole(reading, base, cue), reference)


def _some_hour(n: float, base: Point | None, reference: str | None) -> Resolved:
    """Hours or minutes from a day: at some hour of that day, unless they lead out of it."""
    if base is not None and base.grain == "day" and abs(n) < 24:
        return Resolved(base, f"{base.value}TXX", reference)
    return Resolved(None, "XXXX-XX-XXTXX", reference)


def _whole(reading: Reading, base: Point, cue: Cue) -> Point:
    n = int(reading.n or 0)
    if reading.grain == "weekend" and n == 0 and base.first and _passed(reading, base.first.weekday(), cue.way):
        return base.shift(-1, "weekend")
    if reading.grain == "decade" and abs(n) == 1 and reading.rule in ("ago", "later"):
        return base.coarsen("year").shift(10 * n, "year")
    return base.shift(n, reading.grain)


def _passed(reading: Reading, weekday: int, way: int) -> bool:
    """Whether a weekend is that of the week before: "this weekend" of a past verb early in the week, "the weekend" else."""
    return way == -1 and weekday < 3 if reading.rule == "rel-weekend" else way <= 0 and weekday < 5


def _uncounted(reading: Reading, base: Point | None, reference: str | None) -> Resolved:
    """ "weeks later", "hours later", "the third day": how many, or from when, is not told."""
    if reading.which == "in":
        if base is None:
            return Resolved(None, "XXXX-XX-XX", None)
        coarse = base.coarsen("month") if base.rank > GRAINS.index("month") else base
        return Resolved(coarse, coarse.value + ("-XX-XX" if coarse.grain == "year" else "-XX"), reference)
    if reading.grain in CLOCK and base is not None and base.grain == "day":
        return Resolved(base, f"{base.value}TXX", reference)
    return Resolved(None, "PAST_REF" if reading.which == "back" else "FUTURE_REF", reference if base else None)


def _too_fine(reading: Reading, base: Point, reference: str | None) -> Resolved:
    """Days counted from a month, months counted from a year: the coarse date is all that is known."""
    if reading.n == 0:
        return at(base, reference)
    return Resolved(base, base.value + _TAILS.get((base.grain, reading.grain), ""), reference)


def _fraction(reading: Reading, base: Point, reference: str | None) -> Resolved:
    """ "half a year later", "two and a half years ago": counted in the next finer unit."""
    grain, factor = _FINER.get(reading.grain, (reading.grain, 1))
    point = base.shift(round((reading.n or 0) * factor), grain) if base.rank >= GRAINS.index(grain) else base
    return at(point.coarsen("month"), reference)


def shifted(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """A count from today, from the saying or from the text."""
    if reading.rule == "ago" and reading.grain in ("hour", "minute") and context.now and not context.saying:
        return _to_the_hour(reading, context.now)
    return count(reading, *base_of(reading, context), cue)


def _to_the_hour(reading: Reading, now: datetime) -> Resolved:
    """ "four hours ago", where the instant of publication is known."""
    assert reading.n is not None
    at = now + timedelta(hours=reading.n / (60 if reading.grain == "minute" else 1))
    return Resolved(of_day(at.date()), f"{at:%Y-%m-%dT%H:%M}", "publication", instant=at)

"""Days told by their place in a month, a year or a feast: "the first Monday of June", "the 14th of last month",
"the last day of 2015"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from truceline.times.context import Resolved, at
from truceline.times.grammar import MACROS, Built, Found, Rule
from truceline.times.point import UNITS, of_day
from truceline.times.reading import Reading

_LAST = frozenset({"last", "final", "closing"})
_FIRST = frozenset({"first", "opening"})
_GRAINS = frozenset({"month", "year", "day"})


def _place(m: Found) -> int | None:
    """Which one of the row: 1 the first, -1 the last; ``None`` when the word does not say so."""
    word = m.word("nth")
    if word in _LAST or word in _FIRST:
        return -1 if word in _LAST else 1
    n = int(m.number("nth")) if m.cls("nth") in MACROS["ANYORD"] else 0
    return n if 1 <= n <= 366 else None


def _outer(m: Found) -> Reading | None:
    """The month or year of which the day is one: named, or counted from the text."""
    named = m.reading("outer")
    if named is not None:
        return named if named.grain in _GRAINS else None
    unit = UNITS.get(str(m.value("unit")), "")
    if unit not in _GRAINS or unit == "day":
        return None
    n = float(str(m.value("rel"))) if m.has("rel") else 0.0
    return Reading("shift", "ordinal-of", grain=unit, n=n, base="auto")


def _weekday(m: Found) -> Built:
    """ "the last Sunday of next month"."""
    n, outer = _place(m), _outer(m)
    if n is None or outer is None:
        return None
    return m.make("DATE", replace(m.given("wd"), kind="ordinal", rule="nth-weekday", n=n, outer=outer))


def _day(m: Found) -> Built:
    """ "the first day of May", "the second day of Eid"."""
    n, outer = _place(m), _outer(m)
    if n is None or outer is None or m.value("whole") != "D" or (outer.grain == "day" and outer.kind != "holiday"):
        return None
    return m.make("DATE", Reading("ordinal", "nth-day-of", grain="day", n=n, outer=outer))


def _day_of_month(m: Found) -> Built:
    """ "the 14th of last month"."""
    outer = _outer(m)
    if outer is None or outer.grain != "month":
        return None
    return m.make("DATE", Reading("ordinal", "nth-day-of", grain="day", n=float(str(m.value("day"))), outer=outer))


def ordinal(reading: Reading, within: Resolved) -> Resolved:
    """The n-th day, or the n-th of that weekday, of what the outer date came to.

    >>> june = at(of_day(date(2014, 6, 1)).coarsen("month"), "text")
    >>> ordinal(Reading("ordinal", n=1, weekday=1), june).value, ordinal(Reading("ordinal", n=-1), june).value
    ('2014-06-02', '2014-06-30')
    >>> ordinal(Reading("ordinal", n=31), june).value
    'XXXX-XX-XX'
    """
    first, stop = within.span or ((within.point.first, within.point.after) if within.point else (None, None))
    day = _counted(first, stop, int(reading.n or 0), reading.weekday) if first and stop else None
    return at(of_day(day), within.reference) if day else Resolved(None, "XXXX-XX-XX", None)


def _counted(first: date, stop: date, n: int, weekday: int) -> date | None:
    """The n-th day from the first, or back from the last when n is below nought; ``None`` when there are not so many."""
    step = 7 if weekday else 1
    if n > 0:
        begin = first + timedelta(days=(weekday - first.isoweekday()) % 7 if weekday else 0)
    else:
        last = stop - timedelta(days=1)
        begin, n = last - timedelta(days=(last.isoweekday() - weekday) % 7 if weekday else 0), n + 2
    day = begin + timedelta(days=step * (n - 1))
    return day if first <= day < stop else None


_NTH = "the? nth:ANYORD|REL|final|opening|closing"
_OF = "of|in ( ( the )? outer:MONTHNAME|YEARNAME|DATE | ( the | the? rel:REL | the? current ) unit:UNIT )"

RULES = (
    Rule("nth-weekday", f"{_NTH} wd:WEEKDAY {_OF}", _weekday),
    Rule("nth-day-of", f"{_NTH} whole:UNIT {_OF}", _day),
    Rule("day-of-month", "the? day:ORDDAY|DAY of ( the | the? rel:REL | the? current ) unit:UNIT", _day_of_month),
)

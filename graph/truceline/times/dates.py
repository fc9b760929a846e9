"""Days, months, weekdays and holidays: "3 May 2016", "April 22", "2016-05-03", "Christmas 2007"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from truceline.times.beside import noun_like
from truceline.times.grammar import Built, Found, Rule
from truceline.times.point import Point, of_day, valid
from truceline.times.reading import Reading

_GRAINS = ("year", "month", "day")


def year_of(digits: int, near: int | None = None) -> int:
    """Two digits of a year as the year: in the century of `near`, else from 1930 to 2029.

    >>> year_of(96, 1995), year_of(99), year_of(16), year_of(1987)
    (1996, 1999, 2016, 1987)
    """
    century = near // 100 * 100 if near else 2000 if digits < 30 else 1900
    return digits if digits >= 100 else century + digits


def dated(year: int | None, month: int, day: int | None = None) -> Reading | None:
    """A reading of a month or day, open when the year is not told; ``None`` when there is no such day."""
    if day is not None and not valid(year or 2000, month, day):
        return None
    grain = "day" if day else "month"
    if year is None:
        return Reading("open", grain, grain=grain, sub=month, day=day or 0)
    return Reading("point", grain, Point(grain, year, month, day or 0), grain=grain)


def integer(m: Found, name: str) -> int | None:
    """The value of a group as a whole number, if it took part."""
    return int(m.number(name)) if m.has(name) else None


def _year(m: Found) -> int | None:
    year = integer(m, "year") if m.has("year") and m.word("year")[0].isdigit() else None
    if m.has("year") and year is None:
        return year_of(int(m.word("year")[1:]))
    return -year if year and m.has("bc") else year


def _date(m: Found) -> Built:
    reading = dated(_year(m), integer(m, "month") or 1, integer(m, "day"))
    if reading is not None and m.has("wd"):
        reading = replace(reading, weekday=integer(m, "wd") or 0)
    return m.make("DATE", reading) if reading else None


def _hyphened(m: Found) -> Built:
    """ "19-Nov-12"."""
    reading = dated(year_of(integer(m, "year") or 0), integer(m, "month") or 1, integer(m, "day"))
    return m.make("DATE", reading) if reading else None


def _month(m: Found) -> Built:
    return m.make("MONTHNAME", dated(None, integer(m, "month") or 1))


def _numeric(m: Found) -> Built:
    """ "10.11.2020" has the day first; "5/3/2016" the day or the month, whichever lies nearer to the publication."""
    text = m.tokens.lower[m.first]
    a, b, year = (int(x) for x in re.split("[/.]", text))
    orders = ((b, a), (a, b)) if "." in text or a > 12 else ((a, b), (b, a))
    read = [r for month, day in orders if month <= 12 and (r := dated(year, month, day))]
    if len(read) == 2 and "/" in text:
        return m.make("DATE", Reading("either", "numeric", grain="day", inner=read[0], outer=read[1]))
    return m.make("DATE", read[0]) if read else None


def _iso(m: Found) -> Built:
    text = m.tokens.text(m.first).replace("Z", "+00:00")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    day = Reading("point", "iso", of_day(at.date()), grain="day")
    if len(text) == 10:
        return m.make("DATE", day)
    offset = at.utcoffset()
    zone = None if offset is None else offset.total_seconds() / 3600
    return m.make("DATE", replace(day, clock=at.strftime("T%H:%M"), zone=zone, type="TIME"))


def _holiday(m: Found) -> Built:
    rule = str(m.value("name"))
    if m.token_before() == "operation" or m.tokens.capital(m.last + 1) or _named_before(m):
        return None
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", rule):
        year, *rest = (int(x) for x in rule.split("-"))
        point = Point(_GRAINS[len(rest)], year, *rest)
        return m.make("DATE", Reading("point", "named-day", point, grain=point.grain))
    return m.make("DATE", Reading("holiday", "holiday", grain="day", name=rule, year=integer(m, "year")))


def _named_before(m: Found) -> bool:
    """ "White Christmas", but not "On Christmas"."""
    return m.tokens.capital(m.first - 1) and noun_like(m.token_before()) and m.tokens.word(m.first - 2).isalpha()


def _weekday(m: Found) -> Built:
    return m.make("WEEKDAY", Reading("weekday", "weekday", grain="day", weekday=integer(m, "wd") or 1))


_WD = "( wd:ANYWD COMMA? the? )?"

RULES = (
    Rule("iso", "iso:ISO", _iso),
    Rule("numeric", "date:SLASHED", _numeric),
    Rule("mdy", f"{_WD} month:MONTH ( the )? day:ANYDAY ( ( COMMA | of )? year:YEAR|SHORT )?", _date),
    Rule("dmy", f"{_WD} ( the )? day:ANYDAY ( of )? month:MONTH ( ( COMMA | of )? year:YEAR|SHORT )?", _date),
    Rule("d-mon-y", "day:DAY HY month:MONTH HY year:YEAR|DAY|INT", _hyphened),
    Rule("my", "month:MONTH ( COMMA | of )? year:YEAR|SHORT", _date),
    Rule("my-bc", "month:MONTH ( COMMA | of )? year:DAY|INT|YEAR bc:BC", _date),
    Rule("dmy-bc", "day:ANYDAY month:MONTH ( COMMA )? year:DAY|INT|YEAR bc:BC", _date),
    Rule("month", "month:MON|MAY|MONA", _month),
    Rule("holiday", "name:HOLIDAY ( COMMA? year:YEAR )?", _holiday),
    Rule("weekday", "wd:WD", _weekday),
)

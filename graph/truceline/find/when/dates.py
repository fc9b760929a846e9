"""Dates of the calendar: days, months, years, decades, centuries, seasons, quarters, weekdays, holidays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from truceline.find.when.beside import noun_like
from truceline.find.when.grammar import Built, Found, Rule
from truceline.find.when.point import Point, of_day, valid
from truceline.find.when.reading import Reading
from truceline.find.when.suspects import counted
from truceline.find.when.tokens import Item


def _int(m: Found, name: str) -> int | None:
    value = m.value(name)
    return None if value is None else int(float(str(value)))


def year_of(digits: int, near: int | None = None) -> int:
    """Two digits of a year as the year: in the century of `near`, else the last hundred years before 2030.

    >>> year_of(96, 1995), year_of(99), year_of(16), year_of(1987)
    (1996, 1999, 2016, 1987)
    """
    if digits >= 100:
        return digits
    if near:
        return near // 100 * 100 + digits
    return (2000 if digits < 30 else 1900) + digits


def dated(year: int | None, month: int, day: int | None = None) -> Reading | None:
    """A reading of a month or day, open when the year is not told; ``None`` when there is no such day."""
    if day is not None and not valid(year or 2000, month, day):
        return None
    grain = "day" if day else "month"
    if year is None:
        return Reading("open", grain, grain=grain, sub=month, day=day or 0)
    return Reading("point", grain, Point(grain, year, month, day or 0), grain=grain)


def _date(m: Found) -> Built:
    year, month, day = _int(m, "year"), _int(m, "month"), _int(m, "day")
    if year is not None and m.item("year").cls == "SHORT":  # type: ignore[union-attr]
        year = year_of(int(m.word("year")[1:]))
    if year is not None and m.has("bc"):
        year = -year
    reading = dated(year, month or 1, day)
    if reading is not None and m.has("wd"):
        reading = replace(reading, weekday=int(str(m.value("wd"))))
    return None if reading is None else m.make("DATE", reading)


def _month(m: Found) -> Built:
    reading = dated(None, _int(m, "month") or 1)
    return m.make("MONTHNAME", reading)


def _numeric(m: Found) -> Built:
    a, b, year = (int(x) for x in re.split("[/.]", m.tokens.lower[m.first]))
    for month, day in ((b, a), (a, b)) if "." in m.tokens.lower[m.first] or a > 12 else ((a, b), (b, a)):
        if 1 <= month <= 12 and valid(year, month, day):
            return m.make("DATE", dated(year, month, day))
    return None


def _iso(m: Found) -> Built:
    text = m.tokens.text(m.first).replace("Z", "+00:00")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == 10:
        return m.make("DATE", Reading("point", "iso", of_day(at.date()), grain="day"))
    zone = None if at.tzinfo is None else at.utcoffset().total_seconds() / 3600  # type: ignore[union-attr]
    tail = at.strftime("T%H:%M")
    return m.make("DATE", Reading("point", "iso", of_day(at.date()), grain="day", clock=tail, zone=zone, type="TIME"))


def _years_bc(m: Found) -> Built:
    one, two = m.item("one"), m.item("two")
    between = [i for i in m.all if one.last < i.first < two.first]  # type: ignore[union-attr]
    first = Item("YEARNAME", one.first, one.last, _year(-int(str(one.value))))  # type: ignore[union-attr]
    return [first, *between, Item("YEARNAME", two.first, m.last, _year(-int(str(two.value))))]  # type: ignore[union-attr]


def _year(year: int, rule: str = "year") -> Reading:
    return Reading("point", rule, Point("year", year), grain="year")


def _year_bc(m: Found) -> Built:
    return m.make("YEARNAME", _year(-(_int(m, "n") or 1)))


def _year_ad(m: Found) -> Built:
    return m.make("YEARNAME", _year(_int(m, "n") or 1))


def _short(m: Found) -> Built:
    return m.make("YEARNAME", _year(year_of(int(m.word("y")[1:]))))


def _decade(m: Found) -> Built:
    digits = re.sub(r"\D", "", m.word("decade"))
    if len(digits) < 4 and {m.token_before(), m.tokens.word(m.first - 2)} & {
        "his",
        "her",
        "their",
        "my",
        "your",
        "our",
    }:
        return None
    if len(digits) < 4 and len(m.all) == 1 and m.word("decade")[0].isdigit():
        return None
    year = year_of(int(digits)) if len(digits) < 4 else int(digits)
    if len(digits) < 4:
        year = 1900 + int(digits) if int(digits) > 20 else 2000 + int(digits)
    if m.has("bc"):
        year = -int(digits)
    return m.make("DATE", Reading("point", "decade", Point("decade", year), grain="decade", mod=_mod(m)))


def _decade_bc(m: Found) -> Built:
    digits = int(re.sub(r"\D", "", m.word("decade")))
    return m.make("DATE", Reading("point", "decade", Point("decade", -digits), grain="decade", mod=_mod(m)))


def _decade_word(m: Found) -> Built:
    year = 1900 + 10 * (_int(m, "word") or 0)
    return m.make("DATE", Reading("point", "decade", Point("decade", year), grain="decade", mod=_mod(m)))


def _mod(m: Found) -> str | None:
    return str(m.value("mod")) if m.has("mod") else None


def _century(m: Found) -> Built:
    n = (_int(m, "tens") or 0) + (_int(m, "n") or 0)
    year = -(n - 1) * 100 if m.has("bc") else (n - 1) * 100
    if m.value("unit") != "CE" or not 1 <= n <= 30:
        return None
    if year == 0:
        year = 1 if not m.has("bc") else -1
    return m.make("DATE", Reading("point", "century", Point("century", year), grain="century", mod=_mod(m)))


def _season(m: Found) -> Built:
    reading = Reading("open", "season", grain="season", sub=str(m.value("season")), mod=_mod(m))
    return m.make("SEASONNAME", reading)


def _season_year(m: Found) -> Built:
    year = _int(m, "year") or 1
    if m.all[0].cls == "YEAR" and m.tokens.capital(m.last) and m.tokens.capital(m.last + 1):
        return None
    point = Point("season", -year if m.has("bc") else year, str(m.value("season")))
    return m.make("DATE", Reading("point", "season-year", point, grain="season", mod=_mod(m)))


def _part_of_year(m: Found) -> Built:
    n, grain = _int(m, "n"), "half" if m.has("half") else "quarter"
    if m.has("last"):
        n = {"half": 2, "quarter": 4}[grain]
    if n is None or n > {"half": 2, "quarter": 4}[grain]:
        return None
    if m.has("year"):
        return m.make("DATE", Reading("point", grain, Point(grain, _int(m, "year") or 1, n), grain=grain))
    return m.make("DATE", Reading("open", grain, grain=grain, sub=n))


def _coded(m: Found) -> Built:
    code = m.word("code").upper()
    grain = "quarter" if code[0] == "Q" else "half"
    if not re.fullmatch("Q[1-4]|H[12]", code):
        return None
    return m.make("DATE", Reading("point", grain, Point(grain, _int(m, "year") or 1, int(code[1])), grain=grain))


def _fiscal(m: Found) -> Built:
    """A fiscal year: whose, and so when it begins, is not told."""
    return m.make("DATE", Reading("value", "fiscal", value=f"FY{_int(m, 'year')}"))


def _fiscal_code(m: Found) -> Built:
    found = re.fullmatch(r"fy((?:19|20)\d\d)", m.word("code"))
    return m.make("DATE", Reading("value", "fiscal", value=f"FY{found[1]}")) if found else None


def _weekday(m: Found) -> Built:
    return m.make("WEEKDAY", Reading("weekday", "weekday", grain="day", weekday=_int(m, "wd") or 1))


def _weekday_dated(m: Found) -> Built:
    return m.make("DATE", m.value("date"))


def _holiday(m: Found) -> Built:
    rule = str(m.value("name"))
    if m.token_before() == "operation" or m.tokens.capital(m.last + 1) or _capital_before(m):
        return None
    year = _int(m, "year")
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", rule):
        y, *rest = (int(x) for x in rule.split("-"))
        point = Point(("year", "month", "day")[len(rest)], y, *rest)
        return m.make("DATE", Reading("point", "named-day", point, grain=point.grain))
    return m.make("DATE", Reading("holiday", "holiday", grain="day", name=rule, year=year))


def _capital_before(m: Found) -> bool:
    """ "White Christmas", but not "On Christmas"."""
    before = m.token_before()
    return m.tokens.capital(m.first - 1) and noun_like(before) and m.tokens.word(m.first - 2).isalpha()


def _days_and_month(m: Found) -> Built:
    """ "15 to 22 February 1984", "April 6-7": days that share a month."""
    year, month = _int(m, "year"), _int(m, "month") or 1
    days = [i for i in m.all if i.cls in ("DAY", "ORDDAY")]
    if m.tokens.lower[days[-1].first - 1].isalpha() and counted(m.tokens, m.last):
        return None
    out: list[Item] = []
    before = m.item("month").first < days[0].first  # type: ignore[union-attr]
    for n, item in enumerate(m.all):
        if item in days:
            reading = dated(year, month, int(str(item.value)))
            if reading is None:
                return None
            first = m.first if before and item is days[0] else item.first
            first = m.first if item is days[0] else first
            first -= item is not days[0] and m.tokens.lower[first - 1] == "the"
            last = m.last if item is days[-1] else item.last
            out.append(Item("DATE", first, last, reading))
        elif days[0].last < item.first < days[-1].first and not (before and n == 0) and not _article(m, n):
            out.append(item)
    return out


def _article(m: Found, n: int) -> bool:
    return m.tokens.lower[m.all[n].first] == "the"


def _months_and_year(m: Found) -> Built:
    """ "March and April 1988": months that share a year."""
    year = _int(m, "year")
    months = [i for i in m.all if i.cls in ("MON", "MAY", "MONA")]
    out: list[Item] = []
    for item in m.all:
        if item in months:
            last = m.last if item is months[-1] else item.last
            out.append(Item("DATE", item.first, last, dated(year, int(str(item.value)))))
        elif item.last < months[-1].first:
            out.append(item)
    return out


def _short_range(m: Found) -> Built:
    """ "1915-17": the second year has two digits."""
    one, two = m.item("one"), m.item("two")
    digits = m.tokens.lower[two.first]  # type: ignore[union-attr]
    first = int(str(one.value))  # type: ignore[union-attr]
    second = year_of(int(digits), first)
    if len(digits) != 2 or not first < second < first + 60:
        return None
    between = [i for i in m.all if one.last < i.first < two.first]  # type: ignore[union-attr]
    return [
        Item("YEARNAME", one.first, one.last, _year(first)),  # type: ignore[union-attr]
        *between,
        Item("YEARNAME", two.first, two.last, _year(second, "year-short")),  # type: ignore[union-attr]
    ]


def _plain_year(m: Found) -> Built:
    return m.make("YEARNAME", _year(_int(m, "year") or 1))


_WD = "( wd:ANYWD COMMA? the? )?"
_NOT_COUNTED = "!APOS|AMPM|MONTH|HM|UNITS|PERCENT"

RULES = (
    Rule("iso", "iso:ISO", _iso),
    Rule("numeric", "date:SLASHED", _numeric),
    Rule("mdy", f"{_WD} month:MONTH ( the )? day:ANYDAY ( ( COMMA | of )? year:YEAR|SHORT )?", _date),
    Rule("dmy", f"{_WD} ( the )? day:ANYDAY ( of )? month:MONTH ( ( COMMA | of )? year:YEAR|SHORT )?", _date),
    Rule("my", "month:MONTH ( COMMA | of )? year:YEAR|SHORT", _date),
    Rule("my-bc", "month:MONTH ( COMMA | of )? year:DAY|INT|YEAR bc:BC", _date),
    Rule("dmy-bc", "day:ANYDAY month:MONTH ( COMMA )? year:DAY|INT|YEAR bc:BC", _date),
    Rule(
        "days-month",
        "( the )? ANYDAY ( ( TO | COMMA ){1,2} ( the )? ANYDAY ){1,8} ( of )? month:MONTH ( COMMA? year:YEAR )?",
        _days_and_month,
    ),
    Rule(
        "month-days",
        f"month:MONTH ANYDAY ( COMMA ANYDAY ){{0,8}} COMMA? ( TO ) ( the )? ANYDAY {_NOT_COUNTED} ( COMMA? year:YEAR )?",
        _days_and_month,
    ),
    Rule("months-year", "MONTH ( ( TO | COMMA ){1,2} MONTH ){1,8} ( COMMA | of )? year:YEAR", _months_and_year),
    Rule("month", "month:MON|MAY|MONA", _month),
    Rule("years-bc", "one:DAY|INT|YEAR TO two:DAY|INT|YEAR BC", _years_bc),
    Rule("year-bc", "n:DAY|INT|YEAR BC", _year_bc),
    Rule("year-ad", "AD n:DAY|INT|YEAR", _year_ad),
    Rule("year-ad", "n:INT|YEAR AD", _year_ad),
    Rule("years-short", "one:YEAR HY|DASH|SLASH two:DAY|INT", _short_range),
    Rule("year-short", "y:SHORT", _short),
    Rule("year", "year:YEAR", _plain_year),
    Rule("decade", "( the )? ( mod:EARLY HY? )? decade:DECADE", _decade),
    Rule("decade-bc", "( the )? ( mod:EARLY HY? )? decade:DECADE BC", _decade_bc),
    Rule("decade-word", "the ( mod:EARLY HY? )? word:DECW", _decade_word),
    Rule("century", "( the )? ( mod:EARLY HY? )? ( tens:TENS HY? )? n:ANYORD HY? unit:UNIT ( bc:BC )?", _century),
    Rule("season-year", "( the )? ( mod:EARLY HY? )? season:ANYSEASON ( COMMA | of )? year:YEAR", _season_year),
    Rule(
        "season-year",
        "( the )? ( mod:EARLY HY? )? season:ANYSEASON ( COMMA | of )? year:YEAR|INT|DAY bc:BC",
        _season_year,
    ),
    Rule("year-season", "year:YEAR season:ANYSEASON", _season_year),
    Rule("season", "( the )? ( mod:EARLY HY? )? season:SEASON", _season),
    Rule("season", "( mod:EARLY HY? | the ) season:FALL !of", _season),
    Rule("half-of", "( the )? ( n:ORDW|SECOND | last:EARLY|latter|REL ) half:HALF of ( year:YEAR )", _part_of_year),
    Rule("quarter-of", "( the )? ( n:ORDW|SECOND|ORDDAY | last:REL|final ) QUARTER of ( year:YEAR )", _part_of_year),
    Rule("coded", "code:JUNK year:YEAR", _coded),
    Rule("fiscal", "( the )? ( fiscal UNIT? | fy | financial UNIT ) ( of )? year:YEAR", _fiscal),
    Rule("fiscal", "code:JUNK", _fiscal_code),
    Rule("holiday", "name:HOLIDAY ( COMMA? year:YEAR )?", _holiday),
    Rule("weekday", "wd:WD", _weekday),
)

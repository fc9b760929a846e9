"""Years and what is larger or a part of one: decades, centuries, seasons, halves, quarters, fiscal years."""

from __future__ import annotations

import re

from truceline.times.beside import beside
from truceline.times.dates import integer
from truceline.times.grammar import Built, Found, Rule
from truceline.times.point import Point
from truceline.times.reading import Reading

_PARTS = {"half": 2, "quarter": 4}


def year_reading(year: int, rule: str = "year") -> Reading:
    """A reading of a year."""
    return Reading("point", rule, Point("year", year), grain="year")


def _year(m: Found) -> Built:
    return m.make("YEARNAME", year_reading(integer(m, "n") or 1))


def _the_year(m: Found) -> Built:
    """ "the year 1950", "the years 1955 to 1957"."""
    unit = m.reading("unit")
    return _year(m) if "Y" in (m.value("unit"), unit and unit.unit) else None


def _year_bc(m: Found) -> Built:
    return m.make("YEARNAME", year_reading(-(integer(m, "n") or 1)))


def _short(m: Found) -> Built:
    return m.make("YEARNAME", Reading("short", "year-short", grain="year", sub=int(m.word("y")[1:])))


def _mod(m: Found) -> str | None:
    return str(m.value("mod")) if m.has("mod") else None


def _large(m: Found, grain: str, year: int) -> Built:
    return m.make("DATE", Reading("point", grain, Point(grain, year), grain=grain, mod=_mod(m)))


def _decade(m: Found) -> Built:
    """ "the 1990s", "the '80s"; "in their 40s" is an age."""
    word = m.word("decade")
    digits = re.sub(r"\D", "", word)
    if len(digits) == 4:
        return _large(m, "decade", int(digits))
    aged = {m.token_before(), m.tokens.word(m.first - 2)} & beside()["possessive"]
    if aged or (len(m.all) == 1 and word[0].isdigit()):
        return None
    return _large(m, "decade", (1900 if int(digits) > 20 else 2000) + int(digits))


def _decade_bc(m: Found) -> Built:
    return _large(m, "decade", -int(re.sub(r"\D", "", m.word("decade"))))


def _decade_word(m: Found) -> Built:
    return _large(m, "decade", 1900 + 10 * (integer(m, "word") or 0))


def _century(m: Found) -> Built:
    """The 20th century begins in 1900, the 4th BC in 400 BC; the first begin in the year 1."""
    n = (integer(m, "tens") or 0) + (integer(m, "n") or 0)
    if m.value("unit") != "CE" or not 1 <= n <= 30:
        return None
    return _large(m, "century", ((n - 1) * 100 or 1) * (-1 if m.has("bc") else 1))


def _season(m: Found) -> Built:
    return m.make("SEASONNAME", Reading("open", "season", grain="season", sub=str(m.value("season")), mod=_mod(m)))


def _season_year(m: Found) -> Built:
    """ "the summer of 2006"."""
    year = (integer(m, "year") or 1) * (-1 if m.has("bc") else 1)
    point = Point("season", year, str(m.value("season")))
    return m.make("DATE", Reading("point", "season-year", point, grain="season", mod=_mod(m)))


def _part(m: Found) -> Built:
    """ "the first half of 2007", "the last quarter of 2013"."""
    grain = "half" if m.has("half") else "quarter"
    n = _PARTS[grain] if m.has("last") else integer(m, "n") or 1
    return m.make("DATE", Reading("point", grain, Point(grain, integer(m, "year") or 1, n), grain=grain))


def _coded(m: Found) -> Built:
    """ "Q3 2013", "H1 2020"."""
    found = re.fullmatch("(q[1-4])|(h[12])", m.word("code"))
    if found is None:
        return None
    grain = "quarter" if found[1] else "half"
    return m.make("DATE", Reading("point", grain, Point(grain, integer(m, "year") or 1, int(found[0][1])), grain=grain))


def _fiscal(m: Found) -> Built:
    """A fiscal year: whose, and so when it begins, is not told."""
    return m.make("DATE", Reading("value", "fiscal", value=f"FY{integer(m, 'year')}"))


def _fiscal_code(m: Found) -> Built:
    found = re.fullmatch(r"fy((?:19|20)\d\d)", m.word("code"))
    return m.make("DATE", Reading("value", "fiscal", value=f"FY{found[1]}")) if found else None


_EARLY = "( the )? ( mod:EARLY HY? )?"

RULES = (
    Rule("year-bc", "n:DAY|INT|YEAR BC", _year_bc),
    Rule("year-ad", "AD n:DAY|INT|YEAR", _year),
    Rule("year-ad", "n:INT|YEAR AD", _year),
    Rule("year-short", "y:SHORT", _short),
    Rule("year", "n:YEAR", _year),
    Rule("the-year", "the unit:UNIT|UNITS|AMOUNTS n:YEAR", _the_year),
    Rule("decade", f"{_EARLY} decade:DECADE", _decade),
    Rule("decade-bc", f"{_EARLY} decade:DECADE BC", _decade_bc),
    Rule("decade-word", "the ( mod:EARLY HY? )? word:DECW", _decade_word),
    Rule("century", f"{_EARLY} ( tens:TENS HY? )? n:ANYORD HY? unit:UNIT ( bc:BC )?", _century),
    Rule("season-year", f"{_EARLY} season:ANYSEASON ( COMMA | of )? year:YEAR", _season_year),
    Rule("season-year", f"{_EARLY} season:ANYSEASON ( COMMA | of )? year:YEAR|INT|DAY bc:BC", _season_year),
    Rule("year-season", "year:YEAR season:ANYSEASON", _season_year),
    Rule("season", f"{_EARLY} season:SEASON", _season),
    Rule("season", "( mod:EARLY HY? | the ) season:FALL !of", _season),
    Rule("half-of", "( the )? ( n:ORDW|SECOND | last:REL ) half:HALF of year:YEAR", _part),
    Rule("quarter-of", "( the )? ( n:ORDW|SECOND|ORDDAY | last:REL|final ) QUARTER of year:YEAR", _part),
    Rule("coded", "code:JUNK year:YEAR", _coded),
    Rule("fiscal", "( the )? ( fiscal UNIT? | fy | financial UNIT ) ( of )? year:YEAR", _fiscal),
    Rule("fiscal", "code:JUNK", _fiscal_code),
)

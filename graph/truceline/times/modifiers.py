"""What is put around dates: "early", "the end of", "the morning of", clock times, "about", "two days before"."""

from __future__ import annotations

from dataclasses import replace

from truceline.know.clocks import zone_of
from truceline.times.grammar import MACROS, Built, Found, Rule
from truceline.times.non_times import counted
from truceline.times.point import CLOCK, UNITS
from truceline.times.reading import Reading
from truceline.times.relative import counted_shift
from truceline.times.spans import stretch

_DATE = "DATE|MONTHNAME|YEARNAME|WEEKDAY|SEASONNAME"
_WEEKS = {"W": 7, "2W": 14}
_FIRST = frozenset({"first", "opening"})
_LAST = frozenset({"last", "final", "closing"})


# ---------------------------------------------------------------- parts of a day, clock times


def _part_of(m: Found) -> Built:
    """ "the morning of April 19", "Monday night"."""
    date = m.given("date")
    if date.clock or date.part or date.grain != "day":
        return None
    part = "NI" if m.reading("part") else str(m.value("part"))
    mod = str(m.value("mod")) if m.has("mod") else date.mod
    return m.make("DATE", replace(date, part=part, type="TIME", mod=mod))


def _clock_of(m: Found) -> Built:
    date, at = m.reading("date"), m.reading("clock")
    if date is None or at is None or date.grain != "day" or date.clock:
        return None
    return m.make("DATE", replace(date, clock=at.clock, zone=at.zone, type="TIME"))


def _zoned(m: Found) -> Built:
    """ "9:34 p.m., March 19 EST", "midnight Feb 27 Damascus time"."""
    date = m.given("date")
    if not date.clock or date.zone is not None:
        return None
    return m.make("DATE", replace(date, zone=zone_of(m.word("city")) if m.has("city") else m.number("zone")))


RULES = (
    Rule("part-of", f"( the )? ( mod:EARLY HY? )? part:PART|PARTHOURS of ( the )? date:{_DATE}", _part_of),
    Rule("part-after", f"date:{_DATE} ( COMMA | at )? HY? ( mod:EARLY )? part:PART", _part_of),
    Rule("clock-date", f"clock:CLOCK ( COMMA | on )? ( the )? date:{_DATE} PART?", _clock_of),
    Rule("date-clock", f"date:{_DATE} COMMA? at? clock:CLOCK", _clock_of),
    Rule("overnight-date", "part:OVERNIGHT on? date:WEEKDAY", _part_of),
    Rule("date-overnight", "date:WEEKDAY part:OVERNIGHT", _part_of),
    Rule("part-date", f"( the )? ( mod:EARLY )? part:PART on date:{_DATE}", _part_of),
)


# ---------------------------------------------------------------- early, late, the end of


def _early(m: Found) -> Built:
    """ "early March", "the end of next year"."""
    return m.make("DATE", replace(m.given("date"), mod=str(m.value("mod"))))


def _this(unit: str, mod: str) -> Reading | None:
    """The unit that the text is in."""
    grain = UNITS.get(unit, "second")
    return None if grain in CLOCK else Reading("shift", "phase-unit", grain=grain, n=0, base="auto", mod=mod)


def _phase_unit(m: Found) -> Built:
    """ "the end of the month", "month's end"."""
    reading = _this(str(m.value("unit")), str(m.value("mod")) if m.has("mod") else "END")
    return m.make("DATE", reading) if reading else None


def _latter(m: Found) -> Built:
    """ "the latter half of 2008", "the early part of the year"."""
    words = {m.tokens.lower[i] for i in range(m.first, m.last + 1)}
    mod = "START" if words & {"early", "earlier", "first"} else "END"
    date = _this(str(m.value("unit")), mod) if m.has("unit") else m.reading("date")
    if date is None:
        return None
    point = date.point
    if "half" in words and point is not None and point.grain == "year":
        half = replace(point, grain="half", sub=1 if mod == "START" else 2)
        return m.make("DATE", Reading("point", "half", half, grain="half"))
    return m.make("DATE", replace(date, mod=mod))


def _rest(m: Found) -> Built:
    """ "the rest of 1996"."""
    date = m.reading("date")
    return m.make("DATE", replace(date, mod="END")) if date else None


def _about(m: Found) -> Built:
    """ "about 1910", "around March 1981"; not "around 2000 soldiers"."""
    date = m.reading("date")
    if date is None or m.value("hedge") != "APPROX" or m.word("hedge") == "some":
        return None
    if date.kind == "weekday" or date.grain in ("decade", "century"):
        return None
    if date.rule == "year" and counted(m.tokens, m.last):
        return None
    return m.make("DATE", replace(date, mod="APPROX"))


# ---------------------------------------------------------------- counted from, part of


_ENDS = ("to", "until", "till", "through", "-")


def _shift_from(m: Found) -> Built:
    """ "two days before Christmas", "a week after 8 August"; not the 64 days "from May 1 to July 3", nor "for seven days from 27 December"."""
    amount, date, way = m.reading("amount"), m.reading("date"), _way(m)
    if date is None or date.kind in ("duration", "value") or not way:
        return None
    amount = amount or Reading("duration", n=1, unit=str(m.value("unit")))
    if amount.unit in _WEEKS and amount.n and date.grain == "day":
        amount = replace(amount, n=amount.n * _WEEKS[amount.unit], unit="D")
    return m.make("DATE", counted_shift(amount, way, "outer", date))


def _way(m: Found) -> int:
    """Whether the words count on from a date (1) or back (-1); 0 where they count from none."""
    word = m.word("dir")
    if m.cls("dir") == "REL" and word not in ("prior", "following"):
        return 0
    if word == "from" and (m.token_before() == "for" or m.token_after() in _ENDS):
        return 0
    return 1 if word in ("after", "following", "from") else -1


def _eve(m: Found) -> Built:
    date = m.reading("date")
    return m.make("DATE", counted_shift(Reading("duration", n=1, unit="D"), -1, "outer", date)) if date else None


def _stretch_of(m: Found) -> Built:
    """ "the first two weeks of March"."""
    inner, date = m.given("stretch"), m.given("date")
    which = {"past": "last", "next": "first"}.get(inner.which, inner.which)
    return m.make("STRETCH", replace(inner, outer=date, which=which))


def _unit_of(m: Found) -> Built:
    """ "the second week of March", "the last month of 1916"."""
    date, order = m.given("date"), m.item("nth")
    word = m.tokens.word(m.start("unit") - 1)
    which = "last" if word in _LAST else "first" if word in _FIRST else "nth"
    nth = int(float(str(order.value))) if order and order.cls in MACROS["ANYORD"] else 1
    return m.make("STRETCH", replace(stretch(1, str(m.value("unit")), which, "outer"), outer=date, day=nth))


def _anniversary(m: Found) -> Built:
    return m.make("REF", Reading("value", "anniversary"))


_PART = "( latter|former|early|EARLY|BACK|FORTH|first|ORDW|SECOND ) ( part | half|HALF | stages | days|UNITS | months )"

PHASES = (
    Rule("early", f"( the )? mod:EARLY HY? ( of|in|on )? ( the )? date:{_DATE}", _early),
    Rule("phase", f"( the )? ( very )? mod:PHASE of ( the )? date:{_DATE}", _early),
    Rule("phase-unit", "( the )? ( very )? mod:PHASE of the unit:UNIT", _phase_unit),
    Rule("months-end", "unit:UNIT POSS PHASE", _phase_unit),
    Rule("years-end", "( HY )? unit:UNIT HY PHASE", _phase_unit),
    Rule("latter", f"the {_PART} of ( the )? ( date:{_DATE} | unit:UNIT )", _latter),
    Rule("rest", f"the ( rest|remainder ) of ( the )? date:{_DATE}", _rest),
    Rule("zoned", "date:DATE ( zone:ZONE | city:W TIMEN )", _zoned),
    Rule("unit-of", f"the nth:ANYORD|REL|final|opening|closing unit:UNIT of ( the )? date:{_DATE}", _unit_of),
    Rule("stretch-of", f"stretch:STRETCH of ( the )? date:{_DATE}", _stretch_of),
    Rule(
        "shift-from",
        f"( amount:AMOUNT|AMOUNTS | the unit:UNIT ) dir:before|after|following|from|prior to? ( the )? date:{_DATE}",
        _shift_from,
    ),
    Rule("eve", f"( the )? EVE of ( the )? date:{_DATE}", _eve),
    Rule("about", f"hedge:HEDGE date:{_DATE}", _about),
    Rule("anniversary", "( the )? ( ANYORD )? ANNIV", _anniversary),
)

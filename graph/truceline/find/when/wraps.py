"""What is put around dates: "early", "the end of", "the morning of", clock times, hedges, "the anniversary of"."""

from __future__ import annotations

from dataclasses import replace

from truceline.find.when.beside import beside
from truceline.find.when.grammar import Built, Found, Rule
from truceline.find.when.numbers import duration_value
from truceline.find.when.reading import Reading
from truceline.find.when.relative import counted_shift
from truceline.find.when.stretches import stretch
from truceline.find.when.suspects import counted

_DATE = "DATE|MONTHNAME|YEARNAME|WEEKDAY|SEASONNAME"


def _inner(m: Found, name: str = "date") -> Reading | None:
    value = m.value(name)
    return value if isinstance(value, Reading) else None


def _early(m: Found) -> Built:
    reading = _inner(m)
    if reading is None or (reading.mod and reading.kind != "shift"):
        return None
    return m.make("DATE", replace(reading, mod=str(m.value("mod"))))


def _phase(m: Found) -> Built:
    """ "the end of March", "the beginning of next year"."""
    return _early(m)


def _phase_unit(m: Found) -> Built:
    """ "the end of the month", "month's end": of the month the text is in."""
    unit = str(m.value("unit"))
    grain = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century"}.get(unit)
    if grain is None:
        return None
    mod = str(m.value("mod")) if m.has("mod") else "END"
    return m.make("DATE", Reading("shift", "phase-unit", grain=grain, n=0, base="auto", mod=mod))


def _latter(m: Found) -> Built:
    reading = _inner(m)
    if m.has("unit"):
        reading = Reading(
            "shift",
            "phase-unit",
            grain={"M": "month", "Y": "year", "W": "week", "DE": "decade", "CE": "century"}.get(
                str(m.value("unit")), "day"
            ),
            n=0,
            base="auto",
        )
    if reading is None:
        return None
    words = {m.tokens.lower[i] for i in range(m.first, m.last + 1)}
    mod = "START" if words & {"early", "earlier", "first"} else "END"
    half = "half" in words and reading.point is not None and reading.point.grain == "year"
    if half and reading.point is not None:
        point = replace(reading.point, grain="half", sub=1 if mod == "START" else 2)
        return m.make("DATE", Reading("point", "half", point, grain="half"))
    return m.make("DATE", replace(reading, mod=mod))


def _part_of(m: Found) -> Built:
    """ "the morning of April 19", "Monday night"."""
    reading = _inner(m)
    if reading is not None and reading.clock and m.all[-1].cls == "PART" and m.all[0].cls != "PART":
        return m.make("DATE", reading)
    if reading is None or reading.part or reading.clock or reading.grain not in ("day",):
        return None
    mod = str(m.value("mod")) if m.has("mod") else reading.mod
    part = m.value("part")
    name = "NI" if isinstance(part, Reading) else str(part)
    return m.make("DATE", replace(reading, part=name, type="TIME", mod=mod))


def _noon_of(m: Found) -> Built:
    reading, at = _inner(m), _inner(m, "clock")
    if reading is None or at is None or reading.grain != "day" or reading.clock:
        return None
    return m.make("DATE", replace(reading, clock=at.clock, zone=at.zone, type="TIME"))


def _hedged(m: Found) -> Built:
    reading = _inner(m)
    if reading is None or m.value("hedge") != "APPROX" or m.word("hedge") == "some":
        return None
    if reading.kind == "weekday" or reading.grain in ("decade", "century"):
        return None
    if reading.rule == "year" and counted(m.tokens, m.last):
        return None
    return m.make("DATE", replace(reading, mod="APPROX"))


def _hedged_amount(m: Found) -> Built:
    reading = _inner(m, "amount")
    if reading is None or reading.mod:
        return None
    if m.tokens.lower[m.first : m.item("amount").first] == ["over"] and m.token_before() not in beside()["over"]:  # type: ignore[union-attr]
        return None
    mod = str(m.value("hedge")) if m.has("hedge") else None
    return m.make(m.item("amount").cls, replace(reading, mod=mod))  # type: ignore[union-attr]


def _period(m: Found) -> Built:
    """ "a sixty-day period", "the same 28-day period"."""
    reading = _inner(m, "amount")
    return None if reading is None else m.make("AMOUNT", reading)


def _rest(m: Found) -> Built:
    reading = _inner(m)
    return None if reading is None else m.make("DATE", replace(reading, mod="END"))


def _zoned(m: Found) -> Built:
    """ "9:34 p.m., March 19 EST"."""
    reading = _inner(m)
    if reading is None or not reading.clock or reading.zone is not None:
        return None
    return m.make("DATE", replace(reading, zone=float(str(m.value("zone")))))


def _soft_amount(m: Found) -> Built:
    reading = _inner(m, "amount")
    if reading is None:
        return None
    return m.make("AMOUNT", reading)


def _long(m: Found) -> Built:
    """ "two-month-old", "years-long"."""
    reading = _inner(m, "amount")
    if reading is None:
        return None
    old = m.tokens.lower[m.last] in ("old", "age")
    made = m.make("AMOUNT", replace(reading, rule="old" if old else "long"))
    if m.tokens.lower[made.first] in ("a", "an", "the"):
        made.first += 1
    return made


def _long_unit(m: Found) -> Built:
    """ "year-long", "decade-old"."""
    old = m.tokens.lower[m.last] == "old"
    return m.make("AMOUNT", replace(number_of_units(str(m.value("unit"))), rule="old" if old else "long"))


def number_of_units(unit: str) -> Reading:
    """One of a unit."""
    return Reading("duration", n=1, unit=unit, value=duration_value(1, unit), type="DURATION")


def _shift_from(m: Found) -> Built:
    """ "two days before Christmas", "a week after 8 August", "the day before the Monday"."""
    amount, outer = _inner(m, "amount"), _inner(m)
    if outer is None or outer.kind in ("duration", "value"):
        return None
    if m.word("dir") == "from" and m.token_after() in ("to", "until", "till", "through", "-"):
        return None
    if amount is None:
        amount = Reading("duration", n=1, unit=str(m.value("unit")))
    sign = 1 if m.word("dir") in ("after", "following", "from") else -1
    return m.make("DATE", counted_shift(amount, sign, "outer", outer))


def _eve(m: Found) -> Built:
    outer = _inner(m)
    if outer is None:
        return None
    return m.make("DATE", counted_shift(Reading("duration", n=1, unit="D"), -1, "outer", outer))


def _stretch_of(m: Found) -> Built:
    """ "the first two weeks of March", "the last month of 1916"."""
    inner, outer = _inner(m, "stretch"), _inner(m)
    if inner is None or outer is None:
        return None
    return m.make("STRETCH", replace(inner, outer=outer))


def _week_of(m: Found) -> Built:
    outer, n = _inner(m), m.value("unit")
    if outer is None or outer.kind in ("value", "duration"):
        return None
    word = m.tokens.lower[m.item("unit").first - 1]  # type: ignore[union-attr]
    order = m.item("nth")
    which = "last" if word in ("last", "final", "closing") else "first" if word in ("first", "opening") else "nth"
    made = stretch(1, str(n), which, "outer")
    count = (
        int(float(str(order.value)))
        if order and order.cls != "REL" and str(order.value).replace(".", "").isdigit()
        else 1
    )
    return m.make("STRETCH", replace(made, outer=outer, day=count))


def _anniversary(m: Found) -> Built:
    return m.make("REF", Reading("value", "anniversary", value=None))


HEDGES = (
    Rule("hedge", "( the )? ( hedge:HEDGE )+ ( SOFT )? amount:AMOUNT", _hedged_amount),
    Rule("period", "( the | a | an )? ( REL )? amount:AMOUNT ( period|stretch|spell|interval )", _period),
    Rule("soft", "SOFT amount:AMOUNT", _soft_amount),
    Rule("long", "amount:AMOUNT|AMOUNTS HY? ( old | LONG )", _long),
    Rule("long-unit", "unit:UNIT HY ( old | LONG )", _long_unit),
    Rule("age", "amount:AMOUNT of age", _long),
    Rule("or-so", "amount:AMOUNT AFTERHEDGE", lambda m: m.make("AMOUNT", replace(m.value("amount"), mod="APPROX"))),  # type: ignore[type-var]
)

RULES = (
    Rule("part-of", f"( the )? ( mod:EARLY HY? )? part:PART|PARTHOURS of ( the )? date:{_DATE}", _part_of),
    Rule("part-after", f"date:{_DATE} ( COMMA )? HY? ( mod:EARLY )? part:PART", _part_of),
    Rule("clock-date", f"clock:CLOCK ( COMMA | on )? ( the )? date:{_DATE}", _noon_of),
    Rule("date-clock", f"date:{_DATE} ( COMMA | at )? clock:CLOCK", _noon_of),
    Rule("overnight-date", "( part:OVERNIGHT ) ( on )? date:WEEKDAY", _part_of),
    Rule("date-overnight", "date:WEEKDAY ( part:OVERNIGHT )", _part_of),
    Rule("part-date", f"( the )? ( mod:EARLY )? part:PART on date:{_DATE}", _part_of),
)

PHASES = (
    Rule("early", f"( the )? mod:EARLY HY? ( of|in|on )? ( the )? date:{_DATE}", _early),
    Rule("phase", f"( the )? ( very )? mod:PHASE of ( the )? date:{_DATE}", _phase),
    Rule("phase-unit", "( the )? ( very )? mod:PHASE of the unit:UNIT", _phase_unit),
    Rule("months-end", "unit:UNIT POSS PHASE", _phase_unit),
    Rule("years-end", "( HY )? unit:UNIT HY PHASE", _phase_unit),
    Rule(
        "latter",
        f"( the ) ( latter|former|early|EARLY|BACK|FORTH|first|ORDW|SECOND ) ( part | half|HALF | stages | days|UNITS | months ) of ( the )? ( date:{_DATE} | unit:UNIT )",
        _latter,
    ),
    Rule("rest", f"the ( rest|remainder ) of ( the )? date:{_DATE}", _rest),
    Rule("zoned", "date:DATE zone:ZONE", _zoned),
    Rule("week-of", f"the nth:ANYORD|REL|final|opening|closing unit:UNIT of ( the )? date:{_DATE}", _week_of),
    Rule("stretch-of", f"stretch:STRETCH of ( the )? date:{_DATE}", _stretch_of),
    Rule(
        "shift-from",
        f"( amount:AMOUNT|AMOUNTS | the unit:UNIT ) ( dir:before|after|following|from|prior ) ( to )? ( the )? date:{_DATE}",
        _shift_from,
    ),
    Rule("eve", f"( the )? EVE of ( the )? date:{_DATE}", _eve),
    Rule("hedged", f"hedge:HEDGE date:{_DATE}", _hedged),
    Rule("anniversary", "( the )? ( ANYORD )? ANNIV", _anniversary),
)

"""Vague times ("now", "recent", "the time"), parts of days, and days told by a number only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from truceline.times.beside import beside, noun_like
from truceline.times.grammar import MACROS, Built, Found, Rule
from truceline.times.reading import Reading
from truceline.times.spans import stretch


def _value(value: str | None, rule: str, type_: str = "DATE") -> Reading:
    return Reading("value", rule, value=value, type=type_)


def _meaning(value: str | None, rule: str) -> Callable[[Found], Built]:
    """A builder of a vague time that always means the same."""
    return lambda m: m.make("REF", _value(value, rule))


def _ref(m: Found) -> Built:
    return m.make("REF", _value(str(m.value("ref")), "ref"))


def _former(m: Found) -> Built:
    after = m.token_after()
    return _ref(m) if after[:1].isalnum() and after not in beside()["function"] else None


def _future(m: Found) -> Built:
    """ "in the future"; "the future of the city" is no time."""
    return None if m.token_after() == "of" else m.make("REF", _value("FUTURE_REF", "ref"))


def _night(m: Found) -> Built:
    """ "at night", "night attacks": the part of a day of no day."""
    part = str(m.value("part"))
    return m.make("PARTNAME", Reading("part", "part", part=part, grain="day", type="TIME"))


def _part(m: Found) -> Built:
    """ "the evening" may be that of the day told last; "at night" is of no day."""
    rule = "the-part" if len(m.all) > 1 else "part"
    return m.make("PARTNAME", Reading("part", rule, part=str(m.value("part")), grain="day", type="TIME"))


def _the_time(m: Found) -> Built:
    words = [m.tokens.lower[i] for i in range(m.first, m.last + 1)]
    now = words[-1] == "moment" or ("this" in words and words[-1] == "time")
    return m.make("REF", _value("PRESENT_REF" if now else "PAST_REF" if words[-1] == "time" else None, "the-time"))


def _long_time(m: Found) -> Built:
    return m.make("REF", _value(None, "long-time", "DURATION"))


def _the_day_nth(m: Found) -> Built:
    """ "on the 20th": a day of the month that was named last."""
    day = int(str(m.value("day")))
    after = m.tokens.source[m.tokens.end[m.last] : m.tokens.end[m.last] + 1]
    if after not in (",", ".", ";", ")", "") and m.token_after() not in beside()["ends-day"]:
        return None
    return m.make("DATE", Reading("nth-day", "nth-day", grain="day", day=day))


def _numbered(m: Found) -> Built:
    """ "the first day", "the final days", "the last week": one of a row that belongs to something else."""
    unit = str(m.value("unit"))
    if unit not in ("D", "W", "M", "Y", "TH"):
        return None
    word = m.tokens.lower[m.item("unit").first - 1]  # type: ignore[union-attr]
    nth = int(float(str(m.all[1].value))) if m.all[1].cls in MACROS["ANYORD"] else 0
    of_row = "nth" if nth else "same"
    which = "last" if word in ("final", "closing", "last") else "first" if word in ("first", "opening") else of_row
    if unit == "D":
        return m.make("DATE", Reading("shift", "numbered-day", grain="day", n=None, base="text", which="in"))
    return m.make("STRETCH", replace(stretch(1, unit, which, "text"), day=nth))


def _the_past(m: Found) -> Built:
    """ "in the past", but not "in the past week"."""
    if m.tokens.lower[m.last] != "past" or noun_like(m.token_after()):
        return None
    return m.make("REF", _value("PAST_REF", "the-past"))


RULES = (
    Rule("past", "<in|of|from the REL", _the_past),
    Rule("now", "ref:NOW", _ref),
    Rule("ref", "ref:PASTADV", _ref),
    Rule("ref", "ref:FORMER", _former),
    Rule("ref", "ref:REFADJ", _ref),
    Rule("future", "( the )? ( near|foreseeable|immediate|distant )? ref:FUTURE", _future),
    Rule("to-date", "<to date", _meaning("PRESENT_REF", "ref")),
    Rule("present", "the PRESENT ( UNIT )?", _meaning("PRESENT_REF", "ref")),
    Rule(
        "the-time",
        "<at|by|during|in|since|until|from|throughout|of|HEDGE|HY|DASH|for|within ( the | a )? ( REL )+ TIMEN|TIMENS",
        _the_time,
    ),
    Rule("the-time", "<at|by|of the TIMEN", _the_time),
    Rule("same-time", "the REL TIMEN", _the_time),
    Rule(
        "long-time",
        "a ( LONG | short | considerable | lengthy | brief ) TIMEN ( of TIMEN )? ( BACK | FORTH | after | before )?",
        _long_time,
    ),
    Rule("moments", "( a )? ( MOMENTS|TIMEN ) ( BACK | FORTH )", _meaning(None, "moments")),
    Rule("this-date", "<at|by|on|until|since|from REL ( date )", _the_time),
    Rule(
        "dry-season",
        "( dry|rainy|wet|monsoon|harvest|planting|fighting|campaigning ) SEASONN",
        _meaning(None, "season-name"),
    ),
    Rule("numbered", "the ( ANYORD | REL | final | opening | closing ) ( full )? unit:UNIT", _numbered),
)


LATE = (
    Rule("nth-part", "( the )? ANYORD ( consecutive|straight|successive )? part:PART", _night),
    Rule("nth-day", "<on|by|until|from|to|till|since the day:ORDDAY", _the_day_nth),
    Rule("part", "( the )? part:PART", _part),
)

"""Clock times: "10:57", "1:00 am", "5 pm EST", "2200 UTC", "noon", "11 o'clock"."""

from __future__ import annotations

import re

from truceline.know.clocks import zone_of
from truceline.times.beside import beside
from truceline.times.grammar import Built, Found, Rule
from truceline.times.reading import Reading
from truceline.times.tokens import Item

_DAY_BEHIND = frozenset(["on", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
"""What goes on with the day behind a zone: "5 pm local time on Monday"."""


def clock(hour: int, minute: int, half: str = "", second: str = "") -> str | None:
    """A time of day as TIMEX3 writes it; ``None`` when there is none such.

    >>> clock(1, 0, "am"), clock(12, 30, "am"), clock(5, 0, "pm"), clock(25, 0)
    ('T01:00', 'T00:30', 'T17:00', None)
    """
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return f"T{hour:02d}:{minute:02d}{second}"


def _zone(m: Found) -> float | str | None:
    if m.has("told"):
        return _offset(m)
    if m.has("zone"):
        return float(str(m.value("zone")))
    if m.has("city"):
        return zone_of(m.word("city"))
    return "local" if m.has("local") else None


def _offset(m: Found) -> float | None:
    """The hours of "(UTC+3)" or "GMT-04:30": they are told, and beat any abbreviation."""
    hours = m.word("hours").split(":")
    sign = -1 if m.word("sign") in ("-", "–", "−") else 1
    east = sign * (float(hours[0]) + (float(hours[1]) / 60 if len(hours) > 1 else 0))
    return east if -12 <= east <= 14 else None


def _read(m: Found, value: str | None) -> Built:
    if value is None:
        return None
    last = m.last - _shut(m)
    for name in ("local", "city"):
        if m.has(name) and m.token_after() not in _DAY_BEHIND:
            last = m.group(name)[0].first - 1
    return Item("CLOCK", m.first, last, Reading("clock", "clock", clock=value, zone=_zone(m), type="TIME"))


def _shut(m: Found) -> bool:
    """Whether the match ends with a bracket that it did not open: "(at 5 pm UTC+3)"."""
    words = m.tokens.lower[m.first : m.last + 1]
    return words[-1] == ")" and "(" not in words


def _hm(m: Found) -> Built:
    parts = re.split("[:.]", m.tokens.lower[m.item("hm").first])  # type: ignore[union-attr]
    alone = len(m.all) == 1
    ranged = m.tokens.word(m.last + 1) in ("-", "–") or m.tokens.word(m.first - 1) in ("-", "–")
    if alone and m.token_before() not in beside()["clock"] and not ranged:
        return None
    second = f":{parts[2]}" if len(parts) > 2 else ""
    return _read(m, clock(int(parts[0]), int(parts[1]), str(m.value("half") or ""), second))


def _hour(m: Found) -> Built:
    return _read(m, clock(int(str(m.value("h"))), 0, str(m.value("half") or "")))


def _spoken(m: Found) -> Built:
    half = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}.get(str(m.value("part") or ""), "")
    return _read(m, clock(int(str(m.value("h"))), 0, half))


def _military(m: Found) -> Built:
    digits = f"{int(str(m.value('hhmm'))):04d}"
    return _read(m, clock(int(digits[:2]), int(digits[2:])))


def _early(m: Found) -> Built:
    """ "From 0600": only a number that begins with a nought is a clock time by itself."""
    return _military(m) if m.word("hhmm").startswith("0") else None


def _named(m: Found) -> Built:
    return _read(m, str(m.value("noon")))


_TOLD = "OPEN? told:ZONE sign:PLUS|HY|DASH hours:DAY|HM SHUT?"
_ZONE = f"( ( ZONE|USZONE )? {_TOLD} | zone:ZONE|USZONE | local:LOCALTIME | city:W TIMEN )?"

RULES = (
    Rule("clock", f"hm:HM ( half:AMPM )? ( hrs|hours|UNITS )? {_ZONE}", _hm),
    Rule("clock-hour", f"h:DAY half:AMPM {_ZONE}", _hour),
    Rule("clock-word", f"h:CARD half:AMPM {_ZONE}", _hour),
    Rule("clock-spoken", f"h:DAY|CARD OCLOCK ( in the part:PART )? {_ZONE}", _spoken),
    Rule("clock-spoken", "<at|HEDGE|by|until|from h:DAY|CARD in the part:PART", _spoken),
    Rule("clock-military", "hhmm:YEAR|HM4|INT ( UNITS|hrs )? zone:ZONE", _military),
    Rule("clock-military", f"hhmm:YEAR|HM4|INT ( UNITS|hrs )? {_TOLD}", _military),
    Rule("clock-military", "hhmm:HM4 UNITS|hrs", _military),
    Rule("clock-military", "hhmm:YEAR|HM4|INT ( UNITS )? ( local:LOCALTIME | city:W TIMEN )", _military),
    Rule("clock-military", f"<at|from|until|by|since hhmm:HM4 {_ZONE}", _early),
    Rule("clock-noon", f"noon:NOON {_ZONE}", _named),
)

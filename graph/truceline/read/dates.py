"""Publication dates: what a page, a file or a person says about the day."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import cache

from dateutil import parser

from truceline.errors import DateError
from truceline.shelf import data, rows

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_ZONE = r"(?:\s*\(?(?:(?:GMT|UTC) ?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[+-]\d{1,2}(?::?\d{2})?(?!\d)|(?:[A-Z]{2,4}|Z)\b)\)?)?"
_TIME = rf"\d{{1,2}}(?:[:.]\d{{2}}){{1,2}}(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?{_ZONE}"
_BEFORE = rf"(?:(?:{_TIME}|\d{{4}} (?:GMT|UTC))(?:\s*\(\d{{4}} [A-Z]{{3,4}}\))?,?\s+(?:on )?)?"
_AFTER = rf"(?:,?\s*(?:[-–—|/·•]\s*|at )?{_TIME})?"
DATE = re.compile(
    rf"(?<!\d){_BEFORE}{_WEEKDAY}(?:{_MONTH} {_DAY},? \d{{4}}|{_DAY}(?: of)?[ -]{_MONTH}[, -]{{1,2}}\d{{4}}"
    rf"|\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?|\d{{1,2}}([./-])\d{{1,2}}\2\d{{4}}){_AFTER}",
    re.I,
)
"""A full calendar date as it stands in a date line; weekday and clock time may go with it."""

LATER = re.compile(r"updat|modif", re.I)
"""A word before a date that says the text was changed then, not published."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:?\d{2}.*")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?m\b\.?)?", re.I)
_NAMED = re.compile(r"(?:(GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?|([A-Z]{1,4}))$")
_A, _B = date(1904, 2, 3), date(1908, 5, 7)


def read_date(text: str) -> date | datetime:
    """Reads a publication date as people and pages write it; day before month where figures leave it open (3/5/2016).

    Returns:
        A date; an aware datetime, in the zone that was given, when a clock time and its zone are given (a clock time
        without a zone is dropped, because the instant would be a guess).

    Raises:
        DateError: no year, month and day can be read.

    >>> read_date("May 3, 2016")
    datetime.date(2016, 5, 3)
    >>> read_date("2016-05-03T01:30:00+03:00").isoformat()
    '2016-05-03T01:30:00+03:00'
    >>> read_date("10:15 p.m. EDT, Tue May 3, 2016").isoformat()
    '2016-05-03T22:15:00-04:00'
    """
    text = " ".join(text.split())
    if _ISO.fullmatch(text) and (at := _iso(text)):
        return at if at.tzinfo else at.date()
    bare, clock = _split(text)
    one, two = _day(bare, _A), _day(bare, _B)
    if one is None or two is None:
        raise DateError(f"{text!r} is not a date; write it as 2016-05-03.")
    if one != two:
        raise DateError(f"{text!r} is not a full date: day, month and year are needed, as in 2016-05-03.")
    return clock_on(one, *clock) if clock else one


def first_published(lines: Iterable[str]) -> date | datetime | None:
    """The day that some lines tell: the first that is not said to be of an update, else the first.

    >>> first_published(["Updated: May 4, 2016", "Posted on May 3, 2016"])
    datetime.date(2016, 5, 3)
    """
    later = None
    for line in lines:
        for found in DATE.finditer(line):
            try:
                day = read_date(found.group())
            except DateError:
                continue
            if not LATER.search(line[: found.start()]):
                return day
            later = later or day
    return later


def clock_on(day: date, hour: int, minute: int, zone: timezone) -> datetime:
    """The instant of a clock time on a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def _iso(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta())) if at.tzinfo else at


def _day(text: str, default: date) -> date | None:
    """The day of a text without its clock time; what is missing comes from `default`."""
    numeric = bool(re.match(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}\b", text))
    start = datetime(default.year, default.month, default.day)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parser.parse(text, default=start, dayfirst=numeric, ignoretz=True).date()
    except (ValueError, OverflowError, TypeError, IndexError, AttributeError, ArithmeticError):
        return None


def _split(text: str) -> tuple[str, tuple[int, int, timezone] | None]:
    """The text without its clock time, and the clock time where its zone is known."""
    text = re.sub(r"\(\d{4} [A-Z]{3,4}\)", "", text)
    text = re.sub(r"(?<!\d)((?:19|20)\d\d)(?=\d{1,2}:\d\d)", r"\1 ", text)
    text = re.sub(r"\b(Tue|Thu)r?s\b", r"\1", text, flags=re.I)
    text = re.sub(r"\((GMT|UTC)? ?([+-]\d{1,2}(?::?\d\d)?)\)|\(([A-Z]{2,4})\)", r"\1\2\3", text)
    text = re.sub(r"\b(\d{2})(\d{2}) (?=GMT|UTC)", r"\1:\2 ", text)
    found = next((m for m in _CLOCK.finditer(text) if _is_clock(m)), None)
    if not found:
        return re.sub(r"(\d{4}) [A-Z]{2,4}$", r"\1", text), None
    rest = text[found.end() :].strip()
    zone_text = re.match(r"(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?\b|[A-Z]{1,4}\b", rest)
    after = rest[zone_text.end() :] if zone_text and not re.match(_MONTH, rest, re.I) else rest
    bare = f"{text[: found.start()]} {after}".strip(" ,|/·•–—-")
    bare = re.sub(r"\s+(?:at|on)$|^(?:at|on)\s+", "", bare, flags=re.I)
    zone = _zone(zone_text.group()) if zone_text else None
    return bare, (_hour(found), int(found[2]), zone) if zone else None


def _is_clock(match: re.Match[str]) -> bool:
    """Whether two figures are a clock time and not the beginning of a date in figures (3.5.2016)."""
    after = match.string[match.end() : match.end() + 1]
    return int(match[1]) < 24 and int(match[2]) < 60 and not re.match(r"[\d./-]", after)


def _hour(match: re.Match[str]) -> int:
    hour = int(match[1])
    if match[4] and hour <= 12:
        return hour % 12 + (12 if match[4].lower() == "p" else 0)
    return hour


def _zone(text: str) -> timezone | None:
    """The zone of an abbreviation or an offset; ``None`` when it is unknown or means several."""
    if not (m := _NAMED.match(text)):
        return None
    if m[5]:
        minutes = _zones().get(m[5])
    else:
        minutes = (60 * int(m[3]) + int(m[4] or 0)) * (-1 if m[2] == "-" else 1)
    return timezone(timedelta(minutes=minutes)) if minutes is not None and abs(minutes) < 24 * 60 else None


@cache
def _zones() -> dict[str, int]:
    return {r["zone"]: int(r["minutes"]) for r in rows(data("reading", "zones.tsv"))}

"""Publication dates: what a page, a file or a person says about the day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from dateutil import parser

from truceline.errors import DateError

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_CLOCK = r"(?:,?\s+(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]\.?)?(?:\s*(?:GMT|UTC|Z|[+-]\d{2}:?\d{2}))?)?"
DATE = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH} {_DAY},? \d{{4}}|{_DAY} {_MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:.+Z-]+)?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}){_CLOCK}"
)
"""A full calendar date as it stands in a date line; weekday and clock time may go with it."""

_A, _B = datetime(1904, 2, 3), datetime(1908, 5, 7)


def read_date(text: str) -> date | datetime:
    """Reads a publication date as people and pages write it.

    Returns:
        A date; an aware datetime when a clock time and its zone are given (a clock time without a zone is dropped,
        because the instant would be a guess).

    Raises:
        DateError: no year, month and day can be read.

    >>> read_date("May 3, 2016")
    datetime.date(2016, 5, 3)
    >>> read_date("2016-05-03T01:30:00+03:00").isoformat()
    '2016-05-02T22:30:00+00:00'
    """
    text = text.strip()
    first_day = bool(re.match(r"\d{1,2}[./]\d{1,2}[./]\d{4}", text))
    try:
        one, two = (parser.parse(text, default=d, dayfirst=first_day) for d in (_A, _B))
    except (ValueError, OverflowError):
        raise DateError(f"{text!r} is not a date; write it as 2016-05-03.") from None
    if one.date() != two.date():
        raise DateError(f"{text!r} is not a full date: day, month and year are needed, as in 2016-05-03.")
    if one.tzinfo and ":" in text:
        return one.astimezone(UTC)
    return one.date()

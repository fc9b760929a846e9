"""Days, months and years as people type them → the time they stand for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.errors import DateError

Window = tuple[datetime, datetime]

_A, _B = datetime(1904, 2, 3), datetime(1908, 5, 7)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def window(asked: str | date) -> Window:
    """The time that a date stands for: begin inclusive, end exclusive, UTC.

    Day before month where only numbers are given ("3/5/2016" is 3 May); ISO stays ISO.

    Raises:
        DateError: it is no date.

    >>> [t.isoformat()[:10] for t in window("24 April 2016")]
    ['2016-04-24', '2016-04-25']
    >>> [t.isoformat()[:10] for t in window("April 2016")]
    ['2016-04-01', '2016-05-01']
    """
    if isinstance(asked, datetime):
        at = asked.replace(tzinfo=UTC) if asked.tzinfo is None else asked.astimezone(UTC)
        return at, at + timedelta(seconds=1)
    if isinstance(asked, date):
        return _from(datetime(asked.year, asked.month, asked.day, tzinfo=UTC), relativedelta(days=1))
    return _read(asked.strip())


def point(edtf: str) -> str:
    """A day, month, season or year in words.

    >>> point("2016-05-02"), point("2016-04"), point("2016-22"), point("2002~"), point("199X")
    ('2 May 2016', 'April 2016', 'summer 2016', 'about 2002', '')
    """
    if not (found := _POINT.fullmatch(edtf)):
        return ""
    year, month, of_month = found[1], int(found[2] or 0), int(found[3] or 0)
    if month > 12:
        said = f"{_SEASONS[month]} {year}" if month in _SEASONS else ""
    else:
        name = f"{datetime(2000, month, 1):%B} " if month else ""
        said = f"{of_month or ''} {name}{year}".strip()
    return f"about {said}" if said and found[4] in {"~", "%"} else said


def _read(text: str) -> Window:
    if re.fullmatch(r"\d{1,3}", text):
        raise DateError(_wrong(text))
    if re.fullmatch(r"\d{4}", text):
        return _from(_made(text, int(text), 1, 1), relativedelta(years=1))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return _from(_made(text, int(found[1]), int(found[2]), 1), relativedelta(months=1))
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)", text):
        return _from(_made(text, *map(int, found.groups())), relativedelta(days=1))
    return _parsed(text)


def _parsed(text: str) -> Window:
    """The time that a date in any other spelling stands for."""
    from dateutil import parser

    first_day = not re.match(r"\d{4}", text)
    try:
        one, two = (parser.parse(text, default=d, dayfirst=first_day) for d in (_A, _B))
    except (ValueError, OverflowError):
        raise DateError(_wrong(text)) from None
    if one.year != two.year or (one.month != two.month and one.day == two.day):
        raise DateError(_wrong(text))
    if one.tzinfo and re.search(r"\d:\d", text):
        return window(one)
    if one.month != two.month:
        return _from(_made(text, one.year, 1, 1), relativedelta(years=1))
    if one.day != two.day:
        return _from(_made(text, one.year, one.month, 1), relativedelta(months=1))
    return _from(_made(text, one.year, one.month, one.day), relativedelta(days=1))


def _made(text: str, *parts: int) -> datetime:
    try:
        return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]
    except ValueError:
        raise DateError(_wrong(text)) from None


def _from(begin: datetime, length: relativedelta) -> Window:
    try:
        return begin, begin + length
    except (ValueError, OverflowError):
        return begin, datetime.max.replace(tzinfo=UTC)


def _wrong(text: str) -> str:
    return f"{text!r} is not a date; write a day, a month or a year, as 2016-04-24, 24 April 2016, April 2016 or 2016."


def day_words(day: date, year: int | None = None) -> str:
    """A day in words, without its year where that was just said.

    >>> day_words(date(2016, 2, 29)), day_words(date(2016, 2, 29), 2016)
    ('29 February 2016', '29 February')
    """
    return f"{day.day} {day:%B}{'' if day.year == year else f' {day.year}'}"

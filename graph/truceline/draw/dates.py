"""Times as a person reads them: a day, a month, a stretch; what is unknown stays unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from truceline.ask.dates import point

DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def moment(text: str) -> datetime | None:
    """An ISO day or instant as an instant in UTC; nothing for nothing."""
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def spoken(begin: str, end: str, edtf: str = "") -> str:
    """A time in words, no more exact than the text has it.

    Args:
        begin: ISO instant in UTC, empty where open or unknown.
        end: the same, exclusive.
        edtf: what the text supports (EDTF, Library of Congress); where it is coarser than the bounds, it is what is said.

    >>> spoken("2016-05-02T00:00:00Z", "2016-05-03T00:00:00Z"), spoken("2016-04-01T00:00:00Z", "2016-05-01T00:00:00Z")
    ('2 May 2016', 'April 2016')
    >>> spoken("1970-01-01T00:00:00Z", "1980-01-01T00:00:00Z")
    '1970 – 1979'
    >>> spoken("2016-04-22T00:00:00Z", "2016-05-04T00:00:00Z"), spoken("2011-01-01T00:00:00Z", "", "2011/..")
    ('22 April – 3 May 2016', 'since 2011')
    >>> spoken("", "2016-05-03T22:00:00Z"), spoken("", "2016-05-03T00:00:00Z"), spoken("", "")
    ('until 3 May 2016, 22:00 UTC', '2 May 2016 or earlier', 'no date')
    """
    first, last = moment(begin), moment(end)
    whole = all(at is None or _midnight(at) for at in (first, last))
    if edtf and whole and (told := _told(edtf)):
        return told
    return _stretch(first, last) if first and last else _half_known(first, last)


def _half_known(first: datetime | None, last: datetime | None) -> str:
    """A time of which one end is known, or none."""
    if first:
        return f"since {day(first) if _midnight(first) else clock(first)}"
    if last:
        return f"{day(last - _SECOND)} or earlier" if _midnight(last) else f"until {clock(last)}"
    return "no date"


def said_on(edtf: str) -> str:
    """The day or the instant of a saying in words.

    >>> said_on("2016-05-02"), said_on("../2016-05-02"), said_on("2016-05-02T04:00:00Z"), said_on("")
    ('2 May 2016', '2 May 2016 or earlier', '2 May 2016, 04:00 UTC', '')
    """
    at = moment(edtf) if "T" in edtf and "/" not in edtf else None
    return clock(at) if at else _told(edtf) or edtf


def _told(edtf: str) -> str:
    """An EDTF expression in words, empty where it is none of the usual forms."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return point(first)
    if last == "..":
        return f"since {point(first)}" if point(first) else ""
    if first == "..":
        return f"{point(last)} or earlier" if point(last) else ""
    ends = point(first), point(last)
    return joined(*ends) if all(ends) else ""


def joined(first: str, last: str) -> str:
    """Two ends of a stretch, what they share said once.

    >>> joined("22 April 2016", "3 May 2016"), joined("2 May 2016", "3 May 2016"), joined("February 2016", "May 2016")
    ('22 April – 3 May 2016', '2 – 3 May 2016', 'February – May 2016')
    >>> joined("24 April 2016", "April 2016"), joined("May 2016", "2016")
    ('24 April 2016 or later that month', 'May 2016 or later that year')
    """
    if first.endswith(f" {last}"):
        return f"{first} or later that {'year' if last.isdigit() else 'month'}"
    a, b = first.split(), last.split()
    while len(a) > 1 and len(a) == len(b) and a[-1] == b[-1]:
        a.pop()
        b = b[:-1]
    return first if a == b else f"{' '.join(a)} – {last}"


def day(at: date) -> str:
    """A day in words.

    >>> day(datetime(2016, 5, 2))
    '2 May 2016'
    """
    return f"{at.day} {at:%B} {at.year}"


def clock(at: datetime) -> str:
    """A day and a clock time in words."""
    return f"{day(at)}, {at:%H:%M} UTC"


def _stretch(first: datetime, last: datetime) -> str:
    if first == last:
        return clock(first)
    if not (_midnight(first) and _midnight(last)):
        same = first.date() == last.date()
        return f"{day(first)}, {first:%H:%M} – {f'{last:%H:%M} UTC' if same else clock(last)}"
    if first.day == last.day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month
        if months == 1:
            return f"{first:%B} {first.year}"
        if months % 12 == 0 and first.month == 1:
            return joined(str(first.year), str(last.year - 1))
    return joined(day(first), day(last - _SECOND))


def _midnight(at: datetime) -> bool:
    return at.hour == at.minute == at.second == 0

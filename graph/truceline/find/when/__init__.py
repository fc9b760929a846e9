"""Reads dates, clock times, durations and sets in news."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dateutil import parser as dateparser

from truceline.find import Finder
from truceline.find.when.times import read_times
from truceline.model import Notes, Time
from truceline.parse import Parsed, quotations


def find_times(text: str, published: date | datetime | str | None = None) -> tuple[Time, ...]:
    """The temporal expressions of a text.

    Args:
        text: plain English text.
        published: the day it was published (a date, a datetime or ISO text); without it nothing is counted from today.

    Returns:
        Times in the order of the text. Offsets are code points, instants UTC, ends exclusive.

    >>> [(t.text, t.value) for t in find_times("Shelling began late Monday.", "2016-05-03")]
    [('late Monday', '2016-05-02')]
    """
    return read_times(text, day_of(published), quotations(text))


def day_of(published: date | datetime | str | None) -> date | None:
    """The UTC day of a publication date."""
    if isinstance(published, str):
        published = dateparser.isoparse(published) if published.strip() else None
    if isinstance(published, datetime):
        return published.astimezone(UTC).date() if published.tzinfo else published.date()
    return published


def find(parsed: Parsed, notes: Notes) -> Notes:
    """The notes with times."""
    from dataclasses import replace

    times = read_times(parsed.article.text, day_of(parsed.article.published), parsed.quotes)
    return replace(notes, times=times)


FINDER = Finder("when", find, gives=frozenset({"times"}))

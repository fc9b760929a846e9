"""Reads dates, clock times, durations and sets in news. How, by what rules and with what limits: `docs/times.md`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from dateutil import parser as dateparser

from truceline.analysis.article import Analysis
from truceline.analysis.finder import Finder
from truceline.analysis.parse import quotations
from truceline.model import Notes, Time
from truceline.times.times import read_times


def find_times(text: str, published: date | datetime | str | None = None) -> tuple[Time, ...]:
    """The temporal expressions of a text (types, values and mods of TIMEX3, TimeML 1.2.1).

    Args:
        text: plain English text; it is not parsed, so this is fast and needs no model.
        published: the day it was published (a date, a datetime or ISO text); without it nothing is counted from today.

    Returns:
        Times in the order of the text. Offsets are code points, instants UTC, ends exclusive; a date without a clock
        time is the UTC day.

    Raises:
        ValueError: `published` is text and no ISO date.

    >>> [(t.text, t.value) for t in find_times("Shelling began late Monday.", "2016-05-03")]
    [('late Monday', '2016-05-02')]
    >>> [(t.text, t.value) for t in find_times("Shelling began late Monday.")]
    [('late Monday', 'XXXX-WXX-1')]
    """
    return read_times(text, moment_of(published), quotations(text))


def moment_of(published: date | datetime | str | None) -> date | datetime | None:
    """The UTC day of a publication date, or its instant where a clock time is told; without a zone it is taken as UTC.

    >>> moment_of("2020-10-26T14:00+02:00"), moment_of("2020-10-26"), moment_of(datetime(2020, 10, 26))
    (datetime.datetime(2020, 10, 26, 12, 0, tzinfo=datetime.timezone.utc), datetime.date(2020, 10, 26), datetime.date(2020, 10, 26))
    """
    if isinstance(published, str):
        published = dateparser.isoparse(published) if published.strip() else None
    if not isinstance(published, datetime):
        return published
    at = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    return at if at.time() != time() else at.date()


def day_of(published: date | datetime | str | None) -> date | None:
    """The UTC day of a publication date; an instant without a zone is taken as UTC."""
    at = moment_of(published)
    return at.date() if isinstance(at, datetime) else at


def find(parsed: Analysis, notes: Notes) -> Notes:
    """The notes with times."""
    times = read_times(parsed.article.text, moment_of(parsed.article.published), parsed.quotes)
    return replace(notes, times=times)


FINDER = Finder("times", find, gives=frozenset({"times"}))

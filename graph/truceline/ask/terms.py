"""From when and until when one state of a truce counts: its told end and length, and how long a report carries it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from truceline.ask.graph_view import Thing
from truceline.ask.told import HOLDS, report
from truceline.vocabulary import SEM, TL

_DAY = timedelta(days=1)
MONTH = timedelta(days=31)

FRESH = 3 * _DAY
"""For so long what has only just been made, or begun, is taken to stand where nobody tells more."""

UNCONFIRMED = timedelta(days=8)
"""For so long from its first day an announced truce is taken to hold that nobody confirms, and nobody denies."""

PERMANENT = timedelta(days=365)
"""For so long a truce that was made without an end is taken to hold where nobody tells of it."""

OF_THE_DAY = frozenset({"violated", "fraying"})
"""States that without a date are told of the day of the report alone."""


def told_end(s: Thing) -> datetime | None:
    """The told end of a state that goes on; that of a declaration is the end of the declaring, and a month ("the July truce") is no term."""
    goes_on = s.word(TL.state) not in {"declared", "violated"} and "/" in (s.one(TL.edtf) or "/")
    return s.end if goes_on and s.one(SEM.hasLatestEndTimeStamp) else None


def end_of_length(s: Thing, begin: datetime) -> datetime:
    """The begin and the told length ("a 72-hour truce", "extended by 15 days"), or the begin where none is told."""
    return begin + length(s)


def exact_begin(s: Thing, states: Sequence[Thing]) -> datetime | None:
    """The begin of a state; one that is told by its month or year, as exactly as others tell the day of it.

    Of one that is told by a year or a season alone the last day is taken: before that nobody says that it held. What is told
    before the stretch is over ("this week") had begun by the report.
    """
    last = s.latest_begin
    if s.begin is None or last is None or last - s.begin <= _DAY:
        return s.begin
    days = (x.begin for x in states if x.word(TL.state) in {s.word(TL.state), "inForce"})
    return min((d for d in days if d and s.begin < d < last), default=_begun_by(s, s.begin, last))


def _begun_by(s: Thing, begin: datetime, last: datetime) -> datetime:
    """When a state had begun of which only the stretch of its begin is told: see `exact_begin`."""
    told = report(s) or last
    if last - begin > MONTH:
        return last
    return max(told, begin) if told < last else begin


def counted_back(s: Thing) -> datetime | None:
    """The begin of a truce of which the end and the length are told."""
    end, lasts = told_end(s), length(s)
    return end - lasts if end and lasts and s.word(TL.state) == "inForce" else None


def length(s: Thing) -> timedelta:
    """The told length, nothing where none is told; of a permanent truce a year is taken."""
    if s.one(TL.lasts) == "PXY":
        return PERMANENT
    found = re.fullmatch(r"PT?(\d{1,4})([HDWMY])", s.text(TL.lasts))
    days = {"H": 1 / 24, "D": 1, "W": 7, "M": 30, "Y": 365}
    return timedelta(days=int(found[1]) * days[found[2]]) if found else timedelta()


def lies_ahead(s: Thing, states: Sequence[Thing]) -> bool:
    """Whether a beginning lies after its report, and nobody told on that day or later that the truce was there."""
    told, begin = report(s), s.begin
    if s.word(TL.state) not in HOLDS or begin is None or told is None or begin < told + _DAY:
        return False
    later = (r for x in states if (r := report(x)) and x.word(TL.state) != "proposed")
    return not any(r + _DAY > begin for r in later)


def last_day(s: Thing, begin: datetime, reports: Sequence[datetime]) -> datetime:
    """The end of the last day on which anybody reports that the truce stands; strain without a date has its own day.

    What has only just been made, or begun, stands through the second day after its report.
    """
    if s.word(TL.state) in OF_THE_DAY and s.begin is None:
        return begin + _DAY
    last = max([begin, *(r for r in reports if r + _DAY > begin)])
    fresh = s.word(TL.state) in {"declared", "extended", "inForce"} and last - begin <= _DAY
    return last + (FRESH if fresh else _DAY)

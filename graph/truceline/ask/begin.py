"""Since when a truce is told to hold: as a value no more exact than the text, and in words that a reader cannot mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from truceline.ask.dates import day_words
from truceline.ask.graph_view import Thing, at
from truceline.ask.terms import MONTH
from truceline.know.actors import states as lands
from truceline.know.clocks import offset, zone_of
from truceline.vocabulary import TL

_DAY = timedelta(days=1)


def coarse(states: Sequence[Thing], since: datetime | None) -> str:
    """The month, season or year by which a begin is told, empty where its day is told.

    Args:
        states: what is told of the truce.
        since: the begin that counts, UTC; of a year or a season it is the last instant, of a month the first.
    """
    mine = [s for s in states if since and since in (s.begin, _last(s))]
    told = (s.text(TL.edtf).split("/")[0] for s in mine)
    exact = max((p for p in told if re.fullmatch(r"\d{4}(-\d\d)*", p)), key=len, default="")
    return exact if len(exact) < 10 else ""


def _last(s: Thing) -> datetime | None:
    """The end of the season or year in which a state began, nothing where its begin is told more exactly."""
    last = s.latest_begin
    return last if last and s.begin and last - s.begin > MONTH else None


def in_words(states: Sequence[Thing], since: datetime | None, places: Iterable[str]) -> str:
    """The begin in words, where its UTC day alone would mislead, else empty.

    Args:
        states: what is told of the truce.
        since: its begin, UTC.
        places: labels of the lands it holds in or is made in; a clock that goes as in one's capital is named by that.
    """
    mine = [s for s in states if since and s.begin == since]
    clocks = [datetime.fromisoformat(c) for s in mine if (c := s.one(TL.localBegin))]
    return next((_two_days(c, since, places) for c in clocks if since and c.date() != since.date()), "") or _between(
        mine
    )


def _two_days(told: datetime, since: datetime, places: Iterable[str]) -> str:
    """An instant on the day of the clock that was told, then in UTC."""
    day, utc = day_words(told.date()), day_words(since.date(), told.year)
    return f"{day}, {told:%H:%M} {_where(told, places)} ({utc}, {since:%H:%M} UTC)"


def _where(told: datetime, places: Iterable[str]) -> str:
    """Where a clock goes so: in the capital of one of the lands, else by its offset.

    >>> _where(datetime.fromisoformat("2016-02-27T00:00:00+02:00"), ["Syria"])
    'in Damascus'
    >>> _where(datetime.fromisoformat("2016-02-27T00:00:00-04:30"), ["Syria"])
    'at UTC-04:30'
    """
    wanted = set(places)
    seats = (s.capital for s in lands().values() if s.label in wanted and s.capital)
    seat = next((c for c in seats if offset(zone_of(c), told.date()) == told.utcoffset()), None)
    return f"in {seat}" if seat else f"at UTC{told.isoformat()[-6:]}".removesuffix(":00")


def _between(states: Sequence[Thing]) -> str:
    """The days in one of which it began, where several are told and all of them at the report or before it."""
    for s in states:
        last, told = s.latest_begin, at(s.one(TL.attestedUntil))
        if s.begin and last and told and _DAY < last - s.begin < MONTH - 4 * _DAY and s.begin + _DAY <= told:
            end = min(last - _DAY, told)
            same = (s.begin.year, s.begin.month) == (end.year, end.month)
            first = str(s.begin.day) if same else day_words(s.begin.date(), end.year)
            return f"a day between {first} and {day_words(end.date())}"
    return ""

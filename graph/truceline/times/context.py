"""What is known while reading on, and what a reading comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from truceline.times.point import Point

LEAVE = 3
"""So many dates outside the years of its heading end a section."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reading came to: a point of the calendar, or at least a value.

    `span` is the interval of what lasts longer or shorter than a point; `approximate` that it may be a day off;
    `instant` the moment, in UTC, of what is counted in hours or minutes.
    """

    point: Point | None
    value: str | None
    reference: str | None
    approximate: bool = False
    span: tuple[date, date] | None = None
    instant: datetime | None = None


NEAR = 2
"""Neither way: the nearest date."""

PLANNED = 3
"""Ahead, unless a like date lies nearer behind: "announced a truce from 8 May"."""

LEAN = 4
"""Ahead, unless it is only just over: "was to expire on Friday"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around say.

    `way`: -1 back, 1 forward, 0 nothing, or NEAR, PLANNED, LEAN. `perfect`: they go back further. `plan`: a verb that
    fixes what is to come stands over it. `again`: today's own name means the next one. `loose`: other words stand
    between the verb and the date, which may not be its own.
    """

    way: int = 0
    perfect: bool = False
    plan: bool = False
    again: bool = False
    loose: bool = False


@dataclass(slots=True)
class Context:
    """The publication day, the day of saying, and the dates told so far.

    `narrative` texts keep their own reference time. `last` is the latest date told, `last_day` the latest whole day.
    `core` are the years a history is about, `section` the years of the heading it is under, `in_section` the latest
    date within them, `outside` how many since lay elsewhere. `named` remembers days told by month and day.
    `now` is the instant of publication in UTC, where it is told.
    """

    published: Point | None
    narrative: bool
    last: Point | None = None
    last_day: Point | None = None
    saying: Point | None = None
    core: frozenset[int] = frozenset()
    section: tuple[int, int] | None = None
    in_section: Point | None = None
    outside: int = 0
    named: dict[tuple[int | str, int], Point] = field(default_factory=dict)
    now: datetime | None = None

    @property
    def today(self) -> Point | None:
        """The day that "today" is."""
        return self.saying or (None if self.narrative else self.published)

    @property
    def origin(self) -> tuple[Point | None, str]:
        """The day that "today" is, and whether the saying or the publication tells it."""
        return self.today, "saying" if self.saying else "publication"

    @property
    def fresh_day(self) -> Point | None:
        """The latest whole day, if it still may be meant: it lies in the latest date told."""
        day, last = self.last_day, self.last
        return day if day is not None and last is not None and day.coarsen(last.grain) == last else None

    def open_section(self, first: Point, last: Point) -> None:
        """A heading with years begins a section about them."""
        self.section, self.in_section, self.outside = (first.year, last.year), first, 0

    def tell(self, point: Point) -> None:
        """Notes a date as told."""
        self.last = point
        if point.grain == "day":
            self.last_day = point
        if self.section is None:
            return
        if self.section[0] <= point.year <= self.section[1]:
            self.in_section, self.outside = point, 0
        else:
            self.outside += 1
            if self.outside >= LEAVE:
                self.section = None


def at(point: Point | None, reference: str | None) -> Resolved:
    """A reading that came to a point; no reference without one."""
    return Resolved(point, point.value if point else None, reference if point else None)


UNKNOWN = Resolved(None, None, None)

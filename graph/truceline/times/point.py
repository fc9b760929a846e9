"""Points of the calendar with a grain: a day, a month, a decade. Value, bounds, EDTF and arithmetic of each.

Years are signed: 480 BC is -480, and there is no year nought. Values are those of TIMEX3 (`2016-04`, `2016-W18`,
`2016-SP`, `199`, `BC0480`), EDTF is ISO 8601-2:2019 (seasons 21-24, quarters 33-36, halves 40-41). Seasons are the
meteorological ones of the northern hemisphere; the winter of a year is the one that begins in its December.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

GRAINS = ("millennium", "century", "decade", "year", "half", "season", "quarter", "month", "week", "weekend", "day")
CLOCK = frozenset({"hour", "minute", "second"})
"""Grains finer than a point can have."""

UNITS = {
    "CE": "century", "DE": "decade", "Y": "year", "Q": "quarter", "M": "month", "2W": "week", "W": "week", "D": "day",
    "TH": "hour", "TM": "minute", "TS": "second", "ML": "millennium",
}  # fmt: skip
_SEASONS = {"SP": (3, "21"), "SU": (6, "22"), "FA": (9, "23"), "WI": (12, "24")}
_MONTHS = {"half": 6, "quarter": 3, "season": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar of one of `GRAINS`.

    `sub` tells which one of the year: month 1-12, ISO week 1-53, quarter 1-4, half 1-2, season SP SU FA WI. A decade
    or century is named by its first year (1990, 1900; 479 BC is in the decade -470, the 4th century BC is -300).
    """

    grain: str
    year: int
    sub: int | str = 0
    day: int = 0

    @property
    def rank(self) -> int:
        """How fine the grain is."""
        return GRAINS.index(self.grain)

    @property
    def month(self) -> int | None:
        """The month, of months and days."""
        return int(self.sub) if self.grain in ("month", "day") else None

    @property
    def value(self) -> str:
        """The value as in TIMEX3."""
        y = f"{self.year:04d}" if self.year > 0 else f"BC{-self.year:04d}"
        if self.grain == "day":
            return f"{y}-{self.sub:02d}-{self.day:02d}"
        if self.grain == "month":
            return f"{y}-{self.sub:02d}"
        if self.grain in ("week", "weekend"):
            return f"{y}-W{self.sub:02d}" + ("-WE" if self.grain == "weekend" else "")
        cut = {"decade": -1, "century": -2, "millennium": -3}.get(self.grain)
        if cut:
            return y[:cut]
        mark = {"half": "H", "quarter": "Q"}.get(self.grain, "")
        return y if self.grain == "year" else f"{y}-{mark}{self.sub}"

    @property
    def first(self) -> date | None:
        """The first day; ``None`` before the year 1, and from 9000 on, where a millennium would outrun the calendar."""
        if not 1 <= self.year < 9000:
            return None
        if self.grain in ("week", "weekend"):
            return date.fromisocalendar(self.year, int(self.sub), 6 if self.grain == "weekend" else 1)
        return date(max(1, self.year), self._first_month(), self.day or 1)

    def _first_month(self) -> int:
        if self.grain in ("month", "day"):
            return int(self.sub)
        if self.grain == "season":
            return _SEASONS[str(self.sub)][0]
        return (int(self.sub) - 1) * _MONTHS[self.grain] + 1 if self.grain in ("half", "quarter") else 1

    @property
    def after(self) -> date | None:
        """The first day after it; ``None`` where there is no first."""
        first = self.first
        if first is None:
            return None
        if self.grain in ("day", "week", "weekend"):
            return first + timedelta(days={"day": 1, "week": 7, "weekend": 2}[self.grain])
        if self.grain in _MONTHS:
            return first + relativedelta(months=_MONTHS[self.grain])
        years = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}[self.grain]
        return first + relativedelta(years=years)

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """Begin and end in UTC, the end exclusive; ``None`` before the year 1."""
        return midnight(self.first), midnight(self.after)

    @property
    def edtf(self) -> str | None:
        """The same in EDTF."""
        y = f"{self.year:04d}" if self.year > 0 else f"-{-self.year - 1:04d}"
        if self.grain in ("day", "month", "year"):
            return y + self.value.removeprefix("BC")[4:]
        if self.grain in ("week", "weekend"):
            return f"{self.first}/{self.after - timedelta(days=1)}" if self.first and self.after else None
        if self.grain in ("decade", "century", "millennium"):
            blank = {"decade": 1, "century": 2, "millennium": 3}[self.grain]
            return y[:-blank] + "X" * blank if self.year > 0 else None
        if self.grain == "season":
            return f"{y}-{_SEASONS[str(self.sub)][1]}"
        return f"{y}-{32 + int(self.sub) if self.grain == 'quarter' else 39 + int(self.sub)}"

    def coarsen(self, grain: str) -> Point:
        """The stretch of a coarser grain that it lies in; itself when it is no finer."""
        if GRAINS.index(grain) >= self.rank:
            return self
        if grain in ("decade", "century", "millennium"):
            size = {"decade": 10, "century": 100, "millennium": 1000}[grain]
            base = abs(self.year) // size * size
            return Point(grain, base if self.year > 0 else -base)
        if grain == "year":
            return Point("year", self.year)
        first = self.first or date(2001, self._first_month(), self.day or 1)
        if grain in ("week", "weekend"):
            return of_week(first, grain) if self.first else Point("year", self.year)
        return replace(_part(first, grain), year=_season_year(self.year, first, grain))

    def shift(self, n: int, grain: str) -> Point:
        """The stretch of `grain` that lies n of them later; a finer grain than its own keeps to the first day."""
        base = self.coarsen(grain) if self.rank > GRAINS.index(grain) else self
        if grain in ("year", "decade", "century", "millennium"):
            size = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}[grain]
            return replace(base, grain=grain, year=_years(base.year, n * size), sub=0, day=0)
        first = base.first
        if first is None:
            return self._shift_old(n, grain)
        if grain == "day":
            return of_day(first + timedelta(days=n))
        if grain in ("week", "weekend"):
            return of_week(first + timedelta(weeks=n), grain)
        return _part(first + relativedelta(months=n * _MONTHS[grain]), grain)

    def _shift_old(self, n: int, grain: str) -> Point:
        """Before the year 1: a calendar of the same length does, moved by whole cycles of 400 years."""
        cycles = (-self.year // 400 + 1) * 400
        moved = replace(self, year=self.year + cycles + 1).shift(n, grain)
        year = moved.year - cycles - 1
        return replace(moved, year=year if year < 0 else year + 1)


def _years(year: int, n: int) -> int:
    """Adds years where there is no year nought."""
    moved = year + n + (year < 0)
    return moved - (moved <= 0)


def midnight(day: date | None) -> datetime | None:
    """The instant a UTC day begins."""
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def of_day(day: date) -> Point:
    """A day as a point."""
    return Point("day", day.year, day.month, day.day)


def of_week(day: date, grain: str = "week") -> Point:
    """The ISO week (or its weekend) that holds a day."""
    year, week, _ = day.isocalendar()
    return Point(grain, year, week)


def _part(day: date, grain: str) -> Point:
    if grain == "season":
        name = ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
        return Point("season", _season_year(day.year, day, grain), name)
    return Point(grain, day.year, (day.month - 1) // _MONTHS[grain] + 1)


def _season_year(year: int, day: date, grain: str) -> int:
    """January and February belong to the winter that began in the year before."""
    return year - 1 if grain == "season" and day.month < 3 else year


def valid(year: int, month: int, day: int) -> bool:
    """Whether there is such a day; years before 1 are taken as leap years."""
    try:
        date(year if year > 0 else 2000, month, day)
    except ValueError:
        return False
    return True

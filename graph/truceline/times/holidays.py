"""Holidays as dates: fixed days, weekdays of a month, Easter, and the Islamic, Persian, Hebrew and Chinese calendars.

The rules stand in `data/times/holidays.tsv`: `12-25`; `nth 11 4 4` (fourth Thursday of November); `easter -2`,
`orthodox 0` (days from Easter Sunday); `hijri 10 1 3` (month, day, days it lasts); `hebrew 1 15 7`; `nowruz 0`;
`lunar 0` (days from the Chinese New Year). Islamic months are reckoned from the new moon; where the crescent is sighted they may begin a day
sooner or later, so these dates are marked approximate. Of 37 begins of Ramadan and the two Eids announced in Mecca
from 2012 to 2024, 31 come out right and the others a day off (of the tabular calendar 18).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

_WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
_HEBREW = -1373427


@dataclass(frozen=True, slots=True)
class Holiday:
    """The first day, how many days it lasts, whether it may be a day off."""

    first: date
    days: int = 1
    approximate: bool = False


@lru_cache(maxsize=512)
def holiday(rule: str, year: int) -> tuple[Holiday, ...]:
    """The holiday in a year; two of them when a short year of the moon begins twice in one of the sun.

    Args:
        rule: as in `data/times/holidays.tsv`.
        year: the Gregorian year, 1600 to 2400; other years have none.

    >>> holiday("12-25", 2016)[0].first.isoformat(), holiday("hijri 10 1", 2016)[0].first.isoformat()
    ('2016-12-25', '2016-07-06')
    >>> holiday("orthodox 0", 2022)[0].first.isoformat(), holiday("nowruz 0", 2020)[0].first.isoformat()
    ('2022-04-24', '2020-03-20')
    """
    if not 1600 <= year <= 2400:
        return ()
    kind, *rest = rule.split()
    numbers = [int(x) for x in rest]
    if "-" in kind:
        return (Holiday(date.fromisoformat(f"{year}-{kind}"), numbers[0] if numbers else 1),)
    named = 2 if kind in ("hijri", "hebrew") else 3 if kind == "nth" else 1
    days = numbers[named] if len(numbers) > named else 1
    return tuple(Holiday(d, days, kind in ("hijri", "lunar")) for d in _STARTS[kind](year, numbers))


def _nth(year: int, n: list[int]) -> list[date]:
    """The n-th weekday of a month, from its end when negative."""
    month, weekday, order = n[:3]
    return [date(year, month, 1) + relativedelta(day=1 if order > 0 else 31, weekday=_WEEKDAYS[weekday - 1](order))]


def _easter(year: int, n: list[int]) -> list[date]:
    return [easter(year, EASTER_WESTERN) + timedelta(days=n[0])]


def _orthodox(year: int, n: list[int]) -> list[date]:
    return [easter(year, EASTER_ORTHODOX) + timedelta(days=n[0])]


def hijri(year: int, month: int, day: int) -> date:
    """A day of the Islamic calendar as a Gregorian day, within one day of what is announced.

    A month begins on the day after the new moon, or one day later when that comes after noon in Mecca.

    >>> hijri(1437, 9, 1).isoformat()
    '2016-06-06'
    """
    local = _new_moon((year - 1420) * 12 + month - 10) + 0.5 + 3 / 24
    return date.fromordinal(math.floor(local) - 1721425 + (1 if local % 1 < 0.5 else 2) + day - 1)


def _hijri(year: int, n: list[int]) -> list[date]:
    near = int((year - 622) * 33 / 32)
    found = [hijri(h, n[0], n[1]) for h in range(near - 1, near + 4) if h > 0]
    return [d for d in found if d.year == year]


def _hebrew_days(year: int) -> int:
    """Days from the epoch to the new year of a Hebrew year (Calendrical Calculations, ch. 8)."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _hebrew_new_year(year: int) -> int:
    before, this, after = (_hebrew_days(y) for y in (year - 1, year, year + 1))
    correction = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW + this + correction


def _hebrew(year: int, n: list[int]) -> list[date]:
    """Months counted from Tishri (1); from Nisan (7) on they are counted back from the next new year."""
    out = []
    for h in (year + 3760, year + 3761):
        if n[0] >= 6:
            lengths = {6: 206, 7: 177, 8: 147, 9: 118, 10: 88, 11: 59, 12: 29}
            start = _hebrew_new_year(h + 1) - lengths[n[0]]
        else:
            start = _hebrew_new_year(h) + _autumn(h, n[0])
        day = date.fromordinal(start + n[1] - 1)
        if day.year == year:
            out.append(day)
    return out


def _autumn(year: int, month: int) -> int:
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    lengths = [30, 30 if length % 10 == 5 else 29, 29 if length % 10 == 3 else 30, 29]
    return sum(lengths[: month - 1])


def _equinox(year: int) -> float:
    """The March equinox as a Julian day of terrestrial time (Meeus, Astronomical Algorithms, ch. 27; within an hour)."""
    y = (year - 2000) / 1000
    jde = 2451623.80984 + 365242.37404 * y + 0.05169 * y**2 - 0.00411 * y**3 - 0.00057 * y**4
    t = (jde - 2451545.0) / 36525
    w = math.radians(35999.373 * t - 2.47)
    terms = [
        (485, 324.96, 1934.136), (203, 337.23, 32964.467), (199, 342.08, 20.186), (182, 27.85, 445267.112), (156, 73.14, 45036.886),
        (136, 171.52, 22518.443), (77, 222.54, 65928.934), (74, 296.72, 3034.906), (70, 243.58, 9037.513), (58, 119.81, 33718.147),
        (52, 297.17, 150.678), (50, 21.02, 2281.226), (45, 247.54, 29929.562), (44, 325.15, 31555.956),
    ]  # fmt: skip
    s = sum(a * math.cos(math.radians(b + c * t)) for a, b, c in terms)
    return jde + 0.00001 * s / (1 + 0.0334 * math.cos(w) + 0.0007 * math.cos(2 * w))


def _nowruz(year: int, n: list[int]) -> list[date]:
    """The day of the equinox, or the next one when it comes after noon in Tehran (+03:30)."""
    local = _equinox(year) + 0.5 + 3.5 / 24
    day = date.fromordinal(math.floor(local) - 1721425)
    return [day + timedelta(days=n[0] + (local % 1 >= 0.5))]


def _new_moon(k: int) -> float:
    """The k-th new moon after January 2000 as a Julian day (Meeus, ch. 49; the largest terms, within an hour)."""
    t = k / 1236.85
    jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2
    m = math.radians(2.5534 + 29.1053567 * k)
    mm = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t**2)
    f = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t**2)
    return (
        jde - 0.4072 * math.sin(mm) + 0.17241 * math.sin(m) + 0.01608 * math.sin(2 * mm)
        + 0.01039 * math.sin(2 * f) + 0.00739 * math.sin(mm - m) - 0.00514 * math.sin(mm + m)
    )  # fmt: skip


def _lunar(year: int, n: list[int]) -> list[date]:
    """The Chinese New Year: the new moon that falls between 21 January and 20 February, in Beijing time."""
    k = math.floor((year - 2000) * 12.3685)
    for i in range(k - 1, k + 4):
        day = date.fromordinal(math.floor(_new_moon(i) + 0.5 + 8 / 24) - 1721425)
        if date(year, 1, 21) <= day <= date(year, 2, 20):
            return [day + timedelta(days=n[0])]
    return []


_STARTS: dict[str, Callable[[int, list[int]], list[date]]] = {
    "nth": _nth, "easter": _easter, "orthodox": _orthodox, "hijri": _hijri, "hebrew": _hebrew, "nowruz": _nowruz,
    "lunar": _lunar,
}  # fmt: skip

"""How clocks go: the zones of cities by which news tells the hour, and their offset on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from truceline.shelf import data, rows


@cache
def _zones() -> dict[str, str]:
    return {row["name"].lower(): row["zone"] for row in rows(data("times", "zones.tsv"))}


def zone_of(city: str) -> str:
    """The time zone of a city by name, in any case, or "local" when we do not know it.

    >>> zone_of("Kyiv"), zone_of("Nowhere")
    ('Europe/Kiev', 'local')
    """
    return _zones().get(city.lower(), "local")


def offset(zone: str, day: date) -> timedelta | None:
    """How far east of Greenwich the clocks of a zone of the IANA database go at noon of a day; ``None`` for no such zone.

    >>> str(offset("Asia/Damascus", date(2016, 2, 27))), offset("local", date(2016, 2, 27))
    ('2:00:00', None)
    """
    from dateutil.zoneinfo import get_zonefile_instance

    place = get_zonefile_instance().get(zone) if "/" in zone else None
    return place.utcoffset(datetime.combine(day, time(12))) if place else None

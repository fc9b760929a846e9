"""Clock times become instants: zones, pairs such as "1:00 am Wednesday (2200 UTC Tuesday)", the day of bare ones.

Two readings of one instant give the local offset; the text's other clock times without a zone are taken to be in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from dateutil.zoneinfo import get_zonefile_instance

from truceline.find.when.context import Context
from truceline.find.when.point import Point, midnight, of_day
from truceline.find.when.scene import Scene
from truceline.find.when.settled import Settled


def settle_clocks(settled: Sequence[Settled], here: Scene, context: Context) -> list[Settled]:
    """All expressions, clock times with their instant where the zone is known."""
    out = list(settled)
    clocks = [n for n, s in enumerate(out) if s.e.reading.clock]
    for n in clocks:
        out[n] = _dated_near(n, out, here)
    offsets: list[float] = []
    for a, b in pairwise(clocks):
        if (offset := _pair(a, b, out, here)) is not None:
            offsets.append(offset)
    for n in clocks:
        zone = _offset_on(out[n])
        if out[n].zone is None and zone is not None:
            out[n] = _placed(out[n], zone)
    if offsets and len(set(offsets)) == 1:
        for n in clocks:
            if out[n].zone is None and out[n].point is not None:
                out[n] = replace(_placed(out[n], offsets[0]), confidence=0.7)
    return out


def _offset_on(s: Settled) -> float | None:
    """The hours east of Greenwich of a clock time's zone, on its day."""
    zone = s.e.reading.zone
    if isinstance(zone, int | float):
        return float(zone)
    if zone is None or "/" not in zone or s.point is None or s.point.first is None:
        return None
    place = get_zonefile_instance().get(zone)
    offset = place.utcoffset(datetime.combine(s.point.first, time(12))) if place else None
    return offset.total_seconds() / 3600 if offset is not None else None


def _dated_near(n: int, out: Sequence[Settled], here: Scene) -> Settled:
    """A bare clock time takes the day that its sentence tells: the next one, or the one before."""
    s = out[n]
    if s.e.reading.kind != "clock":
        return s
    sentence = here.sentence[s.e.first]
    for other in (*out[n + 1 : n + 3], *out[max(0, n - 2) : n][::-1]):
        if (
            here.sentence[other.e.first] == sentence
            and other.point
            and other.point.grain == "day"
            and other.e.reading.kind != "clock"
        ):
            begin, end = other.point.bounds
            value = f"{other.point.value}{s.e.reading.clock}"
            return replace(
                s,
                point=other.point,
                value=value,
                begin=begin,
                end=end,
                edtf=other.point.edtf,
                reference=other.reference,
                confidence=0.8,
            )
    return s


def _time(s: Settled, day: Point) -> datetime:
    clock = s.e.reading.clock or "T00:00"
    at = midnight(day.first)
    assert at is not None
    return at + timedelta(hours=int(clock[1:3]), minutes=int(clock[4:6]))


def zone_name(offset: float) -> str:
    """An offset as ISO 8601 writes it.

    >>> zone_name(3), zone_name(-4.5), zone_name(0)
    ('+03:00', '-04:30', 'Z')
    """
    if offset == 0:
        return "Z"
    minutes = round(abs(offset) * 60)
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def _placed(s: Settled, offset: float) -> Settled:
    """A clock time at its instant, when its day is known."""
    if s.point is None or s.point.first is None:
        return replace(s, zone=zone_name(offset))
    at = (_time(s, s.point) - timedelta(hours=offset)).astimezone(UTC)
    return replace(s, begin=at, end=at, edtf=at.strftime("%Y-%m-%dT%H:%M:%SZ"), zone=zone_name(offset))


def _pair(a: int, b: int, out: list[Settled], here: Scene) -> float | None:
    """Two readings of one instant: the offset of the local one; both are settled."""
    one, two = out[a], out[b]
    if b != a + 1 and not (b == a + 2 and out[a + 1].e.first > two.e.last):
        return None
    between = here.tokens.lower[one.e.last + 1 : two.e.first]
    if (
        not between
        or between[-1] not in ("(", "/", "or")
        or len(between) > (5 if between and between[-1] == "(" else 2)
    ):
        return None
    zones = [isinstance(s.e.reading.zone, int | float) for s in (one, two)]
    if sum(zones) != 1:
        return None
    known, local = (a, b) if zones[0] else (b, a)
    return _matched(known, local, out)


def _matched(known: int, local: int, out: list[Settled]) -> float | None:
    zoned, other = out[known], out[local]
    zone = float(str(zoned.e.reading.zone))
    if other.point is None or other.point.first is None:
        return None
    at = _time(other, other.point)
    own = zoned.e.reading.kind != "clock" and zoned.point is not None
    days = [zoned.point] if own and zoned.point else [of_day(other.point.first + timedelta(days=d)) for d in (0, -1, 1)]
    instants = [(_time(zoned, day) - timedelta(hours=zone), day) for day in days if day and day.first]
    instant, day = min(instants, key=lambda i: abs(at - i[0]))
    weeks = round((instant - at).total_seconds() / 604800)
    if weeks and other.e.reading.kind == "weekday":
        moved = other.point.shift(7 * weeks, "day")
        begin, end = moved.bounds
        other = replace(
            other, point=moved, value=f"{moved.value}{other.e.reading.clock}", begin=begin, end=end, edtf=moved.edtf
        )
        at = _time(other, moved)
    offset = (at - instant).total_seconds() / 3600
    if not -12 <= offset <= 14:
        return None
    out[known] = _placed(
        replace(
            zoned, point=day, value=f"{day.value}{zoned.e.reading.clock}", reference=zoned.reference or other.reference
        ),
        zone,
    )
    out[local] = _placed(other, offset)
    return offset

"""Clock times become instants: zones, pairs such as "1:00 am Wednesday (2200 UTC Tuesday)", the day of bare ones.

Two readings of one instant give the local offset; the text's other clock times without a zone are taken to be in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from truceline.know import clocks
from truceline.times.point import Point, midnight, of_day
from truceline.times.resolved import Settled
from truceline.times.token_context import Scene

_WEEK = timedelta(weeks=1)
_UNTIL = frozenset({"until", "till", "through"})
_LINKS = {"(": 5, "/": 2, "or": 2}
"""What links two readings of one instant, and how many tokens at most stand between them then."""


def settle_clocks(settled: Sequence[Settled], here: Scene) -> list[Settled]:
    """All expressions, clock times with their instant where the zone is known."""
    out = list(settled)
    clocks = [n for n, s in enumerate(out) if s.e.reading.clock]
    for n in clocks:
        out[n] = _dated(n, out, here)
    pairs = [_pair(a, b, out, here) for a, b in pairwise(clocks)]
    offsets = {offset for offset in pairs if offset is not None}
    for n in clocks:
        out[n] = _zoned(out[n], offsets)
    return out


def _zoned(s: Settled, offsets: set[float]) -> Settled:
    """A clock time that has no instant yet at its own: by its zone, else by the one local offset that the text shows."""
    zone = _offset_on(s)
    if s.zone is not None:
        return s
    if zone is not None:
        return _placed(s, zone)
    if len(offsets) == 1 and s.point is not None:
        return replace(_placed(s, next(iter(offsets))), confidence=0.7)
    return s


def _dated(n: int, out: Sequence[Settled], here: Scene) -> Settled:
    """A bare clock time takes the day that its sentence tells: the next one, but not one that ends a stretch, or the one before."""
    s = out[n]
    if s.e.reading.kind != "clock":
        return s
    around = (*out[n + 1 : n + 3], *out[max(0, n - 2) : n][::-1])
    told = ((o.reference, day) for o in around if (day := _day_told(o, s, here)) is not None)
    reference, day = next(told, (None, None))
    return s if day is None else _on(replace(s, reference=reference), day, 0.8)


def _day_told(other: Settled, s: Settled, here: Scene) -> Point | None:
    """The day that another time of the sentence tells for a clock time; a day that ends a stretch behind it is not its."""
    first = other.e.first
    if here.sentence[first] != here.sentence[s.e.first] or other.e.reading.kind == "clock":
        return None
    if first >= s.e.first and here.tokens.lower[first - 1] in _UNTIL:
        return None
    return other.point if other.point is not None and other.point.grain == "day" else None


def _on(s: Settled, day: Point, confidence: float | None = None) -> Settled:
    """A clock time on a day, its zone not known yet."""
    begin, end = day.bounds
    value = f"{day.value}{s.e.reading.clock}"
    sure = s.confidence if confidence is None else confidence
    return replace(s, point=day, value=value, begin=begin, end=end, edtf=day.edtf, confidence=sure)


def _offset_on(s: Settled) -> float | None:
    """The hours east of Greenwich of a clock time's zone, on its day."""
    zone = s.e.reading.zone
    if isinstance(zone, int | float):
        return float(zone)
    if zone is None or s.point is None or s.point.first is None:
        return None
    hours = clocks.offset(zone, s.point.first)
    return hours.total_seconds() / 3600 if hours is not None else None


def _local(s: Settled, day: Point) -> datetime:
    """What the clock shows on a day, written as if it were UTC."""
    clock, at = s.e.reading.clock or "T00:00", midnight(day.first)
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
    at = (_local(s, s.point) - timedelta(hours=offset)).astimezone(UTC)
    return replace(s, begin=at, end=at, edtf=at.strftime("%Y-%m-%dT%H:%M:%SZ"), zone=zone_name(offset))


def _pair(a: int, b: int, out: list[Settled], here: Scene) -> float | None:
    """Two readings of one instant: the offset of the local one; both are settled.

    Greenwich time beats an abbreviation beside it, which may stand for several zones ("7 pm IST (1600 GMT)").
    """
    between = here.tokens.lower[out[a].e.last + 1 : out[b].e.first]
    if not between or len(between) > _LINKS.get(between[-1], 0):
        return None
    one, two = (out[n].e.reading.zone for n in (a, b))
    zoned = [isinstance(z, int | float) for z in (one, two)]
    if all(zoned) and (one == 0) != (two == 0):
        zoned = [one == 0, two == 0]
    if sum(zoned) != 1:
        return None
    return _matched(*((a, b) if zoned[0] else (b, a)), out)


def _matched(known: int, local: int, out: list[Settled]) -> float | None:
    zoned, other = out[known], out[local]
    if other.point is None or other.point.first is None:
        return None
    instant, day = _nearest(zoned, other, _local(other, other.point))
    if other.e.reading.kind == "weekday":
        weeks = round((instant - _local(other, other.point)) / _WEEK)
        other = _on(other, other.point.shift(7 * weeks, "day")) if weeks else other
    apart = ((x, _hours(x, instant)) for x in (other, *_as_its_begin(other)))
    other, offset = next(((x, hours) for x, hours in apart if -12 <= hours <= 14), (other, None))
    if offset is None:
        return None
    told = replace(_on(zoned, day), reference=zoned.reference or other.reference)
    out[known], out[local] = _placed(told, float(str(zoned.e.reading.zone))), _placed(other, offset)
    return offset


def _hours(s: Settled, instant: datetime) -> float:
    """How many hours a clock on its day is ahead of an instant."""
    assert s.point is not None
    return (_local(s, s.point) - instant) / timedelta(hours=1)


def _as_its_begin(s: Settled) -> Iterator[Settled]:
    """Midnight of a day as the day's begin, which is meant as well as its end."""
    if s.e.reading.clock == "T24:00" and s.point is not None:
        yield _on(replace(s, e=replace(s.e, reading=replace(s.e.reading, clock="T00:00"))), s.point)


def _nearest(zoned: Settled, other: Settled, local: datetime) -> tuple[datetime, Point]:
    """The instant of the zoned reading and its day: its own, or the one that lies nearest to the local reading.

    A weekday beside a date is that of the week of the date.
    """
    first = other.point.first if other.point else None
    assert first is not None
    zone = timedelta(hours=float(str(zoned.e.reading.zone)))
    days = _days(zoned, other.e.reading.kind, first)
    return min(((_local(zoned, d) - zone, d) for d in days), key=lambda i: abs(local - i[0]))


def _days(zoned: Settled, beside: str, first: date) -> list[Point]:
    """The days that a zoned reading may be of, beside a local one of a kind and of the day `first`."""
    own, kind = zoned.point, zoned.e.reading.kind
    if kind == "clock" or own is None or own.first is None:
        return [of_day(first + timedelta(days=d)) for d in (0, -1, 1)]
    if kind == "weekday" != beside:
        return [own.shift(7 * n, "day") for n in (0, round((first - own.first) / _WEEK))]
    return [own]

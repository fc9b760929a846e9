"""The places of the facts as an inline picture: longitude and latitude, no tiles, no network.

Towns of the gazetteer (GeoNames) are drawn as faint points, so that the shape of a country shows without its borders.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from truceline.draw.page import Spot
from truceline.draw.words import free
from truceline.know import places

WIDE, MARGIN = 1160.0, 20.0
LOW, HIGH = 300.0, 560.0
"""Least and greatest height of the picture in pixels."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in pixels; `side` tells where its name stands, empty where it has no room."""

    iri: str
    label: str
    count: int
    x: float
    y: float
    r: float
    side: str = ""
    tx: float = 0.0
    ty: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid with its word."""

    x1: float
    y1: float
    x2: float
    y2: float
    word: str


@dataclass(frozen=True, slots=True)
class Map:
    """A map ready to be drawn; `towns` is one SVG path of faint points, `beyond` are places too far off to be on it."""

    height: float
    points: tuple[Point, ...]
    grid: tuple[Line, ...]
    towns: str
    beyond: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Degrees to pixels: equirectangular, true to scale in the middle."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def x(self, long: float) -> float:
        """The pixel of a longitude."""
        return round(MARGIN + (long - self.west) * self.scale * self.squeeze, 1)

    def y(self, lat: float) -> float:
        """The pixel of a latitude."""
        return round(MARGIN + (self.north - lat) * self.scale, 1)


def drawn(spots: Sequence[Spot]) -> Map | None:
    """The map of places, best told first; None where there is none."""
    if not spots:
        return None
    near, beyond = _parted(spots)
    frame = _framed(near)
    points = _named([_point(s, frame) for s in near])
    height = round(frame.height + 2 * MARGIN, 1)
    return Map(height, tuple(points), tuple(_grid(frame)), _towns(frame), tuple(beyond))


def _parted(spots: Sequence[Spot]) -> tuple[list[Spot], list[Spot]]:
    """The places around the middle of the facts, and those so far off that the others would shrink into a corner.

    A conflict and the far cities where it is talked about are not one map: what lies far beyond the distance within
    which half of the facts lie is left to a list, where that makes the map half as wide or less.
    """
    middle = (
        _median([s.lat for s in spots for _ in range(s.count)]),
        _median([s.long for s in spots for _ in range(s.count)]),
    )
    squeeze = math.cos(math.radians(middle[0]))

    def off(s: Spot) -> float:
        return math.hypot(s.lat - middle[0], (s.long - middle[1]) * squeeze)

    far = sorted(off(s) for s in spots for _ in range(s.count))
    rim = max(1.5, 2.5 * far[(len(far) - 1) // 2])
    near = [s for s in spots if off(s) <= rim]
    if max(map(off, spots)) < 2 * max(1.5, *map(off, near)):
        return list(spots), []
    return near, [s for s in spots if off(s) > rim]


def _median(values: Sequence[float]) -> float:
    return sorted(values)[(len(values) - 1) // 2]


def _framed(spots: Sequence[Spot]) -> Frame:
    """Room around all places, at least a degree and a half, and no flatter or higher than the picture may be."""
    lats, longs = [s.lat for s in spots], [s.long for s in spots]
    mid_lat, mid_long = (max(lats) + min(lats)) / 2, (max(longs) + min(longs)) / 2
    squeeze = max(0.2, math.cos(math.radians(mid_lat)))
    high = max(1.5, (max(lats) - min(lats)) * 1.25)
    wide = max(1.5, (max(longs) - min(longs)) * 1.25) * squeeze
    height = min(HIGH, max(LOW, WIDE * high / wide))
    scale = min(WIDE / wide, height / high)
    return Frame(mid_long - WIDE / scale / squeeze / 2, mid_lat + height / scale / 2, scale, squeeze, height)


def _point(s: Spot, frame: Frame) -> Point:
    return Point(s.iri, s.label, s.count, frame.x(s.long), frame.y(s.lat), round(3.5 + 2.2 * math.sqrt(s.count), 1))


def _named(points: Sequence[Point]) -> list[Point]:
    """Names right, left, above or below their point, wherever they meet no other name or point."""
    taken = [(p.x - p.r, p.y - p.r, p.x + p.r, p.y + p.r) for p in points]
    out = []
    for p in points:
        wide = 6.9 * len(p.label)
        for side, x, y in (
            ("start", p.x + p.r + 4, p.y + 4),
            ("end", p.x - p.r - 4, p.y + 4),
            ("middle", p.x, p.y - p.r - 5),
            ("middle", p.x, p.y + p.r + 14),
        ):
            left = x - {"start": 0.0, "end": wide, "middle": wide / 2}[side]
            frame = (left, y - 11, left + wide, y + 3)
            own = (p.x - p.r, p.y - p.r, p.x + p.r, p.y + p.r)
            inside = left > 4 and left + wide < WIDE + 2 * MARGIN - 4
            if inside and free(frame, taken, own):
                taken.append(frame)
                p = Point(p.iri, p.label, p.count, p.x, p.y, p.r, side, round(x, 1), round(y, 1))
                break
        out.append(p)
    return out


def _grid(frame: Frame) -> Iterator[Line]:
    east, south = frame.west + WIDE / frame.scale / frame.squeeze, frame.north - frame.height / frame.scale
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 45) if (east - frame.west) / s <= 12)
    bottom, right = MARGIN + frame.height, MARGIN + WIDE
    for long in _steps(frame.west, east, step):
        yield Line(frame.x(long), MARGIN, frame.x(long), bottom, f"{abs(long):g}° {'E' if long >= 0 else 'W'}")
    for lat in _steps(south, frame.north, step):
        yield Line(MARGIN, frame.y(lat), right, frame.y(lat), f"{abs(lat):g}° {'N' if lat >= 0 else 'S'}")


def _steps(low: float, high: float, step: float) -> Iterable[float]:
    return (k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1))


def _towns(frame: Frame) -> str:
    """All towns in the frame as points of no length, which a round pen makes visible."""
    dots: dict[tuple[int, int], None] = {}
    for numbers in places.by_country().values():
        for s in (places.site(str(n)) for n in numbers):
            if s.lat is not None and s.long is not None and s.kind == "settlement":
                x, y = round(frame.x(s.long)), round(frame.y(s.lat))
                if MARGIN <= x <= MARGIN + WIDE and MARGIN <= y <= MARGIN + frame.height:
                    dots[x, y] = None
    return "".join(f"M{x} {y}h0" for x, y in sorted(dots))

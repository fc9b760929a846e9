"""The places of the facts on a map of the region: coasts and borders of Natural Earth, cropped; no tiles, no network."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from truceline.draw.page import Spot
from truceline.draw.words import free
from truceline.shelf import data
from truceline.shelf import rows as table

WIDE, MARGIN = 800.0, 8.0
SMALL = 350.0
"""Width of the whole picture on a phone, where points and names keep their size."""

SHRINK = SMALL / (WIDE + 2 * MARGIN)
LOW, HIGH = 260.0, 460.0
"""Least and greatest height of the picture in pixels."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in pixels, `attacks` of its `count` facts being violence; `side` tells where its name stands, if anywhere."""

    iri: str
    label: str
    count: int
    x: float
    y: float
    r: float
    attacks: int = 0
    inner: float = 0.0
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
class Land:
    """A land, cropped, as an SVG path; `covered` where a truce is told to hold in it."""

    name: str
    path: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Map:
    """A map ready to be drawn; `small` are its points on a phone, `beyond` places too far off to be on it."""

    height: float
    points: tuple[Point, ...]
    grid: tuple[Line, ...]
    lands: tuple[Land, ...]
    beyond: tuple[Spot, ...] = ()
    small: tuple[Point, ...] = ()
    shrink: float = SHRINK


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


def drawn(spots: Sequence[Spot], covered: Collection[str] = ()) -> Map | None:
    """The map of places, best told first; None where there is none.

    Args:
        spots: the places.
        covered: names of the lands and places in which a truce is told to hold.
    """
    if not spots:
        return None
    near, beyond = _parted(spots)
    frame = _framed(near)
    points = [_point(s, frame) for s in near]
    small = [replace(p, x=round(p.x * SHRINK, 1), y=round(p.y * SHRINK, 1)) for p in points]
    height = round(frame.height + 2 * MARGIN, 1)
    lands = tuple(_lands(frame, covered))
    named, names = _named(points, WIDE + 2 * MARGIN), _named(small, SMALL)
    return Map(height, tuple(named), tuple(_grid(frame)), lands, tuple(beyond), tuple(names))


def _parted(spots: Sequence[Spot]) -> tuple[list[Spot], list[Spot]]:
    """The places around the middle of the facts, and those so far off that the others would shrink into a corner.

    A conflict and the far cities where it is talked about are not one map: what lies far beyond the distance within
    which half of the facts lie is left to a list, where that makes the map half as wide or less.
    """
    told = [s for s in spots for _ in range(s.count)]
    middle = _middle(told)
    squeeze = math.cos(math.radians(middle[0]))

    def off(s: Spot) -> float:
        return math.hypot(s.lat - middle[0], (s.long - middle[1]) * squeeze)

    rim = max(1.5, 2.5 * _median([off(s) for s in told]))
    near = [s for s in spots if off(s) <= rim]
    if max(map(off, spots)) < 2 * max(1.5, *map(off, near)):
        return list(spots), []
    return near, [s for s in spots if off(s) > rim]


def _middle(spots: Sequence[Spot]) -> tuple[float, float]:
    """The latitude and the longitude in the middle of those of some places."""
    return _median([s.lat for s in spots]), _median([s.long for s in spots])


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
    r = 3.5 + 2.0 * math.sqrt(s.count)
    inner = round(r * math.sqrt(s.attacks / s.count), 1) if s.attacks else 0.0
    return Point(s.iri, s.label, s.count, frame.x(s.long), frame.y(s.lat), round(r, 1), s.attacks, inner)


def _named(points: Sequence[Point], width: float) -> list[Point]:
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
            inside = left > 4 and left + wide < width - 4
            if inside and free(frame, taken, own):
                taken.append(frame)
                p = replace(p, side=side, tx=round(x, 1), ty=round(y, 1))
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


Ring = list[tuple[float, float]]


@cache
def _borders() -> tuple[tuple[str, tuple[Ring, ...]], ...]:
    """Each land of the world: its name, and its rings as longitude and latitude in degrees."""
    return tuple((r["name"], tuple(map(_ring, r["rings"].split(";")))) for r in table(data("map", "borders.tsv")))


def _ring(text: str) -> Ring:
    """A ring out of steps in hundredths of a degree."""
    out, x, y = [], 0, 0
    for step in text.split():
        dx, dy = step.split(",")
        x, y = x + int(dx), y + int(dy)
        out.append((x / 100, y / 100))
    return out


def _lands(frame: Frame, covered: Collection[str]) -> Iterator[Land]:
    """The lands that reach into the frame, cut at its rim."""
    box = (-2.0, -2.0, WIDE + 2 * MARGIN + 2, frame.height + 2 * MARGIN + 2)
    for name, rings in _borders():
        kept = [c for ring in rings if (c := _cropped([(frame.x(x), frame.y(y)) for x, y in ring], box))]
        if kept:
            path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in kept)
            yield Land(name, path, name in covered)


def _cropped(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """A ring inside a box (Sutherland and Hodgman 1974: one side of the box after the other)."""
    left, top, right, bottom = box
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        out: Ring = []
        for a, b in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside_a, inside_b = sign * (a[axis] - edge) >= 0, sign * (b[axis] - edge) >= 0
            if inside_a != inside_b:
                share = (edge - a[axis]) / (b[axis] - a[axis])
                out.append((round(a[0] + share * (b[0] - a[0]), 1), round(a[1] + share * (b[1] - a[1]), 1)))
            if inside_b:
                out.append(b)
        ring = out
        if not ring:
            break
    return ring

"""Writes data/map/borders.tsv: coasts and borders of Natural Earth 1:110m (public domain), from a wheel that carries them.

pip download --no-deps geopandas==0.14.4; unzip the wheel; python bench/make_borders.py geopandas/datasets/naturalearth_lowres
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

TO = Path(__file__).parent.parent / "data" / "map" / "borders.tsv"
HEAD = (
    "# coasts and borders of the lands of the world: Natural Earth 1:110m admin 0, public domain (naturalearthdata.com), as in\n"
    "# geopandas 0.14.4 (datasets/naturalearth_lowres); made by bench/make_borders.py. rings: longitude,latitude in hundredths of\n"
    "# a degree, the first as it is, each later one as the step from the one before; rings parted by ;\n"
    "iso3\tname\trings\tsource\n"
)


def main() -> int:
    """Writes the table; returns the exit status."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__)
        return 2
    base = Path(sys.argv[1]) / "naturalearth_lowres"
    lands = sorted(
        zip(attributes(base.with_suffix(".dbf")), shapes(base.with_suffix(".shp")), strict=True),
        key=lambda x: x[0]["name"],
    )
    lines = [
        f"{a['iso_a3']}\t{a['name']}\t{';'.join(map(encoded, rings))}\tNatural Earth 1:110m, public domain\n"
        for a, rings in lands
    ]
    TO.parent.mkdir(exist_ok=True)
    TO.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{TO} is written: {len(lines)} lands, {TO.stat().st_size // 1024} KB.")
    return 0


def shapes(path: Path) -> Iterator[list[list[tuple[float, float]]]]:
    """The rings of each record of a shapefile of polygons (ESRI Shapefile Technical Description, 1998)."""
    raw, at = path.read_bytes(), 100
    while at < len(raw):
        (length,) = struct.unpack(">i", raw[at + 4 : at + 8])
        body = raw[at + 8 : at + 8 + 2 * length]
        parts, points = struct.unpack("<2i", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        every = list(zip(flat[::2], flat[1::2], strict=True))
        yield [every[a:b] for a, b in pairwise(starts)]
        at += 8 + 2 * length


def attributes(path: Path) -> Iterator[dict[str, str]]:
    """The records of a dBase III file."""
    raw = path.read_bytes()
    count, head, size = struct.unpack("<IHH", raw[4:12])
    fields = []
    for at in range(32, head - 1, 32):
        fields.append((raw[at : at + 11].split(b"\0")[0].decode(), raw[at + 16]))
    for n in range(count):
        at, out = head + n * size + 1, {}
        for name, length in fields:
            out[name] = raw[at : at + length].decode("latin-1").strip()
            at += length
        yield out


def encoded(ring: list[tuple[float, float]]) -> str:
    """A ring in hundredths of a degree, as steps."""
    points = [(round(x * 100), round(y * 100)) for x, y in ring]
    steps = [points[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b)]
    return " ".join(f"{x},{y}" for x, y in steps)


if __name__ == "__main__":
    sys.exit(main())

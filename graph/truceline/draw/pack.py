"""Parts of a picture set side by side: each into the free place where the whole stays smallest, in hollows too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Cells = np.ndarray[Any, np.dtype[np.int64]]

Point = tuple[float, float]
Box = tuple[float, float]

CELL, MOST = 22.0, 260
"""Pixels of a cell of the grid on which parts are tried; larger where the picture would have more cells a side."""

TRIED = 120
"""More parts than this stand in rows below the others."""


def packed(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box], aspect: float) -> dict[str, Point]:
    """Positions of all parts' nodes in one picture.

    Args:
        parts: positions of the nodes of each part, largest part first.
        boxes: width and height of each node with its name.
        aspect: width over height that the picture should have.
    """
    import numpy as np

    if not parts:
        return {}
    area = sum((w + CELL) * (h + CELL) for w, h in boxes.values())
    cell = max(CELL, math.sqrt(area * 6) / MOST)
    covers = [_cells(part, boxes, cell) for part in parts]
    side = int(max(max(c[0].max(initial=0) for c in covers), math.sqrt(sum(len(c[0]) for c in covers) * 3))) + 4
    taken = np.zeros((3 * side, 3 * side), dtype=bool)
    frame = np.array([side, side, side, side])
    out: dict[str, Point] = {}
    row = (0, 0, 0)
    for n, (part, (cells, left, top)) in enumerate(zip(parts, covers, strict=True)):
        if n < TRIED:
            at, frame = _free(taken, cells, frame, aspect)
            taken[cells[:, 0] + at[0], cells[:, 1] + at[1]] = True
        else:
            at, row = _below(cells, frame, row)
        for name, (x, y) in part.items():
            out[name] = (round(x - left + at[0] * cell, 1), round(y - top + at[1] * cell, 1))
    return out


def _below(cells: Cells, frame: Any, row: tuple[int, int, int]) -> tuple[tuple[int, int], tuple[int, int, int]]:
    """The next place in rows below the frame; a row is how far it has come, where it is, how high it is."""
    wide, high = int(cells[:, 0].max()) + 1, int(cells[:, 1].max()) + 1
    along, down, tall = row
    if along and along + wide > frame[2] - frame[0]:
        along, down, tall = 0, down + tall, 0
    return (int(frame[0]) + along, int(frame[3]) + down), (along + wide, down, max(tall, high))


def _cells(part: Mapping[str, Point], boxes: Mapping[str, Box], cell: float) -> tuple[Cells, float, float]:
    """The cells that a part covers, from its own corner, with the pixels of that corner."""
    import numpy as np

    left = min(x - boxes[n][0] / 2 for n, (x, _) in part.items())
    top = min(y - boxes[n][1] / 2 for n, (_, y) in part.items())
    found: set[tuple[int, int]] = set()
    for name, (x, y) in part.items():
        w, h = boxes[name]
        x1, y1 = x - w / 2 - left, y - h / 2 - top
        across = range(int(x1 // cell), int((x1 + w) // cell) + 2)
        found.update((i, j) for i in across for j in range(int(y1 // cell), int((y1 + h) // cell) + 2))
    return np.array(sorted(found)), left, top


def _free(taken: Any, cells: Cells, frame: Any, aspect: float) -> tuple[tuple[int, int], Any]:
    """The free corner at which the frame of all parts grows least; of several, the one nearest to its middle."""
    import numpy as np

    wide, high = cells[:, 0].max() + 1, cells[:, 1].max() + 1
    side = len(taken) // 3
    if not taken.any():
        return (side, side), np.array([side, side, side + wide, side + high])
    left, top, right, bottom = (int(v) for v in frame)
    xs = np.arange(max(0, left - wide), min(len(taken) - wide, right + 1))
    ys = np.arange(max(0, top - high), min(len(taken) - high, bottom + 1))
    x, y = (g.ravel() for g in np.meshgrid(xs, ys, indexing="ij"))
    grown = np.stack(
        [np.minimum(x, left), np.minimum(y, top), np.maximum(x + wide, right), np.maximum(y + high, bottom)], axis=1
    )
    loss = np.maximum((grown[:, 2] - grown[:, 0]) / aspect, grown[:, 3] - grown[:, 1]) * 1000.0
    loss += np.hypot(x + wide / 2 - (left + right) / 2, y + high / 2 - (top + bottom) / 2)
    for k in np.argsort(loss, kind="stable"):
        if not taken[cells[:, 0] + x[k], cells[:, 1] + y[k]].any():
            return (int(x[k]), int(y[k])), grown[k]
    raise AssertionError("there is always room beyond the frame")

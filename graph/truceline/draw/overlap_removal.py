"""Boxes of nodes and their names pushed apart until none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

ROUNDS, INNER, NEAR = 60, 8, 14.0


def apart(xy: Array, boxes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Positions at which no box covers another, as near as can be to where they were.

    Args:
        xy: middles of the boxes, an n × 2 array in pixels.
        boxes: width and height of each.
    """
    import numpy as np

    turn = np.arange(len(boxes)) * 2.39996  # a spiral too small to see, so that no two middles are one
    xy = np.array(xy, dtype=float) + np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(turn)[:, None] * 0.02
    half = np.array(boxes, dtype=float) / 2
    for _ in range(ROUNDS if len(xy) > 300 else 5 * ROUNDS):
        a, b = _near(xy, half)
        if not len(a):
            break
        for _ in range(INNER):
            _push(xy, half, a, b)
    return [(float(x), float(y)) for x, y in xy]


def _near(xy: Array, half: Array) -> tuple[Any, Any]:
    """Pairs of boxes that cover each other; of those that nearly do, too, when there is one.

    The boxes are swept from left to right, so that each is compared only with those that begin before it ends.
    """
    import numpy as np

    order = np.argsort(xy[:, 0], kind="stable")
    left = xy[order, 0]
    last = np.searchsorted(left, left + half[order, 0] + half[:, 0].max() + NEAR, side="right")
    count = last - np.arange(len(order)) - 1
    first = np.repeat(np.arange(len(order)), count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    a, b = order[first], order[second]
    gap = np.abs(xy[a] - xy[b]) - (half[a] + half[b])
    if not (gap < -0.01).all(axis=1).any():
        return a[:0], b[:0]
    near = (gap < NEAR).all(axis=1)
    return a[near], b[near]


def _push(xy: Array, half: Array, a: Any, b: Any) -> None:
    """Moves each covering pair apart along its shorter way, half each."""
    import numpy as np

    gap = xy[b] - xy[a]
    over = half[a] + half[b] - np.abs(gap)
    hit = (over > 0).all(axis=1)
    if not hit.any():
        return
    a, b, gap, over = a[hit], b[hit], gap[hit], over[hit]
    side = np.where(gap == 0, 1.0, np.sign(gap))
    level = over[:, 0] < over[:, 1] * 1.25
    move = np.where(np.stack([level, ~level], axis=1), side * over, 0.0) * 0.54
    count = np.bincount(np.concatenate([a, b]), minlength=len(xy)).astype(float) ** 0.5
    shift = np.zeros_like(xy)
    np.add.at(shift, b, move)
    np.add.at(shift, a, -move)
    xy += shift / np.maximum(count, 1.0)[:, None]

"""Positions of a connected graph by its distances: what is near in the graph is near in the picture.

Small graphs: stress majorization over all pairs (Gansner, Koren and North: Graph drawing by stress majorization, 2004),
with longer edges between nodes that have many neighbours. Large ones: distances to a few pivots only (Brandes and Pich:
Eigensolver methods for progressive multidimensional scaling, 2006; Ortmann, Klimenta and Brandes: A sparse stress
model, 2017).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

LENGTH = 62.0
"""Pixels of an edge between two nodes that have no other neighbour."""

ALL_PAIRS = 450
PIVOTS = 60
ASPECT = 1.25

Links = Sequence[tuple[int, int]]


def spread(n: int, links: Links) -> Array:
    """Positions of `n` nodes of one connected part, an n × 2 array in pixels, its long side lying down."""
    import numpy as np

    if n <= 2:
        return np.array([[0.0, 0.0], [LENGTH * 1.5, 0.0]][:n])
    if n <= ALL_PAIRS:
        far = _distances(n, links)
        xy = _majorized(_scaled(far), far)
    else:
        xy = _sparse(n, links)
    return _lying(xy)


def _distances(n: int, links: Links) -> Array:
    """Lengths of the shortest ways between all pairs (Floyd and Warshall)."""
    import numpy as np

    near: list[set[int]] = [set() for _ in range(n)]
    for a, b in links:
        near[a].add(b)
        near[b].add(a)
    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0.0)
    for a, b in links:
        apart = len(near[a] | near[b]) - 2
        far[a, b] = far[b, a] = LENGTH * (1 + 0.22 * math.log2(1 + apart))
    for k in range(n):
        np.minimum(far, far[:, k, None] + far[None, k, :], out=far)
    return far


def _scaled(far: Array) -> Array:
    """A first picture: classical scaling of the distances, which has no chance in it; equal ones lie on a spiral."""
    import numpy as np

    n = len(far)
    square = far**2
    middle = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    values, vectors = np.linalg.eigh(middle)
    xy = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0.0))
    xy *= np.where(np.abs(xy).max(axis=0) == xy.max(axis=0), 1.0, -1.0)
    turn = np.arange(n) * 2.39996
    xy += np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(n) + 1)[:, None] * 1.5
    return np.asarray(xy)


def _majorized(xy: Array, far: Array, rounds: int = 150) -> Array:
    """Moves all nodes to where their distances ask for, weighted by their inverse square (SMACOF)."""
    import numpy as np

    weight = 1.0 / np.maximum(far, 1e-9) ** 2
    np.fill_diagonal(weight, 0.0)
    laplace = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplace)
    for _ in range(rounds):
        gap = np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(axis=2))
        ratio = np.where(gap > 1e-9, weight * far / np.maximum(gap, 1e-9), 0.0)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        moved = inverse @ (pull @ xy)
        step = float(np.abs(moved - xy).max())
        xy = moved
        if step < 0.3:
            break
    return xy


def _sparse(n: int, links: Links) -> Array:
    """The same for many nodes: each is drawn by its neighbours and by pivots spread over the graph."""
    import numpy as np

    near: list[list[int]] = [[] for _ in range(n)]
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    pivots, far = _pivots(near)
    xy = _scaled_to(far)
    ends = np.array(links, dtype=int).reshape(-1, 2)
    weight = 1.0 / np.maximum(far, 0.5) ** 2
    for step in range(60):
        gap = xy[:, None] - xy[None, pivots]
        long = np.maximum(np.sqrt((gap**2).sum(axis=2)), 1e-6)
        want = xy[pivots][None] + gap / long[:, :, None] * (far * LENGTH)[:, :, None]
        total = (weight[:, :, None] * want).sum(axis=1)
        share = weight.sum(axis=1)
        pull = xy[ends[:, 0]] - xy[ends[:, 1]]
        pull *= (LENGTH / np.maximum(np.sqrt((pull**2).sum(axis=1)), 1e-6))[:, None]
        for side, other, sign in ((0, 1, 1.0), (1, 0, -1.0)):
            np.add.at(total, ends[:, side], xy[ends[:, other]] + sign * pull)
            np.add.at(share, ends[:, side], 1.0)
        xy = xy + (total / share[:, None] - xy) * (0.9 if step < 40 else 0.5)
    return xy


def _pivots(near: Sequence[Sequence[int]]) -> tuple[list[int], Array]:
    """Nodes far from each other, the best linked one first, and the steps from every node to each."""
    import numpy as np

    first = max(range(len(near)), key=lambda k: (len(near[k]), -k))
    chosen, columns = [first], [_steps(near, first)]
    least = columns[0].copy()
    while len(chosen) < min(PIVOTS, len(near)):
        chosen.append(int(least.argmax()))
        columns.append(_steps(near, chosen[-1]))
        least = np.minimum(least, columns[-1])
    return chosen, np.stack(columns, axis=1)


def _steps(near: Sequence[Sequence[int]], start: int) -> Array:
    """How many edges lie between a node and every other (breadth first)."""
    import numpy as np

    out = np.full(len(near), -1.0)
    out[start] = 0
    rim, depth = [start], 0
    while rim:
        depth += 1
        rim = [b for a in rim for b in near[a] if out[b] < 0 and not out.__setitem__(b, depth)]
    return out


def _scaled_to(far: Array) -> Array:
    """A first picture out of the distances to pivots (pivot MDS); nodes at one spot are set on a spiral."""
    import numpy as np

    square = (far * LENGTH) ** 2
    middle = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    _, vectors = np.linalg.eigh(middle.T @ middle)
    xy = middle @ vectors[:, [-1, -2]]
    xy *= np.where(np.abs(xy).max(axis=0) == xy.max(axis=0), 1.0, -1.0)
    xy *= LENGTH * math.sqrt(len(far)) / max(float(np.abs(xy).max()), 1e-9) / 2
    turn = np.arange(len(far)) * 2.39996
    xy += np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(len(far)))[:, None] * 3
    return np.asarray(xy)


def _lying(xy: Array) -> Array:
    """Turned so that its long side lies down, and stretched a little towards the shape of the picture."""
    import numpy as np

    xy = xy - xy.mean(axis=0)
    _, vectors = np.linalg.eigh(xy.T @ xy)
    xy = xy @ vectors[:, ::-1]
    xy *= np.where(np.abs(xy).max(axis=0) == xy.max(axis=0), 1.0, -1.0)
    wide, high = (float(v) for v in np.maximum(np.ptp(xy, axis=0), 1.0))
    stretch = min(1.35, max(0.74, math.sqrt(ASPECT / (wide / high))))
    return np.asarray(xy * np.array([stretch, 1 / stretch]))

"""Positions for the graph: computed here, so that a browser has nothing to simulate and two builds look the same.

Each connected part is laid out by itself (Fruchterman-Reingold, fixed seed), parts are packed side by side, then
boxes of node and label are pushed apart until none overlaps another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from truceline.draw.page import Edge, Node

LABELS = 500
"""Up to here every node has its label; beyond, only the best evidenced ones."""
HUBS = 120
_WIDE, _LINE, _CHARS = 7.4, 17.0, 20


def lines(label: str) -> list[str]:
    """A label broken into lines of about twenty characters, three at most.

    >>> lines("Syrian Observatory for Human Rights")
    ['Syrian Observatory', 'for Human Rights']
    """
    out: list[str] = []
    for word in label.split():
        if out and len(out[-1]) + len(word) < _CHARS:
            out[-1] += " " + word
        else:
            out.append(word)
    if len(out) > 3:
        out = [*out[:2], out[2][: _CHARS - 1] + "…"]
    return [line if len(line) <= 28 else line[:27] + "…" for line in out] or [""]


def size(node: Node) -> float:
    """The radius of a node: grows slowly with the claims behind it."""
    return 9 + 3.2 * math.log2(1 + node.weight)


def labelled(nodes: Sequence[Node]) -> frozenset[str]:
    """The ids of the nodes that carry a label at first sight."""
    if len(nodes) <= LABELS:
        return frozenset(n.id for n in nodes)
    best = sorted(nodes, key=lambda n: (-n.weight, n.id))[:HUBS]
    return frozenset(n.id for n in best)


def place(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The nodes with positions, in pixels of the unscaled picture."""
    if not nodes:
        return []
    import networkx as nx

    shape: nx.Graph = nx.Graph()
    shape.add_nodes_from(n.id for n in nodes)
    shape.add_edges_from((e.source, e.target) for e in edges)
    parts = sorted((sorted(c) for c in nx.connected_components(shape)), key=lambda c: (-len(c), c[0]))
    by_id = {n.id: n for n in nodes}
    at: dict[str, tuple[float, float]] = {}
    boxes = {n.id: _box(n, n.id in labelled(nodes)) for n in nodes}
    shelf_x = shelf_y = shelf_height = 0.0
    width = 1.6 * math.sqrt(sum(b[0] * b[1] for b in boxes.values()) * 3.2) + 400
    for part in parts:
        order = {k: i for i, k in enumerate(part)}
        links = sorted({(order[a], order[b]) for a, b in shape.subgraph(part).edges()})
        spots = dict(zip(part, _spring(links, [boxes[k] for k in part]), strict=True))
        local = _apart(spots, {k: boxes[k] for k in part})
        low_x = min(local[k][0] - boxes[k][0] / 2 for k in part)
        low_y = min(local[k][1] - boxes[k][1] / 2 for k in part)
        wide = max(local[k][0] + boxes[k][0] / 2 for k in part) - low_x
        high = max(local[k][1] + boxes[k][1] / 2 for k in part) - low_y
        if shelf_x and shelf_x + wide > max(width, 900):
            shelf_x, shelf_y, shelf_height = 0.0, shelf_y + shelf_height + 40, 0.0
        for k in part:
            at[k] = (local[k][0] - low_x + shelf_x, local[k][1] - low_y + shelf_y)
        shelf_x += wide + 50
        shelf_height = max(shelf_height, high)
    return [replace(by_id[n.id], x=round(at[n.id][0], 1), y=round(at[n.id][1], 1)) for n in nodes]


def _box(node: Node, label: bool) -> tuple[float, float]:
    """Width and height of a node with its label, some air included."""
    r = 2 * size(node)
    if not label:
        return r + 8, r + 8
    text = lines(node.label)
    return max(r, _WIDE * max(map(len, text))) + 14, r + _LINE * len(text) + 12


def _spring(links: Sequence[tuple[int, int]], boxes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Positions of one connected part: Fruchterman and Reingold's forces (1991), from a fixed random start."""
    import numpy as np

    n = len(boxes)
    if n == 1:
        return [(0.0, 0.0)]
    xy = np.random.default_rng(7).random((n, 2)) - 0.5
    ends = np.array(links, dtype=int).reshape(-1, 2)
    ideal = 1.0 / math.sqrt(n)
    rounds = 120 if n <= 300 else 60 if n <= 800 else 30
    for step in range(rounds):
        away = xy[:, None, :] - xy[None, :, :]
        square = np.maximum((away**2).sum(axis=2), 1e-6)
        force = (away * (ideal**2 / square)[:, :, None]).sum(axis=1)
        pull = xy[ends[:, 0]] - xy[ends[:, 1]]
        pull *= (np.sqrt((pull**2).sum(axis=1)) / ideal)[:, None]
        np.add.at(force, ends[:, 0], -pull)
        np.add.at(force, ends[:, 1], pull)
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        heat = 0.1 * (1 - step / rounds) + 0.002
        xy += force / length[:, None] * np.minimum(length, heat)[:, None]
    xy -= xy.mean(axis=0)
    scale = math.sqrt(sum(w * h for w, h in boxes)) * 1.1 / max(float(np.abs(xy).max()), 1e-6) * 0.55
    return [(float(x) * scale * 1.45, float(y) * scale * 0.85) for x, y in xy]


def _apart(at: dict[str, tuple[float, float]], boxes: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Pushes overlapping boxes apart, along the shorter way, until none overlaps."""
    import numpy as np

    names = sorted(at)
    xy = np.array([at[k] for k in names], dtype=float)
    wide = np.array([boxes[k][0] for k in names])
    high = np.array([boxes[k][1] for k in names])
    need_x, need_y = (wide[:, None] + wide[None, :]) / 2, (high[:, None] + high[None, :]) / 2
    rank = np.arange(len(names))
    sign = np.where(rank[:, None] < rank[None, :], -1.0, 1.0)
    for _ in range(400 if len(names) <= 600 else 120):
        dx, dy = xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1]
        over_x, over_y = need_x - np.abs(dx), need_y - np.abs(dy)
        hit = (over_x > 0.01) & (over_y > 0.01)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        side_x = np.where(dx == 0, sign, np.sign(dx))
        side_y = np.where(dy == 0, sign, np.sign(dy))
        by_x = hit & (over_x < over_y * 1.3)
        by_y = hit & ~by_x
        count = np.maximum(1, hit.sum(axis=1)) ** 0.5
        xy[:, 0] += np.where(by_x, side_x * over_x * 0.52, 0).sum(axis=1) / count
        xy[:, 1] += np.where(by_y, side_y * over_y * 0.52, 0).sum(axis=1) / count
    return {k: (float(x), float(y)) for k, (x, y) in zip(names, xy, strict=True)}

"""Positions for the graph: computed here, so that a browser has nothing to simulate and two builds look the same.

Each connected part is laid out by itself (`stress`), boxes of node and name are pushed apart until none covers another
(`apart`), and the parts are set side by side into the shape of the picture (`pack`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from truceline.draw.overlap_removal import apart
from truceline.draw.pack import Box, Point, packed
from truceline.draw.page import Edge, Node
from truceline.draw.selection import picked
from truceline.draw.stress import spread
from truceline.draw.words import broken

DRAWN = 2000
"""More nodes than this have no place at first sight: the best evidenced ones have, the others come by expanding."""

ONE_LOOK, MAIN = 150, 100
"""A graph of more nodes than the first number opens with an overview of as many as the second; one click shows all."""

NAMED = 500
"""Up to here as many names have room at first sight as the picture holds; beyond, those of the best evidenced nodes."""

LEAST, TRIES = 40, 3
WIDE, ASPECT = 700.0, 1.1
"""Width in pixels, and width over height, of the picture that the layout is made for."""

EVEN = 0.6
DENSITY = 0.36
"""Share of a part's frame that its boxes take up before they are pushed apart."""

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

_LINE = 14.0


def size(node: Node) -> float:
    """The radius of a node: grows slowly with the claims behind it; events are small, who acts is large."""
    base, step, most = (3.4, 0.8, 7.5) if node.type == "Event" else (5.8, 1.1, 14.0)
    return min(most, base + step * math.log2(1 + node.weight))


def box(node: Node, named: bool) -> Box:
    """Width and height of a node with its name, a little air included."""
    r = 2 * size(node)
    if not named:
        return r + 4, r + 4
    text = broken(node.label)
    font = 5.6 if node.type == "Event" else 6.3
    return max(r, max(sum(map(_wide, line)) for line in text) * font) + 10, r + _LINE * len(text) + 8


def _wide(char: str) -> float:
    return 1.75 if char > "\u2e80" else 1.25 if char.isupper() else 1.0


def place(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The nodes, the drawn ones with positions in pixels of the picture.

    As many names get room as fit the picture at its own size, first those of ceasefires and of who acts; the others
    find room when one comes closer.

    Args:
        nodes: best evidenced first; of more than `DRAWN`, those that `picked` leaves out get no position.
        edges: between any of them.
    """
    drawn = picked(nodes, edges, DRAWN)
    links = sorted({(min(e.source, e.target), max(e.source, e.target)) for e in _among(drawn, edges)})
    parts = _parts([n.id for n in drawn], links)
    at = _placed(drawn, [(part, _spread(part, links)) for part in parts])
    return [replace(n, x=at[n.id][0], y=at[n.id][1]) if n.id in at else n for n in nodes]


def _among(nodes: Sequence[Node], edges: Iterable[Edge]) -> list[Edge]:
    """The edges between two of some nodes."""
    known = {n.id for n in nodes}
    return [e for e in edges if e.source in known and e.target in known]


def _placed(drawn: Sequence[Node], parts: Sequence[tuple[Sequence[str], Array]]) -> dict[str, Point]:
    """Positions of all parts, each spread out by itself; fewer names get room until the whole fits the picture."""
    order = sorted(drawn, key=lambda n: (_MINOR.get(n.type, 0), int(n.id[1:])))
    at: dict[str, Point] = {}
    named = _room(order)
    for _ in range(TRIES):
        first = {n.id for n in order[:named]}
        boxes = {n.id: box(n, n.id in first) for n in drawn}
        at = packed([_part(part, xy, boxes) for part, xy in parts], boxes, ASPECT)
        if named <= LEAST or _fits(at, boxes):
            break
        named = max(LEAST, round(named * 0.6))
    return at


def overview(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The nodes, with places of their own for the best evidenced of them where there are too many for one look."""
    if len(nodes) <= ONE_LOOK:
        return list(nodes)
    main = [replace(n, x=None, y=None) for n in picked(nodes, edges, MAIN)]
    placed = place(main, _among(main, edges))
    at = {n.id: (n.x, n.y) for n in placed if n.x is not None and n.y is not None}
    return [replace(n, main=at.get(n.id)) for n in nodes]


_MINOR = {"Ceasefire": -1, "Event": 1}


def _room(order: Sequence[Node]) -> int:
    """How many names the picture has room for beside all symbols, by their area."""
    if len(order) > NAMED:
        return LEAST
    left = WIDE * WIDE / ASPECT * DENSITY * 1.5 - sum(w * h for w, h in (box(n, False) for n in order))
    for k, node in enumerate(order):
        (w, h), (r, _) = box(node, True), box(node, False)
        left -= w * h - r * r
        if left < 0:
            return max(min(LEAST, len(order)), k)
    return len(order)


def _fits(at: Mapping[str, Point], boxes: Mapping[str, Box]) -> bool:
    left, top, right, bottom = _frame(at, boxes)
    return right - left <= WIDE * 1.2 and bottom - top <= WIDE / ASPECT * 1.2


def _parts(names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, largest first."""
    import networkx as nx

    shape: nx.Graph[str] = nx.Graph()
    shape.add_nodes_from(names)
    shape.add_edges_from(links)
    rank = {name: n for n, name in enumerate(names)}
    parts = [sorted(c, key=rank.__getitem__) for c in nx.connected_components(shape)]
    return sorted(parts, key=lambda c: (-len(c), rank[c[0]]))


def _spread(part: Sequence[str], links: Sequence[tuple[str, str]]) -> Array:
    number = {name: n for n, name in enumerate(part)}
    return spread(len(part), [(number[a], number[b]) for a, b in links if a in number])


def _part(part: Sequence[str], xy: Array, boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Positions of a part, as dense as its boxes allow: drawn together or apart first, then box from box."""
    at = dict(zip(part, ((float(x), float(y)) for x, y in xy), strict=True))
    left, top, right, bottom = _frame(at, dict.fromkeys(part, (0.0, 0.0)))
    need = sum(w * h for w, h in (boxes[n] for n in part)) / DENSITY
    scale = math.sqrt(need / max((right - left + 40) * (bottom - top + 40), 1.0))
    scale = min(1.6, max(0.3, scale)) if len(part) > 2 else 1.0
    areas = [boxes[n][0] * boxes[n][1] for n in part]
    spots = apart(_even(xy, areas) * scale, [boxes[name] for name in part])
    return dict(zip(part, spots, strict=True))


def _even(xy: Array, areas: Sequence[float]) -> Array:
    """Positions drawn half the way to where every strip of the picture, across and down, holds as much as any other:
    a dense middle gets room from an empty rim, and what is left of something stays left of it."""
    import numpy as np

    if len(xy) < 12:
        return xy
    out = xy.copy()
    share = np.array(areas)
    for k in (0, 1):
        order = np.argsort(xy[:, k], kind="stable")
        before = np.cumsum(share[order]) - share[order] / 2
        low, high = float(xy[:, k].min()), float(xy[:, k].max())
        out[order, k] = low + (high - low) * before / float(share.sum())
    return np.asarray((1 - EVEN) * xy + EVEN * out)


def _frame(at: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of nodes with their boxes."""
    xs = [(x - boxes[n][0] / 2, x + boxes[n][0] / 2) for n, (x, _) in at.items()]
    ys = [(y - boxes[n][1] / 2, y + boxes[n][1] / 2) for n, (_, y) in at.items()]
    return min(x for x, _ in xs), min(y for y, _ in ys), max(x for _, x in xs), max(y for _, y in ys)

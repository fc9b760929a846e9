"""Positions for the graph: computed here, so that a browser has nothing to simulate and two builds look the same.

Each connected part is laid out by itself (`stress`), boxes of node and name are pushed apart until none covers another
(`apart`), and the parts are set side by side into the shape of the picture (`pack`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from truceline.draw.apart import apart
from truceline.draw.pack import Box, Point, packed
from truceline.draw.page import Edge, Node
from truceline.draw.stress import spread

DRAWN = 2000
"""More nodes than this have no place at first sight: the best evidenced ones have, the others come by expanding."""

NAMED = 500
"""Up to here every name has room in the picture; beyond, only those of the best evidenced nodes."""

HUBS = 150
ASPECT = 1.15
"""Width over height of the picture that the layout is made for."""

_CHARS = 18
_LINE = 14.0


def lines(label: str) -> list[str]:
    """A name broken into lines of about eighteen characters, three at most; the page's script breaks it the same way.

    >>> lines("Coalition of the Eastern Valleys and Islands")
    ['Coalition of the', 'Eastern Valleys', 'and Islands']
    """
    out: list[str] = []
    for word in label.split():
        if out and len(out[-1]) + len(word) < _CHARS:
            out[-1] += " " + word
        else:
            out.append(word)
    if len(out) > 3:
        out = [*out[:2], out[2][: _CHARS - 1] + "…"]
    return [line if len(line) <= 24 else line[:23] + "…" for line in out] or [""]


def size(node: Node) -> float:
    """The radius of a node: grows slowly with the claims behind it; events are small, who acts is large."""
    base, most = (4.5, 9.0) if node.type == "Event" else (6.5, 15.0)
    return min(most, base + 1.1 * math.log2(1 + node.weight))


def box(node: Node, named: bool) -> Box:
    """Width and height of a node with its name, a little air included."""
    r = 2 * size(node)
    if not named:
        return r + 4, r + 4
    text = lines(node.label)
    font = 5.6 if node.type == "Event" else 6.3
    return max(r, max(sum(map(_wide, line)) for line in text) * font) + 10, r + _LINE * len(text) + 8


def _wide(char: str) -> float:
    return 1.75 if char > "\u2e80" else 1.25 if char.isupper() else 1.0


def place(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The nodes, the drawn ones with positions in pixels of the unscaled picture.

    Args:
        nodes: best evidenced first; beyond `DRAWN` they get no position.
        edges: between any of them.
    """
    drawn = nodes[:DRAWN]
    named = len(drawn) if len(drawn) <= NAMED else HUBS
    boxes = {n.id: box(n, k < named) for k, n in enumerate(drawn)}
    links = sorted({(min(e.source, e.target), max(e.source, e.target)) for e in edges})
    links = [(a, b) for a, b in links if a in boxes and b in boxes]
    parts = [_part(part, links, boxes) for part in _parts([n.id for n in drawn], links)]
    at = packed(parts, boxes, ASPECT)
    return [replace(n, x=at[n.id][0], y=at[n.id][1]) if n.id in at else n for n in nodes]


def _parts(names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, largest first."""
    import networkx as nx

    shape: nx.Graph[str] = nx.Graph()
    shape.add_nodes_from(names)
    shape.add_edges_from(links)
    rank = {name: n for n, name in enumerate(names)}
    parts = [sorted(c, key=rank.__getitem__) for c in nx.connected_components(shape)]
    return sorted(parts, key=lambda c: (-len(c), rank[c[0]]))


def _part(part: Sequence[str], links: Sequence[tuple[str, str]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    number = {name: n for n, name in enumerate(part)}
    mine = [(number[a], number[b]) for a, b in links if a in number]
    spots = apart(spread(len(part), mine), [boxes[name] for name in part])
    return dict(zip(part, spots, strict=True))

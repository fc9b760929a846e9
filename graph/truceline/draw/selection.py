"""Which nodes of a very large graph have a place in the picture at first sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from truceline.draw.page import Edge, Node

ACTING = 0.4
"""Share of the picture for who acts, where, and in which ceasefire; events that link these fill the rest."""


def picked(nodes: Sequence[Node], edges: Iterable[Edge], most: int) -> list[Node]:
    """The best evidenced actors, places and ceasefires and the events that link most of them, `most` nodes at most.

    The best evidenced nodes alone would be actors that nothing links: what is drawn is what hangs together.

    Args:
        nodes: best evidenced first.
        edges: between any of them.
        most: how many nodes.
    """
    if len(nodes) <= most:
        return list(nodes)
    ways = [way for e in edges for way in ((e.source, e.target), (e.target, e.source))]
    acting = [n.id for n in nodes if n.type != "Event"][: round(most * ACTING)]
    keep = _together(nodes, ways, set(acting), most)
    return [n for n in nodes if n.id in keep] or list(nodes[:most])


def _together(nodes: Sequence[Node], ways: Sequence[tuple[str, str]], acting: set[str], most: int) -> set[str]:
    """The events that link most of those who act, and those of them that are linked; edges are given both ways."""
    ties = Counter(other for one, other in ways if one in acting)
    events = [n for n in nodes if n.type == "Event" and ties[n.id]]
    events.sort(key=lambda n: (-min(ties[n.id], 3), -n.weight, int(n.id[1:])))
    linking = {n.id for n in events[: most - len(acting)]}
    known = linking | acting
    return linking | {one for one, other in ways if one in acting and other in known}

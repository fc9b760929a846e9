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
    links = [(e.source, e.target) for e in edges]
    acting = {n.id for n in [n for n in nodes if n.type != "Event"][: round(most * ACTING)]}
    ties = Counter(other for a, b in links for one, other in ((a, b), (b, a)) if one in acting)
    events = [n for n in nodes if n.type == "Event" and ties[n.id]]
    linked = sorted(events, key=lambda n: (-min(ties[n.id], 3), -n.weight, int(n.id[1:])))[: most - len(acting)]
    keep = {n.id for n in linked}
    known = keep | acting
    keep |= {one for a, b in links for one, other in ((a, b), (b, a)) if one in acting and other in known}
    return [n for n in nodes if n.id in keep] or list(nodes[:most])

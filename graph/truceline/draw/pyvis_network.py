"""A view as a pyvis Network to restyle and show: labels, titles as plain text, colours, shapes and positions."""

from __future__ import annotations

from collections import Counter
from typing import Any

from truceline.ask.timeline import spaced
from truceline.draw.layout import place, size
from truceline.draw.page import Edge, Node
from truceline.draw.style import look

SHAPES = {
    "truce": "diamond",
    "state": "hexagon",
    "armed": "triangleDown",
    "body": "square",
    "event": "star",
    "place": "triangle",
}
"""The shapes of pyvis that are nearest to those of the page; all others are dots."""

Network = Any


def drawable(network: Network) -> Any:
    """A networkx view as a pyvis Network: nothing in it moves by itself, `show("network.html")` writes it.

    Ids are the IRIs of the things. Titles are text: pyvis turns any title that holds the word "href" into HTML, so that
    word is broken by a character without width.

    Args:
        network: a MultiDiGraph as `truceline.net.view` makes it.
    """
    from pyvis.network import Network as Drawn

    made = Drawn(height="700px", width="100%", directed=True, cdn_resources="in_line")
    made.toggle_physics(False)
    weights: Counter[str] = Counter()
    for a, b, at in network.edges(data=True):
        weights[a] += at.get("weight", 1)
        weights[b] += at.get("weight", 1)
    for n in _placed(network, weights):
        a = look(n.type)
        made.add_node(
            n.iri,
            label=n.label,
            title=plain(f"{n.label} ({spaced(n.type).lower()}), {n.weight} claims"),
            color=a.colour,
            shape=SHAPES.get(a.css, "dot"),
            size=round(size(n), 1),
            x=round(n.x or 0),
            y=round(n.y or 0),
        )
    for a, b, at in network.edges(data=True):
        days = " to ".join(x[:10] for x in (at.get("begin", ""), at.get("end", "")) if x) or "no day told"
        made.add_edge(a, b, label=at.get("relation", ""), title=plain(f"{at.get('relation', '')}, {days}"))
    return made


def _placed(network: Network, weights: Counter[str]) -> list[Node]:
    """The nodes with positions in pixels, the weightiest first."""
    order = sorted(network.nodes(data=True), key=lambda x: (-weights[x[0]], x[0]))
    ids = {iri: f"n{n}" for n, (iri, _) in enumerate(order, 1)}
    nodes = [
        Node(ids[iri], iri, at.get("label") or iri, at.get("type", "Actor"), weights[iri], ()) for iri, at in order
    ]
    pairs = dict.fromkeys((ids[a], ids[b]) for a, b in network.edges())
    return place(nodes, [Edge(a, b, "", True, ()) for a, b in pairs])


def plain(text: str) -> str:
    """A title that pyvis cannot take for HTML.

    >>> "href" in plain('<a href="x">')
    False
    """
    return text.replace("href", "h\u2060ref").replace("HREF", "H\u2060REF")

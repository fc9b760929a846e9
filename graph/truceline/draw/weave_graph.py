"""Rows → nodes and edges: actors, events, ceasefires and places, and what links them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.draw.gather import Book, words
from truceline.draw.page import Edge, Node, Row
from truceline.model import Facts

ROLE_WORDS = {
    "agent": "does",
    "target": "to",
    "victim": "harms",
    "attendee": "attends",
    "supporter": "supports",
    "supported": "supports",
}


@dataclass(slots=True)
class _Draft:
    label: str
    type: str
    rows: list[str]
    weight: int = 0


def graph(facts: Sequence[Facts], rows: Sequence[Row], book: Book) -> tuple[list[Node], list[Edge], list[Row]]:
    """The nodes and edges of a page, and the rows with the nodes they touch.

    Events with no participant and no place are rows of the table only. An edge is the outlet's own where an outlet
    tells the row in its own voice.
    """
    drafts: dict[str, _Draft] = {}
    links: list[tuple[str, str, str, Row]] = []
    by_id = {r.id: r for r in rows}
    for n, f in enumerate(facts):
        _of_article(n, f, by_id, book, (drafts, links))
    for row in rows:
        for iri in touched(row):
            if iri in drafts and row.id not in drafts[iri].rows:
                drafts[iri].rows.append(row.id)
                drafts[iri].weight += len(row.told)
    ids = {iri: f"n{k}" for k, iri in enumerate(sorted(drafts), 1)}
    nodes = [Node(ids[i], i, d.label, d.type, d.weight, tuple(d.rows)) for i, d in sorted(drafts.items())]
    edges = [Edge(f"e{k}", ids[a], ids[b], w, r.own, r.id) for k, (a, b, w, r) in enumerate(links, 1)]
    at: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        for name in node.rows:
            at[name].append(node.id)
    return nodes, edges, [replace(r, nodes=tuple(at.get(r.id, ()))) for r in rows]


def touched(row: Row) -> Iterable[str]:
    """The IRIs of the nodes that a row touches."""
    own = [row.iri] if row.layer == "event" else []
    return [i for i in (*own, *row.actors, row.place, row.ceasefire) if i]


Out = tuple[dict[str, _Draft], list[tuple[str, str, str, Row]]]


def _of_article(n: int, facts: Facts, rows: dict[str, Row], book: Book, out: Out) -> None:
    drafts, links = out
    places = {p.place: p for p in facts.notes.places}
    truces = {c.iri or c.id: c for c in facts.notes.ceasefires}
    for iri, truce in truces.items():
        drafts.setdefault(iri, _Draft(truce.label, "Ceasefire", []))
    for event in facts.notes.events:
        row = rows.get(f"a{n + 1}{event.id}")
        if row is None or not (row.actors or row.place or row.ceasefire):
            continue
        drafts[row.iri] = _Draft(words(event.kind), "Event", [])
        for part in event.participants:
            if part.actor:
                _actor(part.actor, drafts, book)
                forth = part.role not in {"target", "victim", "supported"}
                ends = (part.actor, row.iri) if forth else (row.iri, part.actor)
                links.append((*ends, ROLE_WORDS.get(part.role, words(part.role)), row))
        _placed(row, places, out)
        if row.ceasefire:
            links.append((row.iri, row.ceasefire, "concerns", row))
    for row in (r for r in rows.values() if r.layer == "party" and r.id.startswith(f"a{n + 1}t")):
        if row.actors and row.ceasefire in drafts and row.actors[0]:
            _actor(row.actors[0], drafts, book)
            links.append((row.actors[0], row.ceasefire, words(row.kind), row))


def _actor(iri: str, drafts: dict[str, _Draft], book: Book) -> None:
    drafts.setdefault(iri, _Draft(book.label(iri), book.types.get(iri, "Actor"), []))


def _placed(row: Row, places: dict[str, object], out: Out) -> None:
    drafts, links = out
    if row.place:
        label = getattr(places.get(row.place), "label", "") or row.place.rsplit("/", 1)[-1]
        drafts.setdefault(row.place, _Draft(label, "Place", []))
        links.append((row.iri, row.place, "in", row))

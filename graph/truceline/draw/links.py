"""The view `page` → nodes and edges: actors, events, ceasefires and places, and what links them.

Events of one kind with the same people, place and ceasefire are one node that says how many they are. Links of one
word between the same two nodes are one edge with all its facts. Who says something is linked to it, unless it takes
part in it anyway.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from truceline.draw.dates import day, moment
from truceline.draw.page import Edge, Node, Row, Source

Network = Any
"""A networkx MultiDiGraph as `net.view` makes it."""


@dataclass(slots=True)
class _Draft:
    """A node while it is being made."""

    iri: str
    label: str
    type: str
    rows: dict[str, None] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link of the view with the fact it belongs to; `speaks` where it only says who says it."""

    source: str
    target: str
    word: str
    row: Row
    claims: tuple[str, ...]
    speaks: bool


def graph(network: Network, rows: Sequence[Row]) -> tuple[list[Node], list[Edge]]:
    """The nodes and edges of a page, the best evidenced nodes first.

    Args:
        network: the view `page` as a networkx MultiDiGraph.
        rows: the facts that are shown; links of others are left out.
    """
    links = list(_links(network, {r.iri: r for r in rows}))
    stands = _alike(links)
    links = [_moved(x, stands) for x in links]
    drafts = _drafts(network, links, rows, stands)
    order = sorted(drafts.values(), key=lambda d: (-len(d.claims), d.label, d.iri))
    ids = {d.iri: f"n{n}" for n, d in enumerate(order, 1)}
    nodes = [Node(ids[d.iri], d.iri, d.label, d.type, len(d.claims), tuple(d.rows)) for d in order]
    own = {t.claim for r in rows for t in r.told if t.own}
    return nodes, list(_edges(links, ids, own))


def told_apart(nodes: Iterable[Node], sources: Iterable[Source]) -> list[Node]:
    """Nodes of one name with the day of the article behind the name, where only an article names them so.

    "Rebels" of two articles need not be the same; where both are drawn, two signs with one name would say nothing.
    """
    several = list(nodes)
    many = Counter(n.label for n in several)
    days = {s.iri: moment(s.published) for s in sources}
    out = []
    for n in several:
        at = days.get(n.iri.partition("/actor/")[0]) if many[n.label] > 1 else None
        out.append(replace(n, label=f"{n.label} ({day(at)})") if at else n)
    return out


def _links(network: Network, rows: Mapping[str, Row]) -> Iterable[_Link]:
    for source, target, key, at in network.edges(keys=True, data=True):
        about = at.get("about", "")
        row = rows.get(about) or rows.get(target)
        if row is not None:
            speaks = not key.startswith(f"{about}/") and key != about
            yield _Link(source, target, at.get("relation", ""), row, tuple(at["claims"].split()), speaks)


def _alike(links: Iterable[_Link]) -> dict[str, str]:
    """Events → the event that stands for it: the same kind, people, place and ceasefire."""
    ends: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    rows: dict[str, Row] = {}
    for x in links:
        if x.row.layer == "event" and not x.speaks:
            ends[x.row.iri].add((x.word, x.source, x.target))
            rows[x.row.iri] = x.row
    first: dict[tuple[Any, ...], str] = {}
    out: dict[str, str] = {}
    for iri in sorted(rows, key=lambda i: int(rows[i].id[1:])):
        row = rows[iri]
        if row.actors:
            plain = sorted((w, "" if a == iri else a, "" if b == iri else b) for w, a, b in ends[iri])
            out[iri] = first.setdefault((row.kind, row.factuality, *plain), iri)
    return out


def _moved(x: _Link, stands: Mapping[str, str]) -> _Link:
    return replace(x, source=stands.get(x.source, x.source), target=stands.get(x.target, x.target))


def _drafts(
    network: Network, links: Iterable[_Link], rows: Sequence[Row], stands: Mapping[str, str]
) -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}
    for x in links:
        for iri in (x.source, x.target):
            draft = drafts.setdefault(iri, _Draft(iri, network.nodes[iri]["label"], network.nodes[iri]["type"]))
            draft.rows[x.row.id] = None
            draft.claims.update(x.claims)
    for row in rows:
        for iri in (stands.get(row.iri, row.iri), stands.get(row.event, row.event), row.ceasefire):
            if iri in drafts:
                drafts[iri].rows[row.id] = None
                drafts[iri].claims.update(t.claim for t in row.told)
    _name(drafts, rows, network)
    return drafts


def _name(drafts: Mapping[str, _Draft], rows: Sequence[Row], network: Network) -> None:
    """Short names for events: the kind with day and place, or how many they are; figures say their number."""
    by_iri, by_id = {r.iri: r for r in rows}, {r.id: r for r in rows}
    for iri, draft in drafts.items():
        if (row := by_iri.get(iri)) is None:
            continue
        draft.rows = dict.fromkeys(sorted(draft.rows, key=lambda i: int(i[1:])))
        if row.layer == "figure":
            draft.label, draft.type = row.what.split(",")[0], "Event"
        elif row.layer == "event":
            same = sum(1 for i in draft.rows if by_id[i].layer == "event")
            draft.label = f"{row.kind_words} ×{same}" if same > 1 else _titled(row, network)


def _titled(row: Row, network: Network) -> str:
    """An event as "air strike, 27 Apr, Aleppo", as much of it as is told."""
    at = moment(row.begin) if row.exact else None
    day = f"{at.day} {at:%b}" if at else ""
    place = network.nodes[row.place]["label"] if row.place in network else ""
    return ", ".join(x for x in (row.kind_words, day, place) if x)


def _shown(links: Iterable[_Link]) -> list[_Link]:
    """The links between two things, but for those of a speaker who takes part anyway."""
    bound = {frozenset((x.source, x.target)) for x in links if not x.speaks}
    return [x for x in links if x.source != x.target and not (x.speaks and frozenset((x.source, x.target)) in bound)]


def _edges(links: Iterable[_Link], ids: Mapping[str, str], own: set[str]) -> Iterable[Edge]:
    """One edge for each pair and word; a speaker who takes part anyway has none of its own."""
    groups: dict[tuple[str, str, str], list[_Link]] = defaultdict(list)
    for x in _shown(links):
        groups[ids[x.source], ids[x.target], x.word].append(x)
    for (source, target, word), several in sorted(groups.items(), key=lambda g: (_n(g[0][0]), _n(g[0][1]), g[0][2])):
        told = any(c in own for x in several for c in x.claims)
        yield Edge(source, target, word, told, tuple(dict.fromkeys(x.row.id for x in several)))


def _n(name: str) -> int:
    return int(name[1:])

"""A graph → a page: rows, the graph of them with its layout, places, and what the heading says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from truceline.ask.filters import choose
from truceline.ask.graph_view import GraphView
from truceline.draw.ceasefire_band import lives
from truceline.draw.dates import DAY, day, joined, moment, point
from truceline.draw.layout import overview, place
from truceline.draw.links import graph
from truceline.draw.page import Edge, Named, Node, Page, Row, Source, Spot
from truceline.draw.rows import Gathered
from truceline.model import Facts
from truceline.net import view

Filters = Mapping[str, "str | date | None"]


def compose(book: GraphView, facts: Sequence[Facts], filters: Filters, title: str | None, with_graph: bool) -> Page:
    """All of a page, from a graph and the filters of `truceline timeline`.

    Raises:
        QueryError: a name that nothing in the graph goes by.
        DateError: `since` or `until` is no date.
    """
    got = Gathered(book, facts, choose(book, filters))
    nodes: list[Node] = []
    edges: list[Edge] = []
    if with_graph:
        nodes, edges = graph(view(book.index, "page"), got.rows)
        nodes = overview(place(nodes, edges), edges)
    return Page(
        title=title or _title(book, got),
        kicker=_kicker(got.sources),
        standfirst=_standfirst(got.rows),
        sources=got.sources,
        rows=got.rows,
        nodes=tuple(nodes),
        edges=tuple(edges),
        names=tuple(_names(book, facts, got.rows)),
        spots=tuple(_spots(facts, got.rows)),
        lives=lives(book, got.rows),
        only=", ".join(f"{_ASKED[k]} {v}" for k, v in filters.items() if v is not None),
    )


_ASKED = {
    "actor": "with",
    "place": "in",
    "kind": "of the kind",
    "ceasefire": "about",
    "since": "from",
    "until": "to",
}


def _title(book: GraphView, got: Gathered) -> str:
    """The headline of a single article; else the ceasefire that most of it is about."""
    if len(got.sources) == 1 and got.sources[0].title:
        return got.sources[0].title
    if not got.sources:
        return "No articles yet"
    counts = Counter(r.ceasefire for r in got.rows if r.ceasefire)
    best = min(counts, key=lambda k: (-counts[k], k), default="")
    if not best:
        return f"What {len(got.sources)} articles say"
    label = book.label(best)
    return label if label[:4].lower() == "the " else f"The {label}"


def _kicker(sources: Sequence[Source]) -> str:
    """How many articles, of whom, from when to when."""
    outlets = list(dict.fromkeys(s.outlet for s in sources))
    many = f"{len(sources):,} articles" if len(sources) != 1 else "One article"
    by = f" by {outlets[0]}" if len(outlets) == 1 else f" by {len(outlets)} outlets"
    days = sorted(s.published for s in sources if s.published)
    if not sources or not days:
        return many + (by if sources else "")
    return f"{many}{by}, {joined(point(days[0]), point(days[-1]))}"


def _standfirst(rows: Sequence[Row]) -> str:
    """What the page tells of, and from when to when: the middle nine tenths of the dated facts, so that one look back
    at an older war does not stretch it."""
    begins = sorted(r.begin for r in rows if r.begin and r.exact)
    ends = sorted(r.end for r in rows if r.end and r.exact)
    if len(begins) < 2:
        return ""
    first, last = moment(begins[len(begins) // 20]), moment(ends[-1 - len(ends) // 20])
    assert first is not None and last is not None
    low, high = day(first), day(max(first, last - DAY / 24))
    return f"most of it on {low}" if low == high else f"most of it between {low} and {high}"


def _names(book: GraphView, facts: Sequence[Facts], rows: Sequence[Row]) -> Iterable[Named]:
    """Actors, speakers, places and ceasefires of the rows, by IRI."""
    types = {a.iri: a.type for f in facts for a in f.notes.actors}
    types |= dict.fromkeys((p.place for f in facts for p in f.notes.places), "Place")
    types |= dict.fromkeys(book.ceasefires, "Ceasefire")
    iris = {i for r in rows for i in (*r.actors, r.place, r.ceasefire, *(t.speaker_iri for t in r.told))} - {""}
    return (Named(i, book.label(i), types.get(i, "Actor")) for i in sorted(iris))


def _spots(facts: Sequence[Facts], rows: Sequence[Row]) -> Iterable[Spot]:
    """The places of the rows that have a point on the map; a whole country has none."""
    counts = Counter(r.place for r in rows if r.place)
    found: dict[str, Spot] = {}
    for p in (p for f in facts for p in f.notes.places):
        if counts[p.place] and p.lat is not None and p.long is not None and p.kind != "country":
            found[p.place] = Spot(p.place, p.label, p.lat, p.long, counts[p.place])
    return sorted(found.values(), key=lambda s: (-s.count, s.label, s.iri))

"""A graph → a page: rows, the graph of them with its layout, places, and what the heading says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from truceline.ask.dates import point
from truceline.ask.filters import choose
from truceline.ask.graph_view import GraphView
from truceline.draw.dates import DAY, day, joined, moment
from truceline.draw.lanes import lane_of
from truceline.draw.layout import overview, place
from truceline.draw.links import graph, told_apart
from truceline.draw.page import Edge, Named, Node, Page, Row, Source, Spot
from truceline.draw.relations import Relation, relations
from truceline.draw.rows import Gathered
from truceline.draw.story import Story, stories
from truceline.draw.words import isolated
from truceline.model import Facts
from truceline.net import view
from truceline.triples.background import described

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
    folded: list[Relation] = []
    told = stories(book, got.rows, got.sources)
    if with_graph:
        nodes, edges = graph(view(book.index, "page"), got.rows)
        folded = relations(view(book.index, "actors"), got.rows)
        nodes = overview(place(told_apart(nodes, got.sources), edges), edges)
    return Page(
        title=title or _title(got, told),
        kicker=_kicker(got, told),
        standfirst=_standfirst(got.rows),
        sources=got.sources,
        rows=got.rows,
        nodes=tuple(nodes),
        edges=tuple(edges),
        names=tuple(_names(book, facts, got.rows)),
        spots=tuple(_spots(facts, got.rows)),
        stories=told,
        relations=tuple(folded),
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


def _title(got: Gathered, told: Sequence[Story]) -> str:
    """The headline of a single article; else the ceasefire that most is told of."""
    if len(got.sources) == 1 and got.sources[0].title:
        return got.sources[0].title
    if not got.sources:
        return "No articles yet"
    if not told:
        return f"What {len(got.sources)} articles say"
    first = told[0]
    title = first.label if first.label[:4].lower() == "the " else f"The {first.label}"
    where = (*first.covers, *first.lands)
    told_there = not where or any(p in title or _mostly(got, p) for p in where)
    return title if told_there else f"{title} in {where[0]}"


def _kicker(got: Gathered, told: Sequence[Story]) -> str:
    """Where, from when to when, how many articles of whom, how many speakers they quote."""
    days = sorted(s.published for s in got.sources if s.published)
    where = [place for s in told[:1] for place in s.covers[:1] if _mostly(got, place)]
    when = [joined(point(days[0]), point(days[-1]))] if days else []
    return ". ".join(x for x in (", ".join(where + when), _articles(got.sources) + _quoted(got.rows)) if x)


def _mostly(got: Gathered, name: str) -> bool:
    """Whether at least half of the facts with a place lie there: else it is no name for the whole."""
    places = Counter(r.place for r in got.rows if r.place)
    there = (n for iri, n in places.items() if any(got.book.label(x) == name for x in (iri, *got.book.around(iri))))
    return 2 * sum(there) >= places.total()


def _articles(sources: Sequence[Source]) -> str:
    """How many articles there are, and of whom."""
    outlets = list(dict.fromkeys(isolated(s.outlet) for s in sources if s.outlet))
    if len(sources) == 1:
        return " by ".join(["One article", *outlets])
    whose = f" by {len(outlets)} outlets" if len(outlets) > 1 else f", one outlet ({outlets[0]})" if outlets else ""
    return f"{len(sources):,} articles{whose}"


def _quoted(rows: Sequence[Row]) -> str:
    """How many others than the outlets speak, to be put after something."""
    speakers = {t.speaker_iri or t.speaker for r in rows for t in r.told if not t.own}
    many = "people and bodies" if len(speakers) > 1 else "speaker"
    return f", {len(speakers)} {many} quoted" if speakers else ""


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
    return f"most of them on {low}" if low == high else f"most of them between {low} and {high}"


def _names(book: GraphView, facts: Sequence[Facts], rows: Sequence[Row]) -> Iterable[Named]:
    """Actors, speakers, places and ceasefires of the rows, by IRI."""
    types = _types(book, facts)
    iris = {i for r in rows for i in (*r.actors, r.place, r.ceasefire, *(t.speaker_iri for t in r.told))} - {""}
    places = {r.place for r in rows}
    for i in sorted(iris):
        inside = sorted(book.label(x) for x in book.around(i) - {i}) if i in places else ()
        yield Named(i, book.label(i), types.get(i) or described(i)[0], tuple(inside))


def _types(book: GraphView, facts: Sequence[Facts]) -> dict[str, str]:
    """What actors, places and ceasefires are, by IRI."""
    types = {a.iri: a.type for f in facts for a in f.notes.actors}
    types |= dict.fromkeys((p.place for f in facts for p in f.notes.places), "Place")
    return types | dict.fromkeys(book.ceasefires, "Ceasefire")


def _spots(facts: Sequence[Facts], rows: Sequence[Row]) -> Iterable[Spot]:
    """The places of the rows that have a point on the map; a whole country has none."""
    counts = Counter(r.place for r in rows if r.place)
    attacks = Counter(r.place for r in rows if r.place and r.layer == "event" and lane_of(r.kind) == "Violence")
    found: dict[str, Spot] = {}
    for iri, label, lat, long in _points(facts):
        if counts[iri]:
            found[iri] = Spot(iri, label, lat, long, counts[iri], attacks[iri])
    return sorted(found.values(), key=lambda s: (-s.count, s.label, s.iri))


def _points(facts: Sequence[Facts]) -> Iterator[tuple[str, str, float, float]]:
    """The places of articles that have a point: IRI, name, latitude, longitude."""
    for p in (p for f in facts for p in f.notes.places):
        if p.lat is not None and p.long is not None and p.kind != "country":
            yield p.place, p.label, p.lat, p.long

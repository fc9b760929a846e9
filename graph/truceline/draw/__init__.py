"""The page people open: one self-contained HTML file with graph, timeline, evidence and the table of all facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.draw.conflicts import marked
from truceline.draw.gather import Book
from truceline.draw.layout import place
from truceline.draw.page import Edge, Node, Page, Row
from truceline.draw.render import render
from truceline.draw.weave_graph import graph
from truceline.errors import TrucelineError
from truceline.model import Facts

VIEWS = ("graph", "timeline", "map")
MOST = 2000
"""More nodes than this are not drawn: the best evidenced ones are, with a note; the table has everything."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is drawn: views, heading, and the ids of the rows that passed the filters (None: all)."""

    views: tuple[str, ...] = ("graph", "timeline")
    title: str | None = None
    actor: str | None = None
    place: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    ceasefire: str | None = None


def draw(facts: Sequence[Facts], wanted: Wanted | None = None) -> str:
    """The page as HTML text; the same facts give the same bytes.

    Args:
        facts: of all articles, with identities settled across them.
        wanted: views, title and filters; `since` and `until` are ISO days, both included.

    Raises:
        TrucelineError: an unknown view.
    """
    wanted = wanted or Wanted()
    wrong = [v for v in wanted.views if v not in VIEWS]
    if wrong:
        raise TrucelineError(f"There is no view {wrong[0]!r}; views are {', '.join(VIEWS)}.")
    return render(compose(facts, wanted), frozenset(wanted.views))


def compose(facts: Sequence[Facts], wanted: Wanted) -> Page:
    """Gathers rows, filters them, makes the graph and its layout."""
    book = Book(facts)
    names = {p.place: p.label for f in facts for p in f.notes.places} | {
        c.iri or c.id: c.label for f in facts for c in f.notes.ceasefires
    }
    within = {p.place: p.within for f in facts for p in f.notes.places}
    rows = [r for r in marked(book.rows()) if _passes(r, wanted, book.labels | names, within)]
    rows.sort(key=lambda r: (r.begin or r.end or "9999", r.id))
    nodes, edges, rows = graph(facts, rows, book)
    total = len(nodes)
    nodes, edges = _best(nodes, edges)
    spots: dict[str, tuple[str, float, float, int]] = {}
    for p in (p for f in facts for p in f.notes.places):
        count = sum(1 for r in rows if r.place == p.place)
        if count and p.lat is not None and p.long is not None and p.kind != "country":
            spots[p.place] = (p.label, p.lat, p.long, count)
    return Page(
        title=wanted.title or _title(facts, rows, names),
        period=_period(facts),
        sources=book.sources,
        rows=tuple(rows),
        nodes=tuple(place(nodes, edges)),
        edges=tuple(edges),
        places=tuple(sorted(spots.values())),
        total_nodes=total,
        names=tuple(sorted((book.labels | names).items())),
    )


def _best(nodes: list[Node], edges: list[Edge]) -> tuple[list[Node], list[Edge]]:
    if len(nodes) <= MOST:
        return nodes, edges
    keep = {n.id for n in sorted(nodes, key=lambda n: (-n.weight, n.id))[:MOST]}
    return [n for n in nodes if n.id in keep], [e for e in edges if e.source in keep and e.target in keep]


def _passes(row: Row, wanted: Wanted, names: dict[str, str], within: dict[str, tuple[str, ...]]) -> bool:
    def same(text: str | None, iris: Sequence[str]) -> bool:
        return not text or any(text == i or text.casefold() in names.get(i, i).casefold() for i in iris if i)

    if wanted.kind and wanted.kind.casefold() != row.kind.casefold():
        return False
    if (wanted.since and not (row.end or row.begin)) or (wanted.until and not (row.begin or row.end)):
        return False
    if wanted.since and row.end and row.end[:10] <= wanted.since and row.begin != row.end:
        return False
    if wanted.until and row.begin and row.begin[:10] > wanted.until:
        return False
    places = [row.place, *within.get(row.place, ())]
    return same(wanted.actor, row.actors) and same(wanted.place, places) and same(wanted.ceasefire, [row.ceasefire])


def _title(facts: Sequence[Facts], rows: Sequence[Row], names: dict[str, str]) -> str:
    """The headline of a single article; else the ceasefire that most of it is about."""
    if len(facts) == 1 and facts[0].article.title:
        return facts[0].article.title
    counts: dict[str, int] = {}
    for r in rows:
        if r.ceasefire:
            counts[r.ceasefire] = counts.get(r.ceasefire, 0) + 1
    best = min(counts, key=lambda k: (-counts[k], k), default="")
    return f"What is said about the {names[best]}" if best in names else f"What {len(facts)} articles say"


def _period(facts: Sequence[Facts]) -> str:
    days = sorted(str(f.article.published)[:10] for f in facts if f.article.published)
    return "" if not days else f"Published {days[0]}" if days[0] == days[-1] else f"Published {days[0]} to {days[-1]}"

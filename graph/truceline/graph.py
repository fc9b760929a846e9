"""The graph that people work with: add articles, ask, draw, export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from truceline.model import Article, Facts
from truceline.store.healing import heals

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Dataset

    from truceline.ask.calendar import Calendar
    from truceline.ask.changes import Changes
    from truceline.ask.claims import Claims
    from truceline.ask.figures import Figures
    from truceline.ask.graph_view import GraphView
    from truceline.ask.isolated import Reader
    from truceline.ask.status import Status
    from truceline.ask.table import Result
    from truceline.ask.timeline import Timeline
    from truceline.check import Report
    from truceline.store import Store

Day = str | date | None


class Graph:
    """A knowledge graph of ceasefires, in memory or in a folder.

    >>> kg = Graph()
    >>> kg.count()
    0
    """

    def __init__(self, store: Store | None = None) -> None:
        from truceline.store import MemoryStore

        self.store: Store = store or MemoryStore()
        self._book: GraphView | None = None
        self._version: object = None
        self._reader: Reader | None = None

    @classmethod
    def open(cls, path: str | Path, create: bool = False) -> Graph:
        """Opens a graph folder.

        Args:
            path: the folder.
            create: make it if it is not there.

        Raises:
            StoreError: there is no graph in it, it is damaged, or it cannot be made.
        """
        from truceline.store import FolderStore

        return cls(FolderStore(Path(path), create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Brings the index on the disk up to date and gives locks back."""
        self._book = None
        if self._reader is not None:
            self._reader.close()
        self.store.close()

    def __repr__(self) -> str:
        return f"<truceline.Graph {self.store.path or 'in memory'}: {self.count()} articles>"

    def _repr_html_(self) -> str:
        from truceline.draw.notebook import small

        return small(self.book, tuple(self.facts()))

    # ------------------------------------------------------------ articles

    def add(self, item: Article | Facts) -> Facts:
        """Adds an article, or facts already extracted; returns what is now known of it.

        What is there already changes nothing; a corrected article takes the place of its older version.
        """
        if isinstance(item, Article):
            if (kept := self.store.find(item)) is not None:
                return kept
            from truceline.extract import extract

            item = self.store.once(item) or extract(item)
        from truceline.store.invariants import keep_invariants, keep_triples

        keep_invariants(item)
        keep_triples(item)
        if self.store.add(item):
            self._book = None
        return item

    def unread(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Those articles that the graph does not hold yet."""
        return (a for a in articles if self.store.find(a) is None)

    def remove(self, *articles: str, why: str = "") -> tuple[str, ...]:
        """Takes articles out again, by id, address or IRI; the log keeps what they said.

        Returns:
            The IRIs of those that were taken out.

        Raises:
            QueryError: the graph holds no such article.
        """
        from truceline.errors import QueryError

        found = {name: self.store.named(name) for name in articles}
        if lost := [name for name, iris in found.items() if not iris]:
            raise QueryError(
                f"This graph holds no article {lost[0]!r}; give the id that `build` printed, an address or an IRI."
            )
        gone = tuple(dict.fromkeys(iri for iris in found.values() for iri in iris))
        self.store.remove(gone, why)
        self._book = None
        return gone

    def facts(self) -> Iterator[Facts]:
        """The facts of all articles, latest versions."""
        return self.store.facts()

    def articles(self) -> tuple[Article, ...]:
        """All articles, latest versions."""
        return tuple(f.article for f in self.store.facts())

    def count(self) -> int:
        """How many articles there are."""
        return self.store.count()

    # ------------------------------------------------------------ questions

    @property
    def book(self) -> GraphView:
        """The graph as plain things, read when first asked for."""
        from truceline.ask.graph_view import GraphView

        index = self.store.index()
        version = self.store.version
        if self._book is None or self._book.index is not index or self._version != version:
            self._book, self._version = GraphView(index), version
        return self._book

    @heals
    def query(self, query: str, *, limit_time: float = 60.0, **params: str) -> Result:
        """The answer to SPARQL text, a .rq file, or a shipped query by name with its parameters.

        It runs in a process of its own, which stays for the next query; it cannot harm this one.

        Args:
            query: which query.
            limit_time: seconds after which it is stopped.
            params: parameters of a shipped query by name.

        Raises:
            QueryError: it is broken, refused, unknown, or took too much.
        """
        from truceline.ask import Limits, run

        return run(self.store, query, params, Limits(limit_time), self.reader)

    @property
    def reader(self) -> Reader:
        """The process that answers queries, started when first asked."""
        from truceline.ask.isolated import Reader

        if self._reader is None:
            self._reader = Reader(self.store)
        return self._reader

    @heals
    def timeline(self, top: int | str | None = None, **filters: Day) -> Timeline:
        """Events and ceasefire states in the order of time; filters: actor, place, kind, ceasefire, since, until.

        Args:
            top: only so many days that matter most, each with what matters most of it: ranked by independent texts, also
                later ones, by kind, figures and states of truces.
            filters: names and dates as typed.
        """
        from truceline.ask.filters import choose, counted
        from truceline.ask.timeline import timeline

        return timeline(self.book, choose(self.book, filters), counted(top))

    @heals
    def calendar(self, by: str = "day", top: int | None = None, **filters: Day) -> Calendar:
        """One row a day or month: how much is told of it, by how many texts, and what mattered most; filters as for `timeline`."""
        from truceline.ask.calendar import calendar
        from truceline.ask.filters import choose

        return calendar(self.book, choose(self.book, filters), by, top)

    @heals
    def status(self, on: str | date, place: str | None = None) -> Status:
        """Whether a truce was in force on a day, between whom, who says so and who disputes it."""
        from truceline.ask.dates import window
        from truceline.ask.resolve import named
        from truceline.ask.status import status

        places = named(self.book.index, "place", place) if place else []
        return status(self.book, window(on), (str(on), place or ""), places)

    @heals
    def claims(self, **filters: Day) -> Claims:
        """Who says what about whom; filters: speaker, stance, target, since, until."""
        from truceline.ask.claims import claims
        from truceline.ask.filters import choose

        return claims(self.book, choose(self.book, filters))

    @heals
    def figures(self, **filters: Day) -> Figures:
        """Casualty figures side by side, conflicts marked; filters: place, since, until."""
        from truceline.ask.figures import figures
        from truceline.ask.filters import choose

        return figures(self.book, choose(self.book, filters))

    # ------------------------------------------------------------ changes

    @heals
    def diff(self, since: str | date) -> Changes:
        """What articles that entered the graph since a day say: new, confirmed, revised, contradicted, retracted, silent."""
        from truceline.ask.changes import changes
        from truceline.ask.dates import window

        begin = window(since)[0]
        return changes(self.book, begin, self.store.gone_since(f"{begin:%Y-%m-%dT%H:%M:%SZ}"))

    @heals
    def compare(self, other: Graph) -> Changes:
        """What another graph tells and this one does not (new), and the other way round (retracted)."""
        from truceline.ask.changes import compared

        return compared(self.book, other.book)

    # ------------------------------------------------------------ other shapes

    @property
    def rdf(self) -> Dataset:
        """An rdflib Dataset over the same store, read-only and without network; everything is in its default graph."""
        from truceline.ask.isolated import Limits
        from truceline.ask.rdflib_result import through
        from truceline.store.rdf import dataset

        return dataset(self.store.index(), through(self.reader, Limits()))

    @heals
    def to_networkx(self, view: str = "actors") -> MultiDiGraph[Any]:
        """A networkx graph: actors, events, claims or co-participation; edges carry dates and claims."""
        from truceline.net import view as made

        return made(self.store.index(), view)

    @heals
    def to_pyvis(self, view: str = "actors") -> Any:
        """A pyvis Network of a view, with labels, titles, colours and positions, to restyle; `show("network.html")` writes it."""
        from truceline.draw.pyvis_network import drawable
        from truceline.net import view as made

        return drawable(made(self.store.index(), view))

    @heals
    def export(self, path: str | Path, view: str = "actors", format: str | None = None) -> Path:
        """Writes the graph in the format of the suffix, or in the one named: RDF, networks, tables, BibTeX, FollowTheMoney."""
        from truceline.export import export

        return export(self.store, Path(path), view, format)

    def check(self) -> Report:
        """Checks shapes (SHACL), offsets, dates and links, and the index against the log."""
        from truceline.check import check

        return check(self.store)

    @heals
    def draw(self, path: str | Path, view: str = "graph,timeline", title: str | None = None, **filters: Day) -> Path:
        """Writes the interactive page, one file that needs no network; returns where.

        Args:
            path: the file.
            view: graph, timeline, map, with commas between.
            title: the heading; by default the headline of the only article, or the ceasefire that most of it is about.
            filters: actor, place, kind, ceasefire, since, until.

        Raises:
            QueryError: a name that nothing goes by.
            TrucelineError: an unknown view.
        """
        from truceline.draw import Wanted, draw
        from truceline.store.log import write_whole

        wanted = Wanted(tuple(v.strip() for v in view.split(",") if v.strip()), title, filters)
        write_whole(Path(path), draw(self.book, tuple(self.facts()), wanted).encode("utf-8", "replace"))
        return Path(path)

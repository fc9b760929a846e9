"""A graph in memory, gone with the process: the same catalogue and the same changes as in a folder, with nothing on the disk."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from truceline.model import Article, Facts
from truceline.store.amended import amended, amendments
from truceline.store.catalog import Catalog
from truceline.store.decisions import Decision, decisions
from truceline.store.index import change
from truceline.store.log import Entry, Log, article_line
from truceline.store.versions import adds, corrects, same_article


class MemoryStore:
    """Facts in a dict by line, and an Oxigraph store that follows them when it is asked for."""

    path: Path | None = None
    torn = 0
    gaps: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.catalog = Catalog(None)
        self._log = Log(None)
        self._facts: dict[int, Facts] = {}
        self._index = ox.Store()

    def read(self, entry: Entry) -> Facts:
        """The facts of a line."""
        return self._facts[entry.start]

    def find(self, article: Article) -> Facts | None:
        """What is kept of this very article, where it counts."""
        if self.catalog.live(article.iri) is None:
            return None
        return self.once(article)

    def once(self, article: Article) -> Facts | None:
        """What was ever kept of this very article."""
        kept = map(self.read, self.catalog.entries("article = ?", article.iri))
        return next((f for f in kept if same_article(article, f.article)), None)

    def replaced_by(self, article: Article) -> str | None:
        """The article that took the place of this one, where one did."""
        return replaced_by(self.catalog, article)

    def add(self, facts: Facts) -> bool:
        """Adds an article's facts in the place of earlier versions; whether anything changed."""
        article = facts.article
        if self.catalog.live(article.iri) and any(
            not adds(facts, self.read(e)) for e in self.catalog.entries("article = ?", article.iri)
        ):
            return False
        near = self.catalog.entries("live AND (id = ? OR url = ?)", article.id, article.url)
        gone = tuple(e.article for e in near if e.article != article.iri and corrects(article, self.read(e).article))
        from truceline.store.changes import note

        with self.catalog:
            entry = self._log.append(self.catalog.mark, {**article_line(facts, gone), "facts": {}}, "")
            self._facts[entry.start] = facts
            note(self.catalog, entry, facts)
        return True

    def remove(self, articles: tuple[str, ...], why: str = "") -> None:
        """Takes articles (IRIs) out again."""
        self._line({"op": "remove", "replaces": list(articles), "why": why})

    def decide(self, decision: dict[str, object]) -> None:
        """Keeps a decision of a person."""
        self._line({"op": "decision", "decision": decision})

    def _line(self, body: dict[str, object]) -> None:
        from truceline.store.changes import note

        with self.catalog:
            note(self.catalog, self._log.append(self.catalog.mark, body, ""), None)

    def named(self, name: str) -> list[str]:
        """The IRIs of the articles that bear a name: an id, an address, an IRI."""
        return self.catalog.named(name)

    def gone_since(self, when: str) -> list[tuple[str, str]]:
        """Articles that were taken out or replaced since an instant (ISO), with when."""
        return self.catalog.gone_since(when)

    def decisions(self) -> list[Decision]:
        """All decisions, oldest first."""
        return decisions(self.catalog)

    def facts(self) -> Iterator[Facts]:
        """The facts of all articles, in the order in which they came."""
        changes = amendments(self.decisions())
        return (amended(self.read(e), changes) for e in self.catalog.pages())

    def count(self) -> int:
        """How many articles there are."""
        return self.catalog.count()

    def index(self) -> ox.Store:
        """The triples, up to date."""
        from truceline.store.changes import settle

        with self.catalog:
            settle(self.catalog, self.read)
        for _, removes, gained in self.catalog.rows("SELECT * FROM pending ORDER BY n"):
            change(self._index, zlib.decompress(removes), zlib.decompress(gained))
        self.catalog.rows("DELETE FROM pending")
        return self._index

    @property
    def version(self) -> object:
        """Something that differs when the triples do."""
        return self.catalog.mark

    @property
    def served(self) -> Path | None:
        """The folder another process may read the index from; there is none."""
        return None

    def mend(self) -> bool:
        """Whether a damaged index was made again; one in memory cannot be damaged."""
        return False

    def close(self) -> None:
        """Nothing to give back."""


def replaced_by(catalog: Catalog, article: Article) -> str | None:
    """The article that took the place of this one, where one did."""
    if not catalog.entries("article = ?", article.iri) or catalog.live(article.iri):
        return None
    name = f'%"{article.iri}"%'
    found = catalog.entries("op = 'article' AND live AND replaces LIKE ?", name)
    return found[-1].article if found else None

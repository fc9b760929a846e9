"""A graph in memory, gone with the process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from truceline.model import Article, Facts
from truceline.store.merge import same_things
from truceline.store.quads import fill
from truceline.store.versions import adds, corrects, same_article


class MemoryStore:
    """Facts in a dict by article IRI, and an Oxigraph store made from them when it is asked for."""

    path: Path | None = None

    def __init__(self) -> None:
        self._facts: dict[str, Facts] = {}
        self._seen: dict[str, list[Facts]] = {}
        self._index: ox.Store | None = None
        self._same: dict[str, str] = {}
        self._fresh: list[Facts] = []
        self._changes = 0

    def find(self, article: Article) -> Facts | None:
        """What is kept of this very article, even if a later version has replaced it."""
        return next((f for f in self._seen.get(article.iri, []) if same_article(article, f.article)), None)

    def add(self, facts: Facts) -> bool:
        """Adds an article's facts in the place of earlier versions; whether anything changed."""
        seen = self._seen.setdefault(facts.article.iri, [])
        if any(not adds(facts, kept) for kept in seen):
            return False
        gone = [iri for iri, f in self._facts.items() if corrects(facts.article, f.article)]
        for old in gone:
            del self._facts[old]
        self._facts[facts.article.iri] = facts
        seen.append(facts)
        self._fresh.append(facts)
        self._changes += 1
        if gone:
            self._index = None
        return True

    def facts(self) -> Iterator[Facts]:
        """The facts of all articles, in the order in which they came."""
        return iter(tuple(self._facts.values()))

    def count(self) -> int:
        """How many articles there are."""
        return len(self._facts)

    def index(self) -> ox.Store:
        """The triples, up to date."""
        same = self._same
        if self._index is None or any(f.notes.ceasefires for f in self._fresh):
            same = same_things(list(self._facts.values()))
        if self._index is None or same != self._same:
            self._index, self._same = ox.Store(), same
            fill(self._index, self._facts.values(), same)
        else:
            fill(self._index, self._fresh, same)
        self._fresh = []
        return self._index

    def same(self) -> Mapping[str, str]:
        """IRIs that stand for the same thing as another across articles."""
        self.index()
        return self._same

    torn = 0
    gaps: tuple[str, ...] = ()

    @property
    def version(self) -> object:
        """Something that differs when the triples do."""
        return self._changes

    @property
    def served(self) -> Path | None:
        """The folder another process may read the index from; there is none."""
        return None

    def mend(self) -> bool:
        """Whether a damaged index was made again; one in memory cannot be damaged."""
        return False

    def close(self) -> None:
        """Nothing to give back."""

"""A graph in a folder: the log is the truth, the index is made from it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from truceline.codec import article_of
from truceline.errors import StoreError
from truceline.model import Article, Facts
from truceline.store.index_sync import PATIENCE, IndexSync
from truceline.store.lock import Lock
from truceline.store.log import Entry, Log
from truceline.store.versions import adds, corrects, same_article

_log = logging.getLogger("truceline")


class FolderStore:
    """A graph folder, open for reading; the first `add` takes the writer's lock.

    Raises:
        StoreError: there is no such graph, it is damaged, or it cannot be made.
    """

    def __init__(self, path: Path, create: bool = False) -> None:
        self.path = path
        _prepare(path, create)
        self._writer = Lock(path / "writer.lock")
        self._sync = IndexSync(path)
        self._take(Log(path / "log.jsonl"))

    def _take(self, log: Log) -> None:
        self.gaps = (*log.gaps, *self._sync.cut(log))
        for gap in self.gaps:
            _log.warning("%s", gap)
        self._log = log
        self._current = log.current()
        self._seen: dict[str, list[Entry]] = {}
        for entry in log.entries:
            self._seen.setdefault(entry.article, []).append(entry)

    # ------------------------------------------------------------ articles

    def facts(self) -> Iterator[Facts]:
        """The facts of all articles, latest versions, in the order in which they came."""
        return self._log.facts(list(self._current.values()))

    def count(self) -> int:
        """How many articles there are."""
        return len(self._current)

    def find(self, article: Article) -> Facts | None:
        """What is kept of this very article, even if a later version has replaced it."""
        kept = self._log.facts(self._seen.get(article.iri, []))
        return next((f for f in kept if same_article(article, f.article)), None)

    def add(self, facts: Facts) -> bool:
        """Adds an article's facts in the place of earlier versions; whether anything changed.

        The log is on the disk when this returns; the index follows when it is next asked for.

        Raises:
            StoreError: another process is writing, or the folder cannot be written.
        """
        self._lock()
        article = facts.article
        if any(not adds(facts, kept) for kept in self._log.facts(self._seen.get(article.iri, []))):
            return False
        gone = [a.iri for a in self._rivals(article) if corrects(article, a)]
        try:
            made = self._log.append(facts, tuple(gone))
        except OSError as e:
            raise StoreError(_unwritable(self.path, e)) from None
        self._sync.shut()
        for old in gone:
            self._current.pop(old, None)
        self._current[made.article] = made
        self._seen.setdefault(made.article, []).append(made)
        return True

    def _rivals(self, article: Article) -> list[Article]:
        """The articles of which this may be another version."""
        near = [e for e in self._current.values() if e.id == article.id or (e.url and e.url == article.url)]
        return [article_of(d) for d in self._log.documents(near)] if near else []

    def _lock(self) -> None:
        if self._writer.held:
            return
        try:
            taken = self._writer.acquire(exclusive=True)
        except OSError as e:
            raise StoreError(_unwritable(self.path, e)) from None
        if not taken and os.access(self.path, os.W_OK):
            raise StoreError(f"{self.path}: another process is writing to this graph; wait until it is done.")
        if not taken:
            raise StoreError(f"{self.path}: this folder cannot be written; choose another.")
        self._sync.shut()
        self._take(Log(self._log.path))

    # ------------------------------------------------------------ triples

    def index(self) -> ox.Store:
        """The triples, up to date with the log."""
        return self._sync.store(self._log, PATIENCE if self._writer.held else 0.0)

    def same(self) -> Mapping[str, str]:
        """IRIs that stand for the same thing as another across articles."""
        return self._sync.same(self._log)

    @property
    def version(self) -> object:
        """Something that differs when the triples do."""
        return self._log.stamp

    @property
    def served(self) -> Path | None:
        """The folder that another process may read the index from, as long as we are open."""
        self.index()
        return self._sync.folder if self._sync.on_disk else None

    @property
    def torn(self) -> int:
        """Bytes at the end of the log that a crash left unfinished; they are not used."""
        return self._log.torn

    def mend(self) -> bool:
        """Makes the index again from the log after a block of it was found to be damaged; whether it was."""
        return self._sync.mend(self._log)

    def close(self) -> None:
        """Brings the index up to date if we have written, and gives the locks back."""
        if self._writer.held:
            self.index()
        self._sync.shut()
        self._writer.release()


def _prepare(path: Path, create: bool) -> None:
    if (path / "log.jsonl").is_file():
        return
    if not create:
        what = "holds no graph (there is no log.jsonl in it)" if path.is_dir() else "there is no such graph folder"
        raise StoreError(f"{path}: {what}; make one with `truceline build SOURCE… -o {path}`.")
    try:
        if path.is_dir() and any(p.name not in _OURS for p in path.iterdir()):
            raise StoreError(f"{path}: this folder holds other things and no graph; choose an empty or a new one.")
        path.mkdir(parents=True, exist_ok=True)
        (path / "log.jsonl").touch()
    except OSError as e:
        raise StoreError(_unwritable(path, e)) from None


_OURS = {"log.jsonl", "index", "index.json", "writer.lock", "index.lock"}


def _unwritable(path: Path, e: OSError) -> str:
    return f"{path}: a graph cannot be written here ({(e.strerror or str(e)).lower()}); choose another folder."

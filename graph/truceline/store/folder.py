"""A graph in a folder: the log is the truth, catalogue and index are made from it."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from truceline.codec import article_of
from truceline.errors import StoreError
from truceline.model import Article, Facts
from truceline.store.amended import amended, amendments
from truceline.store.catalog import Catalog, discard
from truceline.store.decisions import Decision, decisions
from truceline.store.index_sync import DAMAGED, PATIENCE, IndexSync
from truceline.store.lock import Lock
from truceline.store.log import Entry, Log, Mark, article_line, now
from truceline.store.memory import replaced_by
from truceline.store.versions import adds, corrects, same_article

_log = logging.getLogger("truceline")

_PAGE = 200
"""Lines of the log that are taken into the catalogue at a time."""


_SETTLE = 500
"""After so many lines their triples are worked out, so that what waits stays small."""


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
        self._log = Log(path / "log.jsonl")
        self.catalog = self._opened()
        self._catch_up()
        for loss in self.gaps:
            _log.warning("%s", loss)

    # ------------------------------------------------------------ catalogue

    def _opened(self) -> Catalog:
        """The catalogue of the folder; a new one where it is missing, damaged, of another version or of another log."""
        lost: tuple[str, ...] = ()
        file = self.path / "catalog.sqlite"
        try:
            found = Catalog(file)
            if self._log.holds(found.mark) and (found.get("log") == self._log.state or self._agrees(found)):
                return found
            lost = (self._cut(found),)
            found.close()
        except sqlite3.OperationalError:
            return self._unwritten(file)
        except sqlite3.DatabaseError:
            pass
        return self._renewed(file, lost)

    def _agrees(self, catalog: Catalog) -> bool:
        """Whether the log, touched since it was last read here, still has all its lines; every line is read.

        Raises:
            StoreError: one is damaged.
        """
        if not catalog.mark.end:
            return True
        last = catalog.mark.start
        read = [(e.start, e.sha256) for e, _ in self._log.read(Mark()) if e.start <= last]
        return read == catalog.rows("SELECT start, sha256 FROM entries ORDER BY start")

    def _unwritten(self, file: Path) -> Catalog:
        """The catalogue where the folder cannot be written: the one that is there, or one in memory."""
        try:
            found = Catalog(file, writable=False)
            if self._log.holds(found.mark) and not self._log.grown(found.mark):
                return found
        except sqlite3.Error:
            pass
        return Catalog(None)

    def _renewed(self, file: Path, lost: tuple[str, ...]) -> Catalog:
        """An empty catalogue in the place of one that cannot be believed."""
        discard(file)
        made = Catalog(file)
        made.insert("losses", ((what,) for what in lost))
        return made

    def _cut(self, catalog: Catalog) -> str:
        """A sentence on a log that no longer has the line up to which it was read."""
        last = catalog.mark.seq
        what = f"line {last}, which was there before, is missing, or lines before it are"
        return f"{self._log.path}: {what}; restore the file from a copy, what is left of it is used."

    def _catch_up(self) -> None:
        """Takes lines of the log into the catalogue that it does not have yet."""
        while self._log.grown(self.catalog.mark):
            from truceline.store.changes import note

            with self._room(), self.catalog:
                page = list(islice(self._log.read(self.catalog.mark), _PAGE))
                for entry, lost in page:
                    note(self.catalog, entry, self.read(entry) if entry.op == "article" else None, lost)
            if not page:
                break
        if self.catalog.get("log") != self._log.state:
            with contextlib.suppress(sqlite3.OperationalError):
                self.catalog.put("log", self._log.state)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Lines that the log has lost, a sentence each."""
        return self.catalog.losses

    def read(self, entry: Entry) -> Facts:
        """The facts of a line of the log."""
        return next(self._log.facts([entry]))

    # ------------------------------------------------------------ articles

    def facts(self) -> Iterator[Facts]:
        """The facts of all articles, latest versions, in the order in which they came."""
        changes = amendments(decisions(self.catalog))
        return (amended(f, changes) for f in self._log.facts(self.catalog.pages()))

    def count(self) -> int:
        """How many articles there are."""
        return self.catalog.count()

    def find(self, article: Article) -> Facts | None:
        """What is kept of this very article, where it counts."""
        return self.once(article) if self.catalog.live(article.iri) else None

    def once(self, article: Article) -> Facts | None:
        """What was ever kept of this very article, even if it counts no more."""
        kept = self._log.facts(self.catalog.entries("article = ?", article.iri))
        return next((f for f in kept if same_article(article, f.article)), None)

    def replaced_by(self, article: Article) -> str | None:
        """The article that took the place of this one, where one did."""
        return replaced_by(self.catalog, article)

    def add(self, facts: Facts) -> bool:
        """Adds an article's facts in the place of earlier versions; whether anything changed.

        The log is on the disk when this returns; the index follows when it is next asked for.

        Raises:
            StoreError: another process is writing, or the folder cannot be written.
        """
        self._lock()
        article = facts.article
        kept = self._log.facts(self.catalog.entries("article = ?", article.iri))
        if self.catalog.live(article.iri) and any(not adds(facts, k) for k in kept):
            return False
        gone = tuple(a.iri for a in self._rivals(article) if a.iri != article.iri and corrects(article, a))
        self._write(article_line(facts, gone), facts)
        return True

    def remove(self, articles: tuple[str, ...], why: str = "") -> None:
        """Takes articles (IRIs) out again; the log keeps what they said."""
        self._lock()
        self._write({"op": "remove", "replaces": list(articles), "why": why}, None)

    def decide(self, decision: dict[str, object]) -> None:
        """Keeps a decision of a person."""
        self._lock()
        self._write({"op": "decision", "decision": decision}, None)

    def named(self, name: str) -> list[str]:
        """The IRIs of the articles that bear a name: an id, an address, an IRI."""
        return self.catalog.named(name)

    def gone_since(self, when: str) -> list[tuple[str, str]]:
        """Articles that were taken out or replaced since an instant (ISO), with when."""
        return self.catalog.gone_since(when)

    def decisions(self) -> list[Decision]:
        """All decisions, oldest first."""
        return decisions(self.catalog)

    def _write(self, body: dict[str, object], facts: Facts | None) -> None:
        """Writes a line: first the log, then the catalogue."""
        try:
            entry = self._log.append(self.catalog.mark, body, now())
        except OSError as e:
            raise StoreError(_unwritable(self.path, e)) from None
        from truceline.store.changes import note, settle

        self._sync.shut()
        with self._room(), self.catalog:
            if self.catalog.mark.end < entry.end:
                note(self.catalog, entry, facts)
            self.catalog.put("log", self._log.state)
            if entry.seq % _SETTLE == 0:
                settle(self.catalog, self.read)

    @contextlib.contextmanager
    def _room(self) -> Iterator[None]:
        """While it lasts, a catalogue that cannot be written is told in a sentence; nothing of the change counts then.

        Raises:
            StoreError: it cannot be.
        """
        try:
            yield
        except sqlite3.OperationalError as e:
            what = f"the catalogue cannot be written ({e})"
            raise StoreError(f"{self.path}: {what}; make room on the disk and do it again.") from None

    def _rivals(self, article: Article) -> list[Article]:
        """The articles of which this may be another version."""
        near = self.catalog.entries("live AND (id = ? OR url = ?)", article.id, article.url)
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
        if not taken or self.catalog.path is None:
            raise StoreError(f"{self.path}: this folder cannot be written; choose another.")
        self._sync.shut()
        self._catch_up()

    # ------------------------------------------------------------ triples

    def index(self) -> ox.Store:
        """The triples, up to date with the log."""
        return self._sync.store(self.catalog, self.read, PATIENCE if self._writer.held else 0.0)

    @property
    def version(self) -> object:
        """Something that differs when the triples do."""
        return self.catalog.token, self.catalog.mark

    @property
    def served(self) -> Path | None:
        """The folder that another process may read the index from, as long as we are open."""
        self.index()
        return self._sync.folder if self._sync.on_disk else None

    @property
    def torn(self) -> int:
        """Bytes at the end of the log that a crash left unfinished; they are not used."""
        size = (self.path / "log.jsonl").stat().st_size
        return max(0, size - self.catalog.mark.end)

    def mend(self) -> bool:
        """Has the index made again from the log after a block of it was found to be damaged; whether it will be."""
        if self._sync.mend():
            _log.warning(DAMAGED, self.path)
            return True
        return False

    def close(self) -> None:
        """Brings the index up to date if we have written, and gives the locks back."""
        if self._writer.held:
            self.index()
        self._sync.shut()
        self._writer.release()
        self.catalog.close()


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


_CATALOG = ("catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm")
_OURS = {"log.jsonl", "index", "index.json", "writer.lock", "index.lock", *_CATALOG}


def _unwritable(path: Path, e: OSError) -> str:
    return f"{path}: a graph cannot be written here ({(e.strerror or str(e)).lower()}); choose another folder."

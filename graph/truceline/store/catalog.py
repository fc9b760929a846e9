"""What the log says, in short: a SQLite file made from the log, so that opening a graph costs what is new, not what is there.

It holds which lines count, what is compared across articles, how often a triple that several articles share is said, and
changes that the index has yet to take. Thrown away and made again from the log whenever it does not match it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from truceline import __version__
from truceline.store.log import Entry, Mark

FORMAT = 13
"""Raised whenever the triples of the same facts, or what is kept here, change."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE losses (what TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE entries (seq INTEGER, op TEXT, article TEXT, id TEXT, url TEXT, replaces TEXT, sha256 TEXT,
  start INTEGER PRIMARY KEY, stop INTEGER, added TEXT, more TEXT, live INTEGER);
CREATE INDEX by_article ON entries (article);
CREATE INDEX by_id ON entries (id) WHERE live;
CREATE INDEX by_url ON entries (url) WHERE live;
CREATE INDEX by_op ON entries (op);
CREATE TABLE written (article TEXT PRIMARY KEY, start INTEGER) WITHOUT ROWID;
CREATE TABLE dirty (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE counts (quad BLOB PRIMARY KEY, n INTEGER) WITHOUT ROWID;
CREATE TABLE pending (n INTEGER PRIMARY KEY AUTOINCREMENT, removes BLOB, adds BLOB);
CREATE TABLE sketches (iri TEXT PRIMARY KEY, article TEXT, row TEXT) WITHOUT ROWID;
CREATE INDEX sketch_article ON sketches (article);
CREATE TABLE blocks (key TEXT, iri TEXT, PRIMARY KEY (key, iri)) WITHOUT ROWID;
CREATE INDEX block_iri ON blocks (iri);
CREATE TABLE edges (a TEXT, b TEXT, score REAL, reason TEXT, sure INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX edge_b ON edges (b);
CREATE TABLE dirty_events (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE maybes (a TEXT, b TEXT, one TEXT, two TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX maybe_b ON maybes (b);
CREATE TABLE same (old TEXT PRIMARY KEY, iri TEXT, score REAL, reason TEXT) WITHOUT ROWID;
CREATE INDEX same_iri ON same (iri);
CREATE TABLE truce_iris (iri TEXT, article TEXT, row TEXT, PRIMARY KEY (iri, article)) WITHOUT ROWID;
CREATE INDEX truce_article ON truce_iris (article);
CREATE TABLE truce_pairs (a TEXT, b TEXT, score REAL, reason TEXT, sure INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX truce_pair_b ON truce_pairs (b);
CREATE TABLE dirty_truces (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE actors (iri TEXT, article TEXT, person INTEGER, names TEXT, day TEXT, PRIMARY KEY (iri, article)) WITHOUT ROWID;
CREATE INDEX actor_article ON actors (article);
CREATE TABLE actor_keys (key TEXT, iri TEXT, PRIMARY KEY (key, iri)) WITHOUT ROWID;
CREATE INDEX actor_key ON actor_keys (iri);
CREATE TABLE dirty_actors (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE dirty_pairs (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE whereabouts (decision TEXT, n INTEGER, iri TEXT, PRIMARY KEY (decision, n)) WITHOUT ROWID;
CREATE TABLE bands (key TEXT, told TEXT, article TEXT, PRIMARY KEY (key, told, article)) WITHOUT ROWID;
CREATE INDEX band_article ON bands (article);
CREATE TABLE prints (article TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID;
CREATE TABLE dirty_prints (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE copies (article TEXT PRIMARY KEY, of TEXT, score REAL) WITHOUT ROWID;
CREATE INDEX copy_of ON copies (of);
"""

_COLUMNS = "seq, op, article, id, url, replaces, sha256, start, stop, added, more"


def discard(file: Path) -> None:
    """Takes away a catalogue that cannot be believed, with what SQLite keeps beside it."""
    for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        name.unlink(missing_ok=True)


class Catalog:
    """The catalogue in a file, or in memory where there is no path.

    Raises:
        sqlite3.Error: it cannot be opened or is damaged; make it again.
    """

    def __init__(self, path: Path | None, writable: bool = True) -> None:
        self.path = path
        if path is None or writable:
            self.db = sqlite3.connect(path or ":memory:", timeout=30, isolation_level=None, check_same_thread=False)
            self._prepare()
        else:
            self.db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro",
                uri=True,
                timeout=30,
                isolation_level=None,
                check_same_thread=False,
            )
            self._believe()

    def _prepare(self) -> None:
        """Sets the file up where it is new; a crash may cost the last changes, which the log gives again."""
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        if not self.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            self.db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
            self.put("made by", self._version())
            self.put("token", uuid4().hex)
        self._believe()

    def _believe(self) -> None:
        if self.get("made by") != self._version():
            raise sqlite3.DatabaseError("made by another version")

    @staticmethod
    def _version() -> str:
        return f"{FORMAT} {__version__}"

    def close(self) -> None:
        """Closes the file."""
        self.db.close()

    def copy(self) -> Catalog:
        """The same catalogue in memory."""
        made = Catalog(None)
        self.db.backup(made.db)
        return made

    def __enter__(self) -> Catalog:
        """Begins a change that is made as a whole or not at all."""
        self.db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if not kind:
                self.db.execute("COMMIT")
        finally:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    # ------------------------------------------------------------ small things

    def get(self, key: str) -> str:
        """A value by its name; empty where there is none."""
        found = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def put(self, key: str, value: str) -> None:
        """Keeps a value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.db.execute(query, given).fetchall()

    def names(self, query: str, *given: object) -> list[str]:
        """The first column of a query."""
        return [str(row[0]) for row in self.db.execute(query, given)]

    @property
    def token(self) -> str:
        """What tells this catalogue from every other."""
        return self.get("token")

    @property
    def settled(self) -> bool:
        """Whether it has been worked out what every line changes in the triples."""
        waiting = (f"EXISTS (SELECT 1 FROM {t})" for t in ("dirty", "dirty_events", "dirty_actors"))
        return not self.rows(f"SELECT {' OR '.join(waiting)}")[0][0]

    @property
    def last_change(self) -> int:
        """The number of the last change that was ever queued for the index."""
        found = self.rows("SELECT seq FROM sqlite_sequence WHERE name = 'pending'")
        return int(found[0][0]) if found else 0

    @property
    def losses(self) -> tuple[str, ...]:
        """What the log has lost, a sentence each."""
        return tuple(self.names("SELECT what FROM losses ORDER BY what"))

    # ------------------------------------------------------------ lines of the log

    @property
    def mark(self) -> Mark:
        """How far the log has been taken in."""
        found = self.rows("SELECT seq, sha256, start, stop FROM entries ORDER BY start DESC LIMIT 1")
        return Mark(*found[0]) if found else Mark()

    def take(self, entry: Entry, lost: str = "") -> list[str]:
        """Notes a line of the log; the IRIs of the articles that it changed or took away."""
        if lost:
            self.db.execute("INSERT OR IGNORE INTO losses VALUES (?)", (lost,))
        gone = [*entry.replaces, *([entry.article] if entry.article else [])]
        for iri in gone:
            self.db.execute("UPDATE entries SET live = 0 WHERE article = ? AND live", (iri,))
        live = int(entry.op == "article")
        row = (entry.seq, entry.op, entry.article, entry.id, entry.url, json.dumps(entry.replaces), entry.sha256)
        self.db.execute(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, entry.start, entry.end, entry.added, entry.more, live),
        )
        return gone

    def entries(self, where: str, *given: object) -> list[Entry]:
        """Lines of the log by a condition, in their order."""
        found = self.db.execute(f"SELECT {_COLUMNS} FROM entries WHERE {where} ORDER BY start", given)
        return [_entry(row) for row in found]

    def live(self, article: str) -> Entry | None:
        """The line that counts for an article."""
        return next(iter(self.entries("article = ? AND live", article)), None)

    def named(self, name: str) -> list[str]:
        """The IRIs of the articles that count and bear a name: an id, an address, an IRI."""
        found = "SELECT article FROM entries WHERE live AND (id = ? OR url = ? OR article = ?) ORDER BY start"
        return self.names(found, name, name, name)

    def gone_since(self, when: str) -> list[tuple[str, str]]:
        """The ids of articles that were taken out or replaced since an instant (ISO), with when."""
        out = []
        for entry in self.entries("added >= ? AND replaces != '[]'", when):
            for iri in entry.replaces:
                known = self.entries("article = ?", iri)
                out.append((known[-1].id if known else iri, entry.added))
        return out

    def count(self) -> int:
        """How many articles count."""
        return int(self.rows("SELECT COUNT(*) FROM entries WHERE live")[0][0])

    def pages(self, size: int = 200) -> Iterator[Entry]:
        """The lines that count, read in pages, in the order in which they came."""
        last = -1
        page = "start IN (SELECT start FROM entries WHERE live AND start > ? ORDER BY start LIMIT ?)"
        while found := self.entries(page, last, size):
            yield from found
            last = found[-1].start

    def insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Writes rows, in the place of those with the same key."""
        for row in rows:
            self.db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, op, article, id_, url, replaces, sha256, start, stop, added, more = row
    return Entry(seq, op, article, id_, url, tuple(json.loads(replaces)), sha256, start, stop, added, more)

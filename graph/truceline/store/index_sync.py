"""Keeps the index on the disk in step with the catalogue, and says which store to read."""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from truceline.store.catalog import Catalog
from truceline.store.index import Index, Stamp, fill
from truceline.store.lock import Lock

if TYPE_CHECKING:
    from truceline.store.changes import Read

_log = logging.getLogger("truceline")

DAMAGED = "%s: the index was damaged and is made again from the log; nothing is lost."

PATIENCE = 5.0
"""Seconds that a writer waits for readers of the index before it leaves the work to the next one who opens it."""


class IndexSync:
    """The index of a folder, opened for reading under a shared lock, changed under an exclusive one."""

    def __init__(self, folder: Path) -> None:
        self._files = Index(folder)
        self._lock = Lock(folder / "index.lock")
        self._open: ox.Store | None = None
        self.on_disk = False

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._files.folder

    def store(self, catalog: Catalog, read: Read, patience: float) -> ox.Store:
        """The triples of a catalogue: from the disk, brought up to date there, or made in memory where it is in use."""
        if self._open is None:
            found = self._from_disk(catalog)
            if found is None:
                found = self._made(catalog, read, patience)
            self._open = _in_memory(catalog, read) if found is None else found
        return self._open

    def mend(self) -> bool:
        """Has the index made again where it is one on the disk, after damage was met; whether it will be."""
        if not self.folder.exists() or (self._open is not None and not self.on_disk):
            return False
        self.shut()
        self._files.forget()
        return True

    def shut(self) -> None:
        """Forgets the open store: the log has grown, or we are done."""
        self._open, self.on_disk = None, False
        self._lock.release()

    def _from_disk(self, catalog: Catalog) -> ox.Store | None:
        try:
            if not self._lock.acquire(exclusive=False):
                return None
        except OSError:
            return None
        stamp = self._files.stamp()
        found = self._files.open(stamp) if stamp and follows(stamp, catalog) and not behind(catalog) else None
        if found is None:
            self._lock.release()
        self.on_disk = found is not None
        return found

    def _made(self, catalog: Catalog, read: Read, patience: float) -> ox.Store | None:
        try:
            if not self._lock.acquire(exclusive=True, patience=patience):
                return None
            self._bring_up_to_date(catalog, read)
        except (OSError, sqlite3.OperationalError):
            return None
        finally:
            self._lock.release()
        return self._from_disk(catalog)

    def _bring_up_to_date(self, catalog: Catalog, read: Read) -> None:
        from truceline.store.changes import everything, settle

        with catalog:
            settle(catalog, read)
        stamp = self._files.stamp()
        if stamp is None or not follows(stamp, catalog):
            stamp = self._begun(catalog)
        if stamp is None or not (self._whole(stamp) and self._taken(stamp, catalog)):
            if stamp is not None:
                _log.warning(DAMAGED, self.folder.parent)
            self._files.make(catalog.token, catalog.last_change, everything(catalog, read))
        self._done(catalog)

    def _taken(self, stamp: Stamp, catalog: Catalog) -> bool:
        """Whether the index has what is queued for it, now."""
        return not behind(catalog) or self._files.take(stamp, _pending(catalog, stamp.last))

    def _begun(self, catalog: Catalog) -> Stamp | None:
        """An empty index, where all changes are still there to be taken."""
        first = catalog.rows("SELECT MIN(n) FROM pending")[0][0]
        if first != 1:
            return None
        self._files.make(catalog.token, 0, ())
        return self._files.stamp()

    def _whole(self, stamp: Stamp) -> bool:
        """Whether the index is as its stamp says, or was being changed by somebody who did not finish."""
        return self.folder.exists() if stamp.changing else self._files.open(stamp) is not None

    def _done(self, catalog: Catalog) -> None:
        """Forgets the changes that the index has taken."""
        stamp = self._files.stamp()
        if stamp and not stamp.changing:
            with catalog:
                catalog.rows("DELETE FROM pending WHERE n <= ?", stamp.last)


def follows(stamp: Stamp, catalog: Catalog) -> bool:
    """Whether an index follows this catalogue."""
    return stamp.catalog == catalog.token


def behind(catalog: Catalog) -> bool:
    """Whether there is anything that the index has yet to take."""
    return not catalog.settled or bool(catalog.rows("SELECT 1 FROM pending LIMIT 1"))


def _pending(catalog: Catalog, last: int) -> Iterator[tuple[int, bytes, bytes]]:
    """The changes after one, in order."""
    for n in [row[0] for row in catalog.rows("SELECT n FROM pending WHERE n > ? ORDER BY n", last)]:
        removes, adds = catalog.rows("SELECT removes, adds FROM pending WHERE n = ?", n)[0]
        yield n, zlib.decompress(removes), zlib.decompress(adds)


def _in_memory(catalog: Catalog, read: Read) -> ox.Store:
    """All triples in memory, with a catalogue of its own, so that nothing on the disk changes."""
    from truceline.store.changes import everything, settle

    own = catalog.copy()
    settle(own, read)
    store = ox.Store()
    fill(store, everything(own, read))
    own.close()
    return store

"""Keeps the index on the disk in step with the log, and says which store to read."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from truceline.store.index import Index, Stamp
from truceline.store.lock import Lock
from truceline.store.log import Entry, Log
from truceline.store.merge import same_things
from truceline.store.quads import fill

_log = logging.getLogger("truceline")

_DAMAGED = "%s: the index was damaged and is made again from the log; nothing is lost."

PATIENCE = 5.0
"""Seconds that a writer waits for readers of the index before it leaves the work to the next one who opens it."""


class IndexSync:
    """The index of a folder, opened for reading under a shared lock, changed under an exclusive one."""

    def __init__(self, folder: Path) -> None:
        self._files = Index(folder)
        self._lock = Lock(folder / "index.lock")
        self._open: ox.Store | None = None
        self._same: Mapping[str, str] | None = None
        self.on_disk = False

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._files.folder

    def store(self, log: Log, patience: float) -> ox.Store:
        """The triples of a log: from the disk, made on the disk, or made in memory where the disk is in use."""
        if self._open is None:
            found = self._from_disk(log)
            if found is None:
                found = self._made(log, patience)
            self._open = self._in_memory(log) if found is None else found
        return self._open

    def same(self, log: Log) -> Mapping[str, str]:
        """IRIs that stand for the same thing as another across articles."""
        if self._same is None:
            stamp = self._files.stamp()
            known = stamp and stamp.log == log.stamp
            self._same = stamp.same if stamp and known else same_things(list(log.facts(log.current().values())))
        return self._same

    def cut(self, log: Log) -> Iterator[str]:
        """A sentence if the index was made from more lines than the log has now."""
        stamp, last = self._files.stamp(), log.entries[-1].seq if log.entries else 0
        if stamp and stamp.lines > last:
            what = f"the log ends with line {last}, and there were {stamp.lines}"
            yield f"{log.path}: {what}; restore the file from a copy, what is left of it is used."

    def mend(self, log: Log) -> bool:
        """Makes the index again from the log, where it is one on the disk; whether it was."""
        if self._open is None or not self.on_disk:
            return False
        self.shut()
        self._files.forget()
        _log.warning(_DAMAGED, self.folder.parent)
        return self.store(log, PATIENCE) is not None

    def shut(self) -> None:
        """Forgets the open store: the log has grown, or we are done."""
        self._open, self._same, self.on_disk = None, None, False
        self._lock.release()

    def _from_disk(self, log: Log) -> ox.Store | None:
        try:
            if not self._lock.acquire(exclusive=False):
                return None
        except OSError:
            return None
        stamp = self._files.stamp()
        found = self._files.open(stamp) if stamp and stamp.log == log.stamp else None
        if found is None:
            self._lock.release()
        self.on_disk = found is not None
        return found

    def _made(self, log: Log, patience: float) -> ox.Store | None:
        try:
            if not self._lock.acquire(exclusive=True, patience=patience):
                return None
            self._bring_up_to_date(log)
        except OSError:
            return None
        finally:
            self._lock.release()
        return self._from_disk(log)

    def _bring_up_to_date(self, log: Log) -> None:
        stamp = self._files.stamp()
        whole = self._files.open(stamp) is not None
        if stamp and stamp.log == log.stamp and whole:
            return
        if stamp and not whole:
            _log.warning(_DAMAGED, self.folder.parent)
        fresh = self._missing(log, stamp) if stamp and whole else None
        same = self.same(log)
        if fresh is None or stamp is None or not self._only_adds(log, stamp, fresh):
            self._files.change(
                (log.stamp, log.entries[-1].seq if log.entries else 0),
                log.facts(log.current().values()),
                same,
                afresh=True,
            )
        else:
            self._files.change(
                (log.stamp, log.entries[-1].seq if log.entries else 0), log.facts(fresh), same, afresh=False
            )

    @staticmethod
    def _missing(log: Log, stamp: Stamp) -> list[Entry] | None:
        """The lines that came after the index was made, if none replaces an earlier one."""
        done = log.lines_at(stamp.log)
        fresh = log.entries[done:] if done is not None else []
        return None if done is None or any(e.replaces for e in fresh) else fresh

    def _only_adds(self, log: Log, stamp: Stamp, fresh: list[Entry]) -> bool:
        """Whether what is in the index stays as it is: no ceasefire of an old article gets another IRI."""
        same = self.same(log)
        moved = {k for k in {*same, *stamp.same} if same.get(k) != stamp.same.get(k)}
        if not moved:
            return True
        seqs = {e.seq for e in fresh}
        old = log.facts(e for e in log.entries if e.seq not in seqs)
        return not any(t.iri in moved for f in old for t in f.notes.ceasefires)

    def _in_memory(self, log: Log) -> ox.Store:
        store = ox.Store()
        fill(store, log.facts(log.current().values()), self.same(log))
        return store

"""The index of a graph folder: an Oxigraph store, made from the log and thrown away when it does not match it.

`index.json` says which catalogue the index follows, which of its changes it has taken, and what its files are like. It says
`changing` while they are taken: what was taken then is taken again, which changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from truceline.store.log import write_whole

_BATCH = 100_000
_LARGE = 1 << 20
_GROWTH = 1.25
"""So many times as large as they were, the tables are packed again."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which catalogue an index follows, up to which of its changes, whether it is being changed, its files.

    `packed` is the size in bytes that its tables had when they were last packed.
    """

    catalog: str
    last: int
    changing: bool
    files: dict[str, str]
    packed: int = 0


def marks(folder: Path) -> dict[str, str]:
    """Files of an index → their size and the hash of their last 64 kB.

    Small files are hashed whole. RocksDB checks the blocks of large ones by itself when they are read, but not where they
    say that these blocks lie: a flipped bit there may ask for more memory than there is.
    """
    files = (f for f in sorted(folder.iterdir()) if not f.name.startswith("LO"))
    return {f.name: _mark(f) for f in files}


def _mark(file: Path) -> str:
    """Size and hash of the end of a file."""
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(0, size - TAIL))
        return f"{size}:{hashlib.sha256(opened.read()).hexdigest()}"


TAIL = 1 << 16
"""Bytes at the end of a file that are hashed."""


class Index:
    """The Oxigraph store in a folder and the stamp beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "index"
        self._stamp = folder / "index.json"

    def stamp(self) -> Stamp | None:
        """What the index follows, if there is one."""
        try:
            kept = json.loads(self._stamp.read_text(encoding="utf-8"))
            return Stamp(kept["catalog"], kept["last"], kept["changing"], dict(kept["files"]), kept.get("packed", 0))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def open(self, stamp: Stamp) -> ox.Store | None:
        """The index for reading, if it is as its stamp says."""
        try:
            return ox.Store.read_only(str(self.folder)) if marks(self.folder) == stamp.files else None
        except (OSError, RuntimeError, ValueError):
            return None

    def forget(self) -> None:
        """Takes the stamp away, so that the index is not believed again."""
        self._stamp.unlink(missing_ok=True)

    def take(self, stamp: Stamp, changes: Iterable[tuple[int, bytes, bytes]]) -> bool:
        """Takes changes, each a number with N-Quads to remove and to add; false where the index turns out to be damaged."""
        self._write(replace(stamp, changing=True))
        last = stamp.last
        try:
            store = ox.Store(str(self.folder))
            for number, removes, adds in changes:
                change(store, removes, adds)
                last = number
            packed = self._packed(store, stamp.packed)
            store.flush()
        except (RuntimeError, OSError):
            self.forget()
            return False
        del store
        self._write(Stamp(stamp.catalog, last, False, {}, packed))
        return True

    def _packed(self, store: ox.Store, before: int) -> int:
        """The size of the tables when they were last packed, which is now if they have grown by much since then.

        Looking something up takes several times as long in tables that many small changes have scattered.
        """
        if table_size(self.folder) < before * _GROWTH + _LARGE:
            return before
        store.optimize()
        return table_size(self.folder)

    def make(self, catalog: str, last: int, quads: Iterable[ox.Quad]) -> None:
        """Makes the index afresh."""
        self.forget()
        shutil.rmtree(self.folder, ignore_errors=True)
        store = ox.Store(str(self.folder))
        fill(store, quads)
        store.optimize()
        store.flush()
        del store
        self._write(Stamp(catalog, last, False, {}, table_size(self.folder)))

    def _write(self, stamp: Stamp) -> None:
        """Writes the stamp, with what the files are like now where they are whole."""
        files = {} if stamp.changing else marks(self.folder)
        write_whole(self._stamp, json.dumps(asdict(replace(stamp, files=files))).encode())


def table_size(folder: Path) -> int:
    """Bytes of the tables of an index; RocksDB may take one away while they are counted."""
    size = 0
    for file in folder.glob("*.sst"):
        with suppress(FileNotFoundError):
            size += file.stat().st_size
    return size


def change(store: ox.Store, removes: bytes, adds: bytes) -> None:
    """Removes and adds quads, both as N-Quads."""
    for quad in ox.parse(removes, ox.RdfFormat.N_QUADS):
        store.remove(quad)
    if len(adds) > _LARGE:
        store.bulk_load(adds, ox.RdfFormat.N_QUADS)
    else:
        store.extend(ox.parse(adds, ox.RdfFormat.N_QUADS))


def fill(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Adds many quads, in batches."""
    waiting: list[ox.Quad] = []
    for quad in quads:
        waiting.append(quad)
        if len(waiting) >= _BATCH:
            store.bulk_extend(waiting)
            waiting = []
    store.bulk_extend(waiting)

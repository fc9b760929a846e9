"""The index of a graph folder: an Oxigraph store, made from the log and thrown away when it does not match it.

`stamp.json` says which log the index was made from and how many triples it holds. It is removed before the index is
changed and written when the change is on the disk, so an index without a matching stamp is never believed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from truceline import __version__
from truceline.model import Facts
from truceline.store.log import write_whole
from truceline.store.quads import fill

FORMAT = 5
"""Raised whenever the triples of the same facts change."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made from: the log's stamp, how many lines it had, how many triples, which IRIs stood for others."""

    log: str
    lines: int
    triples: int
    same: dict[str, str]
    files: dict[str, str]


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
        """What the index was made from, if there is one made by this version."""
        try:
            kept = json.loads(self._stamp.read_text(encoding="utf-8"))
            made = Stamp(kept["log"], kept["lines"], kept["triples"], dict(kept["same"]), dict(kept["files"]))
            return made if (kept["format"], kept["truceline"]) == (FORMAT, __version__) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def open(self, stamp: Stamp | None) -> ox.Store | None:
        """The index for reading, if it is whole."""
        if stamp is None:
            return None
        try:
            return ox.Store.read_only(str(self.folder)) if marks(self.folder) == stamp.files else None
        except (OSError, RuntimeError, ValueError):
            return None

    def forget(self) -> None:
        """Takes the stamp away, so that the index is not believed again."""
        self._stamp.unlink(missing_ok=True)

    def change(self, log: tuple[str, int], several: Iterable[Facts], same: Mapping[str, str], afresh: bool) -> None:
        """Adds articles, or makes the index afresh; stamps it with the log it now matches."""
        self._stamp.unlink(missing_ok=True)
        if afresh:
            shutil.rmtree(self.folder, ignore_errors=True)
        store = ox.Store(str(self.folder))
        fill(store, several, same)
        store.optimize()
        store.flush()
        kept = {
            "format": FORMAT,
            "truceline": __version__,
            "log": log[0],
            "lines": log[1],
            "triples": len(store),
            "same": dict(same),
        }
        del store
        kept["files"] = marks(self.folder)
        write_whole(self._stamp, json.dumps(kept).encode())

"""What can be mended of a graph folder: lines of the log that nobody can read are set aside, what is made from it is made again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from truceline.errors import StoreError
from truceline.store.catalog import discard
from truceline.store.index import Index
from truceline.store.lock import Lock
from truceline.store.log import is_whole, sync_folder

ASIDE = "log.set-aside.jsonl"
"""Where lines that nobody can read are kept, beside the log."""


def repair(path: Path) -> tuple[str, ...]:
    """Sets damaged and unfinished lines of the log aside and has catalogue and index made again when the graph is next opened.

    No line that can be read is touched, and none is thrown away. What the lines set aside told is told by `gaps` from then on.

    Args:
        path: the folder of a graph that nobody writes to.

    Returns:
        What was done, a sentence each.

    Raises:
        StoreError: there is no graph, somebody writes to it, or the folder cannot be written.
    """
    log = path / "log.jsonl"
    if not log.is_file():
        raise StoreError(f"{path}: there is no graph to repair (no log.jsonl in it).")
    writer = Lock(path / "writer.lock")
    try:
        if not writer.acquire(exclusive=True):
            raise StoreError(f"{path}: another process is writing to this graph, or the folder cannot be written.")
        return tuple(_repaired(path, log))
    except OSError as e:
        raise StoreError(f"{path}: cannot be repaired ({(e.strerror or str(e)).lower()}).") from None
    finally:
        writer.release()


def _repaired(path: Path, log: Path) -> Iterator[str]:
    bad = [n for n, line in enumerate(_lines(log), 1) if not is_whole(line)]
    if bad:
        _set_aside(log, frozenset(bad))
        lines = f"line {bad[0]}" if len(bad) == 1 else f"{len(bad)} lines, from line {bad[0]} on,"
        yield f"{lines} of the log could not be read; what stood there is kept in {path / ASIDE}."
    discard(path / "catalog.sqlite")
    index = Index(path)
    index.forget()
    shutil.rmtree(index.folder, ignore_errors=True)
    yield "catalogue and index were made again from the log."


def _lines(log: Path) -> Iterator[bytes]:
    with log.open("rb") as file:
        yield from file


def _set_aside(log: Path, bad: frozenset[int]) -> None:
    """Moves lines, by their numbers, out of the log; at every moment there is the old log or the new one."""
    kept = log.with_name(f".{log.name}.{os.getpid()}.part")
    with kept.open("wb") as good, (log.parent / ASIDE).open("ab") as aside:
        for n, line in enumerate(_lines(log), 1):
            (aside if n in bad else good).write(line if line.endswith(b"\n") else line + b"\n")
        for file in (aside, good):
            file.flush()
            os.fsync(file.fileno())
    kept.replace(log)
    sync_folder(log.parent)

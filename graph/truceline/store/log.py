"""The truth of a graph folder: an append-only log, one article version a line, fsynced line by line.

A line is a JSON object whose first member is the sha256 of everything behind it:

    {"sha256":"…","seq":1,"article":"<IRI>","id":"…","url":null,"replaces":[<IRI>…],"facts":{stand-off JSON}}

A last line without its newline is what a crash leaves behind: it is told of and cut off at the next write. Any other
line that does not match its hash is damage, and named.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.codec import from_json, to_json
from truceline.errors import StoreError
from truceline.model import Facts

_LINE = re.compile(rb'\{"sha256":"([0-9a-f]{64})",("seq":.*\})\n', re.S)
_HEAD = re.compile(rb',"facts":\{')


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: which article version, which it replaces (IRIs), where it stands (bytes), its hash."""

    seq: int
    article: str
    id: str
    url: str | None
    replaces: tuple[str, ...]
    sha256: str
    start: int
    end: int


class Log:
    """The log in a file; `entries` are all its lines, in order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.torn = 0
        self.gaps: list[str] = []
        self._end = 0
        self._hash = hashlib.sha256()
        self._stamps = {self._hash.hexdigest(): 0}
        if path.exists():
            self._read()

    @property
    def stamp(self) -> str:
        """A hash over all lines: equal stamps, equal logs."""
        return self._hash.hexdigest()

    def lines_at(self, stamp: str | None) -> int | None:
        """How many lines the log had when it had this stamp; None when it never had."""
        return self._stamps.get(stamp or "-")

    def current(self, lines: int | None = None) -> dict[str, Entry]:
        """The versions that count, by article IRI, after some lines (all by default)."""
        out: dict[str, Entry] = {}
        for entry in self.entries[:lines]:
            for gone in entry.replaces:
                out.pop(gone, None)
            out[entry.article] = entry
        return out

    def _read(self) -> None:
        with self.path.open("rb") as file:
            for n, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    self.torn = len(line)
                    return
                self._keep(parse(line, f"{self.path}:{n}"), len(line))

    def _keep(self, head: dict[str, Any], length: int) -> Entry:
        start, self._end = self._end, self._end + length
        names = tuple(head["replaces"])
        self._look_for_gap(head["seq"])
        entry = Entry(head["seq"], head["article"], head["id"], head["url"], names, head["sha256"], start, self._end)
        self._hash.update(entry.sha256.encode())
        self.entries.append(entry)
        self._stamps[self.stamp] = len(self.entries)
        return entry

    def _look_for_gap(self, seq: int) -> None:
        """Notes lines that are missing before a line, by their numbers."""
        last = self.entries[-1].seq if self.entries else 0
        if seq == last + 1:
            return
        what = f"lines {last + 1} to {seq - 1} are missing" if seq > last else f"line {seq} stands behind line {last}"
        self.gaps.append(f"{self.path}: {what}; restore the file from a copy, what is left of it is used.")

    def append(self, facts: Facts, replaces: tuple[str, ...] = ()) -> Entry:
        """Writes a line and does not return before it is on the disk."""
        line = render(facts, (self.entries[-1].seq if self.entries else 0) + 1, replaces)
        fresh = not self.path.exists()
        with self.path.open("w+b" if fresh else "r+b") as file:
            file.seek(self._end)
            file.truncate()
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_folder(self.path.parent)
        self.torn = 0
        return self._keep(parse(line, str(self.path)), len(line))

    def documents(self, entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
        """The stand-off documents of some entries, in their order."""
        with self.path.open("rb") as file:
            for entry in entries:
                file.seek(entry.start)
                yield json.loads(file.read(entry.end - entry.start))["facts"]

    def facts(self, entries: Iterable[Entry]) -> Iterator[Facts]:
        """The facts of some entries, in their order."""
        return (from_json(d) for d in self.documents(entries))


def render(facts: Facts, seq: int, replaces: tuple[str, ...] = ()) -> bytes:
    """Facts as a line of the log."""
    a = facts.article
    head = {"seq": seq, "article": a.iri, "id": a.id, "url": a.url, "replaces": list(replaces)}
    body = json.dumps(head | {"facts": to_json(facts)}, separators=(",", ":"))[1:].encode("ascii")
    return b'{"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'",' + body + b"\n"


def parse(line: bytes, where: str) -> dict[str, Any]:
    """The members of a line before its facts.

    Raises:
        StoreError: the line does not match its hash; `where` is named.
    """
    found = _LINE.fullmatch(line)
    if not found or hashlib.sha256(found[2]).hexdigest().encode() != found[1]:
        raise StoreError(f"{where}: this line of the log is damaged; restore the file from a copy or remove the line.")
    head = _HEAD.split(found[2], maxsplit=1)[0]
    return dict(json.loads(b"{" + head + b"}") | {"sha256": found[1].decode()})


def sync_folder(folder: Path) -> None:
    """Makes names that were written in a folder survive a crash; a no-op where folders cannot be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that there is always the old one or the new one: temporary file, fsync, rename.

    Raises:
        StoreError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as e:
        temporary.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: cannot be written ({(e.strerror or str(e)).lower()}); choose another place."
        ) from None

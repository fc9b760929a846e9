"""The truth of a graph folder: an append-only log, one thing a line, fsynced line by line.

A line is a JSON object whose first member is the sha256 of everything behind it (format 2):

    {"sha256":"…","v":2,"seq":7,"prev":"<16 digits of line 6's sha256>","added":"2026-05-03T10:00:00Z","op":"article",
     "article":"<IRI>","id":"…","url":null,"replaces":[<IRI>…],"facts":{stand-off JSON}}
    {"sha256":"…","v":2,"seq":8,"prev":"…","added":"…","op":"remove","replaces":[<IRI>…],"why":"…"}
    {"sha256":"…","v":2,"seq":9,"prev":"…","added":"…","op":"decision","decision":{…}}

Format 1 had neither `v`, `prev`, `added` nor `op`: every line was an article. Its lines are read, and lines of format 2 may
follow them. Numbers run without a gap and every line names the one before it, so lost, edited and exchanged lines are told.
A last line without its newline is what a crash leaves behind: it is told of and cut off at the next write. Any other line that
does not match its hash is damage, and named.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from truceline.codec import from_json, to_json
from truceline.errors import StoreError
from truceline.model import Facts

VERSION = 2
"""The format of the lines that are written."""

_LINE = re.compile(rb'\{"sha256":"([0-9a-f]{64})",("(?:seq|v)":.*\})\n', re.S)
_HEAD = re.compile(rb',"facts":\{')


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: what it does (`op`: article, remove, decision), to which articles (IRIs), where it stands (bytes).

    `more` is the decision of a decision.
    """

    seq: int
    op: str
    article: str
    id: str
    url: str | None
    replaces: tuple[str, ...]
    sha256: str
    start: int
    end: int
    added: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a log has been read: the number and hash of the last line, where it begins and ends (bytes)."""

    seq: int = 0
    sha256: str = ""
    start: int = 0
    end: int = 0


class Log:
    """The log in a file, or in memory where there is no path."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.torn = 0
        self._memory = bytearray()

    # ------------------------------------------------------------ reading

    def read(self, since: Mark) -> Iterator[tuple[Entry, str]]:
        """The lines after a mark, each with a sentence on what is missing before it, empty where nothing is.

        Raises:
            StoreError: a line is damaged, or of a format of later versions.
        """
        self.torn = 0
        if self.path is None or not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(since.end)
            for line in file:
                if not line.endswith(b"\n"):
                    self.torn = len(line)
                    return
                head = parse(line, f"{self.path}:{since.seq + 1}")
                entry = _entry(head, since.end, since.end + len(line))
                yield entry, self._gap(since, head)
                since = Mark(entry.seq, entry.sha256, entry.start, entry.end)

    def _gap(self, before: Mark, head: dict[str, Any]) -> str:
        """A sentence on lines that are missing before a line, by their numbers and hashes."""
        seq, last = head["seq"], before.seq
        if seq == last + 1 and head.get("prev", before.sha256[:16]) == before.sha256[:16]:
            return ""
        if seq == last + 1:
            what = f"line {seq} does not follow the line before it, which was changed"
        elif seq > last:
            what = f"lines {last + 1} to {seq - 1} are missing"
        else:
            what = f"line {seq} stands behind line {last}"
        return f"{self.path}: {what}; restore the file from a copy, what is left of it is used."

    def holds(self, mark: Mark) -> bool:
        """Whether the log still has the line that a mark names, where it was."""
        if self.path is None or not mark.end:
            return True
        try:
            with self.path.open("rb") as file:
                file.seek(mark.start)
                line = file.read(mark.end - mark.start)
        except OSError:
            return False
        found = _LINE.fullmatch(line)
        return bool(found and found[1].decode() == mark.sha256 and hashlib.sha256(found[2]).hexdigest() == mark.sha256)

    @property
    def state(self) -> str:
        """Size and time of the last change of the file: whether somebody else touched it."""
        if self.path is None or not self.path.exists():
            return ""
        found = self.path.stat()
        return f"{found.st_size} {found.st_mtime_ns}"

    def grown(self, mark: Mark) -> bool:
        """Whether the log has anything behind a mark."""
        return self.path is not None and self.path.exists() and self.path.stat().st_size > mark.end

    def documents(self, entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
        """The stand-off documents of some entries, in their order; each line is checked against its hash."""
        if self.path is None:
            for entry in entries:
                yield _document(bytes(self._memory[entry.start : entry.end]), "memory")
            return
        with self.path.open("rb") as file:
            for entry in entries:
                file.seek(entry.start)
                yield _document(file.read(entry.end - entry.start), f"{self.path}:{entry.seq}")

    def facts(self, entries: Iterable[Entry]) -> Iterator[Facts]:
        """The facts of some entries, in their order."""
        return (from_json(d) for d in self.documents(entries))

    # ------------------------------------------------------------ writing

    def append(self, after: Mark, body: dict[str, Any], added: str) -> Entry:
        """Writes a line behind a mark and does not return before it is on the disk.

        Args:
            after: the last line.
            body: `op` and what belongs to it; `facts` last.
            added: when, ISO in UTC.
        """
        head = {"v": VERSION, "seq": after.seq + 1, "prev": after.sha256[:16], "added": added}
        line = render(head | body)
        if self.path is None:
            self._memory += line
        else:
            self._write(self.path, after.end, line)
        self.torn = 0
        return _entry(parse(line, str(self.path)), after.end, after.end + len(line))

    @staticmethod
    def _write(path: Path, end: int, line: bytes) -> None:
        fresh = not path.exists()
        with path.open("w+b" if fresh else "r+b") as file:
            file.seek(end)
            file.truncate()
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_folder(path.parent)


def article_line(facts: Facts, replaces: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a line says of an article."""
    a = facts.article
    return {
        "op": "article",
        "article": a.iri,
        "id": a.id,
        "url": a.url,
        "replaces": list(replaces),
        "facts": to_json(facts),
    }


def render(members: dict[str, Any]) -> bytes:
    """A line of the log."""
    body = json.dumps(members, separators=(",", ":"))[1:].encode("ascii")
    return b'{"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'",' + body + b"\n"


def is_whole(line: bytes) -> bool:
    """Whether a line of a log is as it was written: it ends, and matches its hash.

    >>> is_whole(render({"v": 1, "seq": 1})), is_whole(b'{"v": 1}')
    (True, False)
    """
    found = _LINE.fullmatch(line)
    return found is not None and hashlib.sha256(found[2]).hexdigest().encode() == found[1]


def parse(line: bytes, where: str) -> dict[str, Any]:
    """The members of a line before its facts.

    Raises:
        StoreError: the line does not match its hash, or a later version wrote it; `where` is named.
    """
    found = _LINE.fullmatch(line) if is_whole(line) else None
    if not found:
        raise StoreError(
            f"{where}: this line of the log is damaged; restore the file from a copy, or set it aside with `truceline check KG --repair`."
        )
    head = _HEAD.split(found[2].removesuffix(b"}"), maxsplit=1)[0]
    members = dict(json.loads(b"{" + head + b"}"))
    if members.get("v", 1) > VERSION:
        raise StoreError(f"{where}: a later version of truceline wrote this line; update truceline to read it.")
    return members | {"sha256": found[1].decode()}


def _entry(head: dict[str, Any], start: int, end: int) -> Entry:
    return Entry(
        seq=head["seq"],
        op=head.get("op", "article"),
        article=head.get("article", ""),
        id=head.get("id", ""),
        url=head.get("url"),
        replaces=tuple(head.get("replaces", ())),
        sha256=head["sha256"],
        start=start,
        end=end,
        added=head.get("added", ""),
        more=json.dumps(head["decision"]) if "decision" in head else "",
    )


def _document(line: bytes, where: str) -> dict[str, Any]:
    parse(line, where)
    return dict(json.loads(line)["facts"])


def now(exactly: bool = False) -> str:
    """The present instant, ISO in UTC; that of SOURCE_DATE_EPOCH where it is set, so that builds can be repeated.

    Args:
        exactly: with fractions of a second.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    at = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    text = at.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}{f'.{at.microsecond:06d}'.rstrip('0').rstrip('.')}Z" if exactly else f"{text}Z"


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

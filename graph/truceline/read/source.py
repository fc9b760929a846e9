"""Where articles come from: files, folders, globs, addresses, standard input; text, HTML or JSONL in each."""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from truceline.errors import DateError, ReadError
from truceline.model import Article
from truceline.read.article import Known, describe
from truceline.read.dates import read_date
from truceline.read.decode import LIMIT, accept, decode, kept
from truceline.read.html import from_html, looks_html

SUFFIXES = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"}
"""What is read out of a folder; a file named by itself is read whatever its name."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that could not be read, and the one sentence that says why."""

    source: str
    reason: str


def read(source: str | Path, published: str | date | None = None) -> Article:
    """Reads one article.

    Args:
        source: a path, an http(s) address, or `-` for standard input.
        published: the publication day, where the source does not say it or says it wrongly.

    Raises:
        ReadError: it cannot be read, or holds no article or several.
        DateError: `published` is no date.
    """
    found = list(read_all([str(source)], published))
    for item in found:
        if isinstance(item, Refused):
            raise ReadError(item.reason)
    articles = [a for a in found if isinstance(a, Article)]
    if len(articles) != 1:
        raise ReadError(f"{source}: holds {len(articles)} articles, not one; use read_all or `truceline build`.")
    return articles[0]


def read_all(sources: Iterable[str | Path], published: str | date | None = None) -> Iterator[Article | Refused]:
    """Reads all articles of all sources, in order; what cannot be read is yielded as `Refused` and the rest goes on.

    Raises:
        DateError: `published` is no date.
    """
    day = read_date(published) if isinstance(published, str) else published
    for source in sources:
        name = str(source)
        try:
            if name == "-":
                yield from _articles(sys.stdin.buffer.read(4 * LIMIT + 1), "standard input", Known(day))
            elif name.startswith(("http://", "https://")):
                yield from _articles(_fetch(name), name, Known(day, url=name))
            else:
                yield from _from_path(name, day)
        except ReadError as e:
            yield Refused(name, str(e))


def _from_path(name: str, day: date | datetime | None) -> Iterator[Article | Refused]:
    path = Path(name)
    if path.is_dir():
        files = sorted(
            p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES and p.name != "index.jsonl"
        )
        files = [p for p in files if p.name.upper() != "README.MD"]
        if not files:
            raise ReadError(f"{name}: the folder holds no articles (looked for {', '.join(sorted(SUFFIXES))}).")
        for file in files:
            yield from read_all([file], day)
    elif path.exists():
        yield from _from_file(path, day)
    elif any(c in name for c in "*?[") and (found := sorted(glob.glob(name, recursive=True))):
        yield from read_all(found, day)
    else:
        raise ReadError(f"{name}: there is no such file or folder; check the path.")


def _from_file(path: Path, day: date | datetime | None) -> Iterator[Article | Refused]:
    try:
        if path.suffix.lower() in {".jsonl", ".ndjson"}:
            with path.open("rb") as file:
                yield from _json_lines(file, str(path), day)
            return
        if path.stat().st_size > 4 * LIMIT:
            raise ReadError(
                f"{path}: {path.stat().st_size / 1e6:.0f} MB is too large for one article; split it into articles (JSONL holds many)."
            )
        raw = path.read_bytes()
    except OSError as e:
        raise ReadError(f"{path}: cannot be read ({(e.strerror or 'unknown reason').lower()}).") from None
    yield from _articles(raw, str(path), Known(day))


def _fetch(url: str) -> bytes:
    try:
        with urlopen(Request(url, headers={"User-Agent": "truceline"}), timeout=30) as answer:
            body: bytes = answer.read(4 * LIMIT + 1)
            return body
    except (URLError, OSError, ValueError) as e:
        raise ReadError(
            f"{url}: cannot be fetched ({getattr(e, 'reason', e)}); check the address and the connection."
        ) from None


def _articles(raw: bytes, name: str, known: Known) -> Iterator[Article | Refused]:
    """One article, or one for each line of JSONL."""
    if not raw.strip():
        raise ReadError(f"{name}: the file is empty; nothing to read.")
    text = decode(raw, name)
    if text.lstrip().startswith('{"') and _is_record(text.lstrip().split("\n", 1)[0]):
        yield from _json_lines((line.encode() for line in text.splitlines()), name, known.published)
        return
    if looks_html(text):
        text, found = from_html(text, known.url, known.published)
        known = replace(found, url=known.url or found.url)
    text = kept(text)
    accept(text, name)
    yield describe(text, Path(name).stem if known.url != name else name, known)


def _is_record(line: str) -> bool:
    try:
        return "text" in json.loads(line)
    except ValueError:
        return False


def _json_lines(lines: Iterable[bytes], name: str, day: date | datetime | None) -> Iterator[Article | Refused]:
    empty = True
    for n, line in enumerate(lines, 1):
        if line.strip():
            empty = False
            try:
                yield from_record(json.loads(line), f"{name}:{n}", day)
            except (ReadError, DateError) as e:
                yield Refused(f"{name}:{n}", str(e))
            except ValueError as e:
                yield Refused(f"{name}:{n}", f"{name}:{n}: not a JSON object ({e}).")
    if empty:
        raise ReadError(f"{name}: the file is empty; nothing to read.")


def from_record(record: Any, name: str, day: date | datetime | None = None) -> Article:
    """An Article of a JSONL record `{"id", "text", "published"?, "title"?, "url"?}`; the text is used exactly as given.

    Raises:
        ReadError: it has no text.
        DateError: its `published` is no date.
    """
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        raise ReadError(f'{name}: a record needs a non-empty text, as in {{"id": …, "text": …, "published": …}}.')
    if len(record["text"]) > LIMIT:
        raise ReadError(
            f"{name}: {len(record['text']):,} characters are too many for one article (at most {LIMIT:,}); split it."
        )
    said = record.get("published")
    published = day or (read_date(str(said)) if said else None)
    known = Known(published, record.get("title"), record.get("url"), record.get("byline"), record.get("publisher"))
    return describe(record["text"], str(record.get("id") or name), known)

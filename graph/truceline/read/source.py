"""Where articles come from: files, folders, globs, addresses, standard input; text, HTML or JSONL in each."""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from truceline.errors import DateError, ReadError
from truceline.model import Article
from truceline.read.article import Known, describe
from truceline.read.dates import read_date
from truceline.read.decode import LIMIT, MOST_BYTES, accept, decode, kept
from truceline.read.html import from_html, looks_html
from truceline.read.markdown import from_markdown

SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"}
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
                yield from _articles(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input", Known(day))
            elif name.lower().startswith(("http://", "https://")):
                raw, charset = _fetch(name)
                yield from _articles(raw, name, Known(day, url=name), charset)
            else:
                yield from _from_path(name, day)
        except ReadError as e:
            yield Refused(name, str(e))


def expected(sources: Iterable[str]) -> int:
    """About how many articles sources hold: one a file, one a line of JSONL; for a display of progress."""
    total = 0
    for name in sources:
        path = Path(name)
        files = _readable(path) if path.is_dir() else [Path(f) for f in glob.glob(name, recursive=True)] or [path]
        for file in files:
            lines = file.suffix.lower() in {".jsonl", ".ndjson"} and file.is_file()
            total += sum(1 for line in file.open("rb") if line.strip()) if lines else 1
    return total


def _from_path(name: str, day: date | datetime | None) -> Iterator[Article | Refused]:
    path = Path(name)
    try:
        if not name.strip():
            raise ReadError("a source without a name cannot be read; name a file, a folder, an address or -.")
        if path.is_dir():
            yield from read_all(_in_folder(path), day)
        elif path.exists():
            yield from _from_file(path, day)
        elif any(c in name for c in "*?[") and (found := sorted(glob.glob(name, recursive=True))):
            yield from read_all(found, day)
        else:
            raise ReadError(f"{name}: there is no such file or folder; check the path.")
    except OSError as e:
        raise ReadError(
            f"{name}: cannot be read ({(e.strerror or 'unknown reason').lower()}); check the path."
        ) from None


def _in_folder(folder: Path) -> list[Path]:
    """The files of a folder that can hold articles, in order."""
    if not (files := _readable(folder)):
        raise ReadError(f"{folder}: the folder holds no articles (looked for {', '.join(sorted(SUFFIXES))}).")
    return files


def _readable(folder: Path) -> list[Path]:
    """The files of a folder by name; hidden ones and a graph's own are left out."""
    found = (p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    files = sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return [p for p in files if p.name.upper() != "README.MD" and not is_graph(p.parent)]


def is_graph(folder: Path) -> bool:
    """Whether a folder is a graph that truceline has made: what lies in it is no news."""
    return (folder / "log.jsonl").is_file()


def _from_file(path: Path, day: date | datetime | None) -> Iterator[Article | Refused]:
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        with path.open("rb") as file:
            yield from _json_lines(file, str(path), day)
        return
    if (size := path.stat().st_size) > MOST_BYTES:
        raise ReadError(
            f"{path}: {size / 1e6:.0f} MB is too large for one article; split it into articles (JSONL holds many)."
        )
    yield from _articles(path.read_bytes(), str(path), Known(day, name=path.name))


def _fetch(url: str) -> tuple[bytes, str | None]:
    """The bytes at an address and the character set that the server names."""
    try:
        with urlopen(Request(url, headers={"User-Agent": "truceline"}), timeout=30) as answer:
            return answer.read(MOST_BYTES + 1), answer.headers.get_content_charset()
    except (URLError, OSError, ValueError, HTTPException) as e:
        reason = getattr(e, "reason", None) or e
        reason = str(getattr(reason, "strerror", None) or reason).lower()
        raise ReadError(f"{url}: cannot be fetched ({reason}); check the address and the connection.") from None


def _articles(raw: bytes, name: str, known: Known, charset: str | None = None) -> Iterator[Article | Refused]:
    """One article, or one for each record of JSON."""
    if not raw.strip():
        raise ReadError(f"{name}: the file is empty; nothing to read.")
    text = decode(raw, name, charset)
    if (records := _records(text)) is not None:
        yield from _json_lines(records, name, known.published)
        return
    if looks_html(text):
        text, found = from_html(text, known.url, known.published)
        known = replace(found, name=known.name)
        if not text.strip():
            raise ReadError(f"{name}: the page holds no article text; save the article itself as text or HTML.")
    elif name.lower().endswith((".md", ".markdown")):
        text, known = from_markdown(text, known)
    text = kept(text)
    accept(text, name)
    yield describe(text, Path(name).stem if known.url != name else name, known)


def _records(text: str) -> list[bytes] | None:
    """The records of a text that is JSON: one a line, one object, or a list of objects."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    if _is_record(text.lstrip().split("\n", 1)[0]):
        return [line.encode() for line in text.split("\n")]
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    several = whole if isinstance(whole, list) else [whole]
    return [json.dumps(item).encode() for item in several] if any(_has_text(item) for item in several) else None


def _is_record(line: str) -> bool:
    try:
        return _has_text(json.loads(line))
    except (ValueError, RecursionError):
        return False


def _has_text(item: Any) -> bool:
    return isinstance(item, dict) and "text" in item


def _json_lines(lines: Iterable[bytes], name: str, day: date | datetime | None) -> Iterator[Article | Refused]:
    empty = True
    for n, line in enumerate(lines, 1):
        if line.strip():
            empty = False
            try:
                yield from_record(json.loads(line), f"{name}:{n}", day)
            except (ReadError, DateError) as e:
                yield Refused(f"{name}:{n}", str(e))
            except (ValueError, RecursionError) as e:
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
    given = {
        k: record[k] for k in ("title", "url", "byline", "publisher") if isinstance(record.get(k), str) and record[k]
    }
    return describe(record["text"], str(record.get("id") or name), Known(published, **given))

"""Where articles come from: files, folders, globs, addresses, standard input; what is in them tells how they are read."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from truceline.errors import DateError, ReadError
from truceline.model import Article
from truceline.read import fields, records
from truceline.read.article import Known, describe
from truceline.read.dates import read_date
from truceline.read.decode import LIMIT, MOST_BYTES, accept, kept
from truceline.read.document import Document, Found, Linked, Options, Refused, Source
from truceline.read.fetch import Fetcher
from truceline.read.kinds import MOST, recognised

SUFFIXES = {
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".xml", ".rss",
    ".atom", ".warc", ".gz", ".eml", ".mbox", ".mht", ".mhtml", ".rtf", ".docx", ".pdf",
}  # fmt: skip
"""What is read out of a folder; a file named by itself is read whatever its name."""


@dataclass(frozen=True, slots=True)
class Item:
    """What came of a source: the kind it was taken for, and an article of it or the reason why there is none."""

    source: str
    kind: str
    found: Article | Refused


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


def read_all(
    sources: Iterable[str | Path], published: str | date | None = None, options: Options | None = None
) -> Iterator[Article | Refused]:
    """Reads all articles of all sources, in order; what cannot be read is yielded as `Refused` and the rest goes on.

    Args:
        sources: files, folders, globs, http(s) addresses, `-` for standard input.
        published: the publication day, where a source does not say it or says it wrongly.
        options: columns of tables, whether links are followed, whether private addresses are read.

    Raises:
        DateError: `published` is no date.
    """
    day = read_date(published) if isinstance(published, str) else published
    wanted = options or Options()
    return (item.found for item in items(sources, replace(wanted, published=day or wanted.published)))


def items(sources: Iterable[str | Path], options: Options) -> Iterator[Item]:
    """All articles of all sources with the kind that each source was taken for."""
    fetcher = Fetcher(options.private)
    for name in map(str, sources):
        try:
            for path in paths(name):
                yield from _of(path, options, fetcher)
        except ReadError as e:
            yield Item(name, "", Refused(name, str(e)))


def paths(name: str) -> list[str]:
    """The files that a name stands for; an address and `-` stand for themselves.

    Raises:
        ReadError: there is nothing of that name.
    """
    if name == "-" or name.lower().startswith(("http://", "https://")):
        return [name]
    if not name.strip():
        raise ReadError("a source without a name cannot be read; name a file, a folder, an address or -.")
    if (there := _there(name)) is not None:
        return there
    if not _WILD.isdisjoint(name) and (found := sorted(glob.glob(name, recursive=True))):
        return [f for each in found for f in paths(each)]
    if "://" in name:
        raise ReadError(f"{name}: only http and https addresses are fetched; save the page and name the file.")
    raise ReadError(f"{name}: there is no such file or folder; check the path.")


_WILD = frozenset("*?[")
"""Characters that stand for others in the name of a file."""


def _there(name: str) -> list[str] | None:
    """The files of a folder, or a file; None where there is neither."""
    try:
        path = Path(name)
        if path.is_dir():
            return [str(p) for p in _in_folder(path)]
        return [name] if path.exists() else None
    except OSError as e:
        raise _unreadable(name, e) from None


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


# ---------------------------------------------------------------- one source


def _of(name: str, options: Options, fetcher: Fetcher) -> Iterator[Item]:
    """What comes of one file or address."""
    kind = ""
    try:
        if name.lower().endswith((".jsonl", ".ndjson")) and "://" not in name:
            yield from _lines(Path(name), options, fetcher)
            return
        found, source = recognised(_source(name, options, fetcher))
        kind = found.label
        empty = True
        for document in found.read(source) if found.read else ():
            empty = False
            yield Item(name, kind, _article(document, source, fetcher))
        if empty:
            raise ReadError(f"{name}: this is taken for {kind}, and no article is in it; check what was saved.")
    except ReadError as e:
        yield Item(name, kind, Refused(name, str(e)))
    except OSError as e:
        yield Item(name, kind, Refused(name, str(_unreadable(name, e))))
    except Exception as e:
        broke = f"{type(e).__name__}: {' '.join(str(e).split())[:100]}"
        yield Item(
            name,
            kind,
            Refused(name, f"{name}: cannot be read as {kind or 'what it seems'} ({broke}); it may be damaged."),
        )


def _lines(path: Path, options: Options, fetcher: Fetcher) -> Iterator[Item]:
    """JSON Lines, read as they come, whatever the size of the file."""
    source = Source(b"", str(path), Known(options.published, name=path.name), options, path)
    with path.open("rb") as file:
        for document in records.lines(file, source):
            yield Item(str(path), "JSON Lines", _article(document, source, fetcher))


def _source(name: str, options: Options, fetcher: Fetcher) -> Source:
    """The bytes of a file, an address or standard input.

    Raises:
        ReadError: there are none, or too many.
    """
    if name == "-":
        source = Source(sys.stdin.buffer.read(MOST + 1), "standard input", Known(options.published), options)
    elif "://" in name:
        raw, charset = fetcher.page(name)
        source = Source(raw, name, Known(options.published, url=name), options, charset=charset)
    else:
        path = Path(name)
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
        source = Source(raw, name, Known(options.published, name=path.name), options, path)
    if not source.raw.strip():
        raise ReadError(f"{source.name}: the file is empty; nothing to read.")
    return source


def _article(document: Found, source: Source, fetcher: Fetcher) -> Article | Refused:
    """The article of a document; the reason where it is none."""
    if isinstance(document, Refused):
        return document
    name = document.id if document.id.startswith(source.name) else f"{source.name} ({document.id})"
    name = source.name if document.id == Path(source.name).stem else name
    try:
        if isinstance(document, Linked):
            document = _followed(document, source, fetcher)
        text = document.text if document.exact else kept(document.text)
        accept(text, name)
        return describe(text, document.id, document.known)
    except (ReadError, DateError) as e:
        return Refused(name, str(e))


def _followed(linked: Linked, source: Source, fetcher: Fetcher) -> Document:
    """The page that a feed or a service only summarises.

    Raises:
        ReadError: nobody asked for it, the site does not want it, or it cannot be read.
    """
    if not source.options.follow:
        raise ReadError(
            f"{source.name} ({linked.url}): only the beginning of this article is here; add --follow to read the page."
        )
    if not fetcher.allowed(linked.url):
        raise ReadError(
            f"{source.name} ({linked.url}): the site asks programs not to read this page; save it yourself."
        )
    raw, charset = fetcher.page(linked.url)
    kind, page = recognised(
        Source(raw, linked.url, replace(linked.known, url=linked.url), source.options, charset=charset)
    )
    first = next((d for d in kind.read(page) if isinstance(d, Document)), None) if kind.read else None
    if first is None or len(raw) > MOST_BYTES:
        raise ReadError(f"{source.name} ({linked.url}): the page holds no article; save the article itself.")
    known = first.known
    return Document(first.text, replace(known, publisher=known.publisher or linked.known.publisher), linked.id)


def _unreadable(name: str, error: OSError) -> ReadError:
    return ReadError(f"{name}: cannot be read ({(error.strerror or 'unknown reason').lower()}); check the path.")


def from_record(record: Any, name: str, day: date | None = None) -> Article:
    """An Article of a record `{"id", "text", "published"?, "title"?, "url"?}`; the text is used exactly as given.

    Raises:
        ReadError: it has no text.
        DateError: its day is no date.
    """
    if not isinstance(record, dict):
        raise ReadError(f'{name}: a record needs a non-empty text, as in {{"id": …, "text": …, "published": …}}.')
    document = fields.document(record, name, Known(day), {}, literal=True)
    if len(document.text) > LIMIT:
        raise ReadError(
            f"{name}: {len(document.text):,} characters are too many for one article (at most {LIMIT:,}); split it."
        )
    return describe(document.text, document.id, document.known)

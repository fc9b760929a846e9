"""Records with named fields (rows of tables, JSON objects) → documents: which field is the text, the day, the outlet.

Names are data: `data/reading/fields.tsv`. What a person says by `--column` wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from truceline.errors import DateError, ReadError
from truceline.read.article import Known
from truceline.read.dates import read_date
from truceline.read.document import Document
from truceline.read.html import from_html, looks_html
from truceline.shelf import data, rows

FIELDS = ("text", "title", "published", "publisher", "url", "byline", "id")
"""The parts of an article that a record may name."""

_MARKUP = re.compile(r"</?(?:p|br|div|figure|h[1-6]|ul|li|blockquote|aside|strong|em|a)\b[^<>]*>", re.I)


def document(
    record: Mapping[str, Any], name: str, known: Known, columns: Mapping[str, str], literal: bool = False
) -> Document:
    """The document of a record.

    Args:
        record: values by the names that their maker gave them.
        name: what it is called in messages, and its id where it has none.
        known: what is known from outside; wins.
        columns: names by field, as a person gave them.
        literal: a field that is called `text` is kept letter for letter, even where it looks like HTML.

    Raises:
        ReadError: it has no text.
        DateError: its day is no date.
    """
    named = chosen(record, columns)
    text = _text(record[named["text"]]) if "text" in named else ""
    if not text.strip():
        raise ReadError(f"{name}: {_lacking(record, named)}")
    own, id = described(record, name, known, columns)
    markup = _is_markup(text) and not (literal and named["text"] == "text")
    if markup:
        text, page = from_html(text, own.url, own.published)
        own = replace(own, title=own.title or page.title)
    return Document(text, own, id, exact=literal and not markup)


def described(record: Mapping[str, Any], name: str, known: Known, columns: Mapping[str, str]) -> tuple[Known, str]:
    """What a record says about its article beside the text, and its id; what is known from outside wins.

    Raises:
        DateError: its day is no date.
    """
    named = chosen(record, columns)
    said = {f: _words(record[named[f]]) for f in ("title", "byline", "publisher", "url", "id") if f in named}
    day = None if known.published or "published" not in named else _day(record[named["published"]], name)
    own = Known(day, *(said.get(f) for f in ("title", "url", "byline", "publisher")))
    return known.beside(own), said.get("id") or name


def chosen(record: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    """The name in the record for each field: the one that a person gave, else the best known one that has a value.

    Raises:
        ReadError: a name that a person gave is not there.
    """
    plain = {_bare(n): n for n in reversed(list(record))}
    out: dict[str, str] = {}
    for field, name in columns.items():
        if _bare(name) not in plain:
            raise ReadError(f"there is no column {name!r} for the {field}; found {listed(record)}.")
        out[field] = plain[_bare(name)]
    for field in FIELDS:
        if field not in out and (found := _best(field, record, plain, out.values())):
            out[field] = found
    return out


def _best(field: str, record: Mapping[str, Any], plain: Mapping[str, str], taken: Collection[str]) -> str | None:
    """The best known name for a field that has a value of its sort and stands for no other."""
    names = (plain[n] for n in _names()[field] if n in plain and plain[n] not in taken)
    return next((n for n in names if _can_be(field, record[n])), None)


def _can_be(field: str, value: Any) -> bool:
    """Whether a value can be that of a field: an address is no outlet, and what is no address is no link."""
    if value in (None, "", [], {}):
        return False
    address = isinstance(value, str) and bool(re.match(r"\s*https?://", value))
    return address if field == "url" else not (address and field == "publisher")


def listed(names: Iterable[str]) -> str:
    """Names for a message; the first dozen."""
    several = [str(n) for n in names]
    return (", ".join(several[:12]) + (", …" if len(several) > 12 else "")) or "none"


def has_text(names: Iterable[str], columns: Mapping[str, str] | None = None) -> bool:
    """Whether some of these names can be that of a text."""
    bare = {_bare(n) for n in names}
    wanted = {_bare(columns["text"])} if columns and "text" in columns else set(_names()["text"])
    return bool(bare & wanted)


def _lacking(record: Mapping[str, Any], named: Mapping[str, str]) -> str:
    if "text" in named:
        return f"the text ({named['text']!r}) is empty; nothing to read."
    return f"a record needs a non-empty text, and none of its keys holds one; found {listed(record)}; say which by --column text=NAME."


def _text(value: Any) -> str:
    """The text of a value: a string, paragraphs in a list, or pieces of one paragraph with their marks."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "\n\n".join(value)
    if isinstance(value, list):
        return "".join(v if isinstance(v, str) else _words(v) or "" for v in value)
    return ""


def _words(value: Any) -> str | None:
    """A value on one line: a string, a number, the name in an object, several with commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value))) or None
    if isinstance(value, dict):
        return next((str(value[k]) for k in ("name", "title", "text", "label", "shortname") if value.get(k)), None)
    return " ".join(str(value).split()) or None if isinstance(value, str | int) else None


def _day(value: Any, name: str) -> date | datetime | None:
    """The publication day of a value: text, seconds or milliseconds since 1970, or an object of several dates."""
    if isinstance(value, dict):
        kept = (value[k] for k in ("original", "published", "issued", "created") if value.get(k))
        return _day(next(kept, None), name)
    if isinstance(value, int | float) or (isinstance(value, str) and re.fullmatch(r"1\d{9}(?:\d{3})?", value)):
        return _instant(float(value))
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return read_date(value)
    except DateError as e:
        raise DateError(f"{name}: the day cannot be read: {e}") from None


def _instant(seconds: float) -> datetime | None:
    """A Unix time, in seconds or milliseconds, as an instant in UTC."""
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_markup(text: str) -> bool:
    """Whether a text is HTML: it begins like a page, or has several of its elements."""
    return looks_html(text) or len(_MARKUP.findall(text[:20_000])) >= 2


def _bare(name: str) -> str:
    """A name without its case, blanks and marks."""
    return re.sub(r"[^a-z0-9]", "", str(name).casefold())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for row in rows(data("reading", "fields.tsv")):
        out.setdefault(row["field"], []).append(row["name"])
    return {field: tuple(names) for field, names in out.items()}

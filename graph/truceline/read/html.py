"""HTML → Article: trafilatura where it is installed, a small reader of our own where not.

The publication date is taken from the page's JSON-LD (`datePublished`, with its time zone) or its meta data; then from
trafilatura; then from the date line of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

from truceline.errors import DateError
from truceline.read.article import Known
from truceline.read.dates import read_date

_META_DATE = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "og:published_time",
)
_TEXT = {"p", "h1", "h2", "h3", "h4", "li", "figcaption", "blockquote", "time", "address"}
_SKIP = {"script", "style", "nav", "aside", "footer", "form", "noscript", "button", "svg", "template", "iframe"}
_VOID = {"br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "base", "col", "embed", "track"}


def looks_html(text: str) -> bool:
    """Whether a text is an HTML page.

    >>> looks_html("<!doctype html><p>News</p>"), looks_html("The truce <held>.")
    (True, False)
    """
    return bool(
        re.match(
            r"\s*(?:<!doctype html|<html\b|<head\b|<body\b|<article\b|<\?xml[^>]*>\s*<(?:!doctype )?html)",
            text[:1000],
            re.I,
        )
    )


def from_html(page: str, url: str | None = None, published: date | datetime | None = None) -> tuple[str, Known]:
    """The news text of a page and what the page says about it.

    Returns:
        The text (headline first, a blank line between paragraphs) and what is known of title, author, date, address.
    """
    own = _Page()
    own.feed(page)
    own.close()
    data = list(_linked_data(own.scripts))
    body = _by_trafilatura(page) or own.text()
    title = _first(data, "headline") or own.meta.get("og:title") or own.heading or own.title
    title = re.sub(r"\s+", " ", title).strip() if title else None
    if title and not body.lstrip().startswith(title):
        body = f"{title}\n\n{body}"
    known = Known(
        published=published or _date(data, own.meta),
        title=title or None,
        url=url or own.canonical or own.meta.get("og:url"),
        byline=_name(_first(data, "author")) or own.meta.get("author") or own.meta.get("article:author"),
        publisher=_name(_first(data, "publisher")) or own.meta.get("og:site_name"),
    )
    return body, known


def _by_trafilatura(page: str) -> str | None:
    try:
        import trafilatura
    except ImportError:
        return None
    text = trafilatura.extract(
        page, include_comments=False, include_tables=False, favor_precision=False, deduplicate=False
    )
    return re.sub(r"\n(?!\n)", "\n\n", text) if text else None


class _Page(HTMLParser):
    """Collects paragraphs, headings, meta data and JSON-LD of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.scripts: list[str] = []
        self.title = self.heading = ""
        self.canonical: str | None = None
        self._open: list[str] = []
        self._lines: list[tuple[bool, str]] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "meta" and (name := given.get("property") or given.get("name") or given.get("itemprop")):
            self.meta.setdefault(name.lower(), given.get("content", "").strip())
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href")
        if tag == "br":
            self._words.append("\n")
        if tag in _VOID:
            return
        if tag in _TEXT:
            self._flush()
        self._open.append("json" if given.get("type") == "application/ld+json" else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _TEXT:
            self._flush()
        while self._open:
            if self._open.pop() in {tag, "json"}:
                break

    def handle_data(self, data: str) -> None:
        if "json" in self._open:
            self.scripts.append(data)
        elif "title" in self._open:
            self.title += data
        elif not _SKIP.intersection(self._open) and _TEXT.intersection(self._open):
            self._words.append(data)

    def _flush(self) -> None:
        text = re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t\r\f\v]+", " ", "".join(self._words))).strip()
        self._words = []
        if text:
            if "h1" in self._open and not self.heading:
                self.heading = text
            self._lines.append((bool({"article", "main"}.intersection(self._open)), text))

    def text(self) -> str:
        """The paragraphs inside `article` or `main`, or all of them where a page has neither."""
        inside = [line for main, line in self._lines if main]
        return "\n\n".join(dict.fromkeys(inside or [line for _, line in self._lines]))


def _linked_data(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """The objects of all JSON-LD scripts, `@graph` opened, articles first."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        try:
            top = json.loads(script)
        except ValueError:
            continue
        for item in top if isinstance(top, list) else [top]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                found += [x for x in (graph if isinstance(graph, list) else [item]) if isinstance(x, dict)]
    yield from sorted(found, key=lambda x: "datePublished" not in x)


def _first(data: list[dict[str, Any]], key: str) -> Any:
    return next((x[key] for x in data if x.get(key)), None)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) and value.strip() else None


def _date(data: list[dict[str, Any]], meta: dict[str, str]) -> date | datetime | None:
    for text in [_first(data, "datePublished"), *(meta.get(k) for k in _META_DATE)]:
        if isinstance(text, str) and text.strip():
            try:
                return read_date(text)
            except DateError:
                continue
    return None

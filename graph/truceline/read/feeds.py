"""RSS and Atom → documents: entries with their full content; of the others, the address of the page."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from truceline.read import prolog
from truceline.read.article import Known
from truceline.read.document import Document, Found, Linked, Refused, Source, first
from truceline.read.html import from_html

_WHOLE = 1500
"""A summary of this length that ends like a sentence is taken for the whole text."""


def looks(source: Source) -> bool:
    """Whether bytes are a feed."""
    root = prolog.root(source.head)
    return root in {"rss", "feed"} or (root == "rdf" and "http://purl.org/rss/" in source.head)


def read(source: Source) -> Iterator[Found]:
    """The entries of a feed, in its order; given as a stream, since feedparser takes bytes for the name of a file first."""
    import feedparser

    feed = feedparser.parse(BytesIO(source.raw), sanitize_html=False, resolve_relative_uris=False)
    outlet = first(feed.feed.get("title"))
    for n, entry in enumerate(feed.entries, 1):
        yield _entry(entry, f"{source.name}:{n}", source.known, outlet)


def _entry(entry: Any, name: str, known: Known, outlet: str | None) -> Found:
    own = _known(entry, known, outlet)
    id = first(entry.get("id"), own.url) or name
    whole = _content(entry)
    text = _text(whole or entry.get("summary") or "", own)
    if text and (whole or _seems_whole(text)):
        return Document(text, own, id)
    if own.url:
        return Linked(own.url, own, id)
    return Refused(name, f"{name}: this entry of the feed has neither a text nor an address; nothing to read.")


def _content(entry: Any) -> str:
    """The longest of the full contents of an entry; empty where it has none."""
    return max((c.get("value") or "" for c in entry.get("content") or ()), key=len, default="")


def _known(entry: Any, known: Known, outlet: str | None) -> Known:
    """What an entry says of itself."""
    return Known(
        published=known.published or _day(entry),
        title=_plain(first(entry.get("title"))),
        url=first(entry.get("link")),
        byline=first(entry.get("author")),
        publisher=known.publisher or first((entry.get("source") or {}).get("title")) or outlet,
    )


def _seems_whole(text: str) -> bool:
    """Whether a summary is as long as an article, and is not broken off."""
    return len(text) >= _WHOLE and not re.search(r"(?:…|\.\.\.|\[…\])\s*$", text)


def _text(content: str, own: Known) -> str:
    """The text of an entry, its headline first."""
    text, _ = from_html(f"<html><body><article>{content}</article></body></html>", own.url, own.published)
    return text if not own.title or own.title in text[:400] else f"{own.title}\n\n{text}" if text.strip() else ""


def _plain(title: str | None) -> str | None:
    """A title without markup."""
    import html

    return " ".join(html.unescape(re.sub(r"<[^<>]+>", "", title)).split()) if title else None


def _day(entry: Any) -> datetime | None:
    """When an entry was published, in UTC; when it was changed where it says no more."""
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(timegm(told), UTC) if told else None

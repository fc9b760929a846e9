"""HTML → Article: by trafilatura, pinned so that the same page gives the same text everywhere; by our own reader where it finds nothing.

The publication date is taken from the page's JSON-LD (`datePublished`, with its time zone), its meta elements or its
`<time>`; then from the date line of the text; then from its address.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from truceline.read import dom, prolog
from truceline.read.article import Known
from truceline.read.dates import first_published
from truceline.read.linked import Item, first, items, named, plain, published
from truceline.read.links import outlet
from truceline.read.page import Page

_ROOTS = frozenset(
    ["html", "head", "body", "article", "main", "section", "div", "header", "h1", "p", "title", "meta", "table"]
)
_OUTLET = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")


def looks_html(text: str) -> bool:
    """Whether a text is an HTML page or a piece of one.

    >>> looks_html("<!doctype html><p>News</p>"), looks_html("The truce <held>.")
    (True, False)
    """
    return prolog.root(text[:8192]) in _ROOTS or bool(re.match(r"\s*<!doctype\s+html", text, re.I))


def from_html(page: str, url: str | None = None, day: date | datetime | None = None) -> tuple[str, Known]:
    """The news text of a page and what the page says about it.

    Returns:
        The text (headline first, a blank line between paragraphs; empty when the page holds none) and what is known of
        title, author, date, address.
    """
    root = dom.tree(page)
    page = dom.mended(root) if root is not None else page
    own = Page.of(page)
    data = items(own.scripts)
    body = _body(page, own)
    title = _title(own, data)
    if title and body and not _has_line(body, title):
        body = f"{title}\n\n{body}"
    return body, Known(
        published=day or published(data, own.meta, own.times[:1]) or first_published(own.head()),
        title=title,
        url=url or own.canonical or own.meta.get("og:url") or None,
        byline=_author(own, data, root),
        publisher=_publisher(own, data),
    )


def _title(own: Page, data: Sequence[Item]) -> str | None:
    """The headline, by the first that names one: JSON-LD, the page's heading, its meta elements, its `<title>`."""
    return plain(first(data[:1], "headline")) or own.heading or plain(own.meta.get("og:title")) or _named_title(own)


def _publisher(own: Page, data: Sequence[Item]) -> str | None:
    """The outlet, by the first that names one: JSON-LD, the meta elements, the `<title>`."""
    return named(first(data, "publisher"), data) or plain(own.meta.get("og:site_name")) or _title_outlet(own)


def _author(own: Page, data: Sequence[Item], root: Any) -> str | None:
    """Who wrote, by the first that says so: JSON-LD, the meta elements, an element of the page."""
    return (
        named(first(data, "author"), data)
        or plain(own.meta.get("author"))
        or plain(own.meta.get("article:author"))
        or (dom.byline(root) if root is not None else None)
    )


def _body(page: str, own: Page) -> str:
    """What trafilatura finds; our own reader's paragraphs where it finds nothing or next to nothing."""
    mine = own.text()
    theirs = _by_trafilatura(page) or ""
    whole = len(theirs) >= max(40, 0.3 * len(mine)) and not ("\n" in mine and "\n" not in theirs)
    return theirs if whole else mine


def _by_trafilatura(page: str) -> str | None:
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    text = trafilatura.extract(
        page, include_comments=False, include_tables=False, favor_precision=False, deduplicate=False
    )
    return re.sub(r"\n(?!\n)", "\n\n", text) if text else None


def _named_title(own: Page) -> str | None:
    """The `<title>` without the outlet's name after it."""
    title = plain(own.title)
    return _OUTLET.sub("", title) if title else None


def _title_outlet(own: Page) -> str | None:
    """The outlet that `<title>` names after the headline: one that we know, or what stands last."""
    title = plain(own.title) or ""
    parts = re.split(r"\s+[|–—-]\s+", title)[1:]
    last = parts[-1] if parts and own.heading and title.startswith(own.heading) else None
    return next(filter(None, map(outlet, parts)), last)


def _has_line(body: str, title: str) -> bool:
    """Whether one of the first lines of the text is the headline."""
    ends = [-1, *(m.start() for m in re.finditer(r"\n", body[:2000])), len(body)]
    return any(body[a + 1 : b].strip() == title for a, b in pairwise(ends))

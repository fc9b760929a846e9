"""What a page says of itself for machines: JSON-LD (schema.org) and meta elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from truceline.errors import DateError
from truceline.read.dates import read_date

Item = dict[str, Any]

_META_DATE = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published_time_telegram",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "originalpublicationdate",
    "displaydate",
    "cxenseparse:recs:publishtime",
    "date",
)


def items(scripts: Sequence[str]) -> list[Item]:
    """The objects of all JSON-LD scripts; articles with a day first, then what has one, then the rest.

    >>> items(['{"@graph": [{"@type": "Person"}, {"@type": "NewsArticle", "datePublished": "2016-05-03"}]}'])[0]["@type"]
    'NewsArticle'
    """
    found = [item for script in scripts for item in _objects(_loaded(script))]
    return sorted(found, key=lambda x: (not _is_article(x), "datePublished" not in x))


def _loaded(script: str) -> Any:
    """The value of a script; comments and CDATA marks around it, and commas too many inside it, are forgiven."""
    body = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$", "", script
    )
    for text in (body, re.sub(r",(\s*[}\]])", r"\1", body)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[Item]:
    """An object, and those of its graph and its main entity."""
    if isinstance(value, list):
        for each in value:
            yield from _objects(each)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key))


def _is_article(item: Item) -> bool:
    kinds = item.get("@type")
    several = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(k, str) and re.search(r"Article|BlogPosting|Report$", k) for k in several)


def first(data: Sequence[Item], key: str) -> Any:
    """The first value that any object has for a key."""
    return next((x[key] for x in data if x.get(key)), None)


def named(value: Any, data: Sequence[Item] = ()) -> str | None:
    """The name of a person or organisation, several with commas; a reference by `@id` is followed."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, (named(v, data) for v in value)))) or None
    if isinstance(value, dict):
        there = next((x for x in data if value.get("@id") and x.get("@id") == value["@id"] and x.get("name")), {})
        value = value.get("name") or there.get("name")
    return plain(value)


def plain(value: Any) -> str | None:
    """A text on one line with entities read; ``None`` for an address, and for what is no text."""
    text = " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
    return None if not text or re.match(r"https?://", text) else text


def published(data: Sequence[Item], meta: dict[str, str], times: Sequence[str] = ()) -> date | datetime | None:
    """The publication day, with its time zone where it has one: JSON-LD, then meta elements, then `<time>`."""
    stated = [x.get("datePublished") for x in data] + [meta.get(k) for k in _META_DATE] + list(times)
    for text in (*stated, first(data, "dateCreated")):
        if isinstance(text, str) and text.strip():
            try:
                return read_date(text)
            except DateError:
                continue
    return None

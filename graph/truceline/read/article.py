"""Makes an Article of a text: what its lines are, who wrote it, when, for whom."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from urllib.parse import urlsplit

from truceline.errors import DateError
from truceline.model import Article, Block
from truceline.read.blocks import agencies, blocks
from truceline.read.dates import DATE, read_date
from truceline.shelf import data, rows


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an article from outside its text; it wins over what the text says."""

    published: date | datetime | None = None
    title: str | None = None
    url: str | None = None
    byline: str | None = None
    publisher: str | None = None


def make_article(
    text: str,
    id: str = "article",
    published: date | datetime | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Article:
    """An Article over exactly this text (no cleaning: offsets refer to it).

    >>> make_article("Guns fall silent\\n\\nMay 3, 2016\\n\\nThe truce held.").published
    datetime.date(2016, 5, 3)
    """
    return describe(text, id, Known(published, title, url))


def describe(text: str, id: str, known: Known) -> Article:
    """An Article over exactly this text, with what is known and what its own lines say."""
    parts = blocks(text, known.title)
    line = {
        kind: [text[b.start : b.end] for b in parts if b.kind == kind] for kind in ("title", "byline", "agency", "link")
    }
    url = known.url or next((unwrap(u) for u in line["link"]), None)
    byline = known.byline or next(iter(line["byline"]), None)
    return Article(
        id=id,
        text=text,
        hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=known.published or _published(text, parts),
        title=known.title or next(iter(line["title"]), None),
        url=url,
        byline=re.sub(r"^by\s+", "", byline, flags=re.I) if byline else None,
        publisher=known.publisher or publisher(url),
        agencies=_credited(line["agency"]),
        blocks=parts,
    )


def unwrap(url: str) -> str:
    """The address itself, where it is wrapped in a redirect that carries it.

    >>> unwrap("https://go.example:443/https/news.example/a")
    'https://news.example/a'
    """
    if inner := re.match(r"https?://[^/]+/(https?)(?:://?|/)(.+)", url):
        return f"{inner[1]}://{inner[2]}"
    return url


def publisher(url: str | None) -> str | None:
    """The outlet to which an address belongs; the host itself when we do not know the outlet."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    for n in range(host.count(".")):
        if label := _outlets().get(host.split(".", n)[-1]):
            return label
    return host or None


@cache
def _outlets() -> dict[str, str]:
    return {r["domain"]: r["label"] for r in rows(data("reading", "outlets.tsv"))}


def _published(text: str, parts: tuple[Block, ...]) -> date | datetime | None:
    for block in parts:
        if block.kind == "dateline" and (found := DATE.search(text[block.start : block.end])):
            try:
                return read_date(found.group())
            except DateError:
                continue
    return None


def _credited(lines: list[str]) -> tuple[str, ...]:
    names = (n.strip() for line in lines for n in line[line.find("(") + 1 : line.rfind(")")].split(","))
    return tuple(dict.fromkeys(n for n in names if n in agencies()))

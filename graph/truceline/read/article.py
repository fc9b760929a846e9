"""Makes an Article of a text: what its lines are, who wrote it, when, for whom."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from truceline.model import Article, Block, news_day
from truceline.read.blocks import Known as Lines
from truceline.read.blocks import blocks
from truceline.read.dateline import credited
from truceline.read.dates import DATE, first_published, read_date
from truceline.read.links import URL, outlet, publisher, unwrap


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an article from outside its text; it wins over what the text says."""

    published: date | datetime | None = None
    title: str | None = None
    url: str | None = None
    byline: str | None = None
    publisher: str | None = None
    name: str | None = None

    def beside(self, own: Known) -> Known:
        """What is known, and where nothing is, what the article says of itself."""
        values = {f: getattr(self, f) or getattr(own, f) for f in ("published", "title", "url", "byline", "publisher")}
        return replace(self, **values)


_HALF = re.compile("[\ud800-\udfff]")


def make_article(
    text: str,
    id: str = "article",
    published: date | datetime | str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Article:
    """An Article over exactly this text (no cleaning: offsets refer to it).

    Args:
        text: the text.
        id: a name for it.
        published: the day, as a date or as people write it; without it the text's own date line is asked.
        title: the headline, where it is known.
        url: the address.

    Raises:
        DateError: `published` is no date.

    >>> make_article("Guns fall silent\\n\\nMay 3, 2016\\n\\nThe truce held.").published
    datetime.date(2016, 5, 3)
    >>> make_article("The truce held.", published="3 May 2016").published
    datetime.date(2016, 5, 3)
    """
    day = read_date(published) if isinstance(published, str) else published
    return describe(text, id, Known(day, title, url))


def describe(text: str, id: str, known: Known) -> Article:
    """An Article over exactly this text, with what is known and what its own lines say.

    Halves of characters (lone surrogates), which no file can hold, become U+FFFD, so that offsets stay.
    """
    text = _HALF.sub("\ufffd", text)
    parts = blocks(text, known=Lines(known.title, known.byline, known.publisher))
    line = {
        kind: [text[b.start : b.end] for b in parts if b.kind == kind] for kind in ("title", "byline", "agency", "link")
    }
    url = known.url or _address(text, parts)
    outlet_ = publisher(url and unwrap(url), known.publisher or _outlet(text, parts))
    byline = _author(known.byline or next(iter(line["byline"]), None), outlet_)
    return Article(
        id=id,
        text=text,
        hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=next(filter(None, map(news_day, _days(text, parts, known, url))), None),
        title=known.title or next(iter(line["title"]), None),
        url=unwrap(url) if url else None,
        byline=byline,
        publisher=outlet_,
        agencies=_credited(text, parts),
        blocks=parts,
    )


def _author(byline: str | None, outlet_: str | None) -> str | None:
    """Who wrote; ``None`` where only the outlet itself is named."""
    name = _LABEL.sub("", byline).strip() if byline else ""
    bare = outlet(re.sub(r"\s*\(.*\)$", "", name)) or name
    return None if not name or bare == outlet_ else name


_LABEL = re.compile(
    r"^(?:(?:by|from|story by|report by|words by|authors?|reporter|correspondent)\b:?)\s+(?:by\s+)?", re.I
)


def _days(text: str, parts: tuple[Block, ...], known: Known, url: str | None) -> Iterator[date | datetime | None]:
    """Who says of which day it is, the surest first: what is known, the date lines, the first words, a name."""
    yield known.published
    yield first_published(text[b.start : b.end] for b in parts if b.kind == "dateline") or _opening(text, parts)
    yield _in_name(url, known.name)


def _opening(text: str, parts: tuple[Block, ...]) -> date | datetime | None:
    """The date with which the first paragraph opens, glued to its first sentence: "Thursday, May 7, 2015 On …"."""
    first = next((b for b in parts if b.kind == "body"), None)
    found = DATE.match(text, first.start, first.end) if first else None
    if found and re.match(r"\s+[A-Z][a-z]+ ", text[found.end() : found.end() + 20]):
        return read_date(found.group())
    return None


def _in_name(url: str | None, name: str | None) -> date | None:
    """The day in an address or a file name, where nothing else tells it: …/2016/05/03/…, 2016-05-03-geneva.txt."""
    for text in (url, name):
        if found := _NAMED.search(text or ""):
            try:
                return date(int(found[1]), _MONTHS.get(found[2].lower()) or int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


_MONTHS = {
    m: n for n, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_NAMED = re.compile(rf"(?<!\d)((?:19|20)\d\d)[-/_.](\d\d?|{'|'.join(_MONTHS)})[-/_.](\d\d?)(?!\d)", re.I)


def _address(text: str, parts: tuple[Block, ...]) -> str | None:
    """The address of the article: a line of its own near its head, or its last line."""
    seen = 0
    for n, block in enumerate(parts):
        seen += block.kind == "body"
        if block.kind == "link" and (seen <= 2 or n == len(parts) - 1):
            found = URL.search(text, block.start, block.end)
            return found.group() if found else None
    return None


def _outlet(text: str, parts: tuple[Block, ...]) -> str | None:
    """The outlet that the page names: by a line of its own, in its copyright line, in brackets before the first words."""
    for block in parts:
        line = text[block.start : block.end]
        if block.kind == "furniture":
            rights = _RIGHTS.match(line)
            source = re.match(r"source: *(.+?)(?: and (?:news )?agencies)?$", line, re.I)
            found = outlet(rights[1] if rights else source[1] if source else line.split(",")[0])
        elif block.kind == "dateline" and (m := re.match(r"[^()]*\(([^()]+)\)\W*$", line)) and not credited(m[1]):
            found = outlet(m[1])
        else:
            found = None
        if found:
            return found
    return None


_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\))[ ©]*(?:\(c\))?\s*(?:\d{4}(?:-\d{4})?)?,?\s*(?:by )?(.{2,40}?)(?:\.(?: |$)|,|$| all rights)",
    re.I,
)


def _credited(text: str, parts: tuple[Block, ...]) -> tuple[str, ...]:
    """The wire agencies credited: in the place line, the byline, the last lines."""
    lines = (text[b.start : b.end] for b in parts if b.kind in {"agency", "byline", "dateline"})
    return tuple(dict.fromkeys(name for line in lines for name in credited(line)))

"""Nexis exports → documents: the numbered text of LexisNexis ("1 of 50 DOCUMENTS") and the articles of Nexis Uni and Lexis+.

A document has lines with labels (BYLINE, LENGTH, Load-Date …) around its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from truceline.errors import DateError, ReadError
from truceline.read.article import Known
from truceline.read.dates import DATE, read_date
from truceline.read.document import Document, Found, Source, first, numbered

_NUMBER = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS[ \t]*$", re.M)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_LABEL = re.compile(
    r"^[ \t]*(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|GRAPHIC|LOAD-DATE|LANGUAGE|URL|PUBLICATION-TYPE|SUBJECT|JOURNAL-CODE|DOCUMENT-TYPE|CATEGORY|SERIES|CORRECTION|NOTES?|Byline|Section|Length|Dateline|Highlight|Graphic|Load-Date|Language|URL|Publication-Type|Subject|Journal Code|Notes?):[ \t]*(.*(?:\n(?![ \t]*\n)(?![A-Z][A-Za-z-]+:).*)*)",
    re.M,
)
_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.M)
_AFTER = re.compile(r"^[ \t]*(?:Classification|Graphic|Notes|Load-Date:.*)[ \t]*$", re.M)
_RIGHTS = re.compile(r"^[ \t]*(?:Copyright\b|©|\(c\)).*$|^[ \t]*All Rights Reserved[ \t]*$", re.M | re.I)
_TAIL = frozenset(
    {
        "URL",
        "LOAD-DATE",
        "LANGUAGE",
        "GRAPHIC",
        "PUBLICATION-TYPE",
        "SUBJECT",
        "JOURNAL-CODE",
        "DOCUMENT-TYPE",
        "CATEGORY",
        "SERIES",
        "CORRECTION",
        "NOTE",
        "NOTES",
    }
)


def looks(source: Source) -> bool:
    """Whether a text is a Nexis export: numbered documents, or labels for length and load date."""
    text = source.text[:200_000]
    labels = {m[1].upper() for m in _LABEL.finditer(text)}
    return {"LENGTH", "LOAD-DATE"} <= labels and bool(_NUMBER.search(text) or _END.search(text) or _BODY.search(text))


def read(source: Source) -> Iterator[Found]:
    """The documents of an export, in its order."""
    text = source.text.replace("\r\n", "\n").replace("\xa0", " ").replace("\f", "\n")
    parts = _NUMBER.split(text)[1:] if _NUMBER.search(text) else _END.split(text)
    found = [d for part in parts if part.strip() and (d := _document(part, source))]
    if not found:
        raise ReadError(
            f"{source.name}: this looks like a Nexis export, but no document in it has a text; export full documents."
        )
    yield from numbered(source.name, found)


def _document(part: str, source: Source) -> Document | None:
    """One document; None where a part has no text."""
    labels = {m[1].upper().replace(" ", "-"): " ".join(m[2].split()) for m in _LABEL.finditer(part)}
    modern = _BODY.search(part)
    head, body = _modern(part, modern) if modern else _classic(part)
    blocks = list(filter(None, map(_block, re.split(r"\n[ \t]*\n", head))))
    day = next(((n, found) for n, x in enumerate(blocks) if (found := DATE.search(x))), None)
    if day is None or not body.strip():
        return None
    outlet, title = _named(blocks, day, bool(modern))
    known = Known(
        published=source.known.published or _day(day[1].group()),
        title=title,
        url=labels.get("URL"),
        byline=first(re.sub(r"^by[: ]+", "", labels.get("BYLINE", ""), flags=re.I)),
        publisher=outlet,
    )
    text = _paragraphs(body)
    return Document(f"{title}\n\n{text}" if title and not text.startswith(title) else text, known, "")


def _paragraphs(text: str) -> str:
    """Paragraphs with a blank line between; lines of a paragraph joined."""
    return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n[ \t]*\n", text) if p.strip())


def _modern(part: str, body: re.Match[str]) -> tuple[str, str]:
    """Head and text of Nexis Uni: the text stands between "Body" and "Classification"."""
    after = _AFTER.search(part, body.end())
    label = _LABEL.search(part)
    return part[: label.start() if label else body.start()], part[body.end() : after.start() if after else len(part)]


def _classic(part: str) -> tuple[str, str]:
    """Head and text of LexisNexis: the text stands between the labels of the head and those of the tail."""
    marks = list(_LABEL.finditer(part))
    tail = next((m for m in marks if m[1].upper() in _TAIL and m.start() > part.find("LENGTH:")), None)
    above = [m for m in marks if not tail or m.start() < tail.start()]
    begin = above[-1].end() if above else 0
    return part[: marks[0].start()] if marks else part, part[begin : tail.start() if tail else len(part)]


def _block(text: str) -> str:
    """Lines that stand together as one, without those on rights."""
    return " ".join(" ".join(x.split()) for x in text.split("\n") if x.strip() and not _RIGHTS.match(x))


def _named(blocks: list[str], day: tuple[int, re.Match[str]], modern: bool) -> tuple[str | None, str | None]:
    """Outlet and headline: headline, outlet, day in Nexis Uni; outlet, day with edition, headline in LexisNexis."""
    at, found = day
    glued = found.string[: found.start()].strip()
    above = [*blocks[:at], *([glued] if glued else [])]
    if modern:
        return first(*above[-1:]), first(*above[:-1][-1:])
    return first(*above[-1:]), first(*blocks[at + 1 :][-1:])


def _day(text: str) -> date | datetime | None:
    try:
        return read_date(text)
    except DateError:
        return None

"""Factiva exports → documents: several in one text, with their indexing (HD, WC, PD …) or as articles are printed.

Source: the field codes of Factiva's "Full Article/Report plus Indexing" format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from truceline.errors import DateError, ReadError
from truceline.read.article import Known
from truceline.read.dates import read_date
from truceline.read.document import Document, Found, Source, first

_END = re.compile(r"^[ \t]*(?:AN[ \t]+)?Document[ \t]+([A-Za-z0-9]{20,30})[ \t]*$", re.M)
_CODE = re.compile(
    r"^[ \t]{0,4}(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|IPC|IPD|PUB|AN|VOL|CX|CLM|ART|RF)(?:[ \t]+|$)",
    re.M,
)
_WORDS = re.compile(r"^[ \t]*[\d,]+ words[ \t]*$", re.M)
_DAY = re.compile(r"^[ \t]*(\d{1,2} [A-Z][a-z]+ \d{4})[ \t]*$", re.M)
_RIGHTS = re.compile(r"^[ \t]*(?:\(c\)|©|Copyright\b).*$", re.M | re.I)
_PAGE = re.compile(r"^[ \t]*(?:Page \d+ of \d+.*|.*©? ?\d{4} Factiva, Inc\..*)$\n?", re.M)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: (?:GMT|UTC))?")


def looks(source: Source) -> bool:
    """Whether a text is a Factiva export: it has the end mark of its documents, or its codes."""
    text = source.text[:200_000]
    codes = {m[1] for m in _CODE.finditer(text)}
    return bool(_END.search(text) and (_WORDS.search(text) or "WC" in codes)) or {"HD", "PD", "SN", "LP"} <= codes


def read(source: Source) -> Iterator[Found]:
    """The documents of an export, in its order."""
    text = _PAGE.sub("", source.text.replace("\r\n", "\n").replace("\f", "\n"))
    seen = 0
    for end in _END.finditer(text):
        part, seen_before = text[seen : end.start()], seen
        seen = end.end()
        if document := _document(part, end[1], source):
            yield document
        elif part.strip() and seen_before:
            continue
    rest = text[seen:]
    if seen == 0 and (document := _document(rest, source.name, source)):
        yield document
    elif seen == 0:
        raise ReadError(
            f"{source.name}: this looks like a Factiva export, but no document in it has a text; export full articles."
        )


def _document(part: str, id: str, source: Source) -> Document | None:
    """A document of either format; None where a part holds only a list of contents."""
    coded = {m[1] for m in _CODE.finditer(part)}
    return _coded(part, id, source) if {"HD", "LP"} <= coded or {"HD", "TD"} <= coded else _printed(part, id, source)


def _coded(part: str, id: str, source: Source) -> Document | None:
    """A document with field codes: a field goes on until the next code."""
    marks = list(_CODE.finditer(part))
    fields: dict[str, str] = {}
    for n, mark in enumerate(marks):
        end = marks[n + 1].start() if n + 1 < len(marks) else len(part)
        fields.setdefault(mark[1], part[mark.end() : end].strip("\n"))
    title = " ".join(fields.get("HD", "").split()) or None
    body = "\n\n".join(_paragraphs(fields.get(k, "")) for k in ("LP", "TD") if fields.get(k, "").strip())
    if not body.strip():
        return None
    known = Known(
        published=source.known.published or _day(fields.get("PD", "")),
        title=title,
        byline=first(" ".join(fields.get("BY", "").split())),
        publisher=first(" ".join(fields.get("SN", "").split())),
    )
    return Document(f"{title}\n\n{body}" if title else body, known, id)


def _printed(part: str, id: str, source: Source) -> Document | None:
    """A document as it is printed: headline, who wrote it, "512 words", day, time, outlet, rights, text."""
    words, rights = _WORDS.search(part), _RIGHTS.search(part)
    if not words or not rights or rights.start() < words.end():
        return None
    above = [x for x in re.split(r"\n[ \t]*\n", part[: words.start()].strip()) if x.strip()]
    body = _paragraphs(part[rights.end() :])
    if not above or not body.strip():
        return None
    title, byline = _headed(above)
    day, outlet = _dated(_lines(part[words.end() : rights.start()]))
    known = Known(source.known.published or day, title, None, byline, outlet)
    return Document(f"{title}\n\n{body}", known, id)


def _dated(lines: list[str]) -> tuple[date | datetime | None, str | None]:
    """The day and the outlet, as the lines between the number of words and the rights say."""
    day = next((_day(x) for x in lines if _DAY.match(x)), None)
    plain = [x for x in lines if not _DAY.match(x) and not _CLOCK.fullmatch(x)]
    return day, first(*plain[:1])


def _headed(above: list[str]) -> tuple[str, str | None]:
    """Headline and who wrote it, as the paragraphs above the number of words say: in one of two lines, or in two."""
    lines = _lines(above[-1])
    if len(above) > 1 and len(lines) == 1:
        return " ".join(above[-2].split()), lines[0]
    return lines[0], first(*lines[1:2])


def _lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _paragraphs(text: str) -> str:
    """Paragraphs with a blank line between; lines of a paragraph joined."""
    return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n[ \t]*\n|\n(?=[ \t]{3,}\S)", text) if p.strip())


def _day(text: str) -> date | datetime | None:
    try:
        return read_date(" ".join(text.split())) if text.strip() else None
    except DateError:
        return None

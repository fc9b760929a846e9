"""What a source is, by what is in it: one kind, with its reader, or a name and what to do where it is not read."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from truceline.errors import ReadError
from truceline.read import factiva, feeds, mail, nexis, office, plain, prolog, records, tables, warc
from truceline.read.decode import MOST_BYTES, decode
from truceline.read.document import Kind, Source

MOST = 512_000_000
"""Most bytes of a source that holds many articles."""


def _begins(*marks: bytes) -> Callable[[Source], bool]:
    return lambda source: source.raw.startswith(marks)


def _has(pattern: str) -> Callable[[Source], bool]:
    compiled = re.compile(pattern, re.S)
    return lambda source: bool(compiled.match(source.head))


def _member(*names: str) -> Callable[[Source], bool]:
    return lambda source: any(n in office.members(source) for n in names)


def _root(*names: str) -> Callable[[Source], bool]:
    return lambda source: prolog.root(source.head) in names


def _xml(source: Source) -> bool:
    """Whether bytes are XML of a kind that nothing above knows; a page may be XML, too."""
    root = prolog.root(source.head)
    return source.head.startswith("<?xml") and root != "html" and (root != "" or "<!DOCTYPE" in source.head)


def _rdf(source: Source) -> bool:
    """Whether bytes are a graph: RDF/XML, Turtle or SPARQL."""
    return prolog.root(source.head) == "rdf" or bool(re.match(r"(?:@prefix|PREFIX|@base)\s+\S*\s*<", source.head))


BYTES = (
    Kind("WARC archive", warc.looks, warc.read, large=True),
    Kind("PDF", office.is_pdf, office.read_pdf, large=True),
    Kind("Word document (DOCX)", office.is_docx, office.read_docx, large=True),
    Kind("a spreadsheet (XLSX)", _member("xl/workbook.xml"), None, "save the sheet as CSV"),
    Kind("an OpenDocument file", _member("META-INF/manifest.xml", "content.xml"), None, "save it as DOCX or text"),
    Kind("an e-book (EPUB)", _member("META-INF/container.xml"), None, "save its chapters as HTML"),
    Kind("a zip archive", _begins(b"PK\x03\x04"), None, "unpack it and name the folder"),
    Kind("an old Office or Outlook file", _begins(b"\xd0\xcf\x11\xe0"), None, "save it as DOCX, CSV or EML"),
    Kind("a binary file (picture, sound, film)", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*"), None, "save the article as text or HTML"),
    Kind("saved page (MHTML)", mail.is_page, mail.read_page, large=True),
    Kind("mailbox (mbox)", mail.is_box, mail.read_box, large=True),
    Kind("mail (EML)", mail.is_message, mail.read_message, large=True),
    Kind("feed (RSS, Atom)", feeds.looks, feeds.read, large=True),
    Kind("a TEI document", _root("tei", "teicorpus"), None, "save its text, or an article a file as HTML"),
    Kind("a NewsML or NITF document", _root("newsitem", "newsmessage", "newsml", "nitf"), None, "save its text, or convert it to JSONL"),
    Kind("an OPML list of feeds", _root("opml"), None, "name the feeds themselves"),
    Kind("an RDF graph", _rdf, None, "this is a graph already; name the articles it was made from"),
    Kind("an XML document", _xml, None, "save its text, or convert it to JSONL"),
)  # fmt: skip
"""Kinds that are told by their bytes."""

TEXTS = (
    Kind("JSON", records.looks, records.read, large=True),
    Kind("HTML page", plain.is_html, plain.read_html),
    Kind("subtitles (SRT, WebVTT)", _has(r"\s*(?:WEBVTT|\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} --> )"), None, "save the words as text, without the times"),
    Kind("a list of references (RIS, BibTeX)", _has(r"\s*(?:TY  - |@(?:article|misc|online|book)\s*\{)"), None, "name the articles themselves"),
    Kind("Factiva export", factiva.looks, factiva.read, large=True),
    Kind("Nexis export", nexis.looks, nexis.read, large=True),
    Kind("CSV table", tables.looks, tables.read, large=True),
    Kind("Markdown", plain.is_markdown, plain.read_markdown),
    Kind("text", plain.always, plain.read_text),
)  # fmt: skip
"""Kinds that are told by their text."""

_TELEGRAM = re.compile(r"<div class=\"message default clearfix|<title>Exported Data</title>")


def recognised(source: Source) -> tuple[Kind, Source]:
    """What a source is, and the source with its text; what is compressed or wrapped is looked into.

    Raises:
        ReadError: it is of a kind that is not read, too large, or no text at all.
    """
    if source.raw[:2] == b"\x1f\x8b" and not warc.looks(source):
        source = replace(source, raw=_unpacked(source))
    if kind := next((k for k in BYTES if k.looks(source)), None):
        return _readable(kind, source), source
    if plain.is_rtf(source):
        source = replace(source, text=plain.rtf_text(source))
        kind = _of_text(source)
        return replace(kind, label=f"{kind.label} in RTF" if kind.label != "text" else "RTF"), source
    source = replace(source, text=decode(source.raw, source.name, source.charset, MOST))
    kind = _of_text(source)
    if kind.label == "HTML page" and _TELEGRAM.search(source.text[:20_000]):
        kind = Kind("a Telegram chat as HTML", plain.is_html, None, "export it from Telegram as JSON")
    return _named(_readable(kind, source), source), source


def _of_text(source: Source) -> Kind:
    """The first kind that a text looks like."""
    return next(k for k in TEXTS if k.looks(source))


def _named(kind: Kind, source: Source) -> Kind:
    """The kind under its narrower name."""
    more = {"JSON": records.label, "CSV table": tables.label}.get(kind.label)
    return replace(kind, label=more(source)) if more else kind


def _readable(kind: Kind, source: Source) -> Kind:
    if kind.read is None:
        raise ReadError(f"{source.name}: this is taken for {kind.label}, which is not read; {kind.instead}.")
    most = MOST if kind.large else MOST_BYTES
    if len(source.raw) > most:
        raise ReadError(
            f"{source.name}: {len(source.raw) / 1e6:.0f} MB is too large for one article; split it into articles (JSONL holds many)."
        )
    return kind


def _unpacked(source: Source) -> bytes:
    """What gzip has packed, up to the most that is read."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(source.raw)) as file:
            return file.read(MOST + 1)
    except (OSError, EOFError, zlib.error):
        raise ReadError(f"{source.name}: this is packed by gzip and damaged; pack it again.") from None

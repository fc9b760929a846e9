"""Word documents (DOCX) and PDF → documents; their libraries come with the extra `office`."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from truceline.errors import ReadError
from truceline.read.article import Known
from truceline.read.document import Document, Found, Source, alone, first

_MOST = 400_000_000
"""Most bytes of a document once it is unpacked."""


def members(source: Source) -> frozenset[str]:
    """The names of the files in a zip archive; none where bytes are no archive."""
    if source.raw[:4] != b"PK\x03\x04":
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(source.raw)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return frozenset()


def is_docx(source: Source) -> bool:
    """Whether bytes are a Word document."""
    return "word/document.xml" in members(source)


def is_pdf(source: Source) -> bool:
    """Whether bytes are a PDF."""
    return source.raw[:1024].lstrip()[:5] == b"%PDF-"


def read_docx(source: Source) -> Iterator[Found]:
    """The document of a Word file: its paragraphs, then what stands in its tables."""
    try:
        from docx import Document as Docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError:
        raise ReadError(f"{source.name}: this is a Word document; install truceline[office] to read it.") from None
    with zipfile.ZipFile(io.BytesIO(source.raw)) as archive:
        if sum(i.file_size for i in archive.infolist()) > _MOST:
            raise ReadError(
                f"{source.name}: this Word document unpacks to more than {_MOST // 1_000_000} MB; save its text."
            )
    try:
        found = Docx(io.BytesIO(source.raw))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as e:
        raise ReadError(f"{source.name}: this Word document is damaged ({type(e).__name__}); save it again.") from None
    text, author = _text(found), first(found.core_properties.author)
    known = Known(source.known.published, byline=None if author == "python-docx" else author)
    yield Document(text, known, alone(source))


def _text(document: Any) -> str:
    """The paragraphs of a Word document, then what stands in its tables, each once."""
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    parts = dict.fromkeys(x.strip() for x in (*(p.text for p in document.paragraphs), *cells) if x.strip())
    return "\n\n".join(re.sub(r"\n+", "\n", p) for p in parts)


def read_pdf(source: Source) -> Iterator[Found]:
    """The document of a PDF: the text of its pages, lines joined to paragraphs."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ReadError(f"{source.name}: this is a PDF; install truceline[office] to read it.") from None
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(source.raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(f"{source.name}: this PDF is locked by a password; save it without one.")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as e:
        if isinstance(e, ReadError):
            raise
        raise ReadError(f"{source.name}: this PDF is damaged ({type(e).__name__}); save its text.") from None
    text = _joined(pages)
    if not text.strip():
        raise ReadError(f"{source.name}: this PDF holds pictures of pages and no text; have it recognised (OCR) first.")
    yield Document(text, source.known, alone(source))


def _joined(pages: list[str]) -> str:
    """The text of pages: heads and feet that stand on most of them left out, words cut at line ends whole again."""
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    repeated = _repeated(lines) if len(pages) > 2 else frozenset()
    kept = ["\n".join(x for x in page if _numberless(x) not in repeated) for page in lines]
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", "\n".join(kept))


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    """The heads and feet that stand on more than half of the pages, whatever the numbers in them."""
    seen = Counter(_numberless(line) for page in pages for line in {*page[:2], *page[-2:]} - {""})
    return frozenset(k for k, n in seen.items() if n > len(pages) / 2)


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)

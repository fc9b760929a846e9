"""Web archives (WARC) → documents: every page that a crawl kept; pictures, scripts and errors are passed over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from truceline.errors import ReadError
from truceline.read.decode import MOST_BYTES, decode
from truceline.read.document import Document, Found, Refused, Source
from truceline.read.html import from_html

_PAGES = ("text/html", "application/xhtml+xml")


def looks(source: Source) -> bool:
    """Whether bytes are a web archive, compressed or not."""
    return source.raw[:5] == b"WARC/" or (source.raw[:2] == b"\x1f\x8b" and _inside(source.raw)[:5] == b"WARC/")


def _inside(raw: bytes) -> bytes:
    """The first bytes of what is compressed."""
    import zlib

    try:
        return zlib.decompressobj(wbits=31).decompress(raw[:4096], 64)
    except zlib.error:
        return b""


def read(source: Source) -> Iterator[Found]:
    """The pages of an archive; the day of the crawl is not that of the article."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with source.path.open("rb") if source.path else io.BytesIO(source.raw) as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response" and _is_page(record):
                    yield _page(record, source)
        except (ArchiveLoadFailed, OSError, EOFError, AttributeError, ValueError) as e:
            raise ReadError(
                f"{source.name}: the archive breaks off or is damaged ({type(e).__name__}); fetch it again."
            ) from None


def _is_page(record: Any) -> bool:
    """Whether a record is the answer to a request that succeeded, and HTML."""
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower() if headers else ""
    return bool(headers) and headers.get_statuscode() == "200" and kind in _PAGES


def _page(record: Any, source: Source) -> Found:
    url = record.rec_headers.get_header("WARC-Target-URI") or source.name
    name = f"{source.name} ({url})"
    raw = record.content_stream().read(MOST_BYTES + 1)
    kind = record.http_headers.get_header("Content-Type") or ""
    charset = kind.lower().split("charset=")[-1].strip(' "') if "charset=" in kind.lower() else None
    try:
        text, known = from_html(decode(raw, name, charset), url, source.known.published)
    except ReadError as e:
        return Refused(name, str(e))
    if not text.strip():
        return Refused(name, f"{name}: the page holds no article text.")
    return Document(text, known, url)

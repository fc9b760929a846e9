"""Text, Markdown, HTML and RTF → documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.errors import ReadError
from truceline.read.decode import MOST_BYTES
from truceline.read.document import Document, Found, Source, alone
from truceline.read.html import from_html, looks_html
from truceline.read.markdown import from_markdown


def is_html(source: Source) -> bool:
    """Whether a text is an HTML page or a piece of one."""
    return looks_html(source.text)


def is_markdown(source: Source) -> bool:
    """Whether a file calls itself Markdown."""
    return source.name.lower().endswith((".md", ".markdown"))


def is_rtf(source: Source) -> bool:
    """Whether bytes are Rich Text Format."""
    return source.raw[:5] == b"{\\rtf"


def always(_: Source) -> bool:
    """What is nothing else is plain text."""
    return True


def read_html(source: Source) -> Iterator[Found]:
    """The document of a page."""
    _small(source)
    text, found = from_html(source.text, source.known.url, source.known.published)
    if not text.strip():
        raise ReadError(f"{source.name}: the page holds no article text; save the article itself as text or HTML.")
    yield Document(text, replace(found, name=source.known.name), alone(source))


def read_markdown(source: Source) -> Iterator[Found]:
    """The document of a Markdown file."""
    _small(source)
    text, known = from_markdown(source.text, source.known)
    yield Document(text, known, alone(source))


def read_text(source: Source) -> Iterator[Found]:
    """The document of a text."""
    _small(source)
    yield Document(source.text, source.known, alone(source))


def rtf_text(source: Source) -> str:
    """The text of Rich Text Format.

    Raises:
        ReadError: it is damaged.
    """
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text(source.raw.decode("latin-1"), encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, LookupError, RecursionError) as e:
        raise ReadError(f"{source.name}: this RTF is damaged ({type(e).__name__}); save it as text.") from None


def _small(source: Source) -> None:
    """Refuses what is too large for one article.

    Raises:
        ReadError: it is.
    """
    if len(source.raw) > MOST_BYTES:
        size = len(source.raw) / 1e6
        raise ReadError(
            f"{source.name}: {size:.0f} MB is too large for one article; split it into articles (JSONL holds many)."
        )

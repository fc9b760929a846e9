"""Bytes → text: encodings, binary files, other languages, sizes; each refusal is one clear sentence."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from truceline.errors import ReadError
from truceline.shelf import data, rows

LIMIT = 2_000_000
"""Most characters of one article; a longer text is not one article."""

MOST_BYTES = 4 * LIMIT
"""Most bytes of one article, whatever its encoding."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.I)


def decode(raw: bytes, name: str, charset: str | None = None, most: int = MOST_BYTES) -> str:
    """The text of a file: byte order mark, then UTF-8, then the character set that is named, then Windows-1252.

    Args:
        raw: the bytes.
        name: what the source is called, for the message.
        charset: the character set that a server named.
        most: the most bytes that are read.

    Raises:
        ReadError: it is no text, too much of it, or none of these fits.
    """
    if len(raw) > most:
        raise ReadError(
            f"{name}: {len(raw) / 1e6:.0f} MB is too large for one article; split it into articles (JSONL holds many)."
        )
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decoded(raw, encoding, name)
    if raw[:5] == b"%PDF-" or b"\0" in raw[:4096]:
        if wide := _wide(raw):
            return wide
        raise ReadError(f"{name}: this is a binary file, not text; save the article as text or HTML.")
    if (text := _guessed(raw, charset)) is not None:
        return _mended(text)
    raise ReadError(f"{name}: the encoding is neither UTF-8 nor Windows-1252; save the file as UTF-8.")


def _guessed(raw: bytes, charset: str | None) -> str | None:
    """The text of bytes without a mark, in the first encoding that fits."""
    named = _CHARSET.search(raw[:2048])
    for encoding in filter(None, ("utf-8", charset, named[1].decode() if named else None, "cp1252")):
        text = _tried(raw, encoding)
        if text is not None and not (encoding == "cp1252" and _is_guess(text)):
            return text
    return None


def _is_guess(text: str) -> bool:
    """Whether a text read as Windows-1252 has too many letters with accents to be English: it is something else."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    return sum(c > "\x7f" for c in letters) > 0.2 * len(letters)


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide(raw: bytes) -> str | None:
    """The text of UTF-16 without its mark: every second byte of Latin text is nothing."""
    for encoding, zeros in (("utf-16-le", raw[1:4096:2]), ("utf-16-be", raw[:4096:2])):
        if zeros and zeros.count(0) > 0.9 * len(zeros) and (text := _tried(raw, encoding)) and "\0" not in text:
            return text
    return None


def _mended(text: str) -> str:
    """A text that was UTF-8 and has been read as Windows-1252 once before ("â€œ" for a quotation mark), set right.

    >>> _mended("the truce â€“ so he said â€“ holds")
    'the truce – so he said – holds'
    """
    if "â€" not in text:
        return text
    try:
        return re.sub(r"[\x80-\xff\u0152-\u2122]{2,}", lambda m: m.group().encode("cp1252").decode(), text)
    except UnicodeError:
        return text


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as e:
        raise ReadError(
            f"{name}: byte {e.start} does not fit its encoding {encoding}; save the file as UTF-8."
        ) from None


def kept(text: str) -> str:
    """The text as it is kept: NFC, line ends as newlines, no control characters but tab and newline."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]", " ", text)


def accept(text: str, name: str) -> None:
    """Refuses what is no English news text.

    Raises:
        ReadError: empty, too long, or another language.
    """
    if not text.strip():
        raise ReadError(f"{name}: the article is empty; nothing to read.")
    if len(text) > LIMIT:
        raise ReadError(f"{name}: {len(text):,} characters are too many for one article (at most {LIMIT:,}); split it.")
    if not looks_english(text[:20_000]):
        raise ReadError(
            f"{name}: this does not look like English, the one language truceline reads; translate it first."
        )


def looks_english(text: str) -> bool:
    """Whether enough of the words are common English function words; a few words are given the benefit of the doubt.

    >>> looks_english("Die Waffenruhe in der Stadt wurde am Montag von beiden Seiten verletzt, sagte ein Sprecher der Armee.")
    False
    """
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", text)]
    if len(words) < 12:
        letters = [c for c in text if c.isalpha()]
        return sum(c < "\x80" for c in letters) > 0.7 * len(letters)
    return sum(w in _function_words() for w in words) >= 0.12 * len(words)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(r["word"] for r in rows(data("reading", "english.tsv")))

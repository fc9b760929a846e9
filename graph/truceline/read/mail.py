"""Mail → documents: a message (EML), a box of messages (mbox), a page saved as one file (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from truceline.errors import DateError, ReadError
from truceline.read.article import Known
from truceline.read.dates import read_date
from truceline.read.decode import decode
from truceline.read.document import Document, Found, Refused, Source, alone
from truceline.read.html import from_html
from truceline.read.links import outlet

_HEAD = re.compile(r"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]*):", re.M)
_SURE = {"mime-version", "message-id", "received", "return-path", "content-type", "content-transfer-encoding"}
_BOX = re.compile(r"From \S+ .{10,40}\d{4}\s*\n[A-Za-z-]+:")


def _fields(source: Source) -> set[str]:
    """The names of the header lines with which bytes begin."""
    head = source.head.replace("\r\n", "\n")
    found = _HEAD.match(head)
    return {m[1].lower() for m in _FIELD.finditer(found.group())} if found else set()


def is_message(source: Source) -> bool:
    """Whether bytes are a message as mail programs save it; a pasted head of Date and Subject is plain text."""
    fields = _fields(source)
    return bool(fields & _SURE) and len(fields & {"from", "date", "subject", "to"}) >= 2


def is_page(source: Source) -> bool:
    """Whether bytes are a page saved with its pictures in one file."""
    head = source.head.lower()
    return (
        "multipart/related" in head[:3000]
        and ("saved by" in head[:600] or "snapshot-content-location" in head or "mime-version" in _fields(source))
        and "text/html" in source.raw[:65536].decode("latin-1").lower()
    )


def is_box(source: Source) -> bool:
    """Whether bytes are a box of messages."""
    return bool(_BOX.match(source.head.replace("\r\n", "\n")))


def read_message(source: Source) -> Iterator[Found]:
    """The document of a message: its plain text, else its HTML."""
    yield _message(source.raw, alone(source), source)


def read_box(source: Source) -> Iterator[Found]:
    """The documents of a box, one a message."""
    parts = re.split(rb"(?:\A|\r?\n\r?\n)From [^\n]*\d{4}\s*?\n(?=[A-Za-z-]+:)", source.raw)
    for n, raw in enumerate((p for p in parts if p.strip()), 1):
        name = f"{source.name}:{n}"
        try:
            yield _message(re.sub(rb"^>(>*From )", rb"\1", raw, flags=re.M), name, source)
        except ReadError as e:
            yield Refused(name, str(e))


def read_page(source: Source) -> Iterator[Found]:
    """The document of a saved page; the day on which it was saved is not that of the article."""
    message = message_from_bytes(source.raw, policy=policy.default)
    page = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
    if page is None:
        raise ReadError(f"{source.name}: this saved page has no HTML in it; save it again as HTML.")
    url = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    text, known = from_html(
        _content(page, source.name), url if url.startswith("http") else None, source.known.published
    )
    if not text.strip():
        raise ReadError(f"{source.name}: the page holds no article text; save the article itself as text or HTML.")
    yield Document(text, known, alone(source))


def _message(raw: bytes, name: str, source: Source) -> Document:
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise ReadError(f"{name}: this mail cannot be taken apart; save its text.")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ReadError(f"{name}: this mail has no text, only attachments; save them and name them.")
    content = _content(body, name)
    known = _known(message, source.known)
    if body.get_content_type() == "text/html":
        content, page = from_html(content, None, known.published)
        known = Known(known.published, known.title or page.title, page.url, known.byline, known.publisher)
    if not content.strip():
        raise ReadError(f"{name}: this mail is empty; nothing to read.")
    title = known.title
    text = content.strip() if not title or title in content[:300] else f"{title}\n\n{content.strip()}"
    return Document(text, known, name)


def _known(message: EmailMessage, known: Known) -> Known:
    """What the head of a message says: its day, its subject, who wrote it or which outlet sent it."""
    sender, address = parseaddr(str(message.get("From") or ""))
    house = outlet(sender) or outlet(address.rsplit("@", 1)[-1])
    subject = re.sub(r"^(?:(?:fwd?|re|fw):\s*)+", "", str(message.get("Subject") or ""), flags=re.I).strip()
    return Known(
        published=known.published or _day(str(message.get("Date") or "")),
        title=" ".join(subject.split()) or None,
        byline=None if house else sender or None,
        publisher=house,
    )


def _day(text: str) -> date | datetime | None:
    try:
        return read_date(re.sub(r"\s*\([^)]*\)\s*$", "", text)) if text else None
    except DateError:
        return None


def _content(part: MIMEPart, name: str) -> str:
    """The text of a part in its encoding, or in that which its bytes show."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    return decode(raw, name, part.get_content_charset()) if raw.strip() else ""

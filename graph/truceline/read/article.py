"""Makes an Article of a text that is already clean."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from truceline.model import Article
from truceline.read.blocks import blocks


def make_article(
    text: str, id: str = "article", published: date | datetime | None = None, title: str | None = None, url: str | None = None
) -> Article:
    """An Article over exactly this text (no cleaning: offsets refer to it)."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id, text, digest, published, title, url, blocks=blocks(text))

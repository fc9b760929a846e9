"""Bytes → Article: text, HTML, JSONL; furniture, bylines, captions and credits told apart from the body."""

from __future__ import annotations

from truceline.read.article import make_article
from truceline.read.dates import read_date
from truceline.read.document import Options, Refused
from truceline.read.source import from_record, read, read_all

__all__ = ["Options", "Refused", "from_record", "make_article", "read", "read_all", "read_date"]

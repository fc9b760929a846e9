"""Bytes → Article: text, HTML, JSONL; furniture, bylines, captions and credits told apart from the body."""

from __future__ import annotations

from truceline.read.article import make_article

__all__ = ["make_article"]

"""Markdown → plain text: marks taken away, and what the front matter says of the article."""

from __future__ import annotations

import re

from truceline.errors import DateError
from truceline.read.article import Known
from truceline.read.dates import read_date

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(
    r"^(title|date|published|author|byline|url|link|source|publisher|outlet):[ \t]*(.+?)[ \t]*$", re.M | re.I
)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.M | re.S)
_MARKS = (
    (re.compile(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]*(?:#{1,6}|>+|[-*+](?=[ \t]))[ \t]*", re.M), ""),
    (re.compile(r"[ \t]+#+[ \t]*$", re.M), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"^\[[^\]]+\]:[ \t]*\S+.*$", re.M), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)"), r"\1\2"),
    (re.compile(r"(?<!\\)`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)  # fmt: skip


def from_markdown(text: str, known: Known) -> tuple[str, Known]:
    """The text without its marks and what its front matter says; what is known from outside wins.

    >>> from_markdown("---\\ntitle: Calm\\ndate: 2022-04-03\\n---\\n# Calm\\n\\nThe **truce** [held](x).", Known())[0]
    'Calm\\n\\nThe truce held.'
    """
    if front := _FRONT.match(text):
        text = text[front.end() :]
        known = _with(known, {m[1].lower(): m[2].strip("\"'") for m in _FIELD.finditer(front[1])})
    text = _FENCE.sub("", text)
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text.strip() if known.title is None or known.title in text else f"{known.title}\n\n{text.strip()}", known


def _with(known: Known, said: dict[str, str]) -> Known:
    try:
        day = read_date(said.get("date") or said.get("published") or "")
    except DateError:
        day = None
    url = next((v for k in ("url", "link", "source") if (v := said.get(k, "")).startswith("http")), None)
    byline, publisher = said.get("author") or said.get("byline"), said.get("publisher") or said.get("outlet")
    return known.beside(Known(day, said.get("title"), url, byline, publisher))

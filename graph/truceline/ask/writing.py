"""An answer as text in a format: table, json, csv, md."""

from __future__ import annotations

import json

from truceline.ask import cells
from truceline.ask.answers import Answer
from truceline.ask.layout import LIVE, WIDTH, clean, joined

FORMATS = ("table", "json", "csv", "md")
"""What every answer can be written as."""


def written(answer: Answer, format_: str = "table", width: int = WIDTH) -> str:
    """An answer as text that ends in a line break.

    Args:
        answer: what was asked.
        format_: one of `FORMATS`.
        width: of a line of a table, in characters.
    """
    if format_ == "json":
        return dumped(answer.to_json())
    if format_ == "csv":
        names, rows = answer.records()
        return cells.written(names, [[row[n] for n in names] for row in rows])
    return markdown(answer) if format_ == "md" else joined(answer.lines(width)) + "\n"


def dumped(value: object) -> str:
    r"""JSON for files and terminals alike: letters as they are, control characters escaped.

    >>> print(dumped("Zürich" + chr(0x9B)), end="")
    "Zürich\u009b"
    """
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return LIVE.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n"


def markdown(answer: Answer) -> str:
    """The rows for people as a Markdown table."""
    head, rows = answer.grid()
    lines = [list(head), ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    """A cell on one line, its bars escaped."""
    return clean(text).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")

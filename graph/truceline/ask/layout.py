"""Text tables for a terminal: as wide as the text needs, never wider than a line that people read."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

WIDTH = 100
"""The width of a table; columns that want more are wrapped, the widest first."""

GAP, WORD = 2, 22
"""Blanks between columns; the longest word that is not broken."""


def columns(head: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str] = ()) -> str:
    """Rows under a heading, wide cells wrapped; a sentence when there are none.

    Args:
        head: the names of the columns.
        rows: cells; a line break in a cell begins a new line.
        below: for each row what stands under it over the whole width, such as the sentence it comes from.

    >>> print(columns(["who", "what"], [["A", "met B"]], ["“A met B.”"]), end="")
    who  what
    ---  -----
    A    met B
         “A met B.”
    """
    if not rows:
        return "Nothing was found.\n"
    widths = _widths([[h, *(x for row in rows for x in row[n].split("\n"))] for n, h in enumerate(head)])
    out = [_line(head, widths), _line(["-" * w for w in widths], widths)]
    indent = " " * min(widths[0] + GAP, 14)
    for n, row in enumerate(rows):
        cells = [_wrapped(c, w) for c, w in zip(row, widths, strict=True)]
        out += [_line([c[k] if k < len(c) else "" for c in cells], widths) for k in range(max(map(len, cells)))]
        if n < len(below) and below[n]:
            out += textwrap.wrap(below[n], WIDTH, initial_indent=indent, subsequent_indent=indent)
    return "\n".join(out) + "\n"


def _widths(several: list[list[str]]) -> list[int]:
    """The width of each column: what it needs, or its share where all together need too much."""
    needs = [max(map(len, column)) for column in several]
    least = [
        min(n, WORD, max(len(w) for x in column for w in x.split() or [""]))
        for n, column in zip(needs, several, strict=True)
    ]
    room = WIDTH - GAP * (len(needs) - 1)
    cap = max(needs)
    while cap > 0 and sum(max(low, min(n, cap)) for n, low in zip(needs, least, strict=True)) > room:
        cap -= 1
    out = [max(low, min(n, cap)) for n, low in zip(needs, least, strict=True)]
    for n, need in enumerate(needs):
        if out[n] < need and sum(out) < room:
            out[n] += 1
    return out


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a cell; words are kept whole where they fit."""
    return [x for part in text.split("\n") for x in (textwrap.wrap(part, width, break_on_hyphens=False) or [""])]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * GAP).join(c.ljust(w) for c, w in zip(cells, widths, strict=True)).rstrip()

"""Answers as lines of text: tables that fit a width, paragraphs, each line with its part in the whole.

Nothing in an answer reaches a terminal as a command to it: control characters, and marks that turn the direction of
writing, are shown as U+FFFD.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 100
"""The width of a table where nobody says how wide the terminal is."""

GAP, WORD, NARROW = 2, 22, 16
"""Blanks between columns; the longest word that is not broken in a wide table, and in one that does not fit otherwise."""

LIVE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no terminal may see: controls but tab and line break, marks of direction, halves of surrogate pairs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer and its part in it: title, head, rule, row, below (evidence), note."""

    text: str
    part: str = "row"


def clean(text: str) -> str:
    """A text without anything that a terminal obeys; a carriage return becomes a line break.

    >>> clean("calm\\x1b[31m\\r\\nin \\u202ethe town")
    'calm\ufffd[31m\\nin \ufffdthe town'
    """
    return LIVE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def joined(lines: Iterable[Line]) -> str:
    """Lines as one text, without a line break at its end.

    >>> joined([Line("a"), Line("b", "note")])
    'a\\nb'
    """
    return "\n".join(line.text for line in lines)


def paragraph(text: str, width: int = WIDTH, indent: int = 0, part: str = "row") -> list[Line]:
    """A paragraph wrapped to a width, its further lines hanging by two blanks."""
    first, rest = " " * indent, " " * (indent + 2)
    found = textwrap.wrap(
        clean(text), max(width, indent + 12), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return [Line(x, part) for x in found]


def columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str] = (), width: int = WIDTH
) -> list[Line]:
    """Rows under a heading, wide cells wrapped; one value a line where the columns do not fit; a sentence for no rows.

    Args:
        head: the names of the columns.
        rows: cells; a line break in a cell begins a new line.
        below: for each row what stands under it over the whole width, such as the sentence it comes from.
        width: of a line, in characters.

    >>> print(joined(columns(["who", "what"], [["A", "met B"]], ["“A met B.”"])))
    who  what
    ---  -----
    A    met B
         “A met B.”
    """
    if not rows:
        return [Line("Nothing was found.")]
    head, cells = [clean(h) for h in head], [[clean(c) for c in row] for row in rows]
    under = [clean(b) for b in below]
    several = [_stack(h, (row[n] for row in cells)) for n, h in enumerate(head)]
    widths = _widths(several, width, WORD) or _widths(several, width, NARROW)
    return _table(head, cells, under, widths, width) if widths else _stacked(head, cells, under, width)


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str], widths: Sequence[int], width: int
) -> list[Line]:
    """A table whose columns have these widths; what stands below a row has the whole width."""
    out = [*_row(head, widths, "head"), Line(_line(["-" * w for w in widths], widths), "rule")]
    indent = " " * min(widths[0] + GAP, 14)
    for n, row in enumerate(rows):
        out += _row(row, widths, "row")
        if n < len(below) and below[n]:
            out += [
                Line(x, "below")
                for x in textwrap.wrap(below[n], width, initial_indent=indent, subsequent_indent=indent)
            ]
    return out


def _row(cells: Sequence[str], widths: Sequence[int], part: str) -> list[Line]:
    """The lines of a row; cells are wrapped."""
    several = [_wrapped(c, w) for c, w in zip(cells, widths, strict=True)]
    high = max(map(len, several))
    return [Line(_line([c[k] if k < len(c) else "" for c in several], widths), part) for k in range(high)]


def _stacked(head: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str], width: int) -> list[Line]:
    """Rows with a value a line, for a terminal that is too narrow for the columns."""
    out: list[Line] = []
    for n, row in enumerate(rows):
        out += [Line("", "rule")] if out else []
        for name, value in zip(head, row, strict=True):
            for k, part in enumerate(value.split("\n") if value else ()):
                out += paragraph(f"{name}: {part}" if k == 0 else f"  {part}", width)
        if n < len(below) and below[n]:
            out += paragraph(below[n], width, 2, "below")
    return out


def _stack(head: str, cells: Iterable[str]) -> list[str]:
    """The lines of a column: its head, then those of its cells."""
    return [head, *(x for cell in cells for x in cell.split("\n"))]


def _widths(several: list[list[str]], width: int, word: int) -> list[int] | None:
    """The width of each column: what it needs, or its share where all need too much; None where words would break."""
    needs = [max(map(len, column)) for column in several]
    least = [min(n, word, _longest_word(column)) for n, column in zip(needs, several, strict=True)]
    room = width - GAP * (len(needs) - 1)
    if sum(least) > room:
        return None
    cap = max(needs)
    while cap > 0 and sum(_capped(needs, least, cap)) > room:
        cap -= 1
    out = _capped(needs, least, cap)
    for n, need in enumerate(needs):
        if out[n] < need and sum(out) < room:
            out[n] += 1
    return out


def _longest_word(lines: Iterable[str]) -> int:
    """How long the longest word of some lines is."""
    return max(len(w) for x in lines for w in x.split() or [""])


def _capped(needs: Sequence[int], least: Sequence[int], cap: int) -> list[int]:
    """Widths of no more than a cap, but of what each needs at least."""
    return [max(low, min(n, cap)) for n, low in zip(needs, least, strict=True)]


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a cell; words are kept whole where they fit."""
    return [x for part in text.split("\n") for x in (textwrap.wrap(part, width, break_on_hyphens=False) or [""])]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The cells of a line, side by side."""
    return (" " * GAP).join(c.ljust(w) for c, w in zip(cells, widths, strict=True)).rstrip()

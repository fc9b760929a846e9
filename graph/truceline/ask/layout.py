"""Text tables for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

WIDTH = 46
"""The widest a column gets before its text is wrapped."""


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a heading, wide cells wrapped; a sentence when there are none.

    >>> print(columns(["who", "what"], [["A", "met B"]]), end="")
    who  what
    ---  -----
    A    met B
    """
    if not rows:
        return "Nothing was found.\n"
    cells = [[_wrapped(c) for c in row] for row in rows]
    widths = [max(len(h), *(len(x) for row in cells for x in row[n])) for n, h in enumerate(head)]
    out = [_line(head, widths), _line(["-" * w for w in widths], widths)]
    for row in cells:
        for k in range(max(len(c) for c in row)):
            out.append(_line([c[k] if k < len(c) else "" for c in row], widths))
    return "\n".join(out) + "\n"


def _wrapped(text: str) -> list[str]:
    lines = [x for part in text.split("\n") for x in (textwrap.wrap(part, WIDTH, break_long_words=False) or [""])]
    return lines or [""]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(c.ljust(w) for c, w in zip(cells, widths, strict=True)).rstrip()

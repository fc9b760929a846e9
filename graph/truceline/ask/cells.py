"""CSV that a spreadsheet opens as text: what it would run as a formula is quoted, and the quoting can be undone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_LIVE = re.compile(r"[\s'=+\-@\uff0b\uff0d\uff1d\uff20|%]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_BARE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def cell(value: object) -> str:
    """A value as a cell; several are joined by a bar.

    A text that begins with a sign of a formula, white space or an apostrophe gets an apostrophe before it, unless it is
    a number; `uncell` takes it away again. Source: OWASP, CSV Injection.

    >>> cell("=1+1"), cell("-2+3+cmd|' /C calc'!A0"), cell(-5), cell("\\t=1"), cell(("a", "b")), cell(None)
    ("'=1+1", "'-2+3+cmd|' /C calc'!A0", '-5', "'\\t=1", 'a | b', '')
    """
    text = " | ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    text = _BARE.sub("\ufffd", text)
    return f"'{text}" if _LIVE.match(text) and not _NUMBER.fullmatch(text) else text


def uncell(text: str) -> str:
    """The text of a cell that `cell` wrote.

    >>> uncell(cell("=1+1")), uncell(cell("'tis")), uncell(cell("-5"))
    ('=1+1', "'tis", '-5')
    """
    return text[1:] if text.startswith("'") else text


def written(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV (RFC 4180, but lines end in a newline alone); a cell of several lines is one cell."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\n")
    write.writerow([cell(h) for h in head])
    for row in rows:
        cells = [cell(v) for v in row]
        if any("\r" in c for c in cells):
            csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(cells)
        else:
            write.writerow(cells)
    return out.getvalue()

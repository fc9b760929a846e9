"""Quotations without a verb: "Minister O. Brandt: '…'" before them, "– Colonel I. Hamad, commander" after them."""

from __future__ import annotations

from truceline.find.attribution.view import DASHES, View

_LONG = 14
"""Tokens within which the words for a speaker end."""


def before_colon(view: View, colon: int) -> int | None:
    """The head of the words for a speaker that open a line or sentence and end in a colon; None where a verb stands there."""
    first = _opening(view, colon)
    inside = range(first, colon)
    if not 0 < len(inside) <= _LONG or _verbal(view, inside):
        return None
    return _somebody(view, inside)


def after_dash(view: View, close: int) -> int | None:
    """The head of the words for a speaker that a dash or brackets sign a quotation with, up to the end of the line."""
    t = view.t
    dash = view.after(close)
    if dash >= len(t) or t.lower[dash] not in DASHES | {"("}:
        return None
    end = dash + 1
    while (
        end < len(t) and end - dash <= _LONG and "\n" not in t.lower[end] and t.lower[end] not in {";", '"', "“", ")"}
    ):
        end += 1
    inside = range(dash + 1, end)
    closed = end >= len(t) or "\n" in t.lower[end] or t.lower[end] == ")" or t.lower[end - 1] in {".", "!"}
    return _somebody(view, inside) if closed and not _verbal(view, inside) else None


def _opening(view: View, colon: int) -> int:
    """The first token of the sentence or line that a colon stands in."""
    first = view.bounds(colon)[0]
    breaks = [i for i in range(first, colon) if "\n" in view.t.lower[i]]
    return breaks[-1] + 1 if breaks else first


def _verbal(view: View, inside: range) -> bool:
    """Whether a finite verb stands among tokens."""
    return any(view.t.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in inside)


def _somebody(view: View, inside: range) -> int | None:
    """The last word of the first name of somebody among tokens."""
    if not inside:
        return None
    near = view.named(view.span(inside[0], inside[-1]))
    name = next((m for m in near if m.head == "name" and m.start >= view.t.start[inside[0]]), None)
    return view.token(name.end - 1) if name is not None else None

"""What somebody signs without a verb: "Minister O. Brandt: '…'", "'…' – Colonel I. Hamad, commander", the caption above a credit."""

from __future__ import annotations

import re
from itertools import pairwise

from truceline.find.attribution.content_span import trim
from truceline.find.attribution.view import DASHES, NEUTRAL, PAST_PRESENT, Draft, View
from truceline.model import Block, Span

_LONG = 14
"""Tokens within which the words for a speaker end."""


def before_colon(view: View, colon: int) -> int | None:
    """The head of the words for a speaker that open a line or sentence and end in a colon; None where a verb stands there."""
    first = _opening(view, colon)
    inside = range(first, colon)
    if not 0 < len(inside) <= _LONG or view.tagged(PAST_PRESENT, first, colon):
        return None
    return _somebody(view, inside)


def after_dash(view: View, close: int) -> int | None:
    """The head of the words for a speaker that a dash or brackets sign a quotation with, up to the end of the line."""
    t = view.t
    dash = view.after(close)
    if view.word(dash) not in DASHES | {"("}:
        return None
    near = range(dash + 1, min(len(t), dash + 1 + _LONG))
    end = next((i for i in near if "\n" in t.lower[i] or t.lower[i] in {";", '"', "“", ")"}), near.stop)
    closed = end >= len(t) or "\n" in t.lower[end] or t.lower[end] == ")" or t.lower[end - 1] in {".", "!"}
    return _somebody(view, range(dash + 1, end)) if closed and not view.tagged(PAST_PRESENT, dash + 1, end) else None


def captions(view: View) -> list[Draft]:
    """The captions of pictures, each as the word of whom its credit names: who hands out a picture captions it."""
    out = []
    for caption, credit in pairwise(view.parsed.article.blocks):
        inside = view.tokens(Span(caption.start, caption.end))
        speaker = _credited(view.text, credit)
        if caption.kind != "caption" or speaker is None or not inside:
            continue
        if (span := trim(view, inside[0], inside[-1])) is not None:
            out.append(Draft(inside[0], None, NEUTRAL, speaker, (span,), "credit", None, None, None, 0.5))
    return out


_CREDIT = re.compile(r"\(?[^:/()]{3,30}(?::| by) *([^\W\d_][^()\n]*[^\W_])")

_WIRE = re.compile(r"\w/\w")


def _credited(text: str, block: Block) -> Span | None:
    """The words for whom a line of credit names: "Photo: *Rina Vale*"; a picture of a wire ("AP/R. Vale") the outlet captions itself."""
    found = _CREDIT.match(text, block.start, block.end) if block.kind == "credit" else None
    return Span(*found.span(1)) if found and not _WIRE.search(found.group(1)) else None


def _opening(view: View, colon: int) -> int:
    """The first token of the sentence or line that a colon stands in."""
    first = view.bounds(colon)[0]
    breaks = [i for i in range(first, colon) if "\n" in view.t.lower[i]]
    return breaks[-1] + 1 if breaks else first


def _somebody(view: View, inside: range) -> int | None:
    """The last word of the first name of somebody among tokens."""
    if not inside:
        return None
    near = view.named(view.span(inside[0], inside[-1]))
    name = next((m for m in near if m.head == "name" and m.start >= view.t.start[inside[0]]), None)
    return view.token(name.end - 1) if name is not None else None

"""Quotations that no word introduces: whose they are, by who acts in the sentence before them."""

from __future__ import annotations

from truceline.find.attribution.content_span import trim
from truceline.find.attribution.speaker import voice
from truceline.find.attribution.view import Draft, View
from truceline.know.verbs import Entry
from truceline.model import Span

_NEUTRAL = Entry("", (), "asserted", frozenset({"quote"}))


def free(view: View, q: tuple[int, int]) -> Draft | None:
    """The claim of a whole-sentence quotation without a cue: never the outlet's own words.

    Args:
        view: the article.
        q: the first and last token of the quotation.

    Returns:
        A claim of the person who acts in the sentence before, else of nobody named.
    """
    span = trim(view, *q)
    if span is None:
        return None
    speaker = _actor_before(view, q[0])
    return Draft(q[0], None, _NEUTRAL, speaker, (span,), "free quotation", None, None, None, 0.5 if speaker else 0.4)


def _actor_before(view: View, first: int) -> Span | None:
    """The person who is the subject of the sentence before a quotation, in its paragraph."""
    t, mark = view.t, view.before(first)
    last = view.before(mark)
    if last < 0 or "\n" in view.text[t.end[last] : t.start[first]] or view.quote[last] >= 0:
        return None
    low, high = view.bounds(last)
    who = next((k for v in range(low, high + 1) if t.head[v] == v for k in t.children(v, "nsubj")), None)
    named = view.named(view.span(who, who)) if who is not None else []
    return voice(view, who) if any(m.type == "Person" for m in named) else None

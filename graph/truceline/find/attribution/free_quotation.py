"""Quotations that no word introduces: whose they are, by who acts in the sentence before them."""

from __future__ import annotations

from operator import attrgetter

from truceline.find.attribution.content_span import trim
from truceline.find.attribution.speaker import voice
from truceline.find.attribution.view import NEUTRAL, Draft, View
from truceline.model import Span


def continued(view: View, q: tuple[int, int], found: list[Draft]) -> Draft | None:
    """The claim of a whole-sentence quotation without a cue in a paragraph in which somebody spoke before: he goes on.

    Args:
        view: the article.
        q: the first and last token of the quotation.
        found: the claims before it.
    """
    span = trim(view, *q)
    last = _last_said(view, found, view.text.rfind("\n", 0, span.start), span.start) if span is not None else None
    if span is None or last is None:
        return None
    return Draft(q[0], None, NEUTRAL, last.speaker, (span,), "quote continued", None, None, None, 0.6)


def _last_said(view: View, found: list[Draft], begin: int, end: int) -> Draft | None:
    """The last claim between two places in the text that has a cue and a speaker and stands in no other one's words."""
    told = (d for d in found if d.speaker is not None and d.cue is not None)
    outer = [d for d in told if begin < view.t.start[d.at] < end and view.quote[d.at] < 0]
    outer = [d for d in outer if not any(_within(view, d, o) for o in outer)]
    return max(outer, key=attrgetter("at"), default=None)


def _within(view: View, inner: Draft, outer: Draft) -> bool:
    """Whether the cue of a claim stands in the words of another one."""
    return inner is not outer and any(s.start <= view.t.start[inner.at] < s.end for s in outer.content)


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
    return Draft(q[0], None, NEUTRAL, speaker, (span,), "free quotation", None, None, None, 0.5 if speaker else 0.4)


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

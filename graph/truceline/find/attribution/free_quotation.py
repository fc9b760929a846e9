"""Quotations that no word introduces: whose they are, by who acts in the sentence before them."""

from __future__ import annotations

from bisect import bisect_right
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


def free(view: View, q: tuple[int, int], found: list[Draft]) -> Draft | None:
    """The claim of a whole-sentence quotation without a cue: never the outlet's own words.

    Args:
        view: the article.
        q: the first and last token of the quotation.
        found: the claims before it, those of free quotations among them.

    Returns:
        A claim of the person who acts in the sentence before; a quotation that is a paragraph of its own goes on with
        who speaks or acts at the end of the paragraph before. Else of nobody named.
    """
    span = trim(view, *q)
    if span is None:
        return None
    block = view.text.rfind("\n", 0, span.start)
    own = block >= 0 and not view.text[block : view.t.start[q[0]]].strip(" \n\"“„«'‘")
    speaker = _goes_on(view, found, block) if own else _actor_before(view, q[0])
    return Draft(q[0], None, NEUTRAL, speaker, (span,), "free quotation", None, None, None, 0.5 if speaker else 0.4)


def _goes_on(view: View, found: list[Draft], block: int) -> Span | None:
    """Who speaks or acts in the last sentence of the paragraph that ends at an offset, or whose free quotation it is."""
    end = len(view.text[:block].rstrip())
    last = bisect_right(view.t.end, end) - 1
    if last < 0:
        return None
    opens = view.text.rfind("\n", 0, end)
    if own := [d for d in found if d.cue is None and opens < d.content[0].start < end]:
        return own[-1].speaker
    told = _last_said(view, found, view.t.start[view.bounds(last)[0]] - 1, end)
    return told.speaker if told is not None else _actor(view, last)


def _actor_before(view: View, first: int) -> Span | None:
    """The person who is the subject of the sentence before a quotation, in its paragraph."""
    last = view.before(view.before(first))
    return _actor(view, last) if last >= 0 and "\n" not in view.text[view.t.end[last] : view.t.start[first]] else None


def _actor(view: View, last: int) -> Span | None:
    """The person who is the subject of the sentence that a token ends, where no quotation ends there."""
    if view.quote[last] >= 0 or view.quote[view.before(last)] >= 0:
        return None
    low, high = view.bounds(last)
    who = next((k for v in range(low, high + 1) if view.t.head[v] == v for k in view.t.children(v, "nsubj")), None)
    named = view.named(view.span(who, who)) if who is not None else []
    return voice(view, who) if any(m.type == "Person" for m in named) else None

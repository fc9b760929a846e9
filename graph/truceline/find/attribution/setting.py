"""When and where something was said: times and places that hang on the cue, never those inside what is said."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from truceline.analysis.tree import VERBAL
from truceline.find.attribution.view import View
from truceline.know.verbs import words
from truceline.model import Place, Span, Time

_LINKS = frozenset(
    {"pobj", "prep", "npadvmod", "advmod", "compound", "nummod", "amod", "det", "appos", "poss", "nmod", "punct"}
    | {"dep", "tmod"}
)
_PREPOSITIONS = frozenset({"in", "from", "at", "on", "to"})


def time_of(view: View, at: int, cue: Span, content: tuple[Span, ...]) -> int | None:
    """The index of the time of the saying, or None."""
    return _nearest(view, view.notes.times, at, cue, content)


def place_of(view: View, at: int, cue: Span, content: tuple[Span, ...]) -> int | None:
    """The index of the place of the saying, or None."""
    return _nearest(view, view.notes.places, at, cue, content)


def _nearest(view: View, items: Sequence[Time | Place], at: int, cue: Span, content: tuple[Span, ...]) -> int | None:
    """The nearest of some times or places, which stand in the order of the text, that belongs to the cue."""
    begin, end = (view.t.start[k] for k in view.bounds(at))
    best: tuple[int, int] | None = None
    first = bisect.bisect_left(items, begin, key=lambda x: x.start)
    for n in range(first, bisect.bisect_right(items, end, lo=first, key=lambda x: x.start)):
        item = items[n]
        if any(s.start <= item.start < s.end for s in content):
            continue
        distance = min(abs(item.start - cue.end), abs(cue.start - item.end))
        if (best is None or distance < best[0]) and _belongs(view, item, at):
            best = (distance, n)
    return best[1] if best else None


def _belongs(view: View, item: Time | Place, at: int) -> bool:
    """Whether an expression hangs on the cue, on a verb joined with it, or on "Speaking in …"."""
    t = view.t
    i = view.token(item.start)
    if isinstance(item, Place) and t.lower[view.before(i)] not in (*_PREPOSITIONS, "the"):
        return False
    if isinstance(item, Time) and at < i <= at + 2 and t.lower[i - 1] != ",":
        return True
    i = _anchor(view, i)
    if t.lemma[i] in words("speaking"):
        return at in (i, t.head[i], t.head[t.head[i]]) or i in t.above(at)
    return i == at or (t.pos[i] in VERBAL and at in t.conjuncts(i))


def _anchor(view: View, i: int) -> int:
    """The word that an expression hangs on, the prepositions and names between left out."""
    t = view.t
    return next(h for h in (i, *t.above(i)) if t.dep[h] not in _LINKS or t.head[h] == h)

"""Where and when an event happened: the place and the time of its own clause."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from truceline.find.happened.match import Match
from truceline.find.happened.view import View
from truceline.model import Claim, Place, Time, When

_GROUND = frozenset(
    "in at near on outside over around inside from to into across throughout against within towards toward off between of".split()
)
_PAST = frozenset({"since"})


@dataclass(frozen=True, slots=True)
class Ground:
    """The places and times of an article by the offset where they begin."""

    places: Sequence[tuple[int, int]]
    times: Sequence[tuple[int, int]]
    said: frozenset[int]


def ground(view: View) -> Ground:
    """What events can be set in; times that date a saying are left out."""
    said = frozenset(c.time for c in view.notes.claims if c.time is not None)
    return Ground(_by_offset(view.notes.places), _by_offset(view.notes.times), said)


def _by_offset(items: Sequence[Place | Time]) -> list[tuple[int, int]]:
    return sorted((x.start, n) for n, x in enumerate(items))


def place_of(view: View, match: Match, where: Ground) -> int | None:
    """The index of the place of an event, or None."""
    names = view.notes.places
    return _nearest(view, match, where.places, lambda n, i: _stands(view, names[n], i))


def time_of(view: View, match: Match, where: Ground) -> int | None:
    """The index of the time of an event, or None."""
    times = view.notes.times
    return _nearest(view, match, where.times, lambda n, i: n not in where.said and times[n].type in ("DATE", "TIME"))


def _nearest(view: View, match: Match, items: Sequence[tuple[int, int]], good) -> int | None:  # type: ignore[no-untyped-def]
    """The item that hangs nearest to the event in the tree, up to its clause; in the text among equals."""
    t = view.t
    s = view.parsed.sentences[view.sentence[match.at]]
    low = bisect.bisect_left(items, (s.start, -1))
    high = bisect.bisect_left(items, (s.end, -1))
    best: tuple[int, int, int] | None = None
    line = _line(view, match)
    for offset, n in items[low:high]:
        i = _token(view, offset)
        if not good(n, i):
            continue
        steps = _distance(view, i, line)
        if steps is not None and (best is None or (steps, abs(i - match.at)) < best[:2]):
            best = (steps, abs(i - match.at), n)
    return best[2] if best else None


def _line(view: View, match: Match) -> dict[int, int]:
    """The event's tokens and the verbs over it, each with its distance."""
    t = view.t
    out = {i: 0 for i in match.bases()}
    i, far = match.light if match.light is not None else match.at, 0
    while t.head[i] != i and far < 4:
        if t.dep[i] in ("ccomp", "relcl", "advcl", "parataxis") or (match.at in view.cue):
            break
        i, far = t.head[i], far + 1
        out.setdefault(i, far)
    return out


def _distance(view: View, i: int, line: dict[int, int]) -> int | None:
    """Steps from an expression up to the event's line; nothing crosses another clause."""
    t = view.t
    for far in range(7):
        if i in line:
            return far + 2 * line[i]
        if t.dep[i] in ("relcl", "ccomp", "advcl", "acl", "conj") and t.pos[i] in ("VERB", "AUX"):
            return None
        if t.head[i] == i:
            return None
        i = t.head[i]
    return None


def _token(view: View, offset: int) -> int:
    return max(0, bisect.bisect_right(view.t.start, offset) - 1)


def _stands(view: View, place: Place, i: int) -> bool:
    """Whether a place is named as a place here: after a preposition, not as part of a name."""
    t = view.t
    while t.dep[i] in ("compound", "nmod", "amod", "det", "conj", "appos", "nummod") and t.head[i] != i:
        i = t.head[i]
    return t.dep[i] != "pobj" or t.lower[t.head[i]] in _GROUND


def when(time: Time | None) -> When | None:
    """The four time stamps that a time gives an event: a point has an outer begin and end, "since" only a begin."""
    if time is None or (time.begin is None and time.end_ is None and time.edtf is None):
        return None
    if time.anchor in _PAST:
        return When(time.begin, time.end_, None, None, f"{time.edtf}/.." if time.edtf else None, time.text)
    begin, end = (
        (time.scope_begin, time.scope_end)
        if time.anchor and (time.scope_begin or time.scope_end)
        else (time.begin, time.end_)
    )
    return When(begin, end, begin, end, time.edtf, time.text)


def dated(claim: Claim | None) -> int | None:
    """The time of a claim that an event is told in."""
    return claim.time if claim else None

"""A meeting before or after which somebody speaks is set where and when that is said: "told reporters after meeting X".

That is an inference: the rule of the event says so, and its confidence is lower.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from truceline.analysis.dating import when_of
from truceline.analysis.tree import VERBAL
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.view import View
from truceline.know.spelling import fold
from truceline.model import Claim, Event

_MEETINGS = frozenset({"Meeting", "Negotiation", "Consultation"})
_BESIDE = frozenset({"after", "before", "following", "during", "at"})
_REACH = 2
"""Sentences before and after in which the same speaker's other words tell where and when."""


def from_saying(view: View, match: Match, event: Event) -> Event:
    """The event with place and time of the saying it stands beside, where it has none of its own."""
    claim = _saying(view, match) if event.kind in _MEETINGS and event.factuality == "happened" else None
    if claim is None:
        return event
    near = list(_near(view, claim))
    place = _first(event.place, *(c.place for c in near))
    time = _first(event.time, *(c.time for c in near if _dates(view, c)))
    taken = [w for w, old, new in (("place", event.place, place), ("time", event.time, time)) if old != new]
    return replace(event, place=place, **_inferred(view, event, time, taken)) if taken else event


def _first(*known: int | None) -> int | None:
    """The first place or time that is known."""
    return next((n for n in known if n is not None), None)


def _inferred(view: View, event: Event, time: int | None, taken: list[str]) -> dict[str, Any]:
    """What else changes where these were taken over: the stamps, the rule, which says so, and the confidence, which is lower."""
    stamps = event.when if time is None or time == event.time else when_of(view.notes.times[time])
    rule = f"{event.rule}; {' and '.join(taken)} inferred from the saying"
    return {"time": time, "when": stamps, "rule": rule, "confidence": round(event.confidence - 0.2, 2)}


def _saying(view: View, match: Match) -> Claim | None:
    """The claim whose cue a meeting stands beside: "said after talks with X", "told reporters after he met X"."""
    t, i = view.t, match.verb
    h = t.head[i]
    marked = t.dep[i] == "advcl" and t.worded(i, _BESIDE, "mark") is not None
    if not marked:
        if t.dep[i] not in ("pcomp", "pobj") or t.lower[h] not in _BESIDE:
            return None
        h = t.head[h]
    while h not in view.cue and t.pos[h] not in VERBAL and t.head[h] != h:
        h = t.head[h]
    return view.cue.get(h)


def _near(view: View, claim: Claim) -> Iterator[Claim]:
    """The claim, then the same speaker's in the sentences around it: nearest first, earlier ones first."""
    yield claim
    around = [c for c in view.notes.claims if c is not claim and abs(c.sentence - claim.sentence) <= _REACH]
    around.sort(key=lambda c: (abs(c.sentence - claim.sentence), c.sentence))
    yield from (c for c in around if _name(view, c) and _name(view, c) == _name(view, claim))


def _name(view: View, claim: Claim) -> str:
    """The last word for a speaker: the surname of a name."""
    words = fold(claim.speaker.of(view.parsed.article.text)).split() if claim.speaker else []
    return words[-1] if words else ""


def _dates(view: View, claim: Claim) -> bool:
    return claim.time is not None and view.notes.times[claim.time].begin is not None

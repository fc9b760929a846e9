"""Same happening told twice: one event with several mentions, in the sentence where it is told best."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.find.happened.match import Match
from truceline.find.happened.view import View
from truceline.know.kinds import akin
from truceline.model import Event

_AGAIN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})


@dataclass(frozen=True, slots=True)
class Told:
    """An event in the making and the match it was read from."""

    event: Event
    match: Match


def merged(view: View, told: list[Told]) -> list[Event]:
    """The events with retellings folded into the first telling, ids e1, e2, … in the order of the text."""
    kept: list[Told] = []
    for one in told:
        at = _earlier(view, one, kept)
        if at is None:
            kept.append(one)
        else:
            kept[at] = replace(kept[at], event=_joined(kept[at].event, one.event))
    return [replace(k.event, id=f"e{n}") for n, k in enumerate(kept, 1)]


def _earlier(view: View, one: Told, kept: list[Told]) -> int | None:
    """The last event before that this one tells again."""
    for n in range(len(kept) - 1, max(-1, len(kept) - 40), -1):
        if _same(view, kept[n], one):
            return n
    return None


def _same(view: View, old: Told, new: Told) -> bool:
    a, b = old.event, new.event
    if not akin(a.kind, b.kind):
        return False
    if a.sentence == b.sentence and a.trigger == b.trigger:
        return True
    if _differ(a.factuality, b.factuality) or (a.time is not None and b.time is not None and a.when != b.when):
        return False
    if view.t.pos[new.match.at] in ("NOUN", "PROPN"):
        return _definite(view, new) and _agree(view, a, b, False)
    return bool(b.participants) and _agree(view, a, b, True)


def _differ(a: str, b: str) -> bool:
    real = {"happened", "ongoing"}
    return (a in real) != (b in real)


def _definite(view: View, told: Told) -> bool:
    """Whether a noun points back: "the attack", "this deal"."""
    t, i = view.t, told.match.at
    return any(t.lower[k] in _AGAIN for k in t.kids[i] if t.dep[k] in ("det", "poss"))


def _agree(view: View, a: Event, b: Event, full: bool) -> bool:
    """Whether the participants of two tellings can be the same; `full`: all that the second names were named."""
    names = [{(p.role, _name(view, p.mention)) for p in e.participants} for e in (a, b)]
    if full:
        return bool(names[1]) and names[1] <= names[0]
    roles = {r for r, _ in names[0]} & {r for r, _ in names[1]}
    return all({n for r, n in names[0] if r == role} & {n for r, n in names[1] if r == role} for role in roles)


def _name(view: View, mention: int | None) -> str:
    return view.notes.mentions[mention].text.lower().removeprefix("the ") if mention is not None else ""


def _joined(a: Event, b: Event) -> Event:
    have = {p.role for p in a.participants}
    parts = (*a.participants, *(p for p in b.participants if p.role not in have))
    spans = a.mentions if b.trigger == a.trigger else (*a.mentions, b.trigger)
    time, when_ = (a.time, a.when) if a.time is not None else (b.time, b.when)
    return replace(
        a, participants=parts, mentions=spans, place=a.place if a.place is not None else b.place, time=time, when=when_
    )

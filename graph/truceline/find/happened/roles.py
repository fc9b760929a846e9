"""Who takes part: slots of a frame → tokens → participants, each tied to the mention that names it."""

from __future__ import annotations

from truceline.find.happened.match import Match
from truceline.find.happened.view import View
from truceline.know.triggers import Slots, Trigger
from truceline.model import Participant, Span

_BEFORE = frozenset({"poss", "compound", "nmod", "amod"})
_INSIDE = ("of", "in", "from", "at", "within")


def participants(view: View, match: Match) -> tuple[Participant, ...]:
    """The participants of an event, each actor once, in the order of the frame's roles."""
    out: dict[tuple[int | None, int], Participant] = {}
    for role, slots in match.trigger.roles:
        for p in _filled(view, match, role, slots):
            key = (p.mention, p.span.start if p.span else -1)
            out.setdefault(key, p)
    return tuple(out.values())


def fits(view: View, match: Match, trigger: Trigger) -> bool:
    """Whether the slots that must hold an actor do, and those that must be empty are."""
    if any(match.tokens(view, s) for s in trigger.no):
        return False
    return all(any(_who(view, i, "agent") for i in match.tokens(view, s)) for s in trigger.needs)


def _filled(view: View, match: Match, role: str, slots: Slots) -> list[Participant]:
    for together in slots:
        tokens = [i for slot in together for i in match.tokens(view, slot)]
        found = [p for i in dict.fromkeys(tokens) for p in _who(view, i, role)]
        if found:
            return found
    return []


def _who(view: View, i: int, role: str, depth: int = 0) -> list[Participant]:
    """The actors that a token stands for: its mention, else whose thing it is ("a Coalition base")."""
    t = view.t
    n = view.head.get(i)
    if n is None and view.cover[i] >= 0 and t.pos[i] in ("PROPN", "NOUN", "PRON", "NUM"):
        n = view.cover[i] if not _modifies(view, i) else None
    if n is not None:
        m = view.notes.mentions[n]
        return [Participant(role, n, None, Span(m.start, m.end))]
    if t.pos[i] == "PRON" or depth > 2:
        return []
    for k in t.kids[i]:
        if t.dep[k] in _BEFORE and (found := _who(view, k, role, 3) if t.pos[k] != "ADJ" else []):
            return found
    for k in t.under(i, *_INSIDE):
        if found := _who(view, k, role, depth + 1):
            return found
    return _group(view, i, role)


def _modifies(view: View, i: int) -> bool:
    return view.t.dep[i] in _BEFORE


def _group(view: View, i: int, role: str) -> list[Participant]:
    """A named group without a mention: the token itself, or the adjective before it."""
    for k in (i, *(k for k in view.t.kids[i] if view.t.dep[k] in _BEFORE)):
        if (span := view.group.get(k)) is not None:
            return [Participant(role, None, None, span)]
    return []

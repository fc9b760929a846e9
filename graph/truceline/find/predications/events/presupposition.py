"""What a charge takes for granted: "held the army responsible for an attack" tells in the outlet's own voice that there was
an attack; that the army did it is the accuser's word (factive presupposition; Kiparsky, Kiparsky 1970).
"""

from __future__ import annotations

from dataclasses import replace

from truceline.analysis.tree import NOMINAL, Tree
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.view import View
from truceline.model import Participant

_RESPONSIBLE = frozenset({"responsible", "responsibility", "accountable", "blame", "fault"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_DOERS = frozenset({"agent"})


def granted(view: View, match: Match, parts: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The participants, a doer bearing the claim that alone names it, when the rest is taken for granted."""
    claim = view.told(match.at)
    if claim is None or claim.quotation == "direct" or not _taken(view, match.at):
        return parts
    first = view.t.start[view.t.subtree(match.at)[0]]
    named = (p.role in _DOERS and p.span is not None and p.span.end <= first for p in parts)
    return tuple(replace(p, claim=claim.id) if doer else p for p, doer in zip(parts, named, strict=True))


def _taken(view: View, n: int) -> bool:
    """Whether a charge takes for granted what a noun tells."""
    charge = _charge(view.t, n) if view.t.pos[n] in NOMINAL else None
    if charge is None or view.parsed.in_quotes(view.t.start[n]):
        return False
    return charge in view.cue or view.t.head[charge] in view.cue or _definite(view.t, n)


def _charge(t: Tree, n: int) -> int | None:
    """The word of blame that an event noun hangs on: "responsible for the raid", "was behind the raid"."""
    p = t.head[n]
    if t.dep[n] != "pobj":
        return None
    if t.lower[p] == "behind":
        return p
    return t.head[p] if t.lower[p] == "for" and t.lemma[t.head[p]] in _RESPONSIBLE else None


def _definite(t: Tree, n: int) -> bool:
    return any(t.lower[k] in _DEFINITE or t.dep[k] == "poss" for k in t.kids[n])

"""Undertakings: what an actor will do, is ready to do or will not do, as PLOVER codes it.

A cooperative deed that is promised or planned is AGREE, a hostile one THREATEN, a cooperative one that is refused
REJECT (PLOVER codebook 0.8; CAMEO codebook 1.1b3, 03, 13 and 12). Where somebody says so, the claim carries it.
"""

from __future__ import annotations

from truceline.analysis.tree import Tree
from truceline.find.predications.events.match import Match, first
from truceline.find.predications.events.view import View
from truceline.know.kinds import line, plover
from truceline.know.triggers import nouns
from truceline.know.triggers import undertaking as words_of

_COOPERATIVE = frozenset({"VerbalCooperation", "MaterialCooperation"})
_HOSTILE = frozenset({"MaterialConflict"})
_AHEAD = frozenset({"planned", "didNotHappen", "hypothetical"})
_READYING = frozenset({"Mobilization"})
_SELF = frozenset({"agent", "attendee", "supporter", "mediator", "host"})


def undertaking(view: View, match: Match, factuality: str, roles: set[str]) -> tuple[str, int] | None:
    """The kind of undertaking in an event that its own agent plans or refuses, and the token that says so."""
    if factuality not in _AHEAD or not roles & _SELF or match.trigger.pos == "adj" or view.t.passive(match.verb):
        return None
    weighed = plover(match.trigger.kind) == "SANCTION"
    token = _word(view.t, match.verb, ("binding", "weighing") if weighed else ("binding",))
    if token is None or _carried(view, token):
        return None
    kind = _kind(set(line(match.trigger.kind)), match.trigger.kind, factuality)
    if kind is None or (kind == "Rejection" and not _refused(view, match, token)):
        return None
    return (kind, token) if _told(view, match, token) else None


def _told(view: View, match: Match, token: int) -> bool:
    """Whether that somebody will do it is itself told: not "*if* they decide to strike"."""
    return token in view.t.kids[match.verb] or view.parsed.factuality(token).mood not in ("supposed", "asked")


def _kind(side: set[str], kind: str, factuality: str) -> str | None:
    """The kind of undertaking to do or not to do something cooperative or hostile."""
    undone = factuality == "didNotHappen"
    if side & _COOPERATIVE:
        return "Rejection" if undone else "Commitment"
    return "Threat" if side & _HOSTILE and kind not in _READYING and not undone else None


def _carried(view: View, token: int) -> bool:
    """Whether a deal or a claim carries an undertaking already: its terms, the actor's own words, news of what "is to" be done."""
    if token in view.cue or term(view.t, token):
        return True
    claim = view.told(token)
    if claim is None:
        return False
    return claim.quotation == "direct" or view.t.lemma[token] == "be"


def term(t: Tree, token: int) -> bool:
    """Whether a clause tells the terms of a deal: "*under the accord* the rebels will hand in their arms"."""
    clause = (token, t.head[token], *t.conjuncts(token))
    return any(first(t, t.under(v, "under"), nouns("@agreement @truce")) is not None for v in clause)


def _refused(view: View, match: Match, token: int) -> bool:
    """Whether it is the actor that will not: a word over the deed must itself be told ("no sign that it *planned* to"), and not as an assurance."""
    told = token in view.t.kids[match.verb] or view.parsed.factuality(token).level == "happened"
    return told and not _assured(view, token)


def _assured(view: View, token: int) -> bool:
    """Whether somebody gives his word that he will not: "assured them that it *would* not leave" refuses nothing."""
    claim = view.told(token)
    return claim is not None and claim.stance == "promised"


def _word(t: Tree, v: int, slots: tuple[str, ...]) -> int | None:
    """The auxiliary or the governing word by which the subject binds itself."""
    h = t.head[v]
    if t.dep[v] == "xcomp" and t.lemma[h] == "be":
        return h
    for slot in slots:
        words = words_of(slot)
        if (k := t.worded(v, words, "aux")) is not None:
            return k
        if t.dep[v] == "xcomp" and (t.lemma[h] in words or t.lower[h] in words):
            return h
    return None

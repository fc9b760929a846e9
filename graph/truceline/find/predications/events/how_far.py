"""How far an event got: what `analysis.factuality` says of its words, then the claim that tells it, then its kind.

What is demanded has not happened, what is promised is planned; standing relations and wars go on, unless they are told
in the past.
"""

from __future__ import annotations

from truceline.analysis.clause_mood import PAST, PRESENT, auxiliary
from truceline.analysis.climbing import known
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.events.commitments import term
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.view import View
from truceline.know.triggers import nouns
from truceline.model import When
from truceline.times import day_of

_CLAIMED = {
    "demanded": "hypothetical",
    "appealed": "hypothetical",
    "hoped": "hypothetical",
    "warned": "hypothetical",
    "promised": "planned",
    "threatened": "planned",
}


def how_far(view: View, match: Match) -> str:
    """The term of `tl:factuality` for the event of a match."""
    read = view.parsed.factuality(match.at, match.light)
    claim = view.told(match.at)
    if read.level == "planned" and claim is not None and claim.stance == "hoped":
        return "hypothetical"
    if read.level != "happened":
        return read.level
    claimed = (
        _CLAIMED.get(claim.stance) if claim is not None and not read.settled and not _by_saying(view, match) else None
    )
    if claimed and not known(view.t, match.at):
        return claimed
    return _of_kind(view.t, match)


def _by_saying(view: View, match: Match) -> bool:
    """Whether somebody does something in words by saying that he does it: "*we call* on both to stop"."""
    t = view.t
    who = t.child(match.at, "nsubj") if match.trigger.act and t.tag[match.at] in PRESENT else None
    return who is not None and t.lower[who] in ("i", "we")


def not_yet(view: View, match: Match, when: When | None) -> bool:
    """Whether a day after that of the publication is told of an event, and no past tense says that it is over ("ahead of the visit on 4 May")."""
    published = day_of(view.parsed.article.published)
    begins = when.earliest_begin if when else None
    return begins is not None and published is not None and begins.date() > published and not _over(view.t, match)


def _of_kind(t: Tree, match: Match) -> str:
    """The level of a fact of the match's kind; the terms of a deal in the present tense are to come, "five days of fighting" are over."""
    level = match.trigger.factuality
    if t.tag[match.verb] in PRESENT and t.child(match.verb, "aux", "auxpass") is None and term(t, match.verb):
        return "planned"
    if any(_unit(t, i) for i in _whole(t, match.at)):
        return "happened"
    return level if level and not _over(t, match) else "happened"


def _whole(t: Tree, n: int) -> list[int]:
    """What a noun after "of" is a stretch of: "five *days* of fighting"."""
    return [t.head[t.head[n]]] if t.dep[n] == "pobj" and t.lower[t.head[n]] == "of" else []


def _unit(t: Tree, n: int) -> bool:
    """Whether a noun is a counted unit of time."""
    return t.lemma[n] in nouns("@unit") and t.child(n, "nummod") is not None


def _over(t: Tree, match: Match) -> bool:
    """Whether a match is told in the past."""
    v = match.verb if t.dep[match.verb] != "attr" else t.head[match.verb]
    if t.pos[v] not in VERBAL:
        return False
    perfect = auxiliary(t, v, PRESENT)
    return t.tag[v] == "VBD" or (t.tag[v] == "VBN" and not perfect) or auxiliary(t, v, PAST)

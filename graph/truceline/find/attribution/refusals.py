"""What is refused and what is not said: "rejected claims that …" denies what they claim; "never said '…'" claims nothing."""

from __future__ import annotations

from dataclasses import replace

from truceline.find.attribution.stance import negated
from truceline.find.attribution.view import Draft, View
from truceline.know import truces
from truceline.know.verbs import words

_REFUSING = frozenset({"denied", "rejected"})
_TOLD = frozenset({"asserted", "accused"})


def unsaid(view: View, d: Draft) -> bool:
    """Whether the cue of a draft is denied, so that nobody claims its content ("did not say 'surrender'")."""
    return d.cue is not None and d.stance is None and d.entry.negated is None and negated(view, d.at)


def deeds_told(view: View, found: list[Draft]) -> list[Draft]:
    """The drafts without deeds that another one tells: "the envoy said that the rebels *had agreed to leave*" is his word alone."""
    told = {id(d) for d in found if _deed(view, d) and any(o is not d and _around(view, o, d) for o in found)}
    return [d for d in found if id(d) not in told]


def _deed(view: View, d: Draft) -> bool:
    """Whether a draft is a deed that its words tell; what a side agrees to of a truce is its stand all the same."""
    if d.entry.word not in words("accord") or d.rule not in ("infinitive", "particle"):
        return False
    return not any(view.t.lower[i] in truces.nouns() for s in d.content for i in view.tokens(s))


def _around(view: View, o: Draft, d: Draft) -> bool:
    """Whether the cue of a draft stands in what another one says."""
    return any(s.start <= view.t.start[d.at] < s.end for s in o.content)


def refusals(view: View, found: list[Draft]) -> list[Draft]:
    """The drafts; where one refuses what a noun without a speaker tells, both are one denial of it."""
    merged: dict[int, Draft] = {}
    gone: set[int] = set()
    for n, d in enumerate(found):
        k = _refused(view, d, found) if (d.stance or d.entry.stance) in _REFUSING else None
        if k is not None:
            merged[n] = replace(d, content=found[k].content, root=found[k].root, stance="denied")
            gone.add(k)
    return [merged.get(n, d) for n, d in enumerate(found) if n not in gone]


def _refused(view: View, d: Draft, found: list[Draft]) -> int | None:
    """The draft of the noun that heads what is refused, which nobody is said to tell."""
    for k, o in enumerate(found):
        told = o.rule == "noun that" and o.speaker is None and o.entry.stance in _TOLD
        if told and o.at == d.root and view.t.start[o.at] >= d.content[0].start:
            return k
    return None

"""What is refused and what is not said: "rejected claims that …" denies what they claim; "never said '…'" claims nothing."""

from __future__ import annotations

from dataclasses import replace

from truceline.find.attribution.stance import negated
from truceline.find.attribution.view import Draft, View

_REFUSING = frozenset({"denied", "rejected"})
_TOLD = frozenset({"asserted", "accused"})


def unsaid(view: View, d: Draft) -> bool:
    """Whether the cue of a draft is denied, so that nobody claims its content ("did not say 'surrender'")."""
    return d.cue is not None and d.stance is None and d.entry.negated is None and negated(view, d.at)


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

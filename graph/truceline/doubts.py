"""What we must have misread: a time that ends before it begins, a number that counts nothing. It is left out, with a warning.

The article stays, and everything else that it says: one wrong reading costs one fact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from truceline.codec.forms import iso
from truceline.model import Ceasefire, Claim, Event, Facts, Figure, Notes, Span, State, When

_LARGEST = 10**11
"""More than all people who ever lived: no count of persons, events or things in the news."""

_Dated = TypeVar("_Dated", Event, Claim)


def ordered(w: When) -> bool:
    """Whether four time stamps can be: nothing ends before it begins.

    >>> from datetime import UTC, datetime
    >>> ordered(When(datetime(2025, 5, 8, tzinfo=UTC), None, None, datetime(2024, 5, 11, tzinfo=UTC)))
    False
    """
    pairs = ((w.earliest_begin, w.latest_begin), (w.earliest_end, w.latest_end), (w.earliest_begin, w.latest_end))
    return all(a is None or b is None or a <= b for a, b in pairs)


def without_doubts(facts: Facts) -> Facts:
    """Facts without what breaks an invariant by our own misreading, and with a warning for each thing left out.

    Args:
        facts: as woven; every id and offset leads somewhere.

    Returns:
        The same facts where nothing is doubtful. Of an event or a claim the date is left out, of a truce the state, of
        figures the whole figure.
    """
    told: list[str] = []
    n = facts.notes
    events = tuple(_undated(e, f"{e.kind} “{e.trigger.of(facts.article.text)}”", told) for e in n.events)
    claims = tuple(_undated(c, f"the saying {c.id}", told) for c in n.claims)
    truces = tuple(_states(t, facts, told) for t in n.ceasefires)
    figures = tuple(f for f in n.figures if _countable(f, told))
    if not told:
        return facts
    gone = {f.id for f in n.figures} - {f.id for f in figures}
    notes = _unbound(replace(n, events=events, claims=claims, ceasefires=truces, figures=figures), gone)
    return replace(facts, notes=notes, warnings=(*facts.warnings, *(f"{facts.article.id}: {w}" for w in told)))


def _unbound(notes: Notes, gone: set[str]) -> Notes:
    """Notes in which nothing points at figures that are gone."""
    claims = tuple(replace(c, about=tuple(a for a in c.about if a not in gone)) for c in notes.claims)
    figures = tuple(replace(f, subset_of=None) if f.subset_of in gone else f for f in notes.figures)
    return replace(notes, claims=claims, figures=figures)


def _undated(thing: _Dated, name: str, told: list[str]) -> _Dated:
    """The event or claim, without a time that cannot be."""
    if thing.when is None or ordered(thing.when):
        return thing
    told.append(f"{name} would end before it begins ({_span(thing.when)}); its date is left out.")
    return replace(thing, when=None, time=None)


def _states(truce: Ceasefire, facts: Facts, told: list[str]) -> Ceasefire:
    """The truce without states whose time cannot be."""
    kept = []
    for s in truce.states:
        if s.when is None or ordered(s.when):
            kept.append(s)
        else:
            told.append(
                f"the state {s.state} of the {truce.label} ({_words(s, facts)}) would end before it begins"
                f" ({_span(s.when)}); it is left out."
            )
    return replace(truce, states=tuple(kept))


def _words(s: State, facts: Facts) -> str:
    """The words that tell a state."""
    sentence = facts.sentences[s.sentence]
    return f"“{(s.evidence or Span(sentence.start, sentence.end)).of(facts.article.text)}”"


def _countable(f: Figure, told: list[str]) -> bool:
    """Whether a figure can count anything, in a time that can be."""
    name = f.text if len(f.text) <= 40 else f"{f.text[:40]}…"
    if any(n is not None and n > _LARGEST for n in (f.lower, f.upper, f.approx, f.exact)):
        told.append(f"the figure “{name}” is too large to count anything; it is left out.")
        return False
    if f.window is not None and not ordered(f.window):
        told.append(f"the time of the figure “{name}” would end before it begins ({_span(f.window)}); it is left out.")
        return False
    return True


def _span(w: When) -> str:
    first, last = iso(w.earliest_begin or w.earliest_end), iso(w.latest_end or w.latest_begin)
    return f"{(first or '?')[:10]} to {(last or '?')[:10]}"

"""Facts as people decided: what was rejected is gone, what was edited is as they said; the log keeps what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, TypeVar

from truceline.errors import TrucelineError
from truceline.know.kinds import scheme
from truceline.model import Article, Ceasefire, Claim, Event, Facts, Figure, Notes, Party, State
from truceline.store.decisions import Decision
from truceline.store.fingerprints import fingerprints

T = TypeVar("T")

EDITS: Mapping[type, Mapping[str, str | None]] = {
    Event: {"kind": "kinds", "factuality": "factualities"},
    Claim: {"stance": "stances"},
    Figure: {"exact": None, "lower": None, "upper": None, "approx": None, "category": "categories"},
}
"""What can be edited of which note, and the scheme that its value is of; none where it is a whole number."""


_SHORT = 13
"""A scheme of so many concepts is told whole where a value is none of it."""


@dataclass(frozen=True, slots=True)
class Amendments:
    """The decisions that stand and change facts, by the article (its id, its address) and the fingerprint they are about."""

    standing: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()

    def of(self, article: Article, fingerprint: str) -> Decision | None:
        """What stands about a thing of an article."""
        names = (article.iri, article.id, article.url or "")
        return next((d for n in names if n and (d := self.standing.get((n, fingerprint)))), None)


def amendments(several: Iterable[Decision]) -> Amendments:
    """What decisions change, oldest first; of two about the same thing the later one stands."""
    standing: dict[tuple[str, str], Decision] = {}
    for d in several:
        for name in d.article if d.fingerprint else ():
            standing[name, d.fingerprint] = d
    kept = {k: d for k, d in standing.items() if d.decided in {"rejected", "edited"}}
    return Amendments(kept, frozenset(n for n, _ in kept))


def amended(facts: Facts, changes: Amendments) -> Facts:
    """Facts with the decisions about them carried out.

    Whatever hangs on a rejected thing alone goes with it: what nobody else claims, and the outlet's own word for it.
    """
    a = facts.article
    if changes.articles.isdisjoint((a.iri, a.id, a.url or "")):
        return facts
    edits: dict[int, Any] = {}
    gone: set[int] = set()
    for _, fingerprint, note in fingerprints(facts):
        if decision := changes.of(a, fingerprint):
            if decision.decided == "rejected":
                gone.add(id(note))
            elif _fits(note, decision.value):
                edits[id(note)] = edited(note, decision.value)
    return replace(facts, notes=_without(facts.notes, gone, edits)) if gone or edits else facts


def edited(note: Any, value: str) -> Any:
    """A note with one of its values as somebody set it.

    Args:
        note: an event, a claim or a figure.
        value: `name=value`; an empty value takes a number away.

    Raises:
        TrucelineError: it has no such value, or the value is none of its scheme.
    """
    name, _, text = value.partition("=")
    able = EDITS.get(type(note), {})
    if name not in able or (able[name] and not text):
        has = ", ".join(able) or "nothing"
        raise TrucelineError(
            f"{name!r} cannot be edited here; of this {type(note).__name__.lower()} one can edit {has}."
        )
    return replace(note, **{name: _value(name, text, able[name])})


def _value(name: str, text: str, of: str | None) -> str | int | None:
    """What an edit sets: a concept of a scheme, else a whole number or nothing."""
    if of is not None and text not in (concepts := scheme(of)):
        near = concepts if len(concepts) <= _SHORT else get_close_matches(text, concepts, 3) or concepts[:3]
        rest = "" if len(near) == len(concepts) else " and others"
        raise TrucelineError(f"{text!r} is no {name}; there are {', '.join(near)}{rest}.")
    if of is None and text and not (text.isascii() and text.isdigit()):
        raise TrucelineError(f"{text!r} is no whole number.")
    return text if of is not None else int(text) if text else None


def _fits(note: Any, value: str) -> bool:
    """Whether a note has the value that an edit from elsewhere sets; else the edit changes nothing."""
    try:
        edited(note, value)
    except TrucelineError:
        return False
    return True


def _without(notes: Notes, gone: set[int], edits: Mapping[int, Any]) -> Notes:
    """Notes without what is gone and what hung on it alone."""

    def kept(several: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(edits.get(id(x), x) for x in several if id(x) not in gone)

    truces = tuple(_standing(t, lambda x: id(x) not in gone) for t in notes.ceasefires)
    made = replace(
        notes, events=kept(notes.events), claims=kept(notes.claims), figures=kept(notes.figures), ceasefires=truces
    )
    before = _claimed(notes)
    while (after := _consistent(made, before)) != made:
        made = after
    return made


def _consistent(notes: Notes, before: set[str]) -> Notes:
    """One round of letting go what points nowhere and what nobody claims any more."""
    there = _ids(notes)
    claims = tuple(c for c in (_pointing(c, there) for c in notes.claims) if _says(c))
    voices = {c.id for c in claims}
    claimed = _claimed(replace(notes, claims=claims))
    alive = (there & claimed) | (there - before)
    return replace(
        notes,
        claims=claims,
        events=tuple(_event(e, alive, voices) for e in notes.events if e.id in alive),
        figures=tuple(_figure(f, alive, voices) for f in notes.figures if f.id in alive),
        ceasefires=tuple(_truces(notes.ceasefires, voices)),
    )


def _says(c: Claim) -> bool:
    """Whether a claim says anything, or is about anything."""
    return bool(c.cue or c.content or c.about)


def _truces(several: Iterable[Ceasefire], voices: set[str]) -> Iterator[Ceasefire]:
    """Truces without what only claims told that are gone; one of which nothing is left is gone itself."""
    for t in several:
        kept = _standing(t, lambda x: x.claim is None or x.claim in voices)
        if _left(kept) or not (kept.states or kept.parties):
            yield kept


def _ids(notes: Notes) -> set[str]:
    """The ids of all things that something may be about."""
    return {x.id for several in (notes.events, notes.figures, notes.ceasefires, notes.claims) for x in several}


def _claimed(notes: Notes) -> set[str]:
    """The ids of things that some claim is about."""
    own = {f.id for f in notes.figures if f.claim}
    return {x for c in notes.claims for x in c.about} | own


def _pointing(c: Claim, there: set[str]) -> Claim:
    return c if there.issuperset(c.about) else replace(c, about=tuple(x for x in c.about if x in there))


def _event(e: Event, alive: set[str], voices: set[str]) -> Event:
    """An event without those whom only a claim that is gone names."""
    named = tuple(p for p in e.participants if p.claim is None or p.claim in voices)
    return replace(e, participants=named, part_of=e.part_of if e.part_of in alive else None)


def _figure(f: Figure, alive: set[str], voices: set[str]) -> Figure:
    return replace(
        f,
        claim=f.claim if f.claim in voices else None,
        event=f.event if f.event in alive else None,
        subset_of=f.subset_of if f.subset_of in alive else None,
    )


def _standing(t: Ceasefire, told: Callable[[State | Party], bool]) -> Ceasefire:
    """A truce with those states and standings alone that are told; the others stay as blanks, since their numbers are names."""
    return replace(
        t,
        states=tuple(
            s if told(s) else replace(s, state="", evidence=None, when=None, covers=(), claim=None) for s in t.states
        ),
        parties=tuple(p if told(p) else replace(p, actor=None, evidence=None, claim=None) for p in t.parties),
    )


def _left(t: Ceasefire) -> bool:
    """Whether anything is told of a truce."""
    return any(s.state for s in t.states) or any(p.actor for p in t.parties)

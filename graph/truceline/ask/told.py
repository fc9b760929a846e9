"""What a graph tells of a truce: its states, who tells them and with what stance, what took its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from truceline.ask.candidates import BEGIN
from truceline.ask.graph_view import GraphView, Thing, at
from truceline.ask.said import AGAINST
from truceline.link.camps import camp
from truceline.vocabulary import TL

HOLDS = frozenset({"inForce", "fraying", "extended"})
OVER = frozenset({"ended", "suspended"})
_UNREAL = frozenset({"hoped", "warned", "threatened", "demanded", "appealed"})
_MADE = frozenset({"declared", "inForce"})
RANK = {"inForce": 0, "extended": 1, "declared": 2}
"""States by which a truce comes to hold, the strongest evidence first."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who tells a state, with what stance; `own` where it is an outlet in its own words."""

    speaker: str
    stance: str = "asserted"
    own: bool = False


Voices = Mapping[str, frozenset[Voice]]
"""State IRI → who tells it, and how."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is told of a truce: its states from all articles, who tells each, and what later truces say of it.

    `renewed` is whether another renews it, so that it must have ended; from `replaced` on another stood in its place.
    """

    states: tuple[Thing, ...]
    voices: Voices
    renewed: bool = False
    replaced: datetime | None = None

    def spoken(self) -> tuple[Thing, ...]:
        """The states that somebody tells as a fact, but for those told without a day after another took its place."""
        told = (s for s in self.states if worth(s, self.voices, self.renewed))
        return tuple(s for s in told if s.timed or not self.late(s))

    def late(self, s: Thing) -> bool:
        """Whether a state was told when another truce stood in the place of this one."""
        told = report(s)
        return self.replaced is not None and told is not None and told >= self.replaced


def told_of(book: GraphView, c: Thing) -> Told:
    """What is told of a truce.

    Args:
        book: the graph.
        c: one of its truces.
    """
    states = states_of(book, c)
    voices = {s.iri: _voices(book, s) for s in states}
    return Told(states, voices, bool(book.subjects(TL.renews, [c.iri])), _replaced(book, c, states))


def states_of(book: GraphView, c: Thing) -> tuple[Thing, ...]:
    """The states of a truce, from all articles."""
    return tuple(book.states[s] for s in c.many(TL.hasState))


def _voices(book: GraphView, state: Thing) -> frozenset[Voice]:
    """Who tells a state, and with what stance."""
    told = book.about.get(state.iri, ())
    return frozenset(
        Voice(claim.one(TL.speaker) or claim.iri, claim.word(TL.stance), claim.one(TL.cue) is None) for claim in told
    )


def _replaced(book: GraphView, c: Thing, states: tuple[Thing, ...]) -> datetime | None:
    """The first day on which a later truce of the same sides, land and scope was made, where this one is told of then or after."""
    home, made = c.one(TL.country), _first(states)
    if home is None or made is None:
        return None
    last = max(r for s in states if (r := report(s)))
    several = book.once(("truces made", home), lambda: _begun_in(book, home)) if made < last else ()
    later = ((first, book.ceasefires[iri]) for first, iri in several if made < first <= last)
    return next((first for first, other in later if _alike(book, c, other)), None)


def _alike(book: GraphView, one: Thing, other: Thing) -> bool:
    """Whether two truces are for the same places and targets, between two sides at least of whom both are told."""
    bear = all(one.many(name) == other.many(name) for name in (TL.covers, TL.scopeOf))
    return bear and len(_sides(book, one) & _sides(book, other)) > 1


def _sides(book: GraphView, c: Thing) -> frozenset[str]:
    """The sides of a truce, a state with its government and army as one."""
    return book.once(("sides", c.iri), lambda: frozenset(_parties(book, c)))


def _begun_in(book: GraphView, land: str) -> list[tuple[datetime, str]]:
    """The truces of a land that are told as made, each with the first day, in the order of these."""
    made = ", ".join(f"tl:{word}" for word in sorted(_MADE))
    rows = book.rows(
        f"SELECT ?c (MIN(STR(?t)) AS ?first) {{ ?c tl:country <{land}> ; tl:hasState ?s . "
        f"?s tl:state ?w ; {BEGIN} ?t ; tl:attestedUntil ?told FILTER(?w IN ({made})) }} GROUP BY ?c"
    )
    return sorted((first, c) for c, text in rows if (first := at(text)))


def _parties(book: GraphView, c: Thing) -> Iterator[str]:
    """The sides of a truce, again and again."""
    for link in book.links.some(c.many(TL.partyLink)):
        if link.word(TL.partyStatus) == "party" and (actor := link.one(TL.actor)):
            yield camp(actor.rsplit("/", 1)[-1])


def _first(states: tuple[Thing, ...]) -> datetime | None:
    """The first day of a truce that is told as made: the day is one of its report or before."""
    return min((s.begin for s in states if s.word(TL.state) in _MADE and s.begin and report(s)), default=None)


def worth(s: Thing, voices: Voices, renewed: bool = False) -> bool:
    """Whether somebody tells a state as a fact: nobody does who denies, fears or wants it.

    An end must be more than a charge, unless the truce was renewed and so must have ended.
    """
    stances = {v.stance for v in voices.get(s.iri, ())} - AGAINST - _UNREAL
    return bool(stances - {"accused"} if s.word(TL.state) in OVER and not renewed else stances)


def against(s: Thing, voices: Voices) -> bool:
    """Whether somebody denies a state, and nobody tells it."""
    return not worth(s, voices) and any(v.stance in AGAINST for v in voices.get(s.iri, ()))


def report(s: Thing) -> datetime | None:
    """The day on which a state was told, as its first instant."""
    told = at(s.one(TL.attestedUntil))
    return told.replace(hour=0, minute=0, second=0, microsecond=0) if told else None


def strength(s: Thing) -> tuple[bool, int]:
    """How strong a state is as evidence, the least the strongest: with a day before without one, then by its word."""
    return s.begin is None and s.end is None, RANK.get(s.word(TL.state), len(RANK))

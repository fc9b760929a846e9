"""Who fights whom in an article: "between A and B", attackers and attacked, states that strike each other's land."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.truces import around
from truceline.link.camps import FIGHTING, camp, generic
from truceline.link.implied_cover import site_of
from truceline.model import BASE, Event, Mention, Notes

_REACH = 160
"""Characters after "between" in which the first side is named."""


@dataclass(frozen=True, slots=True)
class Against:
    """Two or more sides (IRIs) that a sentence sets against each other."""

    sentence: int
    sides: tuple[str, ...]

    @property
    def camps(self) -> frozenset[str]:
        """The slugs of the camps of the sides."""
        return frozenset(map(camp, self.sides))


def set_against(notes: Notes, tree: Tree, sentences: Sequence[int]) -> Iterator[Against]:
    """The sides of fights.

    Args:
        notes: the article, with identities filled in.
        tree: its tree.
        sentences: that of each mention.
    """
    fights = [e for e in notes.events if e.plover == "ASSAULT"]
    told = (Against(e.sentence, tuple(dict.fromkeys(_who(e, notes, "agent", "target", "victim")))) for e in fights)
    every = (*_between(notes, tree, sentences), *told, *_strikes(fights, notes))
    yield from (a for a in every if len(a.camps) > 1)


def _between(notes: Notes, tree: Tree, sentences: Sequence[int]) -> Iterator[Against]:
    """The sides that "between A and B" names."""
    can = [n for n, m in enumerate(notes.mentions) if _may_fight(m)]
    for t in _betweens(tree):
        near = [n for n in can if tree.start[t] < notes.mentions[n].start < tree.start[t] + _REACH]
        together = [notes.mentions[n] for n in near if sentences[n] == sentences[near[0]]]
        if together:
            yield Against(sentences[near[0]], _joined(together, tree))


def _may_fight(m: Mention) -> bool:
    """Whether a mention is of one side: somebody known who can be one, not "both sides"."""
    return m.actor is not None and m.type in FIGHTING and not generic(m)


def _betweens(tree: Tree) -> Iterator[int]:
    """The words "between", but for those of what only lies between two: a border, a road."""
    for t in range(1, len(tree)):
        if tree.lower[t] == "between" and tree.lemma[t - 1] not in around("bordering"):
            yield t


def _joined(near: Sequence[Mention], tree: Tree) -> tuple[str, ...]:
    """The first two sides after "between": the first, and the one after "and"; a name beside a description is its own."""
    first, end = near[0], bisect_left(tree.start, near[0].end)
    behind = [m for m in near[1:] if "and" in tree.lower[end : bisect_left(tree.start, m.start)]]
    beside = [m for m in behind if m.start - behind[0].end <= 30]
    second = next((m for m in beside if m.head == "name"), next(iter(behind), None))
    return tuple(m.actor for m in (first, second) if m and m.actor)


def _strikes(fights: Sequence[Event], notes: Notes) -> Iterator[Against]:
    """States, and whoever is struck back, by whose land is struck."""
    strikes = dict(_struck(fights, notes))
    back = {(land, camp(actor)) for actor, land in strikes}
    states = frozenset() if any(m.type == "ArmedGroup" for m in notes.mentions) else actors.states().keys()
    for (actor, land), e in strikes.items():
        if land and ((camp(actor), land) in back or camp(actor) in states):
            yield Against(e.sentence, (actor, BASE + land))


def _struck(fights: Sequence[Event], notes: Notes) -> Iterator[tuple[tuple[str, str | None], Event]]:
    """Who strikes, the state (slug) whose land is struck, and the fight."""
    for e in fights:
        land = _states_by_land().get(_land(e, notes) or "")
        yield from (((actor, land), e) for actor in _who(e, notes, "agent"))


@cache
def _states_by_land() -> dict[str, str]:
    """The states (slugs) by the IRIs of their lands."""
    return {site: slug for slug in actors.states() if (site := site_of(slug))}


def _land(e: Event, notes: Notes) -> str | None:
    """The country (IRI of a place) in which an event took place."""
    place = notes.places[e.place] if e.place is not None else None
    if place is None:
        return None
    return place.place if place.kind == "country" else place.within[-1] if place.within else None


def _who(e: Event, notes: Notes, *roles: str) -> Iterator[str]:
    """Those who have some part in a fight and can be a side."""
    types = {a.iri: a.type for a in notes.actors}
    yield from (p.actor for p in e.participants if p.role in roles and p.actor and types.get(p.actor) in FIGHTING)

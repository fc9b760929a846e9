"""Which side somebody stands for: an army, a ministry, a spokesman and a president stand for their state or group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from truceline.know import actors
from truceline.know.nouns import closed
from truceline.know.truces import around, singular
from truceline.model import BASE, Mention, Notes, Party

FIGHTING = frozenset({"State", "Government", "ArmedForces", "ArmedGroup", "Coalition", "UnnamedGroup"})
"""Types of actors that can be a side."""


@cache
@lru_cache(maxsize=10_000)
def camp(actor: str) -> str:
    """The slug of the side that an actor, told by IRI or slug, is part of; its own where it is a side by itself.

    >>> camp("colombia-armed-forces"), camp("colombia-government"), camp("hamas-political-bureau"), camp("utopia")
    ('colombia', 'colombia', 'hamas', 'utopia')
    """
    slug = actor.removeprefix(BASE)
    known = actors.get(slug)
    if known is None:
        return slug
    own = known.country and (slug.startswith(f"{known.country}-") or slug.endswith(f"-{known.country}"))
    if known.type in {"Government", "ArmedForces"} and known.country and own:
        return known.country
    return camp(known.part_of[0]) if known.type in {"ArmedGroup", "ArmedForces"} and known.part_of else slug


def camps_of(links: Iterable[Party], *status: str) -> set[str]:
    """The camps of those who are known among some standings, of those of a `status` where any is given."""
    return {camp(p.actor) for p in links if p.actor and (not status or p.status in status)}


@dataclass(frozen=True, slots=True)
class Offices:
    """For whom the persons of an article stand: their IRIs with that of their state or group."""

    bodies: dict[str, str]

    def body(self, iri: str) -> str:
        """The IRI of the side of a person, or the actor itself."""
        return self.bodies.get(iri, iri)


def offices(notes: Notes, day: str | None) -> Offices:
    """The offices that the text tells, and those that known persons hold on the day of the article (ISO).

    Who speaks for an international organisation in the text does not stand for the state that he leads besides.
    """
    types, told = {a.iri: a.type for a in notes.actors}, list(_told(notes))
    envoys = {actor for actor, org in told if types.get(org) == "InternationalOrganization"}
    out: dict[str, str] = {}
    for iri in (i for i, kind in types.items() if kind == "Person" and i not in envoys):
        if side := next(filter(None, map(_side, _held(iri, day))), None):
            out[iri] = BASE + side
    for actor, org in told:
        if side := _side(org.removeprefix(BASE)):
            out.setdefault(actor, BASE + side)
    return Offices(out)


def _told(notes: Notes) -> Iterator[tuple[str, str]]:
    """The IRIs of those to whom the text gives an office, former ones left out, and of the organisation."""
    for role in notes.roles:
        if role.organization and not role.role.startswith("former "):
            yield role.actor, role.organization


def _held(iri: str, day: str | None) -> list[str]:
    """The organisations in which a known person holds an office on a day."""
    known = actors.get(iri.removeprefix(BASE))
    return [o.org for o in known.offices if o.org and day and o.on(day)] if known else []


def _side(org: str) -> str | None:
    """The slug of the state or group that an organisation stands for; None where it is none."""
    side = camp(org)
    if side in actors.states():
        return side
    known = actors.get(side)
    return side if known and known.type in FIGHTING else None


def generic(m: Mention) -> bool:
    """Whether a mention means sides named elsewhere: "both sides", "each side", "the warring factions"."""
    words = m.text.lower().split(" of ")[0].split()
    counted, one = closed("counted") | closed("distributive"), singular(words[-1])
    bare = all(w in counted or w in _POINTING for w in words[:-1])
    several = one != words[-1] or words[0] in closed("distributive")
    nobody = m.head != "name" and m.reason != "institution"
    return nobody and len(words) > 1 and bare and several and one in around("anybody")


_POINTING = frozenset({"the", "these", "those", "main", "other"})
"""What may stand before a plural that names nobody, beside a count: "the two main parties", not "the opposition parties"."""


def lands(iris: Iterable[str]) -> list[str]:
    """The states of actors, as IRIs, where these are known."""
    known: Sequence[str] = [i.removeprefix(BASE) for i in iris]
    out = []
    for slug in known:
        side = camp(slug)
        k = actors.get(side)
        state = side if side in actors.states() else k.country if k and k.type != "ArmedGroup" else None
        if state:
            out.append(BASE + state)
    return list(dict.fromkeys(out))

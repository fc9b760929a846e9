"""Where a truce must hold because of its sides, when the article names no place.

Between the government or army and a group of a country, or between two groups of it, it holds in that country; between
states in the lands of both; a group that fights a state beyond its own country brings both lands in. Where it was
signed, announced or mediated is never where it holds, so brokers, guarantors and monitors lend it no land.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from functools import cache

from truceline.know import actors, places
from truceline.know.actors import Known
from truceline.know.truces import FOSTERING, LEFT_OUT, sort_of
from truceline.model import Ceasefire, Party

_OFFICIAL = frozenset(["Government", "ArmedForces"])


def implied(truce: Ceasefire, links: Iterable[Party]) -> tuple[str, ...]:
    """The IRIs of the countries in which a truce must hold; none where the article says where it holds, or for zones.

    Args:
        truce: with the places that it covers and the country that it was found to be about.
        links: its party links, with actors linked.

    >>> sides = [Party("https://w3id.org/truceline/id/armenia", "party"), Party("https://w3id.org/truceline/id/azerbaijan", "party")]
    >>> [iri.rsplit("/")[-1] for iri in implied(Ceasefire("t1", "ceasefire"), sides)]
    ['174982', '587116']
    >>> implied(Ceasefire("t1", "ceasefire", covers=(0,)), sides)
    ()
    """
    if sort_of(truce.label) == "zone" or truce.covers or any(s.covers for s in truce.states if s.state != "proposed"):
        return ()
    links = list(links)
    lands = _of_sides(links, {"party"}) or _of_sides(links, LEFT_OUT)
    found = dict.fromkeys(iri for land in lands if (iri := site_of(land)))
    return tuple(found | dict.fromkeys(_other_land(truce, links))) if found else _about(truce, links)


def _other_land(truce: Ceasefire, links: Sequence[Party]) -> tuple[str, ...]:
    """The country that a truce is about, where all that is told of its sides is one state, and that another's: the other side's."""
    sides = {k for p in links if p.status == "party" and p.actor and (k := actors.get(p.actor.rsplit("/", 1)[-1]))}
    alone = len(sides) == 1 and next(iter(sides)).type == "State" and truce.side != "unilateral"
    return _about(truce, links) if alone else ()


def of_one_war(truces: Sequence[Ceasefire]) -> tuple[Ceasefire, ...]:
    """The truces of an article, those of which nothing tells where they held set in the lands of the others.

    "A truce of 2001 had collapsed" tells of the war that the article is about.

    Args:
        truces: with the places that they cover and the lands that their sides imply.

    >>> one = Ceasefire("t1", "ceasefire", implied=("https://w3id.org/truceline/id/place/174982",))
    >>> [t.implied == one.implied for t in of_one_war([one, Ceasefire("t2", "ceasefire")])]
    [True, True]
    """
    lands = {t.implied or ((t.country,) if t.country else ()) for t in truces} - {()}
    shared = next(iter(lands)) if len(lands) == 1 else ()
    return tuple(replace(t, implied=shared) if _nowhere(t) else t for t in truces)


def _nowhere(truce: Ceasefire) -> bool:
    """Whether neither places nor sides tell where a truce held."""
    placed = truce.implied or truce.country or truce.covers or any(s.covers for s in truce.states)
    return not placed and not truce.parties and sort_of(truce.label) != "zone"


def _of_sides(links: Sequence[Party], statuses: Set[str]) -> list[str]:
    """The states (slugs) in whose lands those of these standings fight: the lands of groups, else the states, else as described."""
    slugs = [p.actor.rsplit("/", 1)[-1] for p in links if p.status in statuses and p.actor]
    known = list(filter(None, map(actors.get, slugs)))
    states = list(filter(None, map(state_of, known)))
    fought = [x for k in known for x in _of_group(k, states)]
    return fought or states or list(filter(None, (_named_land(s) for s in slugs if actors.get(s) is None)))


def _named_land(described: str) -> str | None:
    """The state (slug) that the description of a group names first: "Ruritanian rebels", "Ruritania's rebels"."""
    first = described.split("-")[0]
    named = (s for s in actors.lookup(first.title()) if s in actors.states())
    return actors.adjectives().get(first) or next(named, None)


def _of_group(known: Known, against: Sequence[str]) -> list[str]:
    """The country of a group, and of those that it fights the ones whose wars it is told to be in; nothing for a state."""
    home = known.country or next(iter(known.conflicts), None)
    if home is None or known.type in {"State", *_OFFICIAL}:
        return []
    return [home, *(s for s in against if s in known.conflicts)]


def _about(truce: Ceasefire, links: Sequence[Party]) -> tuple[str, ...]:
    """The country that the truce is about, unless it is that of somebody who stands outside it."""
    return (truce.country,) if truce.country and truce.country not in lands_outside(links) else ()


def lands_outside(links: Iterable[Party]) -> frozenset[str]:
    """The IRIs of the lands of those who stand outside a truce as brokers, guarantors or monitors."""
    several = _of_sides(list(links), FOSTERING)
    return frozenset(iri for s in several if (iri := site_of(s)))


def state_of(known: Known) -> str | None:
    """The state (slug) for which a state, a government or an army stands."""
    return known.slug if known.type == "State" else known.country if known.type in _OFFICIAL else None


@cache
def site_of(state: str) -> str | None:
    """The IRI of the land of a state (slug), as a place."""
    known = actors.states().get(state)
    site = places.countries().get(known.code or "") if known else None
    return site.iri if site else None

"""Actors, their roles, and places as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

from rdflib import URIRef

from truceline.model import Actor, Place, Role
from truceline.triples.article_scope import Scope, Triple, known_as
from truceline.triples.background import area, described
from truceline.triples.terms import (
    DCT,
    GEO,
    ORG,
    OWL,
    PROV,
    RDF,
    SEM,
    SKOS,
    TL,
    WIKIDATA,
    day,
    decimal,
    english,
    iri,
    labelled,
    partial_date,
    slug,
)


def actors(here: Scope) -> Iterator[Triple]:
    """The actors of an article, its outlet and its agencies."""
    for actor in here.facts.notes.actors:
        yield from _actor(actor)
    article = here.facts.article
    yield from _outlet(here.outlet(), article.publisher or "unnamed outlet")
    for name in article.agencies:
        yield from _outlet(known_as(name), name)


def _actor(actor: Actor) -> Iterator[Triple]:
    me = iri(actor.iri)
    if actor.type:
        yield from typed(me, actor.type, actor.label)
    else:
        yield me, SKOS.altLabel, english(actor.label)
    for alias in actor.aliases:
        if alias != actor.label:
            yield me, SKOS.altLabel, english(alias)
    if actor.wikidata:
        yield me, OWL.sameAs, WIKIDATA[actor.wikidata.rsplit("/", 1)[-1]]
    for several, name in (
        (actor.part_of, TL.partOf),
        (actor.allied_with, TL.alliedWith),
        (actor.possibly_same_as, TL.possiblySameAs),
    ):
        for other in several:
            if other != actor.iri:
                yield me, name, iri(other)


def _outlet(me: URIRef, name: str) -> Iterator[Triple]:
    kind, label = described(str(me))
    yield from typed(me, "MediaOrganization", label if kind != "Actor" else name)
    if kind != "Actor" and label != name:
        yield me, SKOS.altLabel, english(name)


def typed(me: URIRef, kind: str, label: str) -> Iterator[Triple]:
    """An actor's classes and label."""
    yield me, RDF.type, TL.Actor
    if kind != "Actor":
        yield me, RDF.type, TL[kind]
    yield from labelled(me, label)


def undescribed(here: Scope, mentioned: Iterable[URIRef], written: set[URIRef]) -> Iterator[Triple]:
    """Class and label of actors that are mentioned and not described elsewhere."""
    somebodies = here.somebodies()
    for me in sorted(set(mentioned) - written):
        if words := somebodies.get(me):
            yield from typed(me, "UnnamedGroup", words)
        else:
            yield from typed(me, *described(str(me)))


def roles(here: Scope) -> Iterator[Triple]:
    """Roles seen in the article, attested on its day (W3C ORG)."""
    published = here.facts.article.published
    for n, role in enumerate(here.facts.notes.roles, 1):
        me, office = here.own(f"m{n}"), _office(role)
        yield me, RDF.type, ORG.Membership
        yield me, ORG.member, iri(role.actor)
        yield me, ORG.role, office
        yield office, RDF.type, SKOS.Concept
        yield office, RDF.type, ORG.Role
        yield office, SKOS.prefLabel, english(_label(role))
        if role.organization:
            yield me, ORG.organization, iri(role.organization)
        if published:
            yield me, TL.attestedOn, day(published)
        if role.since:
            yield me, TL["from"], partial_date(role.since)
        if role.until:
            yield me, TL.until, partial_date(role.until)
        yield me, TL.evidence, here.sentence(role.sentence)
        yield me, PROV.wasQuotedFrom, here.article


def _office(role: Role) -> URIRef:
    return iri(role.role) if role.role.startswith("http") else iri(f"role-{slug(role.role)}")


def _label(role: Role) -> str:
    return role.role.rsplit("/", 1)[-1].replace("-", " ") if role.role.startswith("http") else role.role


def places(here: Scope) -> Iterator[Triple]:
    """Places with coordinates and the places they lie in."""
    named = {p.place for p in here.facts.notes.places}
    for place in dict.fromkeys(here.facts.notes.places):
        yield from _place(place, named)


def _place(place: Place, named: Set[str]) -> Iterator[Triple]:
    me = iri(place.place)
    yield from site(me, place.label, (place.lat, place.long))
    if place.head == "name" and place.text not in (place.label, ""):
        yield me, SKOS.altLabel, english(place.text)
    chain = [me, *(iri(w) for w in place.within)]
    for inner, outer in pairwise(chain):
        yield inner, TL.within, outer
    yield from _outer(place, named)


def _outer(place: Place, named: Set[str]) -> Iterator[Triple]:
    """The names and points of what a place lies in, where the article does not name it."""
    country = place.within[-1] if place.within else None
    for name in (w for w in place.within if w not in named):
        known = area(name, country)
        label = known.name if known else name.rsplit("/", 1)[-1].replace("-", " ")
        yield from site(iri(name), label, (known.lat, known.long) if known else (None, None))


def site(me: URIRef, label: str, at: tuple[float | None, float | None]) -> Iterator[Triple]:
    """A place's class, label and coordinates (WGS84)."""
    yield me, RDF.type, TL.Place
    yield me, RDF.type, SEM.Place
    yield from labelled(me, label)
    if at[0] is not None and at[1] is not None:
        yield me, GEO.lat, decimal(at[0])
        yield me, GEO.long, decimal(at[1])


def credits_of(here: Scope) -> Iterator[Triple]:
    """The publisher and the agencies of the article."""
    yield here.article, DCT.publisher, here.outlet()
    for name in here.facts.article.agencies:
        yield here.article, TL.agency, known_as(name)

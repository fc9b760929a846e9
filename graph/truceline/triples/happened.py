"""Events, figures and ceasefires as triples: they only describe; claims give them standing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from rdflib import URIRef
from rdflib.namespace import XSD
from rdflib.term import Literal

from truceline.model import Ceasefire, Event, Figure, When
from truceline.triples.article_scope import Scope, Triple, stamps
from truceline.triples.background import area, described, kinds, with_broader
from truceline.triples.terms import (
    DCT,
    RDF,
    RDFS,
    SEM,
    SKOS,
    TL,
    concept,
    day,
    decimal,
    english,
    integer,
    iri,
    labelled,
    partial_date,
    plain,
)
from truceline.triples.who import site

_RELATED = {"extends": TL.extends, "renews": TL.renews, "partOf": DCT.isPartOf}


def events(here: Scope) -> Iterator[Triple]:
    """Events with their participations."""
    truces = {t.id: here.one(t.iri or here.own(t.id)) for t in here.facts.notes.ceasefires}
    for event in here.facts.notes.events:
        me = here.event(event.id)
        if me == here.own(event.id):
            yield from _event(here, me, event)
        yield from _told(here, me, event)
        yield from _participations(here, me, event)
        if event.ceasefire in truces:
            yield me, TL.ceasefire, truces[event.ceasefire]
        yield from _kind(event.kind)


def _event(here: Scope, me: URIRef, e: Event) -> Iterator[Triple]:
    yield me, TL.kind, TL[e.kind]
    yield me, TL.factuality, TL[e.factuality]
    yield me, RDFS.label, english(_label(here, e))
    yield from stamps(me, e.when)
    if e.factuality == "ongoing":
        yield from _attested(here, me)
    yield me, TL.extractedBy, here.by(e.rule or "happened")
    yield me, TL.confidence, decimal(e.confidence)


def _attested(here: Scope, me: URIRef) -> Iterator[Triple]:
    """Up to which day something is told: that of the article."""
    if here.facts.article.published:
        yield me, TL.attestedUntil, day(here.facts.article.published)


def _told(here: Scope, me: URIRef, e: Event) -> Iterator[Triple]:
    """What every account of an event adds: its words, its place, its date, what it was part of."""
    yield me, RDF.type, TL.Event
    yield me, RDF.type, SEM.Event
    yield me, TL.trigger, plain(here.words(e.trigger))
    yield me, TL.mentionedIn, here.sentence(e.sentence)
    if e.place is not None:
        yield me, SEM.hasPlace, here.place(e.place)
    if e.part_of and here.event(e.part_of) != me:
        yield me, SEM.subEventOf, here.event(e.part_of)
    if e.time is not None:
        yield me, TL.datedBy, here.dated(e.time)


def _participations(here: Scope, me: URIRef, e: Event) -> Iterator[Triple]:
    for n, part in enumerate(e.participants, 1):
        if part.actor:
            link = here.own(f"{e.id}/p{n}")
            yield me, SEM.hasActor, iri(part.actor)
            yield me, TL.participation, link
            yield link, RDF.type, TL.Participation
            yield link, TL.actor, iri(part.actor)
            yield link, TL.role, TL[part.role]


def _label(here: Scope, e: Event) -> str:
    """The event in a few words, made of labels: `air strike: X → Y (Z)`."""
    kind = kinds().get(e.kind)
    does, receives = (
        ", ".join(
            dict.fromkeys(_name(here, p.actor) for p in e.participants if p.actor and (p.role in _RECEIVES) is end)
        )
        for end in (False, True)
    )
    place = f" ({here.facts.notes.places[e.place].label})" if e.place is not None else ""
    return f"{kind.label if kind else e.kind}{f': {does}' if does else ''}{f' → {receives}' if receives else ''}{place}"


_RECEIVES = frozenset({"target", "victim", "supported"})
"""Roles of those to whom something is done."""


def _name(here: Scope, actor: str) -> str:
    known = here.actors.get(actor)
    return known.label if known else described(actor)[1]


def _kind(name: str) -> Iterator[Triple]:
    """A kind with its label and the kinds above it, so that a query for attacks finds air strikes."""
    chain = with_broader(name)
    for kind in chain:
        me = TL[kind.name]
        yield me, RDF.type, SKOS.Concept
        yield me, SKOS.prefLabel, english(kind.label)
        if kind.plover:
            yield me, TL.plover, plain(kind.plover)
    for inner, outer in pairwise(chain):
        yield TL[inner.name], SKOS.broader, TL[outer.name]


def figures(here: Scope) -> Iterator[Triple]:
    """Figures with bounds, category, population, window and place."""
    for figure in here.facts.notes.figures:
        yield from _figure(here, here.own(figure.id), figure)


def _figure(here: Scope, me: URIRef, f: Figure) -> Iterator[Triple]:
    yield me, RDF.type, TL.Figure
    yield me, RDFS.label, english(f"{f.text} {f.population} {f.category}")
    for n, name in ((f.lower, TL["lower"]), (f.upper, TL["upper"]), (f.approx, TL.approx), (f.exact, TL.exact)):
        if n is not None:
            yield me, name, integer(n)
    if f.vague:
        yield me, TL.vague, Literal("true", datatype=XSD.boolean, normalize=False)
    yield me, TL.category, TL[f.category]
    yield me, TL.population, concept(f.population)
    yield me, TL.mentionedIn, here.sentence(f.sentence)
    if f.subset_of:
        yield me, TL.subsetOf, here.own(f.subset_of)
    if f.event:
        yield me, TL.ofEvent, here.event(f.event)
    if f.place is not None:
        yield me, SEM.hasPlace, here.place(f.place)
    yield from stamps(me, f.window)
    if f.window is None or f.window.latest_end is None:
        yield from _attested(here, me)
    yield me, TL.extractedBy, here.by(f.rule or "figures")
    yield me, TL.confidence, decimal(f.confidence)


def ceasefires(here: Scope) -> Iterator[Triple]:
    """Ceasefires with party links and states (after the ETH/PRIO ceasefire codebook)."""
    own = {t.id: here.one(t.iri or here.own(t.id)) for t in here.facts.notes.ceasefires}
    for truce in here.facts.notes.ceasefires:
        me = own[truce.id]
        yield from _ceasefire(here, me, truce)
        yield from _parties(here, me, truce)
        yield from _states(here, me, truce)
        for how, other in truce.related:
            if other in own and own[other] != me:
                yield me, _RELATED.get(how, DCT.relation), own[other]


def _implied(me: URIRef, land: str) -> Iterator[Triple]:
    """A land in which a truce must hold, with its name and point where these are known."""
    yield me, TL.impliedCover, iri(land)
    if (known := area(land, None)) is not None:
        yield from site(iri(land), known.name, (known.lat, known.long))


def _ceasefire(here: Scope, me: URIRef, t: Ceasefire) -> Iterator[Triple]:
    yield me, RDF.type, TL.Ceasefire
    if me == URIRef(t.iri or me):  # one that is known under another IRI has its name and first day there
        yield from labelled(me, _truce_label(t))
        if t.began:
            yield me, TL.began, partial_date(t.began)
    if t.country:
        yield me, TL.country, iri(t.country)
    if t.side:
        yield me, TL.side, TL[t.side]
    if t.purpose:
        yield me, TL.purpose, plain(t.purpose)
    for n in t.covers:
        yield me, TL.covers, here.place(n)
    for land in t.implied:
        yield from _implied(me, land)
    if t.condition:
        yield me, TL.condition, plain(t.condition)
    if t.scope:
        yield me, TL.scopeOf, TL[t.scope]


_SORT = re.compile(r"(.+?)(?: in [A-Z].*| of \d.*| between .*)?")


def _truce_label(t: Ceasefire) -> str:
    """What the truce is called: by its sort and first day where that is known, so that all articles call it the same."""
    sort = _SORT.fullmatch(t.label)
    if not t.began or len(t.began) != 10 or not sort:
        return t.label
    day = date.fromisoformat(t.began)
    return f"{sort[1]} of {day.day} {day:%B %Y}"


def _parties(here: Scope, me: URIRef, t: Ceasefire) -> Iterator[Triple]:
    for n, party in enumerate(t.parties, 1):
        if party.actor:
            link = here.own(f"{t.id}/p{n}")
            yield me, TL.partyLink, link
            yield link, RDF.type, TL.PartyLink
            yield link, TL.actor, iri(party.actor)
            yield link, TL.partyStatus, TL[party.status]
            yield link, TL.mentionedIn, here.sentence(party.sentence)


def _clock(here: Scope, when: When | None) -> Literal | None:
    """The begin of a time by the clock that the text tells it by, where that is another than Greenwich's."""
    begin = when.earliest_begin if when else None
    if when is None or begin is None:
        return None
    told = (t for t in here.facts.notes.times if t.text == when.text and t.begin == t.end_ == begin)
    zone = next((t.zone for t in told if t.zone not in {None, "Z"}), None)
    if zone is None:
        return None
    local = begin.astimezone(datetime.strptime(zone, "%z").tzinfo)
    return Literal(local.isoformat(), datatype=XSD.dateTime, normalize=False)


def _states(here: Scope, me: URIRef, t: Ceasefire) -> Iterator[Triple]:
    for n, state in enumerate(t.states, 1):
        if not state.state:  # one that somebody rejected
            continue
        link = here.own(f"{t.id}/s{n}")
        yield me, TL.hasState, link
        yield link, RDF.type, TL.CeasefireState
        yield link, TL.state, TL[state.state]
        yield link, TL.mentionedIn, here.sentence(state.sentence)
        for place in state.covers:
            yield link, TL.covers, here.place(place)
        yield from stamps(link, state.when)
        if clock := _clock(here, state.when):
            yield link, TL.localBegin, clock
        if state.lasts:
            yield link, TL.lasts, plain(state.lasts)
        yield from _attested(here, link)

"""Articles, sentences and claims as triples: who says what, in which sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from rdflib import URIRef

from truceline.model import OUTLET, Ceasefire, Claim, Participant, Party, When
from truceline.triples.article_scope import Scope, Triple, stamps
from truceline.triples.terms import DCT, NIF, PROV, RDF, SCHEMA, SEM, TL, address_of, day, decimal, integer, plain
from truceline.triples.who import credits_of

_DAY = timedelta(days=1)


def article(here: Scope) -> Iterator[Triple]:
    """The article: title, day, byline, publisher, address, agencies, hash."""
    me, a = here.article, here.facts.article
    for kind in (TL.Article, NIF.Context, SCHEMA.NewsArticle, PROV.Entity):
        yield me, RDF.type, kind
    yield me, DCT.identifier, plain(a.id)
    yield me, DCT.language, plain(a.language)
    yield me, TL.textHash, plain(a.hash)
    for text, name in ((a.title, DCT["title"]), (a.byline, DCT.creator)):
        if text:
            yield me, name, plain(text)
    if a.published:
        yield me, DCT.issued, day(a.published)
    if address := a.url and address_of(a.url):
        yield me, DCT.source, address
    yield from credits_of(here)


def sentences(here: Scope, used: set[int]) -> Iterator[Triple]:
    """The sentences that hold facts, and those used as evidence; offsets are code points, end exclusive (NIF)."""
    for n, s in enumerate(here.facts.sentences):
        if s.content or n in used:
            me = here.sentence(n)
            yield me, RDF.type, NIF.Sentence
            yield me, NIF.referenceContext, here.article
            yield me, NIF.beginIndex, integer(s.start)
            yield me, NIF.endIndex, integer(s.end)
            yield me, NIF.anchorOf, plain(here.facts.article.text[s.start : s.end])


def claims(here: Scope) -> Iterator[Triple]:
    """All claims with what they are about."""
    for claim in here.facts.notes.claims:
        me = here.own(claim.id)
        yield from _claim(here, me, claim)
        for thing in _about(here, claim):
            yield me, TL.about, thing


def _claim(here: Scope, me: URIRef, c: Claim) -> Iterator[Triple]:
    yield me, RDF.type, TL.Claim
    yield me, TL.stance, TL[c.stance]
    yield me, TL.evidence, here.sentence(c.sentence)
    yield me, PROV.wasQuotedFrom, here.article
    for who, name in ((here.speaker(c), TL.speaker), (here.addressee(c), TL.addressee)):
        if who is not None:
            yield me, name, who
    if c.cue:
        yield me, TL.cue, plain(here.words(c.cue))
    if c.actor != OUTLET:
        yield me, TL.quotation, TL[c.quotation]
    if c.actor != OUTLET and c.content:
        yield me, TL.quote, plain(" … ".join(map(here.words, c.content)))
    if c.place is not None:
        yield me, SEM.hasPlace, here.place(c.place)
    yield from stamps(me, c.when)
    if c.time is not None:
        yield me, TL.datedBy, here.dated(c.time)
    if said := _said_on(c.when):
        yield me, TL.saidOn, said
    yield me, TL.extractedBy, here.by(c.rule or "said")
    yield me, TL.confidence, decimal(c.confidence)


def _said_on(when: When | None) -> URIRef | None:
    """The day of the saying, when all that is known of it lies in one UTC day."""
    if when is None or when.earliest_begin is None:
        return None
    end = when.latest_end or when.earliest_begin
    one_day = timedelta(0) <= end - when.earliest_begin <= _DAY
    return day(when.earliest_begin.date()) if one_day else None  # type: ignore[return-value]


def _about(here: Scope, claim: Claim) -> Iterator[URIRef]:
    """What a claim is about, as fine as it is claimed: states and party links rather than the whole ceasefire."""
    truces = {t.id: t for t in here.facts.notes.ceasefires}
    for thing in claim.about:
        if truce := truces.get(thing):
            fine = list(_finer(here, truce, claim.id))
            yield from fine or [here.one(truce.iri or here.own(truce.id))]
        else:
            yield here.event(thing)
    for event in here.facts.notes.events:
        yield from _takes_part(here, event.id, event.participants, claim.id)
    for figure in here.facts.notes.figures:
        if figure.claim == claim.id:
            yield here.own(figure.id)


def _takes_part(here: Scope, thing: str, several: Iterable[Participant | Party], claim: str) -> Iterator[URIRef]:
    """Those of whom a claim tells that they have a part in an event or a truce."""
    for n, part in enumerate(several, 1):
        if part.claim == claim and part.actor:
            yield here.own(f"{thing}/p{n}")


def _finer(here: Scope, truce: Ceasefire, claim: str) -> Iterator[URIRef]:
    for n, state in enumerate(truce.states, 1):
        if state.claim == claim:
            yield here.own(f"{truce.id}/s{n}")
    yield from _takes_part(here, truce.id, truce.parties, claim)

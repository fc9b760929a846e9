"""One article while its triples are being written: where things are, what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rdflib import Literal, URIRef
from rdflib.term import Node

from truceline import __version__
from truceline.model import OUTLET, Actor, Claim, Facts, Span, When
from truceline.triples.context import EMPTY, Context
from truceline.triples.terms import SEM, TL, edtf, instant, iri, plain, slug

Triple = tuple[URIRef, URIRef, Node]


@dataclass(frozen=True, slots=True)
class Scope:
    """An article's facts with what is looked up again and again; `context` is what other articles tell of its things."""

    facts: Facts
    context: Context = EMPTY
    actors: dict[str, Actor] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts, context: Context = EMPTY) -> Scope:
        """Looks the article's actors and claims up once."""
        notes = facts.notes
        return cls(facts, context, {a.iri: a for a in notes.actors}, {c.id: c for c in notes.claims})

    @property
    def article(self) -> URIRef:
        """The article's IRI."""
        return URIRef(self.facts.article.iri)

    def own(self, name: str) -> URIRef:
        """The IRI of a thing of this article: `e1`, `c1`, `t1/s1`."""
        return URIRef(f"{self.facts.article.iri}/{name}")

    def words(self, span: Span) -> str:
        """The words of a span."""
        return span.of(self.facts.article.text)

    def sentence(self, number: int) -> URIRef:
        """The IRI of a sentence: its offsets in code points (RFC 5147)."""
        s = self.facts.sentences[number]
        return URIRef(f"{self.facts.article.iri}#char={s.start},{s.end}")

    @staticmethod
    def by(rule: str) -> Literal:
        """Which rule found it, and of which version."""
        return plain(f"{rule} {__version__}")

    def place(self, number: int) -> URIRef:
        """The IRI of a place by its position in the notes."""
        return iri(self.facts.notes.places[number].place)

    def dated(self, number: int) -> URIRef:
        """The IRI of a temporal expression by its position in the notes."""
        return self.own(f"d{number + 1}")

    def one(self, name: str) -> URIRef:
        """The IRI that stands for this one after merging across articles."""
        return iri(self.context.one(name))

    def event(self, name: str) -> URIRef:
        """The IRI of an event of this article by its id: that of the event which other articles tell too, where they do."""
        return URIRef(self.context.one(f"{self.facts.article.iri}/{name}"))

    def outlet(self) -> URIRef:
        """The speaker of what the article says in its own voice."""
        name = self.facts.article.publisher
        return known_as(name) if name else self.own("outlet")

    def speaker(self, claim: Claim) -> URIRef | None:
        """Who says it; somebody the text only describes gets an IRI within the article."""
        if claim.actor == OUTLET:
            return self.outlet()
        return self._somebody(claim.actor, claim.speaker)

    def addressee(self, claim: Claim) -> URIRef | None:
        """Who is told, asked or accused."""
        return self._somebody(claim.addressee, claim.addressee_span)

    def somebodies(self) -> dict[URIRef, str]:
        """Those whom the text only describes, with its words for them."""
        spans = (
            s
            for c in self.facts.notes.claims
            for s, who in ((c.speaker, c.actor), (c.addressee_span, c.addressee))
            if s and not who
        )
        return {self.own(f"somebody/{slug(words)}"): words for words in (self.words(s) for s in spans)}

    def _somebody(self, actor: str | None, span: Span | None) -> URIRef | None:
        if actor:
            return self.outlet() if actor == OUTLET else iri(actor)
        return self.own(f"somebody/{slug(self.words(span))}") if span else None


def known_as(name: str) -> URIRef:
    """The IRI of a publisher or agency by its name: the gazetteer's where it knows it."""
    from truceline.triples.background import media

    return iri(media().get(name.casefold(), slug(name)))


def stamps(thing: URIRef, when: When | None) -> Iterator[Triple]:
    """The four time stamps (SEM), EDTF and the words of a time."""
    if when is None:
        return
    four = (when.earliest_begin, when.latest_begin, when.earliest_end, when.latest_end)
    yield from stamps_of(thing, four, when.edtf)
    if when.text:
        yield thing, TL.timeText, plain(when.text)


def stamps_of(thing: URIRef, four: tuple[datetime | None, ...], text: str | None) -> Iterator[Triple]:
    """Earliest and latest begin, earliest and latest end (SEM), and EDTF, of what is known."""
    for at, name in zip(four, _STAMPS, strict=True):
        if at is not None:
            yield thing, name, instant(at)
    if text:
        yield thing, TL.edtf, edtf(text)


_STAMPS = (
    SEM.hasEarliestBeginTimeStamp,
    SEM.hasLatestBeginTimeStamp,
    SEM.hasEarliestEndTimeStamp,
    SEM.hasLatestEndTimeStamp,
)

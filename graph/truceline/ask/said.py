"""Who says something: a claim with its sentence, its outlet, and the chain of those who pass it on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from truceline.ask.graph_view import GraphView, Thing
from truceline.vocabulary import DCT, PROV, TL


class Voiced(Protocol):
    """What is told in an outlet's own voice, or by somebody whom it cites."""

    @property
    def own(self) -> bool: ...


def own_voice(told: Iterable[Voiced]) -> bool:
    """Whether an outlet tells something in its own voice."""
    return any(x.own for x in told)


AGAINST = frozenset({"denied", "doubted", "rejected"})
"""Stances that set the speaker against what is claimed."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim.

    `own` is true for the outlet's own voice; `via` are those who report the claim, nearest first ("state television"
    for an army announcement that television reported); `said` is the day of the saying in EDTF, empty when unknown; `origin` is the first
    article with this text.
    """

    speaker: str
    stance: str
    sentence: str
    outlet: str
    published: str
    claim: str
    own: bool = False
    via: tuple[str, ...] = ()
    cue: str = ""
    quote: str = ""
    quotation: str = ""
    said: str = ""
    title: str = ""
    url: str = ""
    evidence: str = ""
    speaker_iri: str = ""
    confidence: float = 1.0
    origin: str = ""

    @property
    def source_iri(self) -> str:
        """Where it comes from in the end: its speaker, or the text that says it in its own voice, copies folded."""
        return self.origin if self.own or not self.speaker_iri else self.speaker_iri

    @property
    def against(self) -> bool:
        """Whether the speaker denies, doubts or rejects it."""
        return self.stance in AGAINST

    @property
    def source(self) -> str:
        """The sentence with its outlet and day."""
        return f"“{self.sentence}” – {self.outlet}{', ' + self.published if self.published else ''}"

    def __str__(self) -> str:
        chain = "".join(f" ← {v}" for v in self.via)
        day = f", {self.published}" if self.published else ""
        told = "" if self.own else f" (in {self.outlet}{day})"
        return f"{self.speaker}{chain} {self.stance}{day if self.own else told}"


def said(book: GraphView, claim: Thing) -> Said:
    """A claim as it is shown."""
    article = book.articles.get(claim.text(PROV.wasQuotedFrom), claim)
    speaker, outlet = claim.one(TL.speaker), article.one(DCT.publisher)
    evidence = claim.text(TL.evidence)
    return Said(
        speaker=book.label(speaker) if speaker else "somebody unnamed",
        stance=claim.word(TL.stance),
        sentence=book.sentence(evidence),
        outlet=book.label(outlet),
        published=article.text(DCT.issued)[:10],
        claim=claim.iri,
        own=speaker == outlet and claim.one(TL.cue) is None,
        via=_via(book, claim),
        cue=claim.text(TL.cue),
        quote=claim.text(TL.quote),
        quotation=claim.word(TL.quotation),
        said=claim.text(TL.edtf),
        title=article.text(DCT["title"]),
        url=article.text(DCT.source),
        evidence=evidence,
        speaker_iri=speaker or "",
        confidence=float(claim.one(TL.confidence) or 1),
        origin=origin(book, article),
    )


def naming(book: GraphView, sentence: str) -> Said:
    """A sentence in its outlet's own voice, for what it names."""
    article = book.thing(sentence.split("#")[0])
    outlet = article.one(DCT.publisher)
    return Said(
        speaker=book.label(outlet) or "an unnamed outlet",
        stance="named",
        sentence=book.sentence(sentence),
        outlet=book.label(outlet),
        published=article.text(DCT.issued)[:10],
        claim="",
        own=True,
        title=article.text(DCT["title"]),
        url=article.text(DCT.source),
        evidence=sentence,
        speaker_iri=outlet or "",
        origin=origin(book, article),
    )


def origin(book: GraphView, article: Thing) -> str:
    """The first article with this text."""
    seen, of = [article.iri], article.one(TL.copyOf)
    while of and of not in seen:
        seen.append(of)
        of = min(book.values(of, TL.copyOf), default=None)
    return seen[-1]


def _via(book: GraphView, claim: Thing) -> tuple[str, ...]:
    """The speakers of the claims about a claim, inner ones first."""
    out: list[str] = []
    seen = {claim.iri}
    while claim is not None:
        outer = next((c for c in book.about.get(claim.iri, ()) if c.iri not in seen), None)
        if outer is None:
            break
        seen.add(outer.iri)
        if outer.one(TL.speaker) != claim.one(TL.speaker):
            out.append(book.label(outer.one(TL.speaker)))
        claim = outer
    return tuple(out)


def tellings(book: GraphView, things: Iterable[str]) -> tuple[Said, ...]:
    """All claims about things, each once: the outlets' own first, then by day and IRI."""
    claims = {c.iri: c for thing in things for c in book.about.get(thing, ())}
    found = [said(book, c) for c in claims.values()]
    return tuple(sorted(found, key=telling_order))


def telling_order(s: Said) -> tuple[bool, str, str]:
    """The outlets' own voice first, then by day and IRI."""
    return not s.own, s.published, s.claim

"""What a person should look at first: what may be one thing, what conflicts, what is disputed, what was read unsurely, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import ClassVar

import pyoxigraph as ox

from truceline.ask.answers import Table
from truceline.ask.figures import figures
from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView
from truceline.ask.said import Said, said, telling_order, tellings
from truceline.ask.timeline import Happening, happening, timeline
from truceline.model import BASE
from truceline.vocabulary import SEM, TL

SURE = 0.6
"""Confidence from which on a claim is not looked at for it."""

_MAYBE = ox.NamedNode(TL.possiblySameAs)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to decide on.

    `kind`: pair, conflict, disputed, unsure, new; `iris` the one thing, or the two that may be one; `why` what is in doubt;
    `labels` a name for each; `says` the claims that tell it, and those of what it is in conflict with (`against`).
    """

    kind: str
    iris: tuple[str, ...]
    labels: tuple[str, ...]
    why: str
    says: tuple[Said, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Doubts(Table[Doubt]):
    """What there is to decide on, the most doubtful first."""

    head: ClassVar[tuple[str, ...]] = ("in doubt", "what", "who says so", "IRI")
    row: ClassVar[type | None] = Doubt

    def cells(self, row: Doubt) -> Sequence[str]:
        who = "\n".join(str(s) for s in row.says[:2])
        return [row.why, " / ".join(row.labels), who, "\n".join(x.replace(BASE, ":", 1) for x in row.iris)]

    def below(self, row: Doubt) -> str:
        return row.says[0].source if row.says else ""


def unsure(book: GraphView, decided: Iterable[tuple[str, ...]] = ()) -> Doubts:
    """What there is to decide on; what was decided on already is left out.

    Args:
        book: the graph.
        decided: the IRIs, or pairs of them, that were decided on.
    """
    seen = {tuple(sorted(x)) for x in decided}
    rows = []
    told = timeline(book, Choice()).rows
    for doubt in (*_pairs(book), *_conflicts(book), *_disputed(told), *_weak(book), *_rest(told)):
        key = tuple(sorted(doubt.iris))
        if key not in seen and doubt.says:
            seen.add(key)
            rows.append(doubt)
    return Doubts(tuple(rows))


def glance(book: GraphView, decided: Iterable[tuple[str, ...]] = ()) -> Iterator[Doubt]:
    """What is found without going through the graph: what may be one, and the events of the article that came out last.

    Args:
        book: the graph.
        decided: the IRIs, or pairs of them, that were decided on.
    """
    seen = {tuple(sorted(x)) for x in decided}
    last = "SELECT ?a { ?a a tl:Article ; dct:issued ?d } ORDER BY DESC(?d) ?a LIMIT 1"
    query = f"SELECT DISTINCT ?e {{ {{ {last} }} ?c prov:wasQuotedFrom ?a ; tl:about ?e . ?e a tl:Event }} ORDER BY ?e"
    told = [row for (iri,) in book.rows(query) if (row := happening(book, iri))]
    yield from (d for d in (*islice(_pairs(book), 20), *_rest(told)) if tuple(sorted(d.iris)) not in seen)


def _pairs(book: GraphView) -> Iterator[Doubt]:
    """Events, ceasefires and actors that may be one."""
    found = sorted((q.subject.value, q.object.value) for q in book.index.quads_for_pattern(None, _MAYBE, None, None))  # type: ignore[union-attr]
    for one, two in found:
        says = (*_told(book, one)[:1], *_told(book, two)[:1])
        if len(says) == 2:
            yield Doubt("pair", (one, two), (book.label(one), book.label(two)), _may_be(book, one), says)


def _may_be(book: GraphView, iri: str) -> str:
    kinds = (("event", book.events), ("ceasefire", book.ceasefires))
    return f"may be the same {next((name for name, several in kinds if iri in several), 'actor')}"


def _told(book: GraphView, iri: str) -> tuple[Said, ...]:
    """The claims about an event and its parts, about the states of a ceasefire, or by and about an actor."""
    if iri not in book.ceasefires and iri not in book.events:
        return _of_actor(book, iri)
    thing, parts = (
        (book.ceasefires[iri], TL.hasState) if iri in book.ceasefires else (book.events.get(iri), TL.participation)
    )
    return tellings(book, [iri, *(thing.many(parts) if thing else ())])


def _of_actor(book: GraphView, iri: str) -> tuple[Said, ...]:
    """What an actor says, else the claims about what it takes part in."""
    me = ox.NamedNode(iri)
    spoken, done = (
        [q.subject.value for q in book.index.quads_for_pattern(None, ox.NamedNode(p), me, None)]  # type: ignore[union-attr]
        for p in (TL.speaker, SEM.hasActor)
    )
    own = sorted((said(book, book.claims[c]) for c in spoken if c in book.claims), key=telling_order)
    return (*own, *tellings(book, done))


def _conflicts(book: GraphView) -> Iterator[Doubt]:
    """Figures that cannot be true beside each other."""
    rows = {row.iri: row for row in figures(book, Choice()).rows}
    for row in rows.values():
        if row.conflicts:
            why = "in conflict with " + "; ".join(row.why[:3])
            says = (*row.says[:2], *(s for iri in row.conflicts[:2] for s in rows[iri].says[:1]))
            label = f"{row.text} {row.population} {row.category}"
            yield Doubt("conflict", (row.iri,), (label,), why, says, row.conflicts)


def _disputed(told: Iterable[Happening]) -> Iterator[Doubt]:
    for row in told:
        if row.disputed:
            yield Doubt("disputed", (row.iri,), (row.label,), "disputed", row.says)


def _weak(book: GraphView) -> Iterator[Doubt]:
    """Claims that were read unsurely, the least sure first."""
    found = sorted((float(c.one(TL.confidence) or 1), c.iri) for c in book.claims.values())
    for confidence, iri in takewhile(lambda c: c[0] < SURE, found):
        claim = said(book, book.claims[iri])
        about = ", ".join(book.label(x) for x in book.claims[iri].many(TL.about)) or claim.quote
        what = f"{claim.speaker} {claim.stance}: {about}"
        yield Doubt("unsure", (iri,), (what,), f"read with confidence {confidence:.2f}", (claim,))


def _rest(told: Iterable[Happening]) -> Iterator[Doubt]:
    """All other events, the latest told first."""
    rows = sorted(told, key=lambda r: max((s.published for s in r.says), default=""), reverse=True)
    for row in rows:
        yield Doubt("new", (row.iri,), (row.label,), "not looked at yet", row.says)

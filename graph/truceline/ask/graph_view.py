"""The graph as plain things that the typed answers are made of: read once per class, when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from truceline.know import places
from truceline.triples.terms import PREFIXES, SEM, TL

_FOREVER = datetime.max.replace(tzinfo=UTC)
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Thing:
    """A subject with its properties: values as text (IRIs and literals alike), sorted."""

    iri: str
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def one(self, name: str) -> str | None:
        """The first value of a property."""
        found = self.values.get(str(name))
        return found[0] if found else None

    def many(self, name: str) -> list[str]:
        """All values of a property."""
        return self.values.get(str(name), [])

    def word(self, name: str) -> str:
        """The local name of a concept: `accused` for tl:accused."""
        return (self.one(name) or "").rsplit("#", 1)[-1]

    def number(self, name: str) -> int | None:
        """A whole number."""
        found = self.one(name)
        return None if found is None else int(found)

    @property
    def begin(self) -> datetime | None:
        """The earliest it may have begun."""
        return at(self.one(SEM.hasEarliestBeginTimeStamp))

    @property
    def end(self) -> datetime | None:
        """The latest it may have ended, exclusive; where only its begin is bounded, that bound, unless it goes on."""
        last = self.one(SEM.hasLatestEndTimeStamp)
        goes_on = (self.one(TL.edtf) or "").endswith("/..") or self.word(TL.factuality) == "ongoing"
        return at(last if last or goes_on else self.one(SEM.hasLatestBeginTimeStamp))

    @property
    def _told(self) -> datetime | None:
        """The end of the day up to which something that goes on is told."""
        told = at(self.one(TL.attestedUntil))
        return told + timedelta(days=1) if told else None

    def overlaps(self, since: datetime | None, until: datetime | None) -> bool:
        """Whether it may have happened in a time (until exclusive).

        What is wholly undated may not; what goes on does so until the day of the article, and is not carried beyond it.
        """
        if since is None and until is None:
            return True
        if self.begin is None and self.end is None:
            return False
        begin, end = self.begin or _EVER, self.end or self._told or _FOREVER
        return (until is None or begin < until) and (since is None or end > since or begin == end == since)


def _outer_known(place: str) -> list[str]:
    """What a place lies in by the gazetteer, for places of which the graph says nothing."""
    found = places.by_iri(place)
    return [outer.iri for outer in places.within(found)] if found else []


def at(text: str | None) -> datetime | None:
    """An instant or a day out of a literal, as an instant in UTC."""
    if not text:
        return None
    made = datetime.fromisoformat(text)
    return made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)


class GraphView:
    """What the graph holds, by class and by what it is about."""

    def __init__(self, index: ox.Store) -> None:
        self.index = index

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as tuples of text."""
        for row in self.index.query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
            yield tuple(None if t is None else t.value for t in row)

    def things(self, kind: str) -> dict[str, Thing]:
        """All things of a class, by IRI."""
        found: dict[str, Thing] = {}
        for s, p, o in self.rows(f"SELECT ?s ?p ?o {{ ?s a {kind} ; ?p ?o }}"):
            found.setdefault(s, Thing(s)).values[p].append(o)
        for thing in found.values():
            for several in thing.values.values():
                several.sort()
        return dict(sorted(found.items()))

    @cached_property
    def events(self) -> dict[str, Thing]:
        return self.things("tl:Event")

    @cached_property
    def violations(self) -> dict[str, Thing]:
        """The events that break a ceasefire."""
        return self.things("tl:Event ; tl:kind tl:CeasefireViolated")

    @cached_property
    def participations(self) -> dict[str, Thing]:
        return self.things("tl:Participation")

    @cached_property
    def claims(self) -> dict[str, Thing]:
        return self.things("tl:Claim")

    @cached_property
    def figures(self) -> dict[str, Thing]:
        return self.things("tl:Figure")

    @cached_property
    def ceasefires(self) -> dict[str, Thing]:
        return self.things("tl:Ceasefire")

    @cached_property
    def states(self) -> dict[str, Thing]:
        return self.things("tl:CeasefireState")

    @cached_property
    def links(self) -> dict[str, Thing]:
        return self.things("tl:PartyLink")

    @cached_property
    def articles(self) -> dict[str, Thing]:
        return self.things("tl:Article")

    @cached_property
    def places(self) -> dict[str, Thing]:
        return self.things("tl:Place")

    @cached_property
    def _labels(self) -> dict[str, str]:
        query = "SELECT ?s (MIN(STR(?l)) AS ?n) { ?s rdfs:label|skos:prefLabel ?l } GROUP BY ?s"
        return dict(self.rows(query))

    @cached_property
    def _sentences(self) -> dict[str, str]:
        return dict(self.rows("SELECT ?s ?t { ?s nif:anchorOf ?t }"))

    @cached_property
    def about(self) -> dict[str, list[Thing]]:
        """Thing → the claims about it."""
        out: dict[str, list[Thing]] = defaultdict(list)
        for claim in self.claims.values():
            for thing in claim.many(TL.about):
                out[thing].append(claim)
        return out

    @cached_property
    def _outer(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = defaultdict(list)
        for inner, outer in self.rows("SELECT ?a ?b { ?a tl:within ?b }"):
            out[inner].append(outer)
        return out

    def label(self, iri: str | None) -> str:
        """A name for a thing."""
        return self._labels.get(iri or "") or (iri or "").rsplit("/", 1)[-1].rsplit("#", 1)[-1].replace("-", " ")

    def sentence(self, iri: str | None) -> str:
        """The text of a sentence."""
        return self._sentences.get(iri or "", "")

    def around(self, place: str) -> set[str]:
        """A place and all that it lies in."""
        out, waiting = {place}, [place]
        while waiting:
            inner = waiting.pop()
            fresh = [p for p in self._outer.get(inner) or _outer_known(inner) if p not in out]
            out.update(fresh)
            waiting += fresh
        return out

    def inside(self, places: set[str]) -> set[str]:
        """Places and all that lie in them."""
        return places | {p for p in list(self._outer) if self.around(p) & places}

    def kinds(self, kind: str) -> set[str]:
        """A kind of event and all below it."""
        below = self.rows(f"SELECT ?k {{ ?k skos:broader+ <{ox.NamedNode(kind).value}> }}")
        return {kind, *(k for (k,) in below)}

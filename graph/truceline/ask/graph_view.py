"""The graph as plain things that the typed answers are made of, read through the index as far as they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

import pyoxigraph as ox

from truceline.know import places
from truceline.vocabulary import NIF, PREFIXES, RDF, RDFS, SEM, SKOS, TL

T = TypeVar("T")

_FOREVER = datetime.max.replace(tzinfo=UTC)
_AT_ONCE = 5000
"""Things that are read by one query."""

_BETWEEN = "\x1e"
"""What stands between values that are read together; no IRI, day or number has it."""

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

    def text(self, name: str) -> str:
        """The first value of a property, empty where there is none."""
        return self.one(name) or ""

    def many(self, name: str) -> list[str]:
        """All values of a property."""
        return self.values.get(str(name), [])

    def word(self, name: str) -> str:
        """The local name of a concept: `accused` for tl:accused."""
        return self.text(name).rsplit("#", 1)[-1]

    def number(self, name: str) -> int | None:
        """A whole number."""
        found = self.one(name)
        return None if found is None else int(found)

    @property
    def begin(self) -> datetime | None:
        """The earliest it may have begun."""
        return at(self.one(SEM.hasEarliestBeginTimeStamp))

    @property
    def latest_begin(self) -> datetime | None:
        """The latest it may have begun."""
        return at(self.one(SEM.hasLatestBeginTimeStamp))

    @property
    def end(self) -> datetime | None:
        """The latest it may have ended, exclusive; where only its begin is bounded, that bound, unless it goes on."""
        last = self.one(SEM.hasLatestEndTimeStamp)
        goes_on = self.text(TL.edtf).endswith("/..") or self.word(TL.factuality) == "ongoing"
        return at(last) if last or goes_on else self.latest_begin

    @property
    def timed(self) -> bool:
        """Whether it is known when it began at the earliest, or ended at the latest."""
        return self.begin is not None or self.end is not None

    @property
    def _told(self) -> datetime | None:
        """The end of the day up to which something that goes on is told."""
        told = at(self.one(TL.attestedUntil))
        return told + timedelta(days=1) if told else None

    @property
    def _bounds(self) -> tuple[datetime, datetime]:
        """The begin and the end between which it may have happened, as far as these are known."""
        return self.begin or _EVER, self.end or self._told or _FOREVER

    def overlaps(self, since: datetime | None, until: datetime | None) -> bool:
        """Whether it may have happened in a time (until exclusive).

        What is wholly undated may not; what goes on does so until the day of the article, and is not carried beyond it.
        """
        if since is None and until is None:
            return True
        if not self.timed:
            return False
        begin, end = self._bounds
        return (until is None or begin < until) and (since is None or end > since or begin == end == since)


def _outer_known(place: str) -> list[str]:
    """What a place lies in by the gazetteer, for places of which the graph says nothing."""
    found = places.by_iri(place)
    return [outer.iri for outer in places.within(found)] if found else []


def _known_as(place: str) -> str:
    """The name of a place by the gazetteer, for places of which the graph says nothing; empty for what is none."""
    found = places.by_iri(place)
    return found.name if found else ""


def _areas(place: str) -> list[str]:
    """The same land under its other IRI, where it has one, the areas of the news that it is part of, and the lands it spreads over."""
    other = places.twin(place)
    return [*([other] if other else []), *places.areas(place), *places.lands(place)]


@lru_cache(maxsize=20_000)
def at(text: str | None) -> datetime | None:
    """An instant or a day out of a literal, as an instant in UTC."""
    if not text:
        return None
    made = datetime.fromisoformat(text)
    return made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)


class Things(Mapping[str, Thing]):
    """The things of a class by IRI, each read from the index when it is asked for, all at once when they are gone through."""

    def __init__(self, view: GraphView, *marks: tuple[str, str]) -> None:
        self._view, self._marks = view, marks
        self._read: dict[str, Thing | None] = {}
        self._all: dict[str, Thing] | None = None

    def __getitem__(self, iri: str) -> Thing:
        if self._all is not None:
            return self._all[iri]
        if iri not in self._read:
            self._read[iri] = self._one(iri)
        found = self._read[iri]
        if found is None:
            raise KeyError(iri)
        return found

    def _one(self, iri: str) -> Thing | None:
        return self._view.thing(iri) if all(self._view.says(iri, p, o) for p, o in self._marks) else None

    def _whole(self) -> dict[str, Thing]:
        if self._all is None:
            self._all = self._view.things(" ; ".join(f"<{p}> <{o}>" for p, o in self._marks))
        return self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and self.get(iri) is not None

    def some(self, iris: Iterable[str]) -> Iterator[Thing]:
        """Those of some IRIs that are of the class, in the order of their IRIs."""
        return (thing for iri in sorted(iris) if (thing := self.get(iri)))


class About(Mapping[str, list[Thing]]):
    """Thing → the claims about it, in the order of their IRIs; things that nobody claims are not in it."""

    def __init__(self, view: GraphView) -> None:
        self._view = view
        self._read: dict[str, list[Thing]] = {}

    def __getitem__(self, iri: str) -> list[Thing]:
        if iri not in self._read:
            found = self._view.subjects(TL.about, [iri])
            self._read[iri] = list(self._view.claims.some(found))
        if not self._read[iri]:
            raise KeyError(iri)
        return self._read[iri]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(o for (o,) in self._view.rows("SELECT ?o { ?c a tl:Claim ; tl:about ?o }")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class GraphView:
    """What the graph holds, by class and by what it is about; read through the index, as far as it is asked for."""

    def __init__(self, index: ox.Store) -> None:
        self.index = index
        self._labels: dict[str, str] = {}
        self._once: dict[object, Any] = {}

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as tuples of text."""
        for row in self.index.query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
            yield tuple(None if t is None else t.value for t in row)

    def things(self, marks: str) -> dict[str, Thing]:
        """All things that have some properties, by IRI."""
        found: dict[str, Thing] = {}
        for s, p, o in self.rows(f"SELECT ?s ?p ?o {{ ?s {marks} ; ?p ?o }}"):
            found.setdefault(s, Thing(s)).values[p].append(o)
        return {thing.iri: thing for thing in _sorted(found)}

    def thing(self, iri: str) -> Thing:
        """A thing with all that is said of it; one that is not in the graph has no values."""
        made = Thing(iri)
        with suppress(ValueError):
            for quad in self.index.quads_for_pattern(ox.NamedNode(iri), None, None):
                made.values[quad.predicate.value].append(quad.object.value)  # type: ignore[union-attr]
        for several in made.values.values():
            several.sort()
        return made

    def says(self, iri: str, name: str, value: str) -> bool:
        """Whether a thing has an IRI as a property; nothing is read for it."""
        with suppress(ValueError):
            return ox.Quad(ox.NamedNode(iri), ox.NamedNode(name), ox.NamedNode(value)) in self.index
        return False

    def values(self, iri: str, name: str) -> list[str]:
        """The values of one property of a thing, in no order; none of what is no IRI."""
        with suppress(ValueError):
            quads = self.index.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(name), None)
            return [quad.object.value for quad in quads]  # type: ignore[union-attr]
        return []

    def brief(self, iris: Iterable[str], names: Iterable[str]) -> list[Thing]:
        """Some things with some of their properties alone (no texts), in the order of their IRIs; those without any are left out.

        To read all of a thing costs several times as much, where there are thousands, and a row a value half as much again.
        """
        several, wanted = sorted(iris), " ".join(f"<{n}>," for n in names).rstrip(",")
        made: dict[str, Thing] = {}
        for n in range(0, len(several), _AT_ONCE):
            some = " ".join(f"<{iri}>" for iri in several[n : n + _AT_ONCE])
            every = f"(GROUP_CONCAT(CONCAT(STR(?p), ' ', STR(?o)); SEPARATOR = '{_BETWEEN}') AS ?all)"
            told = f"VALUES ?s {{ {some} }} ?s ?p ?o FILTER(?p IN ({wanted}))"
            for s, values in self.rows(f"SELECT ?s {every} {{ {told} }} GROUP BY ?s"):
                made[s] = Thing(s)
                for value in values.split(_BETWEEN):
                    p, _, o = value.partition(" ")
                    made[s].values[p].append(o)
        return _sorted(made)

    def subjects(self, name: str, values: Iterable[str]) -> set[str]:
        """The IRIs of all things that have one of some IRIs as a property."""
        found = (self.index.quads_for_pattern(None, ox.NamedNode(name), ox.NamedNode(v)) for v in values)
        return {quad.subject.value for several in found for quad in several}  # type: ignore[union-attr]

    def valued(self, name: str, text: str) -> list[str]:
        """The IRIs of all things that have a plain text as a property."""
        quads = self.index.quads_for_pattern(None, ox.NamedNode(name), ox.Literal(text))
        return [quad.subject.value for quad in quads]  # type: ignore[union-attr]

    @cached_property
    def events(self) -> Things:
        return Things(self, (RDF.type, TL.Event))

    @cached_property
    def violations(self) -> Things:
        """The events that break a ceasefire."""
        return Things(self, (TL.kind, TL.CeasefireViolated), (RDF.type, TL.Event))

    @cached_property
    def participations(self) -> Things:
        return Things(self, (RDF.type, TL.Participation))

    @cached_property
    def claims(self) -> Things:
        return Things(self, (RDF.type, TL.Claim))

    @cached_property
    def figures(self) -> Things:
        return Things(self, (RDF.type, TL.Figure))

    @cached_property
    def ceasefires(self) -> Things:
        return Things(self, (RDF.type, TL.Ceasefire))

    @cached_property
    def states(self) -> Things:
        return Things(self, (RDF.type, TL.CeasefireState))

    @cached_property
    def links(self) -> Things:
        return Things(self, (RDF.type, TL.PartyLink))

    @cached_property
    def articles(self) -> Things:
        return Things(self, (RDF.type, TL.Article))

    @cached_property
    def places(self) -> Things:
        return Things(self, (RDF.type, TL.Place))

    @cached_property
    def about(self) -> About:
        """Thing → the claims about it."""
        return About(self)

    def holding(self, state: str) -> set[str]:
        """The truces that have a state."""
        return self.subjects(TL.hasState, [state])

    @cached_property
    def _outer(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = defaultdict(list)
        for quad in self.index.quads_for_pattern(None, ox.NamedNode(TL.within), None):
            out[quad.subject.value].append(quad.object.value)  # type: ignore[union-attr]
        return out

    def label(self, iri: str | None) -> str:
        """A name for a thing."""
        if not iri:
            return ""
        if iri not in self._labels:
            names = (*self.values(iri, RDFS.label), *self.values(iri, SKOS.prefLabel))
            self._labels[iri] = min(names, default="") or _known_as(iri) or _last_part(iri)
        return self._labels[iri]

    def sentence(self, iri: str | None) -> str:
        """The text of a sentence."""
        return min(self.values(iri, NIF.anchorOf), default="") if iri else ""

    def around(self, place: str) -> set[str]:
        """A place and all that it lies in."""
        out, waiting = {place}, [place]
        while waiting:
            inner = waiting.pop()
            fresh = [p for p in self._around(inner) if p not in out]
            out.update(fresh)
            waiting += fresh
        return out

    def _around(self, place: str) -> list[str]:
        """What a place lies in at first hand."""
        return self.once(("around", place), lambda: [*(self._outer.get(place) or _outer_known(place)), *_areas(place)])

    def inside(self, places: set[str]) -> set[str]:
        """Places and all that lie in them."""
        asked = frozenset(places)
        return self.once(asked, lambda: {*asked, *(p for p in list(self._outer) if self.around(p) & asked)})

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What was worked out under a key before, else what is worked out now and kept as long as this view."""
        if key not in self._once:
            self._once[key] = work()
        return cast(T, self._once[key])

    def kinds(self, kind: str) -> set[str]:
        """A kind of event and all below it."""
        below = self.rows(f"SELECT ?k {{ ?k skos:broader+ <{ox.NamedNode(kind).value}> }}")
        return {kind, *(k for (k,) in below)}


def _sorted(things: Mapping[str, Thing]) -> list[Thing]:
    """Things in the order of their IRIs, the values of each sorted."""
    for thing in things.values():
        for several in thing.values.values():
            several.sort()
    return [thing for _, thing in sorted(things.items())]


def _last_part(iri: str) -> str:
    """What stands at the end of an IRI, as words."""
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1].replace("-", " ")

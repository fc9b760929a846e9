"""What changed in a graph since a day: new, confirmed, revised, contradicted, taken back, gone silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.ask.graph_view import GraphView, Thing, at
from truceline.ask.said import AGAINST, Said, said
from truceline.ask.timeline import happening, spaced
from truceline.ask.told import HOLDS, states_of
from truceline.vocabulary import PROV, SEM, TL

SILENCE = timedelta(days=30)
"""A truce in force of which nobody has told for so long, while other news came in, has gone silent."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `change` is new, confirmed, revised, contradicted, retracted or silent."""

    change: str
    when: str
    what: str
    said: Said
    thing: str


@dataclass(frozen=True, slots=True, repr=False)
class Changes(Table[Change]):
    """Changes, by kind and time."""

    head: ClassVar[tuple[str, ...]] = ("change", "when", "what", "who says so")
    row: ClassVar[type | None] = Change

    def cells(self, row: Change) -> Sequence[str]:
        return [row.change, row.when, row.what, str(row.said) if row.said.claim else ""]

    def below(self, row: Change) -> str:
        return row.said.source if row.said.sentence else ""


Gone = tuple[str, str]
"""An article that was taken out or replaced: its name, when (ISO)."""


def changes(view: GraphView, since: datetime, gone: Iterable[Gone] = ()) -> Changes:
    """What articles that entered the graph since an instant say that was not known before.

    Args:
        view: the graph.
        since: the instant.
        gone: articles that were taken out or replaced since.
    """
    fresh = _fresh(view, since)
    found = [*_told(view, fresh), *_silent(view), *_retracted(gone)]
    rows = sorted(found, key=lambda c: (_ORDER.index(c.change), c.when, c.what, c.thing))
    return Changes(tuple(rows), (f"{len(fresh)} articles entered since {since:%Y-%m-%d}.",))


_ORDER = ["contradicted", "revised", "new", "confirmed", "retracted", "silent"]
NOBODY = Said("", "", "", "", "", "")


def _fresh(view: GraphView, since: datetime) -> set[str]:
    rows = view.rows("SELECT ?a ?t { ?a tl:addedOn ?t }")
    return {a for a, t in rows if (added := at(t)) and added >= since}


def _told(view: GraphView, fresh: set[str]) -> Iterator[Change]:
    """What new articles say of events, states and figures."""
    claims = view.claims.some(view.subjects(PROV.wasQuotedFrom, fresh))
    by_thing: dict[str, list[Thing]] = {}
    for claim in claims:
        for thing in claim.many(TL.about):
            by_thing.setdefault(thing, []).append(claim)
    for thing, mine in sorted(by_thing.items()):
        old = [c for c in view.about.get(thing, ()) if c.one(PROV.wasQuotedFrom) not in fresh]
        if label := _label(view, thing):
            claim = _telling(mine)
            yield Change(_kind(view, (thing, fresh), mine, old), label[0], label[1], said(view, claim), thing)


def _telling(several: list[Thing]) -> Thing:
    """The claim that is shown: one that speaks against the thing before others."""
    return min(several, key=lambda c: (c.word(TL.stance) not in AGAINST, c.iri))


def _kind(view: GraphView, asked: tuple[str, set[str]], mine: list[Thing], old: list[Thing]) -> str:
    thing, fresh = asked
    figure = view.figures.get(thing)
    known = bool(old) or bool(figure and _other_figures(view, figure, fresh))
    if known and any(c.word(TL.stance) in AGAINST for c in mine):
        return "contradicted"
    if figure and known:
        return "revised"
    return "confirmed" if old else "new"


def _other_figures(view: GraphView, figure: Thing, fresh: set[str]) -> bool:
    """Whether an older article gives a figure of the same kind for the same event."""
    others = view.figures.some(view.subjects(TL.ofEvent, figure.many(TL.ofEvent)) - {figure.iri})
    same = (f for f in others if f.one(TL.category) == figure.one(TL.category))
    return any(c.one(PROV.wasQuotedFrom) not in fresh for f in same for c in view.about.get(f.iri, ()))


def _label(view: GraphView, thing: str) -> tuple[str, str] | None:
    """When and what a thing is; claims about claims and parts of events are told with what they belong to."""
    if row := happening(view, thing):
        return row.when, row.label
    if figure := view.figures.get(thing):
        place = ", ".join(view.label(p) for p in figure.many(SEM.hasPlace))
        return figure.text(TL.edtf), f"{view.label(thing)}{f' ({place})' if place else ''}"
    return None


def _silent(view: GraphView) -> Iterator[Change]:
    """Truces that were last told to be in force, long before the last news."""
    now = at(max((d for (d,) in view.rows("SELECT ?d { ?a a tl:Article ; dct:issued ?d }") if d), default=None))
    for truce in view.ceasefires.values() if now else ():
        newest = max(states_of(view, truce), key=lambda s: (s.text(TL.attestedUntil), s.iri), default=None)
        if now and newest and _gone_silent(newest, now):
            told, state = newest.text(TL.attestedUntil)[:10], spaced(newest.word(TL.state))
            yield Change("silent", told, f"{view.label(truce.iri)}: last told to be {state}", NOBODY, truce.iri)


def _gone_silent(newest: Thing, now: datetime) -> bool:
    """Whether the last state of a truce says that it holds, and was told long ago."""
    when = at(newest.one(TL.attestedUntil))
    return newest.word(TL.state) in HOLDS and when is not None and now - when > SILENCE


def _retracted(gone: Iterable[Gone]) -> Iterator[Change]:
    for name, when in gone:
        yield Change("retracted", when[:10], f"article {name}: taken out or replaced", NOBODY, "")


def compared(old: GraphView, new: GraphView) -> Changes:
    """What one graph tells and another does not: new in the second, retracted from the first."""
    found = [*_only(new, old, "new"), *_only(old, new, "retracted")]
    return Changes(tuple(sorted(found, key=lambda c: (_ORDER.index(c.change), c.when, c.what, c.thing))))


def _only(here: GraphView, there: GraphView, word: str) -> Iterator[Change]:
    """The events, states and figures of which no claim stands in the other graph."""
    known = set(there.claims)
    for several in (here.events, here.states, here.figures):
        for thing in several.values():
            mine = view_claims(here, thing.iri)
            if mine and not any(c.iri in known for c in mine) and (label := _label(here, thing.iri)):
                yield Change(word, label[0], label[1], said(here, _telling(mine)), thing.iri)


def view_claims(view: GraphView, thing: str) -> list[Thing]:
    """The claims about a thing."""
    return view.about.get(thing, [])

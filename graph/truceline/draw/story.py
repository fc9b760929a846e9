"""The stories of a page: for each ceasefire its verdict, who is in and who is out, and its moments, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from truceline.ask.graph_view import GraphView
from truceline.ask.said import own_voice
from truceline.ask.standings import nobody_in_particular
from truceline.ask.truce import HELD
from truceline.ask.verdict import life
from truceline.ask.verdict_text import last_told, verdict
from truceline.draw.ceasefire_band import held_of, pieces
from truceline.draw.contested import contested, tellings_of
from truceline.draw.dates import day, moment
from truceline.draw.moments import Moment, moments
from truceline.draw.page import Life, Part, Ref, Row, Source
from truceline.draw.words import capital

ROLES = (
    ("Party", ("party",)),
    ("Outside", ("notParty", "excluded")),
    ("Broker", ("broker",)),
    ("Monitor, guarantor", ("monitor", "guarantor")),
)
"""The columns of who is in and who is out, with the standings in each."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor in a column: who says so under the name, `claimed` where no outlet does, `against` where somebody denies it."""

    actor: str
    label: str
    status: str
    says: str
    claimed: bool
    against: bool
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All of a ceasefire that the page tells in words; `contested` says who tells of breaches and who disputes; `last` is the ISO day on which it is last told in force; `lands` are those of its sides, where no place is told."""

    iri: str
    label: str
    outcome: str
    parts: tuple[Part, ...]
    roles: tuple[tuple[str, tuple[Standing, ...]], ...]
    moments: tuple[Moment, ...]
    life: Life
    contested: tuple[Part, ...] = ()
    covers: tuple[str, ...] = ()
    last: str = ""
    lands: tuple[str, ...] = ()


def stories(book: GraphView, rows: Sequence[Row], sources: Sequence[Source]) -> tuple[Story, ...]:
    """The stories of the ceasefires that rows tell of, the one that most is told of first.

    Args:
        book: the graph.
        rows: the facts of the page; what a part rests on is named by their ids.
        sources: the articles.
    """
    told = Counter(r.ceasefire for r in rows if r.ceasefire in book.ceasefires)
    refs: dict[tuple[str, str], list[tuple[str, Ref]]] = {}
    for at, r, t in tellings_of(rows):
        refs.setdefault((r.ceasefire, t.claim), []).append((r.kind, at))
    found = [_story(book, iri, [r for r in rows if r.ceasefire == iri], refs, sources) for iri in sorted(told)]
    many = Counter(s.label for s in found)
    named = (replace(s, label=_dated(s)) if many[s.label] > 1 else s for s in found)
    return tuple(sorted(named, key=lambda s: (not pieces(s.life), -told[s.iri], s.iri)))


def _dated(s: Story) -> str:
    """The name of a ceasefire that shares it with others, with its first day in force, else with who first tells of it."""
    first = next((p.begin for p in pieces(s.life)), None)
    begun = day(first) if first else ""
    if begun and begun not in s.label:
        return f"{s.label}, {begun}"
    actors = [p.label for _, people in s.roles for p in people][:2]
    return f"{s.label} ({', '.join(actors) or s.outcome})"


def _story(book: GraphView, iri: str, rows: Sequence[Row], refs: Tellings, sources: Sequence[Source]) -> Story:
    stretches = life(book, book.ceasefires[iri])
    said = verdict(book, book.ceasefires[iri], stretches)
    parts = (Part(p.text, p.sort, tuple(_known(refs, iri, p.claims, p.sort))) for p in said.parts)
    held = Life(iri, tuple(held_of(s, [*_known(refs, iri, s.claims, s.truce.state)]) for s in stretches))
    return Story(
        iri=iri,
        label=stretches[0].truce.label if stretches else book.label(iri),
        outcome=said.outcome,
        parts=tuple(parts),
        roles=tuple((name, tuple(_standings(book, rows, statuses, sources))) for name, statuses in ROLES),
        moments=tuple(moments(rows, held, sources)),
        life=held,
        contested=contested(rows, held.held, sources),
        covers=tuple(dict.fromkeys(chain.from_iterable(s.truce.covers for s in stretches))),
        lands=tuple(dict.fromkeys(chain.from_iterable(s.truce.implied for s in stretches))),
        last=last_told(stretches).isoformat() if any(s.truce.answer in HELD for s in stretches) else "",
    )


def _known(refs: Tellings, iri: str, claims: Iterable[str], sort: str) -> Iterator[Ref]:
    """The tellings of claims; of several that one claim tells, the one whose kind says what is said."""
    kinds = _KINDS.get(sort, ())
    for several in (refs[iri, c] for c in dict.fromkeys(claims) if (iri, c) in refs):
        yield min(several, key=lambda x: kinds.index(x[0]) if x[0] in kinds else len(kinds))[1]


_KINDS = {
    "inForce": ("inForce", "extended", "fraying"),
    "in force": ("inForce", "extended", "fraying"),
    "fraying": ("fraying", "inForce"),
    "extended": ("extended", "inForce"),
    "over": ("ended", "suspended"),
    "untold": ("ended", "suspended"),
    "ended": ("ended", "suspended"),
    "suspended": ("suspended", "ended"),
    "agreed": ("declared",),
    "proposed": ("proposed",),
    "name": ("party", "notParty", "excluded", "broker", "guarantor", "monitor"),
}
"""Words of a verdict or a state → the kinds of rows that tell it, the best first."""

Tellings = Mapping[tuple[str, str], Sequence[tuple[str, Ref]]]
"""Ceasefire and claim → the tellings of its rows, each with the kind of the row."""


def _standings(
    book: GraphView, rows: Sequence[Row], statuses: Sequence[str], sources: Sequence[Source]
) -> Iterator[Standing]:
    """Each actor of a column once, with all rows that say so; those an outlet names in its own voice stand first."""
    found: dict[str, list[Row]] = {}
    for r in _standing_as(rows, statuses):
        found.setdefault(r.actors[0], []).append(r)
    apart = nobody_in_particular({actor: book.label(actor) for actor in found}, statuses[0])
    found = {actor: several for actor, several in found.items() if actor not in apart}
    other = {r.actors[0] for r in _standing_as(rows, _OPPOSITE.get(statuses[0], ()))}
    order = sorted(found.items(), key=lambda x: (not own_voice(x[1]), -sum(len(r.told) for r in x[1]), x[0]))
    for actor, several in order:
        against = any(t.against for r in several for t in r.told) or actor in other
        says, label = _says(several, sources), capital(book.label(actor))
        ids = tuple(r.id for r in several)
        yield Standing(actor, label, several[0].kind, says, not own_voice(several), against, ids)


def _standing_as(rows: Sequence[Row], statuses: Sequence[str]) -> Iterator[Row]:
    """The rows that say that an actor stands in one of some ways to a ceasefire."""
    return (r for r in rows if r.layer == "party" and r.kind in statuses and r.actors)


_OPPOSITE = {"party": ("notParty", "excluded"), "notParty": ("party",)}
"""Standings that contradict each other: who has both is marked as disputed in both columns."""


def _says(rows: Sequence[Row], sources: Sequence[Source]) -> str:
    """Who says it, and when it is first said."""
    told = sorted((t for r in rows for t in r.told), key=lambda t: (not t.own, sources[t.source].published))
    first = told[0]
    at = moment(sources[first.source].published)
    when = f", {day(at).rsplit(' ', 1)[0]}" if at else ""
    return f"own words{when}" if first.own else f"{'denied by' if first.against else 'says'} {first.speaker}{when}"

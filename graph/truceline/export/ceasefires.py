"""Ceasefires in the shape of the ETH/PRIO Civil Conflict Ceasefire Dataset: a row for each ceasefire and side.

Source: Clayton, Nygård, Strand, Rustad, Wiehler, Sagård, Landsgård, Ryland, Sticher, Wink, Bara: Introducing the Civil
Conflict Ceasefire Dataset, Journal of Conflict Resolution 67 (2023). The shape, not the coding: what nobody says is empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from truceline.ask.cells import written
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.records import Record
from truceline.ask.said import tellings
from truceline.store import Store
from truceline.vocabulary import SEM, TL

COLUMNS = (
    *("ceasefire_id", "ceasefire", "location", "side", "actor", "side_status"),
    *("declared_year", "declared_month", "declared_day", "declared_prec"),
    *("effect_year", "effect_month", "effect_day", "effect_prec"),
    *("end_year", "end_month", "end_day", "end_prec", "ended_how"),
    *(
        "class",
        "purpose",
        "mediated",
        "mediators",
        "guarantors",
        "monitors",
        "violations_reported",
        "renews",
        "extends",
    ),
    *("sources", "speakers", "sentence"),
)
"""Dates have a precision as in UCDP: 1 the day is known, 2 it is known to a few days or a month, 3 only the year."""

_ENDS = ("ended", "suspended")


def ceasefires(store: Store) -> bytes:
    """The table as CSV."""
    view = GraphView(store.index())
    found = [row for truce in view.ceasefires.values() for row in rows(view, truce)]
    return written(COLUMNS, [[row.get(n, "") for n in COLUMNS] for row in found]).encode("utf-8", "replace")


def rows(view: GraphView, truce: Thing) -> list[Record]:
    """A row for each side; one without an actor where nobody names the sides."""
    links = [view.links[x] for x in truce.many(TL.partyLink) if x in view.links]
    common = _common(view, truce, links)
    sides = [x for x in links if x.word(TL.partyStatus) in {"party", "notParty", "excluded"}]
    return [common | _side(view, n, link) for n, link in enumerate(sides, 1)] or [common]


def _side(view: GraphView, n: int, link: Thing) -> Record:
    says = tellings(view, [link.iri])
    speakers = tuple(dict.fromkeys(s.speaker for s in says))
    return {
        "side": n,
        "actor": view.label(link.one(TL.actor)),
        "side_status": link.word(TL.partyStatus),
        "speakers": speakers,
        "sentence": says[0].sentence if says else "",
    }


def _common(view: GraphView, truce: Thing, links: Sequence[Thing]) -> Record:
    """What holds for all sides of a truce."""
    states = [view.states[x] for x in truce.many(TL.hasState) if x in view.states]

    def named(status: str) -> tuple[str, ...]:
        found = (view.label(x.one(TL.actor)) for x in links if x.word(TL.partyStatus) == status)
        return tuple(dict.fromkeys(found))

    places = truce.many(TL.covers) or truce.many(TL.impliedCover) or truce.many(TL.country)
    return {
        "ceasefire_id": truce.iri,
        "ceasefire": view.label(truce.iri),
        "location": tuple(map(view.label, places)),
        **_date("declared", _first(states, "declared")),
        **_date("effect", _first(states, "inForce") or _first(states, "fraying")),
        **_date("end", _end(states)),
        "ended_how": next((s.word(TL.state) for s in states if s.word(TL.state) in _ENDS), ""),
        "class": truce.word(TL.side),
        "purpose": truce.text(TL.purpose),
        "mediated": int(bool(named("broker"))),
        "mediators": named("broker"),
        "guarantors": named("guarantor"),
        "monitors": named("monitor"),
        "violations_reported": sum(s.word(TL.state) == "violated" for s in states),
        "renews": tuple(map(view.label, truce.many(TL.renews))),
        "extends": tuple(map(view.label, truce.many(TL.extends))),
        "sources": len(_articles(view, states)),
    }


def _articles(view: GraphView, states: Sequence[Thing]) -> set[str]:
    """The articles that tell some states, by address, headline or outlet."""
    return {s.url or s.title or s.outlet for x in states for s in tellings(view, [x.iri])}


def _first(states: Sequence[Thing], name: str) -> tuple[datetime | None, str]:
    """The earliest day on which a state is told to begin, with its EDTF."""
    found = [(s.begin, s.text(TL.edtf)) for s in states if s.word(TL.state) == name and s.begin]
    return min(found, key=lambda x: (x[0], x[1]), default=(None, ""))


def _end(states: Sequence[Thing]) -> tuple[datetime | None, str]:
    """The day on which it is told to be over, else the last day of its told term."""
    over = [f for name in _ENDS if (f := _first(states, name))[0]]
    if over:
        return over[0]
    held = [s for s in states if s.word(TL.state) in {"inForce", "extended"} and s.one(SEM.hasLatestEndTimeStamp)]
    terms = [(s.end - timedelta(days=1), s.text(TL.edtf).rpartition("/")[2]) for s in held if s.end]
    return max(terms, key=lambda x: (x[0], x[1]), default=(None, ""))


def _date(name: str, told: tuple[datetime | None, str]) -> Record:
    """Year, month, day and precision of a date; empty where nobody tells it.

    The day is that of the text (27 February at midnight in Damascus is 27 February), else the day in UTC.
    """
    day, edtf = told
    if day is None:
        return {}
    text = edtf.split("/")[0].rstrip("~?%")
    parts = text.split("-") if _DAY.fullmatch(text) else [f"{day.year}", f"{day.month}", f"{day.day}"]
    values = {f"{name}_{unit}": int(part) for unit, part in zip(("year", "month", "day"), parts, strict=False)}
    return values | {f"{name}_prec": 4 - len(parts)}


_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

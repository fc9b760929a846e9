"""Events and speech acts as PLOVER rows, with the column names of POLECAT; who says so and how sure they are beside them.

Source: PLOVER codebook 0.8; the POLECAT data set's column names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from truceline.ask.cells import written
from truceline.ask.changes import NOBODY
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.records import Record
from truceline.ask.said import Said, said, tellings
from truceline.shelf import ontology, rows
from truceline.store import Store
from truceline.vocabulary import PROV, SEM, TL

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Actor Name", "Recipient Name"),
    *("Placename", "Country", "Latitude", "Longitude", "Source", "Publication Date", "Language", "URL"),
    *("Factuality", "Speaker", "Stance", "Sentence"),
)
_DOERS, _DONE_TO = ("agent", "mediator", "host", "supporter", "broker"), ("target", "victim", "supported")
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"


def plover(store: Store) -> bytes:
    """The table as CSV: a row for each event with a PLOVER code, actor, recipient; and for each speech act with one."""
    view = GraphView(store.index())
    codes = _stances() | dict(view.rows("SELECT ?k ?p { ?k tl:plover ?p }"))
    found = [*_events(view, codes), *_acts(view, codes)]
    return written(COLUMNS, [[row[n] for n in COLUMNS] for row in found]).encode("utf-8", "replace")


def _events(view: GraphView, codes: dict[str, str]) -> Iterator[Record]:
    for event in view.events.values():
        code = codes.get(event.text(TL.kind))
        if code is None:
            continue
        says = tellings(view, [event.iri])
        parts = [view.participations[x] for x in event.many(TL.participation) if x in view.participations]
        for doer, other in _pairs(view, parts):
            yield _row(view, event, code, (doer, other), says[0] if says else NOBODY)


def _pairs(view: GraphView, parts: list[Thing]) -> list[tuple[str, str]]:
    """Who to whom: each who does it with each to whom it is done; for meetings, each with the others."""
    met = _named(view, parts, ("attendee",))
    doers, others = _named(view, parts, _DOERS) or met, _named(view, parts, _DONE_TO) or met
    pairs = [(a, b) for a in doers or [""] for b in others or [""] if a != b or not a]
    return pairs or [(a, "") for a in doers]


def _named(view: GraphView, parts: list[Thing], roles: tuple[str, ...]) -> list[str]:
    """The names of those who have some roles, each once."""
    return list(dict.fromkeys(view.label(p.one(TL.actor)) for p in parts if p.word(TL.role) in roles))


def _acts(view: GraphView, codes: dict[str, str]) -> Iterator[Record]:
    """Claims that are themselves an act: accusing, demanding, threatening, rejecting …"""
    for claim in view.claims.values():
        if code := codes.get(claim.text(TL.stance)):
            to = claim.one(TL.addressee)
            yield _row(
                view, claim, code, (view.label(claim.one(TL.speaker)), view.label(to) if to else ""), said(view, claim)
            )


def _row(view: GraphView, thing: Thing, code: str, pair: tuple[str, str], says: Said) -> Record:
    day = thing.begin.date().isoformat() if thing.begin else ""
    return {
        "Event ID": thing.iri,
        "Event Date": day or (says.published if thing.one(PROV.wasQuotedFrom) else ""),
        "Event Type": code.split("-")[0],
        "Event Mode": thing.word(TL.kind) or thing.word(TL.stance),
        "Quad Code": _quads().get(code.split("-")[0], ""),
        "Actor Name": pair[0],
        "Recipient Name": pair[1],
        **_placed(view, thing),
        "Source": says.outlet,
        "Publication Date": says.published,
        "Language": "en",
        "URL": says.url,
        "Factuality": thing.word(TL.factuality),
        "Speaker": says.speaker,
        "Stance": says.stance,
        "Sentence": says.sentence,
    }


def _placed(view: GraphView, thing: Thing) -> Record:
    """Where it was; empty where nobody says."""
    iri = thing.one(SEM.hasPlace)
    if iri is None:
        return dict.fromkeys(("Placename", "Country", "Latitude", "Longitude"), "")
    place = view.places.get(iri, Thing(iri))
    outer = place.many(TL.within)
    return {
        "Placename": view.label(iri),
        "Country": view.label(outer[-1]) if outer else "",
        "Latitude": place.text(f"{_GEO}lat"),
        "Longitude": place.text(f"{_GEO}long"),
    }


@cache
def _quads() -> dict[str, str]:
    return {r["event"]: str(r["quad"]) for r in rows(ontology("plover.tsv"))}


@cache
def _stances() -> dict[str, str]:
    """The code of each stance that is a speech act, by the vocabulary."""
    with ontology("truceline.ttl").open("rb") as file:
        triples = [q.triple for q in ox.parse(file, format=ox.RdfFormat.TURTLE)]
    stances = {t.subject for t in triples if t.object == ox.NamedNode(str(TL.stances))}
    return {
        t.subject.value: t.object.value
        for t in triples
        if t.subject in stances
        and isinstance(t.subject, ox.NamedNode)
        and t.predicate == ox.NamedNode(str(TL.plover))
        and isinstance(t.object, ox.Literal)
    }

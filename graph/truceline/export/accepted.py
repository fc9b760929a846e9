"""What people accepted, as a table in the shape of the ETH/PRIO ceasefire data, each row with its sentences."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.ask.cells import written
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.records import Record
from truceline.ask.said import tellings
from truceline.export.ceasefires import COLUMNS, rows
from truceline.store import Store
from truceline.store.deciding import standing
from truceline.store.decisions import Decision
from truceline.vocabulary import SEM, TL

EXTRA = (
    "accepted_iri",
    "accepted_what",
    "accepted_kind",
    "accepted_place",
    "accepted_when",
    "accepted_by",
    "accepted_on",
    "sentences",
)


def accepted(store: Store) -> bytes:
    """The table as CSV: a row for each accepted thing, with the columns of its ceasefire, who accepted it, and its sentences."""
    view = GraphView(store.index())
    found = list(_rows(store, view))
    names = (*COLUMNS, *EXTRA)
    return written(names, [[row.get(n, "") for n in names] for row in found]).encode("utf-8", "replace")


def _rows(store: Store, view: GraphView) -> Iterator[Record]:
    for d in _first_of_each(store):
        iri = d.about[0]
        truce = _truce(view, iri)
        common = rows(view, view.ceasefires[truce])[0] if truce in view.ceasefires else {}
        thing = view.events.get(iri) or view.states.get(iri) or view.figures.get(iri) or view.links.get(iri)
        yield common | {
            "accepted_iri": iri,
            "accepted_what": view.label(iri),
            "accepted_kind": _kind(thing) if thing else "Claim",
            "accepted_place": ", ".join(map(view.label, thing.many(SEM.hasPlace))) if thing else "",
            "accepted_when": thing.text(TL.edtf) if thing else "",
            "accepted_by": d.by,
            "accepted_on": d.created,
            "sentences": _sentences(view, iri),
        }


def _first_of_each(store: Store) -> Iterator[Decision]:
    """The first decision that accepts or edits a thing, for each."""
    seen: set[str] = set()
    for d in standing(store):
        if d.decided in {"accepted", "edited"} and d.about[0] not in seen:
            seen.add(d.about[0])
            yield d


def _kind(thing: Thing) -> str:
    """What sort of event, state or figure a thing is."""
    return thing.word(TL.kind) or thing.word(TL.state) or thing.word(TL.category)


def _sentences(view: GraphView, iri: str) -> tuple[str, ...]:
    """The sentences that tell a thing or its participants; of a claim its own, where nobody tells it."""
    parts = view.events[iri].many(TL.participation) if iri in view.events else ()
    told = tuple(dict.fromkeys(s.sentence for s in tellings(view, [iri, *parts])))
    if told or iri not in view.claims:
        return told
    return (view.sentence(view.claims[iri].one(TL.evidence)),)


def _truce(view: GraphView, iri: str) -> str:
    """The ceasefire that a thing belongs to."""
    if iri in view.events:
        return view.events[iri].text(TL.ceasefire)
    for truce in view.ceasefires.values():
        if iri in (*truce.many(TL.hasState), *truce.many(TL.partyLink)):
            return truce.iri
    return ""

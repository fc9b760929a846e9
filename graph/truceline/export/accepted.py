"""What people accepted, as a table in the shape of the ETH/PRIO ceasefire data, each row with its sentences."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.ask.cells import written
from truceline.ask.graph_view import GraphView
from truceline.ask.records import Record
from truceline.ask.said import tellings
from truceline.export.ceasefires import COLUMNS, rows
from truceline.store import Store
from truceline.store.deciding import standing
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
    seen: set[str] = set()
    for d in standing(store):
        iri = d.about[0]
        if d.decided not in {"accepted", "edited"} or iri in seen:
            continue
        seen.add(iri)
        things = [iri, *(view.events[iri].many(TL.participation) if iri in view.events else ())]
        says = (view.claims[iri],) if iri in view.claims else ()
        told = tellings(view, things)
        thing = view.events.get(iri) or view.states.get(iri) or view.figures.get(iri) or view.links.get(iri)
        truce = _truce(view, iri)
        common = rows(view, view.ceasefires[truce])[0] if truce in view.ceasefires else {}
        yield common | {
            "accepted_iri": iri,
            "accepted_what": view.label(iri),
            "accepted_kind": (thing.word(TL.kind) or thing.word(TL.state) or thing.word(TL.category))
            if thing
            else "Claim",
            "accepted_place": ", ".join(view.label(p) for p in thing.many(SEM.hasPlace)) if thing else "",
            "accepted_when": thing.text(TL.edtf) if thing else "",
            "accepted_by": d.by,
            "accepted_on": d.created,
            "sentences": tuple(dict.fromkeys(s.sentence for s in told))
            or tuple(view.sentence(c.one(TL.evidence)) for c in says),
        }


def _truce(view: GraphView, iri: str) -> str:
    """The ceasefire that a thing belongs to."""
    if iri in view.events:
        return view.events[iri].text(TL.ceasefire)
    for truce in view.ceasefires.values():
        if iri in (*truce.many(TL.hasState), *truce.many(TL.partyLink)):
            return truce.iri
    return ""

"""What `truceline status` answers, as terms for the queries that ask what held on a day: they compute nothing of their own."""

from __future__ import annotations

import pyoxigraph as ox

from truceline.ask.dates import window
from truceline.ask.graph_view import GraphView
from truceline.ask.resolve import named
from truceline.ask.status import status
from truceline.ask.truce import HELD


def held_on(index: ox.Store, day: str, place: str | None = None) -> list[ox.NamedNode | ox.Literal]:
    """What `status` says of the truces that hold or are disputed on a day, and that cover a place where one is named.

    Args:
        index: the triples.
        day: as typed.
        place: as typed; none means anywhere.

    Returns:
        Truce, claim and answer, again and again, for each claim that the answer rests on.
    """
    found = status(GraphView(index), window(day), (day, place or ""), named(index, "place", place) if place else ())
    here = (t for t in found.truces if t.answer in HELD and t.scope in _HERE)
    rows = ((t.iri, s.claim, t.answer) for t in here for s in (*t.says, *t.disputes))
    return [x for iri, claim, word in rows for x in (ox.NamedNode(iri), ox.NamedNode(claim), ox.Literal(word))]


_HERE = frozenset({"stated", "implied", "asked anywhere"})

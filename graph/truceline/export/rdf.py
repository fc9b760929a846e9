"""The graph as RDF: sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pyoxigraph as ox

from truceline.store import Store
from truceline.store.rdf import in_memory
from truceline.triples.turtle import turtle as pretty
from truceline.vocabulary import PREFIXES

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def turtle(store: Store) -> bytes:
    """Turtle as people read it: subjects in order, types first."""
    return pretty(in_memory(store.index())).encode("utf-8", "replace")


def serialized(store: Store, kind: ox.RdfFormat) -> bytes:
    """All triples in a format of Oxigraph; N-Quads and N-Triples are canonical; RDF/XML without what XML forbids."""
    quads = sorted(store.index(), key=str)
    if kind == ox.RdfFormat.RDF_XML:
        quads = [_allowed(q) for q in quads]
    several: Iterable[Any] = quads if kind.supports_datasets else (q.triple for q in quads)
    prefixes = None if kind in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    return ox.serialize(several, format=kind, prefixes=prefixes) or b""


def _allowed(quad: Any) -> Any:
    """A quad whose text an XML document may hold."""
    value = quad.object
    if not isinstance(value, ox.Literal) or not _FORBIDDEN.search(value.value):
        return quad
    text = _FORBIDDEN.sub("\ufffd", value.value)
    made = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Quad(quad.subject, quad.predicate, made, quad.graph_name)


def _format(kind: ox.RdfFormat) -> Callable[[Store], bytes]:
    return lambda store: serialized(store, kind)


WRITERS: dict[str, Callable[[Store], bytes]] = {
    "ttl": turtle,
    "trig": turtle,
    "nq": _format(ox.RdfFormat.N_QUADS),
    "nt": _format(ox.RdfFormat.N_TRIPLES),
    "jsonld": _format(ox.RdfFormat.JSON_LD),
    "rdf": _format(ox.RdfFormat.RDF_XML),
}

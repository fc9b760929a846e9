"""The graph as rdflib sees it, over the same Oxigraph store."""

from __future__ import annotations

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import XSD, Dataset, Graph, Literal, URIRef

from truceline.triples import PREFIXES


def dataset(index: ox.Store) -> Dataset:
    """An rdflib Dataset over an Oxigraph store; all triples are in its default graph."""
    made = Dataset(store=OxigraphStore(store=index))
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    return made


def in_memory(index: ox.Store) -> Graph:
    """A copy in rdflib's own memory: what SHACL runs fastest over; lexical forms as they are stored."""
    graph = Graph(bind_namespaces="none")
    for quad in index:
        graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), _node(quad.object)))
    return graph


def _node(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> URIRef | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    kind = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if kind == XSD.string else kind, normalize=False)

"""The graph as rdflib sees it, over the same Oxigraph store: to be read, by nobody else's leave and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import XSD, Dataset, Graph, Literal, URIRef
from rdflib.query import Result
from rdflib.term import Identifier

from truceline.errors import QueryError
from truceline.vocabulary import PREFIXES

Asked = Callable[[str, Mapping[str, str], Mapping[str, Identifier]], Result]
"""Query text, prefixes, values of variables → what rdflib gives for a query."""


def dataset(index: ox.Store, asked: Asked) -> Dataset:
    """An rdflib Dataset over an Oxigraph store; all triples are in its default graph, and it is read-only.

    Args:
        index: the triples.
        asked: answers a query; rdflib's own engine is never used, since it follows SERVICE, LOAD and FROM.
    """
    made = Dataset(store=_ReadOnly(index, asked))
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace, override=True, replace=True)
    within = made.get_context
    made.get_context = lambda *args, **kwargs: _close(within(*args, **kwargs))  # type: ignore[method-assign]
    _close(made.default_graph)
    return _close(made)


G = TypeVar("G", bound=Graph)


def _close(graph: G) -> G:
    """Takes from a graph what would read a file or an address, or change it, and rdflib's own query engine."""
    for name in ("parse", "load", "update"):
        setattr(graph, name, _refused)
    ask = graph.query

    def query(query_object: Any, *args: Any, **kwargs: Any) -> Result:
        """Asks the store; `processor`, `result` and `use_store_provided` change nothing."""
        for name in ("processor", "result", "use_store_provided"):
            kwargs.pop(name, None)
        return ask(query_object, *args[2:], **kwargs)

    graph.query = query  # type: ignore[method-assign]
    return graph


def _refused(*args: object, **kwargs: object) -> NoReturn:
    """Refuses to change the graph, or to read anything into it."""
    raise QueryError("kg.rdf is read-only and reads nothing from elsewhere; copy it into an rdflib Graph to change it.")


class _ReadOnly(OxigraphStore):
    """Oxigraph's store for rdflib without a way to change it, and with queries that are guarded."""

    def __init__(self, index: ox.Store, asked: Asked) -> None:
        super().__init__(store=index)
        self._asked = asked

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **kwargs: object,
    ) -> Result:
        if not isinstance(query, str):
            raise QueryError(
                "kg.rdf.query takes SPARQL as text; a prepared query of rdflib would run in its own engine."
            )
        spaces = {**self._namespace_for_prefix, **initNs}
        return self._asked(query, {p: str(n) for p, n in spaces.items()}, initBindings)

    def add(self, *args: Any, **kwargs: Any) -> None:
        _refused()

    addN = remove = update = add_graph = remove_graph = add


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

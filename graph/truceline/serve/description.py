"""What there is to ask: the SPARQL 1.1 Service Description, and VoID statistics of the graph."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from truceline.ask.worker import FORMS
from truceline.graph import Graph
from truceline.serve.negotiation import TRIPLES, TYPES, accepted
from truceline.serve.served import Served
from truceline.vocabulary import PREFIXES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_A = ox.NamedNode(PREFIXES["rdf"] + "type")
_INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


async def described(request: Request, served: Served) -> Response:
    """The service description, with the statistics of its graph."""
    return await _sent(request, served, with_service=True)


async def void(request: Request) -> Response:
    """The VoID description of the graph."""
    return await _sent(request, request.app.state.served, with_service=False)


async def _sent(request: Request, served: Served, with_service: bool) -> Response:
    form = accepted(request.headers, TRIPLES)
    if not form:
        return Response("A description can be had as Turtle, N-Triples, RDF/XML or JSON-LD.\n", 406)
    base = str(request.base_url)
    told = await asyncio.to_thread(served.ask, lambda graph: list(_dataset(graph, base)))
    if with_service:
        told = [*_service(base), *told]
    body = ox.serialize(told, format=FORMS[form], prefixes={**PREFIXES, "sd": _SD, "void": _VOID})
    return Response(body, media_type=TYPES[form], headers={"Vary": "Accept"})


def _service(base: str) -> Iterator[ox.Triple]:
    """The service: where it is, what it speaks, and what its graph is called."""
    me, data = ox.NamedNode(base + "sparql"), ox.NamedNode(base + "void#graph")
    default = ox.NamedNode(base + "void#default")
    yield ox.Triple(me, _A, _sd("Service"))
    yield ox.Triple(me, _sd("endpoint"), me)
    yield ox.Triple(me, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _RESULTS:
        yield ox.Triple(me, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(me, _sd("defaultDataset"), data)
    yield ox.Triple(data, _A, _sd("Dataset"))
    yield ox.Triple(data, _sd("defaultGraph"), default)
    yield ox.Triple(default, _A, _sd("Graph"))


def _dataset(graph: Graph, base: str) -> Iterator[ox.Triple]:
    """How much of what the graph holds."""
    me, index = ox.NamedNode(base + "void#graph"), graph.store.index()
    yield ox.Triple(me, _A, _void("Dataset"))
    yield ox.Triple(me, _void("sparqlEndpoint"), ox.NamedNode(base + "sparql"))
    yield ox.Triple(me, _void("triples"), _number(len(index)))
    yield ox.Triple(me, _void("documents"), _number(graph.count()))
    for prefix in ("tl", "sem", "nif", "prov", "org", "dct", "skos", "geo"):
        yield ox.Triple(me, _void("vocabulary"), ox.NamedNode(PREFIXES[prefix]))
    for part, name, count, kind in (
        ("class", "class", "entities", "?s a ?x"),
        ("property", "property", "triples", "?s ?x ?o"),
    ):
        query = f"SELECT ?x (COUNT(*) AS ?n) {{ {kind} }} GROUP BY ?x ORDER BY DESC(?n)"
        for x, n in index.query(query):  # type: ignore[union-attr]
            piece = ox.NamedNode(f"{base}void#{part}/{x.value.rsplit('#', 1)[-1].rsplit('/', 1)[-1]}")
            yield ox.Triple(me, _void(f"{part}Partition"), piece)
            yield ox.Triple(piece, _void(name), x)
            yield ox.Triple(piece, _void(count), _number(int(n.value)))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _number(n: int) -> ox.Literal:
    return ox.Literal(str(n), datatype=_INTEGER)

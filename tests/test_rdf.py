"""`kg.rdf`: rdflib's way to the graph reads it, and nothing else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from golden import truce_told
from truceline.errors import QueryError
from truceline.graph import Graph
from truceline.vocabulary import PREFIXES

TL = PREFIXES["tl"]


@pytest.fixture(scope="module")
def kg() -> Graph:
    """One golden article."""
    graph = Graph()
    graph.add(truce_told())
    return graph


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[object]]]:
    """A server that counts who connects, and its address."""
    server, met = socket.create_server(("127.0.0.1", 0)), []  # type: ignore[var-annotated]

    def wait() -> None:
        while True:
            try:
                other, address = server.accept()
            except OSError:
                return
            met.append(address)
            other.close()

    threading.Thread(target=wait, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", met
    server.close()


def test_it_reads_the_same_graph(kg: Graph) -> None:
    """Triples, rows, yes or no, constructed triples and bound values are those of the graph."""
    data = kg.rdf
    truces = set(data.subjects(RDF.type, URIRef(TL + "Ceasefire")))
    assert truces and {r.t for r in data.query("SELECT ?t { ?t a tl:Ceasefire }")} == truces
    assert data.query("ASK { ?t a tl:Ceasefire }").askAnswer is True
    made = data.query("CONSTRUCT { ?t a tl:Ceasefire } { ?t a tl:Ceasefire }").graph
    assert made is not None and set(made.subjects()) == truces
    (truce, label), *_ = data.query("SELECT ?t ?l { ?t a tl:Ceasefire ; rdfs:label ?l }")
    assert isinstance(label, Literal) and data.value(truce, RDFS.label) == label
    assert [r.t for r in data.query("SELECT ?t ?l { ?t rdfs:label ?l }", initBindings={"l": label})] == [truce]


def test_it_follows_nothing(kg: Graph, listener: tuple[str, list[object]], tmp_path: Path) -> None:
    """SERVICE, FROM, LOAD, remote contexts, files and addresses are refused before anything is opened."""
    url, met = listener
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'secret' .")
    data = kg.rdf
    for graph in (data, data.default_graph, data.get_context(URIRef("urn:g"))):
        for query in (
            f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
            f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}",
        ):
            for own in ({}, {"use_store_provided": False}, {"processor": "sparql"}):
                with pytest.raises(QueryError, match="is refused"):
                    graph.query(query, **own)  # type: ignore[arg-type]
        with pytest.raises(QueryError, match="is refused"):
            graph.query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", "sparql", "sparql")
        with pytest.raises(QueryError, match="prepared query"):
            graph.query(prepareQuery(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"))
        for update in (f"LOAD <{url}>", f"LOAD <{secret.as_uri()}>", "CLEAR ALL"):
            with pytest.raises(QueryError, match="read-only"):
                graph.update(update)
        for source in ({"source": url}, {"source": str(secret)}, {"data": f'{{"@context":"{url}c","@id":"a:b"}}'}):
            with pytest.raises(QueryError, match="read-only"):
                graph.parse(**source, format="json-ld")  # type: ignore[arg-type]
    assert met == []


def test_it_changes_nothing(kg: Graph) -> None:
    """Adding and removing are refused, and the graph stays as long as it was."""
    data, before = kg.rdf, len(kg.rdf)
    triple = (URIRef("urn:a"), RDFS.label, Literal("b"))
    for change in (data.add, data.remove, data.default_graph.add, data.get_context(URIRef("urn:g")).add):
        with pytest.raises(QueryError, match="read-only"):
            change(triple)
    assert len(kg.rdf) == before


def test_a_runaway_query_ends(kg: Graph) -> None:
    """A query of rdflib's users is refused and stopped like any other."""
    with pytest.raises(QueryError, match="more than 1,000"):
        kg.rdf.query("ASK { FILTER(" + "!" * 9_640 + "true) }")

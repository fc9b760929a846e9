"""The graph in somebody else's store: put there over the Graph Store Protocol, asked there with our queries, same rows."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from golden import truce_ended, truce_told
from truceline.ask.remote import ask_endpoint
from truceline.cli import main
from truceline.errors import QueryError, StoreError
from truceline.export.graph_store import put
from truceline.graph import Graph
from truceline.shelf import ontology

QUERIES = ("who-accuses-whom", "attacks", "brokers", "supporters", "outlets")


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The two golden articles in a folder."""
    with Graph.open(tmp_path_factory.mktemp("kg"), create=True) as graph:
        graph.add(truce_told())
        graph.add(truce_ended())
        yield graph


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Oxigraph server of its own on a free port; its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    binary = Path(sys.executable).with_name("oxigraph")
    there = tmp_path_factory.mktemp("ox")
    ask = [str(binary), "serve", "--location", str(there), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(ask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urlopen(address, timeout=1).close()
            break
        except URLError:
            time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(10)


def rows(address: str, query: str) -> list[tuple[str | None, ...]]:
    """What a SPARQL endpoint answers, as text, sorted."""
    ask = Request(
        f"{address}/query",
        query.encode(),
        {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    with urlopen(ask, timeout=30) as answer:
        found = json.load(answer)
    names = found["head"]["vars"]
    several = [tuple(b[n]["value"] if n in b else None for n in names) for b in found["results"]["bindings"]]
    return sorted(several, key=str)


def test_a_store_holds_what_we_hold(kg: Graph, server: str) -> None:
    """All triples arrive, and putting them again changes nothing; a graph of its own name is another."""
    put(kg.store, f"{server}/store")
    put(kg.store, f"{server}/store")
    [(count,)] = rows(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(count or 0) == len(kg.store.index())
    put(kg.store, f"{server}/store?graph=https://example.org/truce")
    [(count,)] = rows(server, "SELECT (COUNT(*) AS ?n) { GRAPH <https://example.org/truce> { ?s ?p ?o } }")
    assert int(count or 0) == len(kg.store.index())


@pytest.mark.parametrize("name", QUERIES)
def test_shipped_queries_give_the_same_rows_there(kg: Graph, server: str, name: str) -> None:
    """A shipped query is plain SPARQL 1.1: the server's rows are ours."""
    put(kg.store, f"{server}/store")
    text = ontology("queries", f"{name}.rq").read_text(encoding="utf-8")
    ours = sorted((tuple(None if v is None else str(v) for v in row) for row in kg.query(name)), key=str)
    assert rows(server, text) == ours


def test_the_command_says_where_it_put_the_graph(kg: Graph, server: str) -> None:
    """`export --to URL` names the graph store; with a file beside it, it is told to choose."""
    folder = str(kg.store.path)  # type: ignore[attr-defined]
    done = CliRunner().invoke(main, ["export", folder, "--to", f"{server}/store"])
    assert done.exit_code == 0 and "2 articles are in" in done.output
    both = CliRunner().invoke(main, ["export", folder, "--to", f"{server}/store", "-o", "x.ttl"])
    assert both.exit_code == 2 and "only one of them" in both.output


def test_a_shipped_query_is_asked_there(kg: Graph, server: str) -> None:
    """`ask URL` gives the rows of `ask KG` in their order, names of parameters and views included."""
    put(kg.store, f"{server}/store")
    for name, params in (
        ("attacks", {}),
        ("figures", {}),
        ("claims", {"by": "Rupert"}),
        ("coverage", {"place": "Ruritania"}),
    ):
        ours = kg.query(name, **params)
        there = ask_endpoint(f"{server}/query", name, params, private=True)
        assert list(there) == list(ours) and there.kind == "SELECT"
    view = ask_endpoint(f"{server}/query", "met", {}, private=True)
    assert view.triples == kg.query("met").triples and view.kind == "CONSTRUCT"
    own = ask_endpoint(f"{server}/query", "SELECT (COUNT(*) AS ?n) { ?c a tl:Claim }", {}, private=True)
    assert list(own) == list(kg.query("SELECT (COUNT(*) AS ?n) { ?c a tl:Claim }"))


def test_the_command_asks_an_address(kg: Graph, server: str) -> None:
    """The same table comes out of an address and of the folder; this machine is asked only by those who mean it."""
    put(kg.store, f"{server}/store")
    folder = str(kg.store.path)  # type: ignore[attr-defined]
    ask = ["who-accuses-whom", "--format", "csv"]
    here = CliRunner().invoke(main, ["ask", folder, *ask])
    there = CliRunner().invoke(main, ["ask", f"{server}/query", *ask, "--allow-private"])
    assert here.exit_code == there.exit_code == 0 and here.output == there.output and len(here.output.splitlines()) > 1
    refused = CliRunner().invoke(main, ["ask", f"{server}/query", *ask])
    assert refused.exit_code == 2 and "--allow-private" in refused.output


@pytest.mark.parametrize(
    ("path", "query", "params", "why"),
    [
        ("/query", "truce-in-force", {"on": "2016-04-24"}, "ask a graph folder"),
        ("/query", "claims", {"by": "Nobody At All"}, "No actor in this graph"),
        ("/query", "SELECT ?x { SERVICE <http://x.example/> { ?x ?y ?z } }", {}, "may not ask other servers"),
        ("/query", "SELECT ?x { ?x", {}, "answered 400"),
        ("/nothing", "claims", {}, "answered 404"),
    ],
)
def test_what_an_endpoint_cannot_answer_is_one_sentence(
    kg: Graph, server: str, path: str, query: str, params: dict[str, str], why: str
) -> None:
    """What needs the folder, unknown names, queries that reach further, and the refusals of the server are told."""
    put(kg.store, f"{server}/store")
    with pytest.raises(QueryError, match=why):
        ask_endpoint(f"{server}{path}", query, params, private=True)


def test_a_page_is_no_endpoint() -> None:
    """What answers with a page instead of rows is told apart from an endpoint."""

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>Welcome</p>")

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        with pytest.raises(QueryError, match="text/html, which is no answer"):
            ask_endpoint(f"http://127.0.0.1:{site.server_port}/", "claims", {}, private=True)
        site.shutdown()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/store", "no address of a store"),
        ("http://127.0.0.1:1/store", "cannot be reached"),
        ("{server}/nothing", "answered 404"),
    ],
)
def test_what_cannot_be_put_is_one_sentence(kg: Graph, server: str, address: str, why: str) -> None:
    """A wrong address, a silent one and a refusal are told in a sentence that names the address."""
    with pytest.raises(StoreError, match=why):
        put(kg.store, address.format(server=server))

"""The endpoint and the JSON API, asked over the network by the clients that people have."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph as RdfGraph
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from hostile import probes, runaways
from protocol_suite import Case, cases, request, wrong
from running import run_alone
from serving import folder, server
from truceline.ask.isolated import Limits, Question
from truceline.errors import QueryError
from truceline.graph import Graph
from truceline.serve.gate import Gate, Rules
from truceline.serve.served import Served
from truceline.vocabulary import PREFIXES

SELECT = "SELECT ?s ?l ?n { ?s a tl:Figure ; rdfs:label ?l OPTIONAL { ?s tl:lower ?n } } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?l } { ?s a tl:Figure ; rdfs:label ?l }"


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder."""
    return folder(tmp_path_factory.mktemp("served") / "kg")


@pytest.fixture(scope="module")
def url(kg: Path) -> Iterator[str]:
    """A server over it."""
    with server(kg, Limits(seconds=10, answer=8 << 20)) as address:
        yield address


@pytest.fixture(scope="module")
def ours(kg: Path) -> list[tuple[str, ...]]:
    """The rows of SELECT by way of the library."""
    with Graph.open(kg) as graph:
        return [tuple("" if t is None else str(t) for t in row) for row in graph.query(SELECT).rows]


def get(url: str, query: str, accept: str = "*/*") -> httpx.Response:
    """Asks by GET."""
    return httpx.get(f"{url}/sparql", params={"query": query}, headers={"Accept": accept})


# ---------------------------------------------------------------- formats and clients


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ("application/json", ox.QueryResultsFormat.JSON),
        ("text/html;q=0.9, application/xml;q=0.8", ox.QueryResultsFormat.XML),
    ],
)
def test_rows_in_every_format(url: str, ours: list[tuple[str, ...]], accept: str, kind: ox.QueryResultsFormat) -> None:
    """Another library reads the rows, and they are those of the library."""
    found = ox.parse_query_results(get(url, SELECT, accept).content, kind)
    assert [tuple("" if t is None else t.value for t in row) for row in found] == ours  # type: ignore[union-attr]


def test_rows_as_csv(url: str, ours: list[tuple[str, ...]]) -> None:
    """A reader of CSV reads them."""
    found = get(url, SELECT, "text/csv")
    assert found.headers["content-type"].startswith("text/csv")
    assert [tuple(r) for r in csv.reader(io.StringIO(found.text))][1:] == ours


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_triples_in_every_format(url: str, ours: list[tuple[str, ...]], accept: str, form: str) -> None:
    """rdflib reads the triples."""
    found = get(url, CONSTRUCT, accept)
    assert found.headers["content-type"].startswith(accept)
    assert {(str(s), str(o)) for s, _, o in RdfGraph().parse(data=found.text, format=form)} == {r[:2] for r in ours}


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(url: str, ours: list[tuple[str, ...]], method: str) -> None:
    """SPARQLWrapper asks for rows, a yes or no, and triples."""
    client = SPARQLWrapper(f"{url}/sparql")
    client.setMethod(method)
    client.setQuery(f"PREFIX tl: <{PREFIXES['tl']}> PREFIX rdfs: <{PREFIXES['rdfs']}> {SELECT}")
    for form in (JSON, XML, CSV, TSV):
        client.setReturnFormat(form)
        found: Any = client.query().convert()
        if form == JSON:
            assert [r["s"]["value"] for r in found["results"]["bindings"]] == [r[0] for r in ours]
        else:
            text = found.toxml() if form == XML else found.decode()
            assert all(r[0] in text for r in ours)
    client.setQuery(f"PREFIX tl: <{PREFIXES['tl']}> PREFIX rdfs: <{PREFIXES['rdfs']}> {CONSTRUCT}")
    for form in (TURTLE, N3, RDFXML, JSONLD):
        client.setReturnFormat(form)
        found = client.query().convert()
        made = found if isinstance(found, RdfGraph) else RdfGraph().parse(data=found, format="turtle")
        assert len(made) == len(ours), form
    client.setReturnFormat(JSON)
    client.setQuery("ASK { ?s ?p ?o }")
    assert client.query().convert()["boolean"] is True


def test_rdflib_sparqlstore(url: str, ours: list[tuple[str, ...]]) -> None:
    """rdflib's store for remote endpoints: triples by pattern, and queries."""
    graph = RdfGraph(SPARQLStore(f"{url}/sparql"))
    label = URIRef(PREFIXES["rdfs"] + "label")
    assert {str(o) for o in graph.objects(URIRef(ours[0][0]), label)} == {ours[0][1]}
    rows = graph.query(SELECT, initNs={p: n for p, n in PREFIXES.items() if p})
    assert [str(r[0]) for r in rows] == [r[0] for r in ours]


def test_curl(url: str, ours: list[tuple[str, ...]]) -> None:
    """curl by form, by direct POST, by GET."""
    for args in (
        ["--data-urlencode", f"query={SELECT}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", SELECT],
        ["-G", "--data-urlencode", f"query={SELECT}"],
    ):
        done = subprocess.run(
            ["curl", "-sS", "-H", "Accept: text/csv", *args, f"{url}/sparql"],
            capture_output=True,
            text=True,
            timeout=20,
        )
        assert [r.split(",")[0] for r in done.stdout.split()[1:] if r.startswith("http")] == [r[0] for r in ours]


# ---------------------------------------------------------------- the protocol


@pytest.mark.parametrize(
    ("method", "kwargs", "status"),
    [
        ("GET", {"params": {"query": "SELECT ?x WHERE { ?x "}}, 400),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "http://e/"}}, 400),
        ("GET", {"params": {"query": "ASK {}", "named-graph-uri": "http://e/"}}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "text/turtle"}}, 406),
        ("POST", {"data": {"quarry": "ASK {}"}}, 400),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": "ASK {}"}, 415),
        ("POST", {"content": b"ASK { ?s ?p '\xff' }", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("PUT", {"content": "ASK {}"}, 405),
        ("DELETE", {}, 405),
        ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}, 400),
        ("GET", {"params": {"query": "ASK {}"}}, 200),
        ("HEAD", {"params": {"query": "ASK {}"}}, 200),
        ("POST", {"data": {"query": "ASK {}"}}, 200),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "application/sparql-query; charset=utf-8"}}, 200),
    ],
)  # fmt: skip
def test_the_protocol(url: str, method: str, kwargs: dict[str, Any], status: int) -> None:
    """Each way to ask and each mistake has its status; a mistake is one sentence of plain text."""
    found = httpx.request(method, f"{url}/sparql", **kwargs)
    assert found.status_code == status, found.text
    if status >= 400:
        assert found.text.count("\n") == 1 and found.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.name)
def test_the_protocol_suite(url: str, case: Case) -> None:
    """Each test of the W3C's protocol suite is passed, or refused with the status that its line names."""
    with httpx.Client() as client:
        found = client.send(request(case, f"{url}/sparql"))
    assert (found.status_code if case.ours else wrong(case, found)) == (case.ours or ""), found.text


def test_what_the_protocol_suite_does_not_get_is_told() -> None:
    """There are thirty-four; the exceptions are those that docs/serve.md counts, each with its reason."""
    several = cases()
    refused = [c for c in several if c.ours]
    told = (Path(__file__).parent.parent / "docs" / "serve.md").read_text(encoding="utf-8")
    assert len({c.name for c in several}) == 34 and all(c.why for c in refused)
    assert f"{34 - len(refused)} of the 34" in told
    assert all(f"`{c.name}`" in told for c in refused)


def test_a_timeout_is_told(kg: Path) -> None:
    """A query that takes too long is stopped with 503, and the next one is answered."""
    with server(kg, Limits(seconds=0.3)) as url:
        found = get(url, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        assert found.status_code == 503 and "took longer than 0.3 seconds" in found.text
        assert get(url, "ASK {}").json() == {"head": {}, "boolean": True}


def test_the_service_describes_itself(url: str, kg: Path) -> None:
    """Service description and VoID in RDF; the counts are those of the graph."""
    sd, void = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
    for accept, form in (
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("*/*", "turtle"),
    ):
        told = httpx.get(f"{url}/sparql", headers={"Accept": accept})
        graph = RdfGraph().parse(data=told.text, format=form)
        (service,) = graph.subjects(URIRef(sd + "supportedLanguage"), URIRef(sd + "SPARQL11Query"))
        assert str(graph.value(service, URIRef(sd + "endpoint"))) == f"{url}/sparql"
    with Graph.open(kg) as mine:
        triples, actors = len(mine.store.index()), len(mine.query("SELECT ?a { ?a a tl:Actor }"))
    told = httpx.get(f"{url}/.well-known/void", headers={"Accept": "text/turtle"})
    graph = RdfGraph().parse(data=told.text, format="turtle")
    assert [int(str(o)) for o in graph.objects(None, URIRef(void + "triples")) if int(str(o)) == triples]
    part = graph.value(None, URIRef(void + "class"), URIRef(PREFIXES["tl"] + "Actor"))
    assert str(graph.value(part, URIRef(void + "entities"))) == str(actors)
    assert httpx.get(f"{url}/sparql", headers={"Accept": "text/html,*/*;q=0.8"}).headers["location"] == "/"


# ---------------------------------------------------------------- the JSON API


@pytest.mark.parametrize(
    ("path", "ask"),
    [
        ("status?on=2021-03-02&place=Strelsau", lambda kg: kg.status("2021-03-02", "Strelsau").to_json()),
        ("timeline", lambda kg: kg.timeline().to_json()),
        (
            "timeline?kind=Attack&from=2021&to=2021-12",
            lambda kg: kg.timeline(kind="Attack", since="2021", until="2021-12").to_json(),
        ),
        ("claims?speaker=Hentzau", lambda kg: kg.claims(speaker="Hentzau").to_json()),
        ("figures", lambda kg: kg.figures().to_json()),
        ("diff?since=2021", lambda kg: kg.diff("2021").to_json()),
    ],
)
def test_the_api_answers_as_the_library_does(url: str, kg: Path, path: str, ask: Any) -> None:
    """The same answers by the same filters."""
    found = httpx.get(f"{url}/api/{path}").json()
    with Graph.open(kg) as graph:
        mine = json.loads(json.dumps(ask(graph)))
    assert mine and (found if "answer" in found else found["rows"]) == mine


def test_rows_come_in_pages(url: str) -> None:
    """`limit` and `offset` cut, `total` says how many there are."""
    whole = httpx.get(f"{url}/api/claims").json()
    some = httpx.get(f"{url}/api/claims?limit=2&offset=1").json()
    assert some["rows"] == whole["rows"][1:3] and some["total"] == len(whole["rows"]) > 3


def test_evidence_names_its_place_in_the_text(url: str, kg: Path) -> None:
    """A thing leads to its sentences, and the offsets cut them out of the article."""
    found = httpx.get(f"{url}/api/evidence", params={"iri": ":ceasefire/ruritania-2021-03-01"}).json()
    with Graph.open(kg) as graph:
        texts = {a.iri: a.text for a in graph.articles()}
    assert found["claims"]
    for c in found["claims"]:
        assert texts[c["article"]][c["begin"] : c["end"]] == c["sentence"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("status", "The parameter 'on' is missing"),
        ("status?on=someday", "is not a date"),
        ("timeline?acter=x", "There is no parameter 'acter'; there are actor"),
        ("timeline?actor=Nobody%20Known", "No actor in this graph"),
        ("claims?limit=99999", "no whole number from 0 to 5,000"),
        ("claims?limit=-1", "no whole number"),
        ("claims?speaker=a&speaker=b", "given twice"),
        ("evidence?iri=urn:x", "No sentence of this graph"),
    ],
)
def test_a_mistake_is_one_sentence(url: str, path: str, says: str) -> None:
    """In JSON, with status 400."""
    found = httpx.get(f"{url}/api/{path}")
    assert found.status_code == 400 and says in found.json()["error"]


def test_shipped_queries_take_parameters(url: str) -> None:
    """By name, in every format, with the parameters that they list."""
    found = httpx.get(f"{url}/api/queries/brokers", params={"actor": "Syldavia"}, headers={"Accept": "text/csv"})
    assert "Syldavia" in found.text
    listed = {q["name"]: q for q in httpx.get(f"{url}/api/queries").json()}
    assert listed["brokers"]["params"] and get(url, listed["brokers"]["text"]).status_code == 200
    assert httpx.get(f"{url}/api/queries/no-such").status_code == 404


def test_openapi_describes_what_there_is(url: str) -> None:
    """Every path it names is answered; every parameter that is needed is marked; the document is sound."""
    told = httpx.get(f"{url}/openapi.json").json()
    assert told["openapi"].startswith("3.1") and told["servers"] == [{"url": url}]
    for path, operations in told["paths"].items():
        values = {"on": "2021-03-02", "since": "2021", "iri": ":ceasefire/ruritania-2021-03-01", "query": "ASK {}"}
        params = {p["name"]: values[p["name"]] for p in operations["get"].get("parameters", []) if p["required"]}
        assert httpx.get(url + path, params=params).status_code == 200, path
        for p in operations["get"].get("parameters", []):
            Draft202012Validator.check_schema(p["schema"])


# ---------------------------------------------------------------- strangers


def test_other_names_and_pages_are_turned_away(url: str) -> None:
    """Host and Origin are checked, so that no page in a browser reaches the graph; no answer allows other origins."""
    for headers, status in (
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": url}, 200),
        ({"Host": f"localhost:{url.rsplit(':', 1)[1]}"}, 200),
    ):
        found = httpx.get(f"{url}/sparql?query=ASK%20%7B%7D", headers=headers)
        assert found.status_code == status, headers
        assert "access-control-allow-origin" not in found.headers
        assert "default-src 'none'" in found.headers["content-security-policy"]
    assert (
        httpx.options(
            f"{url}/sparql", headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        ).status_code
        == 403
    )


def test_large_bodies_are_turned_away(url: str) -> None:
    """By what they say they hold, and by what they hold when they do not say."""
    large = b"#" * (2 << 20)
    kind = {"Content-Type": "application/sparql-query"}
    assert httpx.post(f"{url}/sparql", content=large, headers=kind).status_code == 413
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as raw:
        raw.settimeout(10)
        raw.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        raw.sendall(b"".join(b"10000\r\n" + b"#" * 0x10000 + b"\r\n" for _ in range(17)))
        assert raw.recv(100).startswith(b"HTTP/1.1 413")
    assert get(url, "ASK {}").status_code == 200


def test_a_client_has_a_rate() -> None:
    """So many at once, then as many as the rate allows; another client is not made to wait."""
    now = 0.0
    gate = Gate(lambda *_: asyncio.sleep(0), Rules(rate=2, burst=3), clock=lambda: now)  # type: ignore[arg-type,return-value]
    assert [gate._in_time("a") for _ in range(5)] == [True, True, True, False, False]
    assert gate._in_time("b")
    now = 1.0
    assert [gate._in_time("a") for _ in range(3)] == [True, True, False]


def test_nothing_outside_the_graph_is_reached(url: str, kg: Path, tmp_path: Path) -> None:
    """Sixty probes: all refused, nobody connects to a listener, the graph stays as it is."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'secret' .")
    before = (kg / "log.jsonl").read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        several = probes(f"http://127.0.0.1:{listener.getsockname()[1]}/", secret.as_uri())
        assert len(several) >= 60
        for query in several:
            found = get(url, query)
            assert found.status_code == 400 and "secret" not in found.text, query
        with pytest.raises(TimeoutError):
            listener.accept()
    assert (kg / "log.jsonl").read_bytes() == before


def test_runaway_queries_end_and_the_server_answers(kg: Path) -> None:
    """Sixty queries that would take too much: each ends in its time, and the next is answered."""
    assert len(runaways()) >= 60
    with server(kg, Limits(seconds=0.2, memory=1 << 30)) as url:
        for query in runaways():
            start = time.monotonic()
            kind = {"Content-Type": "application/sparql-query"}
            found = httpx.post(f"{url}/sparql", content=query, headers=kind, timeout=30)
            assert found.status_code in {200, 400, 503}, (query[:80], found.status_code)
            assert time.monotonic() - start < 3, query[:80]
        assert get(url, "ASK { ?s ?p ?o }").json()["boolean"] is True


def test_a_thousand_at_once(url: str) -> None:
    """A thousand requests, and a client that reads no answer: none is lost, all are right."""

    port = int(url.rsplit(":", 1)[1])
    path = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s a tl:Claim }"})

    async def one() -> int:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        writing.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        body = (await reading.read()).partition(b"\r\n\r\n")[2]
        writing.close()
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])

    async def all_of_them() -> list[int]:
        return await asyncio.gather(*(one() for _ in range(1_000)))

    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"GET /sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        found = run_alone(all_of_them())
    assert len(found) == 1_000 and len(set(found)) == 1 and found[0] > 0


def test_what_is_added_is_served(kg: Path, tmp_path: Path) -> None:
    """Another process adds an article, and the next request knows it."""
    from golden import truce_ended, truce_told

    path = tmp_path / "kg"
    with Graph.open(path, create=True) as graph:
        graph.add(truce_told())
    with server(path) as url:
        count = "SELECT (COUNT(*) AS ?n) { ?a a tl:Article }"
        assert get(url, count).json()["results"]["bindings"][0]["n"]["value"] == "1"
        with Graph.open(path) as graph:
            graph.add(truce_ended())
        assert get(url, count).json()["results"]["bindings"][0]["n"]["value"] == "2"
        assert len(httpx.get(f"{url}/api/timeline").json()["rows"]) > 0


def test_the_command_serves_and_ends(kg: Path, tmp_path: Path) -> None:
    """`truceline serve` prints where it is, answers there, and ends in one sentence on Ctrl-C; a port that is taken is told."""
    call = [sys.executable, "-u", "-m", "truceline", "serve"]
    with subprocess.Popen(
        [*call, str(kg), "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        url = process.stdout.readline().split("/ is the query page")[0]
        desk = process.stdout.readline().split(" is the desk")[0]
        assert get(url, "ASK { ?s ?p ?o }").json()["boolean"] is True
        assert httpx.get(desk).status_code == 303
        taken = subprocess.run(
            [*call, str(kg), "--port", url.rsplit(":", 1)[1]], capture_output=True, text=True, timeout=60, check=False
        )
        assert taken.returncode == 2 and "cannot listen here" in taken.stderr and taken.stderr.count("\n") == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().count("\n") == 1


def test_a_reader_whose_index_is_gone_is_asked_anew(tmp_path: Path) -> None:
    """A worker that fails for the index under it is started again before anybody is told."""
    path = folder(tmp_path / "kg")
    served = Served(path, Limits(10))
    try:
        (reader, *_) = served._readers
        ask, failed = reader.ask, []

        def broken(question: Question, limits: Limits) -> tuple[str, bytes]:
            if not failed:
                failed.append(question)
                raise QueryError("The query cannot be answered: IO error: No such file or directory.")
            return ask(question, limits)

        reader.ask = broken  # type: ignore[method-assign]
        assert served._asked(reader, Question("ASK { ?s ?p ?o }")) == ("rows", b'{"head":{},"boolean":true}') and failed
    finally:
        served.close()

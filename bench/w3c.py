"""Runs the W3C's SPARQL query evaluation and protocol tests through our endpoint: HTTP, guard, worker, result formats.

The suites travel in the source distribution of rdflib: pip download --no-deps --no-binary :all: rdflib==7.6.0, unpack, then

    python bench/w3c.py rdflib-7.6.0/test/data/suites/w3c
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.plugins.sparql.results.rdfresults import RDFResultParser
from rdflib.query import Result

from truceline.ask.isolated import Limits, Reader
from truceline.serve.app import application
from truceline.serve.gate import Rules
from truceline.serve.served import Served

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
DAWGT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
SUITES = ("dawg-data-r2", "sparql11")
LEFT_OUT = ("entailment", "service")
NUMBERS = (XSD.integer, XSD.decimal, XSD.double, XSD.float)
KINDS = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}


@dataclass
class Given:
    """The data of a test, in the place of a graph folder's store."""

    data: ox.Store
    version: int = 0
    served: None = None

    def index(self) -> ox.Store:
        """The data."""
        return self.data


class Suite(Served):
    """A server whose graph is that of a test."""

    def __init__(self) -> None:
        self.limits = Limits(10)
        self._given = Given(ox.Store())
        self._readers = [Reader(self._given)]  # type: ignore[arg-type]
        self._free: Any = None
        import threading

        self._lock = threading.RLock()

    def _renew(self) -> None:
        """The graph is that of the test."""

    def take(self, data: ox.Store) -> None:
        """Serves other data from now on."""
        self._given.data, self._given.version = data, self._given.version + 1

    def close(self) -> None:
        """Ends the worker."""
        self._readers[0].close()


@dataclass(frozen=True)
class Test:
    """One test: its name, its query, its data, its named graphs and what is expected."""

    name: str
    query: Path
    data: tuple[Path, ...]
    named: bool
    expected: Path


def tests(root: Path) -> Iterator[Test]:
    """The approved query evaluation tests of the suites."""
    for file in sorted(f for s in SUITES for f in (root / s).glob("*/manifest.ttl")):
        manifest = Graph().parse(file, format="turtle", publicID=file.as_uri())
        for head in manifest.objects(None, MF.entries):
            for test in Collection(manifest, head):
                if (
                    KINDS & set(manifest.objects(test, RDF.type))
                    and (test, DAWGT.approval, DAWGT.Withdrawn) not in manifest
                ):
                    action, result = manifest.value(test, MF.action), manifest.value(test, MF.result)
                    query = manifest.value(action, QT.query)
                    if query is not None and result is not None:
                        data = tuple(path(x) for x in manifest.objects(action, QT.data))
                        yield Test(
                            f"{file.parent.name}/{manifest.value(test, MF.name)}",
                            path(query),
                            data,
                            (action, QT.graphData, None) in manifest or (action, QT.serviceData, None) in manifest,
                            path(result),
                        )


def path(node: Any) -> Path:
    """The file of a file: IRI."""
    return Path(str(node).removeprefix("file://"))


def loaded(files: tuple[Path, ...]) -> ox.Store:
    """Data files in a store."""
    store = ox.Store()
    for file in files:
        store.load(
            path=str(file),
            base_iri=file.as_uri(),
            format=ox.RdfFormat.RDF_XML if file.suffix == ".rdf" else ox.RdfFormat.TURTLE,
        )
    return store


def rows(result: Result) -> Graph:
    """Rows as a graph, so that blank nodes are compared by what they stand for."""
    out = Graph()
    if result.type == "ASK":
        out.add((BNode(), RDF.value, Literal(bool(result.askAnswer))))
        return out
    for row in result.bindings:
        me = BNode()
        out.add((me, RDF.type, RDF.Bag))
        for name, term in row.items():
            out.add((me, URIRef(f"urn:var:{name}"), plain(term)))
    return out


def plain(term: Any) -> Any:
    """A term by its value: xsd:string is a plain literal, numbers that are equal are one."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(str(term), lang=term.language.lower())
    if term.datatype == XSD.string:
        return Literal(str(term))
    if term.datatype in NUMBERS and term.value is not None:
        return Literal(f"{float(term.value):.10g}", datatype=term.datatype, normalize=False)
    if term.datatype in (XSD.boolean, XSD.dateTime):
        return Literal(str(term.value), datatype=term.datatype, normalize=False)
    return term


def expected(file: Path) -> Graph:
    """What is expected, as a graph: rows, or the triples themselves."""
    form = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}.get(file.suffix)
    if form:
        with file.open("rb") as opened:
            return rows(Result.parse(opened, format=form))
    graph = Graph().parse(file, format="xml" if file.suffix == ".rdf" else "turtle")
    if any(graph.subjects(RDF.type, URIRef("http://www.w3.org/2001/sw/DataAccess/tests/result-set#ResultSet"))):
        return rows(RDFResultParser().parse(graph))
    return graph


async def answered(client: httpx.AsyncClient, suite: Suite, test: Test) -> tuple[str, str]:
    """The outcome of a test and why."""
    text = test.query.read_text(encoding="utf-8")
    if "BASE" not in text.upper():
        text = f"BASE <{test.query.as_uri()}>\n{text}"
    suite.take(loaded(test.data))
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}.get(
        test.expected.suffix, "application/sparql-results+json, text/turtle"
    )
    found = await client.post(
        "/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query", "Accept": accept}
    )
    if found.status_code != 200:
        return ("refused" if "refused" in found.text else "error"), found.text.strip()
    kind = found.headers["content-type"].split(";")[0]
    if kind == "text/turtle":
        made = Graph().parse(data=found.text, format="turtle")
    else:
        form = {"text/csv": "csv", "text/tab-separated-values": "tsv"}.get(kind, "json")
        made = rows(Result.parse(io.BytesIO(found.content), format=form))
    if isomorphic(made, expected(test.expected)):
        return "right", ""
    return ("the engine's own" if isomorphic(made, alone(suite, test, text)) else "wrong"), ""


def alone(suite: Suite, test: Test, text: str) -> Graph:
    """What the engine answers without us."""
    found: Any = suite._given.data.query(text)
    if isinstance(found, ox.QueryTriples):
        return Graph().parse(data=found.serialize(format=ox.RdfFormat.N_TRIPLES), format="nt")
    form = {".csv": ("csv", ox.QueryResultsFormat.CSV), ".tsv": ("tsv", ox.QueryResultsFormat.TSV)}.get(
        test.expected.suffix, ("json", ox.QueryResultsFormat.JSON)
    )
    return rows(Result.parse(io.BytesIO(found.serialize(format=form[1])), format=form[0]))


async def run(root: Path) -> None:
    """Runs all tests and prints how many are right, and each that is not."""
    suite, count = Suite(), Counter[str]()
    app = application(suite, Rules(rate=1e9, burst=10**9), "none")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        for test in tests(root):
            if test.named or test.name.split("/")[0] in LEFT_OUT:
                count["left out (named graphs, services, entailment)"] += 1
                continue
            try:
                outcome, why = await answered(client, suite, test)
            except Exception as e:
                outcome, why = "not compared", f"{type(e).__name__} {' '.join(str(e).split())[:100]}"
            count[outcome] += 1
            if outcome != "right":
                print(f"{outcome}: {test.name} {why[:160]}")
    suite.close()
    print(dict(count))


SYNTAX = {
    MF.PositiveSyntaxTest: True,
    MF.PositiveSyntaxTest11: True,
    MF.NegativeSyntaxTest: False,
    MF.NegativeSyntaxTest11: False,
}


def syntax_tests(root: Path) -> Iterator[tuple[str, Path, bool]]:
    """The name of each syntax test, its query, and whether that is right SPARQL."""
    for file in sorted(f for s in SUITES for f in (root / s).glob("*/manifest.ttl")):
        manifest = Graph().parse(file, format="turtle", publicID=file.as_uri())
        for test, kind in sorted(manifest.subject_objects(RDF.type)):
            if kind in SYNTAX and (test, DAWGT.approval, DAWGT.Withdrawn) not in manifest:
                name = f"{file.parent.name}/{manifest.value(test, MF.name)}"
                yield name, path(manifest.value(test, MF.action)), SYNTAX[kind]


def takes(text: str) -> bool:
    """Whether the engine without us answers a query."""
    try:
        ox.Store().query(text)
    except (SyntaxError, RuntimeError):
        return False
    return True


async def syntax(root: Path) -> None:
    """Sends the queries of the syntax tests and prints how many are taken and refused as they should be."""
    suite, count = Suite(), Counter[str]()
    app = application(suite, Rules(rate=1e9, burst=10**9), "none")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        for name, file, good in syntax_tests(root):
            text = b"BASE <http://example.org/>\n" + file.read_bytes()
            found = await client.post("/sparql", content=text, headers={"Content-Type": "application/sparql-query"})
            taken = found.status_code == 200
            refused = "refused" in found.text and not taken
            own = "the engine's own" if takes(text.decode()) is taken else "wrong"
            outcome = "right" if taken is good else "refused" if refused else own
            count[outcome] += 1
            if outcome != "right":
                print(f"syntax, {outcome}: {name} {found.status_code} {found.text.strip()[:120]}")
    suite.close()
    print("syntax:", dict(count))


async def protocol(root: Path) -> None:
    """Sends the protocol suite's requests and prints how many come out as it has it; its names must be those of the manifest."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from protocol_suite import cases, request, wrong

    file = root / "sparql11" / "protocol" / "manifest.ttl"
    manifest = Graph().parse(file, format="turtle", publicID=file.as_uri())
    names = {str(n).rsplit("#", 1)[-1] for n in manifest.subjects(RDF.type, MF.ProtocolTest)}
    if names != {c.name for c in cases()}:
        raise SystemExit(f"The names of the protocol tests differ: {sorted(names ^ {c.name for c in cases()})}")
    suite, count = Suite(), Counter[str]()
    app = application(suite, Rules(rate=1e9, burst=10**9), "none")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        for case in cases():
            found = await client.send(request(case, "http://127.0.0.1/sparql"))
            why = wrong(case, found)
            outcome = "refused" if why and found.status_code == case.ours else "wrong" if why else "right"
            count[outcome] += 1
            if why:
                print(f"protocol, {outcome}: {case.name} {why}; {case.why}")
    suite.close()
    print("protocol:", dict(count))


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    asyncio.run(run(folder))
    asyncio.run(syntax(folder))
    asyncio.run(protocol(folder))

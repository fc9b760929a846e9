"""A stranger's query reads this graph and nothing else, and is stopped when it takes too much."""

from __future__ import annotations

import contextlib
import platform
import re
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import truce_told
from truceline.ask.engine import run
from truceline.ask.guard import DEPTH, LENGTH, guard
from truceline.ask.isolated import Limits, Question, Reader
from truceline.errors import QueryError
from truceline.graph import Graph

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "select * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * { ?s ?p 'x'.SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * # a comment\r{ SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * from named <http://127.0.0.1:9/> { ?s ?p ?o }",
    "ASK FROM<file:///etc/passwd>{ ?s ?p ?o }",
    "LOAD <file:///etc/passwd>",
    "LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <a:b>",
    "INSERT DATA { <a:b> <a:c> <a:d> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <a:b>",
    "PREFIX s: <http://e/> SELECT * { SERVICE s:x { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s ?p e:a\\# . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    'SELECT * { FILTER(?x<?y#>"""\n) SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #"""\n }',
    'SELECT * { <<<a:b#>"""\n<a:c> 1>> ?p ?o . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #"""\n }',
    'SELECT * { ?s ?p "\\u0022#" SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }',
    "SELECT * { ?s ?p 'open } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }",
    "PREFIX f: <file:///etc/> SELECT * FROMf:passwd { ?s ?p ?o }",
    "SELECT * { ?s ?p <e:a>.SERVICE<http://127.0.0.1:9/>{} }",
]

ACCEPTED = [
    "SELECT ?service WHERE { ?service a tl:Actor }",
    "SELECT * { ?s rdfs:label 'Secret SERVICE from LOAD' }",
    'SELECT * { ?s rdfs:label """a \\" SERVICE <x> """ }',
    "SELECT * { ?s ?p <http://e/SERVICE/from> } # SERVICE <x>",
    "SELECT ?from ?load { ?from ?load ?to }",
    "SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o<4 && ?s = <http://e/a#b>) }",
    "SELECT * { VALUES (?a ?b) { ('x' <http://e/a#b>) } ?a ?p ?b }",
    "BASE <http://e/> SELECT * { ?s rdfs:label 'Caf\\u00e9' . ?s <#p>/(<#q>|^<#r>)* ?o }",
    "SELECT * { ?s ?p 'it\\'s #1' ; rdfs:label ?l . FILTER(?l != '') }",
]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A process that holds an empty graph."""
    with Reader(Graph().store) as made:
        yield made


@pytest.mark.parametrize("query", REFUSED)
def test_what_reaches_outside_or_writes_is_refused(query: str) -> None:
    """Federation, loading, other data sets and updates are refused in every spelling an engine would accept."""
    with pytest.raises(QueryError, match="is refused"):
        guard(query)


@pytest.mark.parametrize("query", ACCEPTED)
def test_words_in_strings_names_and_comments_are_left_alone(reader: Reader, query: str) -> None:
    """What only looks like a keyword is none, and the query really runs."""
    assert guard(query) == query
    run(Graph().store, query, reader=reader)


def test_depth_and_length_are_capped() -> None:
    """What would bring the engine down never reaches it."""
    with pytest.raises(QueryError, match="nests more than"):
        guard("SELECT * " + "{" * (DEPTH + 1) + "}" * (DEPTH + 1))
    with pytest.raises(QueryError, match="characters"):
        guard("SELECT * { ?s ?p ?o } #" + "x" * LENGTH)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_an_answer_or_one_sentence(reader: Reader, text: str) -> None:
    """No text crashes the guard or the engine behind it; every error is ours."""
    try:
        run(Graph().store, text + " {", reader=reader)
    except QueryError as e:
        assert str(e) and "\n" not in str(e)


CHAINS = {
    "!": "ASK { FILTER(" + "!" * 9640 + "true) }",
    "||": "ASK { FILTER(" + "||".join(["1"] * 20_000) + ") }",
    "+": "ASK { FILTER(" + "+".join(["1"] * 45_000) + " > 0) }",
    "-": "ASK { FILTER(1" + "-1" * 45_000 + " > 0) }",
    "/": "ASK { ?s " + "/".join([":b"] * 30_000) + " ?o }",
    "|": "ASK { ?s " + "|".join([":b"] * 30_000) + " ?o }",
    "UNION": "ASK {" + "UNION".join(["{}"] * 12_000) + "}",
    "OPTIONAL": "ASK {" + "OPTIONAL{}" * 8_000 + "}",
    "MINUS": "ASK {" + "MINUS{}" * 8_000 + "}",
}


@pytest.mark.parametrize("operator", CHAINS)
def test_chains_are_counted(operator: str) -> None:
    """What the engine's stack cannot hold is refused in a sentence that names the operator."""
    with pytest.raises(QueryError, match=f"more than 1,000 {re.escape(repr(operator))}"):
        Graph().query(CHAINS[operator])


@pytest.mark.parametrize("text", ["-", '"', "'", "\\", '\\"', "<a", "a.", "'\\", '"""a', "1-", "[]", "a:b#"])
def test_the_guard_takes_no_longer_than_a_text_is_long(text: str) -> None:
    """Runs of what looks like the beginning of something are looked at once: ten times as much costs ten times as much."""
    whole = (text * LENGTH)[: LENGTH - 30]
    start = time.process_time()
    with contextlib.suppress(QueryError):
        guard("SELECT * { ?s ?p ?o } " + whole)
    assert time.process_time() - start < 1


def test_a_crash_of_the_engine_is_told_as_what_it_was(reader: Reader) -> None:
    """A query that gets past the guard and kills the engine kills a process of its own; the next one is answered."""
    deep = Question("ASK { FILTER(" + "-1" * 3_000_000 + " > 0) }")
    with pytest.raises(QueryError, match=r"brought the engine down|ran out of memory"):
        reader.ask(deep, Limits(seconds=30))
    assert reader.ask(Question("ASK {}"), Limits())[1] == b'{"head":{},"boolean":true}'


FENCED = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}


@pytest.mark.skipif(not FENCED, reason="only Linux on x86-64 and ARM64 has the fence")
def test_a_worker_has_a_second_fence(reader: Reader) -> None:
    """A query that no guard has seen asks another server in vain: the system refuses the worker its socket."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError, match="cannot be answered"):
            reader.ask(Question(query), Limits(seconds=5))
        with pytest.raises(TimeoutError):
            listener.accept()
    assert reader.ask(Question("ASK {}"), Limits())[1] == b'{"head":{},"boolean":true}'


def test_a_cross_product_does_not_hang_the_library() -> None:
    """`kg.query` ends when its time is up, and the same graph answers the next query."""
    graph = Graph()
    graph.add(truce_told())
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"took longer than 0\.5 seconds"):
        graph.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", limit_time=0.5)
    assert time.monotonic() - start < 5
    assert graph.query("ASK { ?s ?p ?o }")


def test_a_long_answer_is_stopped(reader: Reader) -> None:
    """An answer has a size, and whoever wants more is told how to ask."""
    large = "SELECT * { " + " ".join(f"VALUES ?a{n} {{ {'1 ' * 20} }}" for n in range(4)) + " }"
    with pytest.raises(QueryError, match="larger than 1 MB"):
        reader.ask(Question(large), Limits(answer=1 << 20))


def test_a_warm_reader_sees_what_was_added() -> None:
    """The process is kept between queries and gets the graph anew when that has changed."""
    graph = Graph()
    assert not graph.query("ASK { ?s a tl:Article }")
    first = graph.reader._process
    assert not graph.query("ASK { ?s a tl:Claim }") and graph.reader._process is first
    graph.add(truce_told())
    assert graph.query("ASK { ?s a tl:Article }") and graph.reader._process is not first
    graph.close()


def test_a_query_that_runs_on_is_stopped() -> None:
    """The wall clock holds: the process that runs the query is killed."""
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?a{n} {{ {'1 ' * 60} }}" for n in range(12)) + " }"
    start = time.monotonic()
    with pytest.raises(QueryError, match="took longer than 1 seconds"):
        run(Graph().store, endless, limits=Limits(seconds=1))
    assert time.monotonic() - start < 5


def test_a_query_that_eats_memory_is_stopped() -> None:
    """The memory limit holds, and the reader is told so."""
    hungry = (
        "SELECT DISTINCT * { "
        + " ".join(f"VALUES ?a{n} {{ {' '.join(map(str, range(80)))} }}" for n in range(8))
        + " }"
    )
    with pytest.raises(QueryError, match=r"memory|longer"):
        run(Graph().store, hungry, limits=Limits(seconds=20, memory=1 << 29))


def test_nothing_is_read_from_the_disk(tmp_path: Path) -> None:
    """Even where the guard is not asked, the shipped engine has no graph but this one."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<a:b> <a:c> 'secret' .")
    with pytest.raises(QueryError):
        run(Graph().store, f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}")

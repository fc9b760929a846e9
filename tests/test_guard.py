"""A stranger's query reads this graph and nothing else, and is stopped when it takes too much."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ask.engine import Limits, run
from truceline.ask.guard import DEPTH, LENGTH, guard
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
]

ACCEPTED = [
    "SELECT ?service WHERE { ?service a tl:Actor }",
    "SELECT * { ?s rdfs:label 'Secret SERVICE from LOAD' }",
    'SELECT * { ?s rdfs:label """a \\" SERVICE <x> """ }',
    "SELECT * { ?s ?p <http://e/SERVICE/from> } # SERVICE <x>",
    "SELECT ?from ?load { ?from ?load ?to }",
    "SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_reaches_outside_or_writes_is_refused(query: str) -> None:
    """Federation, loading, other data sets and updates are refused in every spelling an engine would accept."""
    with pytest.raises(QueryError, match="is refused"):
        guard(query)


@pytest.mark.parametrize("query", ACCEPTED)
def test_words_in_strings_names_and_comments_are_left_alone(query: str) -> None:
    """What only looks like a keyword is none, and the query really runs."""
    assert guard(query) == query
    run(Graph().store, query)


def test_depth_and_length_are_capped() -> None:
    """What would bring the engine down never reaches it."""
    with pytest.raises(QueryError, match="nests more than"):
        guard("SELECT * " + "{" * (DEPTH + 1) + "}" * (DEPTH + 1))
    with pytest.raises(QueryError, match="characters"):
        guard("SELECT * { ?s ?p ?o } #" + "x" * LENGTH)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer_or_one_sentence(text: str) -> None:
    """No text crashes the guard or the engine behind it; every error is ours."""
    try:
        run(Graph().store, text + " {")
    except QueryError as e:
        assert str(e) and "\n" not in str(e)


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

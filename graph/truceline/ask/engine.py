"""Runs SPARQL: here, or in a process of its own that is killed when it takes too long."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from truceline.ask.guard import guard
from truceline.ask.queries import Query, find, shipped, views
from truceline.ask.resolve import terms
from truceline.ask.table import Result, collect
from truceline.errors import QueryError
from truceline.store import Store
from truceline.triples import PREFIXES

_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a query that runs in a process of its own: seconds of wall clock, bytes of memory."""

    seconds: float = 60.0
    memory: int = 4 << 30


def run(store: Store, query: str, params: Mapping[str, str] = _NONE, limits: Limits | None = None) -> Result:
    """The answer to a query: the name of a shipped one, a .rq file, or SPARQL text.

    Args:
        store: where the graph lives.
        query: which query.
        params: parameters by name, as people type them; they are bound as RDF terms.
        limits: run it in a process of its own under these; None runs it here.

    Raises:
        QueryError: it is broken, refused, unknown, or ran out of its limits.
    """
    asked = find(query)
    text = prepared(store.index(), asked or Query("query", "", query), params)
    if asked not in (*shipped(), *views()):
        guard(text)
    return here(store.index(), text) if limits is None else apart(store, text, limits)


def prepared(index: ox.Store, query: Query, params: Mapping[str, str]) -> str:
    """The text of a query with its parameters in place.

    Raises:
        QueryError: it has no such parameter.
    """
    values = {}
    for name, text in params.items():
        kind = query.types.get(name) or (
            "text" if re.search(rf"#\s*given:\s*{re.escape(name)}\b", query.text) else None
        )
        if kind is None:
            has = "; ".join(f"{p}: {query.hints[p]}" for p in query.parameters) or "it has none"
            raise QueryError(f"The query {query.name!r} has no parameter {name!r}; {has}.")
        values[name] = terms(index, kind, text)
    return query.given(values)


def here(index: ox.Store, text: str) -> Result:
    """Runs a query in this process."""
    try:
        return collect(index.query(text, prefixes=PREFIXES))
    except (SyntaxError, ValueError, RuntimeError, OSError) as e:
        raise QueryError(broken(e)) from None


def broken(e: Exception) -> str:
    """What is wrong with a query, in a sentence."""
    found = re.search(r"error at (\d+):(\d+)(?:-\S+)?:? ?(.*)", str(e), re.S)
    if found:
        return f"The query is broken at line {found[1]}, column {found[2]}: {' '.join(found[3].split())[:200]}."
    return f"The query cannot be answered: {' '.join(str(e).split())[:200]}."


def apart(store: Store, text: str, limits: Limits) -> Result:
    """Runs a query in a process of its own that may be killed."""
    if folder := store.served:
        return _asked({"folder": str(folder), "query": text}, limits)
    with tempfile.TemporaryDirectory() as room:
        dump = Path(room) / "graph.nt"
        with dump.open("wb") as file:
            store.index().dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        return _asked({"dump": str(dump), "query": text}, limits)


def _asked(job: dict[str, str], limits: Limits) -> Result:
    root = str(Path(__file__).resolve().parent.parent.parent)
    start = "import sys; sys.path.insert(0, sys.argv[1]); from truceline.ask.worker import main; main()"
    asked = json.dumps({**job, "memory": limits.memory, "prefixes": PREFIXES}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-c", start, root], input=asked, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"The query took longer than {limits.seconds:g} seconds and was stopped; ask for less."
        ) from None
    kind, _, body = done.stdout.partition(b"\n")
    if done.returncode or kind not in _READ:
        told = (
            json.loads(body)["error"]
            if kind == b"ERROR"
            else "The query ran out of memory and was stopped; ask for less."
        )
        raise QueryError(told)
    return _READ[kind](body)


def _solutions(body: bytes) -> Result:
    return collect(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))


def _triples(body: bytes) -> Result:
    from truceline.ask.table import node

    found = ox.parse(body, ox.RdfFormat.N_TRIPLES)
    return Result(
        "CONSTRUCT", triples=tuple(sorted((node(q.subject), node(q.predicate), node(q.object)) for q in found))
    )


_READ = {b"RESULTS": _solutions, b"TRIPLES": _triples}

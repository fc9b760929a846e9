"""Runs SPARQL: in a process of its own that is killed when it takes too long, or, for our own text, here."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from truceline.ask.guard import guard
from truceline.ask.held import held_on
from truceline.ask.isolated import Limits, Question, Reader
from truceline.ask.queries import Query, find, shipped, views
from truceline.ask.resolve import terms
from truceline.ask.table import Result, collect, node
from truceline.errors import QueryError
from truceline.store import Store
from truceline.vocabulary import PREFIXES

_NONE: Mapping[str, str] = {}


def run(
    store: Store,
    query: str,
    params: Mapping[str, str] = _NONE,
    limits: Limits | None = None,
    reader: Reader | None = None,
) -> Result:
    """The answer to a query: the name of a shipped one, a .rq file, or SPARQL text.

    Args:
        store: where the graph lives.
        query: which query.
        params: parameters by name, as people type them; they are bound as RDF terms.
        limits: of its time, memory and answer.
        reader: the process that answers; without one it gets a process for itself.

    Raises:
        QueryError: it is broken, refused, unknown, or ran out of its limits.
    """
    text = guarded(store.index(), query, params)
    limits = limits or Limits()
    if reader is not None:
        return asked(reader, Question(text), limits)
    with Reader(store) as own:
        return asked(own, Question(text), limits)


def guarded(index: ox.Store, query: str, params: Mapping[str, str] = _NONE) -> str:
    """The text of a query with its parameters in place, after the guard has seen it if it is not ours.

    Raises:
        QueryError: it is refused or unknown, or has no such parameter.
    """
    known = find(query)
    text = prepared(index, known or Query("query", "", query), params)
    return text if known in (*shipped(), *views()) else guard(text)


def asked(reader: Reader, question: Question, limits: Limits) -> Result:
    """What a reader answers to a question, as a Result."""
    kind, body = reader.ask(question, limits)
    return READ[kind](body)


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
        values[name] = held_on(index, text, params.get("place")) if kind == "status" else terms(index, kind, text)
    return query.given(values)


def here(index: ox.Store, text: str) -> Result:
    """Runs a query in this process: for text of our own alone, since nothing here can stop it."""
    try:
        return collect(index.query(text, prefixes=PREFIXES))
    except (SyntaxError, ValueError, RuntimeError, OSError) as e:
        raise QueryError(broken(str(e))) from None


def broken(said: str) -> str:
    """What is wrong with a query, in a sentence, by what the engine said.

    >>> broken("error at 2:7: expected one of ...")
    'The query is broken at line 2, column 7: expected one of ....'
    """
    found = re.search(r"error at (\d+):(\d+)(?:-\S+)?:? ?(.*)", said, re.S)
    if found:
        return f"The query is broken at line {found[1]}, column {found[2]}: {' '.join(found[3].split())[:200]}."
    return f"The query cannot be answered: {' '.join(said.split())[:200]}."


def _solutions(body: bytes) -> Result:
    return collect(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))


def _triples(body: bytes) -> Result:
    found = ox.parse(body, ox.RdfFormat.N_TRIPLES)
    return Result(
        "CONSTRUCT", triples=tuple(sorted((node(q.subject), node(q.predicate), node(q.object)) for q in found))
    )


READ = {"rows": _solutions, "triples": _triples}

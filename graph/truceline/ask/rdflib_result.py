"""Queries of rdflib's users: guarded and isolated like all others, their answers as rdflib has them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from rdflib import Variable
from rdflib.query import Result as RdfResult
from rdflib.term import Identifier

from truceline.ask.engine import asked
from truceline.ask.guard import guard
from truceline.ask.isolated import Limits, Question, Reader
from truceline.ask.table import Result, described


def through(reader: Reader, limits: Limits) -> Callable[[str, Mapping[str, str], Mapping[str, Identifier]], RdfResult]:
    """A function that answers as rdflib's stores do: text, prefixes, values of variables → a result.

    Args:
        reader: the process that answers.
        limits: of each query.

    Returns:
        The function; it raises QueryError for a query that is refused, broken, or took too much.
    """

    def query(text: str, prefixes: Mapping[str, str], values: Mapping[str, Identifier]) -> RdfResult:
        row = {str(n): described(t) for n, t in values.items()}
        told = json.dumps({"head": {"vars": list(row)}, "results": {"bindings": [row] if row else []}})
        return _rdf(asked(reader, Question(guard(text), values=told, bound=tuple(row), prefixes=prefixes), limits))

    return query


def _rdf(found: Result) -> RdfResult:
    """A result as rdflib's own."""
    made = RdfResult({"CONSTRUCT": "CONSTRUCT", "ASK": "ASK"}.get(found.kind, "SELECT"))
    if found.kind == "ASK":
        made.askAnswer = found.truth
    elif found.kind == "CONSTRUCT":
        made.graph = found.graph
    else:
        made.vars = [Variable(v) for v in found.vars]
        made.bindings = [{Variable(n): t for n, t in row.items()} for row in found.bindings]
    return made

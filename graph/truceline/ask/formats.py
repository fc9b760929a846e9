"""Answers written for people and machines: table, Markdown, CSV, and the SPARQL 1.1 results in JSON and XML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from truceline.ask import cells
from truceline.ask.engine import Limits, run
from truceline.ask.queries import shipped
from truceline.ask.table import Result, short
from truceline.store import Store
from truceline.store.index import term
from truceline.triples import PREFIXES


class HasStore(Protocol):
    """Anything with a store: a `truceline.Graph`."""

    @property
    def store(self) -> Store:
        """Where its triples live."""
        ...


def answer(graph: HasStore, query: str, params: Mapping[str, str], format_: str = "table") -> str:
    """The answer to a query as text; the query runs in a process of its own, under limits.

    Args:
        graph: the graph asked.
        query: the name of a shipped query, a .rq file, or SPARQL text.
        params: parameters by name, as typed.
        format_: table, md, csv, json or xml. Triples come as Turtle, as N-Triples for csv, as JSON-LD and RDF/XML.

    Raises:
        QueryError: the query is broken, refused, unknown, or ran out of its limits.
    """
    text = written(run(graph.store, query, params, Limits()), format_)
    known = next((q for q in shipped() if q.name == query), None)
    notes = known.notes if known and format_ == "table" else ()
    return text + "".join(f"note: {n}\n" for n in notes)


def written(result: Result, format_: str) -> str:
    """A result in a format."""
    if result.kind == "CONSTRUCT":
        return _triples(result, format_)
    return _WRITERS[format_](result)


_RDF = {"csv": ox.RdfFormat.N_TRIPLES, "json": ox.RdfFormat.JSON_LD, "xml": ox.RdfFormat.RDF_XML}


def _triples(result: Result, format_: str) -> str:
    found = [ox.Triple(term(s), term(p), term(o)) for s, p, o in result.triples]  # type: ignore[arg-type]
    kind = _RDF.get(format_, ox.RdfFormat.TURTLE)
    return (ox.serialize(found, format=kind, prefixes=PREFIXES) or b"").decode()


def _markdown(result: Result) -> str:
    if result.kind == "ASK":
        return str(result)
    rows = [[short(t).replace("|", "\\|").replace("\n", " ") for t in row] for row in result.rows]
    lines = [list(result.vars), ["---"] * len(result.vars), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _csv(result: Result) -> str:
    if result.kind == "ASK":
        return "true\n" if result.truth else "false\n"
    return cells.written(result.vars, result.rows)


def _json(result: Result) -> str:
    if result.kind == "ASK":
        return json.dumps({"head": {}, "boolean": result.truth}) + "\n"
    rows = [{v: _term(t) for v, t in row.items()} for row in result.bindings]
    made = {"head": {"vars": list(result.vars)}, "results": {"bindings": rows}}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _term(t: Node) -> dict[str, str]:
    if isinstance(t, Literal):
        extra = {"xml:lang": t.language} if t.language else {"datatype": str(t.datatype)} if t.datatype else {}
        return {"type": "literal", "value": str(t), **extra}
    return {"type": "uri" if isinstance(t, URIRef) else "bnode", "value": str(t)}


def _xml(result: Result) -> str:
    head = "".join(f"<variable name={quoteattr(v)}/>" for v in result.vars)
    if result.kind == "ASK":
        body = f"<boolean>{'true' if result.truth else 'false'}</boolean>"
    else:
        body = f"<results>{''.join(_row(row) for row in result.bindings)}</results>"
    space = "http://www.w3.org/2005/sparql-results#"
    return f'<?xml version="1.0"?>\n<sparql xmlns="{space}"><head>{head}</head>{body}</sparql>\n'


def _row(row: Mapping[str, Node]) -> str:
    return (
        "<result>"
        + "".join(f"<binding name={quoteattr(v)}>{_element(t)}</binding>" for v, t in row.items())
        + "</result>"
    )


def _element(t: Node) -> str:
    made = _term(t)
    name = {"literal": "literal", "uri": "uri", "bnode": "bnode"}[made["type"]]
    extra = "".join(f" {k}={quoteattr(made[k])}" for k in ("xml:lang", "datatype") if k in made)
    return f"<{name}{extra}>{escape(made['value'])}</{name}>"


_WRITERS: dict[str, Callable[[Result], str]] = {
    "table": str,
    "md": _markdown,
    "csv": _csv,
    "json": _json,
    "xml": _xml,
}

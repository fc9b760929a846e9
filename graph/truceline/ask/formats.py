"""Answers written for people and machines: table, Markdown, CSV, and the SPARQL 1.1 results in JSON and XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from rdflib.term import Identifier

from truceline.ask import cells, writing
from truceline.ask.engine import run
from truceline.ask.layout import WIDTH
from truceline.ask.queries import shipped
from truceline.ask.table import Result, described
from truceline.store import Store
from truceline.store.healing import heals
from truceline.store.quads import term
from truceline.vocabulary import PREFIXES


class HasStore(Protocol):
    """Anything with a store: a `truceline.Graph`."""

    @property
    def store(self) -> Store:
        """Where its triples live."""
        ...


@heals
def answer(graph: HasStore, query: str, params: Mapping[str, str], format_: str = "table", width: int = WIDTH) -> str:
    """The answer to a query as text; the query runs in a process of its own, under limits.

    Args:
        graph: the graph asked.
        query: the name of a shipped query, a .rq file, or SPARQL text.
        params: parameters by name, as typed.
        format_: table, md, csv, json or xml. Triples come as Turtle, as N-Triples for csv, as JSON-LD and RDF/XML.
        width: of a line of a table, in characters.

    Raises:
        QueryError: the query is broken, refused, unknown, or ran out of its limits.
    """
    text = written(run(graph.store, query, params), format_, width)
    return text + ("".join(f"note: {n}\n" for n in notes(query)) if format_ == "table" else "")


def notes(query: str) -> tuple[str, ...]:
    """What a shipped query says about its answers."""
    return next((q.notes for q in shipped() if q.name == query), ())


def written(result: Result, format_: str, width: int = WIDTH) -> str:
    """A result in a format."""
    if result.kind == "CONSTRUCT":
        return _triples(result, format_)
    if format_ in _WRITERS:
        return _WRITERS[format_](result)
    return writing.written(result, format_, width)


_RDF = {"csv": ox.RdfFormat.N_TRIPLES, "json": ox.RdfFormat.JSON_LD, "xml": ox.RdfFormat.RDF_XML}


def _triples(result: Result, format_: str) -> str:
    found = [ox.Triple(term(s), term(p), term(o)) for s, p, o in result.triples]  # type: ignore[arg-type]
    kind = _RDF.get(format_, ox.RdfFormat.TURTLE)
    return (ox.serialize(found, format=kind, prefixes=PREFIXES) or b"").decode()


def _csv(result: Result) -> str:
    if result.kind == "ASK":
        return "true\n" if result.truth else "false\n"
    return cells.written(result.vars, result.rows)


def _xml(result: Result) -> str:
    head = "".join(f"<variable name={quoteattr(v)}/>" for v in result.vars)
    if result.kind == "ASK":
        body = f"<boolean>{'true' if result.truth else 'false'}</boolean>"
    else:
        body = f"<results>{''.join(_row(row) for row in result.bindings)}</results>"
    space = "http://www.w3.org/2005/sparql-results#"
    return f'<?xml version="1.0"?>\n<sparql xmlns="{space}"><head>{head}</head>{body}</sparql>\n'


def _row(row: Mapping[str, Identifier]) -> str:
    return (
        "<result>"
        + "".join(f"<binding name={quoteattr(v)}>{_element(t)}</binding>" for v, t in row.items())
        + "</result>"
    )


def _element(t: Identifier) -> str:
    made = described(t)
    name = {"literal": "literal", "uri": "uri", "bnode": "bnode"}[made["type"]]
    extra = "".join(f" {k}={quoteattr(made[k])}" for k in ("xml:lang", "datatype") if k in made)
    return f"<{name}{extra}>{escape(_FORBIDDEN.sub(chr(0xFFFD), made['value']))}</{name}>"


_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold."""

_WRITERS: dict[str, Callable[[Result], str]] = {"csv": _csv, "xml": _xml}

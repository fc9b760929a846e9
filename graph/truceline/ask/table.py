"""What a query gives back: rows of RDF terms, a yes or no, or triples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.query import ResultRow
from rdflib.term import BNode, Identifier

from truceline.ask.answers import Answer
from truceline.ask.layout import WIDTH, Line, clean, columns
from truceline.ask.records import Record
from truceline.vocabulary import PREFIXES


@dataclass(frozen=True, slots=True, repr=False)
class Result(Answer):
    """The answer to a SPARQL query; iterating gives rows whose values have names (`row.actor`, `row["actor"]`).

    `kind` is SELECT, ASK or CONSTRUCT; `truth` is the answer to ASK, `triples` that to CONSTRUCT and DESCRIBE.
    """

    kind: str
    vars: tuple[str, ...] = ()
    rows: tuple[tuple[Identifier | None, ...], ...] = ()
    truth: bool | None = None
    triples: tuple[tuple[Identifier, Identifier, Identifier], ...] = ()

    def __iter__(self) -> Iterator[Any]:
        if self.kind == "CONSTRUCT":
            yield from self.triples
            return
        names = [Variable(v) for v in self.vars]
        for row in self.rows:
            yield ResultRow({n: t for n, t in zip(names, row, strict=True) if t is not None}, names)

    def __len__(self) -> int:
        return len(self.triples) if self.kind == "CONSTRUCT" else len(self.rows)

    def __bool__(self) -> bool:
        return self.truth if self.truth is not None else len(self) > 0

    @property
    def bindings(self) -> list[dict[str, Identifier]]:
        """Rows as dicts, unbound variables left out."""
        return [{v: t for v, t in zip(self.vars, row, strict=True) if t is not None} for row in self.rows]

    @property
    def graph(self) -> Graph:
        """The triples of a CONSTRUCT as an rdflib Graph."""
        graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        for triple in self.triples:
            graph.add(triple)
        return graph

    def __repr__(self) -> str:
        if self.kind == "ASK":
            return f"<Result: {self._yes_or_no()}>"
        return f"<Result: {len(self)} {'triple' if self.kind == 'CONSTRUCT' else 'row'}{'' if len(self) == 1 else 's'}>"

    def lines(self, width: int = WIDTH) -> list[Line]:
        if self.kind == "ASK":
            return [Line(self._yes_or_no())]
        if self.kind == "CONSTRUCT":
            return [Line(clean(f"{short(s)} {short(p)} {short(o)} .")) for s, p, o in self.triples]
        under = _UNDER & set(self.vars) if _UNDER.issuperset(self.vars[-1:]) else frozenset()
        shown = self._shown(under)
        below = [_below(dict(zip(self.vars, map(short, row), strict=True))) for row in self.rows] if under else []
        cells = [[short(row[n]) for n in shown] for row in self.rows]
        return columns([_headed(self.vars[n]) for n in shown], cells, below, width)

    def _yes_or_no(self) -> str:
        """The answer to ASK."""
        return "yes" if self.truth else "no"

    def _shown(self, under: frozenset[str]) -> list[int]:
        """The columns that stand beside each other: where evidence is written under the rows, only those that tell something."""
        return [n for n, name in enumerate(self.vars) if name not in under and (not under or self._told(n))]

    def grid(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        if self.kind == "ASK":
            return ("answer",), [(self._yes_or_no(),)]
        rows = self.triples if self.kind == "CONSTRUCT" else self.rows
        return self._columns(), [[short(t) for t in row] for row in rows]

    def records(self) -> tuple[Sequence[str], list[Record]]:
        """Rows as Python values: IRIs as text, numbers as numbers."""
        if self.kind == "ASK":
            return ("answer",), [{"answer": self.truth}]
        rows = self.triples if self.kind == "CONSTRUCT" else self.rows
        return self._columns(), [{n: value(t) for n, t in zip(self._columns(), row, strict=True)} for row in rows]

    def _columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return ("subject", "predicate", "object") if self.kind == "CONSTRUCT" else self.vars

    def to_json(self) -> dict[str, object]:
        """SPARQL 1.1 Query Results JSON; triples as lists of three."""
        if self.kind == "ASK":
            return {"head": {}, "boolean": self.truth}
        if self.kind == "CONSTRUCT":
            return {"triples": [[str(t) for t in triple] for triple in self.triples]}
        rows = [{v: described(t) for v, t in row.items()} for row in self.bindings]
        return {"head": {"vars": list(self.vars)}, "results": {"bindings": rows}}

    def _told(self, n: int) -> bool:
        """Whether any row has something in a column."""
        return any(row[n] is not None and str(row[n]) for row in self.rows)


_UNDER = frozenset({"sentence", "outlet", "published"})
"""Columns that are written under a row: the evidence."""


def _below(row: dict[str, str]) -> str:
    source = ", ".join(row[v] for v in ("outlet", "published") if row.get(v))
    quoted = f"“{row['sentence']}”" if row.get("sentence") else ""
    return " – ".join(x for x in (quoted, source) if x)


def _headed(name: str) -> str:
    return name.removesuffix("_label").removesuffix("_word").replace("_", " ")


def collect(found: Any) -> Result:
    """The whole answer of Oxigraph as a Result; lexical forms stay as they are stored."""
    if isinstance(found, (ox.QueryBoolean, bool)):
        return Result("ASK", truth=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Result("CONSTRUCT", triples=tuple(sorted(_triple(t) for t in found)))
    names = tuple(v.value for v in found.variables)
    return Result("SELECT", names, tuple(tuple(None if t is None else node(t) for t in row) for row in found))


def _triple(t: Any) -> tuple[Identifier, Identifier, Identifier]:
    return node(t.subject), node(t.predicate), node(t.object)


def node(term: Any) -> Identifier:
    """An Oxigraph term as an rdflib term."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    kind = term.datatype.value
    return Literal(term.value, datatype=None if kind == _STRING else URIRef(kind), normalize=False)


def described(t: Identifier) -> dict[str, str]:
    """A term as in SPARQL 1.1 Query Results JSON."""
    if isinstance(t, Literal):
        extra = {"xml:lang": t.language} if t.language else {"datatype": str(t.datatype)} if t.datatype else {}
        return {"type": "literal", "value": str(t), **extra}
    return {"type": "uri" if isinstance(t, URIRef) else "bnode", "value": str(t)}


_STRING = "http://www.w3.org/2001/XMLSchema#string"


def value(term: Identifier | None) -> Any:
    """A term as a Python value; IRIs as text, what cannot be read as its own text."""
    if isinstance(term, Literal):
        made = term.toPython()
        return str(term) if isinstance(made, Literal) else made
    return None if term is None else str(term)


_SPACES = sorted(((space, prefix) for prefix, space in PREFIXES.items()), key=lambda p: -len(p[0]))


def short(term: Identifier | None) -> str:
    """A term for people: IRIs by prefix, literals bare.

    >>> short(URIRef("https://w3id.org/truceline/ontology#killed"))
    'tl:killed'
    """
    if term is None:
        return ""
    if isinstance(term, URIRef):
        for space, prefix in _SPACES:
            if term.startswith(space) and len(term) > len(space):
                return f"{prefix}:{term[len(space) :]}"
    return str(term)

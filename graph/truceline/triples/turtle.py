"""Triples as Turtle that people can read: sorted, `a` first, names under our base written short.

What Oxigraph writes is right but escapes every `/` and `#` of our names; this writer keeps `<article/2a39#char=1,8>`.
The same triples give the same bytes. Without graph names Turtle is TriG too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from truceline.model import BASE
from truceline.triples.terms import RDF
from truceline.vocabulary import PREFIXES

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[A-Za-z0-9._~#=,/-]+")
_BARE = {
    str(XSD.integer): re.compile(r"-?\d+"),
    str(XSD.decimal): re.compile(r"-?\d+\.\d+"),
    str(XSD.boolean): re.compile("true|false"),
}
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')


Said = tuple[Node, Node, Node]


def turtle(triples: Iterable[Said]) -> str:
    """Triples as a Turtle document.

    >>> from truceline.triples.terms import RDFS, english, iri
    >>> print(turtle([(iri("jane-doe"), RDFS.label, english("Jane Doe"))]), end="")
    @base <https://w3id.org/truceline/id/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <BLANKLINE>
    <jane-doe> rdfs:label "Jane Doe"@en .
    """
    writer = _Writer()
    subjects = groupby(sorted(triples, key=_subject), key=_subject)
    body = [text for _, several in subjects for text in writer.about(list(several))]
    head = [f"@base <{BASE}> .", *(f"@prefix {p}: <{PREFIXES[p]}> ." for p in sorted(writer.used))]
    return "\n".join([*head, *body]) + "\n"


def _subject(triple: Said) -> str:
    return str(triple[0])


def _predicate(triple: Said) -> tuple[bool, str]:
    return triple[1] != RDF.type, str(triple[1])


class _Writer:
    """Writes terms, each once, and notes which prefixes are used."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._spaces = sorted(((space, p) for p, space in prefixes.items() if p), key=lambda x: -len(x[0]))
        self._written: dict[str, str] = {}
        self.used: set[str] = set()

    def about(self, triples: list[Said]) -> Iterator[str]:
        """All that is said of a subject."""
        lines = []
        for (other, predicate), several in groupby(sorted(triples, key=_predicate), key=_predicate):
            objects = sorted(self.name(str(o)) if isinstance(o, URIRef) else self.literal(o) for _, _, o in several)
            lines.append(f"{self.name(predicate) if other else 'a'} {' , '.join(objects)}")
        yield ""
        yield f"{self.name(_subject(triples[0]))} " + " ;\n  ".join(lines) + " ."

    def name(self, iri: str) -> str:
        """An IRI: with its prefix, short under the base, or whole."""
        if iri not in self._written:
            self._written[iri] = self._named(iri)
        return self._written[iri]

    def _named(self, iri: str) -> str:
        for space, prefix in self._spaces:
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(space) :]}"
        rest = iri.removeprefix(BASE)
        return f"<{rest}>" if rest != iri and _RELATIVE.fullmatch(rest) and rest[0] not in "/#." else f"<{iri}>"

    def literal(self, node: Node) -> str:
        """A literal; whole numbers, decimals with a point and truth values stand bare."""
        assert isinstance(node, Literal)
        text, kind = str(node), str(node.datatype or "")
        if kind in _BARE and _BARE[kind].fullmatch(text):
            return text
        quoted = '"' + _ESCAPE.sub(lambda m: _ESCAPED.get(m[0]) or f"\\u{ord(m[0]):04X}", text) + '"'
        if node.language:
            return f"{quoted}@{node.language}"
        return f"{quoted}^^{self.name(kind)}" if kind and kind != str(XSD.string) else quoted

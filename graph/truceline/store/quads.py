"""Facts → the quads that Oxigraph keeps; an article of which none can be made is named and left out."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from truceline.model import Facts
from truceline.triples import EMPTY, Context, triples
from truceline.triples.article_scope import Triple

UNMADE = (ValueError, LookupError, TypeError, OverflowError)
"""What is raised where facts of an old log hold something that RDF cannot hold."""

_log = logging.getLogger("truceline")


def term(node: Node) -> ox.NamedNode | ox.Literal:
    """An rdflib term as an Oxigraph term, its lexical form untouched."""
    if isinstance(node, URIRef):
        return ox.NamedNode(node)
    assert isinstance(node, Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype) if node.datatype else None)


def as_quad(triple: Triple) -> ox.Quad:
    """A triple in the default graph."""
    subject, predicate, object_ = triple
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term(object_))


def quads(facts: Facts, context: Context = EMPTY) -> list[ox.Quad]:
    """The quads of an article, all in the default graph.

    Raises:
        ValueError, LookupError, TypeError, OverflowError: something that RDF cannot hold (`UNMADE`).
    """
    made: dict[str, ox.NamedNode] = {}

    def named(name: str) -> ox.NamedNode:
        if name not in made:
            made[name] = ox.NamedNode(name)
        return made[name]

    return [
        ox.Quad(named(s), named(p), named(o) if isinstance(o, URIRef) else term(o))
        for s, p, o in triples(facts, context)
    ]


def warn(sentence: str) -> None:
    """Tells people of an article that is left out."""
    _log.warning("%s", sentence)


def quads_or_none(facts: Facts, context: Context = EMPTY, tell: Callable[[str], None] = warn) -> list[ox.Quad]:
    """The quads of an article; none, and a sentence that names it is told, where they cannot be made."""
    try:
        return quads(facts, context)
    except UNMADE as e:
        tell(unmade(facts, e))
        return []


def unmade(facts: Facts, error: Exception) -> str:
    """A sentence on an article of the log of which no triples can be made."""
    why = " ".join(str(error).split())[:160]
    return f"{facts.article.id}: skipped, because no triples can be made of it ({why}); take it out of the graph, or read it again."

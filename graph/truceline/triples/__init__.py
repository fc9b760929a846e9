"""Facts → RDF, in the terms of the vocabulary; rdflib starts here.

The same facts give the same triples: every IRI comes from the text's hash and the item's id, there are no blank nodes,
and no clock is read. Everything stands in the default graph, so no query needs a GRAPH clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef

from truceline.model import Facts
from truceline.triples.article_scope import Scope, Triple
from truceline.triples.claims import article, claims, sentences
from truceline.triples.context import EMPTY, Context
from truceline.triples.dated import times
from truceline.triples.happened import ceasefires, events, figures
from truceline.triples.joins import joins
from truceline.triples.renaming import renamed
from truceline.triples.terms import ORG, RDFS, SEM, TL, iri
from truceline.triples.who import actors, places, roles, undescribed
from truceline.vocabulary import PREFIXES

__all__ = ["EMPTY", "Context", "Triple", "graph_of", "triples"]

_WHO = frozenset(
    {TL.speaker, TL.addressee, TL.actor, ORG.member, ORG.organization, SEM.hasActor, TL.partOf, TL.alliedWith}
)


def triples(facts: Facts, context: Context = EMPTY) -> Iterator[Triple]:
    """The triples of one article, each once.

    Args:
        facts: of one article.
        context: what other articles tell of its things.
    """
    names = {old: j.iri for old, j in context.joined.items()}
    here = Scope.of(renamed(facts, names), context)
    out: dict[Triple, None] = {}
    for part in (article, times, actors, roles, places, events, figures, ceasefires, claims, joins):
        out.update(dict.fromkeys(part(here)))
    out.update(dict.fromkeys(sentences(here, _evidence(facts))))
    mentioned = {o for _, p, o in out if p in _WHO and isinstance(o, URIRef)}
    labelled = {s for s, p, _ in out if p == RDFS.label} | {iri(name) for name in names.values()}
    out.update(dict.fromkeys(undescribed(here, mentioned, labelled)))
    yield from out


def graph_of(facts: Facts, context: Context = EMPTY) -> Graph:
    """The triples of one article as an rdflib Graph with the usual prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples(facts, context):
        graph.add(triple)
    return graph


def _evidence(facts: Facts) -> set[int]:
    n = facts.notes
    used = {c.sentence for c in n.claims} | {e.sentence for e in n.events}
    used |= {f.sentence for f in n.figures} | {r.sentence for r in n.roles}
    for t in n.ceasefires:
        used |= {p.sentence for p in t.parties} | {s.sentence for s in t.states}
    return used

"""networkx views, made by the CONSTRUCT queries of `ontology/views/`.

A view yields links: `?link a tl:Link ; tl:linkFrom ?a ; tl:linkTo ?b ; tl:relation "met" ; tl:claim ?claim`, with times
where they are known. Each link becomes an edge that carries its claims, so that every line of a drawing leads back to a
sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import networkx as nx
import pyoxigraph as ox

from truceline.errors import QueryError
from truceline.shelf import files, ontology
from truceline.vocabulary import PREFIXES, RDF, RDFS, SEM, SKOS, TL

Network = nx.MultiDiGraph

_WORDS = {
    str(TL.linkFrom): "source",
    str(TL.linkTo): "target",
    str(TL.relation): "relation",
    str(SEM.hasEarliestBeginTimeStamp): "begin",
    str(SEM.hasLatestBeginTimeStamp): "latest_begin",
    str(SEM.hasLatestEndTimeStamp): "end",
    str(TL.edtf): "edtf",
    str(TL.stance): "stance",
    str(TL.factuality): "factuality",
    str(TL.about): "about",
}


def views() -> tuple[str, ...]:
    """The names of the views that give a network."""
    return tuple(sorted(p.stem for p in files(ontology("views"), "*.rq") if "tl:Link" in p.read_text(encoding="utf-8")))


def view(index: ox.Store, name: str) -> Network[Any]:
    """A view as a MultiDiGraph: nodes are IRIs with label and type, edges carry relation, dates and claims.

    All attributes are text or whole numbers and none is None, so GraphML and GEXF take them. `begin` and `end` are ISO
    instants in UTC (end exclusive), missing where unknown; `claims` are IRIs with a space between.

    Raises:
        QueryError: there is no such view.
    """
    if name not in views():
        raise QueryError(f"There is no view {name!r}; use {', '.join(views())}.")
    found = {iri: p for iri, p in sorted(_links(index, name).items()) if str(TL.linkTo) in p}
    edges = {iri: _edge(p) for iri, p in found.items()}
    ends = sorted({e[side] for e in edges.values() for side in ("source", "target")})
    named = _described(index, set(ends))
    graph: Network[Any] = nx.MultiDiGraph(name=name)
    for iri in ends:
        graph.add_node(iri, **named[iri])
    for iri, edge in edges.items():
        graph.add_edge(edge.pop("source"), edge.pop("target"), key=iri, **edge)
    return graph


def _links(index: ox.Store, name: str) -> dict[str, dict[str, list[str]]]:
    """What a view says of each link: property → values, as text."""
    query = next(p for p in files(ontology("views"), "*.rq") if p.stem == name).read_text(encoding="utf-8")
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    made: Any = index.query(query, prefixes=PREFIXES)
    for t in made:
        links[t.subject.value][t.predicate.value].append(t.object.value)
    return links


def _edge(p: dict[str, list[str]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, word in _WORDS.items():
        if name in p:
            value = sorted(p[name])[0]
            out[word] = value.rsplit("#", 1)[-1] if value.startswith(PREFIXES["tl"]) else value
    claims = sorted(p[str(TL.claim)])
    return out | {"claims": " ".join(claims), "weight": max(1, len(claims))}


def _described(index: ox.Store, wanted: set[str]) -> dict[str, dict[str, str]]:
    """Label and type of nodes; the type is the most telling class."""
    labels: dict[str, str] = {}
    types: dict[str, set[str]] = defaultdict(set)
    for name in (RDFS.label, SKOS.prefLabel):
        for q in index.quads_for_pattern(None, ox.NamedNode(name), None):
            iri = q.subject.value  # type: ignore[union-attr]
            labels[iri] = min(labels.get(iri, "\uffff"), q.object.value)  # type: ignore[union-attr]
    for q in index.quads_for_pattern(None, ox.NamedNode(RDF.type), None):
        if q.subject.value in wanted and q.object.value.startswith(PREFIXES["tl"]):  # type: ignore[union-attr]
            types[q.subject.value].add(q.object.value.rsplit("#", 1)[-1])  # type: ignore[union-attr]
    out = {}
    for iri in wanted:
        kinds = sorted(types[iri] - {"Actor"}) or sorted(types[iri]) or ["Thing"]
        label = labels.get(iri) or iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1].replace("-", " ")
        out[iri] = {"label": label, "type": kinds[0]}
    return out


def graphml(graph: Network[Any]) -> bytes:
    """A network as GraphML."""
    return ("\n".join(nx.generate_graphml(graph)) + "\n").encode()


def gexf(graph: Network[Any]) -> bytes:
    """A network as GEXF 1.2 (Gephi); edge ids are the links, no time of writing is put in."""
    plain: Network[Any] = nx.MultiDiGraph(name=graph.graph.get("name", ""))
    for node, values in graph.nodes(data=True):
        plain.add_node(node, **values)
    for n, (a, b, key, values) in enumerate(graph.edges(keys=True, data=True)):
        kept = {k: v for k, v in values.items() if k not in {"source", "target"}}
        plain.add_edge(a, b, key=str(n), link=key, label=kept.get("relation", ""), **kept)
    text = "\n".join(nx.generate_gexf(plain))
    return (_WRITTEN.sub("", text, count=1) + "\n").encode()


_WRITTEN = re.compile(' lastmodifieddate="[^"]*"')

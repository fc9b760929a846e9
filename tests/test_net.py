"""networkx views: what links whom, when, and by which claims; read back from GraphML and GEXF."""

from __future__ import annotations

import io
from datetime import datetime

import networkx as nx
import pytest

from golden import truce_ended, truce_told
from truceline.errors import QueryError
from truceline.graph import Graph
from truceline.model import BASE
from truceline.net import gexf, graphml, views

EACH = pytest.mark.parametrize("view", views())


@pytest.fixture(scope="module")
def kg() -> Graph:
    """The two golden articles."""
    graph = Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    return graph


def triples(net: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    """(label, relation, label) of all edges."""
    return {(net.nodes[a]["label"], d["relation"], net.nodes[b]["label"]) for a, b, d in net.edges(data=True)}


def test_the_four_views_of_the_interface_are_there() -> None:
    """And those that give simple relations."""
    assert {"actors", "events", "claims", "co-participation"} <= set(views())
    assert {"met", "accuses", "supports", "not-party-to"} <= set(views())


def test_an_unknown_view_is_named() -> None:
    """With those that there are."""
    with pytest.raises(QueryError, match=r"no view 'friends'; use .*actors"):
        Graph().to_networkx("friends")


@EACH
def test_an_empty_graph_gives_an_empty_view(view: str) -> None:
    """Nothing in, nothing out, in both formats."""
    net = Graph().to_networkx(view)
    assert net.number_of_nodes() == net.number_of_edges() == 0
    assert nx.parse_graphml(graphml(net).decode()).number_of_nodes() == 0
    assert nx.read_gexf(io.BytesIO(gexf(net))).number_of_nodes() == 0


@EACH
def test_every_edge_leads_back_to_claims_in_the_graph(kg: Graph, view: str) -> None:
    """A line in a drawing is somebody's word: each edge names claims, and the graph has them with their sentences."""
    claims = {str(row.c) for row in kg.query("SELECT ?c { ?c a tl:Claim ; tl:evidence/nif:anchorOf ?s }")}
    for _, _, key, values in kg.to_networkx(view).edges(keys=True, data=True):
        told = values["claims"].split()
        assert told and set(told) <= claims and values["weight"] == len(told), key


@EACH
def test_nodes_are_named_and_typed(kg: Graph, view: str) -> None:
    """Each node has a label for people and the most telling class."""
    for node, values in kg.to_networkx(view).nodes(data=True):
        assert values["label"] and values["type"] not in {"", "Thing", "Actor"}, node
    assert kg.to_networkx(view).number_of_nodes() > 0 or view in {"supports", "demands-of", "attacked", "party-to"}


@EACH
def test_gephi_formats_are_read_back(kg: Graph, view: str) -> None:
    """GraphML and GEXF hold the same nodes, edges and attributes, and no time of writing."""
    net = kg.to_networkx(view)
    one = nx.parse_graphml(graphml(net).decode(), force_multigraph=True)
    two = nx.read_gexf(io.BytesIO(gexf(net)))
    for back in (one, two):
        assert set(back) == set(net) and back.number_of_edges() == net.number_of_edges()
        assert back.is_directed()
    assert {d["claims"] for *_, d in one.edges(data=True)} == {d["claims"] for *_, d in net.edges(data=True)}
    assert b"lastmodifieddate" not in gexf(net)
    assert graphml(net) == graphml(kg.to_networkx(view)) and gexf(net) == gexf(kg.to_networkx(view))


def test_who_met_whom_and_where_it_stands(kg: Graph) -> None:
    """A meeting links all who attend, once a pair, and says that it happened."""
    net = kg.to_networkx("met")
    assert triples(net) == {("Rupert Hentzau", "met", "Rudolf Rassendyll")}
    ((_, _, values),) = net.edges(data=True)
    assert values["factuality"] == "happened" and "begin" not in values


def test_accusations_carry_the_time_of_the_saying(kg: Graph) -> None:
    """Begin and end are ISO instants in UTC."""
    net = kg.to_networkx("accuses")
    assert triples(net) == {("Rupert Hentzau", "accuses", "Free Corps")}
    ((_, _, values),) = net.edges(data=True)
    begin, end = (datetime.fromisoformat(values[k]) for k in ("begin", "end"))
    assert begin.utcoffset() is not None and (end - begin).days == 1
    assert values["stance"] == "accused" and values["edtf"] == "2021-03-02"


def test_standing_to_the_truce(kg: Graph) -> None:
    """Outsiders and brokers point to the truce, whatever article tells of it."""
    assert triples(kg.to_networkx("not-party-to")) == {("Free Corps", "not party to", "ceasefire of 1 March 2021")}
    assert triples(kg.to_networkx("brokered")) == {("Syldavia", "brokered", "ceasefire of 1 March 2021")}


def test_the_chain_of_sources(kg: Graph) -> None:
    """State radio passes on the word of the army."""
    assert triples(kg.to_networkx("passes-on")) == {("Radio Ruritania", "passes on", "army")}
    assert ("Radio Ruritania", "passes on", "army") in triples(kg.to_networkx("claims"))


def test_what_did_not_happen_links_nobody(kg: Graph) -> None:
    """Hoped-for talks and denied shelling give no simple relation; the events view shows what they are."""
    assert triples(kg.to_networkx("attacked")) == set()
    told = {d["factuality"] for *_, d in kg.to_networkx("events").edges(data=True)}
    assert "didNotHappen" in told


def test_simple_triples_come_with_their_links(kg: Graph) -> None:
    """A view asked as a query gives the plain triple and the link that leads to the claim."""
    found = kg.query("met").graph
    ask = f"ASK {{ <{BASE}hentzau> tl:met <{BASE}rassendyll> . ?l a tl:Link ; tl:linkFrom <{BASE}hentzau> ; tl:claim ?c }}"
    assert found.query(ask, initNs={"tl": "https://w3id.org/truceline/ontology#"}).askAnswer
    assert found.query(
        f"ASK {{ <{BASE}rassendyll> <https://w3id.org/truceline/ontology#met> <{BASE}hentzau> }}"
    ).askAnswer

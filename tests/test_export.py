"""Exports: every format holds the whole graph, is read back by another library, and is whole or not there."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset
from rdflib import Graph as RdfGraph

from golden import truce_ended, truce_told
from truceline.codec import from_json
from truceline.errors import StoreError
from truceline.graph import Graph

RDF = ["ttl", "trig", "nq", "nt", "jsonld", "rdf"]


@pytest.fixture(scope="module")
def kg() -> Graph:
    """The two golden articles."""
    graph = Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    return graph


def read_back(path: Path) -> set[tuple]:
    """The triples of a file, read by rdflib."""
    formats = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}
    kind = formats[path.suffix[1:]]
    if kind in {"trig", "nquads"}:
        data = Dataset()
        data.parse(path, format=kind)
        return {(s, p, o) for s, p, o, _ in data.quads()}
    return set(RdfGraph().parse(path, format=kind))


@pytest.mark.parametrize("suffix", RDF)
def test_rdf_formats_hold_the_same_triples(kg: Graph, tmp_path: Path, suffix: str) -> None:
    """Turtle, TriG, N-Quads, N-Triples, JSON-LD and RDF/XML say the same, nothing lost and nothing added."""
    reference = read_back(kg.export(tmp_path / "graph.nt"))
    assert read_back(kg.export(tmp_path / f"graph.{suffix}")) == reference
    assert len(reference) == len(kg.store.index())


@pytest.mark.parametrize("suffix", [*RDF, "graphml", "gexf", "json"])
def test_the_same_graph_gives_the_same_bytes(kg: Graph, tmp_path: Path, suffix: str) -> None:
    """Whatever the order in which the articles came."""
    other = Graph()
    other.add(truce_ended())
    other.add(truce_told())
    one, two = kg.export(tmp_path / f"one.{suffix}"), other.export(tmp_path / f"two.{suffix}")
    if suffix == "json":
        assert json.loads(one.read_bytes()) == json.loads(two.read_bytes())[::-1]
    else:
        assert one.read_bytes() == two.read_bytes()


def test_canonical_n_quads_are_sorted(kg: Graph, tmp_path: Path) -> None:
    """One quad a line, in the order of the code points."""
    lines = kg.export(tmp_path / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines) and len(set(lines)) == len(lines)


@pytest.mark.parametrize("view", ["actors", "events"])
def test_networks_for_gephi(kg: Graph, tmp_path: Path, view: str) -> None:
    """The view asked for, readable by networkx."""
    net = kg.to_networkx(view)
    assert set(nx.read_graphml(kg.export(tmp_path / "g.graphml", view))) == set(net)
    assert set(nx.read_gexf(kg.export(tmp_path / "g.gexf", view))) == set(net)


def test_stand_off_json_is_read_in_again(kg: Graph, tmp_path: Path) -> None:
    """The facts of each article come back as they were, and give the same graph."""
    documents = json.loads(kg.export(tmp_path / "graph.json").read_text(encoding="utf-8"))
    again = Graph()
    for document in documents:
        again.add(from_json(document))
    assert sorted(map(str, again.store.index())) == sorted(map(str, kg.store.index()))


@pytest.mark.parametrize("name", ["tables.csv", "tables"])
def test_tables_are_read_back_by_a_csv_reader(kg: Graph, tmp_path: Path, name: str) -> None:
    """A folder of five tables, one row for each thing; commas, quotes and line breaks survive."""
    folder = kg.export(tmp_path / name)
    tables = {p.stem: list(csv.DictReader(p.open(encoding="utf-8", newline=""))) for p in folder.glob("*.csv")}
    assert set(tables) == {"articles", "timeline", "claims", "figures", "parties"}
    assert [r["title"] for r in tables["articles"]] == [
        "Guns fall silent in Ruritania",
        "Truce in Ruritania is over, says the army",
    ]
    assert {r["stance"] for r in tables["claims"]} >= {"accused", "denied", "threatened"}
    assert all(len(r) == len(rows[0]) and None not in r for rows in tables.values() for r in rows)
    (outsider,) = [r for r in tables["parties"] if r["status"] == "notParty"]
    assert outsider["actor"] == "Free Corps" and outsider["speakers"] == "Zenda Gazette"


HOSTILE = [
    "=1+1",
    "-2+3+cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "  =1+1",
    "\uff1d1+1",
    "'=1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_is_no_formula(tmp_path: Path, text: str) -> None:
    """What a spreadsheet would run is quoted, in tables and in answers, and the quoting can be undone."""
    from dataclasses import replace

    from truceline.ask import answer
    from truceline.ask.cells import uncell

    facts = truce_told()
    kg = Graph()
    kg.add(replace(facts, article=replace(facts.article, title=text, byline="-5")))
    with (kg.export(tmp_path / "t") / "articles.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == f"'{text}" and uncell(row["title"]) == text and row["byline"] == "-5"
    said = answer(kg, "SELECT ?t WHERE { ?a a tl:Article ; dct:title ?t }", {}, "csv")
    ((told,),) = list(csv.reader(io.StringIO(said, newline="")))[1:]
    assert uncell(told) == text and told.startswith("'")


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    """A carriage return inside a text does not begin a row that a spreadsheet would run."""
    from dataclasses import replace

    facts = truce_told()
    kg = Graph()
    kg.add(replace(facts, article=replace(facts.article, title="Calm\r=1+1")))
    raw = (kg.export(tmp_path / "t") / "articles.csv").read_bytes().decode()
    assert '"Calm\r=1+1"' in raw


# ---------------------------------------------------------------- whole or not there


def test_an_unknown_suffix_is_named(kg: Graph, tmp_path: Path) -> None:
    """With those that there are, and nothing is written."""
    with pytest.raises(StoreError, match=r"no export to \.docx; use ttl"):
        kg.export(tmp_path / "graph.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_other_things_is_left_alone(kg: Graph, tmp_path: Path) -> None:
    """Tables are not written among somebody's files; tables of before are replaced."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="something else here"):
        kg.export(tmp_path / "mine")
    folder = kg.export(tmp_path / "tables")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert {p.name: p.read_bytes() for p in kg.export(tmp_path / "tables").iterdir()} == before


def test_a_failure_leaves_the_old_file(kg: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is whole: a crash while writing leaves what was there, and no half file beside it."""
    path = kg.export(tmp_path / "graph.ttl")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="no space left on device"):
        kg.export(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["graph.ttl"]


def test_where_nothing_can_be_written_is_said(kg: Graph, tmp_path: Path) -> None:
    """A folder that is not there is one sentence."""
    for name in ("no/such/graph.ttl", "no/such/graph.gexf"):
        with pytest.raises(StoreError, match=r"cannot be written .*choose another place"):
            kg.export(tmp_path / name)

"""Exports for other people's tools: read back by those tools, or held to their rules."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from followthemoney import model
from openpyxl import load_workbook

from golden import truce_ended, truce_told
from truceline.errors import StoreError
from truceline.export import FORMATS, content, named
from truceline.export.tables import sheets
from truceline.graph import Graph


@pytest.fixture(scope="module")
def kg() -> Graph:
    """Two articles on a truce: told, then over."""
    graph = Graph()
    for facts in (truce_told(), truce_ended()):
        graph.add(facts)
    return graph


def rows(kg: Graph, kind: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(content(kg.store, kind).decode(), newline="")))


@pytest.mark.parametrize("kind", [f for f in FORMATS if f != "csv"])
def test_the_same_graph_gives_the_same_bytes(kg: Graph, kind: str) -> None:
    """Every format that is one file."""
    assert content(kg.store, kind) == content(kg.store, kind) != b""


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.ttl", "ttl"), ("a.bib", "bibtex"), ("a.ethprio.csv", "ethprio"), ("a.plover.csv", "plover"), ("a.ftm.json", "ftm"), ("tables", "csv"), ("a.csv", "csv"), ("a.xlsx", "xlsx")],
)  # fmt: skip
def test_the_name_of_a_file_says_the_format(name: str, kind: str) -> None:
    """By its end; what a person names wins; an unknown one is told with those there are."""
    assert named(Path(name)) == kind and named(Path(name), "ttl") == "ttl"
    with pytest.raises(StoreError, match=r"no export to \.docx.*bibtex"):
        named(Path("a.docx"))


# ---------------------------------------------------------------- FollowTheMoney


def test_entities_are_valid_for_follow_the_money(kg: Graph) -> None:
    """Each passes the validation of the library; every reference leads to an entity of the file."""
    entities = [json.loads(line) for line in content(kg.store, "ftm").decode().splitlines()]
    ids = {e["id"] for e in entities}
    for entity in entities:
        model.get(entity["schema"]).validate(entity)
        proxy = model.get_proxy(entity)
        assert not proxy.schema.abstract and proxy.caption
        for name in ("involved", "proof"):
            assert set(entity["properties"].get(name, ())) <= ids
    kinds = {e["schema"] for e in entities}
    assert {"Article", "Event", "Organization"} <= kinds


def test_a_truce_is_an_event_with_its_parties(kg: Graph) -> None:
    """Begin and end, who is involved, the article that proves it."""
    entities = [json.loads(line) for line in content(kg.store, "ftm").decode().splitlines()]
    truces = [e["properties"] for e in entities if e["schema"] == "Event" and "startDate" in e["properties"]]
    assert truces and all(t["involved"] and t["proof"] for t in truces)
    assert any("endDate" in t for t in truces)


# ---------------------------------------------------------------- tables of other data sets


def test_a_row_for_each_ceasefire_and_side(kg: Graph) -> None:
    """Sides with their standing; dates in parts with their precision; nothing where nobody tells."""
    table = rows(kg, "ethprio")
    assert len({(r["ceasefire_id"], r["side"]) for r in table}) == len(table)
    assert [(r["actor"], r["side_status"], r["mediators"]) for r in table] == [("Free Corps", "notParty", "Syldavia")]
    began = next(r for r in table if r["effect_year"])
    assert began["effect_prec"] == "1" and re.fullmatch(r"\d{4}", began["effect_year"])
    ended = next(r for r in table if r["end_year"])
    assert ended["ended_how"] == "ended" and ended["end_day"].isdigit()
    assert all(r["mediated"] == ("1" if r["mediators"] else "0") for r in table)


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [("2016-02-27/..", ("2016", "2", "27", 1)), ("2016-04", ("2016", "4", None, 2)), ("2016~", ("2016", None, None, 3)), ("", ("2016", "2", "26", 1))],
)  # fmt: skip
def test_the_day_of_the_text_and_its_precision(edtf: str, parts: tuple[str | None, ...]) -> None:
    """Midnight in a town east of Greenwich is that day there; a month has no day."""
    from datetime import UTC, datetime

    from truceline.export.ceasefires import _date

    made = _date("x", (datetime(2016, 2, 26, 22, tzinfo=UTC), edtf))
    found = [made.get(f"x_{n}") for n in ("year", "month", "day", "prec")]
    assert found == [None if p is None else int(p) for p in parts]


def test_events_and_speech_acts_have_plover_codes(kg: Graph) -> None:
    """Known codes and their quad class; who does it to whom; speech acts are rows, too."""
    table = rows(kg, "plover")
    roots = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}  # fmt: skip
    assert table and {r["Event Type"] for r in table} <= roots
    assert all(r["Quad Code"] in "1234" and r["Quad Code"] for r in table)
    acts = [r for r in table if r["Event Type"] in {"ACCUSE", "REJECT", "THREATEN", "REQUEST"}]
    assert acts and all(r["Actor Name"] and r["Sentence"] for r in acts)
    assert len({tuple(r.values()) for r in table}) == len(table)


# ---------------------------------------------------------------- workbook, BibTeX, RDF/XML


def test_a_workbook_holds_the_five_tables(kg: Graph, tmp_path: Path) -> None:
    """Read back by another library: the same cells; numbers are numbers; no text is a formula."""
    facts = truce_told()
    evil = Graph()
    evil.add(replace(facts, article=replace(facts.article, title="=1+1", byline="\x0b@SUM(A1)")))
    book = load_workbook(evil.export(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["articles", "timeline", "claims", "figures", "parties"]
    for page in book:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    titles = [row[3].value for row in book["articles"].iter_rows(min_row=2)]
    assert titles == ["=1+1"]
    for sheet in sheets(evil.store):
        assert book[sheet.name].max_row == len(sheet.rows) + 1


def test_without_its_library_a_workbook_is_refused_in_a_sentence(
    kg: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is written."""
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(StoreError, match=r"truceline\[office\]"):
        kg.export(tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_bibtex_has_an_entry_an_article(kg: Graph) -> None:
    """Keys are unique; braces balance; what TeX would obey is escaped; days stand in their fields."""
    facts = truce_told()
    more = Graph()
    for n, title in enumerate(
        ("50% of $5 & more_or_less {so}", "50% of $5 & more_or_less {so}", "Calm \\end{document}")
    ):
        article = replace(facts.article, title=title, hash=str(n) * 64, url=f"https://x.example/a_b%20c/{n}")
        more.add(replace(facts, article=article))
    text = content(more.store, "bibtex").decode()
    keys = re.findall(r"^@misc\{(\w+),$", text, re.M)
    assert len(keys) == len(set(keys)) == 3
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}") and r"50\% of \$5 \& more\_or\_less \{so\}" in text
    assert r"\end" not in text and "year = {" in text


def test_rdf_xml_holds_nothing_that_xml_forbids() -> None:
    """A control character in a headline does not make the file unreadable."""
    from rdflib import Graph as RdfGraph

    facts = truce_told()
    kg = Graph()
    kg.add(replace(facts, article=replace(facts.article, title="Calm\x0b\ufffe in Zenda")))
    assert len(RdfGraph().parse(data=content(kg.store, "rdf"), format="xml")) > 50

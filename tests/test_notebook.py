"""Values and answers in a notebook and as data frames: short reprs, HTML that nothing breaks out of, right columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from golden import truce_ended, truce_told
from truceline.ask.understood import day, missing_terms, understood
from truceline.graph import Graph

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def kg() -> Graph:
    """Two articles on a truce; the headline of one is markup."""
    graph = Graph()
    facts = truce_told()
    graph.add(replace(facts, article=replace(facts.article, title=EVIL)))
    graph.add(truce_ended())
    return graph


def test_reprs_are_one_short_line(kg: Graph) -> None:
    """Of a graph, answers, articles, facts: what it is and how much, on one line."""
    facts = next(kg.facts())
    values = (
        kg,
        kg.timeline(),
        kg.claims(),
        kg.figures(),
        kg.status("2021-03-04"),
        kg.query("ASK { ?x a tl:Event }"),
        facts,
        facts.article,
    )
    for value in values:
        assert len(repr(value)) < 120 and "\n" not in repr(value)
    assert repr(kg.query("SELECT ?a { ?a a tl:Article }")) == "<Result: 2 rows>"


def test_html_shows_values_and_runs_nothing(kg: Graph) -> None:
    """Articles, facts, times, claims and answers have a picture in HTML; words of an article are never markup."""
    facts = next(f for f in kg.facts() if f.article.title == EVIL)
    shown = [
        facts,
        facts.article,
        *facts.notes.claims[:1],
        *facts.notes.times[:1],
        kg.timeline(),
        kg.claims(),
        kg.query("SELECT ?t { ?a dct:title ?t }"),
    ]
    for value in shown:
        html = value._repr_html_()
        assert html.startswith("<") and "<script" not in html
    assert "&lt;script" in facts.article._repr_html_() and "<table>" in facts._repr_html_()


@pytest.mark.parametrize("ask", ["timeline", "claims", "figures"])
def test_answers_are_frames(kg: Graph, ask: str) -> None:
    """pandas and polars: the same columns, a row a row; who says so as lists; empty answers keep their columns."""
    answer = getattr(kg, ask)()
    frame, polar = answer.to_pandas(), answer.to_polars()
    assert list(frame.columns) == polar.columns == list(answer.records()[0])
    assert len(frame) == polar.height == len(answer)
    if ask == "timeline":
        assert isinstance(frame.speakers[0], list)
    empty = getattr(Graph(), ask)()
    assert list(empty.to_pandas().columns) == list(frame.columns) == empty.to_polars().columns


def test_a_status_is_a_row_a_truce(kg: Graph) -> None:
    """With the day asked about in each row; one row where nobody tells of a truce."""
    frame = kg.status("2021-03-04", "Ruritania").to_pandas()
    assert len(frame) == 1 and frame.answer[0] == "in force" and frame.on[0] == "2021-03-04"
    assert len(Graph().status("2021-03-04").to_pandas()) == 1


def test_a_network_to_restyle(kg: Graph) -> None:
    """A pyvis Network with the nodes and edges of the networkx view."""
    network, drawn = kg.to_networkx("actors"), kg.to_pyvis("actors")
    assert len(drawn.nodes) == network.number_of_nodes() and len(drawn.edges) == network.number_of_edges() > 0
    assert {n["label"] for n in drawn.nodes} == {d["label"] for _, d in network.nodes(data=True)}


# ---------------------------------------------------------------- how a question was read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3/4/2016", "3/4/2016 is read as 2016-04-03 (day before month); for the other write 2016-03-04."),
        ("13/4/2016", "13/4/2016 is read as 2016-04-13."),
        ("4/4/2016", "4/4/2016 is read as 2016-04-04."),
        ("March 2016", "March 2016 is read as 2016-03-01 to 2016-03-31."),
        ("24 April 2016", "24 April 2016 is read as 2016-04-24."),
    ],
)
def test_a_day_is_echoed_as_it_was_read(text: str, told: str) -> None:
    """And where figures leave it open, how the other reading is written."""
    assert list(day(text)) == [told]


def test_what_is_plain_is_not_echoed(kg: Graph) -> None:
    """A day in ISO 8601 and a name that is the label say nothing; a part of a name does."""
    assert understood(kg.book, {"on": "2021-03-04", "place": "Ruritania", "actor": None}) == ()
    assert understood(kg.book, {"actor": "Hentzau"}) == ("actor 'Hentzau' is read as Rupert Hentzau.",)


def test_a_place_that_no_article_names_is_echoed_by_its_name(kg: Graph) -> None:
    """Not by its number in the tables; where it is plain, it is not echoed at all."""
    assert understood(kg.book, {"place": "Bukavu"}) == ()
    assert understood(kg.book, {"place": "northern Chad"}) == ("place 'northern Chad' is read as Chad.",)
    (told,) = understood(kg.book, {"place": "Tripoli"})
    assert "Tripoli (Libya)" in told and "Tripoli (Lebanon)" in told


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT ?c { ?c tl:stance tl:denyed }", ["tl:denyed"]),
        ("SELECT ?c { ?c tl:stance tl:denied }", []),
        ('SELECT ?c { ?c rdfs:label "tl:nonsense" } # tl:other', []),
        ("SELECT ?c { ?c a <tl:nonsense> ; xtl:nonsense 1 }", []),
        ("SELECT ?c { ?c tl:stanse tl:denyed, tl:denyed }", ["tl:stanse", "tl:denyed"]),
    ],
)
def test_terms_that_do_not_exist_are_named(query: str, named: list[str]) -> None:
    """Once each, with near ones; not those in strings, comments and IRIs."""
    told = missing_terms(query)
    assert [t.split(";")[0].removeprefix("There is no term ").rstrip(".") for t in told] == named

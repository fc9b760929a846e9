"""What is drawn, before a browser sees it: rows, their words and marks, filters, links."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from page_tools import graph_of, many
from truceline.cli import main
from truceline.draw import Wanted, composed, draw
from truceline.draw.dates import spoken
from truceline.draw.highlights import marks
from truceline.draw.links import graph as links
from truceline.draw.links import told_apart
from truceline.draw.page import Node, Page, Row, Source
from truceline.draw.pyvis_network import plain
from truceline.draw.style import look
from truceline.errors import QueryError, TrucelineError
from truceline.graph import Graph
from truceline.model import Span
from truceline.net import view
from truceline.read import make_article


def row_of(page: Page, what: str) -> Row:
    """The row that begins with words."""
    return next(r for r in page.rows if r.what.startswith(what))


# ---------------------------------------------------------------- rows


def test_a_row_is_an_answer_of_the_graph(story: Graph, page: Page) -> None:
    """Events and states are those of the timeline, figures those of the figures, each with all who tell it."""
    told = {h.iri: h for h in story.timeline()}
    counts = {c.iri: c for c in story.figures()}
    for row in page.rows:
        if row.layer in {"event", "state"}:
            assert [t.claim for t in row.told] == [s.claim for s in told[row.iri].says]
        if row.layer == "figure":
            assert len(row.conflicts) == len(counts[row.iri].conflicts)
    assert {r.iri for r in page.rows if r.layer in {"event", "state"}} == set(told)
    assert {r.iri for r in page.rows if r.layer == "figure"} == set(counts)


def test_rows_stand_in_the_order_of_time(page: Page) -> None:
    """Dated rows come first, by their begin; ids follow the order."""
    begins = [r.begin or r.end for r in page.rows]
    dated = [b for b in begins if b]
    assert dated == sorted(dated) and not any(begins[len(dated) :])
    assert [r.id for r in page.rows] == [f"r{n}" for n in range(1, len(page.rows) + 1)]


def test_words_say_who_did_what_to_whom_where(page: Page) -> None:
    """Agents, targets, victims and places each have their place in the words for an event."""
    assert row_of(page, "Offensive").what == "Offensive: Kestrian Army → Valley Front, in Belogora"
    assert row_of(page, "Shelling of").what == "Shelling of civilians: Kestrian Army, in Tarn"
    assert row_of(page, "Conflict").what == "Conflict began in Kestria"
    assert row_of(page, "Meeting").what == "Meeting: Ilja Brandt, Mara Oduya, in Geneva"


def test_the_chain_of_those_who_pass_it_on_is_kept(page: Page) -> None:
    """A figure that television took from the army is the army's, passed on by television."""
    told = row_of(page, "3 civilians").told[0]
    assert (told.speaker, told.via) == ("Kestrian Army", ("Kestria State Television",))


def test_marks_lie_where_the_words_are(page: Page) -> None:
    """Every mark covers the words of the fact or of its parts, and none covers another."""
    words = {"Shelling of": "Shells fell", "At least 12": "At least 12", "Offensive": "offensive", "Talks": "talks"}
    for what, word in words.items():
        if any(r.what.startswith(what) for r in page.rows):
            t = row_of(page, what).told[0]
            assert [t.sentence[m.start : m.end] for m in t.marks if m.core] == [word]
    for row in page.rows:
        for t in row.told:
            for a, b in pairwise(t.marks):
                assert a.end <= b.start <= b.end <= len(t.sentence)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.booleans()), max_size=8))
def test_marks_never_overlap(spans: list[tuple[int, int, bool]]) -> None:
    """Whatever spans there are, the marks are in order, apart, and inside the sentence."""
    core = tuple(Span(a, a + n) for a, n, c in spans if c)
    parts = tuple(Span(a, a + n) for a, n, c in spans if not c)
    found = marks((core, parts), Span(10, 50))
    assert all(0 <= m.start < m.end <= 40 for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_filters_are_those_of_the_timeline(story: Graph) -> None:
    """Actor, place, kind, ceasefire and time leave what `truceline timeline` leaves; wrong names are refused."""
    for asked in ({"actor": "Kestrian Army"}, {"place": "Tarn"}, {"kind": "Attack"}, {"since": "2019-03-20"}):
        got = composed(story.book, tuple(story.facts()), Wanted(filters=asked))
        assert {r.iri for r in got.rows if r.layer in {"event", "state"}} == {h.iri for h in story.timeline(**asked)}
        assert got.rows and {n for n in got.nodes if not n.rows} == set()
    norland = composed(story.book, tuple(story.facts()), Wanted(filters={"actor": "Norland"}))
    assert [r.kind for r in norland.rows if r.layer == "party"] == ["broker"]
    with pytest.raises(QueryError, match="No actor"):
        composed(story.book, tuple(story.facts()), Wanted(filters={"actor": "Nobody at all"}))
    with pytest.raises(TrucelineError, match="no view 'pie'"):
        draw(story.book, tuple(story.facts()), Wanted(views=("pie",)))


def test_the_command_writes_the_page(story: Graph, tmp_path: Any) -> None:
    """`truceline draw` takes views, title and filters, and says in one sentence what is wrong with them."""
    with Graph.open(tmp_path / "kg", create=True) as kg:
        for facts in story.facts():
            kg.add(facts)
    run = CliRunner()
    page = tmp_path / "page.html"
    asked = [
        "draw",
        str(tmp_path / "kg"),
        "-o",
        str(page),
        "--view",
        "timeline,map",
        "--title",
        "Tarn & <more>",
        "--place",
        "Tarn",
    ]
    done = run.invoke(main, asked)
    assert done.exit_code == 0 and "page.html" in done.output
    text = page.read_text(encoding="utf-8")
    assert (
        "<title>Tarn &amp; &lt;more&gt;</title>" in text
        and "Belogora" not in text.split("<tbody id")[1].split("</tbody>")[0]
    )
    wrong = run.invoke(main, ["draw", str(tmp_path / "kg"), "-o", str(page), "--view", "globe"])
    assert wrong.exit_code == 2 and "There is no view 'globe'" in wrong.output


# ---------------------------------------------------------------- words for times


@pytest.mark.parametrize(
    ("begin", "end", "edtf", "want"),
    [
        ("2016-01-01T00:00:00Z", "2017-01-01T00:00:00Z", "", "2016"),
        ("2015-12-30T00:00:00Z", "2016-01-03T00:00:00Z", "", "30 December 2015 – 2 January 2016"),
        ("2016-05-02T13:00:00Z", "2016-05-02T15:30:00Z", "", "2 May 2016, 13:00 – 15:30 UTC"),
        ("2016-02-01T00:00:00Z", "2016-05-01T00:00:00Z", "2016-02/2016-04", "February – April 2016"),
        ("2016-05-02T13:00:00Z", "2016-05-02T13:00:00Z", "", "2 May 2016, 13:00 UTC"),
        ("", "2016-05-01T00:00:00Z", "../2016-04", "April 2016 or earlier"),
        ("2002-01-01T00:00:00Z", "2003-01-01T00:00:00Z", "2002~", "about 2002"),
        ("2016-05-02T00:00:00Z", "2016-05-03T00:00:00Z", "nonsense", "2 May 2016"),
    ],
)
def test_times_are_no_more_exact_than_the_text(begin: str, end: str, edtf: str, want: str) -> None:
    """A month stays a month, an open end stays open, a clock time is told in UTC."""
    assert spoken(begin, end, edtf) == want


# ---------------------------------------------------------------- links


def test_links_are_solid_where_an_outlet_says_so(page: Page) -> None:
    """Own words make a solid edge, a claim alone a dashed one; who speaks is linked to what is said."""
    names = {n.id: n.label.split(",")[0] for n in page.nodes}
    edges = {(names[e.source], e.word, names[e.target]): e for e in page.edges}
    assert edges["Kestrian Army", "does", "shelling"].own
    assert not edges["government of Kestria", "denies", "shelling"].own
    assert not edges["Valley Monitor", "says", "At least 12 civilians killed"].own
    assert edges["Norland", "brokers", "ceasefire of 3 March 2019"].own
    assert not any(a == "The Northern Post" for a, _, _ in edges)


def test_the_same_happening_is_one_node() -> None:
    """Events of one kind with the same people and place are one node that counts them, unless they are one event; others
    stay apart."""
    facts = many(60)
    graph = graph_of([facts[0]])
    once = len(composed(graph.book, tuple(graph.facts())).nodes)
    from dataclasses import replace

    again = replace(facts[0], article=replace(facts[0].article, id="again", hash="f" * 64, text=facts[0].article.text))
    graph.add(again)
    page = composed(graph.book, tuple(graph.facts()))
    assert len(page.nodes) == once
    assert all(n.label.endswith("×2") == (len(n.rows) > 1) for n in page.nodes if n.type == "Event")
    assert sum(len(n.rows) for n in page.nodes if n.type == "Event") == sum(r.layer == "event" for r in page.rows)


def test_two_signs_of_one_name_say_which_article_names_them() -> None:
    """Whom only an article describes gets its day where another article describes one alike; others keep their names."""
    nodes = [
        Node("n1", "https://e.example/a/actor/villagers", "villagers", "Actor", 1, ()),
        Node("n2", "https://e.example/b/actor/villagers", "villagers", "Actor", 1, ()),
        Node("n3", "https://e.example/b/actor/miners", "miners", "Actor", 1, ()),
        Node("n4", "https://e.example/villagers", "villagers", "Organization", 1, ()),
    ]
    sources = [Source("", "", "2019-03-02", iri="https://e.example/a"), Source("", "", "", iri="https://e.example/b")]
    assert [n.label for n in told_apart(nodes, sources)] == [
        "villagers (2 March 2019)",
        "villagers",
        "miners",
        "villagers",
    ]


def test_every_link_leads_to_a_fact_and_a_claim(story: Graph, page: Page) -> None:
    """The view `page` names for each link what it belongs to and who says so; nodes and edges carry those facts."""
    net = view(story.book.index, "page")
    assert all(at["about"] and at["claims"] for _, _, at in net.edges(data=True))
    ids = {r.id for r in page.rows}
    assert all(e.rows and set(e.rows) <= ids for e in page.edges)
    assert all(set(n.rows) <= ids for n in page.nodes)
    assert links(net, []) == ([], [])


def test_a_pyvis_user_can_restyle_what_comes_out(story: Graph) -> None:
    """`to_pyvis` gives labels, titles that cannot become HTML, the colours of the page, and positions with physics off."""
    drawn, network = story.to_pyvis("events"), story.to_networkx("events")
    assert {n["id"] for n in drawn.nodes} == set(network) and len(drawn.edges) == network.number_of_edges()
    by_iri = {n["id"]: n for n in drawn.nodes}
    for iri, at in network.nodes(data=True):
        node = by_iri[iri]
        assert node["label"] == at["label"] and node["color"] == look(at["type"]).colour and "href" not in node["title"]
    assert len({(n["x"], n["y"]) for n in drawn.nodes}) == len(drawn.nodes)
    assert drawn.options.physics.enabled is False
    drawn.nodes[0]["color"] = "#123456"
    assert "#123456" in drawn.generate_html() and plain("HREF href") == plain(plain("HREF href"))


def test_whose_part_is_only_claimed_is_said_beside_the_name() -> None:
    """An outlet tells the attack, one side who made it: the name has its claimant, and the line of who did it is dashed; where
    the outlet names the attackers itself, nothing is added and the line is solid."""
    claimed = (
        "Turkish soldiers were shelled near Aleppo on Monday. "
        "The United States said that Russia carried out the shelling."
    )
    own = "Russia shelled a convoy of Turkey near Aleppo on Monday. The United States said that Russia carried out the shelling."
    for text, want, solid in (
        (claimed, "Shelling: Russia (says United States) → Turkish General Staff, in Aleppo", False),
        (own, "Shelling: Russia → Turkey, in Aleppo", True),
    ):
        graph = Graph()
        graph.add(make_article(text, "a", "2016-09-20"))
        drawn = composed(graph.book, tuple(graph.facts()))
        row = next(r for r in drawn.rows if r.layer == "event" and "Russia" in r.what)
        assert row.what == want and row.own
        assert {d.own for d in drawn.relations if row.id in d.rows} == {solid}
        doing = next(e for e in drawn.edges if e.word == "does" and row.id in e.rows)
        assert doing.own is solid

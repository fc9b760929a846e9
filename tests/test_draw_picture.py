"""Where things are drawn, before a browser sees it: layout, timeline, map, looks, the small picture."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from page_tools import HERE, HOSTILE, graph_of
from truceline.draw import Wanted, composed
from truceline.draw.bands import Axis, bands, two_lines
from truceline.draw.ceasefire_band import pieces
from truceline.draw.contested import contested
from truceline.draw.data import to_json
from truceline.draw.lanes import lane_of
from truceline.draw.layout import ASPECT, box, place
from truceline.draw.map import drawn
from truceline.draw.overlap_removal import apart
from truceline.draw.page import Edge, Held, Life, Mark, Node, Page, Ref, Row, Source, Spot, Telling
from truceline.draw.selection import picked
from truceline.draw.style import LOOKS, look
from truceline.draw.violence import attacks, counts
from truceline.draw.words import short
from truceline.graph import Graph
from truceline.read import make_article
from truceline.shelf import ontology
from truceline.shelf import rows as table
from truceline.triples.background import kinds


def row_of(page: Page, what: str) -> Row:
    """The row that begins with words."""
    return next(r for r in page.rows if r.what.startswith(what))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_no_box_covers_another(n: int, ends: list[tuple[int, int]]) -> None:
    """Whatever is linked, nodes with their names are apart, and the same graph lies the same way."""
    nodes = [Node(f"n{k + 1}", f"i{k}", f"Name of {k}", "Person", 1, ()) for k in range(n)]
    edges = [Edge(f"n{a + 1}", f"n{b + 1}", "met", True, ()) for a, b in ends if a < n and b < n and a != b]
    placed = place(nodes, edges)
    assert placed == place(nodes, edges)
    for k, a in enumerate(placed):
        for b in placed[k + 1 :]:
            (w, h), (w2, h2) = box(a, True), box(b, True)
            assert a.x is not None and b.x is not None and a.y is not None and b.y is not None
            assert abs(a.x - b.x) >= (w + w2) / 2 - 0.5 or abs(a.y - b.y) >= (h + h2) / 2 - 0.5


def test_boxes_on_one_spot_come_apart() -> None:
    """Thirty boxes at the same place end beside each other."""
    import numpy as np

    spots = apart(np.zeros((30, 2)), [(40.0, 20.0)] * 30)
    for k, (x, y) in enumerate(spots):
        for x2, y2 in spots[k + 1 :]:
            assert abs(x - x2) >= 39.5 or abs(y - y2) >= 19.5


def test_the_picture_has_the_shape_of_its_frame(page: Page) -> None:
    """The layout is neither a strip nor a tower."""
    xs, ys = [n.x or 0 for n in page.nodes], [n.y or 0 for n in page.nodes]
    shape = (max(xs) - min(xs)) / (max(ys) - min(ys))
    assert ASPECT / 2.2 < shape < ASPECT * 2.2


def test_what_is_drawn_first_hangs_together() -> None:
    """Of a large graph the best evidenced actors and the events between them are picked, not actors that nothing links."""
    actors = [Node(f"n{k}", f"a{k}", f"A{k}", "Person", 100 - k, ()) for k in range(1, 61)]
    events = [Node(f"n{k}", f"e{k}", "clash", "Event", 1, ()) for k in range(61, 121)]
    edges = [Edge(f"n{k - 60}", f"n{k}", "does", True, ()) for k in range(61, 121)]
    edges += [Edge(f"n{k}", f"n{(k - 60) % 60 + 1}", "against", True, ()) for k in range(61, 121)]
    got = picked([*actors, *events], edges, 40)
    known = {n.id for n in got}
    assert len(got) <= 40
    assert all(
        any(e.source in known and e.target in known and n.id in {e.source, e.target} for e in edges) for n in got
    )
    assert picked(actors[:10], edges, 40) == actors[:10]


# ---------------------------------------------------------------- timeline


def _held(first: int, last: int, answer: str, state: str = "") -> Held:
    return Held(date(2019, 3, first), date(2019, 3, last), answer, state, (Ref("r1"),))


def test_a_band_is_what_status_says() -> None:
    """In force is drawn, an end without a day is a stretch of its own, and what nobody tells after the last word is empty."""
    told = [_held(1, 3, "not in force"), _held(3, 6, "in force"), _held(6, 7, "in force", "fraying")]
    open_ = pieces(Life("t", (*told, _held(7, 9, "unknown"))))
    assert [(p.sort, p.begin.day, p.end.day) for p in open_] == [("inForce", 3, 6), ("fraying", 6, 7)]
    ended = pieces(Life("t", (*told, _held(7, 9, "unknown"), _held(9, 12, "not in force", "ended"))))
    assert [(p.sort, p.begin.day) for p in ended[2:]] == [("untold", 7), ("over", 9)]


def test_a_truce_of_a_told_length_says_until_when(told: Graph) -> None:
    """Beside its bar stands until when a truce was to last, as in its verdict, and nowhere that its end is not told."""
    page = composed(told.book, tuple(told.facts()))
    lanes = {lane.story: lane.beside for lane in bands(page, 816.0, False).lanes}
    words = {n: "".join(p.text for p in s.parts) for n, s in enumerate(page.stories)}
    lasting = [n for n in lanes if "to last to" in words[n]]
    assert lasting and all("to last to" in lanes[n] and "not told" not in lanes[n] for n in lasting)


@pytest.mark.parametrize(("width", "narrow"), [(816.0, False), (620.0, False), (350.0, True)])
def test_words_in_the_bands_cover_nothing(told: Graph, width: float, narrow: bool) -> None:
    """Words stand inside the picture, on their bar or beside it, and clear of every breach."""
    picture = bands(composed(told.book, tuple(told.facts()), Wanted(("timeline",))), width, narrow)
    assert picture is not None and 3 <= len(picture.lanes) <= 6
    for lane in picture.lanes:
        beside = "" if not narrow and lane.height > 20 else lane.where  # of the tall lane it stands below
        assert 7.4 * len(lane.name) + 6.2 * len(beside) <= (width if narrow else picture.axis.left)
        for b in lane.bars:
            assert picture.axis.left <= b.x and b.x + b.width <= picture.axis.right + 0.1
            if b.word:
                assert b.x <= b.at and b.at + 6 * len(b.word) <= b.x + b.width
                assert not any(b.at < m.x + 7 and m.x - 7 < b.at + 6 * len(b.word) for m in lane.marks)
        if lane.beside:
            wide = 6 * len(lane.beside)
            left = lane.beside_x if lane.anchor == "start" else lane.beside_x - wide
            assert left >= 0 and left + wide <= width
            assert left >= lane.bars[-1].x + lane.bars[-1].width or left + wide <= lane.bars[0].x


def test_attacks_and_counts_are_those_of_the_rows(told: Graph) -> None:
    """Each attack that is told to the day stands in one column, each count with a day is one ring."""
    page = composed(told.book, tuple(told.facts()), Wanted(("timeline",)))
    picture = bands(page, 816.0, False)
    assert picture is not None
    columns = [i for c in attacks(page, picture.axis) for i in c.rows]
    plot = counts(page, picture.axis)
    assert plot is not None and len(set(columns)) == len(columns) > 15
    rows = {r.id: r for r in page.rows}
    assert all(lane_of(rows[i].kind) == "Violence" and rows[i].exact for i in columns)
    assert len({r.row for r in plot.rings}) == len(plot.rings) > 8
    assert all(0 <= r.y <= 74 and rows[r.row].kind == "killed" for r in plot.rings)


def test_the_verdict_of_the_story(page: Page) -> None:
    """Since when, that it is over, between whom and outside whom: each part with the fact that it rests on."""
    story = page.stories[0]
    words = "".join(p.text for p in story.parts)
    assert words.startswith("It was in force from 3 March 2019") and "ended" in words and story.outcome == "ended"
    rows = {r.id: r for r in page.rows}
    for p in story.parts:
        assert all(ref.telling < len(rows[ref.row].told) for ref in p.refs)
        if p.sort == "name":
            assert p.refs and rows[p.refs[0].row].layer == "party"
    assert {"inForce", "name"} <= {p.sort for p in story.parts}


def _row(id: str, kind: str, *told: tuple[str, bool, bool], layer: str = "state") -> Row:
    tellings = (Telling(who, who, own, "asserted", against, "…", (), 0, (0, 1), who) for who, own, against in told)
    return Row(id, id, layer, kind, kind, kind, tuple(tellings), ceasefire="t")


def test_who_tells_of_breaches_and_who_disputes() -> None:
    """Each name once with all it says, four as three and the rest; a denial and a day of two answers are named, else nobody."""
    outlet = (Source("T", "Valley Post", "2019-03-04"),)
    rows = [
        _row("r1", "violated", ("Valley Post", True, False), ("Northern Army", False, False)),
        _row("r2", "violated", ("Council", False, False), ("Northern Army", False, False)),
        _row("r3", "violated", ("Envoy", False, False), ("Monitors", False, False)),
        _row("r4", "killed", ("Council", False, True), layer="figure"),
    ]
    told = contested(rows, (), outlet)
    words = "".join(p.text for p in told)
    assert words == (
        "Nobody is told to stand outside it. "
        "Breaches told by Valley Post, Northern Army, Council and 2 more. Nobody disputes what is told of it."
    )
    army = next(p for p in told if p.text == "Northern Army")
    assert [str(r) for r in army.refs] == ["r1.1", "r2.1"]
    assert [str(r) for r in next(p for p in told if p.text == "2 more").refs] == ["r3.0", "r3.1"]
    denied = [
        _row("r1", "inForce", ("Council", False, True)),
        _row("r2", "notParty", ("Envoy", False, True), layer="party"),
    ]
    split = Held(date(2019, 3, 4), date(2019, 3, 6), "disputed", "ended", (Ref("r1", 0),))
    words = "".join(p.text for p in contested(denied, (split,), outlet))
    assert words == (
        "No breach is told. Sources disagree on 2 days from 4 March 2019 to 5 March 2019. Disputed by Council and Envoy."
    )


def test_an_axis_of_years_says_each_year_once() -> None:
    """The first month of each year on the axis has its year, the others have none."""
    words = [w for _, w in Axis(date(2007, 7, 20), date(2009, 2, 1), 180.0, 806.0).ticks()]
    assert words == ["Sep 2007", "Nov", "Jan 2008", "March", "May", "July", "Sep", "Nov", "Jan 2009"]


def test_every_kind_has_a_lane() -> None:
    """All kinds lie in a lane of the file, or in the last one, and the file names only kinds that exist."""
    lanes = {r["lane"] for r in table(ontology("views", "lanes.tsv"))} | {"Other"}
    assert {lane_of(k) for k in kinds()} <= lanes
    assert {r["kind"] for r in table(ontology("views", "lanes.tsv"))} <= set(kinds())


@given(st.text(max_size=80), st.integers(6, 40))
def test_short_words_are_short(text: str, most: int) -> None:
    """A cut text is no longer than asked for, with its dots."""
    assert len(short(text, most)) <= most + 1


# ---------------------------------------------------------------- map, looks, data


def test_far_places_leave_the_map() -> None:
    """A capital where it is only talked about is listed beside the map; two places near each other are not."""
    near = [Spot(f"p{n}", f"P{n}", 36 + n / 4, 37 + n / 3, 3) for n in range(5)]
    far = Spot("g", "Geneva", 46.2, 6.1, 4)
    seen = drawn([*near, far])
    assert seen is not None and [s.label for s in seen.beyond] == ["Geneva"]
    assert {p.label for p in seen.points} == {s.label for s in near}
    two = drawn(near[:2])
    assert two is not None and not two.beyond and two.height <= 620
    assert {"Syria", "Turkey"} <= {land.name for land in two.lands} and all(land.path for land in two.lands)
    assert drawn([]) is None
    assert [p.iri for p in seen.small] == [p.iri for p in seen.points]
    assert all(p.x < 350 and p.tx < 350 for p in seen.small) and any(p.side for p in seen.small)


def test_places_keep_their_bearings() -> None:
    """North is up, east is right, and names cover no other point."""
    seen = drawn([Spot("a", "A", 36.0, 37.0, 1), Spot("b", "B", 37.0, 38.0, 1)])
    assert seen is not None
    a, b = sorted(seen.points, key=lambda p: p.label)
    assert a.x < b.x and a.y > b.y and a.side and b.side


def test_looks_are_told_apart_without_colour() -> None:
    """No two types share a shape, and the colours are Okabe and Ito's, grey and white."""
    paths = [a.path for a, _ in LOOKS]
    assert len(set(paths)) == len(paths)
    okabe_ito = {"#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#999999", "#ffffff"}
    assert {a.colour for a, _ in LOOKS} == okabe_ito
    assert look("SomethingNew") == look("Actor")


def test_data_cannot_end_their_element() -> None:
    """JSON for the page has no character that HTML knows, and reads back as it was."""
    text = to_json(HOSTILE)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == HOSTILE


# ---------------------------------------------------------------- the small picture


def test_a_notebook_shows_a_small_picture(story: Graph, page: Page) -> None:
    """Heading, verdict and bands, as sound XML without script, style sheet or address."""
    html = story._repr_html_()
    tree = ElementTree.fromstring(html.replace("<br>", "<br/>"))
    words = "".join(tree.itertext())
    assert page.title in words and "in force from 3 March 2019" in words
    assert len(tree.findall(".//svg")) == 1 and len(html) < 60_000
    assert not re.search(r"<script|<style|<link|<img|https?:|url\((?!#)", html)
    assert html == story._repr_html_()
    assert "without articles" in Graph()._repr_html_()


def test_hostile_names_stay_names_in_the_small_picture() -> None:
    """Labels with markup in them do not become markup."""
    from page_tools import _planted

    html = graph_of([_planted(n) for n in range(0, 60, 3)])._repr_html_()
    assert not re.search(r"<(?!/?(?:div|small|br|b|big|svg|path|rect|defs|pattern|line|text|title|g|code)\b)", html)
    ElementTree.fromstring(
        re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", html).replace("<br>", "<br/>")
    )


def test_the_story_stays_as_it_is() -> None:
    """The made-up dispatches are sound stand-off JSON in which every span says its words."""
    for line in (HERE / "cases" / "page.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for p in document["places"]:
            assert document["text"][p["start"] : p["end"]] == p["text"]
    assert Mark(1, 2, True).core


def test_what_is_only_announced_is_not_drawn_as_held() -> None:
    """A truce that was only foretold has an announced piece, a moment that says so, and no green day; one that began has."""
    text = "The truce between the army and the rebels {} on Monday, 8 August."
    for words, day, sorts, moment in (
        ("takes effect", "2022-08-06", ["announced"], "It is to begin"),
        ("took effect", "2022-08-08", ["inForce"], "The truce takes effect"),
    ):
        graph = Graph()
        graph.add(make_article(text.format(words), "a", day))
        (story,) = composed(graph.book, list(graph.facts()), Wanted()).stories
        assert [p.sort for p in pieces(story.life)] == sorts
        assert moment in {m.title for m in story.moments}
        assert ("announced" in str(graph.status(on="2022-08-08"))) == (sorts == ["announced"])


def test_an_end_in_a_season_is_hatched() -> None:
    """A truce that fell apart over the summer is not in force on the day in autumn on which that is told."""
    graph = Graph()
    began = "The ceasefire between the army and the rebels began on 3 March 2019 and has largely held since then."
    graph.add(make_article(began, "a", "2019-05-02"))
    fell = "The ceasefire of 3 March between the army and the rebels had fallen apart over the summer."
    graph.add(make_article(fell, "b", "2019-09-20"))
    (story,) = composed(graph.book, list(graph.facts()), Wanted()).stories
    assert [p.sort for p in pieces(story.life)] == ["inForce", "untold", "over"]
    assert graph.status(on="2019-09-20").answer == "not in force"
    assert graph.status(on="2019-07-10").answer.startswith("unknown")


@pytest.mark.parametrize(
    ("name", "most", "tall"), [("16 September 2022 (Ruritania, Utopia)", 21, False), ("Ruritania and Utopia", 21, True)]
)
def test_names_of_lanes_fit(name: str, most: int, tall: bool) -> None:
    """A name is no longer than its column; a month is shortened before a name is cut."""
    first, rest = two_lines(name, most, tall)
    assert len(first) <= most and len(rest) <= most + 3
    assert first.startswith(("16 Sep 2022 (", "Ruritania and Utopia"))

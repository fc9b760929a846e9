"""Where things are drawn, before a browser sees it: layout, timeline, map, looks, the small picture."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from page_tools import HERE, HOSTILE, graph_of, many
from truceline.draw import composed
from truceline.draw.ceasefire_band import pieces
from truceline.draw.data import to_json
from truceline.draw.layout import ASPECT, box, place
from truceline.draw.map import drawn
from truceline.draw.overlap_removal import apart
from truceline.draw.page import Edge, Held, Life, Mark, Node, Page, Row, Spot
from truceline.draw.scale import Span as Time
from truceline.draw.scale import fitted
from truceline.draw.selection import picked
from truceline.draw.style import LOOKS, look
from truceline.draw.timeline import HISTOGRAM, lane_of, timeline
from truceline.draw.words import short
from truceline.graph import Graph
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
    return Held(date(2019, 3, first), date(2019, 3, last), answer, state, ("r1",))


def test_a_band_is_what_status_says() -> None:
    """In force is drawn, an end without a day is a stretch of its own, and what nobody tells after the last word is empty."""
    told = [_held(1, 3, "not in force"), _held(3, 6, "in force"), _held(6, 7, "in force", "fraying")]
    open_ = pieces(Life("t", (*told, _held(7, 9, "unknown"))))
    assert [(p.sort, p.begin.day, p.end.day) for p in open_] == [("inForce", 3, 6), ("fraying", 6, 7)]
    ended = pieces(Life("t", (*told, _held(7, 9, "unknown"), _held(9, 12, "not in force", "ended"))))
    assert [(p.sort, p.begin.day) for p in ended[2:]] == [("untold", 7), ("over", 9)]


def test_bars_and_words_do_not_cover_each_other(page: Page, story: Graph) -> None:
    """In each lane bars with their words lie beside or below each other."""
    for by in ("event", "publication"):
        line = timeline(page, by)
        assert line is not None
        for lane in line.lanes:
            frames = []
            for b in lane.bars:
                wide = 5.5 * len(b.word)
                left = min(b.x, b.at - wide if b.side == "e" else b.at) if b.word else b.x
                right = max(b.x + b.width, b.at + wide if b.side != "e" else b.at) if b.word else b.x + b.width
                assert lane.y <= b.y and b.y + 9 <= lane.y + lane.height + 1
                frames.append((left, right, b.y))
            for n, a in enumerate(frames):
                assert not any(a[0] < b[1] and b[0] < a[1] and a[2] == b[2] for b in frames[n + 1 :])


def test_nothing_is_left_out_of_the_timeline(page: Page) -> None:
    """Every event, state and figure is a bar, a piece, or in one of the two trays."""
    line = timeline(page)
    assert line is not None
    drawn_ = {i for lane in line.lanes for b in (*lane.bars, *lane.pieces) for i in b.rows}
    assert drawn_ | set(line.outside) | set(line.undated) == {r.id for r in page.rows if r.layer != "party"}
    assert row_of(page, "Conflict began").id in line.outside
    assert row_of(page, "Diplomatic").id in line.undated


def test_many_events_become_a_histogram() -> None:
    """Above three hundred events lanes are counted, and the counts are right."""
    graph = graph_of(many(700))
    page = composed(graph.book, tuple(graph.facts()))
    line = timeline(page)
    assert line is not None and sum(r.layer == "event" for r in page.rows) > HISTOGRAM
    counted = [i for lane in line.lanes for b in lane.bins for i in b.rows]
    assert not any(lane.bars for lane in line.lanes)
    assert sorted(counted) == sorted({r.id for r in page.rows} - set(line.outside) - set(line.undated))


def test_a_look_far_back_does_not_stretch_the_axis() -> None:
    """A war that began eight years before lies outside; what is outside can be told."""
    day = datetime(2019, 3, 1, tzinfo=UTC)
    spans = [Time(day + timedelta(days=n), day + timedelta(days=n + 1)) for n in range(8)]
    scale = fitted([Time(day.replace(year=2011), day.replace(year=2012)), *spans])
    assert scale is not None and scale.low.year == 2019 and all(scale.holds(s) for s in spans)
    assert next(w for _, w in scale.ticks()).endswith("2019")
    assert fitted([]) is None


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
    assert drawn([]) is None


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
    """Heading, tally, graph and lives of ceasefires, as sound XML without script, style sheet or address."""
    html = story._repr_html_()
    tree = ElementTree.fromstring(html.replace("<br>", "<br/>"))
    words = "".join(tree.itertext())
    assert page.title in words and "disputed" in words
    assert len(tree.findall(".//svg")) == 2 and len(html) < 60_000
    assert not re.search(r"<script|<style|<link|<img|https?:|url\(", html)
    assert html == story._repr_html_()
    assert "without articles" in Graph()._repr_html_()


def test_hostile_names_stay_names_in_the_small_picture() -> None:
    """Labels with markup in them do not become markup."""
    from page_tools import _planted

    html = graph_of([_planted(n) for n in range(0, 60, 3)])._repr_html_()
    assert not re.search(r"<(?!/?(?:div|small|br|b|big|svg|path|text|title|g|code)\b)", html)
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

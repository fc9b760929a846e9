"""How the page looks and what it costs: nothing covers anything, the legend is right, budgets, the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from page_tools import HERE, Watched, graph_of, many
from truceline.draw import draw
from truceline.draw.page import Page
from truceline.graph import Graph

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("nodes", "seconds", "kilobytes"), [(50, 1.0, 600), (500, 1.0, 800), (2000, 3.0, 1200)])
def test_budgets(browser: Any, tmp_path: Path, nodes: int, seconds: float, kilobytes: int) -> None:
    """The page is ready in time and stays within its size.

    The time is that of a free machine: the best of three openings counts, and where more processes wait than there are
    cores, as many times more is allowed.
    """
    file = graph_of(many(nodes)).draw(tmp_path / "big.html")
    took = []
    while len(took) < 3 and min(took, default=9.0) > seconds:
        watched = Watched(browser, file, viewport={"width": 1280, "height": 900})
        took.append(watched.ready)
        watched.context.close()
    assert file.stat().st_size < kilobytes * 1000
    assert min(took) < seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_a_hundred_facts_are_mailed_easily(demo: Path) -> None:
    """The demo, with several hundred facts, all views and its map, stays below the size of a hundred facts."""
    assert demo.read_text(encoding="utf-8").count('<tr id="r') > 100
    assert demo.stat().st_size < 600_000


def test_ten_thousand_nodes_are_told_honestly(browser: Any, tmp_path: Path) -> None:
    """The page says how many nodes it shows of how many, in the overview and at its most; a click draws the others;
    table and search have everything."""
    facts = many(10_000)
    file = graph_of(facts).draw(tmp_path / "huge.html")
    watched = Watched(browser, file, viewport={"width": 1280, "height": 900})
    page = watched.page

    def told() -> tuple[int, int]:
        words = page.text_content("#graph-note")
        assert words.startswith("Showing")
        shown, every = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+", words)[:2])
        assert page.evaluate("truceline.seen.nodes.size") == shown
        return shown, every

    few, every = told()
    assert 50 <= few <= 100 and every > 9000
    page.click("#everything")
    shown, _ = told()
    assert 1000 < shown <= 2000
    assert page.locator("tbody tr").count() == sum(len(f.notes.events) for f in facts)
    missing = "n.edges.some((e) => !e.from.spots.all)"
    page.evaluate(f"truceline.show([...truceline.seen.nodes].find((n) => {missing}).id)")
    more = int(re.search(r"Draw its (\d+) other", page.text_content("#card"))[1])  # type: ignore[index]
    page.click("#card button:has-text('other neighbour')")
    assert told()[0] == shown + more
    page.fill("#q", "pass 5999 ")
    page.wait_for_timeout(400)
    assert len(watched.rows()) == 1
    watched.context.close()


def test_a_large_graph_opens_with_an_overview(browser: Any, demo: Path) -> None:
    """What is too much for one look begins with its best evidenced nodes and says so; one click shows all, and filters
    show all that they leave."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 900})
    page = watched.page
    nodes = "truceline.seen.nodes.size"
    few = page.evaluate(nodes)
    assert few <= 100 and page.text_content("#graph-note").startswith(f"Showing {few} of ")
    page.click("#everything")
    assert page.evaluate(nodes) > 150 and page.text_content("#shown") == ""
    page.wait_for_timeout(250)
    assert "nodes=all" in page.url
    page.click("#everything")
    assert page.evaluate(nodes) == few
    page.select_option("#place", "Aleppo")
    page.wait_for_timeout(200)
    rows = watched.rows()
    touched = page.evaluate("[...truceline.seen.nodes].map((n) => n.rows.map((r) => r.id))")
    assert rows and all(set(ids) & rows for ids in touched)
    watched.context.close()


def test_legend_colours_are_drawn_colours(opened: Watched) -> None:
    """At the middle of each drawn node the canvas has the colour that the legend has for its type."""
    wrong = opened.page.evaluate(
        """() => {
          const canvas = document.querySelector('#net canvas'), c = canvas.getContext('2d'), ratio = canvas.width / canvas.clientWidth;
          return [...truceline.seen.nodes].filter((n) => {
            const p = truceline.net.canvasToDOM(truceline.net.getPositions([n.id])[n.id]);
            const [r, g, b] = c.getImageData(Math.round(p.x * ratio), Math.round(p.y * ratio), 1, 1).data;
            return getComputedStyle(document.querySelector('.k-' + n.look.css)).fill !== `rgb(${r}, ${g}, ${b})`;
          }).map((n) => n.label);
        }"""
    )
    assert wrong == []
    assert opened.page.locator(".types label").count() == len(
        set(opened.page.evaluate("[...truceline.seen.nodes].map((n) => n.look.css)"))
    )


def test_the_same_graph_gives_the_same_bytes(story: Graph) -> None:
    """Two pages of one graph do not differ, in one process or in another with other hashes."""
    here = draw(story.book, tuple(story.facts()))
    assert here == draw(story.book, tuple(story.facts()))
    code = (
        "import sys, json, hashlib; from truceline.graph import Graph; from truceline.draw import draw;"
        "from truceline.codec import from_json; g = Graph();"
        f"[g.add(from_json(json.loads(x))) for x in open({str(HERE / 'cases' / 'page.jsonl')!r}, encoding='utf-8')];"
        "print(hashlib.sha256(draw(g.book, tuple(g.facts())).encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONHASHSEED": "4"}, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_no_name_covers_another(browser: Any, file: Path, demo: Path, width: int) -> None:
    """Names and edge words are apart from each other and from other nodes, and none is cut at the rim."""
    for path in (file, demo):
        watched = Watched(browser, path, viewport={"width": width, "height": 900})
        names = watched.page.evaluate(
            "truceline.names.names.map((n) => [n.lines.join(' '), ...n.frame, n.plate ? 1 : 0])"
        )
        words = watched.page.evaluate("truceline.names.words.map((n) => [n.lines.join(' '), ...n.frame, 0])")
        box = watched.page.locator("#net").bounding_box()
        every = [*names, *words]
        assert len(names) > 20
        for n, a in enumerate(every):
            assert a[1] >= -1 and a[2] >= -1 and a[3] <= box["width"] + 1 and a[4] <= box["height"] + 1, a
            for b in every[n + 1 :]:
                assert not (a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]), (a, b)
        assert sum(a[5] for a in names) <= 16
        watched.context.close()


def test_a_larger_picture_uses_its_room(browser: Any, demo: Path) -> None:
    """The larger picture takes the width of the page, fills it, cuts no name, and gives its room back."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 900})
    page = watched.page
    before = page.locator("#net").bounding_box()
    page.click("#large")
    page.wait_for_timeout(300)
    box = page.locator("#net").bounding_box()
    frames = page.evaluate("truceline.names.names.map((n) => n.frame)")
    assert box["width"] > 1150 and box["height"] > 600
    assert all(f[0] >= -1 and f[2] <= box["width"] + 1 and f[1] >= -1 and f[3] <= box["height"] + 1 for f in frames)
    assert max(f[2] for f in frames) - min(f[0] for f in frames) > 0.75 * box["width"]
    page.click("#large")
    page.wait_for_timeout(300)
    assert page.locator("#net").bounding_box() == before
    watched.context.close()


def test_all_names_of_a_small_graph_are_shown(opened: Watched, page: Page) -> None:
    """Forty nodes find room for all but a few names at once, and for all of them when one comes closer."""
    at_once = opened.page.evaluate("truceline.names.names.length")
    assert at_once >= 0.9 * len(page.nodes)
    read: set[str] = set()
    for node in page.nodes:
        opened.page.evaluate(
            "id => { truceline.net.moveTo({ position: truceline.net.getPositions([id])[id], scale: 1.6 }); }", node.id
        )
        opened.page.wait_for_timeout(30)
        read |= set(opened.page.evaluate("truceline.names.names.map((n) => n.node.id)"))
    assert read == {n.id for n in page.nodes}


def test_ten_seconds(opened: Watched, page: Page) -> None:
    """The first screen says what it is, from when, how much is the outlet's word, claimed and disputed."""
    screen = opened.page.evaluate(
        "[...document.querySelectorAll('.head *')].filter((x) => x.getBoundingClientRect().bottom < 400 && !x.children.length).map((x) => x.textContent).join(' ')"
    )
    own, disputed = sum(r.own for r in page.rows), sum(r.disputed for r in page.rows)
    for words in (
        page.title,
        page.kicker,
        f"{own} in an outlet’s own words",
        f"{len(page.rows) - own} only claimed",
        f"{disputed} disputed",
    ):
        assert words in screen
    assert opened.page.locator("#net").bounding_box()["y"] < 400
    assert opened.page.text_content("#card h3")

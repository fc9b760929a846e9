"""The page for everybody: keyboard, screen reader, narrow screens, no JavaScript, other scripts, other views."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from page_tools import Watched, graph_of, many
from truceline.draw import Wanted, composed, draw
from truceline.draw.page import Page
from truceline.graph import Graph

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier(browser: Any, file: Path, demo: Path, scheme: str) -> None:
    """axe finds no violation, in the page as it opens and with evidence shown."""
    from axe_playwright_python.sync_playwright import Axe

    for path, steps in ((file, ("null", "'r1'", "'n1'")), (demo, ("'n1'",) if scheme == "light" else ())):
        watched = Watched(browser, path, viewport={"width": 1280, "height": 900}, color_scheme=scheme)
        for step in steps:
            watched.page.evaluate(f"truceline.show({step})")
            found = Axe().run(watched.page).response["violations"]
            assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
        watched.context.close()


def test_everything_is_reached_by_tab(opened: Watched) -> None:
    """Tab goes through every control, verdict, bands, roles, graph and map; focus can be seen; / goes to the search."""
    page = opened.page
    page.evaluate("document.activeElement.blur()")
    reached, unseen = set(), []
    for _ in range(110):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "(() => { const a = document.activeElement; return [a.id || a.getAttribute('class') || a.tagName, getComputedStyle(a).outlineStyle]; })()"
        )
        reached.add(name.split()[0])
        if outline == "none" and name != "BODY":
            unseen.append(name)
    wanted = {
        "q",
        "csv",
        "ttl",
        "png",
        "net",
        "fit",
        "closer",
        "wider",
        "events",
        "earlier",
        "later",
        "previous",
        "group",
    }
    assert wanted | {"SUMMARY", "part", "hand", "bar", "mark", "column", "ring", "A", "point", "scroll"} <= reached
    assert unseen == []
    page.focus("#net")
    page.keyboard.press("ArrowRight")
    first = page.text_content("#card h3")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert first and page.text_content("#card h3") != first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_overflows(browser: Any, file: Path, demo: Path, width: int) -> None:
    """No page is wider than a narrow screen, with the filters open and evidence shown."""
    for path in (file, demo):
        watched = Watched(browser, path, viewport={"width": width, "height": 640})
        for step in ("truceline.show('r1')", "truceline.show('n1')", "document.querySelector('.chip').open = true"):
            watched.page.evaluate(step)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        watched.context.close()


def test_an_outlet_from_right_to_left_keeps_its_place(browser: Any, tmp_path: Path) -> None:
    """An Arabic outlet and title stand whole in lines from left to right, and widen no page of 320 pixels."""
    facts = many(50)[0]
    name = "\u0635\u062d\u064a\u0641\u0629 \u0627\u0644\u0648\u0627\u062f\u064a"
    article = replace(facts.article, publisher=name, title=f"{name} {name}")
    file = graph_of([replace(facts, article=article)]).draw(tmp_path / "right.html")
    watched = Watched(browser, file, viewport={"width": 320, "height": 640})
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert f"by \u2068{name}\u2069, " in (watched.page.text_content(".kicker") or "")
    watched.context.close()


def test_targets_are_large_enough(opened: Watched) -> None:
    """Buttons, boxes and fields are at least 24 pixels high with their labels (WCAG 2.2, 2.5.8)."""
    small = opened.page.evaluate(
        "[...document.querySelectorAll('button, select, input, summary, .picture .hit, .roles a, .against li a, .moments li a')]"
        ".filter((x) => x.getClientRects().length && x.getBoundingClientRect().height < 22).map((x) => x.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_without_javascript_all_facts_are_there(browser: Any, file: Path, page: Page) -> None:
    """Verdict, bands, standings and moments can be read, and the table has one row for each fact with its sentence."""
    watched = Watched(browser, file, java_script_enabled=False)
    assert watched.page.locator("tbody tr").count() == len(page.rows)
    text = watched.page.text_content("tbody")
    assert all(t.sentence in text and t.speaker in text for r in page.rows for t in r.told)
    for part in (".verdict", ".deciding", ".picture .bar", ".roles li", ".moments blockquote", "svg.map .whole"):
        assert watched.page.locator(part).first.is_visible(), part
    for part in (".chips", "#evidence", "#graph", "#pager", "#day"):
        assert not watched.page.locator(part).is_visible(), part
    assert watched.page.locator(".from a[href^='https://news.example/']").count() == len(page.sources)
    watched.context.close()


def test_an_old_browser_says_so(browser: Any, file: Path, page: Page) -> None:
    """Where the browser cannot unpack, the page says it in a sentence, complains of nothing, and keeps its table."""
    context = browser.new_context()
    old = context.new_page()
    errors: list[str] = []
    old.on("pageerror", lambda e: errors.append(str(e)))
    old.add_init_script("delete window.DecompressionStream")
    old.goto(file.as_uri())
    assert "too old" in old.text_content(".verdict") and errors == []
    assert old.locator("tbody tr").count() == len(page.rows) and old.locator("tbody tr").first.is_visible()
    context.close()


def test_right_to_left_quotes_stay_whole(opened: Watched, page: Page) -> None:
    """An Arabic quotation runs from right to left in the card, and its neighbours do not."""
    row = next(r for r in page.rows if any("بالهدنة" in t.sentence for t in r.told))
    opened.page.evaluate("id => truceline.show(id)", row.id)
    direction = "getComputedStyle(document.querySelector('#card blockquote')).direction"
    assert opened.page.evaluate(direction) == "rtl"
    opened.page.evaluate("truceline.show('r1')")
    assert opened.page.evaluate(direction) == "ltr"


@pytest.mark.parametrize("view", ["timeline", "map", "graph", "timeline,map"])
def test_each_view_alone(browser: Any, story: Graph, tmp_path: Path, view: str) -> None:
    """Any choice of views makes a page that works, without complaint, with filters and evidence."""
    watched = Watched(browser, story.draw(tmp_path / "one.html", view=view), viewport={"width": 1280, "height": 900})
    assert watched.page.locator("#net").count() == ("graph" in view)
    assert watched.page.locator("svg.picture").count() == 3 * ("timeline" in view)
    assert watched.page.locator("svg.map >> visible=true").count() == ("map" in view)
    watched.page.evaluate("document.querySelector('#r3 a').click()")
    assert (
        0 < len(watched.filter(q="tarn")) < 20
        and watched.page.locator("#card blockquote").count()
        and watched.errors == []
    )
    watched.context.close()


def test_wanted_filters_are_said(story: Graph) -> None:
    """A narrowed page says what it was narrowed to, and holds nothing else."""
    wanted = Wanted(filters={"place": "Tarn", "since": "2019-03-05"})
    narrow = composed(story.book, tuple(story.facts()), wanted)
    assert {r.place.rsplit("-", 1)[-1] for r in narrow.rows if r.layer in {"event", "figure"}} == {"tarn"}
    assert "in Tarn, from 2019-03-05" in draw(story.book, tuple(story.facts()), wanted)


def test_a_page_of_nothing_works(browser: Any, story: Graph, tmp_path: Path) -> None:
    """An empty graph, and filters that leave nothing, make a page without complaint that says so."""
    nothing = Graph().draw(tmp_path / "none.html", view="graph,timeline,map")
    narrow = story.draw(tmp_path / "narrow.html", view="graph,timeline,map", kind="Riot")
    for path, title in ((nothing, "No articles yet"), (narrow, "What 4 articles say")):
        watched = Watched(browser, path, viewport={"width": 1280, "height": 900})
        assert watched.page.text_content("h1") == title
        assert watched.page.text_content("#count").startswith("0 facts")
        assert watched.errors == []
        watched.context.close()

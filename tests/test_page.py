"""The page in a real browser: offline, safe, exact, its filters and its address."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph as Rdf

from page_tools import HOSTILE, VIEWS, Watched, graph_of, hostile_facts, saved
from truceline.draw.page import Page
from truceline.graph import Graph

pytestmark = pytest.mark.browser


# ---------------------------------------------------------------- 1 to 3: offline and safe


def test_nothing_is_fetched(opened: Watched) -> None:
    """No request but the file itself, blocked ones included, and no complaint on the console."""
    opened.page.wait_for_timeout(300)
    assert opened.foreign() == []
    assert len([u for u in opened.requests if u.startswith("file:")]) == 1
    assert opened.errors == []
    assert opened.page.locator("#net canvas").count() == 1


def test_the_policy_allows_only_its_own_scripts(opened: Watched, file: Path) -> None:
    """The policy names the hashes of the style sheet, the script and the library, and no other script runs."""
    policy = opened.page.get_attribute("meta[http-equiv]", "content")
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    text = file.read_text(encoding="utf-8")
    inline = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", text, re.S)
    library = opened.page.evaluate("[...document.head.querySelectorAll('script')].map((s) => s.textContent)")
    assert len(inline) == 2 and len(library) == 1
    sources = {_source(a or b) for a, b in inline} | {_source(library[0])}
    assert sources == set(re.findall(r"'sha256-[^']+'", policy))
    opened.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__ran = 1'; document.body.append(s); }"
    )
    assert opened.page.evaluate("window.__ran") is None


def _source(text: str) -> str:
    import base64

    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_hostile_text_stays_text(browser: Any, tmp_path: Path) -> None:
    """Nothing runs and nothing is fetched when loading, hovering over every node, opening every row and node, and
    saving; what is saved can be read back."""
    assert len(set(HOSTILE)) >= 200
    file = graph_of(hostile_facts()).draw(tmp_path / "hostile.html", view=VIEWS, title=HOSTILE[0])
    watched = Watched(browser, file, viewport={"width": 1280, "height": 900})
    page = watched.page
    if page.locator("#everything").count():
        page.click("#everything")
    spots = page.evaluate("Object.values(truceline.net.getPositions()).map((p) => truceline.net.canvasToDOM(p))")
    box = page.locator("#net").bounding_box()
    for spot in spots:
        page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.evaluate(
        "() => { for (const a of document.querySelectorAll('td > a[href^=\"#r\"], svg a')) a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); }"
    )
    page.evaluate("() => { for (const n of Object.keys(truceline.net.getPositions())) truceline.show(n); }")
    for field, text in zip(
        ("q", "actor"), ("<img src=x onerror=window.__ran=1>", "javascript:window.__ran=1"), strict=True
    ):
        page.fill(f"#{field}", text)
    page.click("#reset")
    turtle, table = (saved(page, b, tmp_path / b) for b in ("ttl", "csv"))
    page.wait_for_timeout(300)
    assert page.evaluate("window.__ran") is None
    assert watched.foreign() == [] and watched.errors == []
    assert page.evaluate(
        "[...document.querySelectorAll('a[href]')].every((a) => /^(https?:|#)/.test(a.getAttribute('href')))"
    )
    assert len(Rdf().parse(turtle, format="turtle")) > 1000
    with table.open(encoding="utf-8-sig", newline="") as lines:
        cells = [c for line in csv.reader(lines) for c in line]
    assert cells and not any(c[:1] in "=+@\t\r" and c for c in cells)
    watched.context.close()


# ---------------------------------------------------------------- 4 to 6: counts, evidence, address

WINDOWS = [
    ("2019-03-08", "2019-03-09"),
    ("2019-03-01", "2019-03-03"),
    ("2019-03-18", "2019-04-30"),
    ("2011-06-01", "2011-06-02"),
]


@pytest.mark.parametrize(("low", "high"), WINDOWS)
def test_the_brush_counts_as_python_does(opened: Watched, story: Graph, page: Page, low: str, high: str) -> None:
    """What the brush leaves is what `truceline timeline` and `figures` answer for the same days."""
    happened = {h.iri for h in story.timeline(since=low, until=high)} | {
        f.iri for f in story.figures(since=low, until=high)
    }
    opened.page.evaluate("([a, b]) => truceline.brush(a, b)", [low, high])
    iris = {r.id: r.iri for r in page.rows}
    assert {iris[i] for i in opened.rows()} == happened
    assert 0 < len(happened) < len(page.rows)
    assert opened.page.text_content("#count").startswith(f"{len(happened)} of {len(page.rows)} facts")


def test_the_brush_works_by_keyboard_and_pointer(opened: Watched) -> None:
    """Arrow keys on the ends and a drag over the timeline both narrow the stretch; one button gives it back."""
    page = opened.page
    every = len(opened.rows())
    page.focus("#time-event .handle.low")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert page.input_value("#from") and len(opened.rows()) < every
    assert page.get_attribute("#time-event .handle.low", "aria-valuetext") in page.text_content("#brushed")
    page.keyboard.press("Home")
    assert page.input_value("#from") == ""
    page.keyboard.press("PageUp")
    page.click("#unbrush")
    assert page.input_value("#from") == "" and len(opened.rows()) == every
    box = page.locator("svg.timeline >> visible=true").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 40, steps=5)
    page.mouse.up()
    assert page.input_value("#from") < page.input_value("#to") and len(opened.rows()) < every


def test_clicking_shows_the_exact_sentence(opened: Watched, page: Page) -> None:
    """Each row opens a card with the sentence as it stands in the article and the fact marked in it, who says it, when
    it happened and why that is uncertain, who disputes it, the link, rule, confidence and IRIs."""
    browser_page = opened.page
    for row in page.rows:
        browser_page.evaluate("id => document.querySelector(`#${id} td a`).click()", row.id)
        card = browser_page.text_content("#card")
        for t in row.told:
            assert t.sentence in card and t.speaker in card
            assert t.own or t.stance in card
        assert row.iri in card and row.told[0].claim in card
        links = browser_page.evaluate("[...document.querySelectorAll('#card a')].map((a) => [a.href, a.rel])")
        assert [page.sources[row.told[0].source].url, "noopener noreferrer nofollow"] in links
        assert bool(browser_page.locator("#card .tag.disputed").count()) == row.disputed
        marks = browser_page.evaluate("[...document.querySelectorAll('#card mark')].map((m) => m.textContent)")
        first = next(t for t in row.told if not t.against)
        assert [first.sentence[m.start : m.end] for m in first.marks if m.core] == marks[
            : sum(m.core for m in first.marks)
        ]
    dispute = next(r for r in page.rows if any(t.against for t in r.told) and any(t.own for t in r.told))
    browser_page.evaluate("id => truceline.show(id)", dispute.id)
    assert "Disputed by government of Kestria" in browser_page.text_content("#card")
    vague = next(r for r in page.rows if r.layer == "event" and not r.begin and r.end)
    browser_page.evaluate("id => truceline.show(id)", vague.id)
    assert "only the latest possible time" in browser_page.text_content("#card")


def test_clicking_a_node_an_edge_and_a_bar_shows_evidence(opened: Watched, page: Page) -> None:
    """A click in the picture itself reaches the sentence: on a node, in the middle of an edge, on a bar."""
    browser_page = opened.page
    box = browser_page.locator("#net").bounding_box()
    node = max(page.nodes, key=lambda n: n.weight)
    spot = browser_page.evaluate("id => truceline.net.canvasToDOM(truceline.net.getPositions([id])[id])", node.id)
    browser_page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    assert node.label in browser_page.text_content("#card h3")
    word = browser_page.evaluate(
        "truceline.names.words.map((w) => [w.lines[0], w.edge.rows[0].id, (w.frame[0] + w.frame[2]) / 2, (w.frame[1] + w.frame[3]) / 2])"
    )
    rows = {r.id: r for r in page.rows}
    browser_page.evaluate("truceline.show(null)")
    browser_page.mouse.click(box["x"] + word[0][2], box["y"] + word[0][3])
    assert rows[word[0][1]].told[0].sentence in browser_page.text_content("#card")
    bar = browser_page.locator("#time-event svg a:not([data-rows])").first
    bar.click()
    assert rows[bar.get_attribute("href")[1:]].told[0].sentence in browser_page.text_content("#card")


def test_opposing_figures_stay_side_by_side(opened: Watched, page: Page) -> None:
    """Two counts of the same dead name each other, and neither is added up."""
    pair = [r for r in page.rows if r.conflicts]
    assert len(pair) == 2 and pair[0].conflicts == (pair[1].id,)
    opened.page.evaluate("id => truceline.show(id)", pair[0].id)
    assert pair[1].what in opened.page.text_content("#card")
    opened.page.click(f"#card button:has-text('{pair[1].what}')")
    assert pair[1].told[0].sentence in opened.page.text_content("#card")


def test_filters_narrow_all_views_and_say_so(opened: Watched, page: Page) -> None:
    """Kind, actor, place, speaker, stance, text and voice each leave what Python leaves, and the count is announced."""
    label = page.label
    asked = {
        "kind": ("Shelling", {r.id for r in page.rows if r.kind == "Shelling"}),
        "place": ("Tarn", {r.id for r in page.rows if r.place and label(r.place) == "Tarn"}),
        "speaker": ("Valley Monitor", {r.id for r in page.rows if any(t.speaker == "Valley Monitor" for t in r.told)}),
        "stance": ("denied", {r.id for r in page.rows if any(t.stance == "denied" for t in r.told)}),
    }
    for field, (value, want) in asked.items():
        opened.page.select_option(f"#{field}", value)
        opened.page.wait_for_timeout(160)
        assert opened.rows() == want and want, field
        assert opened.page.text_content("#count").startswith(f"{len(want)} of {len(page.rows)} facts")
        assert opened.page.locator("tbody tr:not(.off)").count() == len(want)
        opened.page.click("#reset")
    opened.page.fill("#q", "السلام")
    opened.page.wait_for_timeout(160)
    assert opened.rows() == set()
    opened.page.fill("#q", "بالهدنة")
    opened.page.wait_for_timeout(160)
    assert len(opened.rows()) == 1
    opened.page.click("#reset")
    for voice, want in (
        ("own", {r.id for r in page.rows if r.own}),
        ("claimed", {r.id for r in page.rows if not r.own}),
        ("disputed", {r.id for r in page.rows if r.disputed}),
    ):
        opened.page.click(f".voice[data-voice={voice}]")
        assert opened.rows() == want and want
    opened.page.click("#reset")
    opened.page.uncheck("input.type[value=event]")
    assert opened.page.evaluate("[...truceline.seen.nodes].filter((n) => n.look.css === 'event').length") == 0


def test_the_address_brings_the_same_view_back(opened: Watched, browser: Any) -> None:
    """Filters, time, voice, types and selection are in the fragment; opening it elsewhere shows the same."""
    page = opened.page
    page.fill("#q", "tarn")
    page.evaluate("truceline.brush('2019-03-02', '2019-03-20')")
    page.uncheck("input.type[value=place]")
    page.click(".voice[data-voice=claimed]")
    page.wait_for_timeout(200)
    page.evaluate("truceline.show([...truceline.seen.rows][0].id)")
    page.wait_for_timeout(250)
    address, rows, card = page.url, opened.rows(), page.text_content("#card")
    assert "#" in address and rows
    other = browser.new_page()
    other.goto(address)
    other.wait_for_selector("html[data-ready='1']")
    assert set(other.evaluate("[...truceline.seen.rows].map((r) => r.id)")) == rows
    assert [other.input_value(f"#{f}") for f in ("q", "from", "to")] == ["tarn", "2019-03-02", "2019-03-20"]
    assert other.get_attribute(".voice[data-voice=claimed]", "aria-pressed") == "true"
    assert not other.is_checked("input.type[value=place]")
    assert other.text_content("#card") == card
    other.close()

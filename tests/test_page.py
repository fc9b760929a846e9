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
    page.click("#events")
    if page.locator("#everything").is_visible():
        page.click("#everything")
    spots = page.evaluate("Object.values(truceline.net.getPositions()).map((p) => truceline.net.canvasToDOM(p))")
    box = page.locator("#net").bounding_box()
    for spot in spots[:60]:
        page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.evaluate(
        """() => { for (const a of [...document.querySelectorAll('a[data-rows]')].filter((_, n) => n % 5 === 0)) a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
           for (const r of truceline.rows.filter((_, n) => n % 2 === 0)) truceline.show(r.id, { quiet: true });
           for (const n of [...truceline.seen.nodes].slice(0, 80)) truceline.show(n.id, { quiet: true }); }"""
    )
    watched.filter(q="<img src=x onerror=window.__ran=1>", actor="javascript:window.__ran=1")
    for chip in page.locator("details.chip summary").all():
        chip.click()
    watched.filter()
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
def test_a_time_leaves_what_the_command_leaves(opened: Watched, story: Graph, page: Page, low: str, high: str) -> None:
    """What a chosen time leaves is what `truceline timeline` and `figures` answer for the same days."""
    happened = {h.iri for h in story.timeline(since=low, until=high)} | {
        f.iri for f in story.figures(since=low, until=high)
    }
    iris = {r.id: r.iri for r in page.rows}
    assert {iris[i] for i in opened.filter(since=low, to=high)} == happened
    assert 0 < len(happened) < len(page.rows)
    assert opened.page.text_content("#count") == f"{len(happened)} of {len(page.rows)} facts"


def test_clicking_shows_the_exact_sentence(opened: Watched, page: Page) -> None:
    """Each row opens a card with the sentence as it stands in the article and the fact marked in it, who says it, when
    it happened and why that is uncertain, who disputes it, the link, rule, confidence and IRIs."""
    browser_page = opened.page
    for row in page.rows:
        browser_page.evaluate("id => truceline.show(id)", row.id)
        card = browser_page.text_content("#card")
        for t in row.told:
            assert t.sentence in card and t.speaker in card
            assert t.own or t.stance in card
        assert row.iri in card and row.told[0].claim in card
        links = browser_page.evaluate("[...document.querySelectorAll('#card a')].map((a) => [a.href, a.rel])")
        assert [page.sources[row.told[0].source].url, "noopener noreferrer nofollow"] in links
        assert bool(browser_page.locator("#card .tag.disputed").count()) == row.disputed
        assert browser_page.locator(f"tr#{row.id}.on").count() == 1
        marks = browser_page.evaluate("[...document.querySelectorAll('#card mark')].map((m) => m.textContent)")
        first = row.told[0]
        assert [first.sentence[m.start : m.end] for m in first.marks if m.core] == marks[
            : sum(m.core for m in first.marks)
        ]
    dispute = next(r for r in page.rows if any(t.against for t in r.told) and any(t.own for t in r.told))
    browser_page.evaluate("id => truceline.show(id)", dispute.id)
    assert "Disputed by government of Kestria" in browser_page.text_content("#card")
    vague = next(r for r in page.rows if r.layer == "event" and not r.begin and r.end)
    browser_page.evaluate("id => truceline.show(id)", vague.id)
    assert "only the latest possible time is told" in browser_page.text_content("#card")


def test_clicking_in_the_picture_shows_evidence(opened: Watched, page: Page) -> None:
    """A click reaches the sentence: on a node, on the words of a relation, on a bar of the bands, on a row."""
    browser_page = opened.page
    browser_page.locator("#net").scroll_into_view_if_needed()
    box = browser_page.locator("#net").bounding_box()
    node = browser_page.evaluate("(() => { const n = [...truceline.seen.nodes][0]; return [n.id, n.label]; })()")
    spot = browser_page.evaluate("id => truceline.net.canvasToDOM(truceline.net.getPositions([id])[id])", node[0])
    browser_page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    assert node[1] in browser_page.text_content("#card h3")
    browser_page.evaluate("truceline.show(null)")
    word = browser_page.evaluate(
        "truceline.names.words.map((w) => [w.edge.rows.map((r) => r.id), (w.frame[0] + w.frame[2]) / 2, (w.frame[1] + w.frame[3]) / 2])"
    )
    rows = {r.id: r for r in page.rows}
    browser_page.mouse.click(box["x"] + word[0][1], box["y"] + word[0][2])
    card = browser_page.text_content("#card")
    assert all(rows[i].what in card for i in word[0][0])
    bar = browser_page.locator(".picture.wide .bar").first
    bar.click()
    assert rows[bar.get_attribute("data-rows").split()[0]].what in browser_page.text_content("#card")
    browser_page.locator("#body tr").nth(2).click()
    chosen = browser_page.locator("#body tr.on").get_attribute("id")
    assert rows[chosen].told[0].sentence in browser_page.text_content("#card")


def test_opposing_figures_stay_side_by_side(opened: Watched, page: Page) -> None:
    """Two counts of the same dead name each other, and neither is added up."""
    pair = [r for r in page.rows if r.conflicts]
    assert len(pair) == 2 and pair[0].conflicts == (pair[1].id,)
    opened.page.evaluate("id => truceline.show(id)", pair[0].id)
    assert pair[1].what in opened.page.text_content("#card")
    opened.page.click(f"#card button:has-text('{pair[1].what}')")
    assert pair[1].told[0].sentence in opened.page.text_content("#card")


def test_filters_mean_what_the_command_means(opened: Watched, story: Graph, page: Page) -> None:
    """Actor, place, kind and truce leave the events and states that `truceline timeline` leaves, in every view."""
    asked = {"actor": "Kestrian Army", "place": "Tarn", "kind": "Attack"}
    for field, value in asked.items():
        want = {h.iri for h in story.timeline(**{field: value})}
        got = opened.filter(**{field: value})
        assert {r.iri for r in page.rows if r.id in got and r.layer in {"event", "state"}} == want and want, field
        assert opened.page.text_content("#count") == f"{len(got)} of {len(page.rows)} facts"
        assert opened.page.locator("#body tr").count() == min(50, len(got))
        chip = opened.page.locator(f"details.chip.set[data-for={field}]")
        assert value in chip.inner_text() or field == "kind"
    opened.page.click("details.chip.set + .off")
    assert len(opened.rows()) == len(page.rows)


def test_filters_narrow_and_say_so(opened: Watched, page: Page) -> None:
    """Speaker, stance, text and voice each leave what Python leaves; an empty result says so; each is a step of the history."""
    told = {
        "speaker": ("Valley Monitor", {r.id for r in page.rows if any(t.speaker == "Valley Monitor" for t in r.told)}),
        "stance": ("denied", {r.id for r in page.rows if any(t.stance == "denied" for t in r.told)}),
        "voice": ("claimed", {r.id for r in page.rows if not r.own}),
    }
    for field, (value, want) in told.items():
        assert opened.filter(**{field: value}) == want and want, field
    assert opened.filter(voice="own") == {r.id for r in page.rows if r.own}
    assert opened.filter(voice="disputed") == {r.id for r in page.rows if r.disputed}
    assert opened.filter(q="السلام") == set()
    assert "No truce in what is chosen here" in opened.page.inner_text(
        "header"
    ) and "Nothing" in opened.page.inner_text("#none")
    for part in ("main > .bands", "main > .roles", "#moments", "main > .disputes"):
        assert opened.page.locator(part).is_hidden(), part
    assert len(opened.filter(q="بالهدنة")) == 1
    opened.filter()
    assert opened.page.locator("main > .bands").is_visible() and opened.page.locator("main > .disputes").is_visible()
    assert opened.page.is_hidden("#none") and len(opened.rows()) == len(page.rows)


def test_back_goes_back(opened: Watched, page: Page) -> None:
    """Each selection is a step of the history, and so is a filter; a selection that a filter hides says so."""
    browser_page = opened.page
    browser_page.evaluate("truceline.show('r3')")
    browser_page.evaluate("truceline.show('r7')")
    browser_page.evaluate("history.back()")
    browser_page.wait_for_timeout(150)
    assert page.rows[2].what == browser_page.text_content("#card h3")
    browser_page.click("#card button:has-text('Only this')")
    assert opened.rows() == {"r3"}
    browser_page.evaluate("truceline.show('r7')")
    assert "hidden by the filters" in browser_page.text_content("#card")
    browser_page.click("#card button:has-text('Clear the filters')")
    assert len(opened.rows()) == len(page.rows)


def test_the_address_brings_the_same_view_back(opened: Watched, browser: Any) -> None:
    """Filters, day and selection are in the fragment; opening it elsewhere shows the same."""
    page = opened.page
    rows = opened.filter(q="tarn", since="2019-03-02", to="2019-03-20", voice="claimed")
    page.evaluate("truceline.show([...truceline.seen.rows][0].id)")
    page.evaluate("truceline.setDay('2019-03-10')")
    page.wait_for_timeout(250)
    address, card, day = page.url, page.text_content("#card"), page.text_content("#date")
    assert "#" in address and rows
    other = browser.new_page()
    other.goto(address)
    other.wait_for_selector("html[data-drawn='1']")
    assert set(other.evaluate("[...truceline.seen.rows].map((r) => r.id)")) == rows
    assert [other.input_value(f"#{f}") for f in ("q", "from", "to")] == ["tarn", "2019-03-02", "2019-03-20"]
    assert other.text_content("#card") == card and other.text_content("#date") == day
    other.close()

"""What once went wrong in the hands of readers: filters that left the picture as it was, evidence out of sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from page_tools import Watched, colours_of, saved

pytestmark = pytest.mark.browser

INK = """() => {
  const canvas = document.querySelector("#net canvas"), c = canvas.getContext("2d");
  const data = c.getImageData(0, 0, canvas.width, canvas.height).data;
  let drawn = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 40) drawn++;
  return drawn;
}"""


def drawn(watched: Watched, **fields: str) -> int:
    """How many pixels of the graph are drawn on, once filters are set."""
    watched.filter(**fields)
    watched.page.wait_for_timeout(60)
    return int(watched.page.evaluate(INK))


@pytest.mark.parametrize("mode", ["actors", "events"])
def test_filters_take_shapes_off_the_picture(opened: Watched, browser: Any, tmp_path: Path, mode: str) -> None:
    """A search for nothing leaves no pixel of the graph, in the saved picture too; a time and a name leave fewer; none, all."""
    if mode == "events":
        opened.page.click("#events")
    every = drawn(opened)
    full = colours_of(browser, saved(opened.page, "png", tmp_path / "full.png").read_bytes(), 100, 60)
    assert 0 < drawn(opened, place="Tarn") < every
    assert 0 < drawn(opened, voice="claimed") != every
    assert 0 < drawn(opened, since="2019-03-01", to="2019-03-12") != every
    assert drawn(opened, q="zzzz") == 0
    raw = saved(opened.page, "png", tmp_path / "empty.png").read_bytes()
    assert len(colours_of(browser, raw, 100, 60)) == 1 and len(full) > 20
    assert drawn(opened) == every


@pytest.mark.parametrize("size", [(1280, 860), (390, 800)])
def test_evidence_is_beside_what_was_clicked(browser: Any, file: Path, size: tuple[int, int]) -> None:
    """A click on a bar of the bands and on a row of the table shows its sentence on the same screen."""
    watched = Watched(browser, file, viewport={"width": size[0], "height": size[1]})
    page = watched.page
    for what in (".picture .bar >> visible=true", "#body tr:nth-child(9) a"):
        page.locator(what).first.scroll_into_view_if_needed()
        page.locator(what).first.click()
        page.wait_for_timeout(250)
        quote = page.locator("#card blockquote, #card .item").first.bounding_box()
        assert quote["y"] >= 0 and quote["y"] + 20 < size[1], what
    watched.context.close()


PAST = """() => {
  const net = window.truceline.net, at = net.getPositions(), hits = [];
  for (const e of window.truceline.seen.edges)
    for (const n of window.truceline.seen.nodes) {
      if (n === e.from || n === e.to) continue;
      const line = net.body.edges[e.id].edgeType;
      for (let t = 0.04; t < 1; t += 0.04) {
        const p = line.getPoint(t);
        if (Math.hypot(p.x - at[n.id].x, p.y - at[n.id].y) < 12) { hits.push([e.from.label, e.word, e.to.label, n.label]); break; }
      }
    }
  return hits;
}"""


def test_no_line_runs_through_another_sign(browser: Any, demo: Path) -> None:
    """What is between two actors does not look as if it went to the truce that lies between them."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 860})
    assert watched.page.evaluate("window.truceline.seen.edges.size") > 15
    assert watched.page.evaluate(PAST) == []
    watched.context.close()


def test_the_first_screen_answers_before_the_graph_is_drawn(browser: Any, file: Path) -> None:
    """While the browser has no time for the graph, days, filters and evidence answer; the graph then shows what is chosen."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.add_init_script("window.requestIdleCallback = (go) => (window.__go = go)")
    page.goto(file.as_uri())
    page.wait_for_function("window.__go && document.documentElement.dataset.ready === '1'")
    assert page.locator("#net canvas").count() == 0 and page.evaluate("document.documentElement.dataset.drawn") is None
    day = page.text_content("#date")
    page.click("#earlier")
    assert page.text_content("#date") != day
    page.evaluate("document.getElementById('place').value = 'Tarn'; truceline.apply()")
    left = page.evaluate("truceline.seen.rows.size")
    assert 0 < left < page.evaluate("truceline.rows.length")
    page.locator("#body tr a").first.click()
    words = page.text_content("#card h3")
    page.evaluate("window.__go()")
    page.wait_for_selector("html[data-drawn='1']")
    assert page.locator("#net canvas").count() == 1 and page.text_content("#card h3") == words
    assert (
        page.evaluate("truceline.seen.rows.size") == left
        and page.evaluate("truceline.net.getSelectedEdges().length") > 0
    )
    context.close()


def test_a_page_opens_at_its_beginning(opened: Watched) -> None:
    """Before anything is chosen the table stands on its first row and there is no way back out of the page; then there is."""
    page = opened.page
    first = page.evaluate("window.truceline.rows[0].id")
    assert page.evaluate("[document.querySelector('#body tr').id, document.querySelector('#facts').scrollTop]") == [
        first,
        0,
    ]
    assert not page.locator("#card .back").is_visible()
    page.locator("#body tr a").nth(4).click()
    assert page.locator("#card .back").is_visible()
    page.click("#card .back")
    page.wait_for_timeout(200)
    assert not page.locator("#card .back").is_visible()


def test_the_map_of_a_phone_has_words_of_a_readable_size(browser: Any, file: Path) -> None:
    """On 390 pixels the names on the map are no smaller than eleven."""
    watched = Watched(browser, file, viewport={"width": 390, "height": 844})
    size = "t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a"
    texts = watched.page.locator(".map .point text >> visible=true")
    assert texts.count() and all(texts.nth(n).evaluate(size) > 11 for n in range(texts.count()))
    watched.context.close()


def test_links_inside_the_page_keep_the_filters(opened: Watched) -> None:
    """The skip link moves in the page, a name opens its fact; filters stay."""
    page = opened.page
    rows = opened.filter(q="tarn")
    page.wait_for_timeout(250)
    address = page.url
    assert "q=tarn" in address
    page.evaluate("document.querySelector('.skip').click()")
    page.wait_for_timeout(300)
    assert page.url == address and opened.rows() == rows
    page.evaluate("document.querySelector('.roles a[data-rows]').click()")
    assert "q=tarn" in page.url and opened.rows() == rows

"""The story on the page: verdict, day, bands, standings, moments; one selection in all views; the same as the command."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from page_tools import VIEWS, Watched
from truceline.draw.page import Page
from truceline.graph import Graph
from truceline.read import make_article

pytestmark = pytest.mark.browser


def test_every_day_is_the_answer_of_status(browser: Any, told: Graph, demo: Path) -> None:
    """On each day of the demo, for each truce, the day line and the bands come from the answer that `status` gives."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 860})
    iris = watched.page.evaluate("truceline.stories.map((s) => s.name.iri)")
    looked = 0
    for n in range(240):
        day = (date(2016, 2, 10) + timedelta(n)).isoformat()
        want = {t.iri: [t.answer, t.state] for t in told.status(on=day).truces}
        got = watched.page.evaluate(
            "d => truceline.stories.map((s) => { const h = truceline.answer(s.n, d); return h && [h.answer, h.state]; })",
            day,
        )
        for iri, answer in zip(iris, got, strict=True):
            assert answer is None or answer == want[iri], (day, iri)
            looked += answer is not None
    assert looked > 1500
    watched.context.close()


def test_the_day_moves_and_says_its_answer(browser: Any, told: Graph, demo: Path) -> None:
    """Keys, buttons and a click on the bands move the day; its line says the answer, with a sentence that opens."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 860})
    page = watched.page
    iri = page.evaluate("truceline.stories[0].name.iri")

    def answer(day: date) -> tuple[str, str, tuple[str, ...]]:
        truce = next(t for t in told.status(on=day.isoformat()).truces if t.iri == iri)
        return truce.answer, truce.state, tuple(s.sentence for s in truce.says)

    start = date.fromisoformat(page.evaluate("truceline.day"))
    assert answer(start)[0] in {"in force", "disputed"} and answer(start + timedelta(1))[0] not in {
        "in force",
        "disputed",
    }
    page.click("#later")
    assert page.evaluate("truceline.day") == (start + timedelta(1)).isoformat()
    page.focus(".picture.wide .hand")
    for key in ("PageDown", "PageDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("truceline.day") == (start - timedelta(58)).isoformat()
    page.keyboard.press("Home")
    assert page.text_content("#said").startswith("Not in force yet.")
    seen = set()
    for n in range(0, 120, 3):
        day = start - timedelta(n)
        told_, state, sentences = answer(day)
        page.evaluate("d => truceline.setDay(d, true)", day.isoformat())
        line = page.text_content("#said")
        words = f"In force, {state}" if told_ == "in force" and state != told_ else told_.capitalize()
        assert line.startswith(words if told_ != "not in force" else ("Over", "Not in force yet")), (day, line)
        assert (
            words.lower() in page.get_attribute(".picture.wide .hand", "aria-valuetext").lower()
            or told_ == "not in force"
        )
        seen.add(told_)
        if quote := page.locator("#said .part").all():
            shown = quote[0].inner_text().strip("“”… ")
            assert any(shown[:60] in s for s in sentences), (day, shown)
    page.evaluate("d => truceline.setDay(d)", start.isoformat())
    page.locator("#said .part").click()
    assert page.locator("#card blockquote").first.inner_text().strip("“”") in answer(start)[2]
    assert "in force" in seen
    watched.context.close()


def test_ten_seconds(browser: Any, demo: Path) -> None:
    """The first screen says whether it held, who was in and who out, shows all bands with their legend, and the sentence."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 860})
    page = watched.page
    verdict = page.locator(".verdict >> visible=true").inner_text()
    for words in ("in force from", "ended", "Between", "outside it", "brokered by"):
        assert words in verdict
    contested = page.locator(".contested >> visible=true").inner_text()
    assert contested.startswith("Breaches told by ") and "disputes" in contested
    foot = page.evaluate("document.querySelector('.bands .legend').getBoundingClientRect().bottom")
    assert foot <= 860
    assert page.locator("#card blockquote").first.bounding_box()["y"] < 500
    watched.context.close()


def test_one_selection_in_all_views(opened: Watched, page: Page) -> None:
    """What is chosen in one view is outlined in the others, and the address carries it."""
    tab = opened.page
    story = page.stories[0]
    ref = next(p.refs[0] for p in story.parts if p.sort == "inForce")
    tab.evaluate("(id) => document.querySelector(`.part[data-ref='${id}']`).click()", str(ref))
    tab.wait_for_timeout(200)
    assert f"at={ref.row}" in tab.url
    assert tab.locator(".verdict .part.on").count() == 1 and tab.locator(f"#body tr#{ref.row}.on").count() == 1
    assert tab.locator(".picture.wide .bar.on").count() >= 1
    name = tab.locator(".roles a[data-rows]").first
    name.click()
    rows = name.get_attribute("data-rows").split()
    assert tab.locator(".roles a.on").count() >= 1 and all(tab.locator(f"#body tr#{r}.on").count() == 1 for r in rows)
    assert tab.evaluate("truceline.net.getSelectedEdges().length") >= 1


def test_moments_are_stepped_through(opened: Watched, page: Page) -> None:
    """Next and Previous go from moment to moment; the day and the evidence follow."""
    tab, moments = opened.page, page.stories[0].moments
    assert 3 <= len(moments) <= 7
    assert tab.locator("#moments .story:not([hidden]) li").count() == len(moments)
    tab.click("#moments .story:not([hidden]) li a")
    assert tab.text_content("#moment h3") == moments[0].title
    for m in moments[1:]:
        tab.click("#next")
        assert tab.text_content("#moment h3") == m.title
        told = next(r for r in page.rows if r.id == m.ref.row).told[m.ref.telling]
        assert told.sentence in tab.text_content("#moment blockquote") and told.sentence in tab.text_content("#card")
        if m.day:
            assert tab.evaluate("truceline.day") == m.day
    assert tab.is_disabled("#next")


def test_standings_disputes_and_truces(browser: Any, told: Graph, demo: Path) -> None:
    """Each truce has its own verdict and standings, those of the command; disputes stand side by side."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 860})
    page = watched.page
    shown = set(page.locator(".roles .columns:not([hidden]) .who").all_inner_texts())
    truce = next(t for t in told.status(on="2016-04-24").truces if "27 February" in t.label)
    assert {s.actor.lower() for s in truce.standings} == {w.lower() for w in shown}
    page.click("#tabs button:has-text('12 September')")
    assert (
        "12 September" in page.text_content("h1")
        and "ended on 19 September" in page.locator(".verdict >> visible=true").inner_text()
    )
    sides = page.locator(".against").first.locator("li").count()
    assert sides >= 2 and page.locator(".denial").count() >= 2
    watched.context.close()


def test_the_graph_folds_and_unfolds(opened: Watched) -> None:
    """It opens with actors and truces and counted relations; events as nodes are one click away; an actor can stand alone."""
    tab = opened.page
    assert tab.evaluate("[...truceline.seen.nodes].every((n) => n.look.css !== 'event')")
    assert all(any(c.isdigit() for c in w) for w in tab.evaluate("truceline.names.words.map((w) => w.lines[0])"))
    few = tab.evaluate("truceline.seen.nodes.size")
    tab.evaluate("truceline.show([...truceline.seen.nodes].sort((a, b) => a.links.length - b.links.length).at(-1).id)")
    tab.click("#card button:has-text('Only its relations')")
    assert tab.evaluate(
        "(() => { const id = truceline.net.getSelectedNodes()[0]; return [...truceline.seen.edges].every((f) => f.from.id === id || f.to.id === id) || !id; })()"
    )
    tab.click("#ego")
    assert tab.evaluate("truceline.seen.nodes.size") == few
    tab.click("#events")
    assert tab.evaluate("[...truceline.seen.nodes].some((n) => n.look.css === 'event')")


def test_a_single_article_says_no_more_than_it_tells(browser: Any, tmp_path: Path) -> None:
    """A truce of a few days has days on its axis, only the signs that are drawn in its legend, and opens on the day it is told;
    who says that it is over and who says that it holds stand side by side."""
    graph = Graph()
    text = (
        "The army said that the ceasefire with the rebels is over.\n\n"
        "The rebels said that the ceasefire, in force since 2 April 2026, still holds."
    )
    graph.add(make_article(text, "one", "2026-04-08", "Words over the truce"))
    graph.draw(tmp_path / "one.html", view=VIEWS)
    watched = Watched(browser, tmp_path / "one.html", viewport={"width": 1280, "height": 860})
    page = watched.page
    assert page.locator(".picture.wide .month").all_text_contents()[:2] == ["1 Apr", "2 Apr"]
    legend = page.locator("#signs li").all_text_contents()
    drawn = {b.split()[1] for b in page.evaluate("[...document.querySelectorAll('.picture.wide .bar')].map((b) => b.className.baseVal)")}  # fmt: skip
    words = {"inForce": "in force", "disputed": "disputed", "over": "ended"}
    assert legend == [words[x] for x in words if x in drawn] and len(legend) >= 2
    assert page.evaluate("truceline.day") == "2026-04-08"
    verdict = page.text_content(".verdict") or ""
    assert verdict.startswith("One article tells of a ceasefire. It was in force from 2 April 2026")
    assert "Nobody is told to stand outside it." in (page.text_content(".contested") or "")
    said = page.text_content("#said") or ""
    assert said.startswith("Disputed.") and "is over" in said and "≠" in said and "still holds" in said
    watched.context.close()


def test_where_no_truce_is_told_there_is_no_legend(browser: Any, tmp_path: Path) -> None:
    """An article without a truce, and one that only proposes one, draw no bands, no legend and no empty columns."""
    for n, text in enumerate(("Soldiers shelled the market of Verin on Monday.", "The UN called for a ceasefire.")):
        graph = Graph()
        graph.add(make_article(text, "one", "2026-04-08", "From the valleys"))
        graph.draw(tmp_path / f"{n}.html", view=VIEWS)
        watched = Watched(browser, tmp_path / f"{n}.html", viewport={"width": 1280, "height": 860})
        assert watched.page.locator(".legend:not(.types), .picture, .roles .columns").count() == 0
        assert not watched.errors
        watched.context.close()

"""What leaves the page: CSV, Turtle, the picture, paper."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph as Rdf

from page_tools import Watched, colours_of, graph_of, many, saved, text_of_pdf
from truceline.draw.page import Page
from truceline.graph import Graph

pytestmark = pytest.mark.browser


def test_exports(opened: Watched, story: Graph, page: Page, tmp_path: Path) -> None:
    """CSV and Turtle hold the filtered facts; the Turtle says nothing that the graph does not say."""
    left = opened.filter(q="tarn")
    rows = [r for r in page.rows if r.id in left]
    assert 0 < len(rows) < len(page.rows)
    with saved(opened.page, "csv", tmp_path / "csv").open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.DictReader(lines))
    assert {line["fact"] for line in table} == {r.iri for r in rows}
    assert {line["sentence"] for line in table} == {t.sentence for r in rows for t in r.told}
    turtle = Rdf().parse(saved(opened.page, "ttl", tmp_path / "ttl"), format="turtle")
    assert {str(s) for s in turtle.subjects()} >= {r.iri for r in rows}
    known = {tuple(map(str, t)) for t in story.rdf.triples((None, None, None))}
    loose = ("label", "lat", "long", "confidence", "hasLatestEndTimeStamp", "title")
    extra = [t for t in turtle if tuple(map(str, t)) not in known and not str(t[1]).endswith(loose)]
    assert extra == []


def test_the_picture_is_not_blank(opened: Watched, browser: Any, tmp_path: Path) -> None:
    """The PNG has the colours of the legend in it and many pixels that are not ground."""
    colours = colours_of(browser, saved(opened.page, "png", tmp_path / "png").read_bytes())
    assert sum(colours.values()) - max(colours.values()) > 4000
    for name in ("truce", "armed", "state"):
        fill = opened.page.evaluate(f"getComputedStyle(document.querySelector('.k-{name}')).fill")
        assert colours.get(tuple(map(int, re.findall(r"\d+", fill))), 0) > 20


def test_the_printed_brief_has_two_pages(browser: Any, demo: Path) -> None:
    """Paper has title, verdict, deciding sentence, bands, who is in, disputes and moments on two pages; no filters, no table."""
    watched = Watched(browser, demo, viewport={"width": 1280, "height": 860})
    raw = watched.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", raw)) == 2
    text = text_of_pdf(raw)
    watched.page.emulate_media(media="print")
    for part in (
        "h1",
        ".story:not([hidden]) .verdict",
        ".story:not([hidden]) .deciding",
        ".roles h2",
        ".disputes h2",
        "#moments h2",
    ):
        words = re.sub(r"\W+", "", watched.page.locator(part).first.inner_text())
        assert words in text, part
    for part in (".chips", "#evidence", "#net", ".all", "#day"):
        assert not watched.page.locator(part).first.is_visible(), part
    watched.context.close()


def test_where_no_truce_is_told_the_facts_are_printed(browser: Any, tmp_path: Path) -> None:
    """The brief of a graph without a truce has every fact, the first and the last, and is not cut after a screen."""
    watched = Watched(
        browser, graph_of(many(120)).draw(tmp_path / "page.html"), viewport={"width": 1280, "height": 860}
    )
    raw = watched.page.pdf(prefer_css_page_size=True)
    printed = text_of_pdf(raw)
    whats = watched.page.evaluate("window.truceline.rows.map((r) => r.what)")
    assert len(whats) > 60 and len(re.findall(rb"/Type\s*/Page\b", raw)) > 1
    assert [w for w in whats if re.sub(r"\W+", "", w) not in printed] == []
    watched.context.close()

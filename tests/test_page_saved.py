"""What leaves the page: CSV, Turtle, the picture, paper."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from rdflib import Graph as Rdf

from page_tools import Watched, pixels_of, saved, text_of_pdf
from truceline.draw.page import Page
from truceline.graph import Graph

pytestmark = pytest.mark.browser


def test_exports(opened: Watched, story: Graph, page: Page, tmp_path: Path) -> None:
    """CSV and Turtle hold the filtered facts; the Turtle says nothing that the graph does not say."""
    opened.page.fill("#q", "tarn")
    opened.page.wait_for_timeout(200)
    rows = [r for r in page.rows if r.id in opened.rows()]
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


def test_the_picture_is_not_blank(opened: Watched, tmp_path: Path) -> None:
    """The PNG has the colours of the legend in it and many pixels that are not ground."""
    pixels = pixels_of(saved(opened.page, "png", tmp_path / "png").read_bytes())
    colours = {pixels[n : n + 3] for n in range(0, len(pixels), 4)}
    ground = max(colours, key=lambda c: pixels[: 4 * 4000].count(c))
    assert sum(pixels[n : n + 3] != ground for n in range(0, len(pixels), 4)) > 4000
    for name in ("truce", "armed", "person"):
        fill = opened.page.evaluate(f"getComputedStyle(document.querySelector('.k-{name}')).fill")
        assert bytes(map(int, re.findall(r"\d+", fill))) in colours


def test_printing_keeps_the_quotes(opened: Watched, page: Page) -> None:
    """The PDF has the sentences of the table in it, as text, and the filters are gone."""
    text = text_of_pdf(opened.page.pdf())
    for row in page.rows[:6]:
        words = re.sub(r"\W+", "", row.told[0].sentence)
        assert words in text, row.told[0].sentence
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".filters").is_visible() and opened.page.locator("tbody q").first.is_visible()

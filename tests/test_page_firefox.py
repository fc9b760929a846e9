"""The page in Firefox: it opens without complaint, filters, selects, moves its day, and draws what Chromium draws."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from firefox_tools import Firefox
from truceline.draw.page import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests of this file."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("there is no Firefox on this machine: apt-get install firefox-esr")
    browser = Firefox(program, tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


def test_firefox_opens_the_page(firefox: Firefox, file: Path, page: Page) -> None:
    """Verdict, bands, graph and table are there; nothing is complained of; no page is wider than its screen."""
    firefox.open(file.as_uri(), 1280, 860)
    assert "in force from 3 March 2019" in firefox.run(
        "document.querySelector('.story:not([hidden]) .verdict').textContent"
    )
    assert firefox.run("truceline.rows.length") == len(page.rows)
    assert firefox.run("document.querySelectorAll('#body tr').length") == min(50, len(page.rows))
    drawn = """(() => { const c = document.querySelector('#net canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 40) n++; return n; })()"""
    assert firefox.run(drawn) > 1000
    assert firefox.errors == []
    for width in (1280, 768, 390, 320):
        firefox.open(file.as_uri(), width, 800)
        assert firefox.run("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_firefox_filters_and_selects(firefox: Firefox, file: Path, page: Page) -> None:
    """A filter leaves the rows that Python leaves, a selection shows its sentence, Back goes back, the day moves."""
    firefox.open(file.as_uri(), 1280, 860)
    want = {r.id for r in page.rows if r.place and page.label(r.place) == "Tarn"}
    firefox.run(
        "(() => { const p = document.getElementById('place'); p.value = 'Tarn'; p.dispatchEvent(new Event('input')); })()"
    )
    firefox.run("new Promise((done) => setTimeout(done, 300))")
    assert set(firefox.run("[...truceline.seen.rows].map((r) => r.id).join(' ')").split()) == want
    row = next(r for r in page.rows if r.id in want)
    firefox.run(f"truceline.show('{row.id}')")
    assert row.told[0].sentence in firefox.run("document.getElementById('card').textContent")
    firefox.run("truceline.show('r9')")
    firefox.run("history.back()")
    firefox.run("new Promise((done) => setTimeout(done, 300))")
    assert row.what == firefox.run("document.querySelector('#card h3').textContent")
    firefox.run("truceline.setDay('2019-03-10')")
    assert firefox.run("document.getElementById('date').textContent") == "10 March 2019"

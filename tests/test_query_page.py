"""The query page in a real browser: its first answer, the shipped queries, rows that lead to their sentences."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from golden import truce_ended, truce_told
from serving import folder, server

pytestmark = pytest.mark.browser


def opened(browser: object, url: str, said: list[str]) -> Page:
    """The page, once it has its first answer; requests elsewhere and errors are written down."""
    page: Page = browser.new_page()  # type: ignore[attr-defined]
    page.on("request", lambda r: None if r.url.startswith((url, "data:", "blob:")) else said.append(r.url))
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto(url)
    expect(page.locator("#said")).to_contain_text("rows in")
    return page


def test_it_opens_with_an_answer_and_rows_lead_to_their_sentences(browser: object, tmp_path: Path) -> None:
    """The query that stands there is right and is answered; a row opens the page with the sentence; nothing is fetched elsewhere."""
    said: list[str] = []
    with server(folder(tmp_path / "kg")) as url:
        page = opened(browser, url, said)
        assert page.locator(".parseErrorIcon").count() == 0
        rows = page.locator("#answer tbody tr")
        assert rows.count() > 3
        sentence = rows.first.locator("td").last.inner_text()
        assert any(sentence in facts.article.text for facts in (truce_told(), truce_ended()))
        rows.first.locator("td").last.locator("a").click()
        expect(page.locator("main")).to_contain_text(sentence)
        page.close()
    assert not said


def test_every_shipped_query_is_answered(browser: object, tmp_path: Path) -> None:
    """Each of the list fills the editor without a mark of error and gets an answer, its own address, and can be downloaded."""
    said: list[str] = []
    with server(folder(tmp_path / "kg")) as url:
        page = opened(browser, url, said)
        names = page.locator("#shipped option").evaluate_all("several => several.map((o) => o.value).filter(Boolean)")
        assert len(names) > 10
        for name in names:
            page.select_option("#shipped", name)
            expect(page.locator("#said")).to_contain_text(" in ")
            assert page.locator("#said.wrong").count() == 0, (name, page.inner_text("#said"))
            assert page.locator(".parseErrorIcon").count() == 0, name
        assert "SELECT" in unquote(page.url)
        with page.expect_download() as found:
            page.click("#download")
        assert found.value.suggested_filename == "answer.csv" and Path(found.value.path()).read_text().count(",") > 1
        page.close()
    assert not said


def test_a_broken_query_is_told(browser: object, tmp_path: Path) -> None:
    """A mistake is one sentence beside the editor, and the page goes on."""
    said: list[str] = []
    with server(folder(tmp_path / "kg")) as url:
        page = opened(browser, url, said)
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text("SELECT ?x { ?x a tl:Actor ")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#said.wrong")).to_contain_text("broken at line 1")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text("ASK { ?x a tl:Actor }")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#said")).to_contain_text("yes in")
        page.close()
    assert all("400" in x for x in said)

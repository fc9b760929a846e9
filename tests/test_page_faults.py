"""What once went wrong in the hands of readers: filters that left the picture as it was, evidence out of sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from page_tools import Watched, pixels_of, saved

pytestmark = pytest.mark.browser

INK = """() => {
  const canvas = document.querySelector("#net canvas"), c = canvas.getContext("2d");
  const data = c.getImageData(0, 0, canvas.width, canvas.height).data;
  let drawn = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 40) drawn++;
  return drawn;
}"""


def filtered(opened: Watched, text: str) -> int:
    """How many pixels of the graph are drawn on, once a search has been made."""
    opened.page.fill("#q", text)
    opened.page.wait_for_timeout(260)
    return int(opened.page.evaluate(INK))


def test_filters_take_shapes_off_the_picture(opened: Watched, tmp_path: Path) -> None:
    """A search for nothing leaves no pixel of the graph, in the saved picture too; one for a name leaves few; none, all."""
    every = filtered(opened, "")
    full = pixels_of(saved(opened.page, "png", tmp_path / "full.png").read_bytes())
    some = filtered(opened, "tarn")
    assert 0 < some < every
    assert filtered(opened, "zzzz") == 0
    empty = pixels_of(saved(opened.page, "png", tmp_path / "empty.png").read_bytes())
    width = int.from_bytes((tmp_path / "empty.png").read_bytes()[16:20])
    ground, middle = empty[:4], slice(4 * width * 100, -4 * width * 60)
    assert {empty[middle][i : i + 4] for i in range(0, len(empty[middle]), 4)} == {ground}
    assert len({full[middle][i : i + 4] for i in range(0, len(full[middle]), 4)}) > 5
    assert filtered(opened, "") == every


@pytest.mark.parametrize("size", [(1280, 860), (390, 800)])
def test_evidence_is_beside_what_was_clicked(browser: Any, file: Path, size: tuple[int, int]) -> None:
    """A click on a bar of the timeline and on a row of the table shows its sentence on the same screen."""
    watched = Watched(browser, file, viewport={"width": size[0], "height": size[1]})
    page = watched.page
    for what in ("#time-event svg a:not([data-rows])", "tbody tr:nth-last-child(2) td a"):
        page.locator(what).first.scroll_into_view_if_needed()
        page.locator(what).first.click()
        page.wait_for_timeout(60)
        quote = page.locator("#card blockquote").first.bounding_box()
        assert quote["y"] >= 0 and quote["y"] + 20 < size[1], what
    watched.context.close()


def test_links_inside_the_page_keep_the_filters(opened: Watched) -> None:
    """A link to a source and the skip link move in the page; filters and address stay."""
    page = opened.page
    page.fill("#q", "tarn")
    page.wait_for_timeout(400)
    address, rows = page.url, opened.rows()
    assert "q=tarn" in address
    page.evaluate("document.querySelector('tr:not(.off) a[href^=\"#s\"]').click()")
    page.evaluate("document.querySelector('.skip').click()")
    page.wait_for_timeout(300)
    assert page.url == address and opened.rows() == rows

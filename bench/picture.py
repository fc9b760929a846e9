"""A picture of a page as people see it: drawn in Chromium, with the evidence of one claim open.

python bench/picture.py demo/page.html docs/page.png ["words of the row to open"]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

WIDTH, HEIGHT = 1280, 860
OPEN = """(w) => {
  const r = truceline.rows.find((r) => r.told.some((t) => t.sentence.includes(w)));
  if (r) truceline.show(r.id);
  scrollTo(0, 0);
}"""


def main() -> int:
    """Takes the picture; returns the exit status."""
    if len(sys.argv) not in (3, 4):
        print(__doc__)
        return 2
    page, picture = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None or not page.is_file():
        print(
            f"picture: {'there is no Chromium; apt-get install chromium' if browser is None else f'{page} is not there'}."
        )
        return 1
    picture.parent.mkdir(parents=True, exist_ok=True)
    take(page, picture, browser, sys.argv[3] if len(sys.argv) == 4 else "")
    print(f"{picture} is written, {picture.stat().st_size // 1024} KB.")
    return 0


def take(page: Path, picture: Path, browser: str, words: str) -> None:
    """Draws the page, opens the first row that holds the words, and writes the window as PNG."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        tab = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.as_uri())
        for _ in range(1000):
            if tab.evaluate("document.documentElement.dataset.drawn") == "1":
                break
            tab.wait_for_timeout(20)
        if words:
            tab.evaluate(OPEN, words)
        tab.wait_for_timeout(500)
        tab.screenshot(path=str(picture))
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())

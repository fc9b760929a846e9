"""What several tests share: the data folder beside the checkout, a browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from page_tools import Watched
    from truceline.draw.page import Page
    from truceline.graph import Graph

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data; tests that want it are skipped where it does not lie beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no development data at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium through Playwright."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


# ---------------------------------------------------------------- the page


@pytest.fixture(scope="session")
def story() -> Graph:
    """Four made-up dispatches on one truce: accusations, a denial, two counts of the dead, three scripts."""
    from page_tools import graph_of
    from truceline.codec import from_json

    lines = (Path(__file__).parent / "cases" / "page.jsonl").read_text(encoding="utf-8").splitlines()
    return graph_of([from_json(json.loads(line)) for line in lines])


@pytest.fixture(scope="session")
def page(story: Graph) -> Page:
    """What is drawn of them."""
    from truceline.draw import composed

    return composed(story.book, tuple(story.facts()))


@pytest.fixture(scope="session")
def file(story: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their page, on disk."""
    return story.draw(tmp_path_factory.mktemp("page") / "page.html", view="graph,timeline,map")


@pytest.fixture(scope="session")
def told() -> Graph:
    """The dispatches that travel with the package, through the whole pipeline."""
    from truceline.graph import Graph
    from truceline.model import Article
    from truceline.read import read_all
    from truceline.shelf import data

    graph = Graph()
    for article in read_all([data("dispatches")]):
        assert isinstance(article, Article)
        graph.add(article)
    return graph


@pytest.fixture(scope="session")
def demo(told: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their page."""
    return told.draw(tmp_path_factory.mktemp("demo") / "page.html", view="graph,timeline,map")


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Watched]:
    """The page, opened."""
    from page_tools import Watched

    watched = Watched(browser, file, viewport={"width": 1280, "height": 900})
    yield watched
    watched.context.close()

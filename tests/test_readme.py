"""What the README shows is true: sessions, figures, commands, links, and sources of the dispatches."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from truceline.cli import COMMANDS
from truceline.model import Article
from truceline.read import read_all

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def readme(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs bench/readme.py."""
    command = [sys.executable, str(ROOT / "bench" / "readme.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_sessions_print_what_they_show() -> None:
    """Each command of the README prints what stands below it, and the library's lines run."""
    done = readme()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_index_shows_links_that_lead_somewhere() -> None:
    """The build makes every relative link of the README an address below the homepage of the project."""
    shown = runpy.run_path(str(ROOT / "bench" / "index_readme.py"))["absolute"](README, "https://x.example/p")
    targets = re.findall(r"\]\(([^)]+)\)", shown)
    assert len(targets) > 5 and all(t.startswith(("https://", "#")) for t in targets)
    below = [t.removeprefix("https://x.example/p/") for t in targets if t.startswith("https://x.example/p/")]
    assert below and all((ROOT / t.split("#")[0]).exists() for t in below)


def test_figures_are_the_floors_of_the_gate() -> None:
    """Every "at least" in the table is the floor that is pinned in bench/floors.json."""
    assert len(re.findall(r"at least \.\d\d <!--", README)) >= 10
    done = readme("--floors")
    assert done.returncode == 0, done.stdout


def test_every_command_is_listed() -> None:
    """The table of commands has each command once, and none that does not exist."""
    listed = re.findall(r"^\| `truceline ([\w-]+)", README, flags=re.M)
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project leads to one."""
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    gone = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not gone


def test_every_page_of_the_docs_is_on_the_map() -> None:
    """docs/index.md names all pages."""
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert [p.name for p in (ROOT / "docs").glob("*.md") if p.name != "index.md" and f"({p.name})" not in index] == []


@pytest.mark.parametrize("folder", ["data/dispatches", "examples/articles"])
def test_dispatches_are_dated_placed_and_sourced(folder: str) -> None:
    """Each has an outlet, a headline, a byline, its day, a place line and the source of its facts."""
    articles = list(read_all([ROOT / folder]))
    files = sorted(p for p in (ROOT / folder).iterdir() if p.suffix in {".txt", ".html"})
    assert len(articles) == len(files) >= 4
    for article, file in zip(articles, files, strict=True):
        assert isinstance(article, Article)
        assert article.publisher == "Truceline dispatches" and article.title and article.byline
        assert str(article.published)[:10] in file.name
        assert any(b.kind == "dateline" and re.search(r"[—-]$", article.text[b.start : b.end]) for b in article.blocks)
        assert "Facts: " in file.read_text(encoding="utf-8")
        assert not any(b.content and "Facts:" in article.text[b.start : b.end] for b in article.blocks)


def test_dispatches_contradict_each_other() -> None:
    """They differ on tolls and on who broke the truce, as reports do."""
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "data" / "dispatches").iterdir())
    assert all(toll in text for toll in ("62 soldiers", "at least 83", "90 or more"))
    assert len(re.findall(r"\baccus|\bblam", text)) > 20 and len(re.findall(r"\bdeni", text)) > 5


def test_floors_name_measures_of_the_scorers(shared: Path) -> None:
    """Each set of the floors has its gold and its scorer, and the scorer knows every measure."""
    for name, entry in json.loads((ROOT / "bench" / "floors.json").read_text(encoding="utf-8")).items():
        dev = shared / "dev"
        scorer = [sys.executable, str(dev / entry["scorer"]), str(dev / entry["gold"])]
        out = subprocess.run([*scorer, "/dev/null", "--json"], capture_output=True, text=True, check=True)
        assert set(entry["floors"]) <= set(json.loads(out.stdout)), name

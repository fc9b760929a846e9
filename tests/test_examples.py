"""The examples run as they stand, offline, and print what they promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"

PROMISES = {
    "truces_of_four_wars.py": ["2022-04-10 in Yemen: in force", "2020-11-11 in Nagorno-Karabakh: in force", "1600 GMT"],
    "ask_sparql.py": ["Bashar Jaafari accuses", "accusations in April 2016"],
    "who_says_what.py": [
        "denied",
        "it had bombed the hospital",
        "at least 14 people killed, says Doctors Without Borders",
    ],
    "networks.py": ["Who takes part in most with others:", "Russia", "actors.gexf is written"],
    "only_dates.py": ["two-month-old", "P2M", "last month", "2022-06"],
    "own_finder.py": ["31 trucks: At least 18 of the 31 trucks were hit"],
}


@pytest.mark.parametrize("script", sorted(p.name for p in EXAMPLES.glob("*.py")))
def test_example_runs(script: str, tmp_path: Path) -> None:
    """Exit status 0, nothing on standard error, and the lines for which it was written."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    words = [sys.executable, str(EXAMPLES / script), *([str(tmp_path)] if script == "networks.py" else [])]
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, env=env, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert not [p for p in PROMISES[script] if p not in done.stdout], done.stdout


def test_every_example_is_listed() -> None:
    """The list of examples names all of them."""
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"`{p.name}`" in listed for p in EXAMPLES.glob("*.py"))
    assert set(PROMISES) == {p.name for p in EXAMPLES.glob("*.py")}


def test_the_notebook_runs() -> None:
    """Every cell, without an error; frames and the picture of the graph are there."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "the notebook is kept without its outputs"
    os.environ["PYTHONPATH"] = str(ROOT / "graph")
    NotebookClient(book, timeout=240, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    shown = [o for cell in book.cells if cell.cell_type == "code" for o in cell.outputs]
    html = ["".join(o["data"]["text/html"]) for o in shown if "text/html" in o.get("data", {})]
    assert sum("dataframe" in h for h in html) >= 5 and any("<svg" in h for h in html)
    assert "in force" in "".join(o.get("text", "") for o in shown)

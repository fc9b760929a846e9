"""Every text of our own is read as it was when its reading was last looked at."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys

import pytest

from readings import NAMES, READINGS, articles, told


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_was_looked_at(name: str) -> None:
    """A fact that changed is shown; `python tests/readings.py` keeps the change once it was read."""
    before = (READINGS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    now = told(name).splitlines()
    changed = [line for line in difflib.unified_diff(before, now, n=2, lineterm="") if line[:3] not in ("---", "+++")]
    assert before == now, "\n".join(["facts changed:", *changed[:60]])


def test_every_text_is_read() -> None:
    """There are as many pages as texts, and they tell of every layer."""
    pages = {name: (READINGS / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES}
    assert {name: page.count("\n# ") + page.startswith("# ") for name, page in pages.items()} == {
        name: len(articles(name)) for name in NAMES
    }
    layers = ("time", "who", "role", "place", "event", "claim", "figure", "truce", "side", "state", "covers")
    assert all(any(f"\n{layer} " in page for page in pages.values()) for layer in layers)


def test_the_order_of_sets_decides_nothing() -> None:
    """Two sides that weigh the same are chosen between by their place in the text, in every process alike."""
    told_in = [
        subprocess.run(
            [sys.executable, "-c", "from readings import told; print(told('truce_sides'))"],
            cwd=READINGS.parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told_in[0] == told_in[1]

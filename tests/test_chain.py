"""The chain: who runs after whom, refiners of one layer, finders of other packages."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from truceline.chain import finders, order
from truceline.errors import KnowledgeError
from truceline.find import Finder
from truceline.model import Notes

PLUGIN = '''
"""A finder of another package that refines the events: each attack by drones becomes sure."""
from dataclasses import replace
from truceline.find import Finder

def find(parsed, notes):
    return replace(notes, events=tuple(replace(e, rule="seen by {name}", confidence=1.0) for e in notes.events))

FINDER = Finder("{name}", find, gives=frozenset({{"events"}}), needs=frozenset({{"events"}}))
'''


def finder(name: str, gives: set[str], needs: set[str]) -> Finder:
    """A finder that does nothing."""
    return Finder(name, lambda parsed, notes: notes, frozenset(gives), frozenset(needs))


def test_refiners_come_between_makers_and_readers_in_any_order_of_arrival() -> None:
    """Three refine the events, one of them waits for a layer that another gives beside them."""
    several = [
        finder("maker", {"events"}, set()),
        finder("z", {"events", "ceasefires"}, {"events"}),
        finder("a", {"events"}, {"events", "ceasefires"}),
        finder("m", {"events"}, {"events"}),
        finder("reader", {"figures"}, {"events"}),
    ]
    for shuffled in itertools.permutations(several):
        names = [f.name for f in order(shuffled)]
        assert names[0] == "maker" and names[-1] == "reader"
        assert names.index("z") < names.index("a")
        assert names == [f.name for f in order(several)]


def test_finders_that_wait_for_each_other_are_told() -> None:
    """Each needs what only the other gives: no order can be right."""
    with pytest.raises(KnowledgeError, match="wait for each other"):
        order([finder("a", {"times"}, {"places"}), finder("b", {"places"}, {"times"})])


def test_a_need_that_nobody_meets_is_told() -> None:
    """The sentence names the finder and what it lacks."""
    with pytest.raises(KnowledgeError, match=r"'a' needs .*weather"):
        order([finder("a", {"times"}, {"weather"})])


def test_every_built_in_finder_gives_fields_of_the_notes() -> None:
    """A misspelt layer would never be filled."""
    layers = set(Notes.__dataclass_fields__)
    for f in finders():
        assert f.gives and f.gives | f.needs <= layers, f.name


def test_two_installed_finders_refine_the_events(tmp_path: Path) -> None:
    """Packages that are really found by their entry points join, both of them, after ours."""
    for name in ("drones", "artillery"):
        (tmp_path / f"{name}.py").write_text(PLUGIN.format(name=name), encoding="utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[truceline.finders]\n{name} = {name}:FINDER\n", encoding="utf-8")
    article = tmp_path / "a.jsonl"
    article.write_text(json.dumps({"id": "a", "text": "Troops attacked the village of Varna."}), encoding="utf-8")
    command = [sys.executable, "-m", "truceline", "annotate", str(article)]
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    out = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
    events = json.loads(out.stdout)["events"]
    assert [e["rule"] for e in events] == ["seen by drones"] * len(events) and events

"""A folder that is watched: what comes or changes is read once it is whole, and Ctrl-C leaves a graph that opens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.graph import Graph
from truceline.read.watch import AGAIN, LOOK, watched

FIRST = "ZENDA, 3 May 2016 - The army shelled Strelsau on Monday, the Red Cross said.\n"
SECOND = "ZENDA, 4 May 2016 - The ministry accused the Free Corps of breaking the truce on Tuesday.\n"


def test_a_file_is_named_when_it_has_stopped_changing(tmp_path: Path) -> None:
    """What is there is read at once; a new file is named when two looks found it the same, a changed one again."""
    (tmp_path / "a.txt").write_text(FIRST)
    steps = iter(
        [
            lambda: (tmp_path / "b.txt").write_text("ZENDA - The"),
            lambda: (tmp_path / "b.txt").write_text(SECOND),
            lambda: None,
            lambda: None,
            lambda: (tmp_path / "a.txt").write_text(SECOND + FIRST),
            lambda: None,
            lambda: (tmp_path / "b.txt").unlink(),
        ]
    )
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        next(steps, lambda: pytest.fail("nothing more is to come"))()

    rounds = watched([str(tmp_path)], pause)
    assert next(rounds) == [str(tmp_path)]
    assert next(rounds) == [str(tmp_path / "b.txt")] and len(looks) == 3
    assert next(rounds) == [str(tmp_path / "a.txt")] and set(looks) == {LOOK}


def test_a_folder_may_be_empty_and_an_address_is_read_again() -> None:
    """Nothing to look at is no error; an address comes back after its time."""
    waited: list[float] = []
    rounds = watched(["no-such-folder", "https://news.example/feed"], waited.append)
    assert next(rounds) == ["no-such-folder", "https://news.example/feed"]
    assert next(rounds) == ["https://news.example/feed"] and sum(waited) == AGAIN


def test_standard_input_is_not_watched(tmp_path: Path) -> None:
    """What cannot be watched is said at once."""
    done = CliRunner().invoke(main, ["build", "-", "-o", str(tmp_path / "kg"), "--watch"])
    assert done.exit_code == 2 and "standard input" in done.output


def test_a_watched_folder_becomes_a_graph(tmp_path: Path) -> None:
    """A file that comes while the command runs is in the graph soon after; Ctrl-C ends it with one sentence."""
    news, kg = tmp_path / "news", tmp_path / "kg"
    news.mkdir()
    (news / "a.txt").write_text(FIRST)
    process = subprocess.Popen(
        [sys.executable, "-m", "truceline", "build", str(news), "-o", str(kg), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        _wait_for(kg, 1)
        (news / "b.txt").write_text(SECOND)
        _wait_for(kg, 2)
        first = _up_to(process, "2 articles in the graph")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130 and "2 new articles" in err and "Traceback" not in err
    assert "1 article in the graph, 1 new" in first + out
    with Graph.open(kg) as graph:
        assert graph.count() == 2 and not graph.check().faults


def _up_to(process: subprocess.Popen[str], words: str) -> str:
    """What a command prints up to a line with these words: it is through with what it told of before."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            break
    return "".join(lines)


def _wait_for(kg: Path, count: int) -> None:
    """Waits until a graph's log has so many lines."""
    for _ in range(600):
        if (kg / "log.jsonl").is_file() and (kg / "log.jsonl").read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.1)
    pytest.fail(f"{count} articles were not added within a minute")

"""The graph folder: its log is the truth, and neither a crash nor a damaged index loses what was added."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from truceline.codec import from_json
from truceline.errors import FactsError, StoreError
from truceline.graph import Graph
from truceline.model import Facts

ROOT = Path(__file__).resolve().parent.parent


def told(name: str, killed: int = 12, **more: Any) -> Facts:
    """The facts of a one-sentence article: a figure that the outlet gives, and a truce."""
    text = f"At least {killed} people were killed in {name} although the truce holds."
    number = text.index(str(killed))
    claim = {
        "id": "c1", "speaker": {"actor": "outlet"}, "cue": None, "content": [{"start": 0, "end": len(text)}],
        "stance": "asserted", "quotation": "indirect", "about": ["n1", "f1"], "sentence": 0,
    }  # fmt: skip
    figure = {
        "id": "n1", "start": number, "end": number + len(str(killed)), "text": str(killed), "lower": killed,
        "category": "killed", "population": "people", "sentence": 0, "claim": "c1",
    }  # fmt: skip
    truce = {"id": "f1", "label": f"truce of {name}", "states": [{"state": "inForce", "sentence": 0, "claim": "c1"}]}
    sentence = {"start": 0, "end": len(text)}
    document = {
        "id": name, "text": text, "published": "2021-05-03", "sentences": [sentence],
        "claims": [claim], "figures": [figure], "ceasefires": [truce], **more,
    }  # fmt: skip
    return from_json(document)


def canonical(graph: Graph) -> list[str]:
    """The quads of a graph in one order; there are no blank nodes, so this is their canonical form (RDFC-1.0).

    When an article entered the graph is left out: it is another instant in each.
    """
    return sorted(f"{q} ." for q in graph.store.index() if "#addedOn" not in str(q.predicate))


def build(folder: Path, *several: Facts) -> None:
    with Graph.open(folder, create=True) as kg:
        for facts in several:
            kg.add(facts)


def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    """The same articles give the same quads, in memory and in folders, whatever the order in which they come."""
    several = [told(f"town{n}", 10 + n) for n in range(6)]
    build(tmp_path / "a", *several)
    build(tmp_path / "b", *reversed(several))
    memory = Graph()
    for facts in several:
        memory.add(facts)
    with Graph.open(tmp_path / "a") as a, Graph.open(tmp_path / "b") as b:
        assert canonical(a) == canonical(b) == canonical(memory)
        assert len(canonical(a)) > 100


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    """An article that is there already leaves log and graph as they are."""
    build(tmp_path, told("here"))
    before = (tmp_path / "log.jsonl").read_bytes()
    build(tmp_path, told("here"))
    assert (tmp_path / "log.jsonl").read_bytes() == before


def test_a_corrected_article_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """The same address with another text is a correction: the old facts leave the graph and stay in the log."""
    url = "https://news.example/1"
    build(tmp_path, told("here", 12, url=url), told("there", 3))
    build(tmp_path, told("here", 15, url=url))
    with Graph.open(tmp_path) as kg:
        assert kg.count() == 2
        lowest = kg.query("SELECT ?n { ?f a tl:Figure ; tl:lower ?n } ORDER BY ?n")
        assert [int(str(row[0])) for row in lowest] == [3, 15]
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    assert len(lines) == 3 and json.loads(lines[2])["replaces"] == [json.loads(lines[0])["article"]]


def test_a_torn_line_is_told_of_and_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash left of the last line is not used; the next article takes its place."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1460000000")
    build(tmp_path, told("one"), told("two"))
    log = tmp_path / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[:-40])
    with Graph.open(tmp_path) as kg:
        assert kg.count() == 1 and kg.store.torn > 0
        assert "unfinished" in " ".join(kg.check().notes)
    build(tmp_path, told("two"))
    assert log.read_bytes() == whole


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    """A changed byte in the middle of the log is never passed over in silence."""
    build(tmp_path, told("one"), told("two"))
    log = tmp_path / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"people were", b"people_were", 1))
    with pytest.raises(StoreError, match=r"log\.jsonl:1: this line of the log is damaged"):
        Graph.open(tmp_path)


def _lose(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder / "index")


def _drop_a_triple(folder: Path) -> None:
    index = ox.Store(str(folder / "index"))
    index.remove(next(iter(index)))
    index.flush()


def _garble(folder: Path) -> None:
    for file in (folder / "index").iterdir():
        if file.name.startswith(("CURRENT", "MANIFEST")):
            file.write_bytes(b"\x00garbage\x00")


def _stale(folder: Path) -> None:
    stamp = folder / "index.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"log": "of another day"}))


@pytest.mark.parametrize("damage", [_lose, _drop_a_triple, _garble, _stale])
def test_a_bad_index_is_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """The index is only an index: lost, changed, garbled or stale, it is made again from the log."""
    build(tmp_path, told("one"), told("two"))
    with Graph.open(tmp_path) as kg:
        before = canonical(kg)
    damage(tmp_path)
    with Graph.open(tmp_path) as kg:
        assert canonical(kg) == before
    with Graph.open(tmp_path) as kg:
        assert canonical(kg) == before and kg.store.served is not None


_WRITER = """
import sys
sys.path[:0] = [sys.argv[2], sys.argv[3]]
from pathlib import Path
from test_store import told
from truceline.graph import Graph
kg = Graph.open(Path(sys.argv[1]), create=True)
for n in range(10_000):
    kg.add(told(f"town{n}"))
    print(n + 1, flush=True)
    if n % 7 == 0:
        kg.store.index()
"""


@pytest.mark.parametrize("after", [1, 8, 23])
def test_a_killed_build_leaves_a_graph_that_opens(tmp_path: Path, after: int) -> None:
    """Whatever was reported as added is there after kill -9, sound, and building can go on."""
    folder = tmp_path / "kg"
    start = [sys.executable, "-c", _WRITER, str(folder), str(ROOT / "tests"), str(ROOT / "graph")]
    with subprocess.Popen(start, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        done = 0
        for line in running.stdout:
            done = int(line)
            if done >= after:
                break
        os.kill(running.pid, signal.SIGKILL)
    with Graph.open(folder) as kg:
        assert done <= kg.count() <= done + 1
        assert kg.check().faults == ()
    build(folder, told("afterwards"))
    with Graph.open(folder) as kg:
        assert any(a.id == "afterwards" for a in kg.articles())


def test_cut_anywhere_the_log_opens(tmp_path: Path) -> None:
    """A log cut after any byte still opens, with every whole line in it."""
    build(tmp_path, told("one"), told("two"), told("three"))
    log = tmp_path / "log.jsonl"
    whole = log.read_bytes()
    for cut in random.Random(4).sample(range(len(whole)), 40):
        log.write_bytes(whole[:cut])
        with Graph.open(tmp_path) as kg:
            assert kg.count() == whole[:cut].count(b"\n")


def test_one_writer_many_readers(tmp_path: Path) -> None:
    """A second writer is told to wait; a reader sees what was there."""
    build(tmp_path, told("one"))
    writer = Graph.open(tmp_path)
    writer.add(told("two"))
    other = Graph.open(tmp_path)
    with pytest.raises(StoreError, match="another process is writing"):
        other.add(told("three"))
    assert other.count() == 2 and len(canonical(other)) > 10
    writer.close()
    other.add(told("three"))
    assert other.count() == 3
    other.close()


def test_unsound_facts_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """Offsets that do not hold their words never reach the log."""
    build(tmp_path, told("one"))
    before = (tmp_path / "log.jsonl").read_bytes()
    wrong = told("two", figures=[{
        "id": "n1", "start": 0, "end": 2, "text": "12", "lower": 12, "category": "killed", "population": "people",
        "sentence": 0, "claim": "c1",
    }])  # fmt: skip
    with Graph.open(tmp_path) as kg, pytest.raises(FactsError, match="figure '12'"):
        kg.add(wrong)
    assert (tmp_path / "log.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: None, "there is no such graph folder"),
        (lambda p: p.mkdir(), "holds no graph"),
        (lambda p: p.write_text("a file"), "there is no such graph folder"),
    ],
)
def test_no_graph_there(tmp_path: Path, make: Callable[[Path], object], says: str) -> None:
    """Opening what is no graph is one sentence that says how to make one."""
    make(tmp_path / "kg")
    with pytest.raises(StoreError, match=says) as error:
        Graph.open(tmp_path / "kg")
    assert "truceline build" in str(error.value)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    """A graph is not made among somebody's files, nor where a file stands."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds other things"):
        Graph.open(tmp_path, create=True)
    with pytest.raises(StoreError, match="cannot be written here"):
        Graph.open(tmp_path / "thesis.txt" / "kg", create=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["thesis.txt"]

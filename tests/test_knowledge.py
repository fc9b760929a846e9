"""A user's own knowledge: added to ours by a folder, checked row by row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from truceline.errors import KnowledgeError
from truceline.knowledge import check

ROOT = Path(__file__).parent.parent
MINE = ROOT / "examples" / "knowledge"
NEWS = """River Guard keeps its fire

3 May 2021

The truce in Lower Krasna held on Monday, Mirna Kost, a spokeswoman for the RGA, told the Valley Herald.

https://valley.example/news/1
"""


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs truceline in a fresh process."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), **more}
    command = [sys.executable, "-m", "truceline", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False, timeout=120)


@pytest.mark.parametrize("way", ["option", "variable"])
def test_rows_of_a_user_are_known(tmp_path: Path, way: str) -> None:
    """Actors, places and outlets of the folder are those of the text; without the folder they are not."""
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    words, more = (["--knowledge", str(MINE)], {}) if way == "option" else ([], {"TRUCELINE_KNOWLEDGE": str(MINE)})
    facts = json.loads(run("annotate", "news.txt", *words, cwd=tmp_path, **more).stdout)
    by_text = {m["text"]: m for m in facts["mentions"]}
    assert by_text["RGA"]["actor"].endswith("/river-guard") and by_text["RGA"]["type"] == "ArmedGroup"
    assert [p["place"].rsplit("/", 1)[-1] for p in facts["places"]] == ["900000001"]
    bare = json.loads(run("annotate", "news.txt", cwd=tmp_path).stdout)
    assert [p["place"].rsplit("/", 1)[-1] for p in bare["places"]] != ["900000001"]


def test_a_query_of_a_user_is_asked_by_its_name(tmp_path: Path) -> None:
    """And stands in the list; a graph built with the folder is sound with it."""
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    more = {"TRUCELINE_KNOWLEDGE": str(MINE)}
    assert run("build", "news.txt", "-o", "kg", cwd=tmp_path, **more).returncode == 0
    assert run("ask", "kg", "my-accusers", cwd=tmp_path, **more).returncode == 0
    assert "my-accusers" in run("ask", "kg", "--list", cwd=tmp_path, **more).stdout
    assert run("check", "kg", cwd=tmp_path, **more).returncode == 0
    assert run("ask", "kg", "my-accusers", cwd=tmp_path).returncode == 2


def test_the_example_is_sound(tmp_path: Path) -> None:
    """Exit status 0 and a sentence; a folder that is not there is wrong usage."""
    done = run("check-knowledge", str(MINE), cwd=tmp_path)
    assert done.returncode == 0 and "Nothing is wrong." in done.stdout and "5 rows" in done.stdout
    for words in (["check-knowledge", "gone"], ["ask", "kg", "actors", "--knowledge", "gone"]):
        gone = run(*words, cwd=tmp_path)
        assert gone.returncode == 2 and "gone" in gone.stderr and gone.stderr.count("\n") == 1
    with pytest.raises(KnowledgeError, match="no such folder"):
        check(tmp_path / "gone")


@pytest.mark.parametrize(
    ("name", "body", "line", "says"),
    [
        ("actors/mine.jsonl", '{"id": "x", "type": "ArmedGroup", "label": "X"}', 1, "has no source"),
        ("actors/mine.jsonl", '{"id": "x", "type": "Armed", "label": "X", "source": "s"}', 1, "no type 'Armed'"),
        ("actors/mine.jsonl", '{"id": "x", "type": "Person", "label": "X", "source": "s", "alias": ["Y"]}', 1, "near: aliases"),
        ("actors/mine.jsonl", '{"id": "syria", "type": "State", "label": "S", "source": "s"}', 1, "among ours"),
        ("actors/mine.jsonl", '\n{"id": "x", "type"', 2, "no JSON"),
        ("actors/mine.jsonl", '{"id": "x", "type": "Person", "label": "X", "source": "s", "country": "atlantis"}', 1, "no state"),
        ("reading/outlets.tsv", "domain\tlabel\nx.example\tX\n", 1, "they must be domain, label"),
        ("reading/outlets.tsv", "domain\tlabel\talso\tactor\tsource\nx.example\t\t\t-\ts\n", 2, "label must not be empty"),
        ("reading/outlets.tsv", "domain\tlabel\talso\tactor\tsource\nx.e\tX\t\t-\ts\nx.e\tY\t\t-\ts\n", 3, "line 2 already"),
        ("reading/outlet.tsv", "domain\n", 0, "near: reading/outlets.tsv"),
        ("triggers/mine.jsonl", '{"verb": "parley", "kind": "Parley", "frame": "meet"}', 1, "no kind 'Parley'"),
        ("triggers/mine.jsonl", '{"verb": "parley", "kind": "Meeting", "frame": "nothing"}', 1, "no frame 'nothing'"),
        ("queries/mine.rq", "# title: X\nSELECT ?x WHERE { ?x a ", 0, "broken"),
        ("queries/mine.rq", "# title: X\n# param: who actor  somebody\nSELECT ?x { ?x a tl:Actor }", 0, "given"),
        ("notes.txt", "x", 0, "Nothing reads"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row(tmp_path: Path, name: str, body: str, line: int, says: str) -> None:
    """File, line, and what to do."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")
    found = check(tmp_path)
    assert [(f.file, f.line) for f in found if says in f.wrong] == [(name, line)], list(found)

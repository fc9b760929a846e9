"""Twenty-five questions about the seed article, answered through the graph: on gold facts, and on what is extracted."""

from __future__ import annotations

from pathlib import Path

import pytest

from asking import Question
from gold import read_gold
from seed_questions import EVERY
from truceline.graph import Graph

ANSWERED = frozenset(range(1, 26))
"""The questions that the extraction answers now; none may be lost, and none may be answered wrong."""

EACH = pytest.mark.parametrize("question", EVERY, ids=lambda q: f"{q.number}-{q.answer.__name__}")


@pytest.fixture(scope="module")
def marked(shared: Path) -> Graph:
    """The graph of the facts that were marked by hand."""
    kg = Graph()
    kg.add(read_gold(shared / "dev" / "facts" / "dw-2016-05-03-aleppo.json"))
    return kg


@pytest.fixture(scope="module")
def extracted(shared: Path) -> Graph:
    """The graph of what truceline reads out of the article."""
    from truceline.read import read

    kg = Graph()
    kg.add(read(shared / "seed" / "dw-2016-05-03-aleppo.txt"))
    return kg


def test_there_are_twenty_five_questions() -> None:
    """None is left out, and each asks something else."""
    assert [q.number for q in EVERY] == list(range(1, 26))
    assert len({q.text for q in EVERY}) == 25


@EACH
def test_answered_from_gold(question: Question, marked: Graph) -> None:
    """The query side answers every question when the facts are right."""
    verdict, found = question.judge(marked)
    assert verdict == "right", f"{question.text}\nfound {found}\nright {question.right[0]}"


@EACH
def test_never_answered_wrong(question: Question, extracted: Graph) -> None:
    """What is extracted answers a question rightly, or not at all."""
    verdict, found = question.judge(extracted)
    assert verdict != "wrong", f"{question.text}\nfound {found}\nright {question.right[0]}"


def test_all_are_answered(extracted: Graph) -> None:
    """None that was answered once is lost."""
    verdicts = {q.number: q.judge(extracted)[0] for q in EVERY}
    right = {n for n, verdict in verdicts.items() if verdict == "right"}
    assert right >= ANSWERED, f"no longer answered: {sorted(ANSWERED - right)}"


def test_an_empty_graph_answers_nothing_and_nothing_wrong() -> None:
    """Without articles no question has an answer: the functions do not make it up."""
    assert {q.judge(Graph())[0] for q in EVERY} == {"incomplete"}


def test_the_article_is_built_in_five_seconds(shared: Path, tmp_path: Path) -> None:
    """From the shell to a graph on the disk: less than five seconds of processor time, the best of three."""
    import os
    import subprocess
    import sys

    def seconds() -> float:
        spent = os.times()
        return spent.children_user + spent.children_system

    took = []
    for n in range(3):
        before = seconds()
        command = [sys.executable, "-m", "truceline", "build", str(shared / "seed"), "-o", str(tmp_path / f"kg{n}")]
        env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "graph")}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert done.returncode == 0, done.stderr
        took.append(seconds() - before)
    assert min(took) < 5, took

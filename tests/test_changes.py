"""What changed since, what people decided, what was taken out and put back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from test_identity import TOLL, facts_of, graph_of
from test_store import build, canonical
from truceline.cli import main
from truceline.errors import QueryError
from truceline.graph import Graph

BOMB = [facts_of(*row) for row in TOLL]


def run(*args: str) -> Result:
    """A command, typed."""
    return CliRunner().invoke(main, list(args))


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Makes it a day."""
    from datetime import datetime

    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())))


# ---------------------------------------------------------------- diff


def test_diff_tells_what_is_new_and_what_was_revised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second account confirms the event and revises its toll; another event is new; what was there before is not told."""
    on(monkeypatch, "2017-10-15")
    build(tmp_path, BOMB[0])
    on(monkeypatch, "2017-10-17")
    build(tmp_path, BOMB[1], BOMB[3])
    with Graph.open(tmp_path) as kg:
        found = {(c.change, c.what.split(":")[0].split(" (")[0].split(" →")[0]) for c in kg.diff("2017-10-16")}
        assert ("revised", "At least 58 people killed") in found or any(c == "revised" and "58" in w for c, w in found)
        assert any(c == "confirmed" for c, _ in found)
        assert any(c == "new" and "shelling" in w for c, w in found)
        assert not any("20" in w for _, w in found)
        assert {c.change for c in kg.diff("2017-10-01")} == {"new"}
        assert len(kg.diff("2017-10-18")) == 0


def test_diff_tells_what_was_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that is removed, or replaced by a correction, is told as retracted."""
    on(monkeypatch, "2017-10-15")
    build(tmp_path, *BOMB)
    on(monkeypatch, "2017-10-20")
    with Graph.open(tmp_path) as kg:
        kg.remove(BOMB[0].article.id, why="not ours")
        assert [c.change for c in kg.diff("2017-10-18")] == ["retracted"]
        with pytest.raises(QueryError, match="holds no article 'nothing'"):
            kg.remove("nothing")


def test_two_graphs_compared() -> None:
    """What one tells and the other does not stands in the table, what both tell does not."""
    rows = graph_of(BOMB[:2]).compare(graph_of([BOMB[1], BOMB[3]]))
    assert {(r.change, "shelling" in r.what) for r in rows if "people" not in r.what} >= {("new", True)}
    assert any(r.change == "retracted" and "20" in r.what for r in rows)


# ---------------------------------------------------------------- taken out, put back


def test_remove_and_read_again(tmp_path: Path) -> None:
    """An article that is taken out leaves nothing but its line in the log; reading it again puts everything back."""
    news = tmp_path / "news"
    news.mkdir()
    for n, row in enumerate(TOLL[:3]):
        (news / f"{row[1]}-{n}.txt").write_text(row[0])
    kg = str(tmp_path / "kg")
    assert run("build", str(news), "-o", kg).exit_code == 0
    with Graph.open(kg) as graph:
        before = canonical(graph)
    done = run("remove", kg, "2017-10-16-1", "--json")
    assert json.loads(done.output)["articles"] == 2
    assert run("build", str(news), "-o", kg).exit_code == 0
    with Graph.open(kg) as graph:
        assert canonical(graph) == before


def test_an_old_text_put_back_restores_its_facts(tmp_path: Path) -> None:
    """Corrected, then put back: the facts of the old text count again; both in one folder never take turns."""
    file, kg = tmp_path / "2017-10-15-bomb.txt", str(tmp_path / "kg")
    texts = (
        "A truck bomb killed 20 people in Mogadishu on Saturday.",
        "A truck bomb killed 58 people in Mogadishu on Saturday.",
    )
    for text in (*texts, texts[0]):
        file.write_text(text)
        assert run("build", str(file), "-o", kg).exit_code == 0
        with Graph.open(kg) as graph:
            assert graph.count() == 1 and str(text[19:21]) in str(graph.figures())
    other = tmp_path / "copy"
    other.mkdir()
    (other / file.name).write_text(texts[1])
    for _ in range(2):
        assert run("build", str(file), str(other / file.name), "-o", kg).exit_code == 0
    size = (Path(kg) / "log.jsonl").stat().st_size
    assert run("build", str(file), str(other / file.name), "-o", kg).exit_code == 0
    assert (Path(kg) / "log.jsonl").stat().st_size == size

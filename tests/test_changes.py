"""What changed since, what people decided, what was taken out and put back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from test_identity import TOLL, events_of_both, facts_of, graph_of
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


# ---------------------------------------------------------------- decisions


def pair(graph: Graph) -> tuple[str, str]:
    """The two accounts that were joined: as the one article names it, and what it was joined to."""
    rows = list(graph.query("SELECT ?a ?b { ?l tl:linked ?a ; tl:linkedTo ?b . ?b a tl:Event }"))
    return str(rows[0][0]), str(rows[0][1])


def test_different_parts_what_was_joined_and_undo_joins_again(tmp_path: Path) -> None:
    """A decision outlives the process, a rebuilt index and catalogue, and a later one undoes it."""
    build(tmp_path, *BOMB[:2])
    with Graph.open(tmp_path) as kg:
        before, both = canonical(kg), pair(kg)
        joined = events_of_both(kg)
        kg.decide("different", *both, by="A. Reader", why="two bombs")
    for name in ("catalog.sqlite", "index.json"):
        (tmp_path / name).unlink()
    with Graph.open(tmp_path) as kg:
        assert events_of_both(kg) == joined - 1
        assert kg.check().faults == ()
        kg.decide("withdrawn", *both)
        assert [x for x in canonical(kg) if "/decision/" not in x] == before


def test_same_joins_what_no_rule_joined() -> None:
    """Two accounts that a person takes for one are one, with the link saying that it was decided."""
    graph = graph_of([BOMB[0], BOMB[3]])
    assert events_of_both(graph) == 0
    events = [str(row[0]) for row in graph.query("SELECT ?e { ?e a tl:Event } ORDER BY ?e")]
    one = next(e for e in events if e.startswith(BOMB[0].article.iri))
    two = next(e for e in events if e.startswith(BOMB[3].article.iri))
    graph.decide("same", one, two)
    assert events_of_both(graph) == 1
    assert "decided" in str(list(graph.query("SELECT ?r { ?l tl:linkReason ?r }")))


def test_decisions_are_merged_between_two_people(tmp_path: Path) -> None:
    """What one exports the other takes in, once; lines that are no decisions are refused."""
    for name in ("a", "b"):
        build(tmp_path / name, *BOMB[:2])
    a, b, file = str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "decisions.jsonl")
    with Graph.open(a) as kg:
        one, two = pair(kg)
    assert run("review", a, "--different", one, two, "--by", "A. Reader").exit_code == 0
    assert run("review", a, "--export", file).exit_code == 0
    assert "1 decisions taken in" in run("review", b, "--import", file).output
    assert "0 decisions taken in" in run("review", b, "--import", file).output
    with Graph.open(a) as left, Graph.open(b) as right:
        assert canonical(left) == canonical(right)
    Path(file).write_text('{"decided": "blessed"}\n')
    done = run("review", b, "--import", file)
    assert done.exit_code == 2 and "Line 1 is no decision" in done.output


def test_review_lists_what_is_unsure(tmp_path: Path) -> None:
    """Links that no rule is sure of are listed with reason and sentence, and not any more once somebody decided."""
    build(tmp_path, *BOMB[:2], facts_of("A bomb exploded in Mogadishu on 14 October.", "2017-10-16", "Four"))
    with Graph.open(tmp_path) as kg:
        rows = kg.review().rows
        if same := [r for r in rows if r.question == "same?"]:
            kg.decide("different", *same[0].things)
            assert same[0].things not in [r.things for r in kg.review()]
    for wrong, says in (
        (("--accept", "article/1/e1"), "Nothing in this graph"),
        (("--same", "a", "b"), "Nothing in this graph"),
    ):
        done = run("review", str(tmp_path), *wrong)
        assert done.exit_code == 2 and says in done.output


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

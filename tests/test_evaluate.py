"""Scores against gold: what counts as found, as right, as too much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from truceline.errors import FactsError
from truceline.evaluate import Score, evaluate, score

TEXT = "The army shelled Varna on Monday. The rebels denied it."


def document(**layers: Any) -> dict[str, Any]:
    """A stand-off document over the text."""
    return {"id": "a", "text": TEXT, **layers}


def measured(gold: dict[str, Any], found: dict[str, Any]) -> dict[str, Score]:
    """The scores of one document by measure."""
    return {s.measure: s for s in score([gold], [found])}


def event(*parts: tuple[str, str], kind: str = "Shelling") -> dict[str, Any]:
    """The shelling with its participants."""
    told = [{"role": role, "actor": actor} for role, actor in parts]
    return {"id": "e1", "kind": kind, "trigger": {"start": 9, "end": 16}, "sentence": 0, "participants": told}


def test_who_did_what_to_whom_counts_sides_and_actors() -> None:
    """A right doer, a wrong sufferer and one too much: one hit of two wanted and three found."""
    gold = document(events=[event(("agent", "army"), ("target", "varna"))])
    found = document(events=[event(("agent", "army"), ("target", "rebels"), ("victim", "people"))])
    who = measured(gold, found)["events, who-whom"]
    assert (who.gold, who.found, who.hits) == (2, 3, 1)


def test_who_does_is_not_who_suffers() -> None:
    """The same actor on the other side is no hit."""
    gold, found = (document(events=[event((role, "army"))]) for role in ("agent", "target"))
    assert measured(gold, found)["events, who-whom"].hits == 0


def test_a_kind_that_gold_lists_beside_its_own_is_right() -> None:
    """`also_kind` holds other right answers."""
    gold = document(events=[{**event(), "also_kind": ["Attack"]}])
    assert measured(gold, document(events=[event(kind="Attack")]))["events, kind"].hits == 1
    assert measured(gold, document(events=[event(kind="Killing")]))["events, kind"].hits == 0


def truce(parties: list[tuple[str, str]], states: list[tuple[str, str | None, str | None]]) -> dict[str, Any]:
    """A truce with its standings and states."""
    stands = [{"actor": a, "status": s} for a, s in parties]
    told = [{"state": s, "interval": {"begin": b, "end": e}} for s, b, e in states]
    return {"id": "t1", "label": "the truce", "parties": stands, "states": told}


def test_standings_and_states_of_truces_are_counted() -> None:
    """A broker taken for a party is no hit; a state on other days is the state and not the days; open days are not asked for."""
    day, later = "2021-03-01T00:00:00Z", "2021-03-05T00:00:00Z"
    gold = document(ceasefires=[truce([("army", "party"), ("norway", "broker")], [("inForce", day, None)])])
    found = document(ceasefires=[truce([("army", "party"), ("norway", "party")], [("inForce", day, later)])])
    scores = measured(gold, found)
    assert [(scores[f"ceasefires, {m}"].hits) for m in ("party", "state", "state and days")] == [1, 1, 1]
    moved = document(ceasefires=[truce([], [("inForce", later, None)])])
    scores = measured(gold, moved)
    assert [(scores[f"ceasefires, {m}"].hits) for m in ("party", "state", "state and days")] == [0, 1, 0]


def test_what_is_optional_counts_neither_way() -> None:
    """Found or not, an optional item changes nothing."""
    monday = {"start": 26, "end": 32, "value": "2021-03-01"}
    gold = document(times=[{**monday, "optional": True}, {"start": 0, "end": 3, "value": "x"}])
    assert measured(gold, document(times=[monday]))["times"] == Score("times", 1, 0, 0)


def test_what_lies_in_a_sentence_without_news_is_not_held_against_anybody() -> None:
    """A byline may hold a date; finding it is neither right nor wrong."""
    gold = document(times=[], sentences=[{"start": 0, "end": 33, "content": False}])
    gold["times"] = [{"start": 34, "end": 37, "value": "x"}]
    assert measured(gold, document(times=[{"start": 26, "end": 32}]))["times"] == Score("times", 1, 0, 0)


def test_a_pair_is_made_once_and_the_best_first() -> None:
    """Two found spans over one gold span: one hit, the other too much."""
    gold = document(times=[{"start": 23, "end": 32, "value": "2021-03-01"}])
    found = document(times=[{"start": 23, "end": 25}, {"start": 23, "end": 32, "value": "2021-03-01"}])
    scores = measured(gold, found)
    assert scores["times"] == Score("times", 1, 2, 1) and scores["times, value"].hits == 1


def test_gold_as_its_own_prediction_is_right_throughout() -> None:
    """Nothing is lost in pairing."""
    gold = document(
        events=[event(("agent", "army"))],
        claims=[
            {
                "speaker": {"start": 34, "end": 44},
                "cue": {"start": 45, "end": 51},
                "content": [{"start": 52, "end": 54}],
                "stance": "denied",
            }
        ],
        ceasefires=[truce([("army", "party")], [("ended", None, None)])],
    )
    assert {s.f1 for s in score([gold], [gold])} == {1.0}


@pytest.mark.parametrize("body", ["", "{", '{"id": "a"}', "[1]"])
def test_what_is_no_gold_is_refused_by_name(tmp_path: Path, body: str) -> None:
    """One sentence names the file."""
    path = tmp_path / "gold.json"
    path.write_text(body, encoding="utf-8")
    if not body:
        path.unlink()
    with pytest.raises(FactsError, match=r"gold\.json"):
        evaluate(path)


def test_a_gold_file_is_read_and_scored(tmp_path: Path) -> None:
    """From a file to a table, through the real extraction."""
    path = tmp_path / "gold.jsonl"
    monday = {"start": 23, "end": 32, "value": "2021-03-01"}
    path.write_text(json.dumps({**document(), "published": "2021-03-02", "timexes": [{**monday, "start": 26}]}) + "\n")
    assert "times, value" in str(evaluate(path)) and all(s.f1 == 1.0 for s in evaluate(path).rows)

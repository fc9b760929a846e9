"""The sides of a truce that are told in no word of their own, and those who must not be taken for sides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from truceline.extract import extract
from truceline.link.likely_sides import party_weights
from truceline.link.party_features import FEATURES
from truceline.read import make_article

TESTS = Path(__file__).parent
SIDES = [
    (
        "The army of Ruritania and the Sylvan Front have fought over Marn since May. A ceasefire was announced on Monday.",
        {"army-of-ruritania", "sylvan-front"},
    ),
    ("Hamas and Israel traded fire all night. A truce was announced at dawn.", {"hamas", "israel"}),
    ("Thai and Cambodian generals agreed on a truce on Friday.", {"thailand", "cambodia"}),
    (
        "The Belvarian Liberation Army and the government of Belvaria signed a ceasefire on Thursday.",
        {"belvarian-liberation-army", "government-of-belvaria"},
    ),
]
NOBODY = [
    "France and Germany welcomed the ceasefire that was announced on Friday.",
    "The United Nations called for a ceasefire. Norway offered to host talks.",
    "Norway said on Friday that a ceasefire had been agreed in Sudan.",
    "Both sides must agree to a ceasefire, the Pope said in Rome. Italy praised him.",
]


def _parties(text: str) -> set[str]:
    """The slugs of all who are party to some truce of a text."""
    truces = extract(make_article(text, published="2012-06-12")).notes.ceasefires
    return {p.actor.rsplit("/", 1)[-1] for t in truces for p in t.parties if p.status == "party" and p.actor}


@pytest.mark.parametrize(("text", "sides"), SIDES)
def test_the_likely_sides_are_those_who_fight(text: str, sides: set[str]) -> None:
    """Who fights beside a truce of which no side is told, or makes it, is its side."""
    assert _parties(text) == sides


@pytest.mark.parametrize("text", NOBODY)
def test_who_only_speaks_of_a_truce_is_no_side(text: str) -> None:
    """Who welcomes a truce, calls for it, hosts its talks or tells of it is not taken for a side."""
    assert _parties(text) == set()


def test_the_weights_were_fitted_for_the_features_that_are_computed() -> None:
    """The table knows each feature, and standing otherwise to a truce speaks against being its side."""
    table = party_weights()
    assert set(FEATURES) <= set(table.weights)
    assert table.weights["stands otherwise"] < 0 < table.weights["in its sentence"]


def test_what_somebody_is_told_of_belongs_to_the_one_who_tells_it() -> None:
    """ "Told Norway of its decision to end the ceasefire" is the decision of whoever tells it."""
    assert _parties("The Philippine government told Norway on Friday of its decision to terminate the ceasefire.") == {
        "philippines-government"
    }


def test_land_that_somebody_else_holds_is_not_struck_as_the_land_of_a_state() -> None:
    """Of "Sudanese rebel-held territory" the state is not the one who is shelled; of its own airspace and soil it is."""
    events = extract(make_article("The army shelled Sudanese rebel-held territory on Friday.")).notes.events
    assert not [p for e in events for p in e.participants if p.actor and p.actor.endswith("/sudan")]


def test_of_two_who_weigh_the_same_the_first_named_is_a_side() -> None:
    """The order in which a process keeps its sets decides nothing: the facts of an article are the same every time."""
    rows = (
        json.loads(line) for line in (TESTS / "gold" / "truce_sides.jsonl").read_text(encoding="utf-8").splitlines()
    )
    text = next(row["text"] for row in rows if "the rival UPC and FNI militias" in row["text"])
    code = f"from test_likely_sides import _parties; print(sorted(_parties({text!r})))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=TESTS,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 5)
    }
    assert len(told) == 1, told

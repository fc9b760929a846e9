"""The articles of our own words: enough of them, of enough wars, every layer marked in words that stand in the text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"
sys.path.insert(0, str(BENCH))

from own_gold import Tally, count, load, place_of, same, stretch  # noqa: E402

GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))


def test_there_are_articles_of_many_wars() -> None:
    """At least fifteen, of at least eight wars, each with a head of its own."""
    heads = [p.read_text(encoding="utf-8").split("\n\n", 1)[0] for p in GOLD]
    wars = {line for head in heads for line in head.splitlines() if line.startswith("war: ")}
    assert len(GOLD) >= 15 and len(wars) >= 8


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_every_fact_stands_in_the_text(path: Path) -> None:
    """The words of times, events, claims and figures are there, and every layer is marked."""
    gold = load(path)
    text = gold.article.text
    for kind in ("time", "event", "figure"):
        for row in gold.facts[kind]:
            begin, end = place_of(row[0], text)
            assert text[begin:end] == row[0].partition("#")[0]
    for row in gold.facts["claim"]:
        begin, end = stretch(row[2], text)
        assert begin < end
    assert all(gold.facts[kind] for kind in ("time", "place", "actor", "event", "claim"))


def test_words_that_do_not_stand_there_are_told() -> None:
    """A slip in a gold file is an error, not a miss of the reader."""
    with pytest.raises(ValueError, match="yesterday"):
        place_of("yesterday", "The truce held on Monday.")


def test_names_are_compared_without_articles_and_case() -> None:
    """Any of the rightful names will do."""
    assert same("Freedonia / Free State", {"the free state"}) and not same("Freedonia", {"moldania"})


def test_what_is_missing_and_what_is_too_much_is_counted() -> None:
    """Two wanted, two found, one of them right: an F1 of a half, and both faults are told."""
    tally = Tally()
    count(tally, ["a", "b"], ["x", "y"], [("a", "x")])
    assert tally.f1 == 0.5 and tally.wrong == ["- b", "+ y"]

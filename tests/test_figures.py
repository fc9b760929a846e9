"""Casualty figures: own sentences from many conflicts, with the answers written first."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.analysis.parse import parse
from truceline.extract import extract
from truceline.find.figures import find
from truceline.model import Figure, Notes
from truceline.read import make_article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXT = "at least 12 5,000 dozens of people were killed wounded including a two million to and , . - half dead them"
WORDS = TEXT.split()
BOUNDS = ("lower", "upper", "approx", "exact")


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text, read without any other finder."""
    return find(parse(make_article(text)), Notes()).figures


def told(figure: Figure, all_: tuple[Figure, ...]) -> dict[str, Any]:
    """A figure as the cases write it."""
    whole = next((n for n, f in enumerate(all_) if f.id == figure.subset_of), None)
    values = {b: getattr(figure, b) for b in BOUNDS if getattr(figure, b) is not None}
    return {
        "text": figure.text,
        **values,
        "category": figure.category,
        "population": figure.population,
        "subset": whole,
    }


@pytest.mark.parametrize("case", [c for c in CASES if "miss" not in c], ids=lambda c: c["text"][:40])
def test_figures_of_a_sentence(case: dict[str, Any]) -> None:
    """Span, bounds, category, population and subset of every figure, and no figure too many."""
    found = figures(case["text"])
    assert [told(f, found) for f in found] == case["figures"]


@pytest.mark.parametrize("case", [c for c in CASES if "miss" in c], ids=lambda c: c["text"][:40])
def test_figures_that_are_still_missed(case: dict[str, Any]) -> None:
    """What is known to be missed is still missed; a row that is mended has to lose its "miss" and docs/figures.md its line."""
    found = figures(case["text"])
    assert [told(f, found) for f in found] != case["figures"], f"mended: {case['miss']}"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=25,
    )
)
def test_any_words_give_exact_spans(words: list[str]) -> None:
    """Whatever the words, spans are exact, bounds are ordered and a subset points at a figure before it."""
    text = " ".join(words) or "x"
    seen: list[str] = []
    for f in figures(text):
        assert text[f.start : f.end] == f.text
        assert f.lower is None or f.upper is None or f.lower < f.upper
        assert f.subset_of is None or f.subset_of in seen
        seen.append(f.id)


def windows(text: str) -> list[tuple[str, str | None, str | None]]:
    """Number, window and place of the figures of a text with a publication day."""
    facts = extract(make_article(text, published=date(2019, 5, 20)))
    n = facts.notes
    named = [n.places[f.place].text if f.place is not None else None for f in n.figures]
    return [(f.text, f.window.text if f.window else None, place) for f, place in zip(n.figures, named, strict=True)]


def test_a_figure_of_two_days_and_places_is_of_both() -> None:
    """Days that are joined are one window; of two places that are joined none is the place."""
    assert windows("Raids on Friday and Saturday in Hama and Homs killed 18 people.") == [
        ("18", "Friday and Saturday", None)
    ]
    assert windows("Clashes on 3 and 4 May in Taiz killed 50 people.") == [("50", "3 and 4 May", "Taiz")]


def test_a_figure_has_the_day_and_place_of_its_own_clause() -> None:
    """Two figures of one sentence stay with what is told of each."""
    text = "Ten people died in Aleppo on Saturday, while in Damascus six were wounded on Sunday."
    assert windows(text) == [("Ten", "Saturday", "Aleppo"), ("six", "Sunday", "Damascus")]
    assert windows("A strike on Homs killed five on Friday and one on Hama killed seven on Sunday.")[0] == (
        "five",
        "Friday",
        "Homs",
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Jets bombed the market in Alamata, killing 22 people and ending a truce that had begun on 9 March.", [None]),
        ("Three soldiers were killed in breach of the ceasefire of 3 March.", [None]),
        ("Three soldiers were killed on 10 March in breach of the ceasefire of 3 March.", ["2021-03-10"]),
        ("Nine people died in the attack that began on 10 March.", ["2021-03-10"]),
        ("Shells killed five people on 8 March, a day that the truce was to last until.", ["2021-03-08"]),
    ],
)
def test_the_day_of_a_truce_is_no_day_of_the_dead(text: str, days: list[str | None]) -> None:
    """What names a truce or is told of it dates no figure beside it; what is told of the attack does."""
    found = extract(make_article(text, published=date(2021, 3, 12))).notes.figures
    assert [f.window.edtf if f.window else None for f in found] == days

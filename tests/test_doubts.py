"""What we misread costs one fact and a warning, never the article."""

from datetime import UTC, date, datetime

import pytest

import truceline as tl
from truceline.doubts import ordered, without_doubts
from truceline.extract import extract
from truceline.model import Article, Ceasefire, Claim, Facts, Figure, Notes, Sentence, Span, State, When
from truceline.read import make_article

_BACKWARDS = When(datetime(2025, 5, 8, tzinfo=UTC), None, None, datetime(2024, 5, 11, tzinfo=UTC))


def read(text: str, published: str = "2025-05-06") -> Facts:
    """The facts of a text."""
    return extract(make_article(text, published=date.fromisoformat(published)))


@pytest.mark.parametrize(
    ("text", "told", "first", "last"),
    [
        (
            "The president announced a truce in Ruritania from May 8 to May 10.",
            "2025-05-06",
            "2025-05-08",
            "2025-05-11",
        ),
        ("The rebels declared a ceasefire from 20 May until 22 May.", "2025-05-06", "2025-05-20", "2025-05-23"),
        ("The army announced a truce from December 30 to January 2.", "2025-12-28", "2025-12-30", "2026-01-03"),
    ],
)
def test_a_truce_announced_for_days_to_come_is_read_and_kept(text: str, told: str, first: str, last: str) -> None:
    """Days without a year ahead of the article make one range, never one that ends before it begins."""
    facts = read(text, told)
    held = [s.when for s in facts.notes.ceasefires[0].states if s.state == "inForce" and s.when]
    assert [(str(w.earliest_begin)[:10], str(w.latest_end)[:10]) for w in held] == [(first, last)]
    graph = tl.Graph()
    graph.add(facts)
    assert graph.count() == 1 and not facts.warnings


def test_a_time_that_ends_before_it_begins_costs_that_state_alone() -> None:
    """The warning names the state, its truce and its words; the other states and the article stay."""
    text = "The truce began on Monday and held."
    states = (
        State("inForce", 0, Span(4, 9), _BACKWARDS, claim="c1"),
        State("inForce", 0, Span(4, 9), None, claim="c1"),
    )
    truce = Ceasefire("t1", "ceasefire", states=states)
    claim = Claim("c1", None, "outlet", None, (Span(0, 35),), "asserted", 0, about=("t1",))
    facts = Facts(Article("a", text, "0" * 64), (Sentence(0, 35),), Notes(ceasefires=(truce,), claims=(claim,)))
    settled = without_doubts(facts)
    assert settled.notes.ceasefires[0].states == states[1:]
    assert settled.warnings == (
        "a: the state inForce of the ceasefire (“truce”) would end before it begins (2025-05-08 to 2024-05-11); it is left out.",
    )
    tl.Graph().add(settled)


def test_a_figure_that_counts_nothing_is_left_out_with_all_that_points_at_it() -> None:
    """A figure that is too large is named in a warning; claims and figures no longer point at it."""
    large = Figure("f1", 0, 4, "9999", 0, "killed", "people", exact=10**40)
    part = Figure("f2", 0, 4, "9999", 0, "killed", "children", exact=3, subset_of="f1")
    claim = Claim("c1", None, "outlet", None, (Span(0, 4),), "asserted", 0, about=("f1", "f2"))
    facts = Facts(Article("a", "9999", "0" * 64), (Sentence(0, 4),), Notes(figures=(large, part), claims=(claim,)))
    settled = without_doubts(facts)
    assert [(f.id, f.subset_of) for f in settled.notes.figures] == [("f2", None)]
    assert settled.notes.claims[0].about == ("f2",)
    assert "too large to count anything" in settled.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        f"At least {'9' * 4400} people were killed in the shelling on Monday.",
        "The army said 1e400 people were killed on Monday.",
        "The army said \ud800 ten people were killed on Monday.",
        "A truce lasting 99999999999 days began on Monday.",
        "The truce was extended by 99999 months on Monday.",
        "A ceasefire for 9999 years began on Monday.",
    ],
)
def test_no_number_and_no_broken_character_costs_the_article(text: str) -> None:
    """Such articles are read, kept and written out; offsets still refer to the text."""
    facts = read(text)
    graph = tl.Graph()
    graph.add(facts)
    assert graph.count() == 1
    assert all(facts.article.text[m.start : m.end] == m.text for m in facts.notes.mentions)


def test_what_can_be_stays_as_it_is() -> None:
    """Facts without doubts come back unchanged; equal stamps are in order."""
    facts = read("The truce began on Monday. The army said that ten people were killed.")
    assert without_doubts(facts) is facts
    day = datetime(2025, 5, 8, tzinfo=UTC)
    assert ordered(When(day, day, day, day)) and ordered(When()) and not ordered(_BACKWARDS)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("The cessation of hostilities of 27 February had broken down before it.", "CeasefireEnded", None),
        ("The army broke the truce of 27 February near Strelsau.", "CeasefireViolated", None),
        ("The 20 May truce was broken on Monday.", "CeasefireViolated", "2025-05-05"),
        ("The army broke the truce on Monday.", "CeasefireViolated", "2025-05-05"),
        ("Norway and Chad agreed on it after the truce of 3 March had come close to collapse.", "Agreement", None),
    ],
)
def test_the_day_in_the_name_of_a_truce_does_not_date_what_is_said_of_it(text: str, kind: str, day: str | None) -> None:
    """ "Broke the truce of 3 May" is no breach of 3 May; a day under the verb still dates it."""
    found = [e for e in read(text).notes.events if e.kind == kind]
    assert [e.when and e.when.edtf for e in found] == [day]

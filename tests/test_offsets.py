"""Days told by how far they lie from another day: what stands under "after" and "before" gets its own day."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.analysis.parse import parse
from truceline.extract import extract
from truceline.read import make_article
from truceline.times import find_times
from truceline.times.offsets import set_off

SUNDAY = date(2020, 10, 11)


def moved(text: str) -> list[tuple[str, str | None, str | None]]:
    """The times that bear another day than before: words, first and last day."""
    parsed = parse(make_article(text, published=SUNDAY))
    times = find_times(text, SUNDAY)
    out = zip(times, set_off(times, parsed.tree, parsed.sentences), strict=True)
    return [
        (b.text, b.begin.date().isoformat() if b.begin else None, b.end_.date().isoformat() if b.end_ else None)
        for a, b in out
        if a != b
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Freedonia and Moldania accused each other on Sunday of breaking a ceasefire, a day after it came into force.",
            [("a day after", "2020-10-10", "2020-10-11")],
        ),
        (
            "Two days after the truce began, shells hit Varna on Monday.",
            [("Two days after", "2020-10-03", "2020-10-04")],
        ),
        (
            "On Friday, three days before the truce was to expire, talks resumed.",
            [("three days before", "2020-10-12", "2020-10-13")],
        ),
        (
            "The rebels shelled Tarun on Tuesday, less than 24 hours after they had signed a ceasefire.",
            [("less than 24 hours after", "2020-10-05", "2020-10-07")],
        ),
        ("Hours after the truce took effect on Saturday, shells fell.", [("Hours after", None, None)]),
        ("Talks ended on Monday. They resumed on Friday.", []),
        ("Shells hit the town two days ago, and two days later the army came.", []),
        ("After two days of talks on Monday the envoys left.", []),
        ("The convoy left on Monday and came back the day after.", []),
    ],
)
def test_a_day_counted_from_another_is_that_of_its_clause(
    text: str, wanted: list[tuple[str, str | None, str | None]]
) -> None:
    """Days exactly, hours from here to there; no day where the clause has its own; nothing else is touched."""
    assert moved(text) == wanted


def test_a_truce_that_began_the_day_before_began_the_day_before() -> None:
    """The day of the accusation is not the day of the truce, and the time's words keep the value that they have."""
    text = (
        "Freedonia and Moldania accused each other on Sunday of breaking a ceasefire, a day after it came into force."
    )
    facts = extract(make_article(text, published=SUNDAY))
    states = {s.state: s.when for t in facts.notes.ceasefires for s in t.states}
    begun = states["inForce"]
    assert begun is not None and begun.earliest_begin is not None and begun.earliest_begin.date() == date(2020, 10, 10)

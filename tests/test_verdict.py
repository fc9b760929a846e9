"""The life of a truce: on every day it is what `truceline status` answers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from truceline.ask.verdict import day_window, life, turning_days
from truceline.graph import Graph


def test_a_life_is_the_status_of_every_day(told: Graph) -> None:
    """On each day of the dispatches, for each truce: the answer, its words and its sentences are those of `status`."""
    book = told.book
    days = turning_days(list(book.states.values()))
    lives = {iri: life(book, c) for iri, c in book.ceasefires.items()}
    looked = 0
    for n in range((days[-1] - days[0]).days + 1):
        day = days[0] + timedelta(n)
        answers = {t.iri: t for t in told.status(on=day.isoformat()).truces}
        for iri, stretches in lives.items():
            for s in (s for s in stretches if s.begin <= day < s.end):
                now = answers[iri]
                assert (s.truce.answer, s.truce.state, s.truce.says) == (now.answer, now.state, now.says), (iri, day)
                looked += 1
    assert looked > 300


def test_a_life_has_no_holes(told: Graph) -> None:
    """Stretches touch, and neighbours differ."""
    for c in told.book.ceasefires.values():
        stretches = life(told.book, c)
        assert all(a.end == b.begin and a.truce != b.truce for a, b in pairwise(stretches))


def test_a_day_is_a_whole_day() -> None:
    """From midnight to midnight, UTC."""
    begin, end = day_window(date(2016, 2, 29))
    assert end - begin == timedelta(days=1) and begin.isoformat() == "2016-02-29T00:00:00+00:00"

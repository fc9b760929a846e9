"""Sketches of events: what is compared across articles is in one order, whatever is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

from truceline.link.sketch import sketches
from truceline.model import Event, Facts, Figure, Notes, Sentence, Span, When
from truceline.read import make_article


def test_figures_with_open_bounds_have_an_order() -> None:
    """Two counts of one event, one without a least and one without a most, do not stop the reading."""
    article = make_article("Dozens died in Tarn.", "a", date(2019, 3, 4))
    day = When(datetime(2019, 3, 3, tzinfo=UTC), None, None, datetime(2019, 3, 4, tzinfo=UTC), "2019-03-03", "Sunday")
    event = Event("e1", "Attack", "ASSAULT", Span(7, 11), 0, "happened", (), None, None, day)
    counts = (
        Figure("f1", 0, 6, "Dozens", 0, "killed", "people", lower=24, event="e1"),
        Figure("f2", 0, 6, "Dozens", 0, "killed", "people", upper=60, event="e1"),
        Figure("f3", 0, 6, "Dozens", 0, "killed", "people", exact=30, event="e1"),
    )
    facts = Facts(article, (Sentence(0, 20),), Notes(events=(event,), figures=counts))
    assert [len(s.figures) for s in sketches(facts)] == [3]

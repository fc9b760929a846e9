"""The days that matter: what many independent texts tell, and come back to, stands before what one says."""

from __future__ import annotations

import pytest

from test_identity import WIRE, facts_of, graph_of
from truceline.errors import QueryError
from truceline.graph import Graph
from truceline.store.deciding import decide

NEWS = (
    ("A truce took effect in Yemen on 2 April 2022.", "2022-04-03", "One"),
    ("The truce in Yemen, which began on 2 April 2022, held for a month.", "2022-05-04", "Two"),
    ("Houthi fighters shelled Taiz on Saturday.", "2022-04-10", "One"),
    ("Hans Grundberg met Houthi officials in Amman on Tuesday.", "2022-04-13", "One"),
    ("Saudi aircraft bombed Sanaa on Sunday and killed 30 people.", "2022-03-21", "One"),
    ("Saudi aircraft bombed Sanaa on Sunday and killed 34 people, doctors said.", "2022-03-23", "Two"),
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    """A small pile on one war."""
    return graph_of(facts_of(*row) for row in NEWS)


def test_top_gives_days_in_order_of_time(graph: Graph) -> None:
    """The beginning of a truce and a deadly raid told twice stand before a meeting told once; one row a day."""
    days = [h.begin[:10] for h in graph.timeline(top=2)]
    assert days == ["2022-03-20", "2022-04-02"]
    every = [h.begin[:10] for h in graph.timeline(top=50)]
    assert every == sorted(set(every)) and {"2022-04-09", "2022-04-12"} <= set(every)


def test_top_keeps_to_the_filters(graph: Graph) -> None:
    """Place, kind and time narrow what is ranked."""
    assert [h.begin[:10] for h in graph.timeline(top=5, place="Taiz")] == ["2022-04-09"]
    assert {h.begin[:10] for h in graph.timeline(top=5, since="2022-04-05", until="2022-04-30")} == {
        "2022-04-09",
        "2022-04-12",
    }
    assert [h.kind for h in graph.timeline(top=5, kind="Meeting")] == ["Meeting"]


def test_filters_through_the_index_let_the_same_through(graph: Graph) -> None:
    """What the index looks up for a filter is what going through everything finds."""
    every = graph.timeline().rows
    for name, value in (("place", "Sanaa"), ("actor", "Houthi"), ("kind", "Attack")):
        found = {h.iri for h in graph.timeline(**{name: value}) if h.layer == "event"}
        assert found and found < {h.iri for h in every}
    assert {h.iri for h in graph.timeline(place="Sanaa")} == {h.iri for h in every if "Sanaa" in h.place}


def test_calendar(graph: Graph) -> None:
    """One row a month, counted; other stretches are refused."""
    assert [(s.when, s.happenings > 0) for s in graph.calendar("month")] == [("2022-03", True), ("2022-04", True)]
    assert len(graph.calendar("day", top=2)) == 2
    with pytest.raises(QueryError, match="use day or month"):
        graph.calendar("decade")


def test_copies_do_not_count_twice() -> None:
    """A wire report in two papers is one independent text; another account is a second one."""
    own = facts_of(f"Rebels shelled Aleppo on Monday. {WIRE}", "2021-03-02", "Agency")
    copy = facts_of(f"Rebels shelled Aleppo on Monday. {WIRE} Turn to page two.", "2021-03-03", "Daily")
    for copies, independent in (
        ([copy], 1),
        ([copy, facts_of("Rebels shelled Aleppo on Monday, and nobody knows why.", "2021-03-03", "Post")], 2),
    ):
        rows = graph_of([own, *copies]).timeline(kind="Shelling").rows
        assert max(h.independent for h in rows) == independent


def test_rejected_events_are_not_shown(graph: Graph) -> None:
    """What somebody rejected leaves timeline and ranking, and comes back when it is accepted."""
    own = graph_of(facts_of(*row) for row in NEWS)
    first = own.timeline(kind="Meeting").rows[0]
    for decided, shown in (("rejected", 0), ("accepted", 1)):
        decide(own.store, decided, [first.iri], "A. Reader")
        assert len(own.timeline(kind="Meeting")) == len(own.timeline(top=9, kind="Meeting")) == shown


def test_a_truce_that_names_nobody_is_told_apart(graph: Graph) -> None:
    """The row of a truce that began says which truce and where; an event with its doers needs no such word."""
    labels = {h.kind: h.label for h in graph.timeline(top=6) if h.layer == "event"}
    assert labels["CeasefireBegan"] == "ceasefire began: ceasefire of 2 April 2022 (Yemen)"
    assert "ceasefire of" not in labels["Meeting"]

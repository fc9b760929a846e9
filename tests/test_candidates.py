"""What narrows a question down before anything is read lets nothing go that is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from golden import truce_ended, truce_told
from truceline.ask import candidates
from truceline.ask.candidates import NO_TIME, count, each_lasting, event_blocks, found, lasting
from truceline.ask.filters import Choice
from truceline.graph import Graph
from truceline.store.index import Index

DAYS = [datetime(2016, m, d, tzinfo=UTC) for m in (2, 4, 5) for d in (1, 15, 28)]
SPANS = [(a, b) for n, a in enumerate(DAYS) for b in DAYS[n + 1 :]]


@pytest.fixture(scope="module")
def kg() -> Graph:
    """The two golden articles."""
    graph = Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    return graph


@pytest.mark.parametrize("kind", ["event", "state"])
def test_a_time_lets_through_all_that_may_lie_in_it(kg: Graph, kind: str) -> None:
    """The blocks of a time give a part of all things, and in it every one that overlaps; open ends, too."""
    book = kg.book
    several, block = {
        "event": (book.events, event_blocks(Choice())),
        "state": (book.states, candidates.state_blocks(Choice())),
    }[kind]
    assert len(several) > 1
    fewer = False
    for since, until in [*SPANS, (None, DAYS[3]), (DAYS[4], None)]:
        kept = found(book, [*block, *lasting(Choice(since=since, until=until))])
        assert kept == found(book, [*block, *each_lasting(Choice(since=since, until=until))])
        assert {iri for iri, t in several.items() if t.overlaps(since, until)} <= kept <= set(several)
        fewer |= len(kept) < len(several)
    assert fewer


def test_things_without_a_time_are_counted(kg: Graph) -> None:
    """What has neither begin nor end is counted in the index as it is by reading."""
    bare = [e for e in kg.book.events.values() if e.begin is None and e.end is None]
    assert count(kg.book, [*event_blocks(Choice()), NO_TIME]) == len(bare)


@pytest.mark.parametrize("few", [0, 10_000])
def test_claims_are_the_same_however_they_are_narrowed(kg: Graph, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the time is asked of the index or of the claims that were read, the same claims come out."""
    everything = kg.claims()
    speaker = everything[0].said.speaker
    monkeypatch.setattr("truceline.ask.claims.FEW", few)
    for since, until in SPANS:
        asked = {"since": since.date(), "until": until.date()}
        whole = [c.claim for c in kg.claims(**asked)]
        mine = {c.claim for c in everything if c.said.speaker == speaker}
        assert [c.claim for c in kg.claims(speaker=speaker, **asked)] == [c for c in whole if c in mine]


def test_a_thing_read_briefly_has_the_same_values(kg: Graph) -> None:
    """Some properties of several things, read by one query, are those of the things as a whole."""
    events = kg.book.events
    names = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for thing in kg.book.brief(events, names):
        assert {n: events[thing.iri].many(n) for n in names} == {n: thing.many(n) for n in names}
    assert [t.iri for t in kg.book.brief(events, names)] == sorted(events)


def test_an_index_that_has_grown_is_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the tables are by much larger than when they were last packed, they are packed again, and it is noted."""
    with Graph.open(tmp_path / "kg", create=True) as graph:
        graph.add(truce_told())
    first = Index(tmp_path / "kg").stamp()
    monkeypatch.setattr("truceline.store.index._LARGE", 0)
    monkeypatch.setattr("truceline.store.index._GROWTH", 1)
    with Graph.open(tmp_path / "kg") as graph:
        graph.add(truce_ended())
    second = Index(tmp_path / "kg").stamp()
    assert first and second and second.packed != first.packed
    assert second.packed == sum(f.stat().st_size for f in (tmp_path / "kg" / "index").glob("*.sst"))
    with Graph.open(tmp_path / "kg") as graph:
        assert graph.status(on="2016-05-02").truces and not graph.check().faults

"""One event, one copy, one truce in a pile: what several articles tell is one thing, whatever the order in which they came."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from test_store import canonical
from truceline.errors import KnowledgeError
from truceline.extract import extract
from truceline.graph import Graph
from truceline.link import event_pairs, truce_pairs
from truceline.model import Facts
from truceline.read.source import from_record

CASES = Path(__file__).parent / "cases"


@cache
def facts_of(text: str, published: str, outlet: str = "") -> Facts:
    """What is read out of a text."""
    record = {"id": f"{published} {text[:30]}", "text": text, "published": published, "publisher": outlet}
    return extract(from_record(record, "a"))


def graph_of(several: Iterable[Facts]) -> Graph:
    """A graph in memory."""
    graph = Graph()
    for facts in several:
        graph.add(facts)
    return graph


def events_of_both(graph: Graph) -> int:
    """How many events two articles tell."""
    query = "SELECT ?e { ?e a tl:Event . ?c tl:about ?e ; prov:wasQuotedFrom ?a } GROUP BY ?e HAVING (COUNT(DISTINCT ?a) > 1)"
    return len(list(graph.query(query)))


def pairs() -> list[dict[str, Any]]:
    """Our own pairs of accounts: one event in other words, a revised toll; the day after, elsewhere, other people."""
    return [json.loads(x) for x in (CASES / "event_pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def joined(pair: dict[str, Any]) -> bool:
    """Whether the graph takes any event of one side for one of the other."""
    return events_of_both(graph_of(facts_of(pair[s]["text"], pair[s]["published"], s) for s in "ab")) > 0


def test_pairs_of_accounts() -> None:
    """Of at least sixty pairs, half of them of different events, precision is .95 and F1 .85 at least."""
    gold = pairs()
    assert len(gold) >= 60 and 0.4 < sum(p["same"] for p in gold) / len(gold) < 0.6
    found = [(p["same"], joined(p)) for p in gold]
    right = sum(same and join for same, join in found)
    precision, recall = right / sum(join for _, join in found), right / sum(same for same, _ in found)
    assert precision >= 0.95
    assert 2 * precision * recall / (precision + recall) >= 0.85


@pytest.mark.parametrize("pairs", [event_pairs, truce_pairs], ids=["events", "truces"])
def test_weights_fit_the_features(monkeypatch: pytest.MonkeyPatch, pairs: ModuleType) -> None:
    """A table that was fitted for other features is refused."""
    monkeypatch.setattr(pairs, "FEATURES", (*pairs.FEATURES, "same weather"))
    with pytest.raises(KnowledgeError, match="fitted for other features"):
        pairs.table()


TOLL = (
    ("A truck bomb killed 20 people in Mogadishu on Saturday.", "2017-10-15", "One"),
    ("At least 58 people were killed by a truck bomb in Mogadishu on 14 October, police said.", "2017-10-16", "Two"),
    ("A truck bomb in Mogadishu on 14 October killed 300 people, the government said.", "2017-10-20", "Three"),
    ("Rebels shelled Taiz on Saturday and killed two people.", "2017-10-15", "One"),
)


def test_a_revised_toll_is_one_event_with_several_figures() -> None:
    """Early and late toll hang on one event, each with its own claim."""
    graph = graph_of(facts_of(*row) for row in TOLL)
    query = "SELECT ?e ?n { ?f tl:ofEvent ?e ; tl:lower|tl:exact ?n }"
    by_event: dict[str, set[int]] = {}
    for event, number in graph.query(query):
        by_event.setdefault(str(event), set()).add(int(str(number)))
    assert any({20, 58} <= numbers for numbers in by_event.values())
    assert all(2 not in numbers for numbers in by_event.values() if 20 in numbers)


def test_links_give_reason_and_score() -> None:
    """What was joined says why and how surely, and in which article."""
    rows = list(graph_of(facts_of(*row) for row in TOLL[:2]).query(
        "SELECT ?why ?score { ?l a tl:Link ; tl:linkReason ?why ; tl:confidence ?score ; tl:linkedTo ?e . ?e a tl:Event }"
    ))  # fmt: skip
    assert rows and all("same day" in str(why) and 0.5 <= float(str(score)) <= 1 for why, score in rows)


def pile() -> list[Facts]:
    """Accounts of a few events by several outlets."""
    several = [facts_of(p[s]["text"], p[s]["published"], s) for p in pairs()[18:30] for s in "ab"]
    return [*several, *(facts_of(*row) for row in TOLL)]


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    """Any order, with questions asked in between, with articles taken out and put back: the same triples."""
    whole, dice = pile(), random.Random(5)
    before = canonical(graph_of(whole))
    for n in range(4):
        mixed = dice.sample(whole, len(whole))
        graph = Graph() if n % 2 else Graph.open(tmp_path / str(n), create=True)
        for k, facts in enumerate(mixed):
            graph.add(facts)
            if k % 5 == n:
                graph.store.index()
        gone = [f.article.iri for f in dice.sample(whole, 5)]
        graph.store.remove(tuple(gone))
        graph.store.index()
        for facts in whole:
            graph.add(facts)
        assert canonical(graph) == before
        graph.close()


def test_removed_articles_leave_nothing() -> None:
    """An article that is taken out takes its triples with it, and those it shared stay for the others."""
    whole = pile()
    graph = graph_of(whole)
    graph.store.index()
    graph.store.remove(tuple(f.article.iri for f in whole[10:]))
    assert canonical(graph) == canonical(graph_of(whole[:10]))


WIRE = (
    "The ceasefire in Ruritania held for a second day on Tuesday, monitors said. "
    "No shelling was heard along the river since Monday morning. "
    "Aid workers reached the town of Strelsau for the first time in weeks. "
    "Both armies accused each other of moving guns at night."
)


def test_copies_are_told() -> None:
    """The same wire text under another head is a copy of the earliest article; other news is none."""
    own = facts_of(WIRE, "2021-03-02", "Agency")
    copy = facts_of(f"Calm in Ruritania\n\n{WIRE} More on page two of this paper.", "2021-03-03", "Daily")
    other = facts_of(WIRE.replace("Ruritania", "Syldavia")[:76], "2021-03-03", "Herald")
    for order in ((own, copy, other), (other, copy, own)):
        rows = list(graph_of(order).query("SELECT ?a ?b { ?a tl:copyOf ?b }"))
        assert [(str(a), str(b)) for a, b in rows] == [(copy.article.iri, own.article.iri)]

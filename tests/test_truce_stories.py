"""Thirteen truces of ten wars, told by three to seven articles each: joined where they are one, and asked about on many days."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from truce_stories import Told, facts_of_stories, lines, told_in_stories
from truceline.graph import Graph
from truceline.link.cross_document import merge
from truceline.model import Facts
from truceline.read import make_article
from truceline.vocabulary import TL

ASKED = lines("truce_story_asks.jsonl")
HELD = {"in force", "disputed"}


@pytest.fixture(scope="module")
def stories() -> list[Told]:
    """All tellings."""
    return told_in_stories()


def test_stories_are_joined_and_none_is_swallowed(stories: list[Told]) -> None:
    """Of the pairs of tellings of different articles nearly all that are one truce are joined, and no others."""
    same = merge(facts_of_stories())
    end = {t.iri: same[t.iri].iri if t.iri in same else t.iri for t in stories if t.iri}
    pairs = [(a, b) for a, b in combinations(stories, 2) if a.facts is not b.facts]
    joined = [(a, b) for a, b in pairs if a.iri and b.iri and end[a.iri] == end[b.iri]]
    wrong = [(a.facts.article.id, b.facts.article.id) for a, b in joined if a.truce != b.truce]
    wanted = sum(a.truce == b.truce for a, b in pairs)
    assert not wrong
    assert 2 * len(joined) / (len(joined) + wanted) >= 0.95


def test_what_is_joined_has_reasons() -> None:
    """Each join tells the features that speak for it and a score above the limit of the table."""
    same = merge(facts_of_stories())
    assert same and all(s.reason and 0.6 <= s.score <= 1 for s in same.values())
    assert any("told while it ran" in s.reason and "same sides" in s.reason for s in same.values())


def _right(kg: Graph) -> set[int]:
    """The questions that are answered rightly."""
    return {n for n, q in enumerate(ASKED) if _answer(kg, n) == q["answer"]}


def _answer(kg: Graph, n: int) -> str:
    """The first words of the answer to a question."""
    answer = kg.status(on=str(ASKED[n]["on"]), place=str(ASKED[n]["place"])).answer
    return next(w for w in ("not in force", "in force", "disputed", "unknown") if answer.startswith(w))


def test_questions_about_the_stories() -> None:
    """With all articles in one graph all days are answered rightly."""
    kg = Graph()
    for f in facts_of_stories():
        kg.add(f)
    assert len(_right(kg)) >= FLOOR


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_more_articles_make_no_right_answer_wrong(seed: int) -> None:
    """In whatever order the articles come, a truce that rightly holds goes on to hold, and none begins to hold where none did.

    None of the articles contradicts another. That there was no truce may become unknown, when the first word of one is heard
    that had begun before, and nobody has told yet that it was over by then.
    """
    order = list(facts_of_stories())
    Random(seed).shuffle(order)
    kg, right = Graph(), set[int]()
    for n, f in enumerate(order):
        kg.add(f)
        if n % 3 == 2 or n == len(order) - 1:
            for k in right:
                answer, wanted = _answer(kg, k), ASKED[k]["answer"]
                assert answer == wanted or (wanted, answer) == ("not in force", "unknown"), ASKED[k]
            right = _right(kg)


FLOOR = 26
"""So many questions are answered rightly at least."""


def _triples(order: list[Facts], taken_out: list[Facts]) -> set[str]:
    """The triples of a graph that is asked after each article, without when articles came; some are taken out at the end."""
    kg = Graph()
    for f in order:
        kg.add(f)
        kg.store.index()
    for f in taken_out:
        kg.remove(f.article.iri)
        kg.store.index()
    return {str(q) for q in kg.store.index() if q.predicate.value != TL.addedOn}


def test_the_order_of_the_stories_does_not_matter() -> None:
    """Truces of several lands are one or two whichever article came first, also where some came and went."""
    stories = list(facts_of_stories())
    mixed = Random(3).sample(stories, len(stories))
    gone, kept = mixed[::5], [f for n, f in enumerate(mixed) if n % 5]
    assert _triples(stories, []) == _triples(mixed, [])
    assert _triples(stories, gone) == _triples(kept, [])


def test_of_many_truces_those_near_the_time_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer and the truces that hold are the same; what is left out is counted, in JSON and in a note."""
    kg = Graph()
    for f in facts_of_stories():
        kg.add(f)
    days = sorted({str(q["on"]) for q in ASKED})
    whole = [kg.status(on=day) for day in days]
    monkeypatch.setattr("truceline.ask.status.MANY", 0)
    fewer = 0
    for day, before in zip(days, whole, strict=True):
        now = kg.status(on=day)
        assert now.answer == before.answer
        assert [t for t in now.truces if t.answer in HELD] == [t for t in before.truces if t.answer in HELD]
        assert set(now.truces) <= set(before.truces)
        assert len(now.truces) + now.left_out == len(before.truces)
        assert ("left_out" in now.to_json()) == ("left out" in str(now)) == bool(now.left_out)
        fewer += bool(now.left_out)
    assert fewer > len(days) / 2


def test_of_many_truces_none_is_lost_where_none_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """On any day, and on the first and last that there are, those near the time and back to the last that decides give the answer."""
    kg = Graph()
    for f in facts_of_stories():
        kg.add(f)
    days = [f"{year}-{month:02}-15" for year in range(2012, 2024) for month in (1, 5, 9)] + ["0001-01-01", "9999-12-31"]
    whole = [kg.status(on=day).answer for day in days]
    monkeypatch.setattr("truceline.ask.status.MANY", 0)
    several = [kg.status(on=day) for day in days]
    assert [s.answer for s in several] == whole
    assert any(s.left_out and s.answer != "in force" for s in several)


def test_of_many_truces_of_a_place_those_near_the_time_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each year has a truce of its own, ended by a told day: on no day are all weighed, and each day is answered as if they were."""
    kg = Graph()
    for year in range(2011, 2019):
        text = f"A ceasefire began in Syria on 3 March {year}. It ended on 20 March {year}, the government said."
        kg.add(make_article(text, id=f"of-{year}", published=f"{year}-03-21"))
    days = [f"{year}-{day}" for year in range(2010, 2020) for day in ("03-10", "04-01", "12-01")]
    whole = [kg.status(on=day, place="Damascus") for day in days]
    monkeypatch.setattr("truceline.ask.status.MANY", 2)
    several = [kg.status(on=day, place="Damascus") for day in days]
    assert [s.answer for s in several] == [s.answer for s in whole]
    assert {s.answer for s in whole} > {"in force", "not in force"} or len({s.answer for s in whole}) > 1
    assert sum(bool(s.left_out) for s in several) > len(days) / 2
    assert all(len(s.truces) + s.left_out == len(w.truces) for s, w in zip(several, whole, strict=True))

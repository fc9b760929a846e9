"""The same truce in several articles: joined when nothing tells it apart, never by guessing."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.link.cross_document import compared, merge
from truceline.link.truce_sketch import truce_sketches
from truceline.link.truces import name_of
from truceline.model import BASE, Article, Ceasefire, Facts, Notes, Party, Place, State, When

COUNTRY, TOWN = f"{BASE}place/ruritania", f"{BASE}place/strelsau"


def day(iso: str) -> datetime:
    """A day as its first instant."""
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)


def state(word: str, begin: str | None = None, end: str | None = None) -> State:
    """A state of a day, or from one day to another."""
    if begin is None:
        return State(word, 0)
    first = day(begin)
    last = day(end) if end else (first + timedelta(days=1) if word == "declared" else None)
    return State(word, 0, when=When(first, first + timedelta(days=1), None, last))


def truce(n: int = 1, began: str | None = None, *states: State, **more: Any) -> Ceasefire:
    """A truce of an article, with its parties by slug."""
    links = tuple(Party(BASE + p, "party") for p in more.pop("parties", ()))
    label = more.pop("label", "ceasefire")
    return Ceasefire(
        f"t{n}", label, began=began, country=more.pop("country", COUNTRY), states=states, parties=links, **more
    )


def article(published: str, *truces: Ceasefire) -> Facts:
    """An article that tells of truces; its places are a country (0) and a town in it (1)."""
    digest = f"{published}{[(t.label, t.began, t.parties, t.covers, t.states) for t in truces]!r}"
    a = Article(published, "x", sha256(digest.encode()).hexdigest(), date.fromisoformat(published))
    places = (
        Place(0, 1, "R", COUNTRY, "Ruritania", kind="country"),
        Place(0, 1, "S", TOWN, "Strelsau", within=(COUNTRY,)),
    )
    made = tuple(_named(t, a) for t in truces)
    return Facts(a, notes=Notes(places=places, ceasefires=made))


def _named(t: Ceasefire, a: Article) -> Ceasefire:
    return Ceasefire(**{k: getattr(t, k) for k in t.__slots__ if k != "iri"}, iri=name_of(t, a.iri))


def iris(*several: Facts) -> list[str]:
    """The IRIs of all truces after merging, in the order of the articles."""
    same = merge(several)
    return [same[t.iri].iri if t.iri in same else str(t.iri) for f in several for t in f.notes.ceasefires]


def test_the_running_truce_is_the_truce() -> None:
    """An undated truce is the dated one of the country that runs on the day of the article."""
    a = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    b = article("2019-05-20", truce(1, None, state("fraying")))
    assert len(set(iris(a, b))) == 1


def test_before_it_began_there_is_none() -> None:
    """An article from before the first day and the first word of it cannot mean it."""
    a = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    b = article("2019-04-20", truce(1, None, state("inForce")))
    assert len(set(iris(a, b))) == 2


def test_long_after_its_end_it_is_not_meant() -> None:
    """A fortnight after a reported end "the truce" is another one."""
    a = article("2019-05-10", truce(1, "2019-05-02", state("inForce", "2019-05-02"), state("ended", "2019-05-09")))
    assert len(set(iris(a, article("2019-05-15", truce(1, None, state("ended")))))) == 1
    assert len(set(iris(a, article("2019-07-15", truce(1, None, state("inForce")))))) == 2


def test_of_several_the_latest_is_meant() -> None:
    """A later truce between the same sides takes the place of the earlier."""
    a = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    b = article("2019-09-13", truce(1, "2019-09-12", state("inForce", "2019-09-12")))
    c = article("2019-09-20", truce(1, None, state("ended", "2019-09-19")))
    found = iris(a, b, c)
    assert found[2] == found[1] != found[0]


def test_two_dated_truces_never_become_one() -> None:
    """Truces of one country a week apart stay two, in whatever order they come."""
    a = article("2020-10-11", truce(1, "2020-10-10", state("inForce", "2020-10-10")))
    b = article("2020-10-19", truce(1, "2020-10-18", state("inForce", "2020-10-18")))
    assert len(set(iris(a, b))) == len(set(iris(b, a))) == 2


def test_a_day_off_is_the_same_truce() -> None:
    """One article says Sunday midnight, another Monday."""
    a = article("2019-05-03", truce(1, "2019-05-01", state("inForce", "2019-05-01")))
    b = article("2019-05-04", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    assert len(set(iris(a, b))) == 1


def test_two_of_one_article_stay_two() -> None:
    """What an article tells apart, no merging makes one: neither directly nor through a third article."""
    both = article(
        "2019-05-04",
        truce(1, "2019-05-01", state("inForce", "2019-05-01")),
        truce(2, "2019-05-02", state("inForce", "2019-05-02")),
    )
    assert len(set(iris(both))) == 2
    other = article("2019-05-03", truce(1, "2019-05-01", state("inForce", "2019-05-01")))
    assert len(set(iris(both, other))) == 2


def test_other_groups_are_another_truce() -> None:
    """On one day two truces of a country with two groups are two; an article that names no group joins neither."""
    a = article(
        "2016-08-30", truce(1, "2016-08-29", state("inForce", "2016-08-29"), parties=["farc"], side="bilateral")
    )
    b = article("2016-08-31", truce(1, "2016-08-29", state("inForce", "2016-08-29"), parties=["eln"], side="bilateral"))
    c = article("2016-09-05", truce(1, None, state("inForce")))
    assert len(set(iris(a, b, c))) == 3


def test_one_group_more_is_the_same_truce() -> None:
    """One article names the group, the other does not."""
    a = article(
        "2016-08-30", truce(1, "2016-08-29", state("inForce", "2016-08-29"), parties=["farc"], side="bilateral")
    )
    b = article("2016-08-31", truce(1, "2016-08-29", state("inForce", "2016-08-29")))
    assert len(set(iris(a, b))) == 1


def test_a_declared_truce_is_the_one_that_began() -> None:
    """Declared on Saturday, begun on Monday: one truce."""
    a = article("2023-05-21", truce(1, None, state("declared", "2023-05-20")))
    b = article("2023-05-23", truce(1, "2023-05-22", state("inForce", "2023-05-22")))
    assert len(set(iris(a, b))) == 1


def test_a_wish_is_no_truce() -> None:
    """An article that only tells of calls for a truce does not speak of the one that is running."""
    a = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    b = article("2019-05-20", truce(1, None, state("proposed")))
    assert len(set(iris(a, b))) == 2


def test_a_local_truce_is_not_the_nationwide_one() -> None:
    """The truce of a town and that of the country are two, also undated."""
    a = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02"), covers=(0,)))
    b = article("2019-05-20", truce(1, None, state("inForce"), covers=(1,)))
    assert len(set(iris(a, b))) == 2


@pytest.mark.parametrize(
    ("label", "number"), [("humanitarian pause", 1), ("lull in fighting", 1), ("exclusion zones", 2)]
)
def test_what_one_calls_a_truce_another_calls_a_pause(label: str, number: int) -> None:
    """A pause or a lull that begins on the day of a truce is that truce; zones are not."""
    a = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    b = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02"), label=label))
    assert len(set(iris(a, b))) == number


def test_three_names_of_one_truce() -> None:
    """One article names both groups, one names one, one none: a single truce."""
    first = state("inForce", "2019-05-02")
    a = article("2019-05-03", truce(1, "2019-05-02", first, parties=["houthis"], side="bilateral"))
    b = article("2019-05-04", truce(1, "2019-05-02", first))
    c = article("2019-05-05", truce(1, "2019-05-02", first, parties=["houthis", "al-islah"], side="bilateral"))
    assert len(set(iris(a, b, c))) == 1


def test_who_only_broke_it_does_not_name_it() -> None:
    """A truce that one group is told to have broken is named after its country and day."""
    t = truce(1, "2019-05-02", state("violated"), parties=["houthis"])
    assert name_of(t, "x").endswith("ruritania-2019-05-02")


DAYS = ["2019-05-02", "2019-05-03", "2019-05-12", "2019-09-01"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(DAYS), st.sampled_from([None, *DAYS]), st.sampled_from([(), ("farc",), ("eln",)])),
        min_size=2,
        max_size=4,
        unique=True,
    )
)
def test_the_order_of_articles_does_not_matter(told: list[tuple[str, str | None, tuple[str, ...]]]) -> None:
    """Merging gives the same answer for every order, and what it gives is never replaced again."""
    facts = [
        article(p, truce(1, b, *([state("inForce", b)] if b else [state("fraying")]), parties=g)) for p, b, g in told
    ]
    answers = [merge(list(order)) for order in itertools.permutations(facts)]
    assert all(a == answers[0] for a in answers)
    assert not {s.iri for s in answers[0].values()} & set(answers[0])


def test_what_somebody_calls_two_comes_into_no_group() -> None:
    """Two tellings of a running truce are that truce; called two, only one is, also where neither gives the group its name."""
    dated = article("2019-05-03", truce(1, "2019-05-02", state("inForce", "2019-05-02")))
    told = [article(d, truce(1, None, state("fraying"))) for d in ("2019-05-20", "2019-05-21")]
    sketches = [s for f in (dated, *told) for s in truce_sketches(f)]
    first, one, two = (s.iri for s in sketches)
    assert {old: same.iri for old, same in compared(sketches)[0].items()} == {one: first, two: first}
    apart = frozenset([(min(one, two), max(one, two))])
    joined, maybe = compared(sketches, apart)
    assert len(joined) == 1 and joined.keys() <= {one, two} and maybe.isdisjoint(apart)


def test_truces_of_two_lands_are_one_only_by_their_sides() -> None:
    """A truce that began on the day of another land's is another, unless sides are the same."""
    other = f"{BASE}place/graustark"
    begun = state("inForce", "2019-05-02")
    a = article("2019-05-03", truce(1, "2019-05-02", begun))
    b = article("2019-05-04", truce(1, "2019-05-02", begun, country=other))
    assert len(set(iris(a, b))) == 2
    sides = ("northern-league", "southern-league")
    a = article("2019-05-03", truce(1, "2019-05-02", begun, parties=sides))
    b = article("2019-05-04", truce(1, "2019-05-02", begun, country=other, parties=sides))
    assert len(set(iris(a, b))) == 1

"""The life of a truce: on every day it is what `truceline status` answers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from truceline.ask import queries
from truceline.ask.engine import here, prepared
from truceline.ask.told import told_of
from truceline.ask.verdict import day_window, life, turning_days
from truceline.ask.verdict_text import verdict
from truceline.graph import Graph
from truceline.model import Article
from truceline.read import make_article, read_all


def test_a_life_is_the_status_of_every_day(told: Graph) -> None:
    """On each day of the dispatches, for each truce: the answer, its words and its sentences are those of `status`."""
    book = told.book
    days = sorted({d for c in book.ceasefires.values() for d in turning_days(told_of(book, c))})
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


def test_the_lives_of_fifteen_wars_are_the_status_of_their_days() -> None:
    """Fifteen articles of as many truces: on each day on which an answer may turn, and on days between, it is that of `status`."""
    graph = Graph()
    for article in read_all(sorted((Path(__file__).parent / "gold").glob("*.txt"))):
        if isinstance(article, Article):
            graph.add(article)
    book = graph.book
    lives = {iri: life(book, c) for iri, c in book.ceasefires.items()}
    turns = {d for c in book.ceasefires.values() for d in turning_days(told_of(book, c))}
    looked = 0
    for day in sorted(d + timedelta(n) for d in turns for n in (-9, 0, 11)):
        answers = {t.iri: t for t in graph.status(on=day.isoformat()).truces}
        for iri, stretches in lives.items():
            for s in (s for s in stretches if s.begin <= day < s.end):
                assert (s.truce.answer, s.truce.state) == (answers[iri].answer, answers[iri].state), (iri, day)
                looked += 1
    assert len(lives) >= 15 and looked > 150


def test_the_query_says_what_status_says(told: Graph) -> None:
    """On each day of the dispatches on which the answer may change, and each day beside one, `truce-in-force` has the truces,
    answers and sentences of `status`; so has the command's place."""
    days = sorted({d for c in told.book.ceasefires.values() for d in turning_days(told_of(told.book, c))})
    held = 0
    for place in (None, "Syria"):
        asked = {"place": place} if place else {}
        for day in days[:: 1 if place is None else 7]:
            truces = told.status(on=day.isoformat(), **asked).truces
            wanted = {
                (t.label.partition(" (told of")[0], t.answer, s.sentence)
                for t in truces
                if t.answer in {"in force", "disputed"} and t.scope in {"stated", "implied", "asked anywhere"}
                for s in (*t.says, *t.disputes)
            }
            index = told.store.index()
            found = here(index, prepared(index, queries.find("truce-in-force"), {"on": day.isoformat(), **asked}))
            names = found.vars
            rows = [dict(zip(names, map(str, row), strict=True)) for row in found.rows]
            assert {(r["ceasefire_label"], r["answer"], r["sentence"]) for r in rows} == wanted, day
            held += len(wanted)
    assert held > 100


def test_a_life_has_no_holes(told: Graph) -> None:
    """Stretches touch, and neighbours differ."""
    for c in told.book.ceasefires.values():
        stretches = life(told.book, c)
        assert all(a.end == b.begin and a.truce != b.truce for a, b in pairwise(stretches))


def test_a_day_is_a_whole_day() -> None:
    """From midnight to midnight, UTC."""
    begin, end = day_window(date(2016, 2, 29))
    assert end - begin == timedelta(days=1) and begin.isoformat() == "2016-02-29T00:00:00+00:00"


def _said(day: str, *texts: str) -> str:
    """The verdict on the only truce of some articles of a day."""
    graph = Graph()
    for n, text in enumerate(texts):
        graph.add(make_article(text, f"a{n}", day))
    ceasefire = next(iter(graph.book.ceasefires.values()))
    return str(verdict(graph.book, ceasefire, life(graph.book, ceasefire)))


def test_a_begin_that_nobody_tells_is_not_made_up() -> None:
    """A truce that is only said to be there was told in force on the day of the report, and since when is left open."""
    said = _said("2014-09-12", "Shells fell on Verin for a third day in violation of the ceasefire, the mayor said.")
    assert said.startswith("It was told in force on 12 September 2014; nobody tells since when, nor of the time after.")


def test_a_begin_is_no_more_exact_than_it_is_told() -> None:
    """A month stays a month, in the verdict and in `status`; a day is a day."""
    text = "The rebels' ceasefire, which was declared in August 2007, is still in force, aides of the commander say."
    assert "in force from August 2007, and last told in force on 27 March 2008;" in _said("2008-03-27", text)
    graph = Graph()
    graph.add(make_article(text, "a", "2008-03-27"))
    assert "since August 2007," in str(graph.status(on="2008-03-01")).replace("\n", " ") + ","
    dated = _said("2008-03-27", "A truce between the army and the rebels has been in force since 2 March, the UN said.")
    assert "in force from 2 March 2008, and last told in force on 27 March;" in dated


def test_a_told_length_is_part_of_the_life() -> None:
    """A truce for two weeks is in force for two weeks, as `status` says, and told up to the report."""
    said = _said("2026-04-08", "The army and the rebels agreed to a two-week ceasefire on 8 April 2026.")
    assert said.startswith("It was in force from 8 April 2026, to last to 21 April, and last told in force on 8 April;")


def test_what_is_only_foretold_was_not_in_force() -> None:
    """A truce of which the last report is older than its first day was to be in force; that it began nobody tells."""
    text = "The truce between the army and the rebels takes effect on Monday, 8 August"
    said = _said("2022-08-06", f"{text}.")
    assert said.startswith("It was to be in force from 8 August 2022; no source tells that it began.")
    until = _said("2022-08-06", f"{text} and lasts until 21 August.")
    assert until.startswith("It was to be in force from 8 August 2022, to last to 21 August; no source tells")
    begun = _said("2022-08-08", "The truce between the army and the rebels took effect on Monday.")
    assert begun.startswith("It was in force from 8 August 2022, and last told in force on 8 August;")
    graph = Graph()
    graph.add(make_article(f"{text}.", "a", "2022-08-06"))
    assert "last attested" not in str(graph.status(on="2022-08-07"))


def test_an_end_at_an_hour_is_of_that_day() -> None:
    """Who ends a truce at four in the morning ends it on that day, not on the next."""
    said = _said(
        "2008-12-19",
        "The ceasefire between the army and the rebels began on 19 June 2008.\n\n"
        "The rebels declared a formal end to the truce at 4 a.m. GMT on 19 December 2008.",
    )
    assert "ended on 19 December" in said and "20 December" not in said


def test_who_says_that_it_holds_is_heard_beside_who_says_that_it_is_over() -> None:
    """One side's word that the truce is over ends nothing that the other side says still holds: the day is disputed; where
    the same voice tells both, or the outlet tells the end, it is over."""
    over = "The army said that the ceasefire with the rebels is over.\n\n"
    holds = "{} said that the ceasefire, in force since 2 April 2026, still holds."
    graph = Graph()
    graph.add(make_article(over + holds.format("The rebels"), "a", "2026-04-08"))
    assert [t.answer for t in graph.status(on="2026-04-08").truces] == ["disputed"]
    alone = Graph()
    alone.add(
        make_article("The ceasefire with the rebels, in force since 2 April 2026, has collapsed.", "a", "2026-04-08")
    )
    assert [t.answer for t in alone.status(on="2026-04-08").truces] == ["not in force"]


def test_both_days_of_a_midnight_are_said() -> None:
    """A begin told by a local clock on another day than in Greenwich says the told day first, and both hours, in page and `status`."""
    text = (
        "The truce in {} between the army and the rebels took effect at midnight {} time on 10 March (2{}00 GMT on {})."
    )
    for land, city, hour, weekday in (("Iraq", "Baghdad", 1, "Tuesday"), ("Sudan", "Khartoum", 2, "Tuesday")):
        article = text.format(land, city, hour, weekday)
        words = f"10 March 2021, 00:00 in {city} (9 March, 2{hour}:00 UTC)"
        assert f"It was in force from {words}, and last told in force on 10 March;" in _said("2021-03-10", article)
        graph = Graph()
        graph.add(make_article(article, "a", "2021-03-10"))
        found = graph.status(on="2021-03-10")
        assert f"since {words}" in " ".join(str(found).split())
        assert [t.since for t in found.truces] == [f"2021-03-09T2{hour}:00:00Z"]


def test_one_day_is_said_once() -> None:
    """Where the told clock and Greenwich show one day, or no hour is told, nothing is added."""
    for when in ("at 19:00 Baghdad time (1600 GMT) on 10 March", "on 10 March", "at 16:00 GMT on 10 March"):
        said = _said("2021-03-10", f"The truce in Iraq between the army and the rebels took effect {when}.")
        assert said.startswith("It was in force from 10 March 2021") and " in Baghdad" not in said, said


def test_some_day_of_a_week_is_no_day() -> None:
    """A begin of which only the week is told says so; a day of the week is a day."""
    said = _said("2021-03-12", "The army and the rebels in Kesh signed a ceasefire last week.")
    assert "in force from a day between 1 and 7 March 2021" in said, said
    told = _said("2021-03-12", "The army and the rebels in Kesh signed a ceasefire on Tuesday.")
    assert "in force from 9 March 2021" in told and "between 1" not in told
    year = _said("2021-03-12", "The ceasefire of 2018 between the army and the rebels in Kesh still holds.")
    assert "in force from 2018," in year, year


def test_missing_sides_are_said_to_be_missing() -> None:
    """Where no source names a side, the verdict says so before it names a broker; where sides are told it does not."""
    said = _said(
        "2021-03-12", "Shelling went on in defiance of the Ruritanian-brokered ceasefire, the mayor of Kesh said."
    )
    assert "No source names its sides" in said, said
    assert "No source" not in _said("2021-03-12", "The army and the rebels in Kesh signed a ceasefire on Tuesday.")

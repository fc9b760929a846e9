"""Whether a truce held: single states, whole lives told by several articles, and figures side by side."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import truceline as tl
from truceline.ask.dates import window
from truceline.ask.graph_view import Thing
from truceline.ask.in_force import Reading, read
from truceline.ask.told import Told, Voice
from truceline.read import make_article
from truceline.vocabulary import SEM, TL

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "status.jsonl").read_text(encoding="utf-8").splitlines()
]


def state(word: str, told: str, begin: str = "", end: str = "") -> Thing:
    """A state as the graph keeps it: told on a day, from a day on, to the end of another."""
    made = Thing(f"{word}-{told}-{begin}-{end}")
    made.values[str(TL.state)].append(str(TL[word]))
    made.values[str(TL.attestedUntil)].append(told)
    for at, name in ((begin, SEM.hasEarliestBeginTimeStamp), (end, SEM.hasLatestEndTimeStamp)):
        if at:
            made.values[str(name)].append(f"{at}T00:00:00Z")
    return made


def ask(on: str, *states: Thing, voices: dict[str, str] | None = None) -> Reading:
    """The reading of a day; all states are told by one outlet unless said otherwise."""
    spoken = {s.iri: frozenset({Voice((voices or {}).get(s.word(TL.state), "outlet"))}) for s in states}
    return read(Told(states, spoken), window(on))


BEGAN = state("inForce", "2016-03-01", "2016-02-27")


def test_from_begin_to_last_report() -> None:
    """A truce holds from its first day to the last day anybody reported on; before and after that it does not."""
    assert ask("2016-02-26", BEGAN).answer == "not in force"
    assert ask("2016-02-27", BEGAN).answer == ask("2016-03-01", BEGAN).answer == "in force"
    assert ask("2016-03-02", BEGAN).answer == "unknown"


def test_a_later_report_carries_it_on() -> None:
    """That it is fraying in May attests that it was there in April, and dates no strain back."""
    later = state("fraying", "2016-05-03")
    april = ask("2016-04-24", BEGAN, later)
    assert april.answer == "in force"
    assert [s.word(TL.state) for s in april.told] == ["inForce"]
    may = ask("2016-05-03", BEGAN, later)
    assert [s.word(TL.state) for s in may.told] == ["inForce", "fraying"]


def test_a_reported_end() -> None:
    """From the day of its end on it is over, and the day is told."""
    ended = state("ended", "2016-09-20", "2016-09-19")
    begun = state("inForce", "2016-09-12", "2016-09-12")
    assert ask("2016-09-18", begun, ended).answer == "unknown"
    over = ask("2016-09-20", begun, ended)
    assert (over.answer, str(over.ended)[:10]) == ("not in force", "2016-09-19")


def test_an_undated_end_is_over_by_its_report() -> None:
    """Between the last word that it held and the report of its end nobody knows."""
    ended = state("ended", "2016-04-01")
    assert ask("2016-03-20", BEGAN, ended).answer == "unknown"
    assert ask("2016-04-02", BEGAN, ended).answer == "not in force"


def test_an_end_in_a_season() -> None:
    """ "It fell apart over the summer": in July nobody knows, in September it is over."""
    ended = state("ended", "2016-09-10", "2016-06-01")
    ended.values[str(SEM.hasLatestBeginTimeStamp)].append("2016-09-01T00:00:00Z")
    assert ask("2016-07-10", BEGAN, ended).answer == "unknown"
    assert ask("2016-09-02", BEGAN, ended).answer == "not in force"


def test_who_tells_of_the_end_does_not_attest_it() -> None:
    """An article of September that names the truce of February and says that it broke down carries it no further."""
    name, ended = state("inForce", "2016-09-23", "2016-02-27"), state("ended", "2016-09-23")
    for n, s in enumerate((name, ended)):
        object.__setattr__(s, "iri", f"article/1/t1/s{n}")
    assert ask("2016-06-01", BEGAN, name, ended).answer == "unknown"
    assert ask("2016-09-24", BEGAN, name, ended).answer == "not in force"


def test_an_announced_beginning_is_not_a_beginning() -> None:
    """Told to begin on Monday: before it does not hold, in the week from Monday it does, as announced, then nobody knows."""
    ahead = state("inForce", "2016-02-23", "2016-02-27")
    assert ask("2016-02-25", ahead).answer == "not in force"
    first = ask("2016-02-27", ahead)
    assert (first.answer, first.why) == ("in force", "announced; nobody tells that it began")
    assert (ask("2016-03-06", ahead).answer, ask("2016-03-06", ahead).why[:9]) == ("unknown", "announced")
    confirmed = ask("2016-02-29", ahead, state("fraying", "2016-03-05"))
    assert (confirmed.answer, confirmed.why) == ("in force", "")


def test_news_of_a_truce_says_that_it_was_not_there_before() -> None:
    """A deal told as news without a day: on the day before it may have been made, before that it was not; not so one that was already there."""
    deal = state("declared", "2006-08-26")
    assert (ask("2006-08-24", deal).answer, ask("2006-08-24", deal).why) == (
        "not in force",
        "told as news of a later day",
    )
    assert ask("2006-08-25", deal).answer == "unknown"
    for older in ("violated", "extended", "fraying"):
        assert ask("2006-08-20", deal, state(older, "2006-08-26")).answer == "unknown"


def test_a_breach_presupposes_the_truce_on_its_day() -> None:
    """A breach told on Friday of Thursday: on Thursday there was a truce to break; of a breach "last year" nothing is said."""
    breach = state("violated", "2026-05-08", "2026-05-07", "2026-05-08")
    assert ask("2026-05-07", breach).answer == "in force"
    assert ask("2026-05-05", breach).answer == "unknown"
    assert ask("2025-06-01", state("violated", "2026-05-08", "2025-01-01", "2026-01-01")).answer == "unknown"


def month(word: str, told: str, first: str, after: str) -> Thing:
    """A state that is told of a month, or of another stretch, as a whole."""
    made = state(word, told, first, after)
    made.values[str(TL.edtf)].append(first[:7])
    return made


def test_a_month_is_no_term() -> None:
    """ "The July truce": in July it held, in August nobody says that it was over; with a told end it held until then."""
    july = month("inForce", "1998-08-26", "1998-07-01", "1998-08-01")
    assert ask("1998-07-20", july).answer == "in force"
    old = month("inForce", "2006-03-22", "1998-09-01", "1998-10-01")
    assert ask("2003-05-30", old).answer == ask("2006-03-22", old).answer == "unknown"
    over = state("ended", "2006-03-22", "1999-12-01")
    for n, s in enumerate((old, over)):
        object.__setattr__(s, "iri", f"article/1/t1/s{n}")
    assert ask("1999-06-01", old, over).answer == "in force"


def test_made_this_week_is_made_by_the_day_of_the_report() -> None:
    """Told on Friday that a deal was made this week: on Monday nobody knows, on Friday it holds."""
    deal = state("declared", "2014-05-23", "2014-05-19")
    deal.values[str(SEM.hasLatestBeginTimeStamp)].append("2014-05-26T00:00:00Z")
    assert ask("2014-05-23", deal).answer == ask("2014-05-25", deal).answer == "in force"
    assert ask("2014-05-20", deal).answer != "in force"


def test_a_told_term() -> None:
    """Within its term a truce that began holds; after it nobody says, unless it was told in hindsight."""
    term = state("inForce", "2016-06-16", "2016-06-16", "2016-06-18")
    assert ask("2016-06-17", term).answer == "in force"
    assert ask("2016-06-20", term).answer == "unknown"
    hindsight = state("inForce", "2016-07-01", "2016-06-16", "2016-06-18")
    assert ask("2016-06-20", hindsight).answer == "not in force"


def test_an_extension_goes_on_from_where_it_held() -> None:
    """ "Extended until 2 August", told on 3 June, covers the time between."""
    first = state("inForce", "2022-04-03", "2022-04-02", "2022-06-03")
    more = state("extended", "2022-06-03", "", "2022-08-03")
    assert ask("2022-07-15", first, more).answer == "in force"
    assert ask("2022-08-10", first, more).answer == "unknown"


def test_an_extension_tells_that_it_held() -> None:
    """Declared on the 6th and extended on the 9th: it held in between, and nobody says so of the day before."""
    states = (state("declared", "2016-07-12", "2016-07-06"), state("extended", "2016-07-12", "2016-07-09"))
    assert ask("2016-07-08", *states).answer == "in force"
    assert ask("2016-07-05", *states).answer == "not in force"


def test_a_term_that_others_outlived_is_no_end() -> None:
    """Told for two weeks and reported to hold a month later, it has no told end."""
    first = state("inForce", "2016-02-28", "2016-02-27", "2016-03-12")
    later = state("inForce", "2016-03-24", "2016-02-27")
    assert ask("2016-03-01", first).until is not None
    assert ask("2016-03-01", first, later).until is None


def test_a_foretold_end_gives_way_to_a_reported_one() -> None:
    """A truce told to last till Friday and reported over on Wednesday does not hold on Thursday."""
    term = state("inForce", "2016-06-13", "2016-06-13", "2016-06-18")
    ended = state("ended", "2016-06-16", "2016-06-15")
    assert ask("2016-06-16", term, ended).answer == "not in force"
    assert ask("2016-06-14", term, ended).answer == "in force"


def test_one_speaker_in_one_breath() -> None:
    """Who tells of an end and of an earlier extension on one day means the end."""
    ended = state("ended", "2022-10-04", "2022-10-02")
    more = state("extended", "2022-10-04", "", "2022-11-02")
    assert ask("2022-10-05", BEGAN, ended, more).answer == "not in force"


def test_two_speakers_on_one_day_dispute_it() -> None:
    """The army says that it is over, the envoy that it holds: disputed."""
    ended, holds = state("ended", "2016-09-20", "2016-09-19"), state("inForce", "2016-09-20")
    answer = ask("2016-09-20", ended, holds, voices={"ended": "army", "inForce": "envoy"})
    assert answer.answer == "disputed"


def test_the_later_word_counts() -> None:
    """Told to be over, and next week told to hold again."""
    ended, holds = state("suspended", "2016-03-01"), state("inForce", "2016-03-09")
    assert ask("2016-03-05", ended, holds).answer == "not in force"
    assert ask("2016-03-09", ended, holds).answer == "in force"
    assert ask("2016-03-20", ended, holds).answer == "unknown"


def test_a_suspended_truce_that_resumes() -> None:
    """A new beginning after a suspension outweighs it."""
    off, on = state("suspended", "2016-03-10", "2016-03-01"), state("inForce", "2016-03-10", "2016-03-08")
    assert ask("2016-03-05", BEGAN, off, on).answer == "not in force"
    assert ask("2016-03-09", BEGAN, off, on).answer == "in force"


def test_a_truce_that_is_only_proposed() -> None:
    """On the day on which it is proposed there is none; later nobody tells."""
    wish = state("proposed", "2016-03-05")
    assert [ask(d, wish).answer for d in ("2016-03-05", "2016-03-07")] == ["not in force", "unknown"]


# ---------------------------------------------------------------- whole articles


@pytest.fixture(scope="module", params=CASES, ids=lambda c: c["conflict"])
def told(request: pytest.FixtureRequest) -> tuple[dict[str, Any], tl.Graph]:
    """A graph of the articles of one conflict."""
    kg = tl.Graph()
    for a in request.param["articles"]:
        made = make_article(a["text"], published=date.fromisoformat(a["published"]))
        kg.add(replace(made, id=a["id"], title=a["title"], publisher=a["publisher"]))
    return request.param, kg


def test_truces_of_a_conflict(told: tuple[dict[str, Any], tl.Graph]) -> None:
    """Three articles tell of as many truces as there were; a truce that is only asked for does not count."""
    case, kg = told
    real = [
        c
        for c in kg.book.ceasefires.values()
        if any(kg.book.states[s].word(TL.state) != "proposed" for s in c.many(TL.hasState))
    ]
    assert len(real) == case["truces"]


def test_status_over_time(told: tuple[dict[str, Any], tl.Graph]) -> None:
    """In force, not in force or unknown on each of the days asked about, with the sentence that says so."""
    case, kg = told
    answers = {(on, place): kg.status(on, place).answer for on, place, _ in case["status"]}
    assert answers == {
        (on, place): answers[on, place] if answers[on, place].startswith(want) else want
        for on, place, want in case["status"]
    }
    for on, place, want in case["status"]:
        if want != "unknown":
            assert any(t.says for t in kg.status(on, place).truces if t.answer == want)


def test_strain_is_dated_to_its_report(told: tuple[dict[str, Any], tl.Graph]) -> None:
    """Fraying shows on the days on which it was reported and on no other of the days asked about."""
    case, kg = told
    days = {on for on, *_ in case["status"]} | set(case["fraying"])
    seen = {on for on in days if any(t.state == "fraying" for t in kg.status(on).truces)}
    assert seen == set(case["fraying"])


# ---------------------------------------------------------------- figures


def graph(*texts: tuple[str, str, str]) -> tl.Graph:
    """A graph of articles: outlet, day, text."""
    kg = tl.Graph()
    for outlet, published, text in texts:
        made = make_article(text, published=date.fromisoformat(published))
        kg.add(replace(made, id=f"{outlet} {text[:60]}", publisher=outlet))
    return kg


def conflicts(kg: tl.Graph) -> set[frozenset[str]]:
    """The pairs of figures, in our words, that are marked as contradictions."""
    rows = {r.iri: r for r in kg.figures().rows}
    return {frozenset({r.text, rows[o].text}) for r in rows.values() for o in r.conflicts}


STRIKE = "An air strike on Hodeidah on 3 May 2018 killed {} people."


@pytest.mark.parametrize(
    ("one", "two"), [("14", "27"), ("at least 30", "12"), ("about 50", "70"), ("up to 20", "25"), ("10 to 15", "16")]
)
def test_numbers_that_cannot_both_be_right(one: str, two: str) -> None:
    """Two outlets, one day, one place, one population, and numbers that exclude each other."""
    kg = graph(("One Wire", "2018-05-04", STRIKE.format(one)), ("Two Post", "2018-05-04", STRIKE.format(two)))
    assert len(conflicts(kg)) == 1


@pytest.mark.parametrize(
    ("one", "two"), [("at least 20", "25"), ("dozens of", "13"), ("around 50", "53"), ("up to 30", "12"), ("14", "14")]
)
def test_numbers_that_can_both_be_right(one: str, two: str) -> None:
    """A bound is no conflict with a number within it, nor is a round number with its neighbour."""
    kg = graph(("One Wire", "2018-05-04", STRIKE.format(one)), ("Two Post", "2018-05-04", STRIKE.format(two)))
    assert not conflicts(kg)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Shelling killed 14 people in Hodeidah on 3 May 2018.",
            "Shelling killed 27 people in Hodeidah on 9 May 2018.",
        ),
        ("Shelling killed 14 people in Hodeidah on 3 May 2018.", "Shelling killed 27 people in Aden on 3 May 2018."),
        (
            "Shelling killed 14 civilians in Hodeidah on 3 May 2018.",
            "Shelling killed 27 soldiers in Hodeidah on 3 May 2018.",
        ),
        (
            "Shelling killed 14 people in Hodeidah on 3 May 2018.",
            "Shelling wounded 27 people in Hodeidah on 3 May 2018.",
        ),
        (
            "Shelling killed 14 people in Hodeidah on 3 May 2018.",
            "Fighting has killed 270 people in Hodeidah since January 2018.",
        ),
    ],
)
def test_other_windows_places_and_people_are_no_conflict(one: str, two: str) -> None:
    """Figures that count something else are lined up and not set against each other."""
    kg = graph(("One Wire", "2018-05-10", one), ("Two Post", "2018-05-10", two))
    assert not conflicts(kg)
    assert len(kg.figures().rows) == 2


def test_a_toll_that_grows_is_no_conflict() -> None:
    """Twelve on the day of the attack, nineteen on the next; but a toll does not shrink."""
    grown = graph(("One Wire", "2018-05-03", STRIKE.format(12)), ("Two Post", "2018-05-05", STRIKE.format(19)))
    assert not conflicts(grown)
    shrunk = graph(("One Wire", "2018-05-03", STRIKE.format(19)), ("Two Post", "2018-05-05", STRIKE.format(12)))
    assert len(conflicts(shrunk)) == 1


def test_a_part_is_no_conflict_with_its_whole() -> None:
    """Four of them children, from one and the same sentence or another's."""
    text = "An air strike on Hodeidah on 3 May 2018 killed 14 people, four of them children, residents said."
    assert not conflicts(graph(("One Wire", "2018-05-04", text)))


def test_two_speakers_of_one_article() -> None:
    """Officials and residents give two numbers for one attack."""
    text = (
        "An air strike hit a market in Hodeidah on 3 May 2018. Officials said that the strike killed 14 people, "
        "residents said that the strike killed 27 people."
    )
    assert len(conflicts(graph(("One Wire", "2018-05-04", text)))) == 1


# ---------------------------------------------------------------- what a stance is worth


def told_by(states: tuple[Thing, ...], stances: dict[str, tuple[str, str]], on: str) -> Reading:
    """The reading of a day where states of some words have their own speaker and stance."""
    spoken = {s.iri: frozenset({Voice(*stances.get(s.word(TL.state), ("outlet", "asserted")))}) for s in states}
    return read(Told(states, spoken), window(on))


@pytest.mark.parametrize("stance", ["denied", "rejected", "doubted", "warned", "hoped", "accused", "threatened"])
def test_an_end_that_nobody_asserts_ends_nothing(stance: str) -> None:
    """Denied, doubted, feared, or charged to the other side: the truce that is told to hold holds."""
    holds, ended = state("inForce", "2016-03-01", "2016-02-27"), state("ended", "2016-03-01")
    answer = told_by((holds, ended), {"ended": ("army", stance)}, "2016-03-01")
    assert answer.answer == "in force"
    assert "ended" not in {s.word(TL.state) for s in answer.told} or stance in {"denied", "rejected", "doubted"}


def test_who_denies_the_end_says_that_it_stands() -> None:
    """ "The rebels denied that the truce was over" is a report of a truce."""
    assert told_by((state("ended", "2016-03-01"),), {"ended": ("rebels", "denied")}, "2016-03-01").answer == "in force"
    assert (
        told_by((state("ended", "2016-03-01"),), {"ended": ("rebels", "announced")}, "2016-03-01").answer != "in force"
    )


def test_a_truce_that_one_denies_and_another_tells_is_disputed() -> None:
    """Told to hold by the envoy, denied by the army on the same day."""
    one, two = state("inForce", "2016-03-01", "2016-02-27"), state("extended", "2016-03-01")
    stances = {"inForce": ("envoy", "asserted"), "extended": ("army", "denied")}
    assert told_by((one, two), stances, "2016-03-01").answer == "disputed"


def test_a_declared_truce_holds_from_its_declaration() -> None:
    """Declared on the 5th with no other first day: on the 5th and the two days after its report; a told first day comes first."""
    made = state("declared", "2016-05-05", "2016-05-05", "2016-05-06")
    assert [ask(d, made).answer for d in ("2016-05-04", "2016-05-05", "2016-05-06", "2016-05-09")] == [
        "not in force",
        "in force",
        "in force",
        "unknown",
    ]
    later = state("inForce", "2016-05-05", "2016-05-08")
    assert ask("2016-05-06", made, later).answer == "not in force"


def test_an_announced_term_counts_unless_somebody_tells_otherwise() -> None:
    """Announced for the 8th to the 10th: in force in that window; called off before, it is not."""
    window_ = state("inForce", "2025-05-06", "2025-05-08", "2025-05-11")
    assert [ask(d, window_).answer for d in ("2025-05-07", "2025-05-09")] == ["not in force", "in force"]
    off = state("ended", "2025-05-08", "2025-05-08")
    assert ask("2025-05-09", window_, off).answer == "not in force"


def test_between_two_told_terms_it_does_not_hold() -> None:
    """ "On 25 and 26 December and again from 31 December": on the 28th it does not hold."""
    first = state("inForce", "2025-12-15", "2025-12-25", "2025-12-27")
    second = state("inForce", "2025-12-15", "2025-12-31", "2026-01-02")
    assert [ask(f"2025-12-{d}", first, second).answer for d in (26, 28, 31)] == ["in force", "not in force", "in force"]


def test_a_violated_truce_is_a_truce() -> None:
    """A breach alone ends nothing: on the day on which it is told the truce is in force, and no day is added."""
    broken = state("violated", "2016-03-01")
    assert ask("2016-03-01", broken).answer == "in force"
    assert ask("2016-03-03", broken).answer == "unknown"


# ---------------------------------------------------------------- where its sides must keep it


def graph_of(text: str, published: str) -> tl.Graph:
    """A graph of one text."""
    kg = tl.Graph()
    kg.add(make_article(text, published=date.fromisoformat(published)))
    return kg


@pytest.mark.parametrize(
    ("text", "place", "answer"),
    [
        (
            "The government of Colombia and the ELN declared a truce on Monday.",
            "Colombia",
            "in force (the article names",
        ),
        (
            "The government of Colombia and the ELN declared a truce on Monday.",
            "Medellin",
            "in force (the article names",
        ),
        ("The government of Colombia and the ELN declared a truce on Monday.", "Peru", "unknown: no article tells"),
        (
            "HAVANA - The Colombian government and the ELN declared a truce on Monday.",
            "Cuba",
            "unknown: no article tells",
        ),
        ("Armenia and Azerbaijan declared a ceasefire on Monday in Moscow.", "Armenia", "in force (the article names"),
        (
            "Armenia and Azerbaijan declared a ceasefire on Monday in Moscow.",
            "Azerbaijan",
            "in force (the article names",
        ),
        ("Armenia and Azerbaijan declared a ceasefire on Monday in Moscow.", "Russia", "unknown: no article tells"),
        ("The Houthis and the government of Yemen declared a truce in Hodeidah on Monday.", "Hodeidah", "in force"),
        ("The Houthis and the government of Yemen declared a truce in Hodeidah on Monday.", "Sanaa", "unknown"),
    ],
)
def test_a_truce_holds_in_the_lands_of_its_sides(text: str, place: str, answer: str) -> None:
    """Unless a place is named; the place where it was made is never one."""
    said = graph_of(text, "2023-07-03").status("2023-07-03", place).answer
    assert said.startswith(answer) and (answer != "in force" or said == answer)


def test_the_implied_cover_is_written_to_the_graph() -> None:
    """tl:impliedCover stands beside tl:covers, never in its place, and names the lands."""
    query = "SELECT ?how ?name { ?c a tl:Ceasefire ; ?how ?p . ?p rdfs:label ?name . FILTER(?how IN (tl:covers, tl:impliedCover)) }"
    rows = graph_of("Armenia and Azerbaijan declared a ceasefire on Monday.", "2020-11-09").query(query)
    assert sorted((str(how).rsplit("#")[-1], str(name)) for how, name in rows) == [
        ("impliedCover", "Armenia"),
        ("impliedCover", "Azerbaijan"),
    ]


@pytest.mark.parametrize(
    ("area", "town", "other"),
    [("Casamance", "Ziguinchor", "Dakar"), ("Darfur", "Zalingei", "Kassala"), ("Mindanao", "Zamboanga", "Manila")],
)
def test_a_truce_of_an_area_holds_in_its_towns(area: str, town: str, other: str) -> None:
    """A town lies in an area of the news by its division, a town of another division does not."""
    graph = graph_of(f"A truce in {area} between the army and the rebels began on Monday.", "2023-07-04")
    assert graph.status("2023-07-04", town).answer == "in force"
    assert graph.status("2023-07-04", other).answer.startswith("unknown")


def test_a_day_without_the_truce_of_a_part_is_not_one_without_any() -> None:
    """Asked of the whole on a day on which the truce of a part did not hold, the answer names the part."""
    graph = graph_of("A truce in Casamance between the army and the rebels began on Monday.", "2023-07-04")
    assert (
        graph.status("2023-01-04", "Senegal").answer
        == "unknown: articles tell of truces only in Casamance, a part of it"
    )
    assert graph.status("2023-01-04", "Gambia").answer == "unknown: no article tells of a truce there"


def test_an_end_presupposes_a_truce() -> None:
    """Of a truce of which only the end is told, it held in the week before; a told length counts back from the end."""
    ended = state("ended", "2016-04-20", "2016-04-20")
    assert ask("2016-04-18", ended).answer == "in force" and ask("2016-04-18", ended).why == "told to have ended later"
    assert [ask(day, ended).answer for day in ("2016-04-01", "2016-04-20")] == ["unknown", "not in force"]
    ended.values[str(TL.lasts)].append("P3D")
    assert [ask(day, ended).answer for day in ("2016-04-18", "2016-04-15")] == ["in force", "unknown"]


def test_a_charged_end_presupposes_nothing() -> None:
    """Who is only accused of having ended a truce has not ended one."""
    charged = state("ended", "2016-04-20", "2016-04-20")
    spoken = {charged.iri: frozenset({Voice("army", "accused")})}
    assert read(Told((charged,), spoken), window("2016-04-18")).answer == "unknown"
    renewed = read(Told((charged,), spoken, renewed=True), window("2016-04-18"))
    assert renewed.answer == "in force"


def test_a_term_and_a_length_give_the_begin() -> None:
    """ "The six-month truce runs until 30 June": it held in March, and not a year before."""
    term = state("inForce", "2016-05-01", "", "2016-07-01")
    term.values[str(TL.lasts)].append("P6M")
    assert [ask(day, term).answer for day in ("2016-03-01", "2016-06-30")] == ["in force", "in force"]
    assert ask("2015-05-01", term).answer != "in force"


def test_who_looks_back_at_a_replaced_truce_does_not_attest_it() -> None:
    """A truce of June, recalled in September beside a new one of the same sides, is not thereby in force until then."""
    june = state("inForce", "2016-09-09", "2016-06-01")
    spoken = {june.iri: frozenset({Voice("outlet")})}
    assert read(Told((june,), spoken), window("2016-08-01")).answer == "in force"
    assert read(Told((june,), spoken, replaced=window("2016-09-07")[0]), window("2016-08-01")).answer == "unknown"


def test_evidence_begins_with_what_is_told_to_the_day() -> None:
    """Inside an extended term the announcement is cited as well as the extension, and before what has no day."""
    made = state("declared", "2016-12-27", "2016-12-27")
    term = state("inForce", "2016-12-27", "2016-12-28", "2017-01-05")
    more = state("extended", "2017-01-03", "", "2017-03-05")
    stands = state("inForce", "2016-12-30")
    told = ask("2016-12-30", stands, more, made, term).told
    assert [s.iri for s in told] == [s.iri for s in (term, more, made, stands)]


def test_a_month_stays_a_month() -> None:
    """A truce "declared in August 2007" is in force since August 2007, in words and as data."""
    text = "The militia of Kesh, which declared a ceasefire with the army in August 2007, said on Thursday that it still held."
    kg = tl.Graph()
    kg.add(make_article(text, published="2008-03-27"))
    found = kg.status(on="2007-11-05")
    assert [t.since for t in found.truces] == ["2007-08"]
    assert "since August 2007, last attested 2008-03-27" in str(found)


def test_a_charge_told_of_a_renewed_truce_ends_it() -> None:
    """A truce that another one renews must have ended: the day on which a side is blamed for that counts."""
    first = state("inForce", "1997-07-19", "1994-08-31")
    charged = state("ended", "1997-07-19", "1996-02-09")
    spoken = {first.iri: frozenset({Voice("outlet")}), charged.iri: frozenset({Voice("army", "accused")})}
    assert read(Told((first, charged), spoken), window("1997-07-01")).answer == "in force"
    assert read(Told((first, charged), spoken, renewed=True), window("1997-07-01")).answer == "not in force"


def test_a_recalled_declaration_does_not_attest() -> None:
    """That a truce was declared, told a year later, does not say that it held in between; told the next week it does."""
    recalled, news = state("declared", "2017-06-01", "2016-06-01"), state("declared", "2016-06-08", "2016-06-01")
    assert [ask("2016-06-05", s).answer for s in (recalled, news)] == ["unknown", "in force"]


def test_a_day_beats_a_year() -> None:
    """Told by one article by its year and by another by its day, a truce held from the day; of a year alone nobody knows."""
    vague, exact = state("declared", "2022-12-20", "2022-01-01"), state("declared", "2022-11-03", "2022-11-02")
    vague.values[str(SEM.hasLatestBeginTimeStamp)].append("2023-01-01T00:00:00Z")
    exact.values[str(SEM.hasLatestBeginTimeStamp)].append("2022-11-03T00:00:00Z")
    assert ask("2022-10-01", vague).answer != "in force"
    assert ask("2022-10-01", vague, exact).answer == "not in force"
    assert ask("2022-11-02", vague, exact).answer == "in force"


def test_a_truce_of_a_part_names_the_part() -> None:
    """Asked for the whole land, the answer stays unknown and says in which part of it a truce holds."""
    graph = tl.Graph()
    text = "A truce in Homs between the army and the rebels began on 3 March 2014, and it has held since then."
    graph.add(make_article(text, published=date(2014, 3, 5)))
    assert graph.status("2014-03-04", place="Homs").answer == "in force"
    assert graph.status("2014-03-04", place="Syria").answer.startswith(
        "unknown: a truce is in force in Homs, a part of it"
    )


def test_a_place_within_a_covered_one_is_not_told_again() -> None:
    """A truce that covers Sudan and fell silent in Khartoum covers Sudan."""
    kg = graph(
        (
            "a",
            "2023-05-22",
            "A ceasefire in Sudan took effect on Monday. Guns fell silent in Khartoum, residents said.",
        ),
    )
    told = kg.status(on=date(2023, 5, 23), place="Sudan").truces
    assert [t.covers for t in told] == [("Sudan",)]


@pytest.mark.parametrize(
    "text",
    [
        "M23 said that it accepts a humanitarian ceasefire proposed by mediators, while the Congolese army fights on.",
        "The Houthis have accepted a truce proposed by Oman; the Yemeni government has not replied.",
    ],
)
def test_who_accepts_a_proposal_alone_makes_no_truce(text: str) -> None:
    """One side's yes to what is proposed is no truce in force; no land is asked for, so that nothing else decides it."""
    assert graph(("a", "2025-11-06", text)).status(on=date(2025, 11, 6)).answer != "in force"


def test_a_proposal_that_was_made_later_is_a_truce() -> None:
    """What is proposed in one sentence and signed in the next holds."""
    text = "Oman proposed a truce between Yemen and the Houthis. On Thursday Yemen and the Houthis signed the truce."
    assert graph(("a", "2025-11-06", text)).status(on=date(2025, 11, 6)).answer == "in force"


def answered(on: str, place: str, published: str, text: str) -> str:
    """The first words of the answer for a day and a place, by one article."""
    kg = tl.Graph()
    kg.add(make_article(text, published=published))
    return kg.status(on=on, place=place).answer.split(" (")[0].split(":")[0]


@pytest.mark.parametrize(
    ("on", "place", "published", "text", "answer"),
    [
        ("2003-05-19", "Kashmir", "2003-05-20", "India and Pakistan agreed on a ceasefire on 18 May.", "in force"),
        ("2003-05-19", "Nepal", "2003-05-20", "India and Pakistan agreed on a ceasefire on 18 May.", "unknown"),
        ("2003-05-19", "Kashmir", "2003-05-20", "Nepal and the Maoists agreed on a ceasefire on 18 May.", "unknown"),
    ],
)
def test_an_area_lies_in_the_lands_it_spreads_over(on: str, place: str, published: str, text: str, answer: str) -> None:
    """A truce of two states holds in the area that both hold a part of; one of a neighbour does not."""
    assert answered(on, place, published, text) == answer


def test_what_ended_before_a_truce_begins_is_another() -> None:
    """An end or a breach without a day ends nothing that is told to begin only later."""
    text = (
        "The government of Chad and the rebels signed a truce on Tuesday. It is to take effect on 20 March. "
        "The ceasefire collapsed."
    )
    assert answered("2015-03-21", "Chad", "2015-03-12", text) == "in force"
    assert answered("2015-03-12", "Chad", "2015-03-12", text) == "not in force"
    over = "The government of Chad and the rebels signed a truce on Tuesday. The ceasefire collapsed."
    assert answered("2015-03-13", "Chad", "2015-03-12", over) != "in force"


def test_a_breach_of_long_ago_attests_its_own_day() -> None:
    """That a truce was broken a month ago does not say that it stands; that it was broken this week does."""
    text = "The government of Chad and the rebels had a truce from 1 February to 1 March. The rebels violated the truce on {}."
    assert answered("2015-02-10", "Chad", "2015-03-12", text.format("10 February")) == "in force"
    assert answered("2015-03-12", "Chad", "2015-03-12", text.format("10 February")) != "in force"
    recent = "The government of Chad and the rebels violated the truce on Tuesday."
    assert answered("2015-03-12", "Chad", "2015-03-12", recent) == "in force"


@pytest.mark.parametrize(("length", "on", "answer"), [("two months", "06", "in force"), ("24 hours", "06", "unknown")])
def test_an_extension_presupposes_a_truce(length: str, on: str, answer: str) -> None:
    """What is made longer stood before, for as long as it is extended by, a week at most."""
    text = f"The government of Chad and the rebels extended their ceasefire on Wednesday for {length}."
    assert answered(f"2015-03-{on}", "Chad", "2015-03-12", text) == answer
    assert answered("2015-03-02", "Chad", "2015-03-12", text) == "unknown"


def test_a_day_in_the_name_of_an_accord_dates_no_breach() -> None:
    """What is broken is the accord of June; it was not broken in June."""
    text = "Chad accused rebels of breaking the terms of the June 17 ceasefire accord."
    (truce,) = tl.extract(make_article(text, published="2015-03-12")).notes.ceasefires
    assert truce.began == "2014-06-17"
    assert [s.when for s in truce.states if s.state == "violated"] == [None]


@pytest.mark.parametrize(
    ("title", "text", "places"),
    [
        ("Malian Civil War", "A French truce is in effect. The French army halted its attacks.", {"Mali"}),
        ("Israel-Gaza conflict", "Israel agreed to a ceasefire, which has begun.", {"Israel", "Gaza"}),
        ("Chadian Civil War", "Chad and its rebels agreed to a ceasefire, which has begun.", {"Chad"}),
        ("Fighting in Bamako", "Chad and the FACT rebels agreed to a ceasefire, which has begun.", {"Chad"}),
        ("Clashes in Basra", "A ceasefire is holding in all towns of Iraq's south, it is said.", {"Iraq"}),
    ],
)
def test_headlines_tell_the_land_of_a_truce(title: str, text: str, places: set[str]) -> None:
    """An army abroad holds its fire in the land of the headline; two sides, and a land around its town, stay as they are."""
    kg = tl.Graph()
    kg.add(make_article(text, published="2013-02-12", title=title))
    (truce,) = kg.status(on="2013-02-12").truces
    assert set(truce.implied or truce.covers) == places

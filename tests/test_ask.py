"""Typed answers and how they are written: status, timeline, claims, figures; tables, CSV, JSON, XML, Markdown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph as RdfGraph

from golden import ACTORS, truce_ended, truce_told
from truceline.ask.dates import window
from truceline.ask.engine import collect, run
from truceline.ask.formats import answer, written
from truceline.ask.isolated import Limits
from truceline.ask.layout import WIDTH, columns, joined
from truceline.ask.table import Result
from truceline.codec import from_json
from truceline.errors import DateError, QueryError
from truceline.graph import Graph
from truceline.model import BASE, Facts
from truceline.read import make_article
from truceline.vocabulary import PREFIXES


@pytest.fixture(scope="module")
def kg() -> Graph:
    """The two golden articles."""
    graph = Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    return graph


# ---------------------------------------------------------------- was the truce in force?


def told(name: str, published: str, *states: dict[str, Any], covers: bool = True, **truce: Any) -> Facts:
    """An article whose outlet tells of states of one truce, in Ruritania or wherever `place` says."""
    text = f"{name}: the truce in Ruritania, and in Strelsau."
    where = [
        {
            "start": text.index(x),
            "end": text.index(x) + len(x),
            "text": x,
            "place": f"{BASE}place/{x.lower()}",
            "within": within,
        }
        for x, within in (("Ruritania", []), ("Strelsau", [f"{BASE}place/ruritania"]))
    ]
    claims = [
        {"id": f"c{n}", "speaker": s.pop("speaker", {"actor": "outlet"}), "stance": s.pop("stance", "asserted"),
         "content": [], "sentence": 0, "about": ["t1"], "cue": {"start": 0, "end": 1}}
        for n, s in enumerate(states)
    ]  # fmt: skip
    whole = {
        "id": "t1", "label": "ceasefire of 1 March 2021", "iri": f"{BASE}ceasefire/x", "country": f"{BASE}place/ruritania",
        "covers": [0] if covers else [], "states": [{**s, "sentence": 0, "claim": f"c{n}"} for n, s in enumerate(states)], **truce,
    }  # fmt: skip
    return from_json(
        {"id": name, "text": text, "published": published, "publisher": f"{name} Post", "places": where, "claims": claims,
         "sentences": [{"start": 0, "end": len(text)}], "ceasefires": [whole]}
    )  # fmt: skip


def state(word: str, begin: str | None = None, end: str | None = None, **more: Any) -> dict[str, Any]:
    """A state with its bounds."""
    bounds = {k: f"{v}T00:00:00Z" for k, v in (("begin", begin), ("end", end)) if v}
    return {"state": word, **({"interval": bounds} if bounds else {}), **more}


def status(on: str, *several: Facts, place: str | None = None) -> str:
    """The answer for a day."""
    graph = Graph()
    for facts in several:
        graph.add(facts)
    return graph.status(on, place).answer


BEGAN = ("inForce", "2021-03-01")


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2021-02-28", "not in force"), ("2021-03-01", "in force"), ("2021-03-04", "in force"), ("2021-03-05", "unknown")],
)
def test_a_truce_holds_as_long_as_somebody_says_so(on: str, expected: str) -> None:
    """From its begin to the day of the last report, and no day further."""
    assert status(on, told("a", "2021-03-04", state(*BEGAN))).split(":")[0] == expected


def test_a_later_report_carries_it_further() -> None:
    """Two articles attest more than one."""
    several = [told("a", "2021-03-04", state(*BEGAN)), told("b", "2021-03-20", state(*BEGAN))]
    assert status("2021-03-10", *several) == "in force"


def test_strain_is_not_dated_back() -> None:
    """What is told without a date is told of the day of the article."""
    facts = told("a", "2021-05-03", state(*BEGAN), state("fraying"))
    graph = Graph()
    graph.add(facts)
    assert [graph.status(day).truces[0].state for day in ("2021-04-24", "2021-05-03")] == ["in force", "fraying"]
    assert graph.status("2021-04-24").truces[0].others == ("fraying",)


def test_the_end_ends_it() -> None:
    """From the day it ended it is over, and it was in force before."""
    several = [
        told("a", "2021-03-04", state(*BEGAN)),
        told("b", "2021-03-20", state(*BEGAN), state("ended", "2021-03-18")),
    ]
    assert [status(d, *several) for d in ("2021-03-10", "2021-03-18", "2021-06-01")] == [
        "in force",
        "not in force",
        "not in force",
    ]


def test_an_end_foretold_does_not_dispute_a_later_end() -> None:
    """“Until 30 March”, said on the 4th, is no witness of the 20th once it is told to have ended on the 18th."""
    several = [
        told("a", "2021-03-04", state("extended", None, "2021-03-31")),
        told("b", "2021-03-20", state("ended", "2021-03-18")),
    ]
    assert [status(d, *several) for d in ("2021-03-10", "2021-03-20")] == ["in force", "not in force"]


def test_reports_of_one_day_that_differ_are_a_dispute() -> None:
    """One says that it holds, another that it is over: both are shown."""
    several = [told("a", "2021-03-20", state("inForce")), told("b", "2021-03-20", state("ended"))]
    assert status("2021-03-20", *several) == "disputed"


def test_a_denial_is_a_dispute() -> None:
    """Who denies that it holds is named."""
    speaker = {"start": 0, "end": 1, "actor": f"{BASE}rebels"}
    facts = told("a", "2021-03-04", state(*BEGAN), state(*BEGAN, speaker=speaker, stance="denied"))
    graph = Graph()
    graph.add(facts)
    answered = graph.status("2021-03-03")
    assert answered.answer == "disputed" and answered.truces[0].disputes[0].speaker == "rebels"
    assert "disputed: rebels denied" in str(answered)


@pytest.mark.parametrize(
    ("place", "covers", "expected"),
    [
        ("Strelsau", True, "in force"),
        ("Ruritania", True, "in force"),
        ("Ruritania", False, "unknown: a truce is in force, but nobody says that it covers this place"),
    ],
)
def test_a_place_lies_in_what_is_covered(place: str, covers: bool, expected: str) -> None:
    """A truce of the country covers its towns; where nobody says what it covers, the answer is unknown."""
    assert status("2021-03-03", told("a", "2021-03-04", state(*BEGAN), covers=covers), place=place) == expected


def test_what_is_only_asked_for_is_not_in_force() -> None:
    """An appeal to extend a truce to a town says that it does not hold there yet."""
    facts = told("a", "2021-03-04", state(*BEGAN), state("proposed", covers=[1]))
    assert status("2021-03-03", facts, place="Strelsau").startswith("unknown: ") and "asked for" in status(
        "2021-03-03", facts, place="Strelsau"
    )
    assert status("2021-03-03", facts, place="Ruritania") == "in force"


def test_without_a_truce_the_answer_is_unknown() -> None:
    """No article, no answer; never a no."""
    assert Graph().status("2021-03-03").answer == "unknown: no article tells of a truce"


# ---------------------------------------------------------------- figures


def test_a_conflict_is_marked_on_both_sides_with_the_reason(kg: Graph) -> None:
    """Forty or more, and exactly 25, of the same people, place and time, from two sources."""
    marked = {f.text: f for f in kg.figures() if f.conflicts}
    assert set(marked) == {"at least 40", "25"}
    assert marked["25"].why == ("at least 40 (Red Lantern, since 2021-02-20, told 2021-03-04)",)
    assert "not added up" in kg.figures().notes[0]


@pytest.mark.parametrize(
    "change",
    [
        {"exact": 45},
        {"exact": None, "upper": 50},
        {"category": "wounded"},
        {"population": "civilians"},
        {"place": 0},
    ],
)
def test_another_question_is_no_conflict(change: dict[str, Any]) -> None:
    """Numbers that can both be right, other people, another harm or another place."""
    facts = truce_ended()
    (figure,) = facts.notes.figures
    graph = Graph()
    graph.add(truce_told())
    graph.add(replace(facts, notes=replace(facts.notes, figures=(replace(figure, **change),))))
    assert not any(f.conflicts for f in graph.figures())


def test_one_source_does_not_conflict_with_itself() -> None:
    """An update by the same speaker is an update."""
    facts = truce_ended()
    claims = tuple(replace(c, actor=ACTORS["Red Lantern"]) if c.id == "c3" else c for c in facts.notes.claims)
    graph = Graph()
    graph.add(truce_told())
    graph.add(replace(facts, notes=replace(facts.notes, claims=claims)))
    assert not any(f.conflicts for f in graph.figures())


# ---------------------------------------------------------------- timeline and claims


def test_the_timeline_is_in_order_and_the_undated_stand_last(kg: Graph) -> None:
    """Each row has its words, its bounds and who tells it; what somebody denies is marked."""
    rows = list(kg.timeline())
    dated = [h.begin or h.end for h in rows if h.begin or h.end]
    assert dated == sorted(dated) and all(h.when == "" for h in rows[len(dated) :])
    shelling = [h for h in rows if h.kind == "Shelling"]
    assert [h.disputed for h in sorted(shelling, key=lambda h: h.factuality)] == [True, False]
    assert "2 more have no date." in kg.timeline(since="2021").notes


def test_a_state_that_two_articles_tell_is_one_row() -> None:
    """With both who tell it; in another state, or of another day, it is another row."""
    graph = Graph()
    for name, day, *states in (("a", "04", state(*BEGAN)), ("b", "20", state(*BEGAN), state("fraying"))):
        graph.add(told(name, f"2021-03-{day}", *states))
    rows = list(graph.timeline())
    assert [(h.kind, len(h.says)) for h in rows] == [("inForce", 2), ("fraying", 1)]


def test_other_truces_of_the_day_take_a_line(kg: Graph) -> None:
    """What holds is told in full, the rest briefly."""
    graph = Graph()
    graph.add(told("a", "2021-03-04", state(*BEGAN)))
    graph.add(
        told(
            "b",
            "2021-02-01",
            state("inForce", "2021-01-01", "2021-01-09"),
            iri=f"{BASE}ceasefire/y",
            label="winter truce",
        )
    )
    lines = str(graph.status("2021-03-03")).splitlines()
    assert sum("“" in x for x in lines) == 1
    assert any(x.startswith("  winter truce: not in force") for x in lines)


def test_the_chain_of_sources_is_shown(kg: Graph) -> None:
    """The army's word, as the radio passed it on, in the outlet."""
    (said,) = [c.said for c in kg.claims(stance="announced")]
    assert said.via == ("Radio Ruritania",)
    assert str(said) == "army ← Radio Ruritania announced (in Zenda Gazette, 2021-03-04)"


def test_targets_are_those_told_accused_or_taking_part(kg: Graph) -> None:
    """Whom a claim is about, the speaker left out."""
    assert [c.said.stance for c in kg.claims(target="Free Corps")] == ["asserted", "accused"]


# ---------------------------------------------------------------- tables

CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=90)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4), CELL)
def test_a_table_never_grows_wider_than_a_line(rows: list[list[str]], under: str) -> None:
    """Whatever stands in it, and no word is lost."""
    text = joined(columns(["one", "two", "three"], rows, [under] * len(rows)))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert sorted("".join(text.split())) == sorted(
        "".join(["onetwothree"])
        + _lines(text)
        + "".join("".join("".join(r).split()) for r in rows)
        + "".join(under.split()) * len(rows)
    )


def _lines(text: str) -> str:
    return "".join(text.splitlines()[1].split())


@pytest.mark.parametrize("ask", ["timeline", "claims", "figures"])
def test_answers_fit_a_terminal(kg: Graph, ask: str) -> None:
    """A hundred columns, with the sentence under each row."""
    text = str(getattr(kg, ask)())
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "“The truce of 1 March ended on Sunday" in text or "25" in text


def test_an_empty_answer_says_so() -> None:
    """In words."""
    assert str(Graph().timeline()) == "Nothing was found."


def test_wide_results_keep_their_words() -> None:
    """Twelve columns do not fit in a hundred characters; no word is broken for that."""
    text = joined(columns([f"column{n}" for n in range(12)], [["unbreakable"] * 12]))
    assert text.count("unbreakable") == 12


# ---------------------------------------------------------------- formats

SELECT = "SELECT ?s ?n ?l { ?s a tl:Figure ; rdfs:label ?l OPTIONAL { ?s tl:lower ?n } } ORDER BY ?s"


@pytest.mark.parametrize(
    ("format_", "kind"), [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)]
)
def test_sparql_results_are_read_by_another_library(kg: Graph, format_: str, kind: ox.QueryResultsFormat) -> None:
    """Rows, languages, datatypes and unbound values come back as they were."""
    found = list(ox.parse_query_results(answer(kg, SELECT, {}, format_).encode(), kind))
    index = kg.store.index()
    assert [list(map(str, r)) for r in found] == [list(map(str, r)) for r in index.query(SELECT, prefixes=PREFIXES)]
    truth = ox.parse_query_results(answer(kg, "ASK { ?x a tl:Figure }", {}, format_).encode(), kind)
    assert bool(truth) is True


def test_csv_is_read_by_a_csv_reader(kg: Graph) -> None:
    """A heading and plain values; unbound is empty."""
    rows = list(csv.DictReader(io.StringIO(answer(kg, SELECT, {}, "csv"))))
    assert [r["n"] for r in sorted(rows, key=lambda r: r["l"])] == ["", "", "40"]
    assert answer(kg, "ASK { ?x a tl:Nonsense }", {}, "csv") == "false\n"


def test_markdown_is_a_table(kg: Graph) -> None:
    """One line a row; a bar in a value is escaped."""
    text = written(Result("SELECT", ("a", "b"), ((ox_literal("x|y"), None),)), "md")
    assert text.splitlines() == ["| a | b |", "| --- | --- |", "| x\\|y |  |"]


def ox_literal(text: str) -> Any:
    from rdflib import Literal

    return Literal(text)


@pytest.mark.parametrize(
    ("format_", "rdf"), [("table", "turtle"), ("md", "turtle"), ("csv", "nt"), ("json", "json-ld"), ("xml", "xml")]
)
def test_triples_come_in_rdf(kg: Graph, format_: str, rdf: str) -> None:
    """A CONSTRUCT answer is read back whole in every format."""
    query = "CONSTRUCT { ?s tl:lower ?n } { ?s tl:lower ?n }"
    assert len(RdfGraph().parse(data=answer(kg, query, {}, format_), format=rdf)) == 1


def test_notes_of_a_query_stand_under_its_table(kg: Graph) -> None:
    """And nowhere else."""
    assert "note: Figures are never summed here" in answer(kg, "figures", {})
    assert "note:" not in answer(kg, "figures", {}, "csv")
    assert json.loads(answer(kg, "figures", {}, "json"))["head"]["vars"][0] == "number"


def test_a_query_runs_the_same_here_and_in_a_process_of_its_own(kg: Graph) -> None:
    """The way through the other process changes nothing of an answer: terms, languages, datatypes, triples."""
    triples = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a tl:Figure ; ?p ?o }"
    for query in (SELECT, triples, "ASK { ?s ?p ?o }"):
        assert run(kg.store, query) == collect(kg.store.index().query(query, prefixes=PREFIXES))
    with pytest.raises(QueryError, match="broken at line 1"):
        run(kg.store, "SELECT ?x WHERE { ?x ", limits=Limits())


# ---------------------------------------------------------------- dates as people type them


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("2016-04-24", "2016-04-24", "2016-04-25"),
        ("24 April 2016", "2016-04-24", "2016-04-25"),
        ("April 24, 2016", "2016-04-24", "2016-04-25"),
        ("3/5/2016", "2016-05-03", "2016-05-04"),
        ("2016-04", "2016-04-01", "2016-05-01"),
        ("December 2016", "2016-12-01", "2017-01-01"),
        ("2016", "2016-01-01", "2017-01-01"),
    ],
)
def test_days_months_and_years(asked: str, begin: str, end: str) -> None:
    """Begin inclusive, end exclusive, in UTC."""
    assert [t.isoformat()[:10] for t in window(asked)] == [begin, end]
    assert all(t.utcoffset().total_seconds() == 0 for t in window(asked))  # type: ignore[union-attr]


@pytest.mark.parametrize("asked", ["", "someday", "April", "24 April", "2016-13-40", "99", "Monday"])
def test_what_is_no_date_is_refused(asked: str) -> None:
    """A day without its year is none: nothing is filled in from today."""
    with pytest.raises(DateError, match="is not a date"):
        window(asked)


def test_a_place_that_only_the_gazetteer_knows_is_no_error() -> None:
    """Asked of a country that no article names, the graph says that nobody tells; an unheard-of place is refused."""
    assert "unknown" in str(Graph().status("2023-08-10", "Colombia"))
    with pytest.raises(QueryError, match="goes by 'Nowhereville'"):
        Graph().status("2023-08-10", "Nowhereville")


@pytest.mark.parametrize("division", ["Borno", "Borno State", "borno province"])
def test_a_division_that_no_article_names_is_asked_of_in_its_country(division: str) -> None:
    """A truce in a country holds in its divisions, whatever word for one stands behind their name."""
    kg = Graph()
    told = "The Nigerian army and Boko Haram agreed to a nationwide ceasefire in Nigeria on Friday."
    kg.add(make_article(told, published="2014-10-18"))
    assert "in force" in str(kg.status("2014-10-18", division))
    assert "in force" not in str(kg.status("2014-10-18", "Helmand")).split("\n")[0]

"""What people decide is carried out, kept, outlives new readings, and can be undone and merged."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from golden import truce_ended, truce_told
from rebuilt import afresh, corrected, told
from serving import folder
from truceline.ask.unsure import unsure
from truceline.cli import main
from truceline.errors import TrucelineError
from truceline.export.accepted import accepted
from truceline.graph import Graph
from truceline.read import make_article
from truceline.store.deciding import decide, decided_on, merge, standing, withdraw

SHELLING = "shelling: Free Corps (Strelsau)"


@pytest.fixture
def kg(tmp_path: Path) -> Path:
    """A graph folder with the two golden articles."""
    return folder(tmp_path / "kg")


def shelling(graph: Graph) -> str:
    """The IRI of the shelling that the first article tells."""
    return next(r.iri for r in graph.timeline().rows if r.label == SHELLING and truce_told().article.iri in r.iri)


def shellings(graph: Graph) -> int:
    """How many rows of the timeline tell it; there are two without a decision."""
    return [r.label for r in graph.timeline().rows].count(SHELLING)


def test_a_rejected_event_leaves_everything(kg: Path) -> None:
    """Timeline, SPARQL, Turtle and facts know it no more, nor what hung on it; the index is what the log alone gives."""
    before = told(kg)
    with Graph.open(kg) as graph:
        event = shelling(graph)
        accounts = decide(graph.store, "rejected", [event], "Flavia", why="an exercise")
        assert shellings(graph) == 1
        assert not graph.query(f"ASK {{ <{event}> a tl:Event }}")
        assert graph.query(
            f"ASK {{ ?d a tl:Decision ; tl:decided tl:rejected ; tl:about <{event}> ; prov:wasAttributedTo 'Flavia' }}"
        )
        gone = sum(len(f.notes.events) for f in graph.facts())
    after = told(kg)
    assert afresh(kg) == after < before
    with Graph.open(kg) as graph:
        for d in accounts:
            withdraw(graph.store, d, "Flavia")
        assert shelling(graph) == event and standing(graph.store) == []
        assert sum(len(f.notes.events) for f in graph.facts()) > gone
    assert told(kg) == afresh(kg) == before


def test_what_stays_is_sound(kg: Path) -> None:
    """Whatever is rejected, one thing after another until nothing is left: the shapes hold and the index fits the log."""
    with Graph.open(kg) as graph:
        for _ in range(100):
            doubts = unsure(graph.book, decided_on(graph.store)).rows
            if not doubts:
                break
            decide(graph.store, "rejected", doubts[0].iris[:1], "Flavia")
        assert not unsure(graph.book, decided_on(graph.store)).rows
        assert not graph.query(
            "ASK { ?c tl:about ?t FILTER NOT EXISTS { ?t ?p ?o } FILTER NOT EXISTS { ?c a tl:Decision } }"
        )
        report = graph.check()
        assert report.ok, report
    assert told(kg) == afresh(kg)


@pytest.mark.parametrize(
    ("find", "value", "query"),
    [
        ("SELECT ?x { ?x a tl:Event ; tl:kind tl:Meeting }", "kind=Negotiation", "ASK { %s tl:kind tl:Negotiation }"),
        (
            "SELECT ?x { ?x a tl:Event ; tl:kind tl:Meeting }",
            "factuality=planned",
            "ASK { %s tl:factuality tl:planned }",
        ),
        ("SELECT ?x { ?x a tl:Claim ; tl:stance tl:accused }", "stance=warned", "ASK { %s tl:stance tl:warned }"),
        ("SELECT ?x { ?x a tl:Figure ; tl:lower 40 }", "lower=14", "ASK { %s tl:lower 14 }"),
    ],
)
def test_an_edit_is_carried_out(kg: Path, find: str, value: str, query: str) -> None:
    """A value is as somebody said, in the graph made step by step and in that made from the log."""
    with Graph.open(kg) as graph:
        iri = str(graph.query(find).rows[0][0])
        decide(graph.store, "edited", [iri], "Flavia", value)
        assert graph.query(query % f"<{iri}>")
    assert told(kg) == afresh(kg)


def test_decisions_outlive_a_corrected_article_and_a_new_reading(kg: Path) -> None:
    """The article comes again with another text and other numbers of its notes; what was decided still holds."""
    with Graph.open(kg) as graph:
        decide(graph.store, "rejected", [shelling(graph)], "Flavia")
        several = standing(graph.store)
        facts = truce_told()
        events = tuple(replace(e, id=f"e{n + 50}") for n, e in enumerate(facts.notes.events))
        names = {e.id: new.id for e, new in zip(facts.notes.events, events, strict=True)}
        claims = tuple(replace(c, about=tuple(names.get(x, x) for x in c.about)) for c in facts.notes.claims)
        figures = tuple(replace(f, event=names.get(f.event or "")) for f in facts.notes.figures)
        graph.add(corrected(replace(facts, notes=replace(facts.notes, events=events, claims=claims, figures=figures))))
        assert len(graph.articles()) == 2 and any("Correction" in a.text for a in graph.articles())
        assert shellings(graph) == 1
        assert graph.query("ASK { ?e a tl:Event ; tl:kind tl:Meeting }")
        for d in several:
            withdraw(graph.store, d, "Flavia")
        assert shellings(graph) == 2
    assert told(kg) == afresh(kg)


def test_what_was_accepted_or_joined_is_not_asked_again_of_a_corrected_article(kg: Path) -> None:
    """Every kind of decision follows its words to where they stand now: the desk asks no more, the table of what was accepted
    has it, and the pair is one, or two, as before."""
    with Graph.open(kg) as graph:
        event = shelling(graph)
        other = next(r.iri for r in graph.timeline().rows if r.label == SHELLING and r.iri != event)
        claim = str(graph.query("SELECT ?x { ?x a tl:Claim ; tl:stance tl:accused }").rows[0][0])
        decide(graph.store, "same", [event, other], "Flavia")
        decide(graph.store, "accepted", [claim], "Flavia")
        assert shellings(graph) == 1
        one = next(r.iri for r in graph.timeline().rows if r.label == SHELLING)
        decide(graph.store, "accepted", [one], "Flavia")
        waiting = len(unsure(graph.book, decided_on(graph.store)).rows)
        decisions = len(standing(graph.store))
        for facts in (truce_told(), truce_ended()):
            graph.add(corrected(facts))
        assert shellings(graph) == 1 and len(standing(graph.store)) == decisions
        live = {a.iri for a in graph.articles()}
        about = {iri for d in standing(graph.store) for iri in d.about}
        assert {iri.rsplit("/", 1)[0] for iri in about} == live and claim not in about
        assert len(unsure(graph.book, decided_on(graph.store)).rows) == waiting
        assert accepted(graph.store).count(b"accepted_iri") == 1 and all(
            iri.encode() in accepted(graph.store)
            for d in standing(graph.store)
            if d.decided == "accepted"
            for iri in d.about
        )
    assert told(kg) == afresh(kg)


def test_two_desks_are_merged(kg: Path, tmp_path: Path) -> None:
    """Each gets the other's decisions; of two about one thing the later one stands on both; importing again changes nothing."""
    other = tmp_path / "other"
    shutil.copytree(kg, other)
    with Graph.open(kg) as mine, Graph.open(other) as theirs:
        event = shelling(mine)
        decide(mine.store, "rejected", [event], "Flavia")
        (late,) = decide(theirs.store, "accepted", [event], "Rudolf")[:1]
        meeting = next(r.iri for r in theirs.timeline().rows if r.kind == "Meeting")
        decide(theirs.store, "rejected", [meeting], "Rudolf")
        later = [
            replace(d, created="2099-01-01T00:00:00Z")
            for d in theirs.store.decisions()
            if d.fingerprint == late.fingerprint
        ]
        rest = [d for d in theirs.store.decisions() if d.fingerprint != late.fingerprint]
        assert merge(mine.store, [*later, *rest]) == len(later) + len(rest) and merge(mine.store, [*later, *rest]) == 0
        assert event in [r.iri for r in mine.timeline().rows] and meeting not in [r.iri for r in mine.timeline().rows]
        merge(theirs.store, mine.store.decisions())
        assert {d.iri for d in mine.store.decisions()} >= {d.iri for d in later}
    assert told(kg) == afresh(kg)


def test_what_is_most_doubtful_comes_first(kg: Path) -> None:
    """Conflicts and disputes before the rest; what was decided is not asked again."""
    with Graph.open(kg) as graph:
        kinds = [d.kind for d in unsure(graph.book).rows]
        order = ["pair", "conflict", "disputed", "unsure", "new"]
        assert kinds == sorted(kinds, key=order.index) and {"conflict", "disputed", "new"} <= set(kinds)
        event = shelling(graph)
        decide(graph.store, "accepted", [event], "Flavia")
        assert event not in [d.iris[0] for d in unsure(graph.book, decided_on(graph.store)).rows]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--reject", ":nothing"], "no article of this graph tells this"),
        (["--edit", ":nothing", "kind=Attack"], "no article of this graph tells this"),
        (["--same", ":a", ":a"], "always the same as itself"),
        (["--undo", ":nothing"], "nothing that stands was decided"),
        (["--accept", "x y"], "is not an IRI"),
    ],
)
def test_a_mistake_is_one_sentence(kg: Path, args: list[str], says: str) -> None:
    """And nothing is written."""
    size = (kg / "log.jsonl").stat().st_size
    done = CliRunner().invoke(main, ["review", str(kg), *args])
    assert done.exit_code == 2 and says in done.output and (kg / "log.jsonl").stat().st_size == size


def test_an_edit_must_be_one_that_can_be(kg: Path) -> None:
    """A name that the thing does not have, a word for a number, are refused before anything is kept."""
    with Graph.open(kg) as graph:
        figure = str(graph.query("SELECT ?x { ?x a tl:Figure ; tl:lower 40 }").rows[0][0])
        for value in ("colour=red", "lower=many", "kind=Attack", "category="):
            with pytest.raises(TrucelineError):
                decide(graph.store, "edited", [figure], "Flavia", value)
        assert graph.store.decisions() == []


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("Event", "kind=Shellin", "'Shellin' is no kind; there are Shelling"),
        ("Event", "factuality=sometimes", "there are happened, ongoing, planned, hypothetical, didNotHappen."),
        ("Claim", "stance=shouted", "'shouted' is no stance; there are asserted, denied"),
    ],
)
def test_an_edit_takes_only_the_concepts_of_its_scheme(kg: Path, kind: str, value: str, says: str) -> None:
    """A kind, a level or a stance that the ontology does not have is refused, and those it has are told."""
    with Graph.open(kg) as graph:
        thing = str(graph.query(f"SELECT ?x {{ ?x a tl:{kind} }}").rows[0][0])
        with pytest.raises(TrucelineError, match=re.escape(says)):
            decide(graph.store, "edited", [thing], "Flavia", value)
        assert graph.store.decisions() == []


def test_the_command(kg: Path, tmp_path: Path) -> None:
    """List, decide, list what was decided, import it elsewhere."""
    run = CliRunner()
    listed = json.loads(run.invoke(main, ["review", str(kg), "--json"]).output)
    iri = next(d["iris"][0] for d in listed if d["kind"] == "disputed")
    assert (
        "rejected by Flavia"
        in run.invoke(main, ["review", str(kg), "--reject", iri, "--by", "Flavia", "--why", "no"]).output
    )
    assert iri not in run.invoke(main, ["timeline", str(kg), "--json"]).output
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text(run.invoke(main, ["review", str(kg), "--decided"]).output)
    other = folder(tmp_path / "other")
    assert "decisions are new here" in run.invoke(main, ["review", str(other), "--import", str(decisions)]).output
    assert told(other) == told(kg)
    decisions.write_text('{"decided": 1}\n')
    assert (
        "decisions.jsonl:1: this line is no decision"
        in run.invoke(main, ["review", str(other), "--import", str(decisions)]).output
    )


@pytest.mark.parametrize(
    "change",
    [
        {"iri": "not an iri <x>"},
        {"decided": "burnt >"},
        {"about": ["x y"]},
        {"about": []},
        {"about": ["urn:a", "urn:b"]},
        {"created": "yesterday"},
        {"by": ""},
        {"decided": "edited", "value": "kind=a b>c"},
        {"decided": "same"},
    ],
)
def test_a_hostile_line_of_a_file_is_refused(kg: Path, tmp_path: Path, change: dict[str, object]) -> None:
    """What is no decision never enters the log, and the line is named."""
    with Graph.open(kg) as graph:
        row = asdict(decide(graph.store, "accepted", [shelling(graph)], "Flavia")[0])
    before, file = (kg / "log.jsonl").read_bytes(), tmp_path / "hostile.jsonl"
    file.write_text(json.dumps({**row, "iri": "urn:d", **change}) + "\n")
    done = CliRunner().invoke(main, ["review", str(kg), "--import", str(file)])
    assert done.exit_code == 2 and "hostile.jsonl:1: this line is no decision" in done.output
    assert (kg / "log.jsonl").read_bytes() == before


def test_an_edit_from_elsewhere_that_fits_nothing_changes_nothing(kg: Path) -> None:
    """A number for an event, and a line of an old log that is no decision: the graph opens, tells what it told, and is sound."""
    with Graph.open(kg) as graph:
        (taken,) = decide(graph.store, "accepted", [shelling(graph)], "Flavia")[:1]
        rows = [r.label for r in graph.timeline().rows]
        later = "2099-01-01T00:00:00Z"
        merge(graph.store, [replace(taken, iri="urn:d", decided="edited", value="exact=4", created=later)])
        graph.store.decide(
            asdict(replace(taken, iri="no iri", decided="burnt >", about=("x y",), fingerprint="", article=()))
        )
        assert [r.label for r in graph.timeline().rows] == rows and graph.check().ok
    assert told(kg) == afresh(kg)


def test_a_graph_in_memory_follows_too() -> None:
    """Without a folder it is the same."""
    graph = Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    assert shellings(graph) == 2
    decide(graph.store, "rejected", [shelling(graph)], "Flavia")
    assert shellings(graph) == 1


@pytest.fixture
def truces(tmp_path: Path) -> Path:
    """Two dated truces of one land between other sides, and an article that only speaks of "the ceasefire"."""
    path = tmp_path / "truces"
    with Graph.open(path, create=True) as graph:
        for name, day, text in (
            ("a", "2024-03-02", "The ceasefire between Sudan's army and the Rapid Support Forces began on 1 March 2024."),
            ("b", "2024-03-05", "A truce between Sudan's army and the Justice and Equality Movement began on 4 March 2024."),
            ("c", "2024-03-10", "Fighting broke out again in Sudan on Sunday, and the ceasefire has all but collapsed."),
        ):  # fmt: skip
            graph.add(make_article(text, name, day))
    return path


def offered(graph: Graph) -> list[tuple[str, ...]]:
    """The pairs of ceasefires that people are asked about."""
    rows = unsure(graph.book, decided_on(graph.store)).rows
    return [r.iris for r in rows if r.kind == "pair" and set(r.iris) <= set(graph.book.ceasefires)]


def test_truces_that_may_be_one_are_offered_and_joined(truces: Path) -> None:
    """Which truce "the ceasefire" is, a person says: then it is that one, in every answer and in what the log alone gives;
    taken back, both are offered again."""
    with Graph.open(truces) as graph:
        pairs = offered(graph)
        assert len(pairs) == 2 and len(graph.book.ceasefires) == 3
        decide(graph.store, "same", pairs[0], "Flavia")
        assert len(graph.book.ceasefires) == 2 and not offered(graph)
        held = next(t for t in graph.status(on="2024-03-10").truces if t.iri in pairs[0])
        assert (held.answer, held.state, held.since) == ("in force", "fraying", "2024-03-01")
    assert told(truces) == afresh(truces)
    with Graph.open(truces) as graph:
        withdraw(graph.store, standing(graph.store)[0], "Flavia")
        assert sorted(offered(graph)) == sorted(pairs) and len(graph.book.ceasefires) == 3
    assert told(truces) == afresh(truces)


def test_truces_that_are_two_stay_two(truces: Path) -> None:
    """What a person calls two is asked no more and is not joined, not even when more is told; two of other lands can be one."""
    with Graph.open(truces) as graph:
        for pair in offered(graph):
            decide(graph.store, "different", pair, "Flavia")
        assert not offered(graph) and len(graph.book.ceasefires) == 3
        graph.add(
            make_article("A truce in Libya between the army and Libya Dawn began on 2 March 2024.", "d", "2024-03-11")
        )
        libya = next(i for i in graph.book.ceasefires if i not in {x for d in standing(graph.store) for x in d.about})
        loose = next(i for i in graph.book.ceasefires if "/article/" in i)
        decide(graph.store, "same", (libya, loose), "Flavia")
        assert len(graph.book.ceasefires) == 3 and loose not in graph.book.ceasefires
        graph.add(make_article("The ceasefire in Sudan held on Monday, residents said.", "e", "2024-03-12"))
        assert loose not in graph.book.ceasefires
    assert told(truces) == afresh(truces)

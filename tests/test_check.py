"""`truceline check`: a sound graph passes, and each thing that can be wrong with one is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from gold import read_gold
from golden import truce_ended, truce_told
from truceline.check import check
from truceline.errors import FactsError
from truceline.graph import Graph
from truceline.vocabulary import PREFIXES

pytest.importorskip("pyshacl", reason="the shapes need pySHACL: pip install truceline[check]")


def graph() -> Graph:
    """The two golden articles."""
    kg = Graph()
    kg.add(truce_told())
    kg.add(truce_ended())
    return kg


def faults(kg: Graph) -> str:
    """What the shapes say, without what compares the index with the log."""
    return "\n".join(f for f in check(kg.store).faults if not f.startswith("the index"))


def spoil(kg: Graph, update: str) -> str:
    """Changes the triples behind the log's back; what the shapes say then."""
    kg.store.index().update(update, prefixes=PREFIXES)
    return faults(kg)


def test_a_sound_graph_passes() -> None:
    """Nothing is wrong, and the report counts what it looked at."""
    report = graph().check()
    assert report.ok and report.articles == 2 and report.triples > 400
    assert str(report) == f"2 articles, {report.triples} triples: nothing wrong."
    assert report.to_json()["ok"] is True


def test_gold_facts_pass(shared: Path) -> None:
    """So do the facts of five real articles that were marked by hand."""
    kg = Graph()
    for path in sorted((shared / "dev" / "facts").glob("*.json")):
        kg.add(read_gold(path))
    assert kg.check().faults == ()


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ("DELETE { ?x tl:textHash ?h } WHERE { ?x tl:textHash ?h }", "one tl:textHash"),
        ("DELETE { ?x dct:publisher ?p } WHERE { ?x dct:publisher ?p }", "one dct:publisher"),
        ("INSERT { ?x dct:issued 'yesterday' } WHERE { ?x a tl:Article }", "at most one dct:issued"),
        ("DELETE { ?x nif:anchorOf ?t } WHERE { ?x a nif:Sentence ; nif:anchorOf ?t }", "its words as nif:anchorOf"),
        ("DELETE { ?x nif:endIndex ?e } INSERT { ?x nif:endIndex 0 } WHERE { ?x nif:endIndex ?e ; nif:beginIndex ?b FILTER(?b > 0) }", "not behind its end"),
        ("INSERT { ?x tl:timexType 'EPOCH' } WHERE { ?x a tl:TimeExpression }", "DATE, TIME, DURATION or SET"),
        ("INSERT { ?x tl:stance tl:sulked } WHERE { ?x a tl:Claim }", "tl:stance of the scheme"),
        ("DELETE { ?x tl:evidence ?s } WHERE { ?x a tl:Claim ; tl:evidence ?s }", "one sentence as tl:evidence"),
        ("INSERT { ?x tl:speaker :red-lantern } WHERE { ?x a tl:Claim ; tl:speaker :hentzau }", "at most one speaker"),
        ("INSERT { ?x tl:about :nothing } WHERE { ?x a tl:Claim }", "that is in the graph"),
        ("DELETE { ?c tl:about ?x } WHERE { ?c tl:about ?x . ?x a tl:Event }", "Nobody says this event"),
        ("DELETE { ?c tl:about ?x } WHERE { ?c tl:about ?x . ?x a tl:Figure }", "Nobody says this figure"),
        ("DELETE { ?c tl:about ?x } WHERE { ?c tl:about ?x . ?x a tl:CeasefireState }", "Nobody says this state"),
        ("DELETE { ?c tl:about ?x } WHERE { ?c tl:about ?x . ?x a tl:PartyLink }", "Nobody says this party link"),
        ("DELETE { ?x tl:kind ?k } WHERE { ?x tl:kind ?k }", "one tl:kind"),
        ("INSERT { ?x tl:factuality tl:planned } WHERE { ?x a tl:Event ; tl:factuality tl:happened }", "one tl:factuality"),
        ("INSERT { ?x tl:role tl:bystander } WHERE { ?x a tl:Participation }", "tl:role of the scheme"),
        ("DELETE { ?x tl:actor ?a } WHERE { ?x a tl:Participation ; tl:actor ?a }", "A participation has one actor"),
        ("DELETE { ?e tl:participation ?x } WHERE { ?e tl:participation ?x }", "belongs to one event"),
        ("INSERT { ?x tl:began '2020'^^xsd:gYear } WHERE { ?x a tl:Ceasefire }", "begins once"),
        ("INSERT { ?x tl:side tl:everybody } WHERE { ?x a tl:Ceasefire }", "unilateral, bilateral or multilateral"),
        ("INSERT { ?x tl:partyStatus tl:friend } WHERE { ?x a tl:PartyLink }", "tl:partyStatus of the scheme"),
        ("INSERT { ?x tl:state tl:loved } WHERE { ?x a tl:CeasefireState }", "tl:state of the scheme"),
        ("DELETE { ?c tl:hasState ?x } WHERE { ?c tl:hasState ?x }", "A state belongs to a ceasefire"),
        ("DELETE { ?x tl:lower ?n ; tl:approx ?m } WHERE { ?x a tl:Figure OPTIONAL { ?x tl:lower ?n } OPTIONAL { ?x tl:approx ?m } }", "A figure has a bound"),
        ("INSERT { ?x tl:upper 3 } WHERE { ?x tl:lower ?n }", "not above the upper bound"),
        ("INSERT { ?x tl:category tl:bored } WHERE { ?x a tl:Figure }", "tl:category of the scheme"),
        ("DELETE { ?x rdfs:label ?l } WHERE { ?x a tl:Actor ; rdfs:label ?l }", "An actor has a label"),
        ("DELETE { ?x org:role ?r } WHERE { ?x org:role ?r }", "one org:role"),
        ("DELETE { ?x geo:lat ?l } INSERT { ?x geo:lat 95.5 } WHERE { ?x geo:lat ?l }", "from -90 to 90"),
        ("DELETE { ?x a tl:Place } WHERE { ?x rdfs:label 'Ruritania'@en }", "A place lies within places"),
        ("INSERT { ?x sem:hasEarliestBeginTimeStamp '2021-06-01T00:00:00Z'^^xsd:dateTime } WHERE { ?x sem:hasLatestEndTimeStamp ?e FILTER NOT EXISTS { ?x sem:hasEarliestBeginTimeStamp ?b } }", "not behind the latest begin or the latest end"),
        ("INSERT { ?x sem:hasLatestBeginTimeStamp '2021-06-01T00:00:00+02:00'^^xsd:dateTime } WHERE { ?x a tl:Event }", "instant in UTC (with Z)"),
        ("DELETE { ?x tl:edtf ?e } INSERT { ?x tl:edtf 'spring' } WHERE { ?x tl:edtf ?e }", "an EDTF literal"),
        ("DELETE { ?x tl:confidence ?c } INSERT { ?x tl:confidence 1.5 } WHERE { ?x a tl:Claim ; tl:confidence ?c }", "between 0 and 1"),
    ],
    ids=lambda x: x[:38] if x.endswith("}") else None,
)  # fmt: skip
def test_each_shape_says_what_is_wrong(update: str, says: str) -> None:
    """A graph that is spoilt in one way is told in one sentence, with the node that is wrong."""
    told = spoil(graph(), update)
    assert says in told, told
    assert all(line.startswith(("http", "urn")) for line in told.splitlines())


def test_an_index_that_is_not_the_logs_is_told() -> None:
    """Triples that are missing, and triples too many, are counted."""
    kg = graph()
    index = kg.store.index()
    index.remove(next(iter(index)))
    index.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode("urn:y"), ox.NamedNode("urn:z")))
    told = "\n".join(kg.check().faults)
    assert "lacks 1 triples" in told and "holds 1 triples" in told


def test_facts_that_break_an_invariant_never_get_in() -> None:
    """Offsets, links and the order of times are looked at before anything is written."""
    from dataclasses import replace

    facts = truce_told()
    claims = facts.notes.claims
    wrong = replace(facts, notes=replace(facts.notes, claims=(replace(claims[0], about=("e99",)), *claims[1:])))
    with pytest.raises(FactsError, match="c1 is about e99, which there is not"):
        Graph().add(wrong)
    moved = replace(facts, notes=replace(facts.notes, times=(replace(facts.notes.times[0], start=0),)))
    with pytest.raises(FactsError, match="is not what stands at"):
        Graph().add(moved)


def test_without_pyshacl_the_rest_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, and the invariants are looked at all the same."""
    import sys

    monkeypatch.setitem(sys.modules, "pyshacl", None)
    report = graph().check()
    assert report.ok and "truceline[check]" in report.notes[0]


def test_checking_takes_time_in_line_with_the_graph() -> None:
    """Twice the articles take about twice the processor time: no shape looks at every pair (which would take 25 times that for five)."""
    import time
    from dataclasses import replace

    def took(n: int) -> float:
        kg = Graph()
        for k in range(n):
            facts = truce_told()
            article = replace(facts.article, id=f"a{k}", hash=f"{k:064x}", url=None)
            kg.store.add(replace(facts, article=article))
        start = time.process_time()
        assert kg.check().ok
        return time.process_time() - start

    took(2)
    assert min(took(40), took(40)) < 12 * max(took(8), took(8))

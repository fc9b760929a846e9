"""Facts as triples: the golden Turtle, one IRI for one thing, nothing invented, nothing that RDF cannot hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from golden import CASES, truce_ended, truce_told
from truceline.model import BASE, Actor, Article, Facts, Figure, Notes, Place, Sentence, When
from truceline.triples import graph_of, triples
from truceline.triples.context import Context, Joined
from truceline.triples.terms import RDF, RDFS, english, iri, plain, safe, slug
from truceline.triples.turtle import turtle
from truceline.vocabulary import PREFIXES

TL, SEM, NIF = (PREFIXES[p] for p in ("tl", "sem", "nif"))


def canonical(turtle_text: str) -> list[str]:
    """The triples in N-Triples, sorted; there are no blank nodes, so this is their canonical form (RDFC-1.0)."""
    return sorted(str(q.triple) for q in ox.parse(turtle_text.encode(), ox.RdfFormat.TURTLE))


def values(facts: Facts, subject: str, predicate: str) -> list[str]:
    """The objects of a subject (end of its IRI) and a predicate."""
    return sorted(str(o) for s, p, o in triples(facts) if str(s).endswith(subject) and str(p) == predicate)


# ---------------------------------------------------------------- golden


def test_the_golden_article_is_written_as_it_was() -> None:
    """Every term, IRI and literal of the golden file, and no other: `python tests/golden.py` shows what a change does."""
    kept = (CASES / "golden.ttl").read_text(encoding="utf-8")
    assert canonical(turtle(triples(truce_told()))) == canonical(kept)


def test_the_same_facts_give_the_same_bytes() -> None:
    """Turtle is sorted, so a difference between two files is a difference between two graphs."""
    assert turtle(triples(truce_told())) == turtle(reversed(list(triples(truce_told()))))


def test_the_golden_file_holds_the_facts_of_the_article() -> None:
    """Read by another library, its sentences are the stretches of the text that they say they are."""
    graph, text = Graph().parse(CASES / "golden.ttl"), truce_told().article.text
    sentences = list(graph.subject_objects(URIRef(NIF + "anchorOf")))
    assert len(sentences) > 10
    for sentence, words in sentences:
        begin, end = (int(graph.value(sentence, URIRef(NIF + name))) for name in ("beginIndex", "endIndex"))
        assert text[begin:end] == str(words)
        if (sentence, None, URIRef(NIF + "Sentence")) in graph:
            assert str(sentence).endswith(f"#char={begin},{end}")


# ---------------------------------------------------------------- names


def test_there_are_no_blank_nodes_and_each_triple_comes_once() -> None:
    """Whoever asks the graph can name everything in it."""
    several = [*triples(truce_told()), *triples(truce_ended())]
    assert not any(isinstance(t, BNode) for triple in several for t in triple)
    assert len(list(triples(truce_told()))) == len(set(triples(truce_told())))


def test_the_same_truce_has_one_iri_in_two_articles() -> None:
    """Its states and parties come from both articles and hang on one node with one label."""
    graph = graph_of(truce_told()) + graph_of(truce_ended())
    (truce,) = set(graph.subjects(None, URIRef(TL + "Ceasefire")))
    assert len(list(graph.objects(truce, URIRef(PREFIXES["rdfs"] + "label")))) == 1
    assert len(list(graph.objects(truce, URIRef(TL + "hasState")))) == 3


def test_a_truce_known_under_another_iri_takes_that_one() -> None:
    """What merging across articles found out goes into the triples, and the loose name stands in the link alone."""
    facts, old, new = truce_ended(), f"{BASE}ceasefire/ruritania-2021-03-01", f"{BASE}ceasefire/other"
    found = list(triples(facts, Context({old: Joined(new, 0.9, "same day")})))
    assert new in {str(t) for triple in found for t in triple}
    assert {str(p) for s, p, o in found if old in (str(s), str(o))} == {f"{TL}linked"}


@pytest.mark.parametrize("name", ["A b", "http://x.example/a b{c}", "https://x.example/<y>", "ﬁ", "Ö/ä", "…", ""])
def test_any_name_makes_an_iri(name: str) -> None:
    """Slugs and escaped addresses are IRIs that an engine accepts."""
    ox.NamedNode(iri(name))


# ---------------------------------------------------------------- what claims are about


def test_who_did_it_can_be_somebodys_word_alone() -> None:
    """A participant whom only a claim names has that claim; the chain of sources is a claim about a claim."""
    facts = truce_told()
    assert values(facts, "/c2", TL + "about") == [f"{facts.article.iri}/e1", f"{facts.article.iri}/e1/p1"]
    assert values(facts, "/c5", TL + "about") == [f"{facts.article.iri}/c4"]


def test_a_claim_about_a_truce_is_about_the_states_and_links_it_tells() -> None:
    """Not about the whole truce: who says that it began is not made to say who stands outside it."""
    facts = truce_told()
    assert values(facts, "/c1", TL + "about") == [f"{facts.article.iri}/t1/p1", f"{facts.article.iri}/t1/s1"]
    assert values(facts, "/c9", TL + "about") == [f"{facts.article.iri}/t1/p2"]


def test_the_outlet_has_no_cue_and_no_quotation() -> None:
    """Its own voice is a claim with the outlet as speaker."""
    facts = truce_told()
    assert values(facts, "/c7", TL + "speaker") == [f"{BASE}zenda-gazette"]
    assert values(facts, "/c7", TL + "cue") == values(facts, "/c7", TL + "quotation") == []


# ---------------------------------------------------------------- nothing invented


def test_what_is_unknown_is_not_written() -> None:
    """No date defaults to today or to the publication day; a day is said only where it is one day."""
    facts = truce_told()
    assert values(facts, "/e2", SEM + "hasEarliestBeginTimeStamp") == []
    assert values(facts, "/e1", SEM + "hasEarliestBeginTimeStamp") == []
    assert values(facts, "/e1", SEM + "hasLatestEndTimeStamp") == ["2021-03-03T00:00:00Z"]
    assert values(facts, "/c3", TL + "saidOn") == []
    assert values(facts, "/c2", TL + "saidOn") == ["2021-03-02"]


def test_an_article_without_a_day_attests_nothing() -> None:
    """Without a publication day nothing is attested on one."""
    facts = truce_told()
    undated = replace(facts, article=replace(facts.article, published=None))
    assert values(undated, "", TL + "attestedUntil") == values(undated, "", TL + "attestedOn") == []


def test_months_stay_months() -> None:
    """“In April” keeps its EDTF beside the bounds."""
    facts = truce_told()
    assert values(facts, "/e3", TL + "edtf") == ["2021-04"]
    assert values(facts, "/e3", TL + "factuality") == [TL + "hypothetical"]


def test_a_published_instant_keeps_its_clock_time_in_utc() -> None:
    """A datetime is an xsd:dateTime with Z."""
    article = replace(truce_told().article, published=datetime(2021, 3, 4, 18, 30, tzinfo=UTC))
    assert values(Facts(article), article.hash[:16], PREFIXES["dct"] + "issued") == ["2021-03-04T18:30:00Z"]


# ---------------------------------------------------------------- any text at all

TEXT = st.text(max_size=40)


@given(TEXT, TEXT, st.sampled_from(["people", "aid workers", "civilians"]))
def test_any_text_survives_as_a_literal(label: str, words: str, whom: str) -> None:
    """Whatever stands in an article, another library reads it back; half characters become question marks."""
    article = Article(id=words, text=words or "x", hash="0" * 64, title=label, publisher=label, byline=words)
    figure = Figure("f1", 0, 1, (words or "x")[:1], 0, "killed", whom, lower=1)
    notes = Notes(
        actors=(Actor(f"{BASE}a", "Person", label, aliases=(words,)),),
        places=(Place(0, 1, (words or "x")[:1], f"{BASE}place/{slug(label)}", label, 1.5, -0.0),),
        figures=(figure,),
    )
    facts = Facts(article, (Sentence(0, len(words) or 1),), notes)
    found = {q.triple for q in ox.parse(turtle(triples(facts)).encode(), ox.RdfFormat.TURTLE)}
    expected = {_term(t) for t in triples(facts)}
    assert found == expected


def _term(triple: tuple) -> ox.Triple:
    from truceline.store.quads import term

    return ox.Triple(*(term(t) for t in triple))


@given(TEXT)
def test_addresses_are_escaped_once(path: str) -> None:
    """An address with blanks or braces becomes an IRI; one that is right already stays as it is."""
    url = safe(f"https://news.example/{path}")
    ox.NamedNode(url)
    assert safe(url) == url


@given(TEXT)
def test_slugs_are_plain(name: str) -> None:
    """The last part of an IRI of ours has only small letters, figures and hyphens."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))


def test_literals_have_a_language_only_where_it_is_english() -> None:
    """Labels are English; the words of an article are left as they stand."""
    assert english("truce").language == "en" and plain("trêve").language is None
    assert isinstance(english("x"), Literal)


def test_open_windows_stay_open() -> None:
    """A figure since a day has no end, and says until when it is told."""
    facts = truce_told()
    assert values(facts, "/f1", SEM + "hasLatestEndTimeStamp") == []
    assert values(facts, "/f1", TL + "attestedUntil") == ["2021-03-04"]
    closed = replace(facts.notes.figures[0], window=When(latest_end=datetime(2021, 3, 1, tzinfo=UTC)))
    closed_facts = replace(facts, notes=replace(facts.notes, figures=(closed,)))
    assert values(closed_facts, "/f1", TL + "attestedUntil") == []


def test_plain_words_find_what_they_name() -> None:
    """What has a class of actors, places or ceasefires is found by its label without a language, and by no other words."""
    graph = Graph().parse(data=turtle(triples(truce_told())), format="turtle")
    for kind in ("Actor", "Place", "Ceasefire"):
        things = set(graph.subjects(RDF.type, URIRef(TL + kind)))
        assert things
        for thing in things:
            assert set(graph.objects(thing, URIRef(TL + "name"))) == {
                Literal(str(x)) for x in graph.objects(thing, RDFS.label)
            }
    assert graph.query('ASK { ?x tl:name "Strelsau" }', initNs={"tl": TL}).askAnswer

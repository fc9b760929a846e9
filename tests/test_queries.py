"""The shipped queries: each runs, takes its parameters, answers its question, and does so in any SPARQL 1.1 engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph as RdfGraph
from rdflib import URIRef

from golden import truce_ended, truce_told
from truceline.ask.engine import here, prepared
from truceline.ask.queries import Query, find, listing, parse, shipped, views
from truceline.ask.resolve import terms_known
from truceline.ask.table import collect
from truceline.errors import KnowledgeError, QueryError
from truceline.graph import Graph
from truceline.vocabulary import PREFIXES

EVERY = (*shipped(), *views())
EACH = pytest.mark.parametrize("query", EVERY, ids=lambda q: q.name)

TYPED = {
    "actor": ["Free Corps", "Hentzau", "Red Lantern"],
    "place": ["Ruritania", "Strelsau"],
    "ceasefire": ["ceasefire of 1 March 2021"],
    "begin": ["2021-03-04"],
    "end": ["March 2021"],
    "day": ["2021-03-04"],
    "status": ["2021-03-04"],
    "number": ["2"],
    "iri": [":ceasefire/ruritania-2021-03-01"],
}
CONCEPTS = {
    "kind": "Attack", "with": "accused", "status": "not party", "state": "inForce", "what": "killed",
    "whom": "children", "type": "Person",
}  # fmt: skip


@pytest.fixture(scope="module")
def kg() -> Graph:
    """The two golden articles."""
    graph = Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    return graph


def rows(kg: Graph, query: str, **params: str) -> list[dict[str, str]]:
    """The rows of a query as text."""
    return [{str(k): str(v) for k, v in r.items()} for r in kg.query(query, **params).bindings]


# ---------------------------------------------------------------- all of them


def test_there_are_many_and_each_is_told_apart() -> None:
    """Titles say what is asked; names are words with hyphens; the list shows all with their parameters."""
    assert len(shipped()) >= 20 and len({q.title for q in shipped()}) == len(shipped())
    shown = listing()
    for q in EVERY:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", q.name), q.name
        assert q.title != q.name and q.title[0].isupper(), q.name
        assert f"  {q.name} " in shown, q.name
    assert max(map(len, shown.splitlines())) <= 112


@EACH
def test_parameters_are_told_and_typed(query: Query) -> None:
    """Each has a type that there is, a hint, and a place where it goes."""
    for name, kind in query.types.items():
        assert kind in {*TYPED, "concept"}, (query.name, name, kind)
        assert query.hints[name], (query.name, name)


@pytest.fixture(scope="module")
def exported(kg: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph as the Turtle that people exchange."""
    return kg.export(tmp_path_factory.mktemp("exported") / "graph.ttl")


@pytest.fixture(scope="module")
def elsewhere(exported: Path) -> tuple[RdfGraph, ox.Store]:
    """The exported Turtle in rdflib and in Oxigraph, as somebody has it who knows nothing of us."""
    store = ox.Store()
    store.load(path=str(exported), format=ox.RdfFormat.TURTLE)
    return RdfGraph().parse(exported, format="turtle"), store


@EACH
def test_a_query_file_runs_anywhere(kg: Graph, elsewhere: tuple[RdfGraph, ox.Store], query: Query) -> None:
    """The file alone gives the same rows or triples here, in rdflib and in Oxigraph over exported Turtle.

    No prefix is given to any engine; rdflib's own defaults (whose `geo:` is another) are there and must not matter.
    rdflib writes the instants it reads with +00:00 for Z; the rows are compared by their values.
    """
    ours = kg.query(query.text)
    mine = sorted(_text(ours.triples if ours.kind == "CONSTRUCT" else ours.rows))
    theirs, oxigraph = elsewhere
    assert sorted(_text(theirs.query(query.text))) == mine
    other = collect(oxigraph.query(query.text))
    assert sorted(_text(other.triples if other.kind == "CONSTRUCT" else other.rows)) == mine


@EACH
def test_a_query_file_declares_what_it_uses(query: Query) -> None:
    """Its PREFIX lines are ours, none is missing, none is idle."""
    declared = dict(re.findall(r"^PREFIX (\w*): <(.+)>$", query.text, re.M))
    assert declared and all(PREFIXES[p] == space for p, space in declared.items())
    assert all(re.search(rf"(?<![\w:]){p}:[\w)]", re.sub(r"^PREFIX.*$", "", query.text, flags=re.M)) for p in declared)


def test_geo_is_wgs84_everywhere(kg: Graph, elsewhere: tuple[RdfGraph, ox.Store]) -> None:
    """The prefix `geo:` finds latitudes here, in `kg.rdf`, and in rdflib and Oxigraph where a query declares it."""
    plain, declared = "SELECT ?l { ?p geo:lat ?l }", f"PREFIX geo: <{PREFIXES['geo']}> SELECT ?l {{ ?p geo:lat ?l }}"
    here = sorted(_text(kg.query(plain).rows))
    assert len(here) > 0
    assert dict(kg.rdf.namespaces())["geo"] == URIRef(PREFIXES["geo"])
    assert sorted(_text(kg.rdf.query(plain))) == here
    theirs, oxigraph = elsewhere
    assert sorted(_text(theirs.query(declared))) == here
    assert sorted(_text(collect(oxigraph.query(declared)).rows)) == here


_UTC = re.compile(r"(?<=T\d\d:\d\d:\d\d)\+00:00$")


def _text(several: object) -> Iterator[tuple[str, ...]]:
    return (tuple("" if v is None else _UTC.sub("Z", str(v)) for v in row) for row in several)  # type: ignore[attr-defined]


def _filters() -> Iterator[object]:
    for q in shipped():
        for name, kind in q.types.items():
            for value in [CONCEPTS[name]] if kind == "concept" else TYPED[kind]:
                yield pytest.param(q, name, value, id=f"{q.name}-{name}-{value}")


@pytest.mark.parametrize(("query", "name", "value"), _filters())
def test_a_parameter_only_narrows(kg: Graph, query: Query, name: str, value: str) -> None:
    """With a parameter there are no rows that there are not without it; counts, times asked about and answers aside."""
    narrow = [{k: v for k, v in r.items() if k != "answer"} for r in rows(kg, query.name, **{name: value})]
    wide = rows(kg, query.name)
    if "GROUP BY" in query.text.rsplit("}", 1)[-1] or (query.name, name) == ("evidence", "thing"):
        assert len(narrow) <= max(len(wide), 40)
    else:
        assert all(r in wide for r in narrow)


@EACH
def test_notes_and_titles_do_not_end_in_the_middle(query: Query) -> None:
    """A note is a sentence, a title is none."""
    assert not query.title.endswith(".")
    assert all(n.endswith(".") for n in query.notes)


# ---------------------------------------------------------------- what they answer


@pytest.mark.parametrize(
    ("query", "params", "expected"),
    [
        ("not-parties", {}, {"actor_label": "Free Corps", "status_word": "notParty", "speaker": "Zenda Gazette"}),
        ("brokers", {}, {"actor_label": "Syldavia", "status_word": "broker", "published": "2021-03-04"}),
        ("parties", {"status": "broker"}, {"actor_label": "Syldavia"}),
        ("truce-in-force", {"on": "2021-03-02"}, {"state": "inForce", "since": "2021-03-01", "speaker": "Zenda Gazette"}),
        ("truce-in-force", {"on": "2021-03-10", "place": "Strelsau"}, {"state": "extended", "until": "2021-03-16T00:00:00Z"}),
        ("ceasefires", {}, {"began": "2021-03-01", "covers": "Ruritania", "states": "ended, extended, inForce", "articles": "2"}),
        ("ceasefire-life", {"state": "ended"}, {"when": "2021-03-14", "speaker": "army", "published": "2021-03-15"}),
        ("coverage", {}, {"how_told": "covers", "place_label": "Ruritania"}),
        ("who-accuses-whom", {}, {"speaker": "Rupert Hentzau", "accused": "Free Corps", "said": "2021-03-02"}),
        ("denials", {"by": "Free Corps"}, {"stance": "denied", "about": "shelling: Free Corps (Strelsau)"}),
        ("threats", {}, {"speaker": "Rupert Hentzau", "words": "We will answer every shell"}),
        ("quotes", {"by": "Hentzau"}, {"quotation": "direct", "words": "We will answer every shell"}),
        ("sayings", {"by": "Hentzau"}, {"said": "2021-03-02", "words_for_time": "Tuesday", "place_label": "Strelsau"}),
        ("source-chains", {}, {"outlet": "Zenda Gazette", "reported_by": "Radio Ruritania", "first_speaker": "army"}),
        ("commitments", {}, {"speaker": "army", "deadline": "2021-03-16T00:00:00Z", "afterwards": "2021-03-15 ended"}),
        ("meetings", {"actor": "Hentzau"}, {"who": "Rudolf Rassendyll, Rupert Hentzau", "place_label": "Zenda"}),
        ("talks", {}, {"when": "2021-04", "kind_label": "talks resumed", "factuality": "hypothetical"}),
        ("attacks", {"place": "Strelsau"}, {"agents": "Free Corps", "says": "Free Corps did it", "speaker": "Rupert Hentzau"}),
        ("figures", {"whom": "children"}, {"number": "about 12", "part_of": "at least 40 people killed", "window": "2021-02-20/told 2021-03-04"}),
        ("conflicting-figures", {}, {"figure": "25 people killed", "other": "at least 40 people killed", "other_speaker": "Red Lantern"}),
        ("not-to-be-added", {}, {"figure": "about 12 children killed", "why": "part of the other"}),
        ("offices", {"on": "2021-03-04"}, {"person": "Rudolf Rassendyll", "office": "envoy", "organization": "Syldavia"}),
        ("timeline", {"kind": "Meeting"}, {"when": "undated", "what": "meeting: Rupert Hentzau, Rudolf Rassendyll (Zenda)"}),
        ("timeline", {"from": "2021-04-01", "to": "2021-04-30"}, {"when": "2021-04", "words": "April", "what": "talks resumed"}),
        ("undated", {}, {"factuality": "didNotHappen"}),
        ("claims", {"by": "Red Lantern"}, {"stance": "asserted", "about": "about 12 children killed; at least 40 people killed"}),
        ("claims-by-month", {"with": "accused"}, {"month": "2021-03", "speaker": "Rupert Hentzau", "claims": "1"}),
        ("dates", {"to": "2021-02-28"}, {"words": "20 February", "stands_for": "2021-02-20", "signal": "since"}),
        ("gaps", {}, {"after": "2021-03-04", "before": "2021-03-15", "days": "10"}),
        ("silent-places", {}, {"place_label": "Zenda", "last_report": "2021-03-04"}),
        ("single-source", {}, {"what": "talks resumed", "layer": "event", "speaker": "Zenda Gazette"}),
        ("sources-per-event", {"actor": "Rassendyll"}, {"speakers": "1", "outlets": "1", "texts": "1"}),
        ("outlets", {}, {"outlet": "Zenda Gazette", "articles": "2", "own_voice": "4", "reported": "8"}),
        ("articles", {"from": "2021-03-10"}, {"byline": "Antonia Mauban", "agencies": "Ruritanian Wire", "url": "https://news.example/second"}),
        ("actors", {"type": "Person"}, {"label": "Rudolf Rassendyll", "names": "Rudolf R.", "wikidata": "http://www.wikidata.org/entity/Q42"}),
        ("attacks-by-place", {}, {"place_label": "Strelsau", "kind_label": "shelling", "events": "1"}),
        ("evidence", {"thing": ":ceasefire/ruritania-2021-03-01"}, {"cue": "statement", "byline": "Antonia Mauban", "offsets": "243-322"}),
    ],
    ids=lambda x: x if isinstance(x, str) else None,
)  # fmt: skip
def test_what_a_query_answers(kg: Graph, query: str, params: dict[str, str], expected: dict[str, str]) -> None:
    """One row at least says what the articles say."""
    found = rows(kg, query, **params)
    assert any(expected.items() <= r.items() for r in found), found


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("truce-in-force", {"on": "2021-02-28"}),
        ("truce-in-force", {"on": "2021-03-20"}),
        ("offices", {"on": "2021-03-05"}),
        ("timeline", {"actor": "Red Lantern"}),
        ("timeline", {"from": "2022"}),
        ("figures", {"place": "Zenda"}),
        ("gaps", {"least": "11"}),
        ("articles", {"from": "2022"}),
        ("claims", {"by": "Free Corps", "with": "accused"}),
    ],
)
def test_what_nobody_says_is_not_answered(kg: Graph, query: str, params: dict[str, str]) -> None:
    """Outside its time, its place or its people a query gives nothing."""
    assert rows(kg, query, **params) == []


def test_wire_copies_count_as_one_text(kg: Graph) -> None:
    """Two outlets that credit the same agency on the same day are two outlets and one text."""
    from dataclasses import replace

    graph, facts = Graph(), truce_told()
    graph.add(facts)
    copy = replace(facts.article, publisher="Strelsau Herald", url="https://other.example/1", id="copy", hash="c" * 64)
    graph.add(replace(facts, article=copy))
    ours = f"{facts.article.iri}/e2"
    graph.store.index().update(
        f"DELETE {{ ?c tl:about ?e }} INSERT {{ ?c tl:about <{ours}> }} WHERE {{ ?c tl:about ?e . ?e tl:kind tl:Meeting }}",
        prefixes=PREFIXES,
    )
    (row,) = [r for r in rows(graph, "sources-per-event") if r["thing"] == ours]
    assert (row["outlets"], row["texts"]) == ("2", "1")


# ---------------------------------------------------------------- headings and mistakes


def test_a_parameter_without_a_place_is_a_broken_query() -> None:
    """Whoever writes a query is told what its heading lacks."""
    with pytest.raises(KnowledgeError, match="given: actor"):
        parse("mine", "# title: Mine\n# param: actor actor  whom\nSELECT * { ?s ?p ?o }")


@pytest.mark.parametrize("evil", ['" } UNION { ?s ?p ?o . } #', "x\\", "a\nb", "\u0022}", "<urn:x>"])
def test_parameters_are_bound_and_never_pasted(kg: Graph, evil: str) -> None:
    """What a user types becomes a term; it cannot end the query and begin another."""
    query = parse("mine", "# title: Mine\n# param: word text  a word\nSELECT ?word {\n  # given: word\n}")
    index = kg.store.index()
    assert [str(r[0]) for r in here(index, prepared(index, query, {"word": evil})).rows] == [evil]


@pytest.mark.parametrize(
    ("query", "params", "says"),
    [
        ("offices", {"acter": "X"}, r"no parameter 'acter'; actor: only this person"),
        ("outlets", {"actor": "X"}, "it has none"),
        ("offices", {"actor": "Rasendyl"}, "near names are .*Rudolf Rassendyll|No actor"),
        ("timeline", {"kind": "Metting"}, "near ones are Meeting"),
        ("timeline", {"from": "whenever"}, "is not a date"),
        ("gaps", {"least": "many"}, "is not a whole number"),
        ("evidence", {"thing": "the truce"}, "is not an IRI"),
        ("evidence", {"thing": "<urn:x> } { ?s ?p ?o"}, "is not an IRI"),
        ("who-acuses", {}, "did you mean .*who-accuses-whom"),
        ("nowhere.rq", {}, "cannot be read; check the path"),
    ],
)
def test_a_mistake_says_what_there_is(kg: Graph, query: str, params: dict[str, str], says: str) -> None:
    """Names that are nearly right are offered."""
    with pytest.raises(ValueError, match=says) as told:
        kg.query(query, **params)
    assert "\n" not in str(told.value)


def test_a_query_of_ones_own_is_guarded_and_may_have_parameters(kg: Graph, tmp_path: Path) -> None:
    """A .rq file is run like a shipped one, through the guard."""
    path = tmp_path / "mine.rq"
    path.write_text("# title: Mine\n# param: actor actor  who\nSELECT ?c {\n  # given: actor\n  ?c tl:speaker ?actor }")
    assert len(kg.query(str(path), actor="Hentzau")) == 2
    path.write_text("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="SERVICE"):
        kg.query(str(path))


def test_text_that_is_no_name_is_sparql() -> None:
    """`find` leaves it to the engine; the vocabulary knows its own words."""
    assert find("SELECT * { ?s ?p ?o }") is None
    assert {"accused", "Airstrike", "notParty", "Ceasefire"} <= terms_known()


def test_every_query_and_view_is_documented() -> None:
    """docs/queries.md says which query is for which job."""
    text = (Path(__file__).parent.parent / "docs" / "queries.md").read_text(encoding="utf-8")
    assert [q.name for q in EVERY if f"`{q.name}`" not in text] == []
    named = set(re.findall(r"^\| [^|]+ \| ((?:`[\w-]+`(?:, )?)+) \|", text, re.M))
    known = {q.name for q in EVERY}
    assert {n for cell in named for n in re.findall(r"`([\w-]+)`", cell)} <= known

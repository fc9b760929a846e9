"""The library as a notebook uses it: open, add, ask, and what comes back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import URIRef

import truceline as tl
from golden import truce_ended, truce_told
from truceline.errors import DateError, QueryError, TrucelineError
from truceline.model import Facts

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def kg() -> tl.Graph:
    """The two golden articles, in memory."""
    graph = tl.Graph()
    graph.add(truce_told())
    graph.add(truce_ended())
    return graph


# ---------------------------------------------------------------- names


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "graph")},
    )
    return done.stdout.strip()


def test_at_most_twelve_names_at_top_level() -> None:
    """And all of them are there."""
    assert len(tl.__all__) <= 12
    assert all(getattr(tl, name) is not None for name in tl.__all__)
    assert set(tl.__all__) < set(dir(tl))


@pytest.mark.parametrize(
    "first", ["tl.make_article", "tl.extract_all", "import truceline.extract, truceline.read", "tl.Graph()"]
)
def test_a_room_never_takes_the_place_of_a_function(first: str) -> None:
    """`tl.read` and `tl.extract` are functions whatever was used before them."""
    assert run(f"import truceline as tl\n{first}\nprint(callable(tl.read), callable(tl.extract))") == "True True"


def test_importing_costs_next_to_nothing() -> None:
    """`import truceline` loads neither spaCy nor rdflib nor pyoxigraph."""
    heavy = run(
        "import sys, truceline\nprint([m for m in ('spacy', 'rdflib', 'pyoxigraph', 'networkx') if m in sys.modules])"
    )
    assert heavy == "[]"


def test_asking_loads_no_rdf_library_and_no_linker() -> None:
    """What is asked of a folder most often needs neither: half of the time of a short question went there."""
    heavy = run(
        "import sys, truceline.graph, truceline.store, truceline.cli\n"
        "import truceline.ask.status, truceline.ask.timeline, truceline.ask.claims, truceline.ask.ranking\n"
        "print([m for m in ('spacy', 'rdflib', 'networkx', 'truceline.link.linking', 'truceline.find') if m in sys.modules])"
    )
    assert heavy == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = tl.nonsense


# ---------------------------------------------------------------- articles


def test_adding_returns_what_is_known(kg: tl.Graph) -> None:
    """Facts in, facts out; the same again changes nothing."""
    facts = truce_told()
    before = len(kg.store.index())
    assert isinstance(kg.add(facts), Facts) and kg.count() == 2
    assert len(kg.store.index()) == before
    assert [a.id for a in kg.articles()] == ["first", "second"]
    assert repr(kg) == "<truceline.Graph in memory: 2 articles>"


def test_an_article_is_read_only_once(kg: tl.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that is there is not extracted again."""
    import truceline.extract  # noqa: F401

    def refuse(_: object) -> None:
        raise AssertionError("extracted again")

    monkeypatch.setattr(sys.modules["truceline.extract"], "extract", refuse)
    article = truce_told().article
    assert kg.add(article).article == article
    assert list(kg.unread([article, replace(article, id="new", hash="f" * 64, url=None)])) != []


def test_a_folder_is_closed_and_opened_again(tmp_path: Path) -> None:
    """What was added is there in the next session."""
    with tl.Graph.open(tmp_path / "kg", create=True) as graph:
        graph.add(truce_told())
    with tl.Graph.open(tmp_path / "kg") as graph:
        assert graph.count() == 1 and str(tmp_path / "kg") in repr(graph)
        assert next(graph.facts()) == truce_told()


def test_answers_follow_what_is_added(kg: tl.Graph) -> None:
    """A question asked before does not freeze the answer."""
    graph = tl.Graph()
    assert len(graph.timeline()) == 0
    graph.add(truce_told())
    first = len(graph.timeline())
    graph.add(truce_ended())
    assert 0 < first < len(graph.timeline()) == len(kg.timeline())


def test_a_corrected_article_takes_its_place() -> None:
    """The same address with another text: the old facts are gone from every answer."""
    facts = truce_told()
    corrected = replace(facts, article=replace(facts.article, text=facts.article.text + " ", hash="a" * 64))
    graph = tl.Graph()
    graph.add(facts)
    graph.add(corrected)
    assert graph.count() == 1
    (row,) = graph.query("SELECT ?h { ?a tl:textHash ?h }")
    assert str(row.h) == "a" * 64


# ---------------------------------------------------------------- questions


def test_a_query_gives_rows_with_names(kg: tl.Graph) -> None:
    """Rows by name and by position, length, truth, and a data frame."""
    found = kg.query("SELECT ?f ?n { ?f tl:lower ?n }")
    (row,) = found
    assert int(row.n) == int(row[1]) == 40 and len(found) == 1 and found
    assert kg.query("ASK { ?x a tl:Ceasefire }").truth is True
    assert not kg.query("ASK { ?x a tl:Nonsense }")
    pytest.importorskip("pandas", reason="data frames need pandas")
    assert list(found.to_pandas().columns) == ["f", "n"] and found.to_pandas().n[0] == 40


def test_parameters_are_names_as_people_type_them(kg: tl.Graph) -> None:
    """By label, alias, part of a name, IRI or slug."""
    for name in (
        "Rudolf Rassendyll",
        "rassendyll",
        "Rudolf R.",
        ":rassendyll",
        "https://w3id.org/truceline/id/rassendyll",
    ):
        (row,) = kg.query("offices", actor=name)
        assert str(row.office) == "envoy"


def test_typed_answers_take_the_filters_of_the_command_line(kg: tl.Graph) -> None:
    """Timeline, claims and figures; dates as text or as dates."""
    assert [h.kind for h in kg.timeline(actor="Rassendyll")] == ["Meeting"]
    assert {h.kind for h in kg.timeline(kind="Attack")} == {"Shelling"}
    on_that_day = [h.kind for h in kg.timeline(since=date(2021, 3, 14), until="14 March 2021")]
    assert "ended" in on_that_day and "Meeting" not in on_that_day
    assert [c.said.stance for c in kg.claims(speaker="Hentzau")] == ["accused", "threatened"]
    assert [c.said.speaker for c in kg.claims(stance="denied")] == ["Free Corps"]
    assert {f.text for f in kg.figures(place="Ruritania")} == {"at least 40", "about 12", "25"}
    assert len(kg.figures(place="Zenda")) == 0


def test_status_says_who_says_so(kg: tl.Graph) -> None:
    """The answer, the truce, and the sentence."""
    status = kg.status(on="2021-03-03", place="Strelsau")
    assert status.answer == "in force"
    assert "A truce brokered by Syldavia began" in status.truces[0].says[0].sentence
    assert kg.status(on=date(2021, 3, 14)).answer == "not in force"


def test_answers_are_frozen_and_show_themselves(kg: tl.Graph) -> None:
    """In a terminal, in a notebook, as JSON."""
    timeline = kg.timeline()
    with pytest.raises(FrozenInstanceError):
        timeline.rows = ()  # type: ignore[misc]
    for answer in (timeline, kg.claims(), kg.figures(), kg.status("2021-03-03"), kg.query("meetings")):
        assert "Rudolf" in str(answer) or "Strelsau" in str(answer) or "Syldavia" in str(answer)
        assert answer._repr_html_().startswith(("<table>", "<pre>"))
    assert timeline.to_json()[0]["says"][0]["sentence"]


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda kg: kg.timeline(actor="Nobody"), QueryError, "No actor in this graph goes by 'Nobody'"),
        (lambda kg: kg.timeline(kind="Atack"), QueryError, "near ones are Attack"),
        (lambda kg: kg.timeline(colour="red"), QueryError, "no filter 'colour'"),
        (lambda kg: kg.timeline(since="2021", until="2020"), QueryError, "is after"),
        (lambda kg: kg.status(on="someday"), DateError, "'someday' is not a date"),
        (lambda kg: kg.query("no-such-query"), QueryError, "no query named"),
        (lambda kg: kg.draw("x.html", view="moon"), TrucelineError, "no view"),
    ],
)
def test_a_mistake_is_one_sentence(kg: tl.Graph, ask: object, error: type[Exception], says: str) -> None:
    """That says what was wrong and what there is."""
    with pytest.raises(error, match=says) as told:
        ask(kg)  # type: ignore[operator]
    assert "\n" not in str(told.value)


# ---------------------------------------------------------------- other shapes


def test_the_same_triples_as_rdflib_sees_them(kg: tl.Graph) -> None:
    """A Dataset over the same store; everything is in the default graph, so no query needs GRAPH."""
    rows = kg.rdf.query("SELECT ?t { ?t a tl:Ceasefire }")
    assert [r[0] for r in rows] == [URIRef("https://w3id.org/truceline/id/ceasefire/ruritania-2021-03-01")]
    assert len(kg.rdf) == len(kg.store.index())


def test_drawing_writes_one_file(kg: tl.Graph, tmp_path: Path) -> None:
    """The page comes from the graph, under the filters of the timeline."""
    page = kg.draw(tmp_path / "page.html", title="Ruritania", actor="Hentzau")
    body = page.read_text(encoding="utf-8")
    assert page == tmp_path / "page.html" and "<title>Ruritania" in body and "Hentzau" in body
    with pytest.raises(QueryError, match="goes by"):
        kg.draw(tmp_path / "none.html", actor="Nobody")
    assert not (tmp_path / "none.html").exists()

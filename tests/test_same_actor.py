"""Whether two actors are one is asked, decided by a person, and holds from then on."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from rebuilt import afresh, told
from serving import TOKEN, server
from truceline.ask.unsure import unsure
from truceline.cli import main
from truceline.extract import extract
from truceline.graph import Graph
from truceline.link.actor_pairs import Named, maybe
from truceline.model import BASE
from truceline.read import make_article
from truceline.store.deciding import decide, decided_on, merge, standing, withdraw

FIRST, SECOND = f"{BASE}anselm-brodek", f"{BASE}a-brodek"
ARTICLES = (
    ("Anselm Brodek, the governor of Valdova, accused the Northern Front on Monday of shelling the town, and denied that he had broken the truce.", "a", "2024-03-04"),
    ("Governor A. Brodek said on Tuesday that the Northern Front had shelled the town again, killing four people.", "b", "2024-03-05"),
    ("President Brodek met Karel Ostrov on Wednesday, and said that rebels had shelled the town.", "c", "2024-03-06"),
)  # fmt: skip


@pytest.fixture
def kg(tmp_path: Path) -> Path:
    """Three articles that name one governor in three ways."""
    with Graph.open(tmp_path / "kg", create=True) as graph:
        for article in ARTICLES:
            graph.add(make_article(*article))
    return tmp_path / "kg"


def offered(graph: Graph) -> list[tuple[str, ...]]:
    """The pairs of actors that people are asked about."""
    rows = unsure(graph.book, decided_on(graph.store)).rows
    return [r.iris for r in rows if r.why == "may be the same actor"]


def alone(graph: Graph) -> str:
    """The governor as the third article alone knows him."""
    return next(iri for pair in offered(graph) for iri in pair if "/article/" in iri)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Anselm Brodek",), ("A. Brodek",)),
        (("Yusuf Qadhiri",), ("Yousef Gadheri",)),
        (("Administrator Tomas Revin",), ("Tomas Revin",)),
        (("Tomas Revin",), ("Tomas Ilya Revin",)),
    ],
)
def test_names_of_persons_that_may_be_one(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    """An initial, another spelling, a title that stuck to the name, a further name."""
    assert maybe(Named("urn:a", True, one), Named("urn:b", True, two))
    assert maybe(Named("urn:b", True, two), Named("urn:a", True, one))
    assert not maybe(Named("urn:a", True, one), Named("urn:b", False, two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Anselm Brodek",), ("Berta Brodek",)),
        (("Anselm Brodek",), ("Anselm Brodski",)),
        (("Anselm Brodek",), ("B. Brodek",)),
        (("Brodek",), ("Anselm Brodek",)),
        (("Anselm",), ("Anselm Brodek",)),
        (("Ilya Revin Tomas",), ("Tomas Revin",)),
    ],
)
def test_names_of_persons_that_are_two(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    """Another given name, another family name, a family name without anything that brings the two together."""
    assert not maybe(Named("urn:a", True, one), Named("urn:b", True, two))


@pytest.mark.parametrize(
    ("one", "two", "may"),
    [
        ("NVF", "Northern Valley Front", True),
        ("NVF", "Front of the Northern Valley", False),
        ("NVF", "Northern valley forces", False),
        ("NF", "Northern Front", False),
        ("Jabhat Harir", "Jabhat Hareer", True),
        ("Northern Front", "Southern Front", False),
        ("Front", "Frunt", False),
    ],
)
def test_names_of_bodies(one: str, two: str, may: bool) -> None:
    """The first letters of a name of three words and more, and two spellings; nothing shorter."""
    assert maybe(Named("urn:a", False, (one,)), Named("urn:b", False, (two,))) is may


def test_names_count_where_somebody_is_described_elsewhere() -> None:
    """A body that one article names and another only describes is compared by its name, in both orders of coming."""
    texts = (
        ("The Northern Valley Front said on Monday that it had shelled Valdova.", "a", "2024-03-04"),
        ("The NVF denied on Tuesday that it had shelled Valdova.", "b", "2024-03-05"),
    )
    for several in (texts, texts[::-1]):
        graph = Graph()
        for article in several:
            (facts,) = [extract(make_article(*article))]
            nameless = tuple(replace(m, head="nominal") for m in facts.notes.mentions)
            graph.add(facts)
            text = facts.article.text + " "
            other = replace(facts.article, id=article[1] * 2, text=text, hash=sha256(text.encode()).hexdigest())
            graph.add(replace(facts, article=other, notes=replace(facts.notes, mentions=nameless)))
        assert offered(graph) == [(f"{BASE}northern-valley-front", f"{BASE}nvf")]


def test_a_family_name_alone_needs_nearness() -> None:
    """It may be that of somebody named in full within a month; two in full of the gazetteer are never one."""
    own = Named(f"{BASE}article/0/actor/brodek", True, ("Brodek",), ("2024-03-06",))
    assert maybe(own, Named(FIRST, True, ("Anselm Brodek",), ("2024-03-04",)))
    assert not maybe(own, Named(FIRST, True, ("Anselm Brodek",), ("2024-09-04",)))
    assert not maybe(own, Named(FIRST, True, ("Anselm Brodek",)))
    known = [Named(BASE + slug, True, ("X Y",)) for slug in ("john-kerry", "sergei-lavrov")]
    assert not maybe(*known) and maybe(known[0], Named("urn:a", True, ("X Y",)))


def test_days_between_two_articles_are_counted_from_either_side() -> None:
    """Of many days on which two were named, one pair within some weeks is enough, whichever comes first; none is not."""
    own = Named(f"{BASE}article/0/actor/brodek", True, ("Brodek",), ("2023-01-01", "2024-03-06"))
    for days, near in (
        (("2022-01-01", "2023-01-31", "2025-01-01"), True),
        (("2022-12-02",), True),
        (("2022-11-30", "2023-02-03", "2024-02-03", "2024-04-07"), False),
    ):
        full = Named(FIRST, True, ("Anselm Brodek",), days)
        assert maybe(own, full) is maybe(full, own) is near


def test_one_person_by_three_names(kg: Path) -> None:
    """Said to be one, they are one in claims, SPARQL, networkx and what the log alone gives; taken back, they are three again."""
    before = told(kg)
    with Graph.open(kg) as graph:
        assert set(offered(graph)) == {
            tuple(sorted(p)) for p in ((FIRST, SECOND), (FIRST, alone(graph)), (SECOND, alone(graph)))
        }
        third = alone(graph)
        decide(graph.store, "same", (FIRST, SECOND), "Flavia")
        assert {frozenset(p) for p in offered(graph)} == {frozenset((FIRST, third))}
        decide(graph.store, "same", (SECOND, third), "Flavia", why="there is one governor")
        assert not offered(graph)
        assert {c.said.speaker for c in graph.claims(speaker="A. Brodek").rows} == {"Anselm Brodek"}
        assert {c.said.published for c in graph.claims(speaker="Anselm Brodek").rows} == {
            "2024-03-04",
            "2024-03-05",
            "2024-03-06",
        }
        assert not graph.query(f"ASK {{ <{SECOND}> ?p ?o }}") and not graph.query(
            f"ASK {{ ?s ?p <{third}> FILTER(?p != tl:linked && ?p != tl:about) }}"
        )
        assert [str(r[0]) for r in graph.query(f"SELECT ?n {{ <{FIRST}> rdfs:label ?n }}").rows] == ["Anselm Brodek"]
        assert graph.query(
            f"ASK {{ ?l a tl:Link ; tl:linked <{SECOND}> ; tl:linkedTo <{FIRST}> ; tl:linkReason 'decided' }}"
        )
        assert SECOND not in graph.to_networkx(view="claims") and graph.check().ok
    assert told(kg) == afresh(kg) != before
    with Graph.open(kg) as graph:
        for d in standing(graph.store):
            withdraw(graph.store, d, "Flavia")
        assert len(offered(graph)) == 3
    assert told(kg) == afresh(kg) == before


def test_the_desk_asks_no_more_than_it_needs(kg: Path) -> None:
    """Three names need two answers by key; undone, the last question and what followed from it are there again."""
    with server(kg) as url, httpx.Client(cookies={"truceline_desk": TOKEN}, follow_redirects=True) as client:
        asked = []
        while "may be the same actor" in (shown := client.get(f"{url}/desk").text):
            asked.append(re.findall(r'name="(?:one|two)" value="([^"]+)"', shown))
            client.post(
                f"{url}/desk/decide", data={"decided": "same", "one": asked[-1][0], "two": asked[-1][1], "by": "Flavia"}
            )
        assert len(asked) == 2
        client.post(f"{url}/desk/decide", data={"decided": "undo", "by": "Flavia"})
        again = [client.get(f"{url}/desk?at={n}").text for n in range(3)]
        assert ["may be the same actor" in shown for shown in again] == [True, False, False]
    with Graph.open(kg) as graph:
        assert [d.decided for d in standing(graph.store)] == ["same"]


def test_two_that_are_called_different(kg: Path) -> None:
    """They are asked about no more, are not `tl:possiblySameAs`, and stay two when somebody joins each to a third."""
    with Graph.open(kg) as graph:
        third = alone(graph)
        decide(graph.store, "different", (FIRST, SECOND), "Flavia")
        assert (SECOND, FIRST) not in offered(graph)
        assert not graph.query(f"ASK {{ <{SECOND}> tl:possiblySameAs|^tl:possiblySameAs <{FIRST}> }}")
        for one in (FIRST, SECOND):
            decide(graph.store, "same", (one, third), "Flavia")
        assert graph.query(f"ASK {{ <{FIRST}> a tl:Actor . <{SECOND}> a tl:Actor }}")
    assert told(kg) == afresh(kg)


def test_it_holds_in_a_corrected_article_and_for_what_comes_later(kg: Path) -> None:
    """The article that named him alone is corrected, another comes that names him again: he is still one."""
    with Graph.open(kg) as graph:
        third = alone(graph)
        decide(graph.store, "same", (FIRST, third), "Flavia")
        decide(graph.store, "different", (SECOND, third), "Flavia")
        text, name, day = ARTICLES[2]
        graph.add(make_article(text + " An earlier version had another day.", name, day))
        graph.add(make_article("Anselm Brodek denied on Friday that the town had fallen.", "d", "2024-03-08"))
        assert len(graph.articles()) == 4 and not any("/brodek" in pair[0] + pair[1] for pair in offered(graph))
        assert {c.said.published for c in graph.claims(speaker="Anselm Brodek").rows} >= {
            "2024-03-04",
            "2024-03-06",
            "2024-03-08",
        }
        (now,) = {iri for d in standing(graph.store) for iri in d.about} - {FIRST, SECOND}
        assert (
            now != third
            and graph.query(f"ASK {{ ?d tl:about <{now}> }}")
            and not graph.query(f"ASK {{ ?d tl:about <{third}> }}")
        )
    assert told(kg) == afresh(kg)


def test_two_desks_are_merged(kg: Path, tmp_path: Path) -> None:
    """Each takes over what the other decided, by file; of two decisions about one pair the later stands on both."""
    other, run = tmp_path / "other", CliRunner()
    shutil.copytree(kg, other)
    with Graph.open(kg) as mine, Graph.open(other) as theirs:
        third = alone(mine)
        decide(mine.store, "same", (FIRST, SECOND), "Flavia")
        decide(theirs.store, "same", (FIRST, third), "Rudolf")
        (late,) = decide(theirs.store, "different", (FIRST, SECOND), "Rudolf")
    for here, there in ((kg, other), (other, kg)):
        file = tmp_path / "decisions.jsonl"
        lines = run.invoke(main, ["review", str(there), "--decided"]).output
        file.write_text(lines.replace(late.created, "2099-01-01T00:00:00Z") if there == other else lines)
        assert run.invoke(main, ["review", str(here), "--import", str(file)]).exit_code == 0
    with Graph.open(kg) as mine, Graph.open(other) as theirs:
        assert {(d.about, d.decided) for d in standing(mine.store)} == {
            ((SECOND, FIRST), "different"),
            (tuple(sorted((FIRST, third))), "same"),
        }
        assert merge(theirs.store, mine.store.decisions()) == 0
        assert mine.query(f"ASK {{ <{SECOND}> a tl:Actor . <{FIRST}> a tl:Actor }}") and not mine.query(
            f"ASK {{ <{third}> a tl:Actor }}"
        )
    assert told(kg) == afresh(kg)


def test_whom_a_text_only_describes_can_be_said_to_be_somebody(kg: Path) -> None:
    """Rebels are the Northern Front if a person says so, by the command; two things of two sorts are never one."""
    run = CliRunner()
    with Graph.open(kg) as graph:
        rebels = next(
            str(r[0]) for r in graph.query("SELECT ?a { ?a a tl:Actor }").rows if str(r[0]).endswith("/rebels")
        )
        event = graph.timeline().rows[0].iri
    done = run.invoke(main, ["review", str(kg), "--same", ":northern-front", rebels])
    assert done.exit_code == 0, done.output
    with Graph.open(kg) as graph:
        assert not graph.query(f"ASK {{ <{rebels}> a tl:Actor }}")
        days = {r.says[0].published for r in graph.timeline(actor="Northern Front", kind="Attack").rows}
        assert len(days) == 3
    done = run.invoke(main, ["review", str(kg), "--same", ":northern-front", event])
    assert done.exit_code == 2 and "not two events, two ceasefires or two actors" in done.output
    assert json.loads(run.invoke(main, ["review", str(kg), "--json"]).output)
    assert told(kg) == afresh(kg)

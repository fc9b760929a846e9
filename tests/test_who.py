"""Mentions of actors: names, descriptions, their classes and edges; sentences of our own from many conflicts."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.analysis.parse import parse, parse_all
from truceline.find.mentions import actors, places
from truceline.know import nouns
from truceline.model import Notes
from truceline.read.article import make_article

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "who.jsonl").read_text("utf-8").splitlines()]
FLOOR = 0.95
"""The share of the sentences in which every mention is right, and none too many."""

CLASSES = frozenset(
    [
        "Person",
        "State",
        "Government",
        "ArmedForces",
        "ArmedGroup",
        "InternationalOrganization",
        "NonGovernmentalOrganization",
        "MediaOrganization",
        "Coalition",
        "PopulationGroup",
        "UnnamedGroup",
    ]
)


def read(text: str) -> Notes:
    """Places and mentions of a text."""
    parsed = parse(make_article(text))
    return actors.FINDER.find(parsed, places.FINDER.find(parsed, Notes()))


def named(text: str) -> list[tuple[str, str]]:
    """Names and their classes."""
    return [(m.text, m.type) for m in read(text).mentions if m.head == "name"]


def test_sentences_from_many_conflicts() -> None:
    """At least the pinned share of the sentences is read exactly: words, class, name or description, and places."""
    wrong = []
    for case, parsed in zip(CASES, parse_all(make_article(c["text"]) for c in CASES), strict=True):
        notes = actors.FINDER.find(parsed, places.FINDER.find(parsed, Notes()))
        found = [[m.text, m.type, m.head] for m in notes.mentions if m.head != "pronoun"]
        if found != case["mentions"] or [p.text for p in notes.places] != case["places"]:
            wrong.append((case["text"], found, [p.text for p in notes.places]))
    for item in wrong:
        print(*item, sep="\n    ")
    assert len(CASES) >= 20
    assert 1 - len(wrong) / len(CASES) >= FLOOR


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chadian Foreign Minister Mahamat Saleh Annadif spoke.", "Mahamat Saleh Annadif"),
        ("The rebels' spokesman, Col. Biko Tumba, spoke.", "Biko Tumba"),
        ("Ms. Zuleika Andronikova waited.", "Zuleika Andronikova"),
        ("Former prime minister Anatole Mbembe spoke.", "Anatole Mbembe"),
        ("The lawyer Tadesse Worku Alemu spoke.", "Tadesse Worku Alemu"),
    ],
)
def test_titles_before_unknown_persons(text: str, name: str) -> None:
    """A title or a noun for a person shows that an unknown name is a person's; the title is no part of it."""
    assert (name, "Person") in named(text)


def test_roles_of_the_text() -> None:
    """The office, its state or organisation, and that it is a former one."""
    text = "Ukrainian Foreign Minister Dmytro Kuleba met former president Leonid Kuchma and UN envoy Ian Martin."
    roles = [(r.role, (r.organization or "").rsplit("/", 1)[-1]) for r in read(text).roles]
    assert roles == [("foreign minister", "ukraine"), ("former president", ""), ("envoy", "united-nations")]


def test_country_adjective_in_a_title_is_no_mention() -> None:
    """ "US official": the country only says where somebody belongs."""
    assert named("A US official and the British ambassador met.") == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Moscow accused the rebels.", True),
        ("Fighting reached Moscow.", False),
        ("Talks were held in Damascus.", False),
        ("Damascus rejected the offer.", True),
        ("Kyiv was quiet at dawn.", False),
        ("Kyiv was ready for talks.", True),
        ("Police in Ankara arrested six men.", False),
        ("The deal between Ankara and Athens collapsed.", True),
    ],
)
def test_capitals_act_or_are_places(text: str, actor: bool) -> None:
    """A capital that acts is its state; where something happens it is a place."""
    notes = read(text)
    capital = next(w for w in ("Moscow", "Damascus", "Kyiv", "Ankara") if w in text)
    assert (capital in [m.text for m in notes.mentions if m.type == "State"]) is actor
    assert (capital in [p.text for p in notes.places]) is not actor


def test_credits_are_marked_and_nothing_else_is() -> None:
    """A name in a picture's credit is a mention; bylines and links hold none."""
    text = "Market in Goma reopens after truce\n\nTraders came back on Monday.\n\nImage: Amani Kabasha.\n"
    mentions = [m.text for m in read(text).mentions]
    assert "Amani Kabasha" in mentions


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=100),
        st.lists(st.sampled_from(["Gen.", "Kim", "the rebels", "UN", ",", "(", ")", "said", "al-Amin", "Jr.", "his", "\n", "Kyiv", "'s", "–", "é"]), max_size=20).map(" ".join),
    )
)  # fmt: skip
def test_spans_for_any_text(text: str) -> None:
    """Whatever the text: spans are the words, never blank, classes are of the vocabulary, names do not overlap."""
    notes = read(text)
    assert notes == read(text)
    for m in notes.mentions:
        assert text[m.start : m.end] == m.text and m.text.strip() == m.text != ""
        assert m.type in CLASSES and m.head in ("name", "nominal", "pronoun")
    inner = sorted(
        (m.start, m.end) for m in notes.mentions if m.head == "name" and not (m.rule or "").startswith("noun")
    )
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(inner))


def test_lexicons_name_classes_of_the_vocabulary() -> None:
    """Every head noun and word of a name gives a class that exists."""
    assert {c for n in nouns.heads().values() for c in (n.one, n.several)} <= CLASSES
    assert all(nouns.type_of_name(f"Some {w.title()}") in CLASSES | {None} for w in nouns.endings())

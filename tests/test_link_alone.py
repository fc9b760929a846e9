"""Those told without a noun of their own, counted or named after: the Ruritanian, both, "the general who …, X", arms that act, "we" of a speaker's side."""

from __future__ import annotations

import pytest

from truceline.analysis.parse import parse
from truceline.chain import run
from truceline.link.linking import resolve
from truceline.model import Mention, Notes
from truceline.read.article import make_article


def read(text: str) -> Notes:
    """What is read in a text of May 2012."""
    parsed = parse(make_article(text, published="2012-05-04"))
    return resolve(parsed, run(parsed))


def found(notes: Notes, words: str) -> Mention | None:
    """The last mention of just these words."""
    return next((m for m in reversed(notes.mentions) if m.text == words), None)


def labels(notes: Notes, words: str) -> set[str]:
    """Whom these words mean, by label or id."""
    m, known = found(notes, words), {a.iri: a.label for a in notes.actors}
    iris = (m.members or ((m.actor,) if m.actor else ())) if m else ()
    return {known.get(iri, iri.rsplit("/", 1)[-1]) for iri in iris}


NATIVES = [
    ("General Kwame Boadu met Ivo Stern in Lome. The Ghanaian left first.", "The Ghanaian", "Person"),
    ("The terms were carried by two men. The Finn said nothing.", "The Finn", "Person"),
    ("Lisbon is ready to mediate. The generals trust the Portuguese.", "the Portuguese", "State"),
]


@pytest.mark.parametrize(("text", "words", "kind"), NATIVES)
def test_the_land_alone_tells_a_person_or_a_people(text: str, words: str, kind: str) -> None:
    """ "The Ghanaian" is a person, "the Portuguese" stands for the state."""
    m = found(read(text), words)
    assert m is not None
    assert m.type == kind


@pytest.mark.parametrize(
    "text",
    ["Talks in the Russian capital ended.", "He spoke Russian.", "The Ghanaian army left.", "It was a Ghanaian."],
)
def test_an_adjective_before_a_noun_is_no_person(text: str) -> None:
    """Adjectives of lands before a noun, languages and predicates name no person."""
    assert not [m for m in read(text).mentions if (m.rule or "").startswith("native:")]


PAIRS = [
    ("Ana Ruiz and Leon Petit met in Quito. Both smiled.", "Both", {"Ana Ruiz", "Leon Petit"}),
    ("Ana Ruiz received Leon Petit in Quito. The two talked for hours.", "The two", {"Ana Ruiz", "Leon Petit"}),
    ("Peru and Ecuador fought over the Cenepa. Both governments want peace.", "Both governments", {"peru-government", "ecuador-government"}),
    ("Peruvian border guards fired at Ecuador's army. The two republics then talked.", "The two republics", {"Peru", "Ecuador"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "who"), PAIRS)
def test_two_told_together_are_both(text: str, words: str, who: set[str]) -> None:
    """ "Both", "the two" and "both governments" carry the two told together last as members."""
    assert {w.split("/")[-1] for w in labels(read(text), words)} == who or len(labels(read(text), words)) == 2


def test_both_before_a_noun_is_no_mention_of_its_own() -> None:
    """ "Both" that only counts a noun, and "both A and B", are no mentions."""
    notes = read("Both sides left. He praised both Ana Ruiz and Leon Petit.")
    assert not [m for m in notes.mentions if m.rule == "count:two"]


NAMED_AFTER = [
    ("The general who ran the campaign, Ivo Stern, is spoken of as a successor.", "The general", "Ivo Stern"),
    ("A minister in Lome, Kofi Mensah, talked the gunmen home.", "A minister", "Kofi Mensah"),
    ("A group called the Green Valley Front claimed the raid.", "A group", "Green Valley Front"),
]


@pytest.mark.parametrize(("text", "words", "who"), NAMED_AFTER)
def test_a_name_set_off_after_a_description_is_its_own(text: str, words: str, who: str) -> None:
    """Who is described at some length and then named between commas is one."""
    assert labels(read(text), words) == {who}


def test_a_name_that_goes_on_is_somebody_else() -> None:
    """A name that is no apposition is not who was described before it."""
    assert "Ivo Stern" not in labels(read("The general who ran the campaign told Ivo Stern to leave."), "The general")


ARMS = [
    ("Ethiopian planes bombed Asmara.", "Ethiopian planes", True),
    ("Warplanes bombed the market in Omdurman.", "Warplanes", True),
    ("Sudan bought warplanes.", "warplanes", False),
    ("Two tanks were destroyed.", "tanks", False),
]


@pytest.mark.parametrize(("text", "words", "is_force"), ARMS)
def test_arms_that_act_are_a_force(text: str, words: str, is_force: bool) -> None:
    """Planes that bomb are somebody's forces; planes that are bought or hit are things."""
    m = found(read(text), words)
    assert (m is not None and m.type == "ArmedForces") == is_force


WE = [
    ('The Green Valley Front took Riverton. "We will not leave," said Ivo Stern, a rebel commander.', "Green Valley Front"),
    ('"We hold the bridge," General Ivo Stern said. The Ghanaian army reached Riverton on Monday.', None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "side"), WE)
def test_we_is_no_single_person(text: str, side: str | None) -> None:
    """ "We" of a commander is his side, not himself."""
    who = labels(read(text), "We")
    assert who
    assert who != {"Ivo Stern"}
    assert side is None or who == {side}


def test_a_day_before_a_plural_is_no_part_of_it() -> None:
    """ "On Sunday gunmen …" tells of gunmen."""
    assert found(read("On Sunday gunmen attacked Riverton."), "gunmen") is not None


THINGS = [
    "The mission failed.",
    "The body was found in the river.",
    "The patrol boat sank near the front.",
    "They moved the front to the north.",
]


@pytest.mark.parametrize("text", THINGS)
def test_nouns_for_things_and_bodies_are_somebody_only_where_they_act(text: str) -> None:
    """A mission that failed, a body in the river and a front that moves are nobody."""
    nouns = {"noun:mission", "noun:body", "noun:front"}
    assert not [m for m in read(text).mentions if m.rule in nouns]


def test_a_mission_that_acts_is_somebody() -> None:
    """ "The mission said" is somebody."""
    assert found(read("The UN mission said that five people died."), "The UN mission") is not None

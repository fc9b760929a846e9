"""Whom a person leads, speaks for or belongs to where no title tells it, and what that makes of descriptions."""

from __future__ import annotations

import pytest

from truceline.analysis.parse import parse
from truceline.chain import run
from truceline.link.discourse import Book
from truceline.link.linking import linked
from truceline.read.article import make_article


def book(text: str) -> Book:
    """The book of a text with all mentions linked."""
    parsed = parse(make_article(text, published="2005-05-05"))
    return linked(parsed, run(parsed))


def told(text: str, words: str) -> str | None:
    """The label of whom the first mention of these words means."""
    found = book(text)
    e = next(found.entity(n) for n, m in enumerate(found.notes.mentions) if m.text == words)
    return e.label if e else None


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ivo Stern, who heads the Ruritanian Liberation Front, left on Monday.", "leader"),
        ("The Ruritanian Liberation Front, commanded by Ivo Stern, left on Monday.", "leader"),
        ("Ivo Stern leads a wing of the Ruritanian Liberation Front.", "leader"),
        ("Ivo Stern signed for the Ruritanian Liberation Front on Monday.", "representative"),
        ("Ivo Stern of the Ruritanian Liberation Front left on Monday.", ""),
    ],
)
def test_verbs_and_prepositions_tell_whose_a_person_is(text: str, office: str) -> None:
    """Who leads a body by a verb, signs for it or is "of" it has an office of it; "" where nothing closer is told."""
    persons = [e for e in book(text).entities.values() if e.label == "Ivo Stern"]
    assert [e.offices for e in persons] == [[(office, "ruritanian-liberation-front")]]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Stern met the Ruritanian Liberation Front on Monday.",
        "Ivo Stern led the talks with the Ruritanian Liberation Front.",
        "Ivo Stern waited for the Ruritanian Liberation Front.",
    ],
)
def test_other_verbs_tell_no_office(text: str) -> None:
    """Who meets a body, leads talks with it or waits for it has no office of it."""
    assert not [e.offices for e in book(text).entities.values() if e.label == "Ivo Stern" and e.offices]


def test_a_land_by_possessor_is_no_office() -> None:
    """ "Accra's Jerry Vale" is of Ghana, and nobody's envoy."""
    e = next(e for e in book("On Monday Accra's Jerry Vale left.").entities.values() if e.label == "Jerry Vale")
    assert (e.country, e.offices) == ("ghana", [])


def test_fighters_with_a_capital_are_described() -> None:
    """ "The Islamists" is no name: it takes up the group told of before; within a name it stays one."""
    assert told("In Gaza Hamas agreed. On Monday the Islamists fired no rocket.", "the Islamists") == "Hamas"
    assert told("The Ole Miss Rebels won on Monday.", "Ole Miss Rebels") == "Ole Miss Rebels"


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("All mercenaries are to leave on Monday.", "All mercenaries", "mercenaries"),
        ("Some sixty protesters sat on the road.", "protesters", "protesters"),
    ],
)
def test_how_many_is_no_part_of_who(text: str, words: str, label: str) -> None:
    """Words that count are left out of the label of those described."""
    assert (told(text, words) or "").split(" in ")[0] == label


def test_who_acts_behind_a_name_is_another() -> None:
    """In "whose leader, X, the imam has visited" the imam is not X; "the corporal, who had to thank his host, X" is not X either."""
    assert (
        told("The rebels trained in Libya, whose leader, Colonel Ivo Stern, the imam has visited.", "the imam")
        != "Ivo Stern"
    )
    assert told("The judge, a friend of Ivo Stern, left. Ivo Stern, the judge, left.", "the judge") == "Ivo Stern"


def test_who_is_quoted_says_it() -> None:
    """In "quoted the army as saying that it had …" the army speaks, not the outlet."""
    assert (
        told("Reuters quoted the Ukrainian army as saying that it had pulled back.", "it") == "Armed Forces of Ukraine"
    )

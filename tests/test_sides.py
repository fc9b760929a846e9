"""Who is a side where no words say so: only those whose fight is told beside the truce, never who is left out of it."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.extract import extract
from truceline.read import make_article


def standings(text: str) -> set[tuple[str, str]]:
    """(label, standing) of all actors in the truces of a text."""
    facts = extract(make_article(text, published=date(2024, 3, 6)))
    label = {a.iri: a.label for a in facts.notes.actors}
    return {(label.get(p.actor or "", "?"), p.status) for t in facts.notes.ceasefires for p in t.parties}


@pytest.mark.parametrize(
    "text",
    [
        "The truce in Syria has held for a week, the envoy said. Residents came back. Shops opened. Russia bombed the Islamic State group near Raqqa.",
        "A ceasefire took hold in Yemen. Doctors attacked their neighbours over water, police said.",
        "The UN urged a truce. Troops of Chad fought Boko Haram near the lake on Monday. Rain fell. The market was empty. Nobody spoke of the truce.",
    ],
)
def test_a_fight_told_elsewhere_makes_nobody_a_side(text: str) -> None:
    """Two who fight somewhere in an article are not thereby the sides of the truce that it tells of."""
    assert not {who for who, standing in standings(text) if standing == "party"}


def test_a_fight_told_beside_the_truce_gives_its_sides() -> None:
    """In a short report the fight before the truce is the one that stops."""
    found = standings("Thailand and Cambodia clashed on their border on Monday. A ceasefire took effect at midnight.")
    assert {who for who, standing in found if standing == "party"} == {"Thailand", "Cambodia"}


def test_who_is_left_out_is_not_meant_by_the_rebels() -> None:
    """ "Rebels who signed up" are not the only group that the article names when that group is left out."""
    found = standings(
        "The town is held by rebels who signed up to the truce. Fighters of al-Shabaab, whom the truce does not cover, have offices nearby."
    )
    assert ("al-Shabaab", "excluded") in found and ("al-Shabaab", "party") not in found


def test_two_powers_that_broker_are_states() -> None:
    """ "The two powers" are the states named, not the sides that fight."""
    found = standings(
        "Norway and Kenya agreed on a new plan for Sudan. The earlier truce, which the two powers had brokered in February, had fallen apart."
    )
    assert {who for who, standing in found if standing == "broker"} == {"Norway", "Kenya"}

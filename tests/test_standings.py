"""Standings: each side once under its own name; who brokers, guarantees, monitors or only announces is no side."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.extract import extract
from truceline.link.camps import camp
from truceline.read import make_article


def standings(text: str, published: str = "2023-06-10") -> set[tuple[str, str]]:
    """(slug, status) of all truces of a text."""
    notes = extract(make_article(text, published=date.fromisoformat(published))).notes
    return {((p.actor or "").rsplit("/", 1)[-1], p.status) for t in notes.ceasefires for p in t.parties}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Clashes broke out between Armenia and Azerbaijan on Monday. Both countries agreed to a ceasefire.",
            {("armenia", "party"), ("azerbaijan", "party")},
        ),
        (
            "Fighting between the Syrian army and the Syrian Democratic Forces goes on despite a truce announced by both sides.",
            {("syria-armed-forces", "party"), ("syrian-democratic-forces", "party")},
        ),
        ("President Gustavo Petro announced a truce with the ELN.", {("colombia", "party"), ("eln", "party")}),
        ("The Israel-Hezbollah ceasefire collapsed.", {("israel", "party"), ("hezbollah", "party")}),
        (
            "The Houthis and the Yemeni government signed a truce after talks mediated by Oman.",
            {("houthis", "party"), ("yemen-government", "party"), ("oman", "broker")},
        ),
        (
            "Hamas and Israel agreed on a truce. The deal was reached thanks to Egyptian mediation.",
            {("hamas", "party"), ("israel", "party"), ("egypt", "broker")},
        ),
        (
            "The government of Colombia and the ELN extended their truce. Norway and Cuba act as guarantors.",
            {("colombia-government", "party"), ("eln", "party"), ("norway", "guarantor"), ("cuba", "guarantor")},
        ),
        (
            "The Houthis and the Yemeni government agreed on a truce. IGAD has been mediating between the two sides.",
            {
                ("houthis", "party"),
                ("yemen-government", "party"),
                ("igad", "broker"),
            },
        ),
        (
            "Israel and Hamas accused each other of breaching the ceasefire.",
            {("israel", "party"), ("hamas", "party")},
        ),
    ],
)
def test_who_stands_how(text: str, told: set[tuple[str, str]]) -> None:
    """Sides named beside, before or after; brokers by verb, noun and adjective; nobody else."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Qatar announced a ceasefire between Israel and Hamas.", "qatar"),
        ("The Yemeni government accused the Houthis of violating a truce.", "houthis"),
        ("The Red Cross urged Armenia to respect a ceasefire.", "armenia"),
        (
            "A truce between Chad and Sudan holds, the Syrian Observatory for Human Rights monitor said.",
            "syrian-observatory-for-human-rights",
        ),
        ("The Colombian army and the Colombian government declared a truce with the ELN.", "colombia-government"),
        ("Negotiators agreed on a ceasefire in Yemen.", "negotiators"),
    ],
)
def test_who_is_no_side(text: str, none: str) -> None:
    """Who announces the truce of others, is only accused or asked, watches something else, or is a side already."""
    assert not {(none, status) for status in ("party", "notParty", "monitor")} & standings(text)


def test_an_army_is_its_state_and_a_rival_government_is_not() -> None:
    """Institutions made of a state's name are one side with it; groups and rivals are sides of their own."""
    assert camp("colombia-armed-forces") == camp("colombia-government") == camp("colombia") == "colombia"
    assert camp("houthis") == "houthis" and camp("libyan-national-army") == "libyan-national-army"

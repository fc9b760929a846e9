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
        (
            "The army of Sudan and the Rapid Support Forces agreed to a truce. Saudi Arabia had persuaded both to stop.",
            {("sudan-armed-forces", "party"), ("rapid-support-forces", "party"), ("saudi-arabia", "broker")},
        ),
        (
            "The Houthis and the Yemeni government agreed on a truce. Sweden, which hosted the talks, praised both.",
            {("houthis", "party"), ("yemen-government", "party"), ("sweden", "broker")},
        ),
        (
            "The government of Sri Lanka and the Tamil Tigers have signed a ceasefire, Norway announced on Friday.",
            {("sri-lanka-government", "party"), ("tamil-tigers", "party"), ("norway", "broker")},
        ),
        (
            "The government of Myanmar signed a truce with eight groups. The Kachin Independence Army refused to sign.",
            {("myanmar-government", "party"), ("groups", "party"), ("kachin-independence-army", "notParty")},
        ),
        (
            "The Bosnian government and the Bosnian Serbs signed a truce. The M23 was not among the signatories.",
            {("bosnia-and-herzegovina-government", "party"), ("bosnian-serbs", "party"), ("m23", "notParty")},
        ),
        (
            "Thailand and Cambodia will stop fighting at midnight on Monday, Malaysia's prime minister Anwar Ibrahim said.",
            {("thailand", "party"), ("cambodia", "party")},
        ),
        (
            "Chad's junta and the FACT reached a truce at talks arranged by Doha.",
            {("chad-government", "party"), ("fact", "party"), ("qatar", "broker")},
        ),
        (
            "India and Pakistan agreed on a ceasefire. Donald Trump had announced the ceasefire first.",
            {("india", "party"), ("pakistan", "party"), ("donald-trump", "broker")},
        ),
        (
            "Indonesia's government and separatist rebels signed a ceasefire. The Free Aceh Movement fights for Aceh.",
            {("indonesia-government", "party"), ("free-aceh-movement", "party")},
        ),
        (
            "India and Pakistan said that their armies would observe a truce along the Line of Control from midnight.",
            {("india", "party"), ("pakistan", "party")},
        ),
        (
            "India and Pakistan agreed on a truce. The Hizbul Mujahideen said that it was not bound by the ceasefire.",
            {("india", "party"), ("pakistan", "party"), ("hizbul-mujahideen", "notParty")},
        ),
        (
            "Militias agreed on a truce. A general signed for the Seleka and a minister on behalf of the MNLA.",
            {("seleka", "party"), ("mnla", "party")},
        ),
        (
            "Chad and Sudan agreed on a truce after talks in Kuwait on Monday, which Oman will lead.",
            {("chad", "party"), ("sudan", "party"), ("oman", "broker")},
        ),
        (
            "A truce between Israel and Hezbollah will come into force on Monday, the UN chief, Kofi Annan, announced on Friday.",
            {("israel", "party"), ("hezbollah", "party"), ("kofi-annan", "broker")},
        ),
        (
            "Pakistan's government and the Pakistani Taliban agreed on a truce. The Afghan Taliban act as mediators.",
            {("pakistan-government", "party"), ("pakistani-taliban", "party"), ("taliban", "broker")},
        ),
        (
            "Chad and Sudan signed a truce. France and Oman witnessed the signing as guarantors.",
            {("chad", "party"), ("sudan", "party"), ("france", "guarantor"), ("oman", "guarantor")},
        ),
        (
            "Chad and Sudan signed a truce in Doha on Friday. Qatar negotiated it. French troops watch over the line.",
            {("chad", "party"), ("sudan", "party"), ("qatar", "broker"), ("france-armed-forces", "monitor")},
        ),
        (
            "A truce was extended on Friday. It binds the Congolese army and the M23.",
            {("democratic-republic-of-the-congo-armed-forces", "party"), ("m23", "party")},
        ),
        (
            "Macedonia's government and the National Liberation Army agreed on a truce.",
            {("north-macedonia-government", "party"), ("national-liberation-army-macedonia", "party")},
        ),
        (
            "The Houthis and the Yemeni government agreed on a truce at talks in the capital that Oman supervised.",
            {("houthis", "party"), ("yemen-government", "party"), ("oman", "broker")},
        ),
        ("Moqtada al-Sadr's ceasefire was holding in Najaf.", {("muqtada-al-sadr", "party")}),
        (
            "Indonesia and the Free Aceh Movement signed a memorandum in Helsinki that ends three decades of war. "
            "The deal will be watched by monitors from the European Union and ASEAN.",
            {
                ("indonesia", "party"),
                ("free-aceh-movement", "party"),
                ("european-union", "monitor"),
                ("asean", "monitor"),
            },
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
        ("Somalia's truce is holding.", "somalia"),
        ("Thailand called a truce between Chad and Sudan a success.", "thailand"),
        ("Donald Trump called the truce between Israel and Iran a vital first step.", "donald-trump"),
        ("The German army was forced to suspend its offensive as the armistice neared.", "germany-armed-forces"),
    ],
)
def test_who_is_no_side(text: str, none: str) -> None:
    """Who announces the truce of others, is only accused or asked, watches something else, or is a side already."""
    assert not {(none, status) for status in ("party", "notParty", "monitor")} & standings(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Israel and Hamas agreed on a truce. Egypt could not persuade both to disarm.", "egypt"),
        ("Israel and Hamas agreed on a truce. Egypt hosted the tournament.", "egypt"),
        ("Israel and Hamas agreed on a truce. Egypt has offered to mediate.", "egypt"),
        ("Israel and Hamas agreed on a truce. Egypt talked to both about trade.", "egypt"),
        ("The Colombian army and the ELN agreed on a truce, the army announced. Norway signed a trade deal.", "norway"),
        (
            "Chad and Sudan agreed on a truce. The former US president Jimmy Carter persuaded both to stop.",
            "united-states",
        ),
    ],
)
def test_who_brokers_nothing(text: str, none: str) -> None:
    """Who only tried, hosted or talked of something else, or held an office before, brought no truce about."""
    assert (none, "broker") not in standings(text)


def test_only_plurals_mean_both_sides() -> None:
    """ "The army of A" and "the people" are themselves; "the armies of both" are the sides."""
    assert standings("The army of the Philippines announced a truce.") == {("philippines-armed-forces", "party")}
    both = "Chad and Sudan are at war. The armies agreed on a truce."
    assert standings(both) == {("chad", "party"), ("sudan", "party")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The government and the rebels signed an accord in Accra to end fourteen years of war.", True),
        ("Both sides signed an agreement ending a decade of civil war.", True),
        ("The minister signed an agreement that ends a trade war.", False),
        ("An agreement to end the war is far away, the envoy said.", False),
        ("The two signed a peace agreement and talked about the war.", False),
    ],
)
def test_a_deal_that_ends_a_war(text: str, found: bool) -> None:
    """An accord that was made and ends the fighting is a truce without a word for one; others are none."""
    assert bool(extract(make_article(text, published=date(2003, 8, 19))).notes.ceasefires) == found


def test_an_army_is_its_state_and_a_rival_government_is_not() -> None:
    """Institutions made of a state's name are one side with it; groups and rivals are sides of their own."""
    assert camp("colombia-armed-forces") == camp("colombia-government") == camp("colombia") == "colombia"
    assert camp("houthis") == "houthis" and camp("libyan-national-army") == "libyan-national-army"

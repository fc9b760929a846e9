"""Whose they are: allies, troops and possessives, in sentences of our own from several conflicts."""

from __future__ import annotations

from functools import cache

import pytest

from truceline.extract import extract
from truceline.model import Facts
from truceline.read.article import make_article


@cache
def told(text: str) -> Facts:
    """What is read out of a text of 3 May 2020."""
    return extract(make_article(f"Report\n\n3 May 2020\n\n{text}\n", id="t"))


def meant(text: str, words: str) -> str | None:
    """Who is meant by the last mention of these words."""
    found = [m.actor for m in told(text).notes.mentions if m.text == words]
    return found[-1].rsplit("/", 1)[-1] if found and found[-1] else None


def parts(text: str, kind: str) -> set[tuple[str, str | None]]:
    """Roles and actors of the events of a kind."""
    events = [e for e in told(text).notes.events if e.kind == kind]
    return {(p.role, p.actor.rsplit("/", 1)[-1] if p.actor else None) for e in events for p in e.participants}


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The US and its allies back the rebels.", "its allies", "allies-of-the-united-states"),
        ("US allies welcomed the deal.", "US allies", "allies-of-the-united-states"),
        ("NATO allies met in Brussels.", "NATO allies", "allies-of-nato"),
        ("Saudi Arabia and its Gulf allies bombed Sanaa.", "its Gulf allies", "gulf-allies-of-saudi-arabia"),
        ("Washington accuses Russia of sending troops across the border.", "troops", "russia-armed-forces"),
        ("Eritrea, whose troops have fought in Tigray, did not come.", "whose troops", "eritrea-armed-forces"),
        ("Kyiv said it was ready to talk.", "it", "ukraine"),
        ("The Red Cross said it had been unable to reach the town.", "it", "icrc"),
        ("Colombia's largest rebel group, the Farc, has said it will wait.", "it", "farc"),
        ("Envoys said Azerbaijani forces had withdrawn.", "Azerbaijani forces", "azerbaijan-armed-forces"),
    ],
)
def test_who_is_meant(text: str, words: str, who: str) -> None:
    """A description is its owner's; a pronoun stands for who can do what is said of it."""
    assert meant(text, words) == who


def test_two_powers_have_two_sets_of_allies() -> None:
    """Nothing is said of one power's allies that is said of the other's."""
    text = "Turkey and its allies hold the north. Egypt and its allies hold the east."
    allies = [m.actor for m in told(text).notes.mentions if m.text == "its allies"]
    assert len(set(allies)) == 2


@pytest.mark.parametrize("words", ["Israeli figures show that fewer came.", "He would strike with full force."])
def test_no_actor(words: str) -> None:
    """Numbers and strength are nobody."""
    assert not {m.text for m in told(words).notes.mentions} & {"Israeli figures", "figures", "full force"}


def test_what_is_shelled_is_not_the_sheller_s_own() -> None:
    """A possessive under a verb of harm goes to who tells it."""
    text = "The rebels said government forces had shelled their positions near Donetsk."
    assert ("target", "rebels") in parts(text, "Shelling")
    text = "The junta accused the Arakan Army of attacking its convoys."
    assert dict(parts(text, "Attack")) == {"agent": "arakan-army", "target": meant(text, "The junta")}


def test_closing_participles_have_the_doer_of_the_nearest_clause() -> None:
    """Who accuses kills nobody."""
    text = "The government accused the Houthis on Sunday of shelling homes in Taiz, killing three civilians."
    assert {a for r, a in parts(text, "Killing") if r == "agent"} == {"houthis"}


def test_a_charge_takes_the_attack_for_granted() -> None:
    """That it happened is the outlet's word too, who did it is the accuser's."""
    notes = told("The government blamed the Farc for a bombing in Bogota.").notes
    event = next(e for e in notes.events if e.kind == "Bombing")
    speakers = {c.actor for c in notes.claims if event.id in c.about}
    assert "outlet" in speakers and len(speakers) == 2
    assert [p.claim for p in event.participants if p.role == "agent"] == [
        next(c.id for c in notes.claims if event.id in c.about and c.actor != "outlet")
    ]


def test_a_meeting_beside_a_saying_takes_its_place_and_day() -> None:
    """And it is marked: the rule says that it is inferred."""
    text = 'Speaking in Cairo on Sunday, Haftar said it was over.\n\n"We are close," Haftar said after talks with Giuseppe Conte.'
    notes = told(text).notes
    event = next(e for e in notes.events if e.kind == "Negotiation")
    assert event.place is not None and notes.places[event.place].text == "Cairo"
    assert event.time is not None and notes.times[event.time].text == "Sunday"
    assert "inferred" in (event.rule or "")
    assert ("attendee", "khalifa-haftar") in parts(text, "Negotiation")


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("The junta has used the lull to press its offensive on Loikaw.", "Offensive", "ongoing"),
        ("The army has vowed to press its offensive on Loikaw.", "Offensive", "planned"),
        (
            "Peace talks in Geneva failed in March, though Kenyan diplomats hope that they will resume in June.",
            "TalksResumed",
            "hypothetical",
        ),
        ("Negotiations collapsed in March. They resumed in Bangkok on Friday.", "TalksResumed", "happened"),
    ],
)
def test_how_far_it_got(text: str, kind: str, factuality: str) -> None:
    """What has been pressed goes on; what is hoped is no plan; a pronoun may stand for talks."""
    assert [e.factuality for e in told(text).notes.events if e.kind == kind] == [factuality]

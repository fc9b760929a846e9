"""Whose army, and which sides: descriptions that name nobody mean who acts, not where it happens or where talks are held."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.extract import extract
from truceline.model import BASE, Facts
from truceline.read.article import make_article

SIDES = [
    ("Peru and Ecuador halted all fire on Friday. Both sides said that talks would follow.", "Both sides", "peru ecuador"),
    ("Peru and Ecuador halted all fire. Brazil said the two countries would meet.", "the two countries", "peru ecuador"),
    ("Qatar and Egypt brokered a truce between Israel and Hamas. The two warring parties traded fire.", "The two warring parties", "israel hamas"),
    ("Sudan's army and the Rapid Support Forces agreed to a truce. The warring factions met on Sunday.", "The warring factions", "sudan-armed-forces rapid-support-forces"),
    ("Ethiopian troops fired on Eritrean positions, Asmara said. The two neighbours fought before.", "The two neighbours", "ethiopia eritrea"),
    ("Both sides agreed to stop, the envoy said. Brazil hosted the talks between Peru and Ecuador.", "Both sides", "peru ecuador"),
    ("Ethiopia and Eritrea fought again. The envoy met the belligerents.", "the belligerents", "ethiopia eritrea"),
    ("Peru and Ecuador fought again. Each side accused the other of firing first.", "Each side", "peru ecuador"),
    ("Ethiopia and Eritrea traded fire. Each army gave a toll.", "Each army", "ethiopia eritrea"),
    ("The OSCE Minsk Group met. Armenia and Azerbaijan fought on. Either side may leave it.", "Either side", "armenia azerbaijan"),
    ("The army and Karen rebels signed a truce. Both sides will meet again.", "Both sides", "army karen-rebels"),
]  # fmt: skip
"""Text, the plural, the sides that it means."""

COUNTED = [
    ("Two rebel groups signed in Accra. Envoys of the Taliban and of Boko Haram shook hands.", "rebel groups", "taliban boko-haram"),
    ("Two armed groups, al-Shabaab and Boko Haram, left the talks.", "armed groups", "al-shabaab boko-haram"),
    ("Hamas and Hezbollah denied it. The two militant groups had fired first.", "The two militant groups", "hamas hezbollah"),
    ("Two rebel groups attacked the town. The Taliban, al-Shabaab and Boko Haram denied it.", "rebel groups", ""),
    ("Two rebel groups attacked the town. The Taliban denied it.", "rebel groups", ""),
    ("Rebel groups attacked the town. The Taliban and Boko Haram denied it.", "Rebel groups", ""),
]  # fmt: skip
"""Text, a description that counts armed groups, the groups that it stands for; none where the count does not fit."""

NO_SIDES = [
    ("Peru, Ecuador and Chile met on Friday. Both sides smiled.", "Both sides"),
    ("The rebels met diplomats from both countries.", "both countries"),
    ("Peru and Ecuador fought. The forces withdrew.", "The forces"),
    ("Villagers watched. Both sides fired all night.", "Both sides"),
    ("Both sides fired all night. Peru and Chile sent aid.", "Both sides"),
    ("Peru and Ecuador fought. The Peruvian people want calm.", "The Peruvian people"),
    ("Peru and Ecuador fought. Each village lost a school.", "Each village"),
    ("Peru, Ecuador and Chile met on Friday. Each side smiled.", "Each side"),
    ("Sudan's warring army and the Rapid Support Forces agreed to a truce.", "Sudan's warring army"),
]
"""Text, a plural for which the text has no two sides, or which counts none."""

WHOSE = [
    ("Peru struck a camp in Ecuador on Wednesday. The army said it had hit fighters.", "The army", "peru"),
    ("Peru said its jets hit Loja in Ecuador. The military lost two men.", "The military", "peru"),
    ("Ecuador said that Peruvian jets had bombed Loja. The air force denied it.", "Ecuador", "ecuador"),
    ("In Muscat, the government and the Houthis agreed to swap prisoners.", "the government", "yemen"),
    ("The government and the Taliban met in Doha on Monday.", "The government", "afghanistan"),
    ("Talks in Muscat on the war in Yemen opened on Friday. The government sent envoys.", "The government", "yemen"),
    (
        "VIENNA (AP) – The government and the opposition will meet in Vienna on Monday for talks on Syria.",
        "The government",
        "syria",
    ),
    ("Hutu rebels shelled Bujumbura on Friday. The army said that the FNL had fired.", "The army", "burundi"),
    (
        "The Karen National Union shelled a post in Myanmar. The junta fled.",
        "The junta",
        "state-administration-council",
    ),
    ("Troops entered Quito. The army of Ecuador had left, and the army fired at nobody.", "the army", "ecuador"),
    ("Peace talks in Geneva between the government and the rebels ended without a deal.", "the government", None),
    ("A deal between the army and the militia had been signed in Cairo.", "the army", None),
    ("Talks in Juba between the army and the rebels broke down.", "the army", None),
]
"""Text, a body, the state whose body it is; none where nobody can tell."""


def read(text: str) -> Facts:
    """The facts of a text of May 2019."""
    return extract(make_article(text, published=date(2019, 5, 20)))


@pytest.mark.parametrize(("text", "words", "sides"), SIDES)
def test_plural_means_the_sides_named(text: str, words: str, sides: str) -> None:
    """A plural that counts sides has those named before it as members, and names no group of its own."""
    m = next(m for m in read(text).notes.mentions if m.text == words)
    assert [x.rsplit("/", 1)[-1] for x in m.members] == sides.split()
    assert m.actor is None


@pytest.mark.parametrize(("text", "words"), NO_SIDES)
def test_no_two_sides_no_members(text: str, words: str) -> None:
    """Where the text does not set exactly two beside each other, nobody is guessed."""
    found = [m for m in read(text).notes.mentions if m.text == words]
    assert all(not m.members for m in found)


@pytest.mark.parametrize(("text", "words", "groups"), COUNTED)
def test_counted_groups_are_those_named_near(text: str, words: str, groups: str) -> None:
    """So many groups stand for just so many that a sentence near names, and for nobody else."""
    m = next(m for m in read(text).notes.mentions if m.text == words)
    assert [x.removeprefix(BASE) for x in m.members] == groups.split()


def test_what_both_sides_say_is_said_by_each() -> None:
    """A claim of both sides is a claim of each; what they accuse each other of is aimed at the other."""
    notes = read("Peru and Ecuador fought. Both sides accused each other of firing first.").notes
    said = {(c.actor, c.addressee) for c in notes.claims if c.stance == "accused"}
    assert said == {(BASE + "peru", BASE + "ecuador"), (BASE + "ecuador", BASE + "peru")}
    assert len({c.id for c in notes.claims}) == len(notes.claims)


def test_the_two_countries_take_part_each() -> None:
    """Each of the two countries takes part in what both do."""
    notes = read("Peru and Ecuador fought in March. The two countries will meet on Monday.").notes
    meeting = next(e for e in notes.events if e.kind == "Meeting")
    assert {p.actor for p in meeting.participants} == {BASE + "peru", BASE + "ecuador"}


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("KAMPALA, Jan 5 - The Foreign Ministry said that it was ready.", "Foreign Ministry", "uganda-foreign-ministry"),
        ("Tanks rolled into Benghazi in Libya. State television showed them.", "State television", "libya-state-television"),
        ("The Russian Foreign Ministry blamed Ukraine. The Foreign Ministry also blamed Moldova.", "Foreign Ministry", "russia-foreign-ministry"),
        ("Rebels clashed with security forces in Basra, Iraq.", "security forces", "iraq-armed-forces"),
        ("The envoys met in Geneva. The Foreign Ministry said that it was ready.", "Foreign Ministry", "foreign-ministry"),
        ("Troops from Uganda crossed the river on Monday.", "Troops", "uganda-armed-forces"),
        ("Troops fled from the river to the hills on Monday.", "Troops", "troops"),
        ("Libya's oil flows. The crews spoke on television.", "television", "television"),
    ],
)  # fmt: skip
def test_bodies_without_their_land(text: str, words: str, slug: str) -> None:
    """A ministry or a broadcaster is that of the land told before, of the article's or of its dateline, else of none."""
    m = next(m for m in reversed(read(text).notes.mentions) if m.text == words)
    assert (m.actor or "").rpartition("/")[2] == slug


def test_their_of_persons_joined() -> None:
    """A possessive in the clause of several persons stands for all of them; beside a group it does not."""
    found = read(
        "Anna Berg, Paul Lind, and their drivers were shot at their homes. The rebels and Anna Berg lost their homes."
    )
    said = [tuple(x.rpartition("/")[2] for x in m.members) for m in found.notes.mentions if m.text == "their"]
    assert said[:2] == [("anna-berg", "paul-lind")] * 2 and said[2] != ("anna-berg",)


@pytest.mark.parametrize(("text", "words", "state"), WHOSE)
def test_army_of_who_acts(text: str, words: str, state: str | None) -> None:
    """A body without its state is that of who acts, never that of the host of talks."""
    m = next(m for m in reversed(read(text).notes.mentions) if m.text == words)
    slug = (m.actor or "").removeprefix(BASE)
    assert slug.startswith(state) if state else "/actor/" in slug


def test_the_statement_is_that_of_who_spoke_last() -> None:
    """What "the statement" claims is claimed by the one who issued it."""
    notes = read(
        "The Karen National Union said that a ford was mined. Jets struck a mill, the statement claimed."
    ).notes
    claimed = [c.actor for c in notes.claims if c.cue and c.rule and c.actor]
    assert claimed == [BASE + "karen-national-union"] * 2


def test_fighters_of_a_group_are_the_group() -> None:
    """A description is never cut inside a name, and fighters of a group are that group."""
    notes = read("Fighters of the rebel Forces for the Defence of Democracy crossed into Burundi.").notes
    m = next(m for m in notes.mentions if m.text.startswith("Fighters"))
    assert m.text.endswith("Democracy") and m.actor == BASE + "cndd-fdd"

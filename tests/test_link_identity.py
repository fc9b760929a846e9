"""Who is who in sentences of our own from many conflicts: names, offices, descriptions, pronouns."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from truceline.analysis.parse import parse
from truceline.find import attribution
from truceline.find.mentions import actors, places
from truceline.link.linking import resolve
from truceline.model import Notes
from truceline.read.article import make_article

YEMEN = (
    "The UN special envoy for Yemen, Martin Griffiths, said the Houthis and the Yemeni government had agreed to a "
    "ceasefire in Hodeidah. He thanked both delegations for their courage."
)
KARABAKH = (
    "Armenian Prime Minister Nikol Pashinyan said he had signed a deal with Azerbaijan and Russia. "
    '"This is painful for me and for our people," he said.'
)
LIBYA = "Khalifa Haftar's forces pushed towards Tripoli on Saturday. His troops denied that they had shelled Mitiga airport."
SUDAN = (
    "Sudan's army and the paramilitary Rapid Support Forces agreed to a truce on Friday. The army accused the RSF of "
    "looting homes in Khartoum. It rejected the charge."
)
COLOMBIA = (
    "Colombian President Juan Manuel Santos and FARC leader Rodrigo Londoño shook hands in Havana. "
    "The rebels will lay down their weapons within six months, the president said."
)
UKRAINE = (
    "Kyiv and Moscow traded accusations on Monday. Ukrainian Foreign Minister Dmytro Kuleba met his Russian "
    "counterpart, Sergei Lavrov, in Antalya. Lavrov said Russia had not given up its demands."
)
GAZA = (
    "Hamas released 24 hostages in Gaza, the Israeli military said. The group said its fighters would respect the truce "
    "if Israel kept its word. Hundreds of trucks entered the strip on Friday."
)
MYANMAR = (
    "Myanmar's military detained Aung San Suu Kyi on Monday. The junta said she would be held for a year. "
    "Its leader, General Min Aung Hlaing, promised elections."
)
ETHIOPIA = (
    "Ethiopia's government and Tigrayan rebels agreed to stop fighting, African Union envoy Olusegun Obasanjo said in "
    "Pretoria. Both sides, he said, had shown courage."
)
SYRIA = (
    "Washington and Moscow announced a truce. The White House said US Secretary of State John Kerry had called his "
    "Russian counterpart. The top US diplomat was hopeful."
)
DONBAS = (
    "President Petro Poroshenko ordered his troops to cease fire. Separatist leader Alexander Zakharchenko said the "
    "rebels would do the same. A spokeswoman for Poroshenko declined to comment; she said only that talks went on."
)
AFGHANISTAN = (
    "The Taliban announced a three-day ceasefire over Eid. The group's decision came after President Ashraf Ghani "
    "declared a truce. Mr Ghani's wife, Rula, welcomed it; she called on women to pray."
)
CLINTONS = "Bill Clinton met envoys in Oslo while Hillary Clinton spoke in Ohio. Mrs Clinton said she backed the truce."
IDLIB = (
    "Recep Tayyip Erdogan and Vladimir Putin agreed on a ceasefire in Idlib. The Russian president expressed "
    'condolences. "We want peace," he told reporters.'
)
MALI = (
    "French President Emmanuel Macron visited Gao. He said French troops would stay. "
    "The soldiers welcomed the president with a song."
)
PHILIPPINES = (
    "The Moro Islamic Liberation Front (MILF) signed a peace deal with Manila in 2014. "
    "MILF chief negotiator Mohagher Iqbal called it historic. The front laid down its arms."
)
KASHMIR = "Indian soldiers fired across the line, Pakistan's army said. Islamabad summoned the Indian ambassador, who denied it."
SOUTH_SUDAN = "Salva Kiir met Riek Machar in Addis Ababa. Mr Kiir promised to honour the deal; Mr Machar said he did not trust him."
LEBANON = (
    'Hezbollah fired rockets at Haifa. "We will answer every attack," the group\'s leader, Hassan Nasrallah, said.'
)
CHAD = (
    "Chad's defence minister, General Daoud Yaya Brahim, said on Sunday that his forces had repelled the rebels. "
    "The general gave no figures."
)
MOZAMBIQUE = (
    "Renamo leader Afonso Dhlakama extended a truce by two months. Dhlakama said he had spoken with President Filipe "
    "Nyusi by telephone. The opposition leader thanked the president."
)
ACEH = (
    "Finland's former president Martti Ahtisaari led the talks. Ahtisaari said that he was pleased with both parties."
)

SAME = [
    ("2018-12-13", YEMEN, "Martin Griffiths", "He"),
    ("2018-12-13", YEMEN, "Martin Griffiths", "The UN special envoy for Yemen"),
    ("2018-12-13", YEMEN, "both delegations", "their"),
    ("2020-11-10", KARABAKH, "Nikol Pashinyan", "he"),
    ("2020-11-10", KARABAKH, "Nikol Pashinyan", "me"),
    ("2019-04-20", LIBYA, "Khalifa Haftar", "His"),
    ("2019-04-20", LIBYA, "Khalifa Haftar's forces", "His troops"),
    ("2023-05-02", SUDAN, "Sudan's army", "The army"),
    ("2023-05-02", SUDAN, "Rapid Support Forces", "RSF"),
    ("2016-06-23", COLOMBIA, "Juan Manuel Santos", "the president"),
    ("2016-06-23", COLOMBIA, "FARC", "The rebels"),
    ("2016-06-23", COLOMBIA, "FARC", "their"),
    ("2022-03-28", UKRAINE, "Dmytro Kuleba", "his"),
    ("2022-03-28", UKRAINE, "his Russian counterpart", "Lavrov"),
    ("2022-03-28", UKRAINE, "Moscow", "Russia"),
    ("2022-03-28", UKRAINE, "Russia", "its"),
    ("2023-11-24", GAZA, "Hamas", "The group"),
    ("2023-11-24", GAZA, "Israel", "its"),
    ("2021-02-05", MYANMAR, "Aung San Suu Kyi", "she"),
    ("2021-02-05", MYANMAR, "Its leader", "Min Aung Hlaing"),
    ("2022-11-03", ETHIOPIA, "Olusegun Obasanjo", "he"),
    ("2016-09-12", SYRIA, "John Kerry", "The top US diplomat"),
    ("2014-09-05", DONBAS, "Petro Poroshenko", "his"),
    ("2014-09-05", DONBAS, "Petro Poroshenko", "Poroshenko"),
    ("2014-09-05", DONBAS, "A spokeswoman for Poroshenko", "she"),
    ("2018-06-09", AFGHANISTAN, "Taliban", "The group"),
    ("2018-06-09", AFGHANISTAN, "Rula", "she"),
    ("2015-05-09", CLINTONS, "Hillary Clinton", "Clinton"),
    ("2015-05-09", CLINTONS, "Hillary Clinton", "she"),
    ("2020-03-05", IDLIB, "Vladimir Putin", "The Russian president"),
    ("2020-03-05", IDLIB, "Vladimir Putin", "he"),
    ("2017-05-20", MALI, "Emmanuel Macron", "He"),
    ("2017-05-20", MALI, "Emmanuel Macron", "the president"),
    ("2014-03-28", PHILIPPINES, "Moro Islamic Liberation Front", "MILF"),
    ("2018-09-13", SOUTH_SUDAN, "Salva Kiir", "Kiir"),
    ("2018-09-13", SOUTH_SUDAN, "Riek Machar", "he"),
    ("2006-07-20", LEBANON, "the group's leader", "Hassan Nasrallah"),
    ("2006-07-20", LEBANON, "Hezbollah", "the group"),
    ("2020-03-29", CHAD, "Daoud Yaya Brahim", "The general"),
    ("2020-03-29", CHAD, "Daoud Yaya Brahim", "his"),
    ("2017-01-04", MOZAMBIQUE, "Afonso Dhlakama", "he"),
    ("2017-01-04", MOZAMBIQUE, "Filipe Nyusi", "the president"),
    ("2017-01-04", MOZAMBIQUE, "Afonso Dhlakama", "The opposition leader"),
    ("2005-08-15", ACEH, "Martti Ahtisaari", "he"),
    ("2012-04-03", "Rebels took Gao on Monday. Malian rebels said that they would go on.", "Rebels", "Malian rebels"),
    ("2009-03-03", "Police identified the bomber as Ivo Stern. The bomber left home early.", "Ivo Stern", "The bomber"),
    ("2009-03-03", "The gunman was named as Ivo Stern. He had a map.", "The gunman", "He"),
    (
        "2010-01-05",
        "Karim Adel bin Omran died in Herat. Bin Omran was an officer.",
        "Karim Adel bin Omran",
        "Bin Omran",
    ),
    (
        "2010-01-05",
        'Ivo Stern wrote: "When a guard dies, all weep." Ann Vale said: "He is read by many."',
        "Ivo Stern",
        "He",
    ),
    (
        "2001-05-05",
        "Ruslan Adel's envoy Karim Omar said that the rebel leader had called a truce.",
        "Ruslan Adel",
        "the rebel leader",
    ),
    ("2021-02-02", "Nepal's parliament met in Pokhara. Parliament rose at noon.", "Nepal's parliament", "Parliament"),
]

APART = [
    ("2015-05-09", CLINTONS, "Bill Clinton", "Hillary Clinton"),
    ("2023-05-02", SUDAN, "Sudan's army", "RSF"),
    ("2018-09-13", SOUTH_SUDAN, "Salva Kiir", "he"),
    ("2020-03-05", IDLIB, "Recep Tayyip Erdogan", "he"),
    ("2016-09-12", SYRIA, "John Kerry", "his Russian counterpart"),
    ("2018-06-09", AFGHANISTAN, "Ashraf Ghani", "Rula"),
    ("2022-11-03", ETHIOPIA, "Ethiopia's government", "Tigrayan rebels"),
    ("2014-09-05", DONBAS, "Petro Poroshenko", "A spokeswoman for Poroshenko"),
    (
        "2012-04-03",
        "Rebels took Gao on Monday. Malian rebels and Nigerian rebels said so.",
        "Rebels",
        "Nigerian rebels",
    ),
    ("2012-04-03", "A rebel fled on Monday. Malian rebels said so.", "A rebel", "Malian rebels"),
    ("2009-03-03", "Police described the bomber as a friend of Ivo Stern. He smiled.", "Ivo Stern", "the bomber"),
    ("2009-03-03", "Police met the bomber in the dress of Ivo Stern.", "Ivo Stern", "the bomber"),
    ("2010-01-05", "Omran Adel died in Herat. Adel Karim was an officer.", "Omran Adel", "Adel Karim"),
    (
        "2011-05-05",
        "David Petraeus rested. The US military's intelligence chief spoke.",
        "David Petraeus",
        "The US military's intelligence chief",
    ),
    (
        "2022-05-05",
        "Vladimir Putin's spokesman Ivan Stern said that the rebel leader had called a truce.",
        "Vladimir Putin",
        "the rebel leader",
    ),
]


@cache
def read(day: str, text: str) -> Notes:
    """The linked notes of a text published on a day."""
    parsed = parse(make_article(text, published=date.fromisoformat(day)))
    notes = Notes()
    for finder in (places.FINDER, actors.FINDER, attribution.FINDER):
        notes = finder.find(parsed, notes)
    return resolve(parsed, notes)


def meant(notes: Notes, words: str) -> str | None:
    """Who is meant by the last mention with exactly these words."""
    found = [m for m in notes.mentions if m.text == words]
    assert found, f"no mention {words!r} among {[m.text for m in notes.mentions]}"
    return found[-1].actor or " ".join(found[-1].members) or None


@pytest.mark.parametrize(("day", "text", "one", "other"), SAME)
def test_two_mentions_of_one_actor(day: str, text: str, one: str, other: str) -> None:
    """Both mentions are linked, and to the same actor."""
    notes = read(day, text)
    assert meant(notes, one) is not None
    assert meant(notes, one) == meant(notes, other)


@pytest.mark.parametrize(("day", "text", "one", "other"), APART)
def test_mentions_of_different_actors(day: str, text: str, one: str, other: str) -> None:
    """What is not one actor is never merged."""
    notes = read(day, text)
    assert meant(notes, one) != meant(notes, other) or meant(notes, one) is None


HARM = [
    ("Ethiopian rebels attacked Eritrean forces near the border, killing three soldiers.", "eritrea-armed-forces"),
    ("Chadian gunmen ambushed a convoy of the Nigerian army and killed five soldiers.", "nigeria-armed-forces"),
    ("Two soldiers were killed by Turkish forces near Afrin.", None),
    ("Turkish troops shelled a village near Afrin, wounding two soldiers.", None),
    ("Turkey sent soldiers to Idlib.", "turkey-armed-forces"),
    ("Sudan's army said that soldiers had entered Nyala.", "sudan-armed-forces"),
]


@pytest.mark.parametrize(("text", "slug"), HARM)
def test_nobody_kills_his_own_soldiers(text: str, slug: str | None) -> None:
    """Soldiers who are harmed belong to who is attacked, never to the state that harms; those whom a state sends are its own."""
    found = [m for m in read("2021-10-19", text).mentions if m.text == "soldiers"]
    states = [m.actor.rsplit("/", 1)[-1] for m in found if m.actor and "/article/" not in m.actor]
    assert found
    assert states == ([slug] if slug else [])


def test_nobody_accuses_himself() -> None:
    """ "The leadership" that blames a government is not that government; "the government" that praises its army is itself."""
    blamed = read(
        "1997-07-19",
        "The Orana Front announced a new ceasefire. The leadership blamed the previous British government for the war.",
    )
    assert meant(blamed, "The leadership") != meant(blamed, "British government")
    told = read(
        "1997-07-19", "The Chadian government met envoys. The government praised the Chadian army for its work."
    )
    assert meant(told, "The government") == meant(told, "Chadian government")


JOINT = [
    ("The governments of Chad and Niger met.", "The governments of Chad and Niger", ("chad-government", "niger-government")),
    ("Indian and Pakistani troops exchanged fire.", "Indian and Pakistani troops", ("india-armed-forces", "pakistan-armed-forces")),
    ("The presidents of Rwanda and Uganda signed it.", "The presidents of Rwanda and Uganda", ()),
    ("The leaders of Hamas and Fatah met.", "The leaders of Hamas and Fatah", ()),
    ("The peoples of Chad and Niger mourned.", "The peoples of Chad and Niger", ()),
    ("The army of Mali and the rebels met.", "The army of Mali", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "bodies"), JOINT)
def test_bodies_of_several_states_are_each_of_them(text: str, words: str, bodies: tuple[str, ...]) -> None:
    """A plural of states joined by "and" has a member for each; peoples, groups and one army have none."""
    (found,) = [m for m in read("2021-10-19", text).mentions if m.text == words]
    assert tuple(iri.rsplit("/", 1)[-1] for iri in found.members) == bodies


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The rebel Uganda National Army freed hostages on Monday. The army shelled its camps.", "uganda-armed-forces"),
        ("The Chadian army freed hostages on Monday. The army gave no figures.", "chad-armed-forces"),
    ],
)
def test_the_army_is_not_the_rebel_army_named_before(text: str, slug: str) -> None:
    """A force that is called a rebel one lends its noun to nobody; an army named before is the army."""
    found = meant(read("2010-01-20", text), "The army")
    assert found is not None and found.endswith("/" + slug)


@pytest.mark.parametrize("words", ["opposition parties", "American-led forces", "political leaders"])
def test_a_plural_with_a_name_of_its_own_is_none_of_the_sides(words: str) -> None:
    """Only a bare plural, or one that is counted, means the sides named before."""
    text = (
        f"The army of Nepal and the Maoists signed a truce. The seven {words} asked them to go on. Both sides agreed."
    )
    (found,) = [m for m in read("2006-01-20", text).mentions if m.text.endswith(words)]
    assert found.members == ()


@pytest.mark.parametrize(
    ("text", "one", "other", "same"),
    [
        ("The Varland National Council on Missing Persons met. Varland National Council staff wept.", 0, 1, True),
        ("The Basra Council met. The Basra Council of Elders wept.", 0, 1, False),
        ("Minister Remy Henri Kusoye Gatanda resigned. Remy Kusoye wept.", 0, 1, True),
        ("Minister Remy Henri Gatanda resigned. Remy Stern wept.", 0, 1, False),
        ("Envoy Anna Vale-Keller spoke. Ms Keller wept.", 0, 1, True),
    ],
)
def test_name_cut_short_is_the_longer_one(text: str, one: int, other: int, same: bool) -> None:
    """A name of several words may be a longer one without its middle or without what follows "of"; another name is another."""
    names = [m.actor for m in read("2012-05-01", text).mentions if m.head == "name"]
    assert (names[one] == names[other]) is same, names


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Rebels in Mali took Kidal. The rebels freed nine men.", "rebels in Mali"),
        ("Malian rebels took Kidal. The rebels freed nine men.", "Malian rebels"),
        ("Rebels took the town. The rebels freed nine men.", "Rebels"),
    ],
)
def test_rebels_without_a_name_are_labelled_by_their_land(text: str, label: str) -> None:
    """Two articles' rebels are told apart by their land, where the text tells one; the words of the text stay an alias."""
    groups = [a for a in read("2012-04-03", text).actors if a.type == "ArmedGroup"]
    assert [a.label for a in groups] == [label]
    assert label != "rebels in Mali" or "Rebels" in groups[0].aliases

"""Who stands to a truce where the words hide it: fighters of a leader, lists, those left out, powers that make it for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from truceline.extract import extract
from truceline.read import make_article, read


def standings(text: str, published: str = "2022-06-05") -> set[tuple[str, str]]:
    """(slug, status) of all truces of a text."""
    notes = extract(make_article(text, published=date.fromisoformat(published))).notes
    return {((p.actor or "").rsplit("/", 1)[-1], p.status) for t in notes.ceasefires for p in t.parties}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Rebels and government forces agreed on Monday to a ceasefire, the Central African army said. The rebels belong to the 3R group.",
            {("3r", "party"), ("central-african-republic-armed-forces", "party")},
        ),
        (
            "Ethiopian government and rebel group Oromo Liberation Army sign a truce, in efforts to end the war.",
            {("ethiopia-government", "party"), ("oromo-liberation-army", "party")},
        ),
        (
            "The government, the FARC and the smaller National Liberation Army had signed a ceasefire in Colombia.",
            {("colombia-government", "party"), ("farc", "party"), ("eln", "party")},
        ),
        (
            "Men loyal to the warlord Abdul Rashid Dostum and the army of Tajikistan agreed on a truce on Tuesday.",
            {("men-loyal-to-abdul-rashid-dostum", "party"), ("tajikistan-armed-forces", "party")},
        ),
        (
            "Fighters loyal to Riek Machar and the government of South Sudan agreed to a truce on Tuesday.",
            {("splm-in-opposition", "party"), ("south-sudan-government", "party")},
        ),
    ],
)
def test_joined_sides_are_both_told(text: str, told: set[tuple[str, str]]) -> None:
    """Two sides joined by "and" are two, whatever the parser made of it; fighters of a leader are his group or his men."""
    assert standings(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "The rebel leader, a farmer and father, declared a truce with the Ugandan army on Monday.",
        "Car and truck bombs went off in Kabul on Monday, a day after the Ugandan army had declared its truce.",
    ],
)
def test_what_is_no_list_of_sides_adds_none(text: str) -> None:
    """An apposition of two nouns is one person, and things joined by "and" are no sides."""
    assert standings(text) == {("uganda-armed-forces", "party")}


@pytest.mark.parametrize(
    ("text", "out"),
    [
        (
            "The truce in Syria covers all groups except the Islamic State and the Nusra Front.",
            {"islamic-state", "al-nusra-front"},
        ),
        ("All groups other than Boko Haram agreed to the ceasefire in Nigeria on Monday.", {"boko-haram"}),
        ("The truce in Mali binds everybody with the exception of Ansar Dine.", {"ansar-dine"}),
        ("The ceasefire held in all of Chad except in the capital.", set()),
        ("Other rebels than the FARC were not mentioned when Colombia declared its ceasefire.", set()),
    ],
)
def test_those_left_out_by_name(text: str, out: set[str]) -> None:
    """Whoever stands after "except", "other than", "with the exception of" is excluded; a place or a comparison is not."""
    assert {who for who, status in standings(text) if status == "excluded"} == out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Russia and the United States agreed on Friday on a truce between the Syrian government and the rebels.",
            {("russia", "broker"), ("united-states", "broker"), ("syria-government", "party"), ("rebels", "party")},
        ),
        (
            "Israel and Egypt agreed on Friday to a truce between Hamas and Fatah.",
            {("israel", "broker"), ("egypt", "broker"), ("hamas", "party"), ("fatah", "party")},
        ),
        (
            "India and Pakistan agreed on Friday on a truce between their armies.",
            {("india", "party"), ("pakistan", "party")},
        ),
    ],
)
def test_powers_that_make_a_truce_for_others(text: str, told: set[tuple[str, str]]) -> None:
    """States that agree on a truce "between A and B" of which they are neither are its brokers."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "monitors"),
    [
        ("Iran rejects any role of Turkey in monitoring the ceasefire between Armenia and Azerbaijan.", set()),
        ("Azerbaijan ruled out a part for France in monitoring the truce with Armenia.", set()),
        ("Turkey will have a role in monitoring the ceasefire between Armenia and Azerbaijan.", {"turkey"}),
        ("Peru praised the role of Brazil in monitoring the truce between Colombia and the ELN.", {"brazil"}),
    ],
)
def test_whose_part_it_is(text: str, monitors: set[str]) -> None:
    """The part in watching a truce is that of whom it is told, and nobody's where it is rejected."""
    assert {who for who, status in standings(text) if status == "monitor"} == monitors


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("An Egyptian mediated ceasefire starts in Gaza today.", {("egypt", "broker")}),
        (
            "The ceasefire announcement by the ELN on Monday was welcomed by the president of Brazil.",
            {("eln", "party")},
        ),
        ("Kenya praised the ceasefire announcement by the African Union.", set()),
        ("The ELN said on Monday that the truce which it had proclaimed in May was over.", {("eln", "party")}),
    ],
)
def test_whose_truce_a_noun_or_a_clause_tells(text: str, told: set[tuple[str, str]]) -> None:
    """A participle without a dash names the broker; who announced or proclaimed a truce as his own is party."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Ivorian government and three rebel movements, the MPCI, the MJP and the MPIGO, signed a ceasefire on Monday.",
            {
                ("ivory-coast-government", "party"),
                ("mpci", "party"),
                ("movement-for-justice-and-peace", "party"),
                ("mpigo", "party"),
            },
        ),
        (
            "The United Nations and the Catholic Church, which verified the truce of Colombia and the ELN, said that it held.",
            {("united-nations", "monitor"), ("catholic-church", "monitor"), ("colombia", "party"), ("eln", "party")},
        ),
        (
            "Israel and Hezbollah agreed to a truce. UNIFIL is to watch over it together with the Lebanese army.",
            {
                ("israel", "party"),
                ("hezbollah", "party"),
                ("unifil", "monitor"),
                ("lebanon-armed-forces", "monitor"),
            },
        ),
        (
            "Egypt and Qatar, which mediates in the talks on the truce, spoke with the press on Monday.",
            {("qatar", "broker")},
        ),
    ],
)
def test_all_of_a_list_stand_alike(text: str, told: set[tuple[str, str]]) -> None:
    """Names beside a plural, those whom one relative clause takes up, and who does it together with another; "mediates" is one."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Myanmar signed a ceasefire with the Karen National Union. Five groups did not sign, among them the United Wa State Army and the Kachin Independence Army.",
            {("united-wa-state-army", "notParty"), ("kachin-independence-army", "notParty")},
        ),
        (
            "Colombia and the ELN agreed on a truce. Peru and Chile will serve as observers.",
            {("peru", "monitor"), ("chile", "monitor")},
        ),
        ("Colombia and the ELN agreed on a truce. Peru and Chile will serve as observers of the elections.", set()),
        (
            "The truce in Syria leaves out the Islamic State and the Nusra Front.",
            {("islamic-state", "excluded"), ("al-nusra-front", "excluded")},
        ),
        ("The truce in Mali left the streets of Kidal empty.", set()),
        (
            "The FARC declared a truce in Colombia on Monday. The army never took part in it.",
            {("colombia-armed-forces", "notParty")},
        ),
        ("France took part in talks on the truce between Israel and Hamas on Monday.", set()),
        ("Islamic State is exempt from the truce in Syria.", {("islamic-state", "excluded")}),
        ("Sugar is exempt from the tax that Islamic State levies, and a truce began in Syria.", set()),
        ("Congo and the M23 signed an agreement on monitoring their ceasefire.", set()),
    ],
)
def test_who_stands_outside(text: str, told: set[tuple[str, str]]) -> None:
    """Examples of those who did not sign, who serves as an observer of it, whom it leaves out; a side is no monitor of its own."""
    assert {x for x in standings(text) if x[1] != "party"} == told


def test_soldiers_under_a_general_are_a_side_beside_the_government() -> None:
    """What "and" joins is no apposition, though the parser took the government for the soldiers."""
    text = "Mutinous soldiers under General Ansumane Mane and the government of Guinea-Bissau signed a ceasefire."
    assert standings(text, "1998-08-26") == {("mutinous-soldiers", "party"), ("guinea-bissau-government", "party")}


def test_the_rebels_are_the_group_whose_leader_is_named_later() -> None:
    """ "The rebels" are those who are said to be loyal to a leader of a known group; delegates beside them are not."""
    text = "The government of South Sudan and the rebels agreed to a truce. Delegates of the government and rebels loyal to Riek Machar had met."
    assert standings(text, "2014-01-23") == {("south-sudan-government", "party"), ("splm-in-opposition", "party")}


SIDELESS = "The truce in Yemen took effect on 2 April. {} The Houthis and the government met in Amman. {}"


def test_the_sides_that_a_plural_means_are_those_of_a_truce_without_any() -> None:
    """A truce of which no side is told is one of "both sides", where the article tells who these are, and of nobody else."""
    both = {("houthis", "party"), ("yemen-government", "party")}
    assert standings(SIDELESS.format("Fuel arrived.", "Both sides want it to last.")) == both
    assert standings(SIDELESS.format("Fuel arrived.", "The opposition parties want it to last.")) == set()


def test_a_plural_far_from_a_truce_is_not_its_sides_where_there_are_several() -> None:
    """Of two truces, the far one does not take those whom "both sides" means beside the other: they may be of another fight."""
    folder = Path(__file__).parent.parent / "data" / "dispatches"
    for name, day in (("2016-06-16-two-days.txt", "27 February"), ("2016-05-17-vienna.txt", "5 May")):
        truces = extract(read(folder / name)).notes.ceasefires
        assert len(truces) == 2 and [t.parties for t in truces if day in (t.label or "")] == [()]


def test_an_earlier_truce_of_the_war_has_its_sides() -> None:
    """A truce made within a year of another of the article is one of the same sides; one of years before may have had others."""
    told = "Armenia and Azerbaijan agreed on a truce on Monday. It rained. Shops opened. A truce {} lasted a day."
    near, far = (
        extract(make_article(told.format(day), published=date(2020, 10, 27))).notes.ceasefires
        for day in ("of 10 October", "of 1994")
    )
    assert [len(t.parties) for t in near] == [2, 2]
    assert [len(t.parties) for t in far] == [2, 0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The truce, drawn up by Kenya and Norway, starts on Friday.", {("kenya", "broker"), ("norway", "broker")}),
        ("A truce in the Casamance brokered by Ghana is due to start on Friday.", {("ghana", "broker")}),
        ("Togo obtained a truce from the ELN on Friday.", {("togo", "broker"), ("eln", "party")}),
        (
            "A truce began on Friday. Kenya and Norway helped to bring it about.",
            {("kenya", "broker"), ("norway", "broker")},
        ),
        ("A truce began on Friday. The mediators were Kenya and Norway.", {("kenya", "broker"), ("norway", "broker")}),
        ("A truce began on Friday, said the president of Ghana, whose country brokered it.", {("ghana", "broker")}),
        ("A truce was signed on Friday under the good offices of Ghana.", {("ghana", "broker")}),
        ("A truce began on Friday. Ghana drew a map. Kenya brought the weather.", set()),
        ("A truce began on Friday. Ghana obtained a loan from Norway.", set()),
        ("A truce began on Friday. U.N. observers arrived on Saturday.", {("united-nations", "monitor")}),
        ("A truce began on Friday. Election observers from Norway arrived on Saturday.", set()),
        ("A truce began on Friday. Al-Shabaab is left out.", {("al-shabaab", "excluded")}),
        ("A truce began on Friday. Al-Shabaab left the town.", set()),
        ("A truce began on Friday. Al-Shabaab was never consulted.", {("al-shabaab", "notParty")}),
        ("The ELN tore up the truce on Friday.", {("eln", "party")}),
        ("Peru and Ecuador agreed to negotiate a truce.", {("peru", "party"), ("ecuador", "party")}),
        ("Norway negotiated a truce.", {("norway", "broker")}),
        ("The ELN and its hostages marched on as the truce held.", {("eln", "party")}),
        ("The ELN tore up the road on Friday. A truce began.", set()),
    ],
)
def test_who_made_it_watches_it_or_is_kept_out_of_it(text: str, told: set[tuple[str, str]]) -> None:
    """Who drew up, obtained or brought about a truce is its broker, whose observers come its monitor; other things are done to others."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Representatives of Indonesia and the Free Aceh Movement signed the ceasefire on Friday.",
            {("indonesia", "party"), ("free-aceh-movement", "party")},
        ),
        (
            "Negotiators for the South Sudanese government signed a truce with the SPLM-IO.",
            {("south-sudan-government", "party"), ("splm-in-opposition", "party")},
        ),
        ("Residents of Uganda signed a song about the truce.", set()),
        (
            "The government of Colombia signed a truce six months ago with the FARC.",
            {("colombia-government", "party"), ("farc", "party")},
        ),
        (
            "The Houthis signed a truce on Friday with Oman as mediator.",
            {("houthis", "party"), ("oman", "broker")},
        ),
        (
            "A truce by Hamas and Islamic Jihad holds.",
            {("hamas", "party"), ("palestinian-islamic-jihad", "party")},
        ),
        ("A truce by Friday is wanted in Uganda.", set()),
        (
            "The FARC signed a truce on Friday with the good offices of Oman.",
            {("farc", "party"), ("oman", "broker")},
        ),
        (
            "Last month's ceasefire agreement between Hamas and Israel could collapse.",
            {("hamas", "party"), ("israel", "party")},
        ),
        (
            "Sudan and the country's main rebel group signed a truce. The Justice and Equality Movement has fought since May.",
            {("sudan", "party"), ("justice-and-equality-movement", "party")},
        ),
        (
            "A cessation of hostilities in Yemen brokered by Oman and Norway is due to start on Friday.",
            {("oman", "broker"), ("norway", "broker")},
        ),
        ("A cessation of hostilities in Yemen followed strikes ordered by Oman.", set()),
        (
            "The Angolan government and the rebel movement UNITA signed a ceasefire treaty on Thursday.",
            {("angola-government", "party"), ("unita", "party")},
        ),
    ],
)
def test_who_is_sent_and_who_stands_behind_the_name(text: str, told: set[tuple[str, str]]) -> None:
    """Representatives stand for whom they represent; brokers are told behind the whole phrase; a treaty is a truce's form."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The government of Sudan and opposition groups agreed on a ceasefire in Cairo.",
            {("sudan-government", "party"), ("opposition-groups", "party")},
        ),
        (
            "The government of South Sudan and rebel factions signed a truce on Wednesday in Khartoum.",
            {("south-sudan-government", "party"), ("rebel-factions", "party")},
        ),
        (
            "A truce began between the forces of President Bashar al-Assad and rebel fighters.",
            {("syria-armed-forces", "party"), ("rebel-fighters", "party")},
        ),
        (
            "Congo and its allies, Zimbabwe, Angola and Namibia, signed a ceasefire, and so did Rwanda and Uganda.",
            {
                (x, "party")
                for x in ("democratic-republic-of-the-congo", "zimbabwe", "angola", "namibia", "rwanda", "uganda")
            },
        ),
        (
            "Congo and its neighbours, Rwanda, Uganda and Burundi, signed a truce on Sunday, as did Zambia.",
            {(x, "party") for x in ("democratic-republic-of-the-congo", "rwanda", "uganda", "burundi", "zambia")},
        ),
        ("The MPLA signed the truce as did the cameras.", {("mpla", "party")}),
        (
            "In Angola, the government and the rebel group UNITA have signed a ceasefire.",
            {("angola-government", "party"), ("unita", "party")},
        ),
        (
            "In Sudan, the government and the rebel group JEM have agreed to sign a ceasefire in Naivasha.",
            {("sudan-government", "party"), ("justice-and-equality-movement", "party")},
        ),
        (
            "The delegations of the government of Tajikistan and of the United Tajik Opposition signed a truce on Friday.",
            {("tajikistan-government", "party"), ("united-tajik-opposition", "party")},
        ),
        (
            "The army and the LTTE agreed on a truce in Sri Lanka that Norway brokers.",
            {("sri-lanka-armed-forces", "party"), ("tamil-tigers", "party"), ("norway", "broker")},
        ),
        ("The MPLA signed the truce but UNITA did not.", {("mpla", "party")}),
        (
            "The government of Chad and neighbouring countries agreed to a truce with the FACT.",
            {("chad-government", "party"), ("fact", "party")},
        ),
        (
            "Colombia agreed on a ceasefire on Monday with the country's last big guerrilla force, the ELN.",
            {("colombia", "party"), ("eln", "party")},
        ),
    ],
)
def test_fighters_beside_a_government_and_who_did_so_too(text: str, told: set[tuple[str, str]]) -> None:
    """Fighters are no part of a government of a land or of a leader's forces; who "did so too" is a side; allies are those in commas."""
    assert standings(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Colombian government and the FARC signed a framework agreement stating that a bilateral ceasefire will be concluded by November.",
            {("colombia-government", "party"), ("farc", "party")},
        ),
        (
            "The Malian government and the CMA signed a roadmap that says a ceasefire will be agreed within ten days.",
            {("mali-government", "party"), ("coordination-of-azawad-movements", "party")},
        ),
        ("Traders signed a petition stating that a ceasefire will be agreed within ten days.", set()),
        ("The Malian government did not sign the roadmap that says a ceasefire will be agreed within ten days.", set()),
        (
            "A truce was reached. The president signed for Sierra Leone, Foday Sankoh for the Revolutionary United Front and Johnny Koroma for the AFRC.",
            {("sierra-leone", "party"), ("revolutionary-united-front", "party"), ("afrc-sierra-leone", "party")},
        ),
        (
            "A ceasefire was agreed. Daniel Chea signed on Tuesday on behalf of the Liberian government and thanked Ghana for the talks and Nigeria for its help.",
            {("liberia-government", "party")},
        ),
        (
            "Armenia and Azerbaijan signed a truce under the joint chairmanship of Russia and Sweden.",
            {("armenia", "party"), ("azerbaijan", "party"), ("russia", "broker"), ("sweden", "broker")},
        ),
    ],
)
def test_who_signs_for_whom_and_who_chairs(text: str, told: set[tuple[str, str]]) -> None:
    """Who signs a paper that foresees a truce is a side, and so is each for whom somebody signs; who chairs the talks is a broker."""
    assert standings(text) == told


def test_a_president_who_chairs_his_cabinet_brokers_nothing() -> None:
    """Who chairs is a broker, but not the head of one of the two sides."""
    text = "The army and the LTTE agreed on a truce in Sri Lanka. The cabinet met under the chairmanship of President Mahinda Rajapaksa."
    assert standings(text, "2006-02-03") == {("sri-lanka-armed-forces", "party"), ("tamil-tigers", "party")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Eastern Front (EF), an ally of Libya, attacked its rivals of the Western Front on Monday. The two warring factions had agreed to a truce.",
            {("eastern-front", "party"), ("western-front", "party")},
        ),
        (
            "Israel attacked Libya, an ally of Russia, on Monday. Both sides had agreed to a truce.",
            {("israel", "party"), ("libya", "party")},
        ),
    ],
)
def test_whose_ally_a_side_is_is_no_side(text: str, told: set[tuple[str, str]]) -> None:
    """A description behind a name and its abbreviation is of that name, and the friend whom it names has no part in the fight."""
    assert standings(text) == told

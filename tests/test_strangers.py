"""A person is no land and no famous namesake; abbreviations mean what the text is about; ranks and nicknames are no names."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.extract import extract
from truceline.model import BASE, Facts
from truceline.read.article import make_article

ONE = [
    ("Lieutenant Maya Jordan said the ford was open. Jordan was tired.", "Jordan", "maya-jordan"),
    ("Colonel Peter Chad of the mission said so. Chad added that nobody had passed.", "Chad", "peter-chad"),
    ("Analyst Jack London said it held. London added that it would not last.", "London", "jack-london"),
    ("Sgt Omar Knowles said the line held. Knowles was tired. Omar Knowles is from Leeds.", "Omar Knowles", "omar-knowles"),
    ("Constable Amy Rowe said the road was shut. Amy Rowe wept.", "Amy Rowe", "amy-rowe"),
    ("Nurse Rima Putin said that ten had died.", "Rima Putin", "rima-putin"),
    ("General August Weiss said the truce was holding.", "August Weiss", "august-weiss"),
    ("Militia boss Omar “the Wolf” Haddad fled. Haddad lost.", "Omar “the Wolf” Haddad", "omar-haddad"),
    ("Exiled National Council leader Sami Rahal said the truce was dead.", "National Council", "national-council"),
    ("The AA took a bridge in Myanmar, the AA said.", "AA", "arakan-army"),
    ("Turkey will send tents, AA reported.", "AA", "anadolu-agency"),
    ("Jordan said its troops had left. Lieutenant Maya Jordan led them. Jordan hailed it.", "Jordan", "jordan"),
    ("Garry Pierre-Louis told reporters that it was grave. Pierre-Louis wept.", "Pierre-Louis", "garry-pierre-louis"),
    ("Hadi said the port was open. Yemen needs fuel.", "Hadi", "abd-rabbu-mansour-hadi"),
    ("Trump said that the war was over.", "Trump", "donald-trump"),
    ("\"We agree,\" the spokesman for the rebel league known as Seleka, Col. Ivo Stern, said.", "the spokesman for the rebel league", "ivo-stern"),
    ("After talks with Ivo Stern, who is the king's envoy for the war, Moor left. The envoy was tired.", "The envoy", "ivo-stern"),
    ("\"The Houthis lie,\" a statement by the Yemeni army said. \"We fired nothing,\" it added.", "it", "yemen-armed-forces"),
    ("Seleka has accused the president of lies. The rebels said they were hungry.", "The rebels", "seleka"),
    ("Envoy June Park called for calm.", "June Park", "june-park"),
    ("Militia boss Omar “the Lion” Haddad accused the army of shelling Homs.", "the army", "syria-armed-forces"),
    ("Navy spokesman Commander Ivo Stern said it was shut. The spokesman left.", "The spokesman", "ivo-stern"),
    ("Navy spokesman Commander Ivo Stern said it was shut. The commander left.", "The commander", "ivo-stern"),
    ("Mayor Ivo Stern accused Captain Lars Moor of theft. “This man lied,” he said.", "he", "ivo-stern"),
    ("Mayor Ivo Stern met Captain Lars Moor. “Moor lied,” he said.", "he", "ivo-stern"),
    ("Iraqi security forces (ISF) took the dam. The ISF lost two men.", "ISF", "iraq-armed-forces"),
    ("Lebanon's Internal Security Forces (ISF) closed a road. The ISF made arrests.", "ISF", "internal-security-forces"),
    ("The Green River Workers' Front (GRWF) fired. The GRWF withdrew.", "GRWF", "green-river-workers-front"),
    ("The Palestine Islamic Jihad (PIJ) agreed. PIJ fired no rocket.", "PIJ", "palestinian-islamic-jihad"),
    ("Clerks of the Arid Front (AF) and the Mill Guild (MG) met. The MG left.", "MG", "mill-guild"),
]  # fmt: skip
"""Text, a name (its last mention counts), the end of the IRI that it means."""


def read(text: str) -> Facts:
    """The facts of a text of May 2019."""
    return extract(make_article(text, published=date(2019, 5, 20)))


def meant(text: str, words: str) -> str:
    """Who is meant by the last mention with exactly these words, without the base of identifiers."""
    found = [m for m in read(text).notes.mentions if m.text == words]
    assert found, [m.text for m in read(text).notes.mentions]
    return (found[-1].actor or "").removeprefix(BASE)


DELAYED = [
    ("A rebel leader in the hills said he was ready. Ivo Stern, who leads a faction, told the radio so.", "A rebel leader", "ivo-stern"),
    ("A militia chief vowed to fight. Prime Minister Ada Brook fled. Ivo Stern, the militia chief, is wanted.", "A militia chief", "ivo-stern"),
    ("Mozambique and the country's old rebel movement signed a truce. Renamo freed ten men.", "the country's old rebel movement", "renamo"),
    ("India's army fought Assam's oldest rebel group again. ULFA, founded in 1979, wants a state.", "Assam's oldest rebel group", "ulfa"),
    ("The governor said the dam would hold. \"We need rain,\" Ivo Stern said.", "The governor", "ivo-stern"),
]  # fmt: skip
"""A description in the lead, and the one who is named after it."""

FEDERAL = [
    ("Slovenia said that the federal army had shelled Ormoz. Yugoslavia's minister denied it.", "the federal army", "yugoslavia-armed-forces"),
    ("Puntland's army clashed with federal forces in Garowe, Mogadishu said.", "federal forces", "somalia-armed-forces"),
    ("Tigray and the federal government agreed on a truce in Ethiopia.", "the federal government", "ethiopia-government"),
    ("Slovenia said that the army had shelled Ormoz.", "the army", "slovenia-armed-forces"),
]  # fmt: skip
"""A body that is called federal, and one that is not."""

OTHERS = [
    ("A rebel commander said the bridge was mined. President Ivo Stern denied it.", "A rebel commander"),
    ("A nurse said the ward was full. Omar Sow said she was right.", "A nurse"),
    ("Gunmen are split, a spokesman said. Another spokesman, Ivo Stern, said they were not.", "a spokesman"),
    ("A senior official said it was late. General Omar Sow denied it.", "A senior official"),
    ("Mali's army fought a rebel movement in the north. Boko Haram claimed a blast in Nigeria.", "a rebel movement"),
    (
        "Ada Brook met the mayor. A rebel leader said he was ready. Ivo Stern told the radio it was late.",
        "A rebel leader",
    ),
]
"""A description in the lead, and somebody else who is named after it."""


@pytest.mark.parametrize(("text", "words", "slug"), DELAYED)
def test_the_lead_describes_who_is_named_later(text: str, words: str, slug: str) -> None:
    """News tell first what somebody is and then who."""
    assert meant(text, words) == slug


@pytest.mark.parametrize(("text", "words", "slug"), FEDERAL)
def test_a_federal_body_is_one_of_a_federation(text: str, words: str, slug: str) -> None:
    """A land that is no federation has no federal army, however much is told of it."""
    assert meant(text, words) == slug


@pytest.mark.parametrize(("text", "words"), OTHERS)
def test_who_is_named_later_can_be_another(text: str, words: str) -> None:
    """Office, side and a pronoun beside the name tell the two apart; one who is named before waits for nobody."""
    assert "/actor/" in meant(text, words)


@pytest.mark.parametrize(("text", "words", "slug"), ONE)
def test_whom_a_name_means(text: str, words: str, slug: str) -> None:
    """Ranks, occupations, lands and abbreviations are told from names by the text."""
    assert meant(text, words) == slug


def test_headlines_name_nobody() -> None:
    """Capitalised words of a headline are no person, and a part of a person's name is no place."""
    notes = read("Gunmen Vow To Hold Fire Around Aleppo As Envoys Meet.").notes
    assert not [m.text for m in notes.mentions if m.type == "Person" and " " in m.text]
    assert not read("Envoy June Halloran met General August Weiss.").notes.places


def test_rebels_are_no_alliance_of_states() -> None:
    """An alliance that no name calls rebels is not meant by them."""
    text = "The Saudi-led coalition bombed a bridge near Taiz. The rebels said they had left."
    assert meant(text, "The rebels") != meant(text, "Saudi-led coalition")


def test_stranger_is_no_namesake() -> None:
    """Whom a text introduces by an occupation is not the one known by that family name, and is this article's own."""
    text = "Mr Hadi, a baker in Aden, said that bread was scarce. Hadi has closed his shop. Yemen starves."
    assert meant(text, "Hadi").endswith("/actor/hadi")


def test_one_word_strangers_of_two_articles_are_two() -> None:
    """A single word for a person whom nobody knows is another in another article."""
    one, other = "Janine said the road was shut.", "Janine said that the mill had burned down."
    assert meant(one, "Janine") != meant(other, "Janine")
    assert meant(one + " Janine wept.", "Janine").endswith("/actor/janine")


def test_a_person_spelt_in_several_ways_is_one_across_articles() -> None:
    """Transliterations of one given name are one person; another given name, or another family name, is another."""
    told = {
        "Loay al-Harbi": "Loay al-Harbi said the road was open.",
        "Louay al-Harbi": "Governor Louay al-Harbi said that the mill had burned down.",
        "Louai Al Harbi": "Louai Al Harbi, a judge, said it was late.",
    }
    assert {meant(text, words) for words, text in told.items()} == {"loay-al-harbi"}
    assert meant("Sergey Ivanov said so.", "Sergey Ivanov") == meant("Sergei Ivanov wept.", "Sergei Ivanov")
    assert meant("Khaled Omari said so.", "Khaled Omari") != meant("Khalil Omari wept.", "Khalil Omari")
    assert meant("Ahmad Sow said so.", "Ahmad Sow") != meant("Ahmad Diop wept.", "Ahmad Diop")


def test_unnamed_groups_are_one_node_of_their_article() -> None:
    """Activists are one group in an article, and another in the next."""
    one = read("Activists said that troops had shelled the town. Activists counted ten dead.").notes
    other = read("Activists said that a bridge was gone.").notes
    groups = [m.actor for m in one.mentions if m.text == "Activists"]
    assert len(groups) == 2 and len(set(groups)) == 1
    assert groups[0] not in {m.actor for m in other.mentions}


def test_rebel_leader_is_not_the_president() -> None:
    """A president without a name heads a state, and is never the rebel leader beside him."""
    text = "The president and the rebel leader shook hands in Lusaka."
    assert meant(text, "The president") != meant(text, "the rebel leader")


@pytest.mark.parametrize(
    "text",
    [
        "its the team, ten friend and Jean-Bertrand congratulated Ona, Muse",
        "that . called for called for the two called for ( ) accused , truce",
        "which rebels fled in , that rebels fled which the army of Monday truce told reporters",
        " -  of the army both troops while the army ) . agreed to sign ( the two , the two He the UN ’s must leave",
    ],
)
def test_loose_ends_are_read(text: str) -> None:
    """A text that is no sentence raises nothing, and no mention is empty or begins with a space."""
    assert all(m.text and m.text == m.text.strip() for m in read(text).notes.mentions)

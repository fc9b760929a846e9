"""Descriptions that take up somebody, and bodies without their land: in sentences of our own, and where they must not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from truceline.errors import KnowledgeError
from truceline.extract import extract
from truceline.know import actors
from truceline.link import antecedents, state_features
from truceline.model import BASE, Mention
from truceline.read.article import make_article

TAKEN_UP = [
    ("The High Negotiations Committee left Geneva. Qatar sent envoys. The committee wants a date.", "The committee", "high-negotiations-committee"),
    ("Three hooded members of ETA read a text in May.", "hooded members of ETA", "eta"),
    ("Boko Haram raided Baga on Sunday. The fighters burned the market.", "The fighters", "boko-haram"),
    ("Hamas fired rockets. Egypt sent envoys. The group claimed a victory.", "The group", "hamas"),
    ("Rebels in Nepal met monks. Malian gunmen met traders.", "Malian gunmen", None),
    ("Boko Haram raided Baga. Other fighters burned Kukawa.", "Other fighters", None),
    ("Hamas fired rockets. The residents of Haifa fled.", "The residents of Haifa", None),
    ("The army will be halved and the ELN disarmed, a treaty says. Its camps and the guerrillas go.", "the guerrillas", "eln"),
    ("Colombia blamed the guerrillas of the ELN on Monday.", "the guerrillas", "eln"),
    ("Colombia blamed the guerrillas of the mountains on Monday.", "the guerrillas", None),
    ("The president flew to Lome on Sunday. Reporters heard President Ivo Stern laugh.", "The president", "ivo-stern"),
    ("President Ivo Stern met envoys in Lome. The head of state then flew home.", "The head of state", "ivo-stern"),
    ("A baker in Lome sold bread. Reporters heard President Ivo Stern laugh.", "A baker", None),
    ("Peru and Ecuador sent envoys to Lome. Peru said that the neighbour had fired first.", "the neighbour", "ecuador"),
    ("Ivo Stern lives in Lome. His neighbour heard shots.", "His neighbour", None),
    ("The kidnappers wanted money. Boko Haram took the girls in April.", "The kidnappers", "boko-haram"),
]  # fmt: skip
"""Text, a description, the actor that it takes up; none where it is of another."""

JOINED = [
    ("Ivo Stern and Anna Berg shook hands in Lome. Nobody cheered. The two men left by car.", "The two men", 2),
    ("President Ivo Stern and Prime Minister Karl Lind met in Lome. Anna Berg stood between both men.", "both men", 2),
    ("Defence Minister Ivo Stern met Foreign Minister Karl Lind. The ministers smiled.", "The ministers", 2),
    ("Ivo Stern, Karl Lind and Anna Berg met in Lome. The two men left by car.", "The two men", 0),
    ("Ivo Stern and Karl Lind met in Lome. Two drivers left by car.", "drivers", 0),
    ("Ivo Stern and Karl Lind met in Lome. The villagers left by car.", "The villagers", 0),
]
"""Text, a plural, for how many persons named before it stands."""

BODIES = [
    ("Israeli tanks rolled into Ramallah. Yasser Arafat called for help. The army said gunmen were inside.", "The army", "israel-armed-forces"),
    ("Turkish jets hit Qandil in Iraq on Friday. The army said it had struck camps of the PKK.", "The army", "turkey-armed-forces"),
    ("Ban Ki-moon was told that government forces had shelled Homs in Syria.", "government forces", "syria-armed-forces"),
    ("Iraq said that the bridge was safe. Its air force had struck nothing.", "Its air force", "iraq-air-force"),
    ("Envoys met in Geneva. The army was quiet.", "The army", None),
    ("Peruvian tanks rolled into Tumbes on Monday.", "Peruvian tanks", "peru-armed-forces"),
    ("Peru mourned on Monday. The armed forces replied that the bridge was safe.", "The armed forces", "peru-armed-forces"),
]  # fmt: skip
"""Text, a body without its land, the body meant; none where nobody can tell."""


def meant(text: str, words: str) -> Mention:
    """The last mention with these words in a text of May 2016."""
    found = extract(make_article(text, published=date(2016, 5, 20))).notes.mentions
    return next(m for m in reversed(found) if m.text == words)


def leads_to(text: str, words: str, slug: str | None) -> bool:
    """Whether words of a text mean an actor; without one, somebody whom only that text knows."""
    actor = (meant(text, words).actor or "").removeprefix(BASE)
    return actor == slug if slug else "/actor/" in actor


@pytest.mark.parametrize(("text", "words", "slug"), TAKEN_UP)
def test_description_takes_up_who_fits(text: str, words: str, slug: str | None) -> None:
    """A description means the actor before that fits it, and somebody of its own where none does."""
    assert leads_to(text, words, slug)


def test_capitals_that_are_to_do_something() -> None:
    """A capital that is to do something, or is begged to, is its state; one that is to be rebuilt is a place."""
    text = "Bogota is to protect the camps. Peru begged Naypyidaw to stop. Lome is to be rebuilt."
    found = extract(make_article(text, published=date(2016, 5, 20)))
    assert [m.text for m in found.notes.mentions] == ["Bogota", "Peru", "Naypyidaw"]


def test_arms_that_do_not_act_are_nobody() -> None:
    """Arms of a land that are bought, or only described, are no actor."""
    found = extract(make_article("Egypt bought Peruvian tanks. Peruvian tanks are slow.", published=date(2016, 5, 20)))
    assert [m.text for m in found.notes.mentions] == ["Egypt"]


PRONOUNS = [
    ("Tokyo said that it had not been told of the raid.", "it", "japan"),
    ("Chad closed the border, and Kigali said it was tired of being blamed.", "it", "rwanda"),
    ("Chad closed the border. The pact is void, and it was signed in May.", "it", None),
    ("Rebels held Lome. The army and its helpers had killed over 400 of them.", "them", "rebels"),
]
"""Text of a day, a pronoun, the last part of the id of whom it means; nobody."""


@pytest.mark.parametrize(("text", "words", "slug"), PRONOUNS)
def test_pronouns_of_bodies(text: str, words: str, slug: str | None) -> None:
    """A body that is told of something is "it"; nobody kills himself by "them"."""
    assert (meant(text, words).actor or "").rpartition("/")[2] == (slug or "")


@pytest.mark.parametrize(("text", "words", "several"), JOINED)
def test_persons_counted(text: str, words: str, several: int) -> None:
    """A plural that counts persons has those joined before it as members; otherwise nobody is guessed."""
    m = meant(text, words)
    assert len(m.members) == several and (not several or m.actor is None)


@pytest.mark.parametrize(("text", "words", "slug"), BODIES)
def test_whose_body(text: str, words: str, slug: str | None) -> None:
    """The army is that of who sent the tanks or jets, of no land that has none, and of no official of the United Nations."""
    assert leads_to(text, words, slug)


@pytest.mark.parametrize(
    ("day", "text", "words", "slug"),
    [
        (date(2003, 2, 4), "The SPLA accused the government of bombing a village.", "SPLA", "splm-a"),
        (date(2003, 2, 4), "The SPLA took Yei. The rebels hold the south.", "The rebels", "splm-a"),
        (date(2012, 4, 11), "The SPLA seized Heglig from Sudan on Tuesday.", "SPLA", "south-sudan-armed-forces"),
        (date(1999, 9, 9), "Militias burned Dili in East Timor. Indonesia sent the army.", "the army", "indonesia-armed-forces"),
        (date(2014, 1, 2), "The PKK met envoys in Oslo.", "PKK", "kurdistan-workers-party"),
    ],
)  # fmt: skip
def test_names_mean_who_bears_them_on_the_day(day: date, text: str, words: str, slug: str) -> None:
    """A name that passed from a movement to the army of its state means each in its time; no land has an army before there is one."""
    found = extract(make_article(text, published=day)).notes.mentions
    assert next(m.actor for m in found if m.text == words) == BASE + slug


def test_lands_without_an_army() -> None:
    """A land whose row says that it has no army gives none to its institutions; others have theirs."""
    assert actors.get("palestine-armed-forces") is None and actors.get("costa-rica-armed-forces") is None
    assert actors.get("palestine-police") and actors.get("jordan-armed-forces")


@pytest.mark.parametrize(("module", "script"), [(antecedents, "fit_descriptions"), (state_features, "fit_states")])
def test_a_table_for_other_features_is_refused(
    module: object, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights that were fitted for other features are refused by name of the script that fits them."""
    weights = module.weights  # type: ignore[attr-defined]
    weights.cache_clear()
    monkeypatch.setattr(module, "FEATURES", ("told by a bird",))
    try:
        with pytest.raises(KnowledgeError, match=script):
            weights()
    finally:
        monkeypatch.undo()
        weights.cache_clear()

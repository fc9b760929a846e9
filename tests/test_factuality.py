"""One answer on negation, modality, attempt, hope, plan, condition, demand and doubt, for any word."""

from __future__ import annotations

import pytest

from truceline.analysis.factuality import Factuality, factuality
from truceline.analysis.parse import parse
from truceline.know.moods import MOODS, operators
from truceline.read import make_article
from truceline.shelf import data, rows


def read(text: str) -> Factuality:
    """The factuality of the word between asterisks."""
    bare = text.replace("*", "")
    t = parse(make_article(bare)).tree
    return factuality(t, t.start.index(text.index("*")))


def levels(level: str, *texts: str) -> list[tuple[str, str]]:
    """Texts with the level that the marked word of each must have."""
    return [(text, level) for text in texts]


FACTS = levels(
    "happened",
    "The navy had too few boats when it *seized* the port.",
    "Enough troops arrived, and the navy *seized* the port.",
    "The navy *seized* the port.",
    "The navy managed to *seize* the port.",
    "The navy did not fail to *seize* the port.",
    "Aden was the first port to *fall* to the navy.",
    "The minister condemned the *raid*.",
    "The minister will condemn the *raid*.",
    "The navy was not behind the *raid*.",
    "No group has claimed responsibility for the *raid*.",
    "The navy denied that it *shelled* the port.",
    "Witnesses found evidence that the navy had *shelled* the port.",
    "The envoy did not say who had *shelled* the port.",
    "The UN confirmed that the navy had *shelled* the port.",
    "There are reports that the accord has *collapsed*.",
    "The claim that the navy had *shelled* the port was true.",
    "It is clear that the navy *shelled* the port.",
    "They declared the war *ended*.",
    "The raids resumed once the blockade *ended*.",
    "Before the port *fell*, its garrison fled.",
    "It was time for the vote, and the navy *raided* the port.",
)
NOT = levels(
    "didNotHappen",
    "The navy was too weak to *seize* the port.",
    "The navy was not strong enough to *seize* the port.",
    "The cabinet does not find the pressure high enough to *halt* the raids.",
    "Help came too late to *save* the port.",
    "The navy did not *seize* the port.",
    "The navy never *seized* the port.",
    "The navy has yet to *seize* the port.",
    "The navy could not *seize* the port.",
    "The navy won't *seize* the port.",
    "The navy ca n't *seize* the port.",
    "The navy failed to *seize* the port.",
    "The navy held off *imposing* a blockade.",
    "The cabinet ruled out *sending* troops.",
    "Rebels left without *firing* a shot.",
    "Its attempt to *seize* the port failed.",
    "A planned *raid* on the port was called off.",
    "The *raid* was cancelled.",
    "No *raid* was reported.",
    "Inspectors found no sign that the navy had *used* gas.",
    "Inspectors had not seen evidence that the navy *used* gas.",
    "There was no indication that the accord had been *broken*.",
    "The claim that rebels had *shelled* the clinic was false.",
    "Reports that rebels had *shelled* the clinic turned out to be untrue.",
    "It is not true that the navy *shelled* the port.",
    "There is no evidence of a *raid*.",
    "The rebels showed no sign of *backing* down.",
    "Nobody *attacked* the port.",
    "Nobody declared the war *ended*.",
    "The war went on without an agreement to *end* it.",
    "There is no plan to *blockade* the port.",
    "The rebels no longer *shell* the port.",
)
AHEAD = levels(
    "planned",
    "The navy will *seize* the port.",
    "The navy said it would *seize* the port.",
    "The talks are to *resume* on Friday.",
    "The navy agreed to *leave* the port.",
    "A convoy meant for *evacuating* the sick was held up.",
    "Talks aimed at *ending* the blockade were cancelled.",
    "The navy will launch a *raid* on the port.",
)
OPEN = levels(
    "hypothetical",
    "The navy was strong enough to *capture* the port.",
    "The rebels were not too weak to *attack* the capital.",
    "The navy hoped to *capture* the port.",
    "The navy tried to *capture* the port.",
    "The navy may *capture* the port.",
    "The navy may not *capture* the port.",
    "Peru demanded the *withdrawal* of the navy.",
    "Peru demanded that the navy *withdraw*.",
    "Peru called for a *ceasefire*.",
    "If the navy *withdraws*, Peru will pay.",
    "It is time to *strike* the capital.",
    "Negotiations on *lifting* the blockade went on.",
    "The UN could not confirm that the navy had *used* gas.",
    "The report did not say that the navy had *used* gas.",
    "It is unclear who *fired* the rocket.",
    "There are fears that the accord has *collapsed*.",
    "Did the navy *attack* the port?",
    "The minister said the raids would resume once the blockade *ended*.",
    "The raids will go on until the blockade *ends*.",
    "The navy warned of a *raid* on the port.",
)


@pytest.mark.parametrize(("text", "level"), [*FACTS, *NOT, *AHEAD, *OPEN])
def test_level_of_a_word(text: str, level: str) -> None:
    """The words over and beside a deed decide how far it got, and only those."""
    assert read(text).level == level


@pytest.mark.parametrize(
    ("text", "mood", "negated"),
    [
        ("Both sides agreed to *extend* the accord.", "undertaken", False),
        ("Both sides agreed not to *extend* the accord.", "undertaken", True),
        ("The sides tried to *extend* the accord.", "attempted", False),
        ("The accord might not *hold*.", "possible", True),
        ("They urged the navy to *leave*.", "asked", False),
        ("If the navy *leaves*, they will talk.", "supposed", False),
        ("They doubted that the navy had *left*.", "unproven", False),
        ("The accord is not *dead*.", "told", True),
        ("The accord failed to *hold*.", "told", True),
        ("Fighting *rages* on.", "told", False),
    ],
)
def test_mood_and_polarity(text: str, mood: str, negated: bool) -> None:
    """Mood and negation are told apart for those who turn them into something else."""
    found = read(text)
    assert (found.mood, found.negated) == (mood, negated)


@pytest.mark.parametrize(("text", "settled"), [("The navy *left*.", True), ("The navy *leaves* the port.", False)])
def test_what_a_tense_leaves_open(text: str, settled: bool) -> None:
    """A past settles how far a deed got; the simple present leaves it to who says so."""
    assert read(text).settled is settled


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("The army hoped to win.", "hope"),
        ("Fighting raged on.", "rage"),
        ("Talks were slated for May.", "slate"),
        ("They staged a raid.", "stage"),
        ("The boy hopped over the wall.", "hop"),
        ("They waged a war.", "wage"),
        ("Rebels retook the town.", "retake"),
    ],
)
def test_lemmas_are_right_for_everybody(text: str, lemma: str) -> None:
    """Verbs that English spelling makes alike are told apart in the tree itself."""
    assert lemma in parse(make_article(text)).tree.lemma


def test_a_noun_keeps_its_lemma() -> None:
    """ "Shelling" as a noun is no form of "shell"."""
    assert "shelling" in parse(make_article("The shelling of the port went on.")).tree.lemma


def test_words_of_the_table() -> None:
    """Every row has a known mood and a source, and no word stands twice in a slot."""
    seen: set[tuple[str, str]] = set()
    for row in rows(data("lexicon", "factuality.tsv")):
        assert row["source"], row
        for word in row["words"].split():
            assert (row["slot"], word) not in seen, (row["slot"], word)
            seen.add((row["slot"], word))
            assert operators(row["slot"])[word].mood in (None, *MOODS)
    assert operators("no such slot") == {}

"""Dirty text: it reads as it should, and every offset leads back into the text as it was kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.analysis.repair import mended, repaired
from truceline.extract import extract
from truceline.model import Article, Facts
from truceline.read.article import make_article

DIRTY = [
    ("The rebels did n't leave , and the army 's guns fell silent .", "The rebels didn't leave, and the army's guns fell silent."),
    ("Monitors ( from the AU ) said : calm holds .", "Monitors (from the AU) said: calm holds."),
    ("They wo n't sign , he 's sure .The talks go on .", "They won't sign, he's sure. The talks go on."),
    ("``We agreed'' , the envoy said .", "“We agreed”, the envoy said."),
    ('The envoy , a Dane , said : " We agreed . "', 'The envoy, a Dane, said: "We agreed."'),
    ("A US - led force , he said , left the rebel - held town .", "A US-led force, he said, left the rebel-held town."),
    ("Sudans army said the armys chief did not know.", "Sudan's army said the army's chief did not know."),
    ("Hezbollahs fighters left and Putins envoy stayed.", "Hezbollah's fighters left and Putin's envoy stayed."),
    ("They didnt fire and theyre gone.", "They didn't fire and they're gone."),
    ("Shells fell on the town.The army fired back.", "Shells fell on the town. The army fired back."),
    ("Raids hit Homs,Hama and Idlib.", "Raids hit Homs, Hama and Idlib."),
    ("The sides signed a truceThe rebels left.", "The sides signed a truce The rebels left."),
    ("REBELS AGREE TO TRUCE IN KASSALA, SAYS UN\n\nThe rebels agreed.", "Rebels agree to truce in Kassala, says UN\n\nThe rebels agreed."),
    ("Rebels Agree To Halt Fire Near Goma On May 5\n\nThe rebels agreed.", "Rebels agree to halt fire near Goma on May 5\n\nThe rebels agreed."),
]  # fmt: skip

CLEAN = [
    "The two Koreas agreed; both Sudans followed.",
    "The Philippines government and the Netherlands envoy met in Athens, a U.S.-led group said.",
    "Mr Adams said the talks – his first – failed... He left at 5.30 p.m. on Monday.",
    "See www.example.com or write to press@example.org, McAdam of YouTube said.",
    "The town's elders \"agreed\" - said one - that 'calm' holds.",
    "The United Nations Security Council\n\nIt met on Monday.",
    "Parties: the army, the rebels; guarantors (three) signed.",
    "The Hague tribunal's judges don't rule on Sundays.",
    "Officials of the Emirates said Texas oil firms left.",
    "The rebels' leader and the envoys' aides met.",
]


@pytest.mark.parametrize(("dirty", "clean"), DIRTY, ids=[d for d, _ in DIRTY])
def test_dirty_text_reads_as_it_should(dirty: str, clean: str) -> None:
    """Each kind of dirt is mended."""
    assert mended(dirty).text == clean


@pytest.mark.parametrize("text", [*CLEAN, *(c for _, c in DIRTY)])
def test_clean_text_is_left_alone(text: str) -> None:
    """What reads well already is not touched, mended text least of all."""
    assert not mended(text).changed


_PIECES = st.sampled_from(
    (
        *[
            "the",
            "army",
            "'s",
            "did",
            "n't",
            ",",
            ".",
            "town.The",
            "Sudans",
            "armys",
            "``",
            "''",
            "(",
            ")",
            "SHELLS",
            "HIT",
            "TOWN",
            "Rebels",
            "Agree",
            "To",
            "Halt",
            "didnt",
            "US",
            "-",
            "led",
        ],
        " .",
        '"',
        "\n",
        "\n\n",
        "İ",
        "ß",
        "🕊",
        "é",
        " ",
        "  ",
        "\t",
    )
)
_TEXTS = st.one_of(
    st.text(max_size=60), st.lists(_PIECES, max_size=40).map(" ".join), st.lists(_PIECES, max_size=20).map("".join)
)


@given(_TEXTS, st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_stretch_leads_back(text: str, data: st.DataObject) -> None:
    """A stretch of the mended text is one of the kept text, in order; a character that was not changed is the same."""
    found = mended(text)
    n = len(found.text)
    start = data.draw(st.integers(0, n))
    end = data.draw(st.integers(start, n))
    first, last = found.kept(start, end)
    assert 0 <= first <= last <= len(text)
    assert (first < last) == (start < end)
    before = found.kept(0, start)
    assert start == 0 or before[1] <= max(last, first + 1)
    for i, char in enumerate(found.text):
        a, b = found.kept(i, i + 1)
        assert char in text[a:b] or char in " '’-“”" or char.lower() == text[a:b].lower()


@given(_TEXTS)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mending_loses_no_letter(text: str) -> None:
    """Letters and digits are all kept, in their order."""
    found = mended(text)
    assert [c.lower() for c in found.text if c.isalnum()] == [c.lower() for c in text if c.isalnum()]


def _items(facts: Facts) -> list[tuple[int, int, str]]:
    """Span and words of all that has both."""
    n = facts.notes
    return [(x.start, x.end, x.text) for x in (*n.times, *n.places, *n.mentions, *n.figures)]


def _read(text: str) -> tuple[Article, Facts]:
    """An article and its facts."""
    article = make_article(text, published=date(2023, 5, 20))
    return article, extract(article)


def test_facts_stand_in_the_text_as_kept() -> None:
    """Facts of a text that was cut into tokens are those of the same text in good order, over the text as it was."""
    good = "The rebels didn't leave. Sudan's army said on Monday that shelling had killed at least 12 people in Nyala, a town in Darfur."
    cut = "The rebels did n't leave . Sudan 's army said on Monday that shelling had killed at least 12 people in Nyala , a town in Darfur ."
    one, two = _read(good)[1], _read(cut)
    assert two[1].article == two[0]
    assert all(cut[a:b] == words for a, b, words in _items(two[1]))
    assert [cut[s.start : s.end] for s in two[1].sentences] == [cut[:26], cut[27:]]
    kinds = [[(e.kind, e.factuality) for e in f.notes.events] for f in (one, two[1])]
    assert kinds[0] == kinds[1] and kinds[0]
    assert [f.lower for f in two[1].notes.figures] == [12]
    assert [c.stance for c in two[1].notes.claims] == [c.stance for c in one.notes.claims]


def test_blocks_and_hash_go_with_the_text() -> None:
    """The mended article keeps hash and address, and its blocks stand on the same lines."""
    article = make_article(
        "ARMY SHELLS TOWN IN DARFUR\n\nThe army 's guns fired , he said .\n\nCalm held .", published=date(2023, 5, 20)
    )
    working, found = repaired(article)
    assert (working.hash, working.iri) == (article.hash, article.iri)
    assert [working.text[b.start : b.end] for b in working.blocks] == working.text.split("\n\n")
    assert [found.kept(b.start, b.end) for b in working.blocks] == [(b.start, b.end) for b in article.blocks]

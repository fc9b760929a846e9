"""Parsing: sentences, quotations, offsets."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.analysis.factuality import factuality
from truceline.analysis.parse import parse, parse_all, quotations
from truceline.read import make_article


def sentences(text: str) -> list[str]:
    """The sentences of a text, as words."""
    parsed = parse(make_article(text))
    return [text[s.start : s.end] for s in parsed.sentences]


def test_a_headline_does_not_run_into_the_text() -> None:
    """Each line is its own sentence when it has no full stop."""
    text = "Guns fall silent in Tripoli\n\nThe truce held on Monday. Both sides said so."
    assert sentences(text) == ["Guns fall silent in Tripoli", "The truce held on Monday.", "Both sides said so."]


def test_names_and_abbreviations_are_not_cut() -> None:
    """A sentence ends where punctuation ends it, not inside a title or a name."""
    text = "UN Secretary of State aide Gen. Paul Smith met U.S. envoys in Juba. He left on Sunday."
    assert len(sentences(text)) == 2


def test_a_closing_quote_belongs_to_its_sentence() -> None:
    """A quotation mark after the full stop does not become a sentence."""
    text = 'The minister said: "We shall not fire first. We shall answer." Nobody did.'
    assert all(len(s) > 3 for s in sentences(text))


def test_quotations_run_to_the_end_of_an_unclosed_paragraph() -> None:
    """A quotation that goes on in the next paragraph is opened twice and closed once."""
    text = '"We agreed in Doha, he said.\n\n"We keep our word."'
    found = [q.of(text) for q in quotations(text, make_article(text))]
    assert found == ["We agreed in Doha, he said.", "We keep our word."]


def test_inches_are_no_quotation() -> None:
    """A mark after a digit does not open a quotation."""
    assert not quotations('A 5" shell and a 6" one.')


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=200))
def test_offsets_are_exact_for_any_text(text: str) -> None:
    """Sentences are in order, inside the text, and begin and end with a character that is no space."""
    parsed = parse(make_article(text))
    last = 0
    for s in parsed.sentences:
        assert last <= s.start < s.end <= len(text)
        assert not text[s.start].isspace()
        last = s.end
    assert parsed.doc.text == text


@pytest.mark.parametrize("paragraph", ["\n\n", " "], ids=["paragraphs", "one line"])
def test_a_long_text_is_parsed_in_pieces(paragraph: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than one piece gives the same tokens and sentences, at the same offsets."""
    text = paragraph.join(["The truce held on Monday.", "Both armies said so, and nobody was hurt."] * 12)
    whole = parse(make_article(text))
    monkeypatch.setattr("truceline.analysis.parse.ROOM", 100)
    cut = parse(make_article(text))
    assert cut.doc.text == text
    assert cut.sentences == whole.sentences
    assert [(t.idx, t.text) for t in cut.doc] == [(t.idx, t.text) for t in whole.doc]


def test_a_text_without_a_seam_is_cut_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one endless word stops the parse."""
    monkeypatch.setattr("truceline.analysis.parse.ROOM", 1000)
    text = "a" * 5000
    assert parse(make_article(text)).doc.text == text


def test_many_articles_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches by length keep the order, and each article gets its own parse."""
    monkeypatch.setattr("truceline.analysis.parse.ROOM", 60)
    texts = [f"The truce held for {n} days, they said." for n in range(9)]
    assert [p.doc.text for p in parse_all(make_article(t) for t in texts)] == texts


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Nepalese government and rebel group Lal Sena sign a truce, in efforts to end the war.", "sign", "government"),
        ("Ugandan army and rebel movement Holy Front sign a ceasefire, in efforts to end the war.", "sign", "army"),
        (
            "Xinhua reports the Sunday evening truce between Kachin fighters and pro-Chinese border forces, declared "
            "following a two-day outbreak of fighting that killed at least nine people, is holding.",
            "holding",
            "truce",
        ),
        ("At the Oslo Peace Forum, a ceasefire between the rebels and the army, per the Bergen Accord, takes effect Monday.", "takes", "ceasefire"),
        (
            "Rebel raids kill at least nine people, including two nurses, in northern Kivu, violating the truce.",
            "violating",
            "raids",
        ),
        ("Mali crisis: A ten-day truce begins in Mali as aid groups, among them nurses, seek access.", "begins", "truce"),
        ("In Geneva, the envoy, a former minister, takes notes.", "takes", "envoy"),
        ("The army reports the loss of a town that is burning.", "reports", "army"),
        ("The stop sign on the road fell.", "fell", "sign"),
    ],
)  # fmt: skip
def test_a_verb_has_the_subject_that_a_reader_gives_it(text: str, verb: str, subject: str) -> None:
    """Verbs taken for nouns, told without "that", after a fronted place; others keep what the parser gave them."""
    tree = parse(make_article(text)).tree
    at = tree.lower.index(verb)
    assert tree.pos[at] == "VERB"
    assert [tree.lower[k] for k in tree.surface_subject(at)][:1] == [subject]


@pytest.mark.parametrize(
    ("text", "lemma", "whole"),
    [
        ("The rebels re-established the truce.", "re-establish", "re-established"),
        ("Two died in a shoot-out with the police.", "shoot-out", "shoot-out"),
        ("A short-lived truce ended.", "short-lived", "short-lived"),
        ("The rebels established the truce.", "establish", "established"),
        ("A well-established truce holds.", "establish", "established"),
        ("They shot - out of fear - two men.", "out", "out"),
    ],
)
def test_a_word_cut_at_its_hyphen_is_one_where_we_know_it(text: str, lemma: str, whole: str) -> None:
    """The last part of a known word with a hyphen stands for all of it; parts that make no known word, or stand apart, stay apart."""
    tree = parse(make_article(text)).tree
    found = [tree.word(i).of(text) for i in range(len(tree)) if lemma in (tree.lemma[i], tree.lower[i])]
    assert found == [whole]


def test_a_prefix_does_not_take_the_subject_from_its_verb() -> None:
    """ "Co-mediated" is one verb, and those before it are its subject."""
    tree = parse(make_article("Oman and Norway co-mediated the ceasefire.")).tree
    verb = tree.lower.index("mediated")
    assert [tree.lower[k] for k in tree.agents(verb)] == ["oman", "norway"]


@pytest.mark.parametrize(
    "text",
    [
        "one August. FARC co-chairs effect Tuesday. truce : a seven-day must leave ceasefire RSF. ceasefire ( signed wounded. for",
        "factions co-chairs seven-day humanitarian and both Minsk monitors declared Kyiv on in",
        "Cilia would non-Bodo had ceasefire defence Rauf",
    ],
)
def test_no_mending_leaves_a_circle(text: str) -> None:
    """A text of loose ends is read to its end: no token hangs below itself."""
    tree = parse(make_article(text)).tree
    for i in range(len(tree)):
        steps = 0
        while tree.head[i] != i:
            i, steps = tree.head[i], steps + 1
            assert steps <= len(tree)


def test_a_question_asked_again_is_answered_as_before() -> None:
    """What a word tells is looked up once for a text, and is the same as without looking it up."""
    tree = parse(make_article("The army failed to capture the town and asked for a truce.")).tree
    word = tree.lower.index("capture")
    first = factuality(tree, word)
    assert factuality(tree, word) is first
    assert factuality(replace(tree, answers=None), word) == first


def test_the_label_before_a_title_is_no_news() -> None:
    """What stands before the first block tells nothing; a text without blocks is news."""
    text = "Title: Guns fall silent\nDate: 2 May 2019\n\nThe army and the rebels signed a truce."
    told = [text[s.start : s.end] for s in parse(make_article(text)).sentences if s.content]
    assert told == ["Guns fall silent", "The army and the rebels signed a truce."]


def test_a_name_is_over_its_abbreviation() -> None:
    """What is done to a name is not done to the brackets behind it."""
    tree = parse(make_article("Both armies signed a Cessation of Hostilities Agreement (CoHA) in 2017.")).tree
    cessation, short = tree.lower.index("cessation"), tree.lower.index("coha")
    assert (tree.dep[cessation], tree.lower[tree.head[cessation]]) == ("dobj", "signed")
    assert (tree.dep[short], tree.head[short]) == ("appos", cessation)

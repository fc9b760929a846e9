"""Which time dates which word: sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from truceline import chain
from truceline.analysis import dating
from truceline.analysis.parse import parse
from truceline.model import Notes, When
from truceline.read import make_article
from truceline.times import find_times

PUBLISHED = date(2016, 5, 3)


def at_word(text: str, word: str, saying: bool = False) -> tuple[str, bool] | None:
    """The text of the time that dates a word, and whether that is inferred."""
    parsed = parse(make_article(text, published=PUBLISHED))
    t, notes = parsed.tree, chain.run(parsed)
    ready = dating.dating(parsed, notes)
    found = dating.time_for(ready, t.lower.index(word), saying)
    return (notes.times[found.time].text, found.inferred) if found else None


@pytest.mark.parametrize(
    ("text", "word", "time"),
    [
        ("Warplanes bombed the market on Sunday.", "bombed", "Sunday"),
        ("On Sunday, warplanes bombed the market.", "bombed", "Sunday"),
        ("A raid on Sunday was the first in weeks.", "raid", "Sunday"),
        ("Ten people have been killed since April 22.", "killed", "April 22"),
        ("The army began an offensive in March.", "offensive", "March"),
        ("The two sides held talks last week.", "talks", "last week"),
        ("Sunday's attack closed the road.", "attack", "Sunday"),
        ("The truce was extended until Friday.", "extended", "Friday"),
        ("Gunmen stormed the base on Monday, killing nine.", "killing", "Monday"),
        ("The market closed earlier this year after a shell hit it.", "closed", "earlier this year"),
        ("The general, who fled in 2014, returned on Monday.", "returned", "Monday"),
        ("The general, who fled in 2014, returned on Monday.", "fled", "2014"),
    ],
)
def test_told(text: str, word: str, time: str) -> None:
    """What the sentence says is found, and not called an inference."""
    assert at_word(text, word) == (time, False)


@pytest.mark.parametrize(
    ("text", "word", "time"),
    [
        ("Nine people were killed in a raid on Sunday.", "killed", "Sunday"),
        ("A raid on Sunday killed nine people.", "killed", "Sunday"),
        ("On Sunday they stormed the base and burnt it.", "burnt", "Sunday"),
        ("The court examined the shelling on Monday.", "shelling", "Monday"),
    ],
)
def test_inferred(text: str, word: str, time: str) -> None:
    """What is taken over from beside says so, however the sentence is parsed."""
    found = at_word(text, word)
    assert found is not None and found[0] == time


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The minister said on Monday that the army had shelled the town.", "shelled"),
        ("Talks opened in March and will then continue in the south.", "continue"),
        ("The war began in 2011. The truce is holding.", "holding"),
        ("The mission left on Friday because the town was shelled.", "shelled"),
    ],
)
def test_not_dated(text: str, word: str) -> None:
    """Neither the day of a saying nor another clause dates a word."""
    assert at_word(text, word) is None


def test_the_saying_is_dated() -> None:
    """A reporting verb asks for the time of the saying and gets it."""
    assert at_word("The minister said on Monday that the army had shelled the town.", "said", saying=True) == (
        "Monday",
        False,
    )


def test_before() -> None:
    """A main verb in the past goes on from the sentence before, and only within its paragraph."""
    text = "Rebels entered the town on Sunday. They seized the airport.\n\nThey released ten men."
    parsed = parse(make_article(text, published=PUBLISHED))
    t = parsed.tree
    ready = dating.dating(parsed, Notes(times=find_times(text, PUBLISHED)))
    assert dating.before(ready, t.lower.index("seized")) == dating.Dated(0, "before", True)
    assert dating.before(ready, t.lower.index("released")) is None
    assert dating.before(ready, t.lower.index("entered")) is None


def stamps(text: str) -> list[str | None]:
    """The four time stamps and the EDTF that the first time of a text gives."""
    when = dating.when_of(find_times(text, PUBLISHED)[0])
    assert isinstance(when, When)
    four = (when.earliest_begin, when.latest_begin, when.earliest_end, when.latest_end)
    return [*(d.strftime("%m-%d") if d else None for d in four), when.edtf]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It fell on Monday.", ["05-02", "05-03", "05-02", "05-03", "2016-05-02"]),
        ("It has held since Monday.", ["05-02", "05-03", None, None, "2016-05-02/.."]),
        ("It holds until Friday.", [None, None, "05-06", "05-07", "../2016-05-06"]),
        ("It must end by Friday.", [None, "05-07", None, "05-07", "../2016-05-06"]),
        ("It was quiet before April 22.", [None, "04-22", None, "04-22", "../2016-04-22"]),
        ("It has been quiet after April 22.", ["04-23", None, "04-23", None, "2016-04-22/.."]),
        ("It held from April 22 to April 25.", ["04-22", "04-23", None, "04-26", "2016-04-22/2016-04-25"]),
    ],
)
def test_four_stamps(text: str, wanted: list[str | None]) -> None:
    """Each signal word bounds begin and end as it says."""
    assert stamps(text) == wanted


def test_no_stamps_without_a_date() -> None:
    """What has neither bounds nor EDTF gives no stamps."""
    assert dating.when_of(find_times("It lasted for decades.")[0]) is None

"""What a time dates alone, and the stamps it gives: sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.analysis import dating
from truceline.analysis.parse import parse
from truceline.analysis.tree import Tree
from truceline.model import Time, When
from truceline.read import make_article
from truceline.times import find_times

PUBLISHED = date(2016, 5, 3)


def first_time(text: str) -> tuple[Tree, Time]:
    """The tree of a text and its first time."""
    return parse(make_article(text, published=PUBLISHED)).tree, find_times(text, PUBLISHED)[0]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Rebels broke the ceasefire of 27 February on Monday.", "ceasefire"),
        ("The 27 February accord was never carried out.", "accord"),
        ("Gunmen broke the truce on Monday.", None),
        ("Warplanes bombed the market on Sunday.", None),
        ("The shelling of 3 May killed ten.", None),
    ],
)
def test_a_day_in_a_name_dates_the_thing_alone(text: str, thing: str | None) -> None:
    """The day that a truce is named after is not that of its breach; that of a deed is its own."""
    tree, time = first_time(text)
    at = dating.named_by(tree, time)
    assert (tree.lower[at] if at is not None else None) == thing


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ten have died since fighting broke out on Monday.", True),
        ("Ten have died in fighting that broke out on Monday.", False),
        ("Ten died when fighting broke out on Monday.", False),
    ],
)
def test_since_opens_the_clause_of_a_time(text: str, wanted: bool) -> None:
    """A day in a clause with "since" is where something begins."""
    assert dating.since(*first_time(text)) is wanted


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
        ("It must end before the end of the month.", [None, "06-01", None, "06-01", "../2016-05"]),
        ("It must end before June.", [None, "06-01", None, "06-01", "../2016-06"]),
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

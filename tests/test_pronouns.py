"""Pronouns in sentences of our own: each means whom a reader takes it for, or stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from golden import CASES
from truceline.analysis.parse import parse
from truceline.find import attribution
from truceline.find.mentions import actors, places
from truceline.link.linking import resolve
from truceline.model import Mention, Notes
from truceline.read.article import make_article

MARK = re.compile(r"\{([^|]*)\|(\w+)\}")
PRONOUNS = frozenset(["it", "its", "itself", "they", "them", "their", "he", "him", "his", "she", "her"])


@cache
def mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of a text, linked."""
    parsed, notes = parse(make_article(text)), Notes()
    for finder in (places.FINDER, actors.FINDER, attribution.FINDER):
        notes = finder.find(parsed, notes)
    return resolve(parsed, notes).mentions


def meant(line: str) -> Iterator[tuple[str, str, str | None]]:
    """The pronouns of a marked line: the word, whom it should mean, whom it means (by the marked mention last linked so)."""
    found = {m.start: m for m in mentions(MARK.sub(r"\1", line))}
    at, names = 0, {}
    marks = []
    for m in MARK.finditer(line):
        start = m.start() - at
        at += len(m[0]) - len(m[1])
        marks.append((start, m[1], m[2]))
    for start, words, whom in marks:
        if words.lower() not in PRONOUNS and start in found and found[start].actor:
            names[found[start].actor] = whom
    for start, words, whom in marks:
        if words.lower() in PRONOUNS and start in found:
            yield words, whom, names.get(found[start].actor or "", found[start].actor)


LINES = (CASES / "pronouns.txt").read_text(encoding="utf-8").splitlines()


def test_most_pronouns_mean_whom_a_reader_takes_them_for() -> None:
    """Of all pronouns of the sentences by which the weights are fitted, most are right, and few of those answered are wrong."""
    asked = [(whom, got) for line in LINES for _, whom, got in meant(line)]
    answered = [(whom, got) for whom, got in asked if got is not None]
    right = sum(whom == got for whom, got in answered)
    assert right >= 0.77 * len(asked), f"{right} of {len(asked)}"
    assert right >= 0.85 * len(answered), f"{right} of {len(answered)}"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("On {their|a} way to the coast {the rebels|a} burned two bridges.", 1),
        ("The {Yugoslav army|a} denied that {it|a} had shelled two hamlets near the lake.", 1),
        ("{Rebecca Holt|a}'s name was on a list that the police had drawn up, but {she|a} was never questioned.", 1),
        ("The {United States|a} says {Iran|b} sent the drones. {It|b} has denied this.", 1),
        (
            '{Peter Dolan|a} said the camps were full. "The town is calm. There was fire till dawn. The wells are dry. The road is shut. '
            'The clinic is open and the market is too," {he|a} said.',
            1,
        ),
        (
            '{Maria Keller|a} told reporters the bridge was gone. "The shelling went on for nine hours. The roof fell in. Nobody slept. '
            'The pumps stopped. The children were in the cellar," {she|a} said.',
            1,
        ),
    ],
)
def test_part_in_the_clause_tells_whom_a_pronoun_means(line: str, number: int) -> None:
    """A subject that follows, who speaks, who spoke before a long quotation, an owner and who is charged are taken up."""
    found = list(meant(line))
    assert len(found) == number
    assert all(whom == got for _, whom, got in found), found


def test_a_person_named_long_before_no_quotation_is_not_taken_up() -> None:
    """Six sentences that nobody says lie between: "he" is not the one named before them."""
    line = (
        "{Peter Dolan|a} left the camp. The town was calm. There was fire till dawn. The wells were dry. The road was shut. "
        "The clinic was open. Later {he|b} said so."
    )
    assert [got for _, _, got in meant(line)] == [None]

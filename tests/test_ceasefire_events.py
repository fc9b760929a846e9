"""Events of truces and states of truces come from one match: no text of ours, and none of the development texts, sets them apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from truceline.extract import extract, extract_all
from truceline.know.truces import state_words
from truceline.model import Article, Event, Facts
from truceline.read import make_article, read_all

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "dev"
BRINGS = {
    "CeasefireDeclared": {"declared", "inForce"},
    "CeasefireBegan": {"inForce"},
    "CeasefireExtended": {"extended"},
    "CeasefireViolated": {"violated"},
    "CeasefireEnded": {"ended", "suspended"},
}
"""What each event brings about when it happened."""


def texts() -> Iterator[Article]:
    """The dispatches, the examples, the sentences of the cases, and the truce cards where they lie beside the checkout."""
    for folder in (ROOT / "data" / "dispatches", ROOT / "examples" / "articles"):
        yield from (a for a in read_all([str(folder)]) if isinstance(a, Article))
    for n, line in enumerate((ROOT / "tests" / "cases" / "truce.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        yield make_article(row["text"], id=f"case {n}", published=date.fromisoformat(row["published"]))
    cards = SHARED / "truces" / "cards.jsonl"
    for line in cards.read_text("utf-8").splitlines() if cards.is_file() else ():
        row = json.loads(line)
        yield make_article(row["text"], id=row["id"], published=date.fromisoformat(row["published"]))


@pytest.fixture(scope="module")
def told() -> list[Facts]:
    """The facts of all of them."""
    return list(extract_all(texts()))


def of_truces(facts: Facts) -> Iterator[Event]:
    """The events of truces that happened."""
    return (e for e in facts.notes.events if e.kind in BRINGS and e.factuality == "happened")


def test_no_event_of_a_truce_contradicts_its_states(told: list[Facts]) -> None:
    """What happened to a truce left it in the state that this brings about; a state told by the same word is that state."""
    wrong = []
    seen = 0
    for facts in told:
        truces = {t.id: t for t in facts.notes.ceasefires}
        for e in of_truces(facts):
            seen += 1
            states = truces[e.ceasefire or ""].states
            mine = {s.state for s in states if s.sentence == e.sentence and s.evidence and s.evidence.covers(e.trigger)}
            if not BRINGS[e.kind] & {s.state for s in states} or (len(mine) == 1 and not mine & BRINGS[e.kind]):
                wrong.append((facts.article.id, e.kind, e.trigger.of(facts.article.text), sorted(mine)))
    assert seen > 100
    assert wrong == []


def test_every_event_of_a_truce_is_one_of_a_row(told: list[Facts]) -> None:
    """None is found beside the pattern file, so that none can say what the file does not."""
    assert {e.rule for f in told for e in f.notes.events if e.kind in BRINGS} == {"ceasefires"}


def test_every_row_with_a_state_that_is_brought_about_names_its_event() -> None:
    """A declaration, an extension, a breach and an end are events; strain, wishes and going on are none."""
    rows = [e for words in state_words().values() for e in words]
    assert {e.state for e in rows if e.kind is None} <= {"proposed", "fraying", "inForce", "declared"}
    assert all(e.state in BRINGS[e.kind] | {"declared"} for e in rows if e.kind)


def test_a_truce_that_began_to_unravel_did_not_begin_then() -> None:
    """ "Began to" only says how far its infinitive got; "began to take hold" is a beginning."""
    frays = extract(make_article("The ceasefire in Gao began to unravel on Monday.", published=date(2021, 10, 19)))
    holds = extract(make_article("The ceasefire in Gao began to take hold on Monday.", published=date(2021, 10, 19)))
    assert [e.kind for e in frays.notes.events if e.kind == "CeasefireBegan"] == []
    assert [e.kind for e in holds.notes.events if e.kind == "CeasefireBegan"] == ["CeasefireBegan"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("No appeal had stopped the fighting, which broke out on 27 September.", []),
        ("The truce that both had signed broke down on Monday.", ["CeasefireEnded"]),
    ],
)
def test_what_is_told_of_the_fighting_is_not_told_of_the_truce(text: str, kinds: list[str]) -> None:
    """Fighting that broke out ends no truce; a truce that broke down is over."""
    found = extract(make_article(text, published=date(2020, 10, 26))).notes.events
    assert [e.kind for e in found if e.kind == "CeasefireEnded"] == kinds


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("The Chadian army announced that the truce was extended on Sunday.", ["Chadian army"]),
        ("The Chadian army announced that the truce was violated on Sunday.", []),
    ],
)
def test_who_announces_a_breach_does_not_commit_it(text: str, agents: list[str]) -> None:
    """Who announces an extension that nobody else makes makes it; a breach is not made by telling it."""
    found = extract(make_article(text, published=date(2004, 10, 13))).notes
    told = [p.mention for e in found.events if e.kind.startswith("Ceasefire") for p in e.participants]
    assert [found.mentions[n].text for n in told if n is not None] == agents

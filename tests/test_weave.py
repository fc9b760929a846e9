"""Everything hangs on a claim: the outlet's own voice, claims inside claims, what is only claimed, what is denied."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.analysis.parse import parse
from truceline.extract import of_parsed
from truceline.model import OUTLET, Claim, Event, Facts
from truceline.read.article import make_article


def read(text: str) -> Facts:
    """The facts of a text."""
    return of_parsed(parse(make_article(text, published=date(2023, 5, 20))))


def of_kind(facts: Facts, kind: str) -> Event:
    """The only event of a kind."""
    (event,) = (e for e in facts.notes.events if e.kind == kind)
    return event


def tellers(facts: Facts, thing: str) -> list[tuple[str | None, str]]:
    """Who says something of a thing, with which stance."""
    return [((c.actor or "").rsplit("/", 1)[-1] or None, c.stance) for c in facts.notes.claims if thing in c.about]


def test_own_voice() -> None:
    """What the outlet tells is a claim of the outlet's in that sentence."""
    facts = read("Sudanese planes bombed the market of Nyala on Friday.")
    event = of_kind(facts, "Airstrike")
    (claim,) = (c for c in facts.notes.claims if event.id in c.about)
    assert claim.actor == OUTLET and claim.speaker is None and claim.cue is None
    assert claim.content[0].of(facts.article.text).startswith("Sudanese planes")


def test_only_claimed_is_not_asserted() -> None:
    """What only somebody says has no claim of the outlet's."""
    facts = read("The Rapid Support Forces said the army had bombed a market in Nyala on Friday.")
    assert facts.notes.events
    for event in facts.notes.events:
        assert tellers(facts, event.id) == [("rapid-support-forces", "asserted")]


def test_denied_is_told_by_both() -> None:
    """A charge that is denied hangs on the one who makes it and on the one who denies it, not on the outlet."""
    facts = read("Armenia said Azerbaijan had shelled the village, a claim Baku denies.")
    event = next(e for e in facts.notes.events if "shelled" in e.trigger.of(facts.article.text))
    assert tellers(facts, event.id) == [("armenia", "asserted"), ("azerbaijan", "denied")]


def test_a_toll_in_a_charge_is_the_accusers() -> None:
    """What a deed led to belongs to the charge, and the denial is of all of it; the outlet says none of it."""
    facts = read(
        "The army accused the rebels of shelling a market in Misrata, killing 12 people, a charge they denied."
    )
    (figure,) = facts.notes.figures
    assert [stance for _, stance in tellers(facts, figure.id)] == ["accused", "denied"]


def test_joined_tolls_have_one_window() -> None:
    """Both numbers are counted since the day that the sentence tells, and are open."""
    facts = read("At least 459 people have been killed and 4,072 injured since the fighting erupted on April 15.")
    windows = [f.window for f in facts.notes.figures]
    assert len(windows) == 2 and windows[0] == windows[1]
    assert windows[0] is not None and windows[0].latest_end is None


def test_chain_of_sources() -> None:
    """A claim about a claim: the broadcaster's is about the army's, and the event hangs on the army's alone."""
    facts = read("State television reported that the army had announced that its troops had withdrawn from Sirte.")
    outer, inner = (c for c in facts.notes.claims if c.cue)
    assert outer.about == (inner.id,)
    assert all(tellers(facts, e.id)[0][1] == "announced" for e in facts.notes.events)


def test_told_by_outlet_and_source() -> None:
    """An event that both tell has both claims, and who is named only by the source is marked."""
    facts = read(
        "A market in Nyala was bombed on Friday. The Rapid Support Forces said the army had bombed the market."
    )
    speakers = {who for e in facts.notes.events for who, _ in tellers(facts, e.id)}
    assert {"outlet", "rapid-support-forces"} <= speakers


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ('"We shelled nobody," the general said. The village of Lachin burned.', True),
        ("The village of Lachin burned.", False),
    ],
)
def test_outlet_claims_only_where_it_speaks(text: str, spoken: bool) -> None:
    """A sentence that holds nothing but somebody's words gives no claim of the outlet's."""
    facts = read(text)
    own = [c for c in facts.notes.claims if c.actor == OUTLET]
    first = facts.sentences[0]
    assert not (spoken and any(c.content[0].start == first.start for c in own))


def test_figures_and_truces_hang_on_claims() -> None:
    """A number of victims that a source gives is the source's; a truce that somebody announces is his."""
    text = "Doctors said 14 people had died in Omdurman. The army announced a three-day ceasefire from Monday."
    facts = read(text)
    (figure,) = facts.notes.figures
    claim = next(c for c in facts.notes.claims if c.id == figure.claim)
    assert claim.speaker is not None and claim.speaker.of(text) == "Doctors"
    truces = facts.notes.ceasefires
    assert truces and all(s.claim for t in truces for s in t.states)


def _claim(facts: Facts, name: str) -> Claim:
    return next(c for c in facts.notes.claims if c.id == name)


PIECES = ["The army", "said", "the rebels", "had shelled", "Sirte", ",", ".", "killing 5 people", "denied", "that", '"', "on Monday", "according to", "the UN"]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_nothing_stands_without_a_claim(text: str) -> None:
    """Whatever the text: each event, figure, party and state hangs on a claim that exists, and no claim is about itself."""
    facts = read(text)
    about = {thing for c in facts.notes.claims for thing in c.about}
    assert {e.id for e in facts.notes.events} | {f.id for f in facts.notes.figures} <= about
    ids = [c.id for c in facts.notes.claims]
    assert len(ids) == len(set(ids))
    for c in facts.notes.claims:
        assert c.id not in c.about
    for truce in facts.notes.ceasefires:
        assert all(_claim(facts, str(x.claim)) for x in (*truce.parties, *truce.states))


def test_a_date_line_that_contradicts_the_publication_is_told() -> None:
    """A report dated weeks away from the day it is said to be published on is taken as published then, with a warning."""
    text = "BUKAVU, March 3, 2012 (Agency) - Shells fell on the town on Tuesday."
    told = of_parsed(parse(make_article(text, published=date(2013, 5, 4)))).warnings
    assert len(told) == 1 and "2012-03-03" in told[0] and "2013-05-04" in told[0]
    assert not of_parsed(parse(make_article(text, published=date(2012, 3, 4)))).warnings

"""Ceasefires: own sentences from many conflicts, with parties, states, stamps, side, purpose and places written first."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from truceline.codec import interval
from truceline.extract import extract
from truceline.find.predications.truces.state_moods import claim_at
from truceline.know import actors
from truceline.link.camps import camp
from truceline.model import Ceasefire, Claim, Notes, Party, Span, State
from truceline.read import make_article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "truce.jsonl").read_text(encoding="utf-8").splitlines()
]
OPTIONAL = "?"
"""The last item of a party or state that may be found or not."""


def notes(text: str, published: str = "2020-06-15") -> Notes:
    """All that is found in a text."""
    return extract(make_article(text, published=date.fromisoformat(published))).notes


def who(name: str) -> str:
    """A name as the gazetteer knows it, else in lower case."""
    bare = name.removeprefix("The ").removeprefix("the ")
    return (actors.lookup(bare) or (bare.lower(),))[0]


def side(name: str) -> str:
    """The side that a name stands for, as the gazetteer knows it."""
    first, _, rest = name.replace("'s", "").partition(" ")
    state = actors.adjectives().get(first.lower()) or next(iter(actors.lookup(first)), None)
    official = rest.split(" ")[-1] in {"government", "army", "military"} and state
    return state if official and state else camp(who(name.removeprefix("government of ")))


def named(party: Party, found: Notes) -> str | None:
    """The side that a party is, when a name tells it; descriptions of nobody known are not asked for."""
    slug = (party.actor or "").rsplit("/", 1)[-1]
    mention = found.mentions[party.mention] if party.mention is not None else None
    if mention is not None and mention.head != "name" and mention.actor == party.actor:
        return None
    return camp(slug) if actors.get(slug) is not None or mention is None else side(mention.text)


def parties(found: Notes) -> set[tuple[str, str]]:
    """(name, status) of all truces."""
    links = [(named(p, found), p.status) for t in found.ceasefires for p in t.parties]
    return {(name, status) for name, status in links if name}


def stamped(state: State) -> list[str | None]:
    """State, earliest begin and latest end; a midnight is written as the day."""
    bounds = interval(state.when) or {"begin": None, "end": None}
    return [state.state, *((t or "").removesuffix("T00:00:00Z") or None for t in (bounds["begin"], bounds["end"]))]


def told(truces: tuple[Ceasefire, ...]) -> list[list[str | None]]:
    """All states of all truces."""
    return [stamped(s) for t in truces for s in t.states]


def missing(want: list[list[str | None]], got: list[list[str | None]]) -> list[Any]:
    """What is wanted and not found, and what is found and not wanted; "*" stands for any time."""
    left = list(got)
    absent = []
    for w in sorted(want, key=len):
        hit = next(
            (g for g in left if g[0] == w[0] and all(a in ("*", b) for a, b in zip(w[1:3], g[1:], strict=True))), None
        )
        if hit:
            left.remove(hit)
        elif OPTIONAL not in w:
            absent.append(w)
    return [*absent, *left]


@pytest.mark.parametrize("case", [c for c in CASES if "miss" not in c], ids=lambda c: c["text"][:40])
def test_truces_of_a_sentence(case: dict[str, Any]) -> None:
    """Parties and states with their stamps, none missing and none too many; side, purpose and places where given."""
    _right(case)


@pytest.mark.parametrize("case", [c for c in CASES if "miss" in c], ids=lambda c: c["text"][:40])
def test_truces_that_are_still_missed(case: dict[str, Any]) -> None:
    """What is known to be missed is still missed; a row that is mended has to lose its "miss"."""
    with pytest.raises(AssertionError):
        _right(case)


def _right(case: dict[str, Any]) -> None:
    found = notes(case["text"], case["published"])
    links, truces = parties(found), found.ceasefires
    assert {(side(p[0]), p[1]) for p in case["parties"] if OPTIONAL not in p} <= links
    assert links <= {(side(p[0]), p[1]) for p in case["parties"]}
    assert not missing(case["states"], told(truces))
    assert case.get("side") in [None, *(t.side for t in truces)]
    assert case.get("purpose") in [None, *(t.purpose for t in truces)]
    assert len(truces) == case.get("n", len(truces))
    if "covers" in case:
        places = {x for t in truces for n in t.covers for x in (found.places[n].text, found.places[n].label)}
        assert set(case["covers"]) <= places
        assert case["covers"] or not places


def test_a_truce_renewed_without_a_gap_is_extended() -> None:
    """While it holds, a renewal makes it longer: the old end and the told length."""
    text = (
        "The ceasefire in Yemen began on 2 April 2022. It held for two months. "
        "On 2 June 2022 the two sides renewed the truce for another two months."
    )
    truces = notes(text, "2022-06-03").ceasefires
    assert len(truces) == 1
    assert [stamped(s) for s in truces[0].states if s.state == "extended"] == [["extended", "2022-06-02", "2022-08-03"]]


def test_a_truce_renewed_after_its_end_is_a_new_one() -> None:
    """A renewal after the end is linked to the truce before it and never folded into it."""
    text = "The ceasefire in Yemen ended on 2 October 2022. On 9 November 2022 the two sides renewed the truce."
    truces = notes(text, "2022-11-10").ceasefires
    assert len(truces) == 2
    assert truces[1].related == (("renews", truces[0].id),)


def test_an_earlier_truce_is_told_apart() -> None:
    """ "The previous ceasefire" of an article about a truce is another one."""
    text = (
        "A ceasefire between Israel and Hamas came into force in Gaza on 19 January 2025. "
        "The previous truce collapsed on 1 December 2023."
    )
    truces = notes(text, "2025-01-20").ceasefires
    assert [t.began for t in truces] == ["2025-01-19", None]
    assert [s.state for s in truces[1].states] == ["ended", "inForce"]


def test_other_sides_are_another_truce() -> None:
    """A truce with one group and a truce with another are two."""
    text = (
        "Bogotá's ceasefire with the ELN took effect on 3 August 2023. "
        "A truce with Hezbollah was announced in Lebanon on 4 August 2023."
    )
    assert len(notes(text, "2023-08-05").ceasefires) == 2


def test_one_truce_under_several_names() -> None:
    """What one article calls truce, pause and deal is one; extended, it ends later."""
    text = (
        "The four-day truce between Israel and Hamas was prolonged on Monday by two days. "
        "The humanitarian pause began on Friday. Egypt mediated the deal."
    )
    (truce,) = notes(text, "2023-11-27").ceasefires
    assert truce.purpose == "humanitarian"
    (longer,) = [s for s in truce.states if s.state == "extended"]
    assert stamped(longer)[2] == "2023-12-01"


def test_a_wish_beside_a_truce_is_another() -> None:
    """A ceasefire that somebody asks for is not the one that has begun, nor the one named by its day."""
    text = "The envoy called for a ceasefire in Misrata. The truce of 12 January 2020 is holding."
    assert [t.began for t in notes(text, "2020-02-01").ceasefires] == [None, "2020-01-12"]


def test_a_truce_looked_back_to() -> None:
    """A truce that is over stays apart, and "the truce" after it is the one that the article tells of."""
    text = (
        "Ethiopia and the Tigray People's Liberation Front signed a cessation of hostilities on 2 November 2022. "
        "A humanitarian truce declared in March 2022 was broken in August 2022. The UN called the truce welcome."
    )
    first, second = notes(text, "2022-11-03").ceasefires
    assert len(first.mentions) == 2 and len(second.mentions) == 1


def test_a_party_is_told_once() -> None:
    """Told twice, it is one link; powers of whom nobody says who they are stand for nobody."""
    text = (
        "The Houthis agreed to a truce in Yemen on 2 April 2022. The Houthis signed the truce, "
        "which the two powers had brokered in March."
    )
    (truce,) = notes(text, "2022-04-05").ceasefires
    assert [p.status for p in truce.parties] == ["party"]


def test_a_pronoun_stays_with_its_truce() -> None:
    """ "It expired" is told of the truce that was named before."""
    text = "A five-day truce took effect in Yemen on 12 May 2015. It expired on 17 May 2015."
    (truce,) = notes(text, "2015-05-18").ceasefires
    assert {s.state for s in truce.states} == {"inForce", "ended"}


def test_strain_has_no_date_of_its_own() -> None:
    """What is fraying is told on the day of the article; the state carries no begin that nobody stated."""
    text = "The ceasefire that began in Libya on 12 January 2020 is fraying."
    (truce,) = notes(text, "2020-05-20").ceasefires
    assert [s.when for s in truce.states if s.state == "fraying"] == [None]


def test_several_states_broker_abroad() -> None:
    """States that agree on a truce in a third country are its brokers, states at war its parties."""
    text = "Russia and the United States agreed on a ceasefire in Syria on 9 September 2016."
    (truce,) = notes(text, "2016-09-10").ceasefires
    assert {p.status for p in truce.parties} == {"broker"}
    text = "Armenia and Azerbaijan agreed on a ceasefire in Nagorno-Karabakh on 10 October 2020."
    (truce,) = notes(text, "2020-10-11").ceasefires
    assert {p.status for p in truce.parties} == {"party"}


@pytest.mark.parametrize("word", ["ended", "over", "dead"])
def test_nobody_declared_it_over(word: str) -> None:
    """A negated verb negates what it would declare."""
    text = f"Neither Kyiv nor Moscow has declared the truce {word}."
    assert not [s for t in notes(text).ceasefires for s in t.states if s.state == "ended"]


def test_a_wish_makes_no_party() -> None:
    """Who is only asked to sign or to reject is neither party nor outsider."""
    text = "The envoy urged the Houthis to sign the ceasefire. The leader called on rebels to reject the truce."
    assert not [p for t in notes(text).ceasefires for p in t.parties]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The army announced a truce to take effect at midnight and last until 4 July.", ["2020-06-15", "2020-07-05"]),
        ("The truce began at 6 a.m. and will last until Thursday.", ["2020-06-15", "2020-06-19"]),
        ("A truce will hold from midnight on 20 June until 4 July.", ["2020-06-20", "2020-07-05"]),
        (
            "Both sides agreed on Sunday to a truce for the harvest, to start at 6 a.m. on 20 June and to run until 31 July.",
            ["2020-06-20", "2020-08-01"],
        ),
        ("The envoy said that the truce was to start on 11 June but holds only in the north.", ["2020-06-11", None]),
        (
            "They agreed on Sunday to a ceasefire of 30 days that was to come into force one minute before midnight.",
            ["2020-06-14", "2020-07-15"],
        ),
        ("In May they announced a truce for the Eid holidays that began on 24 May.", ["2020-05-24", None]),
    ],
)
def test_a_clock_time_does_not_take_the_last_day(text: str, state: list[str]) -> None:
    """ "At midnight" is not of the day after "until", unless that day stands beside it."""
    assert ["inForce", *state] in told(notes(text).ceasefires)


def test_a_truce_looked_back_at_is_of_the_war_that_the_article_is_about() -> None:
    """Where nothing tells where another truce held, it is set in the lands of the article's own; a place said stays."""
    text = (
        "The Philippine government and the New People's Army signed a truce on Monday. A truce of 2001 had collapsed{}."
    )
    mine, back = notes(text.format(""), "2019-07-07").ceasefires
    assert mine.implied == back.implied != ()
    mine, back = notes(text.format(" in Nepal"), "2019-07-07").ceasefires
    assert mine.implied != back.implied


@pytest.mark.parametrize(
    ("name", "short", "states"),
    [
        ("Nationwide Ceasefire Agreement", "NCA", ["declared", "violated"]),
        ("Cessation of Hostilities Agreement", "CoHA", ["declared", "violated"]),
        ("Nationwide Cadet Academy", "NCA", []),
    ],
)
def test_a_truce_by_the_short_name_that_the_text_gives_it(name: str, short: str, states: list[str]) -> None:
    """What is told of it counts, and it is nobody."""
    text = f"The KNU signed a {name} ({short}) with the government in 2015. The army violated the {short} on Monday."
    told = notes(text, "2018-08-30")
    assert sorted({s.state for t in told.ceasefires for s in t.states}) == states
    assert any(m.text == short for m in told.mentions) == (not states)


@pytest.mark.parametrize(
    ("deal", "states"),
    [
        ("an agreement to build a harbour", ["violated"]),
        ("an agreement on wheat", ["violated"]),
        ("an agreement to end the fighting", ["proposed", "violated"]),
        ("an agreement on Friday", ["proposed", "violated"]),
    ],
)
def test_an_agreement_on_something_else_is_not_the_truce(deal: str, states: list[str]) -> None:
    """ "The agreement" is the one that was brought in before, and the truce only where that was on nothing else."""
    text = f"Chad and Sudan sought {deal}. The agreement is to be signed on 2 September. Gunmen broke the ceasefire."
    (truce,) = notes(text, "2008-08-30").ceasefires
    assert sorted({s.state for s in truce.states}) == states


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A local truce in Taiz collapsed on Sunday, while a nationwide ceasefire held for a sixth day.", 2),
        ("The nationwide ceasefire held. The truce covers the whole country.", 1),
        ("Chad and Sudan signed a truce between Chad and Sudan. Chad had declared a unilateral truce on 2 June.", 2),
        ("The army and the rebels signed a truce on Friday. The army had declared a unilateral truce on Monday.", 2),
        ("The army declared a unilateral truce on Friday. The army's unilateral truce was holding on Sunday.", 1),
        (
            "A truce between Armenia and Azerbaijan holds. The Houthis and Saudi Arabia accused each other of violating the truce.",
            2,
        ),
        (
            "A truce between Thailand and Cambodia holds. FARC and the Colombian army accused each other of breaking the truce.",
            2,
        ),
        (
            "A truce between Israel and Lebanon holds. Hezbollah and the Israel Defense Forces accused each other of breaking the truce.",
            1,
        ),
        (
            "A truce between Thailand and Cambodia holds. The Thai army and the Cambodian army accused each other of breaking it.",
            1,
        ),
        (
            "A truce between Sudan and Chad holds. The two rivals and the Ruritanian army accused each other of breaking the truce.",
            1,
        ),
        ("Until last week the rebels had refused any truce short of a full peace agreement.", 0),
    ],
)
def test_how_many_truces(text: str, count: int) -> None:
    """A truce of a town and one of the land, of two sides and of one alone, of sides and of breakers of other lands, are two; "any truce" is none."""
    assert len(notes(text).ceasefires) == count


def test_an_extension_that_is_announced_lasts_from_then() -> None:
    """ "Said on Sunday that it was extended by a month": its end is the day of the saying and the month."""
    found = notes("The rebels have extended a unilateral truce by one month, their leader said on Sunday.").ceasefires
    assert ["extended", "2020-06-14", "2020-07-14"] in told(found)


def test_a_truce_that_did_not_last_until_a_day_does_not_hold_until_it() -> None:
    """ "Did not last until the next morning" gives no window."""
    found = notes("A truce agreed on Friday did not last until the next morning.").ceasefires
    assert [s for s, *_ in told(found)] == ["declared", "ended"]


def test_described_rebels_lend_their_land() -> None:
    """ "Chadian rebels", known under no name, fight in Chad."""
    (truce,) = notes("Chadian rebels declared a unilateral truce on Friday.").ceasefires
    (chad,) = notes("Chad declared a unilateral truce on Friday.").ceasefires
    assert truce.implied == chad.implied != ()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        (
            "A truce that began on Friday is to last until 9 July. Both had announced the deal the day before.",
            "2020-07-08",
        ),
        ("Chad and Sudan signed a truce on Friday. Oman negotiated it for weeks.", "proposed"),
    ],
)
def test_what_is_told_of_a_truce_adds_no_state(text: str, absent: str) -> None:
    """ "The day before" after a last day is no day of a truce; how one came about proposes none."""
    assert absent not in {x for state in told(notes(text).ceasefires) for x in state}


def test_what_has_held_since_then_holds_on() -> None:
    """Where two truces are told of, "has observed a truce since 1997" is not closed by the later one."""
    text = "The rebels called a truce from noon on Sunday. The army has observed a truce since July 2019."
    assert ["inForce", "2019-07-01", None] in told(notes(text).ceasefires)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ruritania and the rebels signed a non-aggression pact on 2 June.", ["non-aggression pact"]),
        ("The army and the rebels are to sign a no-war treaty on Friday.", ["no-war treaty"]),
        ("A stand-down was agreed by both armies on Friday.", ["stand-down"]),
        ("Both armies agreed on a cease-fire on Friday.", ["cease-fire"]),
        ("Three cease-fires have failed in the valley since May.", []),
        ("Ruritania signed a non-proliferation pact on 2 June.", []),
        ("The club and its fans signed a non-disclosure deal on 2 June.", []),
        ("The aggression pact of the rebels was signed on 2 June.", []),
    ],
)
def test_names_of_truces_with_hyphens(text: str, named: list[str]) -> None:
    """A truce whose name has a hyphen is found as it is written; other deals so written are none."""
    assert [m.of(text) for c in notes(text).ceasefires for m in c.mentions] == named


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "The army and the Red Front signed a ceasefire agreement in Port Salvo that is set to take hold on Friday.",
            [["inForce", "2020-06-19/.."]],
        ),
        (
            "The deal calls for the fighting to stop on Friday. Both armies signed the truce.",
            [["inForce", "2020-06-19/.."]],
        ),
        ("When the truce begins on Friday, the navy will lift its blockade.", [["inForce", "2020-06-19/.."]]),
        ("If the truce begins on Friday, the navy will lift its blockade.", []),
        (
            "Osk declared a truce on Friday. The rebels said their ceasefire would last until Friday.",
            [["inForce", "2020-06-12/2020-06-19"]],
        ),
        ("The rebels said that their ceasefire would last until Friday.", [["inForce", "../2020-06-19"]]),
        (
            "Both armies agreed on Saturday to extend the halt in fighting for five days.",
            [["extended", "2020-06-13/2020-06-17"]],
        ),
        ("The governor deems the just-ended truce with the rebels a success.", [["ended", None]]),
        ("The Red Front calls off its truce with Ruritania.", [["ended", None]]),
        ("The Red Front calls for a truce with Ruritania.", [["proposed", None]]),
        ("The Red Front is no longer bound by its truce with Ruritania.", [["ended", None]]),
        ("Ruritania no longer recognises the ceasefire of the Red Front.", [["ended", None]]),
        ("The Red Front is not bound by the truce with Ruritania.", []),
        ("Both armies agreed on a truce, due to start on Friday.", [["inForce", "2020-06-19/.."]]),
        ("The army announced a truce on Saturday, set to expire on Friday.", [["inForce", "2020-06-13/2020-06-19"]]),
        ("Both armies agreed on a truce, hoping to start talks on Friday.", [["declared", None]]),
        ("Both armies want a truce, eager to begin on Friday with the harvest.", []),
        ("Talks will begin if the government signs a ceasefire.", [["proposed", None]]),
        ("The truce will be extended if the rebels keep it.", []),
        ("Both sides failed to agree on an extension of the truce.", []),
        ("President Osk orders the army to observe a ceasefire with the Red Front.", [["declared", None]]),
        ("President Osk urged the army to observe a ceasefire with the Red Front.", []),
        ("The Red Front declares an end to its armed struggle.", [["declared", None]]),
        ("The Red Front declares an end to its election campaign.", []),
        ("The army of Ruritania suspends its offensive against the Red Front.", [["inForce", None]]),
    ],
)
def test_begins_and_ends_told_indirectly(text: str, want: list[list[str | None]]) -> None:
    """Beginnings behind a place, under "calls for" and "when", ends by who keeps it no longer; a condition begins nothing."""
    found = [[s.state, s.when and s.when.edtf] for c in notes(text).ceasefires for s in c.states]
    assert [w for w in want if w not in found] == []
    assert want or not [s for s in found if s[1] or s[0] in {"ended", "declared"}]


def test_a_day_in_a_clause_on_something_else_dates_no_truce() -> None:
    """The month in which captives were taken is not that of the agreement that frees them."""
    (truce,) = notes(
        "The government says that the Red Front agreed to a ceasefire and the release of nurses kidnapped in April."
    ).ceasefires
    assert [(s.state, s.when) for s in truce.states] == [("declared", None)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "The league welcomed the ceasefire agreement. It hopes for a full cessation of hostilities.",
            {"declared", "inForce"},
        ),
        ("The league hopes for a ceasefire.", {"proposed"}),
        ("The league rejected the ceasefire agreement.", set()),
        ('"A ceasefire that is durable," said the envoy. The army does not call for a ceasefire.', set()),
        ("A ceasefire in the port covers both fleets.", {"inForce"}),
    ],
)
def test_a_truce_that_is_welcomed_has_been_made(text: str, want: set[str]) -> None:
    """What is welcomed as news was made, whatever more is wished for; what is wished for or rejected was not."""
    assert {s.state for c in notes(text).ceasefires for s in c.states} == want


@pytest.mark.parametrize(
    "text",
    [
        "The council has not called an end to attacks.",
        "No one called to end the fighting.",
        "The general has not called his troops to hold fire.",
        "The army has never called to lay down arms.",
    ],
)
def test_a_call_that_nobody_made_tells_no_truce(text: str) -> None:
    """What only a verb phrase names is no truce where nothing is told of it, and what was matched goes with it."""
    found = notes(text)
    assert not found.ceasefires and not [e for e in found.events if e.ceasefire or e.kind.startswith("Ceasefire")]


def test_the_innermost_claim_has_the_fewest_words_in_all_its_parts() -> None:
    """A short part of a long split quotation is no claim inside a shorter one: events and states have one speaker."""
    split = Claim("c1", None, None, None, (Span(0, 20), Span(60, 200)), "asserted", 0)
    inner = Claim("c2", None, None, None, (Span(0, 50),), "announced", 0)
    there = Notes(claims=(split, inner))
    assert [c and c.id for c in (claim_at(at, there) for at in (10, 30, 70, 55))] == ["c2", "c2", "c1", None]

"""What the life of a truce comes to, in one sentence of parts, each of which names the claims that it rests on.

A part without a fact is left out, never guessed; where sources contradict each other both stand, and neither wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from truceline.ask.dates import day_words, point
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import Said, own_voice, tellings
from truceline.ask.terms import FRESH
from truceline.ask.told import OVER
from truceline.ask.truce import HELD, Standing, Truce
from truceline.ask.verdict import Stretch
from truceline.vocabulary import TL

_DAY = timedelta(days=1)
SHOWN = 3
"""So many names of parties, brokers and outsiders are said; the others are counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a verdict: `sort` is in force, fraying, over, untold, disputed, agreed, proposed, name, or empty for
    words between; `claims` are the IRIs of the claims behind them."""

    text: str
    sort: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of a truce in the end: `outcome` in one word, and the sentence in parts."""

    outcome: str
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(p.text for p in self.parts)


def verdict(book: GraphView, ceasefire: Thing, life: Sequence[Stretch]) -> Verdict:
    """The verdict on a truce.

    Args:
        book: the graph.
        ceasefire: the truce.
        life: its answers, day by day, as `ask.verdict.life` gives them.
    """
    held = [s for s in life if s.truce.answer in HELD]
    outcome, parts = _told(book, life, held) if held else _never(book, ceasefire, life)
    last = held[-1].truce if held else life[-1].truce if life else None
    tail = list(_tail(last)) if last else []
    return Verdict(outcome, (*parts, Part("."), *tail))


# ---------------------------------------------------------------- whether and how long


def _told(book: GraphView, life: Sequence[Stretch], held: Sequence[Stretch]) -> tuple[str, list[Part]]:
    """Of a truce that was in force."""
    last, end = held[-1], life[-1]
    over = _over(life, last)
    if not over and date.min < _reported(last) < held[0].begin:
        return "unknown", [*_foretold(held)]
    parts = [Part("It was "), _begun(held[0]), *_strain(held)]
    if over and over.truce.by:
        told = Part(f"ended {_vaguely(book, over)}", "untold", over.claims)
        return "ended", [*parts, Part(", and "), told, Part(", on no day that a source names")]
    if over:
        how = "ended" if over.truce.state in OVER else "its told term ran out"
        ended = Part(f"{how} on {day_words(over.ended, held[0].begin.year)}", "over", over.claims)
        return "ended", [*parts, Part(", and "), ended, *_by_whom(over)]
    if last.truce.answer == "disputed":
        return "disputed", [*parts, Part(", and then "), *_both(last)]
    return "unknown" if end is not last or _reported(last) < last.end - _DAY else "in force", [*parts, *_silence(held)]


def _begun(first: Stretch) -> Part:
    """Since when a truce was in force, or on which day it is first told to be, where nobody tells since when."""
    words = f"in force from {_since(first)}" if first.truce.since else f"told in force on {day_words(_heard(first))}"
    return Part(words, "inForce", first.claims)


def _heard(first: Stretch) -> date:
    """The day on which a truce is first told to hold, where nobody tells since when: a day of the stretch, or its first."""
    told = min((date.fromisoformat(x.published) for x in first.truce.says if x.published), default=first.begin)
    return told if first.begin < told < first.end else first.begin


def _foretold(held: Sequence[Stretch]) -> Iterator[Part]:
    """When a truce was to begin and how long it was to last, where the last report of it is older than that."""
    first, until = held[0], held[-1].truce.until
    yield Part("It was to be ")
    yield replace(_begun(first), sort="agreed")
    if until:
        yield Part(f", to last to {day_words(date.fromisoformat(until[:10]), first.begin.year)}")
    yield Part("; no source tells that it began")


def _silence(held: Sequence[Stretch]) -> Iterator[Part]:
    """When a truce that nobody tells to be over was last told in force, and how long it was to last."""
    last, told = held[-1], last_told(held)
    year, begun = held[0].begin.year, held[0].truce.since
    if last.end - FRESH > told or (last.truce.until and last.end - _DAY > told):
        yield Part(f", to last to {day_words(last.end - _DAY, year)}")
    if begun or told > _heard(held[0]):
        yield Part(", and ")
        yield Part(f"last told in force on {day_words(told, year)}", "inForce", last.claims)
    yield Part("; nobody tells " + ("of the time since" if begun else "since when, nor of the time after"))


def last_told(life: Iterable[Stretch]) -> date:
    """The last day on which a truce is told in force, or the day of the last report of it, where that was earlier.

    Args:
        life: its answers, in the order of time, with one at least that says in force or disputed.
    """
    last = [s for s in life if s.truce.answer in HELD][-1]
    reported = _reported(last)
    return min(last.end - _DAY, reported) if reported > date.min else last.end - _DAY


def _over(life: Sequence[Stretch], last: Stretch) -> Stretch | None:
    """The first stretch after the last day in force on which it is told to be over."""
    later = (s for s in life if s.begin >= last.end and s.truce.answer == "not in force")
    return next(later, None)


def _since(s: Stretch) -> str:
    """The told begin of a truce in words, as exactly as it is told."""
    since = s.truce.since
    return s.truce.begun or point(since[:10]) + (f" ({since[11:16]} UTC)" if len(since) > 10 else "")


def _reported(s: Stretch) -> date:
    days = [x.published for x in s.truce.says if x.published]
    return date.fromisoformat(max(days)) if days else date.min


def _strain(held: Sequence[Stretch]) -> list[Part]:
    """Days on which the truce is told to be fraying; strain is not carried to days of which nobody tells it."""
    frayed = [s for s in held if s.truce.state == "fraying"]
    if not frayed:
        return []
    first, last = frayed[0].begin, frayed[-1].end - _DAY
    days = sum((s.end - s.begin).days for s in frayed)
    said = tuple(dict.fromkeys(c for s in frayed for c in reversed(s.claims) if c not in held[0].claims))
    year = held[0].begin.year
    when = f"on {day_words(first, year)}"
    when = when if days == 1 else f"on {days} days from {day_words(first, year)} to {day_words(last, year)}"
    return [Part(", "), Part(f"told fraying {when}", "fraying", said or frayed[0].claims)]


def _vaguely(book: GraphView, s: Stretch) -> str:
    """When a truce ended that ended on no told day: in the season or month that is told, else by the last day it may have."""
    for begin in (state.text(TL.edtf).split("/")[0] for state in _ends(book, s.truce)):
        if len(begin) == 7 and (said := point(begin)):
            return f"in {said}"
    return f"by {day_words(date.fromisoformat(s.truce.until[:10]))}" if s.truce.until else "at last"


def _ends(book: GraphView, truce: Truce) -> Iterator[Thing]:
    """The ends that the claims about a truce at a time are about."""
    for state in (a for x in truce.says for a in book.claims[x.claim].many(TL.about)):
        if state in book.states and book.states[state].word(TL.state) in OVER:
            yield book.states[state]


def _by_whom(s: Stretch) -> Iterator[Part]:
    says = s.truce.says
    if says and not own_voice(says):
        yield Part(f", says {says[0].speaker}", "", (says[0].claim,))


def _both(s: Stretch) -> Iterator[Part]:
    """A dispute, both sides."""
    yield Part("disputed", "disputed", s.claims)
    against = s.truce.disputes or s.truce.says[1:]
    for n, x in enumerate((*s.truce.says[:1], *against[:1])):
        yield Part(f"{'; ' if n else ': '}{x.speaker} {x.stance}: “{x.sentence}”", "name", (x.claim,))


def _never(book: GraphView, ceasefire: Thing, life: Sequence[Stretch]) -> tuple[str, list[Part]]:
    """Of a truce that no day is told in force."""
    states = [book.states[s] for s in ceasefire.many(TL.hasState)]
    for word, sort, begin in (
        ("declared", "agreed", "Agreed, not told begun"),
        ("proposed", "proposed", "Only proposed"),
    ):
        says = tellings(book, (s.iri for s in states if s.word(TL.state) == word))
        if says:
            return sort, [Part(begin, sort, _claims(says)), *_called(says[0])]
    if states and (says := tellings(book, (s.iri for s in states))):
        return "unknown", [
            Part("Unknown", "untold", _claims(says)),
            Part(": no source tells a day on which it was in force"),
        ]
    return "unknown", [Part("Unknown: a truce is named, and no source tells whether it was in force")]


def _claims(says: Iterable[Said]) -> tuple[str, ...]:
    """The claims in which something is said."""
    return tuple(x.claim for x in says)


def _called(s: Said) -> Iterator[Part]:
    day = f" on {day_words(date.fromisoformat(s.published))}" if s.published else ""
    yield Part(f", {s.speaker} {'tells' if s.own else s.stance}{day}", "", (s.claim,))
    yield Part("; no source tells that it began")


# ---------------------------------------------------------------- between whom


def _tail(truce: Truce) -> Iterator[Part]:
    """Between whom, who stood outside, who brokered it; whom an outlet places outside is not called a party."""
    outsiders = _standing(truce, _OUTSIDE)
    outside = {s.actor for s in outsiders if own_voice(s.says)}
    sides = [s for s in _standing(truce, {"party"}) if s.actor not in outside]
    yield Part(" Between " if sides else " No source names its sides")
    yield from _names(sides, bool(sides))
    for words, people in (("; outside it ", outsiders), ("; brokered by ", _standing(truce, {"broker"}))):
        if people:
            yield Part(words)
            yield from _names(people, False)
    yield Part(".")


_OUTSIDE = frozenset({"notParty", "excluded"})


def _standing(truce: Truce, statuses: Set[str]) -> list[Standing]:
    """Those who stand to a truce in some ways."""
    return [s for s in truce.standings if s.status in statuses]


def _names(people: Sequence[Standing], parties: bool) -> Iterator[Part]:
    """Names with commas and an "and"; who alone says so, where no outlet does; a missing side is said to be missing."""
    merged = _merged(people)
    shown, more = merged[:SHOWN], len(merged) - SHOWN
    for n, (actor, says) in enumerate(shown):
        last = n == len(shown) - 1 and more <= 0
        if n:
            yield Part(" and " if last else ", ")
        yield Part(actor, "name", _claims(says))
        if says and not own_voice(says):
            yield Part(f" (says {says[0].speaker})")
    if more > 0:
        yield Part(f" and {more} more")
    if parties and len(merged) == 1:
        yield Part(" and a side that no source names")


def _merged(people: Iterable[Standing]) -> list[tuple[str, tuple[Said, ...]]]:
    """Actors with all who give them this standing; those of whom an outlet says so itself stand first."""
    out: dict[str, tuple[Said, ...]] = {}
    for s in people:
        out[s.actor] = (*out.get(s.actor, ()), *s.says)
    return sorted(out.items(), key=lambda x: (not own_voice(x[1]), -len(x[1]), x[0]))

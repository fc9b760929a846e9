"""Was a truce in force at a time, in a place, between whom, and who says so?

The answer is one of: in force, not in force, disputed, unknown. A state holds from its begin to its end, or as long as
an article attests it; nothing is carried beyond the last day that anybody reported on. Strain that is reported without a
date is not dated back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from textwrap import wrap

from truceline.ask.answers import plain
from truceline.ask.book import Book, Thing, at
from truceline.ask.dates import Window
from truceline.ask.layout import WIDTH
from truceline.ask.said import Said, tellings
from truceline.ask.timeline import spaced
from truceline.triples.terms import SEM, TL

HOLDS = frozenset({"inForce", "fraying", "extended"})
OVER = frozenset({"ended", "suspended"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's standing to a truce and who says so."""

    actor: str
    status: str
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Truce:
    """A truce at the time asked about; `state` the most telling state then, `covers` where it holds (empty = not stated).

    `scope` says how it bears on the place asked about: stated, not stated, asked for (somebody wants it there, nobody
    says that it holds there), asked anywhere. `until` is its last day, or the day it was over. `asks` are the claims of those who want it somewhere; `violations` are
    breaches reported for that day; `others` states that are told without a date.
    """

    iri: str
    label: str
    answer: str
    state: str
    since: str
    until: str
    attested: str
    covers: tuple[str, ...]
    scope: str
    standings: tuple[Standing, ...]
    says: tuple[Said, ...]
    disputes: tuple[Said, ...]
    asks: tuple[Said, ...] = ()
    violations: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def of(self, *statuses: str) -> tuple[str, ...]:
        """The actors of some standings."""
        return tuple(dict.fromkeys(s.actor for s in self.standings if s.status in statuses))


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for a time and place, with each truce that bears on it."""

    on: str
    place: str
    answer: str
    truces: tuple[Truce, ...]

    def to_json(self) -> dict[str, object]:
        """Plain lists and dicts."""
        return dict(plain(self))

    def __str__(self) -> str:
        where = f" in {self.place}" if self.place else ""
        return "\n".join([f"{self.on}{where}: {self.answer}", *(line for t in self.truces for line in _lines(t))])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def status(book: Book, on: Window, asked: tuple[str, str], places: Iterable[str] = ()) -> Status:
    """The status of truces at a time.

    Args:
        book: the graph.
        on: the time asked about; for a day, any part of it.
        asked: date and place as typed, for the answer.
        places: IRIs of the place; none means anywhere.
    """
    wanted = set(places)
    truces = [t for c in book.ceasefires.values() if (t := _truce(book, c, on, wanted))]
    truces.sort(key=lambda t: (_RANK.index(t.answer), -len(t.says), t.iri))
    answer = truces[0].answer if truces else "unknown"
    if any(t.answer == "disputed" for t in truces):
        answer = "disputed"
    if not truces:
        answer = "unknown: no article tells of a truce" + (" there" if asked[1] else "")
    elif answer == "in force" and wanted and not any(t.scope == "stated" for t in truces if t.answer == "in force"):
        answer = "unknown: a truce is in force, but nobody says that it covers this place"
        if who := dict.fromkeys(s.speaker for t in truces if t.scope == "asked for" for s in t.asks):
            answer += f"; {', '.join(who)} asked for that"
    return Status(asked[0], asked[1], answer, tuple(truces))


_RANK = ["in force", "disputed", "not in force", "unknown"]


def _truce(book: Book, c: Thing, on: Window, wanted: set[str]) -> Truce | None:
    states = [book.states[s] for s in c.many(TL.hasState)]
    scope = _scope(book, c, states, wanted)
    if scope is None:
        return None
    now = [s for s in states if s.word(TL.state) in HOLDS and _holds(s, on)]
    over = [s for s in states if s.word(TL.state) in OVER and _is_over(s, on)]
    now, over = _latest_word([s for s in now if not any(_supersedes(o, s) for o in over)], over)
    before = [s for s in states if s.word(TL.state) in HOLDS and s.begin and s.begin >= on[1]]
    disputes = tuple(s for s in tellings(book, (x.iri for x in (*now, *over))) if s.against)
    answer, told = _answer(now, over, before, disputes)
    span = _span_of([s for s in states if s.word(TL.state) in HOLDS], told, on)
    return Truce(
        iri=c.iri,
        label=book.label(c.iri),
        answer=answer,
        state=spaced(_worst(told).word(TL.state)) if told else "",
        since=span[0],
        until=span[1],
        attested=max(((s.one(TL.attestedUntil) or "")[:10] for s in states), default=""),
        covers=tuple(book.label(p) for p in _covers(c, states)),
        scope=scope,
        standings=tuple(_standings(book, c)),
        says=tuple(s for s in tellings(book, (x.iri for x in told)) if not s.against),
        disputes=disputes,
        asks=tellings(book, (s.iri for s in states if s.word(TL.state) == "proposed" and s.many(TL.covers))),
        violations=tuple(_violations(book, c, on, wanted)),
        others=tuple(dict.fromkeys(spaced(s.word(TL.state)) for s in states if not s.begin and not s.end)),
    )


def _covers(c: Thing, states: list[Thing]) -> list[str]:
    hypothetical = [s for s in states if s.word(TL.state) != "proposed"]
    return list(dict.fromkeys([*c.many(TL.covers), *(p for s in hypothetical for p in s.many(TL.covers))]))


def _scope(book: Book, c: Thing, states: list[Thing], wanted: set[str]) -> str | None:
    """Whether the truce covers the place: stated, asked for, not stated; None when it lies elsewhere."""
    covers = set(_covers(c, states))
    if not wanted:
        return "asked anywhere"
    wished = {p for s in states if s.word(TL.state) == "proposed" for p in s.many(TL.covers)}
    if wished & wanted and not covers & wanted:
        return "asked for"
    around = set().union(*(book.around(p) for p in wanted))
    if covers & around:
        return "stated"
    if covers:
        return "not stated" if any(book.around(p) & wanted for p in covers) else None
    home = c.one(TL.country)
    names = {book.label(p) for p in around}
    return "not stated" if home is None or home in around or book.label(home) in names else None


def _holds(s: Thing, on: Window) -> bool:
    """Whether the state is told to hold then: begun, not ended, and not after the last report; undated states only
    on the day of the report."""
    told = at(s.one(TL.attestedUntil))
    last = told + _DAY if told else None
    if s.begin is None and s.end is None:
        return last is not None and on[0] < last and on[1] > last - _DAY
    if s.end is not None:
        return on[0] < s.end and (s.begin is None or s.begin < on[1]) and (s.begin is not None or _near(last, on))
    return s.begin is not None and s.begin < on[1] and (last is None or on[0] < last)


def _near(last: datetime | None, on: Window) -> bool:
    """An end without a begin holds from the report on."""
    return last is not None and on[1] > last - _DAY


def _is_over(s: Thing, on: Window) -> bool:
    """Whether the truce is told to be over by then."""
    begin = s.begin or s.end or at(s.one(TL.attestedUntil))
    return begin is not None and begin < on[1]


def _supersedes(over: Thing, held: Thing) -> bool:
    """Whether the truce ended after it was last reported to hold: an end foretold then ("until Friday") counts no more."""
    began, told = over.begin or over.end, at(held.one(TL.attestedUntil))
    return began is not None and told is not None and began >= told + _DAY


def _span_of(holding: list[Thing], told: list[Thing], on: Window) -> tuple[str, str]:
    """Since when the truce holds, by all who tell of it; its last day by those whose word counts, or the day it was over."""
    begins = [s.begin for s in holding if s.begin and (s.begin < on[1] or s in told)]
    over = [s.begin or s.end for s in told if s.word(TL.state) in OVER]
    ends = [s.end for s in told if s.end and s.word(TL.state) in HOLDS]
    until = _day(min((o for o in over if o), default=None)) if over else _day(max(ends, default=None), end=True)
    return _day(min(begins, default=None)), until


def _latest_word(now: list[Thing], over: list[Thing]) -> tuple[list[Thing], list[Thing]]:
    """A truce told to be over and later told to hold again, or the other way round: what was reported last, counts.

    Both count when they were reported on one day.
    """
    latest = [max((s.one(TL.attestedUntil) or "" for s in several), default="") for several in (now, over)]
    if now and over and latest[0] != latest[1]:
        return (now, []) if latest[0] > latest[1] and any((s.begin or s.end) is None for s in over) else (now, over)
    return now, over


def _answer(
    now: list[Thing], over: list[Thing], before: list[Thing], disputes: tuple[Said, ...]
) -> tuple[str, list[Thing]]:
    if (now and over) or (now and disputes):
        return "disputed", [*now, *over]
    if now:
        return "in force", now
    if over:
        return "not in force", over
    return ("not in force", before) if before else ("unknown", [])


def _worst(states: list[Thing]) -> Thing:
    order = ["ended", "suspended", "fraying", "extended", "inForce"]
    return min(states, key=lambda s: order.index(s.word(TL.state)))


def _standings(book: Book, c: Thing) -> Iterator[Standing]:
    found: dict[tuple[str, str], list[str]] = {}
    for link in (book.links[x] for x in c.many(TL.partyLink)):
        found.setdefault((link.word(TL.partyStatus), book.label(link.one(TL.actor))), []).append(link.iri)
    for (word, actor), links in sorted(found.items()):
        yield Standing(actor, word, tellings(book, links))


def _violations(book: Book, c: Thing, on: Window, wanted: set[str]) -> Iterator[str]:
    near = book.inside(wanted) if wanted else set()
    for e in book.events.values():
        told = e.word(TL.kind) == "CeasefireViolated" and e.one(TL.ceasefire) == c.iri and (e.begin or e.end)
        here = not wanted or not e.many(SEM.hasPlace) or bool(near & set(e.many(SEM.hasPlace)))
        if told and here and e.begin and e.overlaps(*on):
            yield book.label(e.iri)


def _day(t: datetime | None, end: bool = False) -> str:
    if t is None:
        return ""
    midnight = t.time() == t.min.time()
    if not midnight:
        return t.strftime("%Y-%m-%dT%H:%M:%SZ")
    return ((t - _DAY) if end else t).strftime("%Y-%m-%d")


_STANDINGS = {
    "party": "between",
    "notParty": "not party",
    "excluded": "excluded",
    "broker": "brokered by",
    "guarantor": "guaranteed by",
    "monitor": "monitored by",
}
_SHOWN = 6


def _lines(t: Truce) -> Iterator[str]:
    yield ""
    yield from _block(f"{t.label}: {t.answer}{_how(t)}{_span(t)}", 2)
    if t.answer == "unknown":
        return
    for name, words in _STANDINGS.items():
        if actors := [_named(s) for s in t.standings if s.status == name]:
            yield from _block(f"{words}: {', '.join(actors)}")
    yield from _block(f"covers: {', '.join(t.covers) or 'not stated'}")
    for s in t.says[:_SHOWN]:
        yield from _block(f"{s}: “{s.sentence}”")
    if len(t.says) > _SHOWN:
        yield from _block(f"and {len(t.says) - _SHOWN} more")
    yield from (x for s in t.disputes for x in _block(f"disputed: {s}: “{s.sentence}”"))
    yield from (x for s in t.asks for x in _block(f"asked to cover more: {s}: “{s.sentence}”"))
    yield from (x for v in t.violations for x in _block(f"violation reported that day: {v}"))
    if t.others:
        yield from _block(f"told without a date: {', '.join(t.others)}")


def _named(s: Standing) -> str:
    """The actor, with who says so where no outlet does in its own voice."""
    sayers = dict.fromkeys(x.speaker for x in s.says)
    return s.actor if any(x.own for x in s.says) or not sayers else f"{s.actor} (says {', '.join(sayers)})"


def _how(t: Truce) -> str:
    return f" ({t.state})" if t.state and t.state != t.answer and t.answer != "not in force" else ""


def _span(t: Truce) -> str:
    told = f", last attested {t.attested}" if t.attested else ""
    if t.answer == "not in force":
        over = t.state in OVER
        begin = f"{'began' if over else 'told to begin'} {t.since}" if t.since else ""
        parts = [begin, f"{t.state} {t.until}".rstrip() if over else ""]
        return "".join(f", {p}" for p in parts if p) + told
    return (f" since {t.since}" if t.since else "") + (f" until {t.until}" if t.until else told)


def _block(text: str, indent: int = 4) -> list[str]:
    """A paragraph wrapped to the width of a table, hanging."""
    first, rest = " " * indent, " " * (indent + 2)
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)

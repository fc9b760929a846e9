"""What happened when: events and ceasefire states in the order of time, each with all who tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from truceline.ask.answers import Table
from truceline.ask.candidates import NO_TIME, count, event_blocks, found, lasting, state_blocks
from truceline.ask.filters import Choice, meets
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import Said, naming, telling_order, tellings
from truceline.codec import iso
from truceline.vocabulary import SEM, TL

if TYPE_CHECKING:
    from truceline.ask.days import Day

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happening:
    """A row of the timeline.

    `layer` is event, state, or day: a day that articles name and of which no event is known; `why` says why it is among
    the days that matter, where those were asked for; `begin` and `end` are ISO instants in UTC (end exclusive), empty where open or unknown;
    `words` are the article's own words for the time.
    """

    iri: str
    layer: str
    kind: str
    label: str
    begin: str
    end: str
    edtf: str
    words: str
    actors: tuple[str, ...]
    place: str
    factuality: str
    ceasefire: str
    says: tuple[Said, ...]
    why: str = ""

    @property
    def disputed(self) -> bool:
        """Whether somebody denies, doubts or rejects it."""
        return any(s.against for s in self.says)

    @property
    def sources(self) -> int:
        """How many speakers tell it and do not speak against it."""
        return len({s.speaker_iri or s.claim for s in self.says if not s.against})

    @property
    def independent(self) -> int:
        """How many independent sources tell it: copies are one text, and what a speaker says is one source in all texts."""
        return len({s.source_iri for s in self.says if not s.against})

    @property
    def when(self) -> str:
        """The time for people: EDTF, else the bounds, else nothing."""
        return self.edtf or (f"{self.begin[:10] or '..'}/{self.end[:10] or '..'}" if self.begin or self.end else "")


@dataclass(frozen=True, slots=True, repr=False)
class Timeline(Table[Happening]):
    """Happenings in the order of time; the undated stand last."""

    head: ClassVar[tuple[str, ...]] = ("when", "what", "who says so")
    row: ClassVar[type | None] = Happening

    def cells(self, row: Happening) -> Sequence[str]:
        told = row.factuality and row.factuality not in {"happened", "ongoing"}
        what = f"{row.label} [{row.factuality}]" if told else row.label
        what += f"\n({row.why})" if row.why else ""
        who = "\n".join(str(s) for s in row.says[:4]) + (f"\n+{len(row.says) - 4} more" if len(row.says) > 4 else "")
        return [row.when or "undated", what, who]

    def below(self, row: Happening) -> str:
        return row.says[0].source if row.says else ""


def timeline(book: GraphView, choice: Choice, top: int | None = None) -> Timeline:
    """Events and ceasefire states that a choice lets through.

    With a time chosen, what may lie in it is kept and what is undated is left out and counted in a note.

    Args:
        book: the graph.
        choice: the filters.
        top: only so many days that matter most, each with the happening that matters most of it.
    """
    if top is not None:
        return _top(book, choice, top)
    found = [*_events(book, choice), *_states(book, choice)]
    rows = _joined(h for t, h in sorted(found, key=_order))
    undated = _undated(book, choice) if choice.since or choice.until else 0
    notes = (f"{undated} more have no date.",) if undated else ()
    return Timeline(rows, notes)


def _top(book: GraphView, choice: Choice, top: int) -> Timeline:
    """The days that matter, each with what matters most of it."""
    from truceline.ask.days import days

    best = days(book, choice, top)
    rows = tuple(replace(h, why=d.why) for d in best if (h := _of_day(book, d)))
    more = sum(max(0, len(d.marks) - 1) for d in best)
    notes = (f"{more} more of these days; without --top, or with --from and --to, they are shown.",) if more else ()
    return Timeline(rows, notes)


def _of_day(book: GraphView, day: Day) -> Happening | None:
    """What matters most of a day; where nothing that happened on it is known, the sentence that names it."""
    return happening(book, day.marks[0].iri) if day.marks else _day_row(book, day)


def _day_row(book: GraphView, day: Day) -> Happening:
    """The row of a day that articles name, with all who do, the first of them foremost."""
    begin = datetime.fromisoformat(day.when).replace(tzinfo=UTC)
    named = sorted((naming(book, s) for s in day.sentences), key=telling_order)
    return Happening(
        iri=named[0].evidence,
        layer="day",
        kind="",
        label=f"“{named[0].sentence}”",
        begin=iso(begin) or "",
        end=iso(begin + timedelta(days=1)) or "",
        edtf=day.when,
        words="",
        actors=(),
        place="",
        factuality="",
        ceasefire="",
        says=tuple(named),
    )


def happening(book: GraphView, iri: str) -> Happening | None:
    """The row of one event or state."""
    if event := book.events.get(iri):
        return _event_row(book, event)
    if state := book.states.get(iri):
        truce = next((t for t in book.ceasefires.some(book.holding(iri))), None)
        return _state_row(book, state, truce) if truce else None
    return None


def _joined(rows: Iterable[Happening]) -> tuple[Happening, ...]:
    """The same state of a truce at the same time, told by several articles, as one row with all who tell it."""
    out: dict[tuple[str, ...], Happening] = {}
    for h in rows:
        state = h.layer == "state"
        key = (h.ceasefire, h.kind, h.begin, h.end, h.edtf, h.place) if state else (h.iri,)
        old = out.get(key)
        out[key] = h if old is None else replace(old, says=tuple(sorted((*old.says, *h.says), key=telling_order)))
    return tuple(out.values())


def _order(row: tuple[Thing, Happening]) -> tuple[datetime, datetime, str]:
    t, h = row
    return t.begin or t.end or _LAST, t.end or _LAST, h.iri


def _undated(book: GraphView, choice: Choice) -> int:
    """How many events and states have no time, of those that a choice lets through otherwise."""
    states = _states_of(book, choice, found(book, [*_of_truces(choice), NO_TIME]))
    return count(book, [*event_blocks(choice), NO_TIME]) + sum(1 for _ in states)


def _events(book: GraphView, choice: Choice) -> Iterator[tuple[Thing, Happening]]:
    blocks = [*event_blocks(choice), *lasting(choice)]
    for e in book.events.some(found(book, blocks)):
        if e.overlaps(choice.since, choice.until):
            yield e, _event_row(book, e)


def _event_row(book: GraphView, e: Thing) -> Happening:
    things = [e.iri, *e.many(TL.participation)]
    who = tuple(book.label(a) for a in e.many(SEM.hasActor))
    place = ", ".join(book.label(p) for p in e.many(SEM.hasPlace))
    return _row(book, e, (e.word(TL.kind), _event_label(book, e), e.one(TL.ceasefire)), things, (who, place))


def _event_label(book: GraphView, e: Thing) -> str:
    """The label of an event; one that names nobody tells of which truce it is, and where that holds."""
    label = book.label(e.iri)
    truce = next(book.ceasefires.some(e.many(TL.ceasefire)), None)
    if truce is None or e.many(SEM.hasActor):
        return label
    where = ", ".join(book.label(p) for p in truce.many(TL.covers) or truce.many(TL.impliedCover))
    return f"{label}: {book.label(truce.iri)}{f' ({where})' if where else ''}"


def _states(book: GraphView, choice: Choice) -> Iterator[tuple[Thing, Happening]]:
    for state, truce in _states_of(book, choice, found(book, [*_of_truces(choice), *lasting(choice)])):
        if state.overlaps(choice.since, choice.until):
            yield state, _state_row(book, state, truce)


def _of_truces(choice: Choice) -> list[str]:
    """The states of the truces that are asked for; of which places a state speaks is seen when it is read."""
    return state_blocks(replace(choice, places=None))


def _states_of(book: GraphView, choice: Choice, iris: set[str]) -> Iterator[tuple[Thing, Thing]]:
    """Those of some states that a choice lets through, its time left out, each with its truce."""
    words = state_words(choice)
    for state in book.states.some(iris if words is None or words else ()):
        for truce in book.ceasefires.some(book.holding(state.iri)):
            places = state.many(TL.covers) or truce.many(TL.covers)
            if meets(choice.places, *places) and (words is None or state.word(TL.state) in words):
                yield state, truce


def state_words(choice: Choice) -> set[str] | None:
    """The states of truces that say the same as the kinds that are asked for; None where all kinds are."""
    if choice.kinds is None:
        return None
    return {word for kind, word in STATE_OF.items() if str(TL[kind]) in choice.kinds}


def _state_row(book: GraphView, state: Thing, truce: Thing) -> Happening:
    word = state.word(TL.state)
    label = f"{book.label(truce.iri)}: {spaced(word)}"
    place = ", ".join(book.label(p) for p in state.many(TL.covers) or truce.many(TL.covers))
    return _row(book, state, (word, label, truce.iri), [state.iri], ((), place))


STATE_OF = {
    "CeasefireDeclared": "declared",
    "CeasefireBegan": "inForce",
    "CeasefireExtended": "extended",
    "CeasefireViolated": "violated",
    "CeasefireEnded": "ended",
}
"""Kinds of events and the state of a ceasefire that says the same."""


def _row(
    book: GraphView, t: Thing, named: tuple[str, str, str | None], things: list[str], where: tuple[tuple[str, ...], str]
) -> Happening:
    kind, label, truce = named
    return Happening(
        iri=t.iri,
        layer="event" if t.one(TL.kind) else "state",
        kind=kind,
        label=label,
        begin=iso(t.begin) or "",
        end=iso(t.end) or "",
        edtf=t.text(TL.edtf),
        words=t.text(TL.timeText),
        actors=where[0],
        place=where[1],
        factuality=t.word(TL.factuality),
        ceasefire=truce or "",
        says=tellings(book, things),
    )


def spaced(term: str) -> str:
    """A term of the vocabulary as words.

    >>> spaced("notParty")
    'not party'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in term).strip()

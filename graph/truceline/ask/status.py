"""Was a truce in force at a time, in a place, between whom, and who says so?

The answer is one of: in force, not in force, disputed, unknown. A state holds from its begin to its end, or as long as
an article attests it; nothing is carried beyond the last day that anybody reported on. Strain that is reported without a
date is not dated back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from truceline.ask.answers import Answer, plain
from truceline.ask.begin import coarse, in_words
from truceline.ask.candidates import MANY, found, near_days, of_class, truces_around
from truceline.ask.dates import Window
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.in_force import WISHED, Reading, read
from truceline.ask.layout import WIDTH, Line, paragraph
from truceline.ask.records import Record
from truceline.ask.said import Said, tellings
from truceline.ask.standings import standings
from truceline.ask.status_text import COLUMNS, SILENT, lines, near, others, record
from truceline.ask.timeline import spaced
from truceline.ask.told import OVER, Told, strength, told_of
from truceline.ask.truce import HELD, Truce
from truceline.ask.truce import Standing as Standing
from truceline.know.spelling import fold
from truceline.vocabulary import RDF, SEM, TL

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, repr=False)
class Status(Answer):
    """The answer for a time and place, with each truce that bears on it."""

    on: str
    place: str
    answer: str
    truces: tuple[Truce, ...]
    left_out: int = 0
    """How many more truces there are, of which nobody tells near that time; where there are hundreds they are not weighed."""

    def to_json(self) -> dict[str, object]:
        """Plain lists and dicts."""
        made = plain(self)
        return made if self.left_out else {k: v for k, v in made.items() if k != "left_out"}

    def __repr__(self) -> str:
        return f"<Status {self._where()}: {self.answer}>"

    def _where(self) -> str:
        """The time and place asked about."""
        return f"{self.on} in {self.place}" if self.place else self.on

    def _left(self) -> str:
        """How many truces are not weighed, in words; which of them lie elsewhere would only be seen by weighing them."""
        most = "up to " if self.place else ""
        return f"{most}{self.left_out} more truces, of which nobody tells near that time, are left out."

    def _texts(self) -> Iterator[tuple[int, str]]:
        """The paragraphs on the truces that held, else on those that were over then, and on the others of that time."""
        close = [t for t in self.truces if near(t, self.on)]
        told = [t for t in self.truces if t.answer in HELD] or [t for t in close if t.answer == "not in force"]
        yield from chain.from_iterable(map(lines, told))
        yield from others([t for t in close if t not in told])

    def lines(self, width: int = WIDTH) -> list[Line]:
        wrapped = (paragraph(text, width, indent) if text else [Line("")] for indent, text in self._texts())
        return [
            *paragraph(f"{self._where()}: {self.answer}", width, part="title"),
            *(x for block in wrapped for x in block),
            *(paragraph(f"note: {self._left()}", width, part="note") if self.left_out else []),
        ]

    def grid(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        names, rows = self.records()
        return names, [[" | ".join(v) if isinstance(v := row[n], tuple) else str(v) for n in names] for row in rows]

    def records(self) -> tuple[Sequence[str], list[Record]]:
        """A row a truce, with the answer as a whole in each; one row where no truce is told of."""
        asked = {"on": self.on, "place": self.place, "overall": self.answer}
        rows = [asked | record(t) for t in self.truces] or [dict.fromkeys(COLUMNS, "") | asked]
        return COLUMNS, rows


def status(book: GraphView, on: Window, asked: tuple[str, str], places: Iterable[str] = ()) -> Status:
    """The status of truces at a time.

    Args:
        book: the graph.
        on: the time asked about; for a day, any part of it.
        asked: date and place as typed, for the answer.
        places: IRIs of the place; none means anywhere.
    """
    wanted = set(places)
    asked = (_as_read(asked[0], on), _as_found(book, asked[1], sorted(wanted)))
    truces, left = _bearing(book, on, wanted)
    return Status(asked[0], asked[1], _overall(truces, bool(asked[1])), tuple(truces), left)


def _bearing(book: GraphView, on: Window, wanted: set[str]) -> tuple[list[Truce], int]:
    """The truces that bear on a time and place, and how many more there are where these decide.

    Where there are many, those are enough of which somebody tells near that time, if one of them held; else those of which
    somebody tells since the last of them that was over, or of which nobody tells how it went on, had begun.
    """
    every = _candidates(book, wanted)
    begin, end = near_days(*on)
    while begin and len(every) > MANY:
        some = truces_around(book, every, begin, end)
        truces = _weighed(book, some, on, wanted)
        last = _deciding(truces, bool(wanted))
        if last >= begin or any(t.answer in HELD for t in truces):
            return truces, len(every) - len(some)
        begin = last
    return _weighed(book, every, on, wanted), 0


def _deciding(truces: Sequence[Truce], placed: bool) -> str:
    """The begin (ISO) of the last truce that was over by then or is left open; empty where these truces do not decide."""
    open_or_over = (t for t in truces if (not t.until if t.answer == "unknown" else t.state in OVER))
    return "" if _none_there(truces, placed) else max((t.since[:10] for t in open_or_over), default="")


def _none_there(truces: Sequence[Truce], placed: bool) -> bool:
    """Whether no truce is told of, or none of the place asked about."""
    return not truces or (placed and all(t.scope == "not stated" for t in truces))


def _weighed(book: GraphView, several: Iterable[str], on: Window, wanted: set[str]) -> list[Truce]:
    """Those of some truces that bear on a time and place, those that held then first."""
    found = (truce_on(book, c, told_of(book, c), on, wanted) for c in book.ceasefires.some(several))
    return sorted((t for t in found if t), key=lambda t: (_RANK.index(t.answer), -len(t.says), t.iri))


def _candidates(book: GraphView, wanted: set[str]) -> set[str]:
    """The truces that may hold at a place: told of it, of what lies in it or around it, or of no land at all."""
    if not wanted:
        return found(book, [of_class("tl:Ceasefire")])
    lands = book.inside(wanted) | _around(book, wanted)
    covering = book.subjects(TL.covers, lands)
    several = covering | book.subjects(TL.hasState, covering)
    several |= book.subjects(TL.impliedCover, lands) | book.subjects(TL.country, lands)
    several |= found(book, [of_class("tl:Ceasefire"), "MINUS { ?x tl:country ?land }"])
    return {c for c in several if book.says(c, RDF.type, TL.Ceasefire)}


def _around(book: GraphView, places: Iterable[str]) -> set[str]:
    """Some places and all that they lie in."""
    return set().union(*(book.around(p) for p in places))


def _as_read(typed: str, on: Window) -> str:
    """The time as typed, with the days that it was read as where that is not the same."""
    first, last = on[0].date(), (on[1] - timedelta(microseconds=1)).date()
    read_as = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return typed if typed.strip() == read_as else f"{typed} (read as {read_as})"


def _as_found(book: GraphView, typed: str, places: Sequence[str]) -> str:
    """The place as typed, with the names of what it was found to be where these are others."""
    names = list(dict.fromkeys(label for p in places if (label := book.label(p)) and not p.endswith(label)))
    return f"{typed} (read as {', '.join(names)})" if names and fold(typed) not in map(fold, names) else typed


_RANK = ["in force", "disputed", "not in force", "unknown"]


def _overall(truces: Sequence[Truce], placed: bool) -> str:
    """The answer that the truces give together.

    One that holds decides. A truce that had begun, without a told end, and of which nobody tells then leaves it open,
    unless a later one has come and gone.
    """
    answers = {t.answer for t in truces}
    if "disputed" in answers:
        return "disputed"
    if "in force" in answers:
        return _where_it_holds([t for t in truces if t.answer == "in force"], truces) if placed else "in force"
    if _none_there(truces, placed):
        return _untold(truces, placed)
    return _gone_or_open(truces)


def _untold(truces: Sequence[Truce], placed: bool) -> str:
    """No truce is told of a place, or only some of parts of it."""
    parts = " and ".join(dict.fromkeys(p for t in truces for p in t.covers))
    if parts:
        return f"unknown: articles tell of truces only in {parts}, a part of it"
    return "unknown: no article tells of a truce" + (" there" if placed else "")


def _gone_or_open(truces: Sequence[Truce]) -> str:
    """None holds: the last that is left open, unless a later one has come and gone."""
    told = [t for t in truces if t.answer == "not in force"]
    if last := _left_open(truces, told):
        return f"unknown: {last.label}, {last.state or SILENT}"
    sure = len(told) == len(truces) or any(t.state != WISHED for t in told)
    return "not in force" if told and sure else "unknown"


def _left_open(truces: Sequence[Truce], told: Sequence[Truce]) -> Truce | None:
    """The last truce of which nobody tells how it went on, where none that is told not to hold has come and gone since."""
    gone = max((t.since for t in told if t.state in OVER), default="")
    open_ = (t for t in truces if t.answer == "unknown" and t.since > gone and not t.until)
    return max(open_, key=lambda t: (t.since, t.iri), default=None)


def _where_it_holds(holding: Sequence[Truce], truces: Sequence[Truce]) -> str:
    """The answer for a place while truces hold: said of it, implied by their sides, or said by nobody."""
    scopes = {t.scope for t in holding}
    if "stated" in scopes:
        return "in force"
    if "implied" not in scopes:
        return _uncovered(holding, truces)
    lands = dict.fromkeys(p for t in holding if t.scope == "implied" for p in t.implied)
    return f"in force (the article names no place; the sides are those of {' and '.join(lands)})"


def _uncovered(holding: Sequence[Truce], truces: Sequence[Truce]) -> str:
    """A truce holds, and nobody says that it does so there, or only of a part."""
    parts = " and ".join(dict.fromkeys(p for t in holding if t.scope == "not stated" for p in t.covers))
    where = (
        f" in {parts}, a part of it, and nobody tells of the rest"
        if parts
        else ", but nobody says that it covers this place"
    )
    answer = f"unknown: a truce is in force{where}"
    asked = dict.fromkeys(s.speaker for t in truces if t.scope == "asked for" for s in t.asks)
    return f"{answer}; {', '.join(asked)} asked for that" if asked else answer


def truce_on(book: GraphView, c: Thing, told: Told, on: Window, wanted: set[str]) -> Truce | None:
    """One truce at a time and place; None when it lies elsewhere.

    Args:
        book: the graph.
        c: the truce.
        told: what is told of it, as `ask.told.told_of` gives it.
        on: the time asked about; for a day, any part of it.
        wanted: IRIs of the place; none means anywhere.
    """
    states = told.states
    scope = _scope(book, c, states, wanted)
    if scope is None:
        return None
    found = read(told, on)
    said = _says(book, found.told)
    answer = found.answer
    return Truce(
        iri=c.iri,
        label=_called(book.label(c.iri), states),
        answer=answer,
        state=_state(found, answer),
        since=coarse(states, found.since) or _day(found.since),
        begun=in_words(states, found.since, _lands(book, c, states)),
        until=_day(found.ended) or _day(found.until, end=True),
        attested=_attested(states),
        covers=tuple(map(book.label, _widest(book, _covers(c, states)))),
        implied=tuple(map(book.label, c.many(TL.impliedCover))),
        scope=scope,
        standings=book.once(("standings", c.iri), lambda: tuple(standings(book, c))),
        says=tuple(s for s in said if not s.against),
        disputes=tuple(s for s in said if s.against),
        asks=tellings(book, (s.iri for s in _wishes(states))),
        violations=tuple(_violations(book, c, on, wanted)),
        by=_over_by(found),
        others=_undated(states),
    )


def _over_by(found: Reading) -> bool:
    """Whether a truce was over by a day that no state tells as its begin."""
    return bool(found.ended) and all(s.begin != found.ended for s in found.told)


def _wishes(states: Sequence[Thing]) -> list[Thing]:
    """The proposals that name a place."""
    return [s for s in states if s.word(TL.state) == "proposed" and s.many(TL.covers)]


def _lands(book: GraphView, c: Thing, states: Sequence[Thing]) -> Iterator[str]:
    """The names of the lands that a truce holds in, or that its sides are of."""
    for place in (*_covers(c, states), *c.many(TL.impliedCover), *c.many(TL.country)):
        yield from (book.label(p) for p in book.around(place))


def _attested(states: Sequence[Thing]) -> str:
    """The last day on which any of the states is told, empty where there is none."""
    return max((s.text(TL.attestedUntil)[:10] for s in states), default="")


def _undated(states: Sequence[Thing]) -> tuple[str, ...]:
    """The words for the states that are told without a date."""
    return tuple(dict.fromkeys(spaced(s.word(TL.state)) for s in states if not s.timed))


def _called(label: str, states: Sequence[Thing]) -> str:
    """The name of a truce; one without a day is told apart by the day of the article that speaks of it."""
    told = _attested(states)
    dated = any(c.isdigit() for c in label) or any(s.timed for s in states)
    return label if dated or not told else f"{label} (told of on {told})"


def _says(book: GraphView, states: Sequence[Thing]) -> tuple[Said, ...]:
    """Who tells some states, strongest first; what somebody says of several in one sentence once.

    The outlets' own voice stands before others, a fact before a charge, a state of a higher rank before one of a lower.
    """
    every = [(strength(state), s) for state in states for s in tellings(book, (state.iri,))]
    every.sort(key=lambda x: (x[1].stance == "accused", not x[1].own, x[0], x[1].published, x[1].claim))
    found: dict[tuple[str, str, str], Said] = {}
    for _, s in every:
        found.setdefault((s.speaker_iri or s.claim, s.stance, s.evidence), s)
    return tuple(found.values())


def _state(found: Reading, answer: str) -> str:
    """The most telling state, or why there is none."""
    if answer == "unknown" or found.why:
        return found.why
    return spaced(_worst(found.told).word(TL.state)) if found.told else ""


def _covers(c: Thing, states: Sequence[Thing]) -> list[str]:
    hypothetical = [s for s in states if s.word(TL.state) != "proposed"]
    return list(dict.fromkeys([*c.many(TL.covers), *(p for s in hypothetical for p in s.many(TL.covers))]))


def _widest(book: GraphView, covers: list[str]) -> list[str]:
    """The places of covers that lie in no other of them: Syria, where Syria and Damascus are told."""
    return [p for p in covers if not (book.around(p) - {p}) & set(covers)]


def _scope(book: GraphView, c: Thing, states: Sequence[Thing], wanted: set[str]) -> str | None:
    """Whether the truce covers the place: stated, asked for, not stated; None when it lies elsewhere."""
    covers = set(_covers(c, states))
    if not wanted:
        return "asked anywhere"
    wished = {p for s in _wishes(states) for p in s.many(TL.covers)}
    if wished & wanted and not covers & wanted:
        return "asked for"
    around = _around(book, wanted)
    if covers & around:
        return "stated"
    if covers:
        return "not stated" if _around(book, covers) & wanted else None
    return _scope_of_sides(book, c, around)


def _scope_of_sides(book: GraphView, c: Thing, around: set[str]) -> str | None:
    """How a truce of which no place is told bears on one in some lands: by the lands of its sides, or by its own."""
    if lands := set(c.many(TL.impliedCover)):
        return "implied" if lands & around else None
    home = c.one(TL.country)
    names = {book.label(p) for p in around}
    return "not stated" if home is None or home in around or book.label(home) in names else None


def _worst(states: Sequence[Thing]) -> Thing:
    order = ["ended", "suspended", "fraying", "extended", "inForce", "violated", "declared"]
    return min(states, key=lambda s: order.index(s.word(TL.state)))


def _violations(book: GraphView, c: Thing, on: Window, wanted: set[str]) -> Iterator[str]:
    inside = book.inside(wanted) if wanted else set()
    for e in book.violations.some(book.subjects(TL.ceasefire, [c.iri])):
        here = not wanted or not e.many(SEM.hasPlace) or bool(inside & set(e.many(SEM.hasPlace)))
        if here and e.one(TL.ceasefire) == c.iri and e.begin and e.overlaps(*on):
            yield book.label(e.iri)


def _day(t: datetime | None, end: bool = False) -> str:
    if t is None:
        return ""
    midnight = t.time() == t.min.time()
    if not midnight:
        return t.strftime("%Y-%m-%dT%H:%M:%SZ")
    return ((t - _DAY) if end else t).strftime("%Y-%m-%d")

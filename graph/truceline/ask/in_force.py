"""Whether a truce held at a time, out of the states that articles tell of it.

Told by one article or by many, the states of a truce make up one life. It holds from its begin, through every later
report that it stands, to its told end, an end that was reported, or the last report; nothing is carried beyond that.
Strain without a date is told of the day of the report alone. A truce that was declared, and of which no later beginning is
told, holds from its declaration (as ETH/PRIO dates it). A beginning that nobody has confirmed is announced: it counts for
its first day and for its told term, and no further. Of words that contradict each other the later counts; told on one day
by several speakers, the truce is disputed. The stance of its claims decides what a state is worth: an end that is denied,
feared or only charged to the other side ends nothing, and who denies an end says that the truce stands. An end presupposes
that there was something to end: with a told length it held for that long before, and where nobody tells when it began, in
the week before. What another truce of the same sides has taken the place of is not attested by who looks back at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from truceline.ask.dates import Window
from truceline.ask.graph_view import Thing
from truceline.ask.stretches import FOREVER, Span, denied, lived, of_day
from truceline.ask.terms import lies_ahead
from truceline.ask.told import HOLDS, OVER, RANK, Told, Voices, report, strength
from truceline.vocabulary import TL

TERM = "its told term was over"
LATER = "told to have ended later"
ANNOUNCED = "announced; nobody tells that it began"
BETWEEN = "between its told terms"
WISHED = "only proposed"
NEWS = "told as news of a later day"

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the states say of a time: the answer, the states it rests on, since when and until when.

    `answer`: in force, not in force, disputed, unknown. `until` is the told end, exclusive; `ended` the instant from
    which it is reported to be over. `why` says more where an answer needs it.
    """

    answer: str
    told: tuple[Thing, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    ended: datetime | None = None
    why: str = ""


def read(truce: Told, on: Window) -> Reading:
    """Whether a truce held at a time.

    Args:
        truce: what is told of it.
        on: the time asked about, begin inclusive, end exclusive, UTC.
    """
    told, ends, alive = lived(truce)
    since = _first_day(s for s in alive if s.begin < on[1])
    now, over = _weighed(_holding(alive, on), _standing(ends, alive, on), truce.voices)
    contested = _contested(denied(truce, HOLDS), now)
    until = _term_of(now, alive)
    if now and (over or contested):
        return Reading("disputed", (*_things([*now, *over]), *contested), since, until)
    if now:
        return Reading("in force", _evidence(now, told, on), since, until, why=_why(now, told))
    if over:
        return Reading("not in force", _things(over), since, ended=_first_day(over))
    if wished := _only_wished(truce, on):
        return Reading("not in force", wished, why=WISHED)
    return _silent(alive, _announced(told), on, since)


def _holding(alive: Sequence[Span], on: Window) -> list[Span]:
    """The stretches that a time lies in."""
    return [s for s in alive if s.begin < on[1] and on[0] < s.end]


def _announced(told: Sequence[Thing]) -> list[Thing]:
    """The beginnings that nobody has confirmed."""
    return [s for s in told if lies_ahead(s, told)]


def _first_day(several: Iterable[Span]) -> datetime | None:
    """The first begin that is told."""
    return min((s.begin for s in several if s.dated), default=None)


def _why(now: Sequence[Span], told: Sequence[Thing]) -> str:
    """What has to be said of a truce that holds: only its end is told, or nobody tells that it began."""
    if all(s.state.word(TL.state) in OVER for s in now):
        return LATER
    return ANNOUNCED if all(lies_ahead(s.state, told) for s in now) else ""


def _only_wished(truce: Told, on: Window) -> tuple[Thing, ...]:
    """The proposals of a truce of which nothing else is told, on the day on which they are reported and on its eve: then there is none yet."""
    heard = [s for s in truce.states if (r := report(s)) and on[0] < r + _DAY and r - _DAY < on[1]]
    return tuple(heard) if all(s.word(TL.state) == "proposed" for s in truce.states) else ()


def turns(truce: Told) -> set[datetime]:
    """The instants at which the answer for a truce may change."""
    _, ends, alive = lived(truce)
    wished = [of_day(s) for s in truce.states if s.word(TL.state) == "proposed" and report(s)]
    eves = [replace(s, begin=s.begin - _DAY) for s in wished]
    return {x for s in (*alive, *ends, *eves) for x in (s.begin, s.end) if x < FOREVER}


def _evidence(now: Sequence[Span], told: Sequence[Thing], on: Window) -> tuple[Thing, ...]:
    """The states by which a truce holds, strongest first: told terms and days, its declaration, then what has no day."""
    since = min(s.begin for s in now) - _DAY
    made = [s for s in told if s.word(TL.state) in RANK and s.begin and since <= s.begin < on[1]]
    found = {s.iri: s for s in (*_things(now), *made)}
    return tuple(sorted(found.values(), key=strength))


def _standing(ends: Sequence[Span], alive: Sequence[Span], on: Window) -> list[Span]:
    """The ends that have come by a time and were told no earlier than the last word that the truce holds."""
    heard = max((s.report for s in alive if s.report < on[1]), default=None)
    return [e for e in ends if e.begin < on[1] and (heard is None or e.report >= heard)]


def _contested(denied: Sequence[Thing], now: Sequence[Span]) -> list[Thing]:
    """The denials that were told on the day of a report that the truce holds."""
    return [s for s in denied if (r := report(s)) and any(x.report == r for x in now)]


def _term_of(now: Sequence[Span], alive: Sequence[Span]) -> datetime | None:
    """The told end of what holds, unless others tell that it went on beyond that."""
    until = _told_until(now)
    return None if until and any(s.begin <= until < s.end for s in alive) else until


def _things(several: Iterable[Span]) -> tuple[Thing, ...]:
    return tuple({s.state.iri: s.state for s in several}.values())


def _weighed(now: list[Span], over: list[Span], voices: Voices) -> tuple[list[Span], list[Span]]:
    """Of an end and of words that the truce holds, those told later.

    Told on one day by the same speaker, a dated end outweighs what has no day, and a later beginning outweighs the end.
    """
    if not now or not over:
        return now, over
    last_now, last_over = max(s.report for s in now), max(e.report for e in over)
    if last_now != last_over:
        return (now, []) if last_now > last_over else ([], over)
    alone = len({v.speaker for s in (*now, *over) for v in voices.get(s.state.iri, ())}) <= 1
    return _of_one_speaker(now, over) if alone else (now, over)


def _of_one_speaker(now: list[Span], over: list[Span]) -> tuple[list[Span], list[Span]]:
    """Of an end and of words that the truce holds, told on one day by the same speaker, what counts."""
    ended = max((e.begin for e in over if e.dated), default=None)
    if ended is None:
        return now, over
    again = [s for s in now if s.dated and (s.state.begin or s.begin) >= ended]
    return (again, []) if again else ([], over)


# ---------------------------------------------------------------- where nobody says


def _silent(alive: Sequence[Span], announced: Sequence[Thing], on: Window, since: datetime | None) -> Reading:
    """Before the beginning it does not hold; after a term that was told in hindsight neither; else nobody says."""
    if early := _not_yet(alive, announced, on):
        return early
    gone = [s for s in alive if s.end <= on[0]]
    if over := _past(gone, alive, on, since):
        return over
    if announced and all(s.begin >= s.report + _DAY for s in gone):
        return Reading("unknown", tuple(announced), _first_begin(alive, announced), why=ANNOUNCED)
    return Reading("unknown", (), since, _told_until(gone), why="nobody tells of that day" if gone else "")


def _past(gone: Sequence[Span], alive: Sequence[Span], on: Window, since: datetime | None) -> Reading | None:
    """That a truce does not hold between two told terms, or after one that was told in hindsight; nothing where neither is told."""
    if not gone:
        return None
    if all(s.bounded for s in gone) and _goes_on(alive, on):
        return Reading("not in force", _things(gone), since, max(s.end for s in gone), why=BETWEEN)
    term = _term(gone)
    return Reading("not in force", (term.state,), since, term.state.end, why=TERM) if term else None


def _news(alive: Sequence[Span]) -> Span | None:
    """A declaration without a day, where nothing that is told presupposes that the truce was there before."""
    fresh = all(s.state.word(TL.state) in {"declared", "inForce"} for s in alive)
    made = (s for s in alive if s.state.word(TL.state) == "declared")
    return min(made, key=lambda s: s.report, default=None) if fresh else None


def _not_yet(alive: Sequence[Span], announced: Sequence[Thing], on: Window) -> Reading | None:
    """That the truce does not hold before its begin, by the states that tell the begin; where none is told, before it was news."""
    begin = _first_begin(alive, announced)
    if begin is None:
        news = _news(alive)
        return Reading("not in force", (news.state,), why=NEWS) if news and on[1] + _DAY <= news.report else None
    first = [s.state for s in alive if s.dated and s.begin == begin] or list(announced)
    return Reading("not in force", tuple(first), begin) if on[1] <= begin else None


def _first_begin(alive: Sequence[Span], announced: Sequence[Thing]) -> datetime | None:
    """The first begin of a truce, held or announced."""
    return min([s.begin for s in alive if s.dated] + [s.begin for s in announced if s.begin], default=None)


def _goes_on(alive: Sequence[Span], on: Window) -> bool:
    """Whether another told term begins after a time."""
    return any(s.dated and s.bounded and s.begin >= on[1] for s in alive)


def _told_until(several: Iterable[Span]) -> datetime | None:
    """The last told end of some stretches."""
    return max((s.state.end for s in several if s.bounded and s.state.end), default=None)


def _term(gone: Sequence[Span]) -> Span | None:
    """The last told end, where it was told on that day or later, so that the teller would have known of more."""
    last = max(gone, key=lambda s: s.end)
    told = (s for s in gone if s.end == last.end and s.bounded and s.report + _DAY >= s.end)
    return next(told, None)

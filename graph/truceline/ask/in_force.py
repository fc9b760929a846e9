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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from truceline.ask.dates import Window
from truceline.ask.graph_view import Thing, at
from truceline.ask.terms import (
    MONTH,
    UNCONFIRMED,
    counted_back,
    end_of_length,
    exact_begin,
    last_day,
    length,
    lies_ahead,
    told_end,
)
from truceline.ask.told import HOLDS, OVER, RANK, Told, Voices, against, report, strength
from truceline.vocabulary import SEM, TL

TERM = "its told term was over"
LATER = "told to have ended later"
ANNOUNCED = "announced; nobody tells that it began"
BETWEEN = "between its told terms"
WISHED = "only proposed"
NEWS = "told as news of a later day"

_DAY = timedelta(days=1)
BEFORE = timedelta(days=7)
"""For so long before its end a truce is taken to have held of which nobody tells when it began."""

_FOREVER = datetime.max.replace(tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class Span:
    """A state with the time for which it stands: `begin` inclusive, `end` exclusive; `report` is the day it was told.

    `surely` is whether it only surely stands up to `end`, as no day of its end is told.
    """

    state: Thing
    begin: datetime
    end: datetime
    report: datetime
    dated: bool
    surely: bool = False

    @property
    def bounded(self) -> bool:
        """Whether the text tells its end."""
        return not self.surely and told_end(self.state) is not None


def read(truce: Told, on: Window) -> Reading:
    """Whether a truce held at a time.

    Args:
        truce: what is told of it.
        on: the time asked about, begin inclusive, end exclusive, UTC.
    """
    told = truce.spoken()
    ends = _ends(told)
    alive = _alive(truce, told, ends)
    since = min((s.begin for s in alive if s.dated and s.begin < on[1]), default=None)
    now = [s for s in alive if s.begin < on[1] and on[0] < s.end]
    now, over = _weighed(now, _standing(ends, alive, on), truce.voices)
    contested = _contested(_denied(truce, HOLDS), now)
    until = _term_of(now, alive)
    if now and (over or contested):
        return Reading("disputed", (*_things([*now, *over]), *contested), since, until)
    if now:
        ahead = all(lies_ahead(s.state, told) for s in now)
        why = LATER if all(s.state.word(TL.state) in OVER for s in now) else ANNOUNCED if ahead else ""
        return Reading("in force", _evidence(now, told, on), since, until, why=why)
    if over:
        ended = min((e.begin for e in over if e.dated), default=None)
        return Reading("not in force", _things(over), since, ended=ended)
    if wished := _only_wished(truce, on):
        return Reading("not in force", wished, why=WISHED)
    return _silent(alive, [s for s in told if lies_ahead(s, told)], on, since)


def _only_wished(truce: Told, on: Window) -> tuple[Thing, ...]:
    """The proposals of a truce of which nothing else is told, on the day on which they are reported: then there is none yet."""
    heard = [s for s in truce.states if (r := report(s)) and on[0] < r + _DAY and r < on[1]]
    return tuple(heard) if all(s.word(TL.state) == "proposed" for s in truce.states) else ()


def turns(truce: Told) -> set[datetime]:
    """The instants at which the answer for a truce may change."""
    told = truce.spoken()
    ends = _ends(told)
    wished = [_of_day(s) for s in truce.states if s.word(TL.state) == "proposed" and report(s)]
    return {x for s in (*_alive(truce, told, ends), *ends, *wished) for x in (s.begin, s.end) if x < _FOREVER}


def _alive(truce: Told, told: Sequence[Thing], ends: Sequence[Span]) -> list[Span]:
    """The stretches for which a truce stands: by its states, by denials of its end, and by an end that presupposes it."""
    denied = [_of_day(s) for s in _denied(truce, OVER) if report(s)]
    return [*_life(truce, told, ends), *denied, *_presupposed(told, ends)]


def _presupposed(told: Sequence[Thing], ends: Sequence[Span]) -> Iterator[Span]:
    """The time before an end: its told length, or, where nobody tells when or for how long the truce held, a week; the day before an extension, or before a report of what was there already."""
    begun = any(s.begin for s in told if s.word(TL.state) not in OVER)
    lengths = [x for s in told if s.word(TL.state) in OVER | {"inForce"} and (x := length(s))]
    for e in ends if not begun else ():
        yield Span(e.state, e.begin - max(lengths, default=BEFORE), e.begin, e.report, False)
    made = begun or any(s.word(TL.state) in {"declared", "extended"} for s in told)
    for s in told if not made else ():
        if s.word(TL.state) in HOLDS | {"violated"} and (heard := report(s)):
            yield Span(s, heard - _DAY, heard, heard, False)
    begins = any(s.begin for s in told if s.word(TL.state) not in OVER | {"extended"})
    for s in told:
        if s.word(TL.state) == "extended" and s.begin and not begins and (heard := report(s)):
            yield Span(s, s.begin - _DAY, s.begin, heard, False)


def _evidence(now: Sequence[Span], told: Sequence[Thing], on: Window) -> tuple[Thing, ...]:
    """The states by which a truce holds, strongest first: told terms and days, its declaration, then what has no day."""
    since = min(s.begin for s in now) - _DAY
    made = [s for s in told if s.word(TL.state) in RANK and s.begin and since <= s.begin < on[1]]
    found = {s.iri: s for s in (*_things(now), *made)}
    return tuple(sorted(found.values(), key=strength))


def _denied(truce: Told, words: frozenset[str]) -> list[Thing]:
    """The states of some sorts that somebody denies and nobody tells."""
    return [s for s in truce.states if s.word(TL.state) in words and against(s, truce.voices)]


def _standing(ends: Sequence[Span], alive: Sequence[Span], on: Window) -> list[Span]:
    """The ends that have come by a time and were told no earlier than the last word that the truce holds."""
    heard = max((s.report for s in alive if s.report < on[1]), default=None)
    return [e for e in ends if e.begin < on[1] and (heard is None or e.report >= heard)]


def _contested(denied: Sequence[Thing], now: Sequence[Span]) -> list[Thing]:
    """The denials that were told on the day of a report that the truce holds."""
    return [s for s in denied if (r := report(s)) and any(x.report == r for x in now)]


def _of_day(s: Thing) -> Span:
    """A state for the day of its report alone."""
    told = report(s)
    assert told is not None
    return Span(s, told, told + _DAY, told, False)


def _breached(s: Thing) -> list[Span]:
    """The days on which a breach shows that a truce stood: its own, where it is told, and that of its report."""
    heard = _of_day(s)
    return [heard, replace(heard, begin=s.begin, end=s.begin + _DAY)] if s.begin else [heard]


def _term_of(now: Sequence[Span], alive: Sequence[Span]) -> datetime | None:
    """The told end of what holds, unless others tell that it went on beyond that."""
    until = _told_until(now)
    return None if until and any(s.begin <= until < s.end for s in alive) else until


def _things(several: Iterable[Span]) -> tuple[Thing, ...]:
    return tuple({s.state.iri: s.state for s in several}.values())


# ---------------------------------------------------------------- the life of a truce


def _life(truce: Told, states: Sequence[Thing], ends: Sequence[Span]) -> list[Span]:
    """The stretches for which each state that it holds stands, later reports taken into account."""
    held = [s for s in _held(states) if s.begin or not _ends_vaguely(s, ends)]
    heard = (s for s in held if not (_recalled(s) or truce.late(s) or _told_over(s, ends, truce.voices)))
    reports = [r for s in heard if (r := report(s))]
    out = []
    first = _first(states)
    for s in held:
        told = report(s)
        begin = exact_begin(s, states) or counted_back(s) or told
        if begin is None or s.word(TL.state) == "violated":
            out += _breached(s) if told else []
            continue
        longer = s.word(TL.state) == "extended" and first is not None and first < begin
        begin = first if longer and first else begin
        last = begin + UNCONFIRMED if lies_ahead(s, states) else last_day(s, begin, reports)
        dated = longer or (s.begin is not None and s.word(TL.state) != "extended")
        surely = _ends_vaguely(s, ends)
        until = surely or told_end(s) or max(last, end_of_length(s, begin))
        span = Span(s, begin, until, told or begin, dated, bool(surely))
        out.append(_cut(_to_end(span, ends), ends))
    return _carried(out)


def _held(states: Sequence[Thing]) -> list[Thing]:
    """The states by which a truce holds, those of its declaration last."""
    held = [s for s in states if s.word(TL.state) in HOLDS | {"violated"}]
    return held + [s for s in states if s.word(TL.state) == "declared" and _from_declaration(s, states)]


def _recalled(s: Thing) -> bool:
    """Whether a declaration, or a stretch, is told more than a month after it: that does not say that the truce stands."""
    told, past = report(s), s.begin if s.word(TL.state) == "declared" else s.end
    return bool(told and past and told - past > MONTH)


def _from_declaration(s: Thing, states: Sequence[Thing]) -> bool:
    """Whether a declared truce holds from then on: nobody tells another day on which it begins, nor offers it on a condition."""
    begins = [x for x in states if x.word(TL.state) == "inForce" and x.begin]
    return not begins and not any(x.word(TL.state) == "proposed" and report(x) == report(s) for x in states)


def _to_end(span: Span, ends: Sequence[Span]) -> Span:
    """A truce whose first day and last day are both told held in between, whoever looks back; up to a season only to its begin."""
    later = (e for e in ends if e.dated and e.begin > span.begin and e.report >= span.report)
    dated = [e.state.begin if e.state.begin and _vague(e) else e.begin for e in later]
    if span.bounded or not span.dated or not dated:
        return span
    return replace(span, end=max(span.end, min(dated))) if _one_teller(span, ends) else span


def _one_teller(span: Span, ends: Sequence[Span]) -> bool:
    """Whether the article that tells the beginning tells the end."""
    mine = span.state.iri.rsplit("/", 2)[0]
    return any(e.dated and e.state.iri.rsplit("/", 2)[0] == mine for e in ends)


def _first(states: Sequence[Thing]) -> datetime | None:
    """The day from which a truce that was extended must have held: the one on which it began, else was declared."""
    for word in ("inForce", "declared"):
        begins = [s.begin for s in states if s.word(TL.state) == word and s.begin and not lies_ahead(s, states)]
        if begins:
            return min(begins)
    return None


def _told_over(s: Thing, ends: Sequence[Span], voices: Voices) -> bool:
    """Whether the article that tells a state tells, without a day, that the truce is over: then it attests no more.

    What somebody claims to hold goes on to do so where only others claim that it is over.
    """
    mine, tellers = s.iri.rsplit("/", 2)[0], voices.get(s.iri, frozenset())
    undated = (e.state.iri for e in ends if (not e.dated or _vague(e)) and e.state.iri.rsplit("/", 2)[0] == mine)
    if any(v.own for v in tellers):
        return any(undated)
    said = {v.speaker for v in tellers}
    return any(
        said & {v.speaker for v in over} or any(v.own for v in over) for over in map(voices.__getitem__, undated)
    )


def _vague(end: Span) -> bool:
    """Whether an end had come by its report, in a month or a season of which no day is told."""
    return end.state.begin is not None and end.begin - end.state.begin > _DAY and end.begin <= end.report


def _ends_vaguely(s: Thing, ends: Sequence[Span]) -> datetime | None:
    """Where a state says that the truce held until an end of which only the month or season is told, the begin of that."""
    mine = s.iri.rsplit("/", 2)[0]
    same = (e for e in ends if _vague(e) and e.begin == told_end(s) and e.state.iri.rsplit("/", 2)[0] == mine)
    return next((e.state.begin for e in same), None)


def _cut(span: Span, ends: Sequence[Span]) -> Span:
    """A truce holds no longer than to a dated end that was reported after, or together with, the word that it holds."""
    foretold = span.bounded and not span.dated
    cuts = (e.begin for e in ends if e.dated and e.report >= span.report and (foretold or e.begin > span.begin))
    return replace(span, end=min([span.end, *cuts]))


def _carried(spans: list[Span]) -> list[Span]:
    """An extension with an end and no begin goes on from where the truce held."""
    begins = [s.begin for s in spans if s.dated]
    out = []
    for s in spans:
        before = [b for b in begins if s.bounded and not s.dated and b < s.end]
        out.append(replace(s, begin=min([s.begin, *before])))
    return [s for s in out if s.begin < s.end]


def _ends(states: Sequence[Thing]) -> list[Span]:
    """Reported ends and suspensions: from their day on, undated ones from the report on."""
    out = []
    for s in states:
        begin = _over_from(s)
        if s.word(TL.state) in OVER and begin is not None:
            out.append(Span(s, begin, _FOREVER, report(s) or begin, bool(s.begin or s.end)))
    return out


def _over_from(s: Thing) -> datetime | None:
    """From when a truce is surely over: the day told, of a month or a season its last day, else the day of the report."""
    latest = at(s.one(SEM.hasLatestBeginTimeStamp))
    if s.begin and latest and latest - s.begin > _DAY:
        return latest
    return s.begin or s.end or report(s)


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
    ended = max((e.begin for e in over if e.dated), default=None)
    if not alone or ended is None:
        return now, over
    again = [s for s in now if s.dated and (s.state.begin or s.begin) >= ended]
    return (again, []) if again else ([], over)


# ---------------------------------------------------------------- where nobody says


def _silent(alive: Sequence[Span], announced: Sequence[Thing], on: Window, since: datetime | None) -> Reading:
    """Before the beginning it does not hold; after a term that was told in hindsight neither; else nobody says."""
    begins = [s.begin for s in alive if s.dated] + [s.begin for s in announced if s.begin]
    if not begins and (news := _news(alive)) and on[1] + _DAY <= news.report:
        return Reading("not in force", (news.state,), why=NEWS)
    if begins and on[1] <= min(begins):
        return _not_yet(alive, announced, min(begins))
    gone = [s for s in alive if s.end <= on[0]]
    if gone and all(s.bounded for s in gone) and _goes_on(alive, on):
        return Reading("not in force", _things(gone), since, max(s.end for s in gone), why=BETWEEN)
    if gone and (term := _term(gone)):
        return Reading("not in force", (term.state,), since, term.state.end, why=TERM)
    if announced and all(s.begin >= s.report + _DAY for s in gone):
        return Reading("unknown", tuple(announced), min(begins), why=ANNOUNCED)
    return Reading("unknown", (), since, _told_until(gone), why="nobody tells of that day" if gone else "")


def _news(alive: Sequence[Span]) -> Span | None:
    """A declaration without a day, where nothing that is told presupposes that the truce was there before."""
    fresh = all(s.state.word(TL.state) in {"declared", "inForce"} for s in alive)
    made = (s for s in alive if s.state.word(TL.state) == "declared")
    return min(made, key=lambda s: s.report, default=None) if fresh else None


def _not_yet(alive: Sequence[Span], announced: Sequence[Thing], begin: datetime) -> Reading:
    """That the truce does not hold before its begin, by the states that tell the begin."""
    first = [s.state for s in alive if s.dated and s.begin == begin] or list(announced)
    return Reading("not in force", tuple(first), begin)


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

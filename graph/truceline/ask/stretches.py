"""The stretches of time for which a truce stands, by each state that is told of it, its ends and what presupposes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from truceline.ask.graph_view import Thing
from truceline.ask.said import own_voice
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
from truceline.ask.told import HOLDS, OVER, Told, Voices, against, report
from truceline.vocabulary import TL

_DAY = timedelta(days=1)
BEFORE = timedelta(days=7)
"""For so long before its end a truce is taken to have held of which nobody tells when it began."""

FOREVER = datetime.max.replace(tzinfo=UTC)


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


@lru_cache(maxsize=1)
def lived(truce: Told) -> tuple[Sequence[Thing], Sequence[Span], Sequence[Span]]:
    """What somebody tells of a truce as a fact, its ends, and the stretches for which it stands: the same for every day that is asked."""
    told = truce.spoken()
    ends = _ends(told)
    return told, ends, _alive(truce, told, ends)


def _alive(truce: Told, told: Sequence[Thing], ends: Sequence[Span]) -> list[Span]:
    """The stretches for which a truce stands: by its states, by denials of its end, and by an end that presupposes it."""
    stands = [of_day(s) for s in denied(truce, OVER) if report(s)]
    return [*_life(truce, told, ends), *stands, *_presupposed(told, ends)]


def _life(truce: Told, states: Sequence[Thing], ends: Sequence[Span]) -> list[Span]:
    """The stretches for which each state that it holds stands, later reports taken into account."""
    held = [s for s in _held(states) if s.begin or not _ends_vaguely(s, ends)]
    reports = [r for s in held if (r := report(s)) and _attests(s, ends, truce)]
    first = _first(states)
    return _carried([x for s in held for x in _stretches(s, first, states, (ends, reports))])


def _attests(s: Thing, ends: Sequence[Span], truce: Told) -> bool:
    """Whether the report of a state says that the truce stands on its day."""
    return not (_recalled(s) or truce.late(s) or _told_over(s, ends, truce.voices))


def _stretches(
    s: Thing, first: datetime | None, states: Sequence[Thing], told_of: tuple[Sequence[Span], Sequence[datetime]]
) -> list[Span]:
    """The stretches for which one state stands; for a breach, the days on which there was something to break."""
    ends, reports = told_of
    begin = _from(s, states)
    if begin is None or s.word(TL.state) == "violated":
        return _breached(s, states)
    extended = s.word(TL.state) == "extended"
    since = min(begin, first) if extended and first else begin
    surely = _ends_vaguely(s, ends)
    until = surely or told_end(s) or _carried_to(s, since, states, reports)
    dated = since < begin if extended else s.begin is not None
    return [_cut(_to_end(Span(s, since, until, report(s) or since, dated, bool(surely)), ends), ends)]


def _from(s: Thing, states: Sequence[Thing]) -> datetime | None:
    """From when a state stands: its begin, else that counted back from its end, else its report."""
    return exact_begin(s, states) or counted_back(s) or report(s)


def _carried_to(s: Thing, since: datetime, states: Sequence[Thing], reports: Sequence[datetime]) -> datetime:
    """Up to when a state of which no end is told stands: by its reports, and by its told length."""
    last = since + UNCONFIRMED if lies_ahead(s, states) else last_day(s, since, reports)
    return max(last, end_of_length(s, since))


def _breached(s: Thing, states: Sequence[Thing]) -> list[Span]:
    """The days on which a breach shows that a truce stood: its own, and that of its report where that is of the same week."""
    if report(s) is None or _of_another(s, states):
        return []
    heard = of_day(s)
    own = [replace(heard, begin=s.begin, end=s.begin + _DAY)] if s.begin else []
    return own if s.begin and heard.report - s.begin > BEFORE else [*own, heard]


def _presupposed(told: Sequence[Thing], ends: Sequence[Span]) -> Iterator[Span]:
    """The times in which a truce must have held because of what is told to have come of it."""
    if not any(s.begin for s in told if s.word(TL.state) not in OVER):
        yield from _before_ends(told, ends)
        if not any(s.word(TL.state) in {"declared", "extended"} for s in told):
            yield from _before_reports(told)
    if not any(s.begin for s in told if s.word(TL.state) not in OVER | {"extended"}):
        yield from _before_extensions(told)


def _before_ends(told: Sequence[Thing], ends: Sequence[Span]) -> Iterator[Span]:
    """The time before an end of a truce of which nobody tells when it began: its told length, else a week."""
    lengths = [x for s in told if s.word(TL.state) in OVER | {"inForce"} and (x := length(s))]
    for e in ends:
        yield Span(e.state, e.begin - max(lengths, default=BEFORE), e.begin, e.report, False)


def _before_reports(told: Sequence[Thing]) -> Iterator[Span]:
    """The day before a report of what was there already."""
    for s in told:
        if s.word(TL.state) in HOLDS | {"violated"} and (heard := report(s)):
            yield Span(s, heard - _DAY, heard, heard, False)


def _before_extensions(told: Sequence[Thing]) -> Iterator[Span]:
    """The time before an extension that begins on a told day: as long as it, a day at least and a week at most."""
    for s in told:
        if s.word(TL.state) == "extended" and s.begin and (heard := report(s)):
            yield Span(s, s.begin - max(_DAY, min(length(s), BEFORE)), s.begin, heard, False)


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
    offers = (x for x in states if x.word(TL.state) == "proposed" and report(x) == report(s))
    return not begins and not any(s.begin is None or x.begin == s.begin for x in offers)


def _to_end(span: Span, ends: Sequence[Span]) -> Span:
    """A truce whose first day and last day are both told held in between, whoever looks back; up to a season only to its begin."""
    later = (e for e in ends if e.dated and e.begin > span.begin and e.report >= span.report)
    dated = [_came(e) for e in later]
    if span.bounded or not span.dated or not dated:
        return span
    return replace(span, end=max(span.end, min(dated))) if _one_teller(span, ends) else span


def _came(end: Span) -> datetime:
    """When an end came at the earliest: a month or a season of which no day is told begins with its first."""
    return end.state.begin if end.state.begin and _vague(end) else end.begin


def _one_teller(span: Span, ends: Sequence[Span]) -> bool:
    """Whether the article that tells the beginning tells the end."""
    return any(e.dated and _article(e.state) == _article(span.state) for e in ends)


def _article(s: Thing) -> str:
    """The IRI of the article that tells a state."""
    return s.iri.rsplit("/", 2)[0]


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
    tellers = voices.get(s.iri, frozenset())
    undated = (e.state.iri for e in ends if (not e.dated or _vague(e)) and _article(e.state) == _article(s))
    if own_voice(tellers):
        return any(undated)
    said = {v.speaker for v in tellers}
    return any(said & {v.speaker for v in over} or own_voice(over) for over in map(voices.__getitem__, undated))


def _vague(end: Span) -> bool:
    """Whether an end had come by its report, in a month or a season of which no day is told."""
    return end.state.begin is not None and end.begin - end.state.begin > _DAY and end.begin <= end.report


def _ends_vaguely(s: Thing, ends: Sequence[Span]) -> datetime | None:
    """Where a state says that the truce held until an end of which only the month or season is told, the begin of that."""
    same = (e for e in ends if _vague(e) and e.begin == told_end(s) and _article(e.state) == _article(s))
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
        if s.word(TL.state) in OVER and begin is not None and not _of_another(s, states):
            out.append(Span(s, begin, FOREVER, report(s) or begin, bool(s.begin or s.end)))
    return out


def _of_another(done: Thing, states: Sequence[Thing]) -> bool:
    """Whether an end or a breach without a day is told where the truce is yet to begin, or was just made longer: then it is of one before."""
    told = report(done)
    if done.timed or told is None:
        return False
    mine = [s for s in states if _article(s) == _article(done)]
    longer = done.word(TL.state) in OVER and any(told - b <= 2 * _DAY for b in _begins(mine, {"extended"}))
    return longer or min(_begins(mine, HOLDS), default=told) >= told + _DAY


def _begins(states: Iterable[Thing], words: Set[str]) -> Iterator[datetime]:
    """The begins that are told of states of some sorts."""
    return (s.begin for s in states if s.word(TL.state) in words and s.begin)


def _over_from(s: Thing) -> datetime | None:
    """From when a truce is surely over: the day told, of a month or a season its last day, else the day of the report."""
    latest = s.latest_begin
    if s.begin and latest and latest - s.begin > _DAY:
        return latest
    return s.begin or s.end or report(s)


def denied(truce: Told, words: frozenset[str]) -> list[Thing]:
    """The states of some sorts that somebody denies and nobody tells."""
    return [s for s in truce.states if s.word(TL.state) in words and against(s, truce.voices)]


def of_day(s: Thing) -> Span:
    """A state for the day of its report alone."""
    told = report(s)
    assert told is not None
    return Span(s, told, told + _DAY, told, False)

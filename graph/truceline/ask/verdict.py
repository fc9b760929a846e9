"""The life of a truce: what `truceline status` answers for it on each day, days with one answer taken together.

The page draws its bands, its verdict and its day line from this, so that they cannot say anything else than the command.
An answer changes on a day that a state of the truce names, or next to one, or a told length after it: the named days are asked
about, some days between them, and where two answers differ the day of the change is looked for by halving.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from truceline.ask.dates import Window
from truceline.ask.graph_view import GraphView, Thing, at
from truceline.ask.in_force import turns
from truceline.ask.status import truce_on
from truceline.ask.told import Told, told_of
from truceline.ask.truce import Truce
from truceline.vocabulary import SEM, TL

_DAY = timedelta(days=1)
GAP = 8
"""Days between two days that are asked about, at most, where no state names one; a change between them is then looked for."""

_STAMPS = (
    SEM.hasEarliestBeginTimeStamp,
    SEM.hasLatestBeginTimeStamp,
    SEM.hasEarliestEndTimeStamp,
    SEM.hasLatestEndTimeStamp,
    TL.attestedUntil,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one answer: `begin` is the first day, `end` the day after the last; `truce` is that answer."""

    begin: date
    end: date
    truce: Truce

    @property
    def ended(self) -> date:
        """The day that is told for its end, else the first day of these, where the truce is over."""
        told = self.truce.until
        return date.fromisoformat(told[:10]) if told and not self.truce.by else self.begin

    @property
    def claims(self) -> tuple[str, ...]:
        """The IRIs of the claims that the answer rests on, then of those that dispute it."""
        return tuple(s.claim for s in (*self.truce.says, *self.truce.disputes))


def day_window(day: date) -> Window:
    """A day as a window: its first instant, and the first of the next day, UTC.

    >>> [t.isoformat() for t in day_window(date(2016, 4, 24))]
    ['2016-04-24T00:00:00+00:00', '2016-04-25T00:00:00+00:00']
    """
    begin = datetime.combine(day, time.min, UTC)
    return begin, begin + _DAY


def life(book: GraphView, ceasefire: Thing) -> tuple[Stretch, ...]:
    """The answers for a truce from the day before the first that its states name to the day after the last.

    Args:
        book: the graph.
        ceasefire: one of `book.ceasefires`.

    Returns:
        Stretches that touch, in the order of time; none where no state names a day.
    """
    return tuple(_joined(_asked(book, ceasefire)))


def _asked(book: GraphView, ceasefire: Thing) -> Iterator[Stretch]:
    told = told_of(book, ceasefire)
    found = {day: truce_on(book, ceasefire, told, day_window(day), set()) for day in _close(turning_days(told))}
    waiting = list(pairwise(sorted(found)))
    while waiting:
        first, last = waiting.pop()
        if (last - first).days > 1 and not _alike(found[first], found[last]):
            middle = first + (last - first) // 2
            found[middle] = truce_on(book, ceasefire, told, day_window(middle), set())
            waiting += [(first, middle), (middle, last)]
    order = sorted(found)
    for day, after in zip(order, [*order[1:], *(d + _DAY for d in order[-1:])], strict=True):
        if truce := found[day]:
            yield Stretch(day, after, truce)


def _close(days: Sequence[date]) -> Iterator[date]:
    """The days with days between them where they lie far apart: an answer may change where no state names a day."""
    for first, last in pairwise(days):
        step = max(GAP, (last - first).days // 40)
        yield from (first + n * _DAY for n in range(0, (last - first).days, step))
    yield from days[-1:]


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours that say the same as one; breaches of single days make no difference here."""
    held: Stretch | None = None
    for s in stretches:
        if held is not None and _same(held, s):
            held = replace(held, end=s.end)
        else:
            if held is not None:
                yield held
            held = s
    if held is not None:
        yield held


def _same(a: Stretch, b: Stretch) -> bool:
    return _alike(a.truce, b.truce)


def _alike(a: Truce | None, b: Truce | None) -> bool:
    """Whether two answers are the same but for the breaches of the day."""
    return a is b is None or (
        a is not None and b is not None and replace(a, violations=()) == replace(b, violations=())
    )


def turning_days(told: Told) -> list[date]:
    """The days on which the answer may change: those that the states name or that are counted from them, with their neighbours."""
    named = {t.date() for s in told.states for stamp in _STAMPS for v in s.many(stamp) if (t := at(v))}
    named |= {t.date() for t in turns(told)}
    inside = [d for d in named if date.min + 2 * _DAY < d < date.max - 2 * _DAY]
    return sorted({d + n * _DAY for d in inside for n in (-1, 0, 1, 2)})

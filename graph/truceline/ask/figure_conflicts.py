"""Which figures can be compared, and when two contradict each other.

Two figures count the same when category and population are the same, and the event, or the place and the window. They
contradict each other when other speakers tell them and both numbers cannot be right. A toll that has only grown since it
was first told is no contradiction, nor is a part beside its whole, nor "at least 20" beside 25.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from truceline.ask.graph_view import Thing, at
from truceline.vocabulary import SEM, TL

NEAR = 400
"""How many characters apart two figures of an article may stand that are told of one thing without a date."""

SETTLED = timedelta(days=7)
"""How long after its time a toll may still grow."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what it says at least and at most, who says so, and the first day (ISO) on which it was told."""

    thing: Thing
    least: float
    most: float
    speakers: frozenset[str]
    report: str = ""


def contradictions(several: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """The pairs (IRIs) of figures that contradict each other."""
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for f in several:
        groups[_counts(f.thing)].append(f)
    for group in groups.values():
        for one, two in combinations(group, 2):
            apart = (one.most < two.least or two.most < one.least) and not one.speakers & two.speakers
            if apart and same(one.thing, two.thing) and not _grown(one, two):
                yield one.thing.iri, two.thing.iri


def _counts(f: Thing) -> tuple[str, ...]:
    """What a figure counts: category and population, and where, else in which event, else in which article."""
    where = f.many(SEM.hasPlace) or [f.one(TL.ofEvent) or _article(f)]
    return (f.word(TL.category), f.word(TL.population), *where)


def same(one: Thing, two: Thing) -> bool:
    """Whether two figures of one population and place count the same: one event, or one window."""
    if one.one(TL.subsetOf) == two.iri or two.one(TL.subsetOf) == one.iri:
        return False
    return _same_in_article(one, two) if _article(one) == _article(two) else _same_window(one, two)


def _same_in_article(one: Thing, two: Thing) -> bool:
    """Whether two figures of an article count the same: one event, one window, or where no time is told what is told nearby."""
    events, spans = (one.one(TL.ofEvent), two.one(TL.ofEvent)), (_span(one), _span(two))
    close = _near(one, two, NEAR // 2)
    if all(events) and (events[0] == events[1] or not close):
        return events[0] == events[1]
    if all(spans):
        return _same_window(one, two)
    return close or (not any(spans) and _near(one, two))


def _article(f: Thing) -> str:
    return f.iri.rsplit("/", 1)[0]


def _near(one: Thing, two: Thing, most: int = NEAR) -> bool:
    a, b = _offset(one), _offset(two)
    return a is not None and b is not None and abs(a - b) <= most


def _offset(f: Thing) -> int | None:
    """The first character of the sentence that tells the figure."""
    found = re.search(r"#char=(\d+)", f.text(TL.mentionedIn))
    return int(found[1]) if found else None


def _span(f: Thing) -> tuple[datetime, datetime] | None:
    """The window: from its begin to its end, or to the day it was told; None where no time is told."""
    begin, end = at(f.one(SEM.hasEarliestBeginTimeStamp)), at(f.one(SEM.hasLatestEndTimeStamp))
    until = end or at(f.one(TL.attestedUntil))
    return (begin, max(begin, until)) if begin and until else None


def _same_window(one: Thing, two: Thing) -> bool:
    """Whether two windows overlap by more than half of the longer one."""
    a, b = _span(one), _span(two)
    if a is None or b is None:
        return False
    shared = (min(a[1], b[1]) - max(a[0], b[0])).total_seconds()
    return shared > 0 and shared * 2 > max((a[1] - a[0]).total_seconds(), (b[1] - b[0]).total_seconds())


def _grown(one: Told, two: Told) -> bool:
    """Whether the smaller number was told earlier, of an open window or soon after the event."""
    small, large = sorted((one, two), key=lambda f: f.most)
    early, late = at(small.report), at(large.report)
    if early is None or late is None or early >= late:
        return False
    closed = at(small.thing.one(SEM.hasLatestEndTimeStamp))
    return closed is None or early - closed <= SETTLED

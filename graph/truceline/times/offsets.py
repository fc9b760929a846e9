"""Days told by how far they lie from another day: "on Thursday, a day after the truce took effect".

The words are those of TIMEX3 for the day of the main clause; what stands under "after" or "before" happened so much earlier
or later. Its own time here is that day; where no other time of the sentence tells the day counted from, it has none.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.analysis.tree import Tree
from truceline.model import Sentence, Time
from truceline.times import find_times

_WAYS = {"after": -1, "before": 1}
_AMOUNT = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_CLAUSE = frozenset({"advcl", "acl", "ccomp", "relcl", "pcomp"})


def set_off(times: Sequence[Time], tree: Tree, sentences: Sequence[Sentence]) -> tuple[Time, ...]:
    """The times as they date the clauses that they stand in.

    Args:
        times: of an article, in the order of the text.
        tree: its tree.
        sentences: its sentences, which bound where the day counted from may stand.

    Returns:
        As many times in the same order; those before "after" or "before" and a clause bear the day of that clause (UTC),
        the others are as they were.
    """
    starts = [s.start for s in sentences]
    out = []
    for t in times:
        verb = _dated(t, tree)
        if verb is not None:
            n = bisect.bisect_right(starts, t.start) - 1
            t = _moved(t, _base(t, verb, times, tree, sentences[n]) if n >= 0 else None)
        out.append(t)
    return tuple(out)


def _dated(t: Time, tree: Tree) -> int | None:
    """The verb of the clause under the "after" or "before" that ends a time's words; None where there is no clause."""
    way = bisect.bisect_left(tree.start, t.end) - 1
    if t.type not in ("DATE", "TIME") or way < 0 or tree.lower[way] not in _WAYS or tree.start[way] <= t.start:
        return None
    over = tree.head[way]
    if tree.dep[way] == "mark" and tree.dep[over] in _CLAUSE and over > way:
        return over
    return tree.child(way, "pcomp", after=way)


def _base(t: Time, verb: int, times: Sequence[Time], tree: Tree, sentence: Sentence) -> Time | None:
    """The time counted from: the nearest of the sentence outside the clause; None where the clause has its own."""
    inside = {tree.start[i] for i in tree.subtree(verb)}
    here = [x for x in times if sentence.start <= x.start < sentence.end and x is not t and _is_day(x)]
    if any(x.start in inside for x in here):
        return None
    return min(here, key=lambda x: abs(x.start - t.start), default=None)


def _is_day(x: Time) -> bool:
    """Whether a time is one that can be counted from, with no signal before it."""
    return x.type in ("DATE", "TIME") and x.anchor is None and x.begin is not None and x.end_ is not None


def _moved(t: Time, base: Time | None) -> Time:
    """The time so much before or after its base; without one it is no day."""
    words = t.text.split()
    if base is None or base.begin is None or base.end_ is None:
        return replace(t, begin=None, end_=None, edtf=None, scope_begin=None, scope_end=None)
    step, loose = _amount(" ".join(words[:-1]), _WAYS[words[-1].lower()])
    begin, end = (base.begin + step, base.end_ + step) if not loose else _near(base.begin, base.end_, step)
    day = begin.date().isoformat()
    whole = not loose and end - begin == timedelta(days=1)
    return replace(t, value=day, begin=begin, end_=end, edtf=day if whole else None, scope_begin=None, scope_end=None)


def _amount(words: str, way: int) -> tuple[relativedelta, bool]:
    """How far, and whether only about so: hours and months blur the day."""
    lengths = (x.value for x in find_times(words) if x.type == "DURATION" and x.value)
    parts = _AMOUNT.fullmatch(next(lengths, ""))
    if parts is None:
        return relativedelta(), True
    years, months, weeks, days, hours, minutes = (way * int(p or 0) for p in parts.groups())
    step = relativedelta(years=years, months=months, weeks=weeks, days=days, hours=hours, minutes=minutes)
    return step, bool(hours or minutes or months or years)


def _near(begin: datetime, end: datetime, step: relativedelta) -> tuple[datetime, datetime]:
    """The days that a blurred step may lead to: of hours those from here to there, of months a fortnight around."""
    there = begin + step
    if abs(there - begin) > timedelta(days=3):
        return there - timedelta(days=15), end + step + timedelta(days=15)
    return min(begin, there), max(end, end + step)

"""Dates that stand together: ranges that share a year, ends that follow begins, dates counted from a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from truceline.times.anchoring import resolve
from truceline.times.context import UNKNOWN, Context, Cue, Resolved, at
from truceline.times.direction import cue
from truceline.times.engine import Expression
from truceline.times.numbers import counted
from truceline.times.point import CLOCK, Point
from truceline.times.reading import Reading
from truceline.times.resolved import Settled
from truceline.times.scope import links
from truceline.times.token_context import Scene
from truceline.times.yearless import in_years

_SAME = (["("], ["and"], [","], [",", "and"])


def with_year(e: Expression, after: Expression | None, here: Scene) -> Expression:
    """ "between April 2 and October 2, 2022": the first date takes the year of the second, or the year before it."""
    point, r = after.reading.point if after else None, e.reading
    if after is None or point is None or r.kind != "open" or r.which or point.grain not in ("day", "month", "season"):
        return e
    if not links(e, after, here):
        return e
    mine = Point(r.grain, point.year, r.sub, r.day)
    if _begins_after(mine, point):
        mine = replace(mine, year=point.year - 1)
    return replace(e, reading=replace(r, kind="point", point=mine))


def _begins_after(one: Point, two: Point) -> bool:
    """Whether one date begins after another, as far as the calendar has both."""
    return one.first is not None and two.first is not None and one.first > two.first


def of_year(e: Expression, after: Expression | None, here: Scene) -> Expression:
    """ "26 May last year": the year is told right after the day."""
    r, year = e.reading, after.reading if after else None
    if after is None or year is None or r.kind != "open" or year.kind != "shift" or year.grain != "year":
        return e
    between = here.tokens.lower[e.last + 1 : after.first]
    if between not in ([], ["of"], [","]) or not year.rule.startswith("rel-"):
        return e
    return replace(e, reading=Reading("within", "within", grain=r.grain, inner=r, outer=year, mod=r.mod))


def of_date(e: Expression, after: Expression | None, here: Scene) -> Expression:
    """ "tomorrow, 4 March": the date that stands beside says which day is meant, whatever the day of publication."""
    r, day = e.reading, after.reading if after else None
    if after is None or day is None or r.kind != "shift" or r.grain != "day" or here.tokens.word(e.first) not in _NOWS:
        return e
    dated = day.kind in ("open", "point") and (day.point.grain if day.point else day.grain) == "day"
    beside = here.tokens.lower[e.last + 1 : after.first] == [","]
    return replace(e, reading=replace(day, mod=r.mod, clock=None, part=None, type="DATE")) if dated and beside else e


_NOWS = frozenset({"today", "tomorrow", "yesterday"})
"""Days that count from the day of the speech."""


def after_begin(e: Expression, found: Resolved, out: Sequence[Settled], here: Scene) -> Resolved:
    """The end of a range does not come before its begin: "from 8 pm Tuesday to 7 am Thursday"."""
    begin = out[-1].point if out else None
    if begin is None or found.point is None or e.reading.kind not in ("open", "weekday") or e.reading.which:
        return found
    if not _begins_after(begin, found.point) or not links(out[-1].e, e, here):
        return found
    if here.tokens.word(e.first - 1) in ("and", "or", ",") and out[-1].anchor != "between":
        return found
    return at(_next(found.point, begin, e.reading.kind == "weekday"), found.reference)


def _next(last: Point, begin: Point, weekday: bool) -> Point:
    """The end of a range put after its begin: a week on, or in the first year in which it does not lie before it."""
    if weekday:
        return last.shift(7, "day")
    order = (str(last.sub).zfill(2), last.day) >= (str(begin.sub).zfill(2), begin.day)
    return replace(last, year=begin.year if order else begin.year + 1)


def beside(e: Expression, found: Resolved, out: Sequence[Settled], here: Scene) -> Resolved:
    """The year that lies nearest to the date right before.

    "1 am on Thursday (2200 GMT on 1 August)" is the same moment again; "on 31 December and 1 January" are neighbours.
    """
    first = out[-1].point.first if out and out[-1].point else None
    if first is None or found.point is None or found.point.grain != "day" or not _yearless_day(e.reading):
        return found
    if here.tokens.lower[out[-1].e.last + 1 : e.first] not in _SAME:
        return found
    day = replace(e.reading, grain="day", sub=found.point.sub, day=found.point.day)
    return at(_nearest(day, first) or found.point, found.reference)


def _nearest(day: Reading, here: date) -> Point | None:
    """The date in the year that puts it nearest to a day."""
    near = (p for p in in_years(day, here.year, (-1, 0, 1)) if p.first)
    return min(near, key=lambda p: abs((p.first or here) - here), default=None)


def _yearless_day(r: Reading) -> bool:
    """Whether the words give a day of the calendar and no year: an open date, or a holiday that is on a fixed day."""
    return not r.year and (r.kind == "open" or (r.kind == "holiday" and r.name[:2].isdigit()))


def after_what(
    e: Expression, after: Expression | None, out: Sequence[Settled], here: Scene, context: Context
) -> Resolved:
    """What "two days after the raid" means.

    Beside a date ("on Saturday, a day after the truce collapsed") it says that day again; with a date in its clause
    ("17 months after war broke out in November 2020") it counts from it; at the begin of a sentence from what was told
    last; else nobody knows.
    """
    last = out[-1] if out else None
    beside = here.tokens.word(e.first - 1) == ","
    if beside and last and last.point and last.e.last == e.first - 2:
        return Resolved(last.point, last.point.value + ("TXX" if e.reading.grain in CLOCK else ""), "text")
    if after is not None and _in_clause(e, after, here):
        way = cue(here.tokens, after.first, after.last, None)
        found = resolve(replace(e.reading, outer=after.reading), context, way)
        return Resolved(found.point, found.value, "text")
    return UNKNOWN if beside else resolve(e.reading, context, Cue())


def only_length(e: Expression) -> Expression:
    """ "two days after the raid", when nobody knows the day of the raid: two days."""
    r = e.reading
    less, more = ("ON_OR_AFTER", "ON_OR_BEFORE") if r.which == "back" else ("ON_OR_BEFORE", "ON_OR_AFTER")
    mod = {less: "LESS_THAN", more: "MORE_THAN"}.get(r.mod or "", r.mod)
    length = counted(None if r.n is None else abs(r.n), r.unit, mod)
    return replace(e, last=e.last - 1, cls="AMOUNT", reading=length)


def _in_clause(e: Expression, after: Expression, here: Scene) -> bool:
    near = after.first - e.last < 12 and here.sentence[after.first] == here.sentence[e.last]
    return near and after.reading.kind in ("point", "open", "weekday")

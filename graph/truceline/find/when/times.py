"""Expressions → Times: the reference of each, in the order of the text, then interval, EDTF, anchor and scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from truceline.find.when.beside import noun_like
from truceline.find.when.context import Context, Cue, Resolved
from truceline.find.when.direction import cue
from truceline.find.when.engine import Expression, expressions
from truceline.find.when.instants import settle_clocks
from truceline.find.when.intervals import interval
from truceline.find.when.lasting import settle_durations
from truceline.find.when.point import GRAINS, Point, of_day
from truceline.find.when.refer import resolve
from truceline.find.when.saying import Sayings, sayings
from truceline.find.when.scene import Scene, scene
from truceline.find.when.scope import anchor_of, links, settle_scopes
from truceline.find.when.settled import Settled
from truceline.model import Span, Time

_PARTS_FIXED = frozenset({"AMOUNT", "AMOUNTS", "SET", "REF", "STRETCH"})


def read_times(text: str, published: date | None, quotes: Sequence[Span]) -> tuple[Time, ...]:
    """The times of a text, in order.

    Args:
        text: the text.
        published: the UTC day of its publication, if known.
        quotes: the stretches inside quotation marks, in order.
    """
    tokens, found = expressions(text)
    if not found:
        return ()
    here = scene(tokens, quotes)
    today = of_day(published) if published else None
    context = Context(today, narrative(found, here, published))
    if context.narrative:
        context.core = _core(found)
        context.last = next((e.reading.point for e in found if e.reading.point), None)
    settled = _resolve_all(found, here, context)
    settled = settle_clocks(settled, here, context)
    settled = settle_durations(settled, here, context)
    settled = settle_scopes(settled, here)
    return tuple(_time(s, here) for s in settled)


def narrative(found: Sequence[Expression], here: Scene, published: date | None) -> bool:
    """Whether a text tells history: nearly all years it names are long past and it hardly ever counts from today."""
    if published is None:
        return True
    years = [e.reading.point.year for e in found if e.reading.point]
    far = sum(abs(published.year - y) > 1 for y in years)
    if any(e.reading.point == of_day(published) for e in found):
        return False
    near = sum((e.reading.kind == "weekday" or e.reading.base == "today") and not here.quoted[e.first] for e in found)
    return far > 4 and far > 0.6 * len(years) and near * 4 < far


def _core(found: Sequence[Expression]) -> frozenset[int]:
    """The years a history is about: those with two others named within two years."""
    years = [e.reading.point.year for e in found if e.reading.point and e.reading.point.rank >= GRAINS.index("year")]
    count = Counter(years)
    return frozenset(y for y in count if sum(count[y + d] for d in range(-2, 3)) > 2)


def _resolve_all(found: Sequence[Expression], here: Scene, context: Context) -> list[Settled]:
    said = sayings(found, here, context)
    out: list[Settled] = []
    for n, e in enumerate(found):
        if context.narrative and here.heading[here.sentence[e.first]]:
            _enter(e, here, context)
        e = _with_year(e, found[n + 1] if n + 1 < len(found) else None, here)
        context.saying = None
        said.read_to(e)
        context.saying = said.base(e)
        anchor = anchor_of(e, here)
        way = cue(here.tokens, e.first, e.last, anchor)
        found_as = _ranged(e, out, resolve(e.reading, context, way), here, context)
        if e.reading.rule == "after-something":
            found_as = _after_what(e, found[n + 1] if n + 1 < len(found) else None, out, here, context)
        context.saying = said.day(e)
        made = interval(e, found_as, context)
        out.append(replace(made, anchor=anchor))
        if found_as.point is not None and e.reading.kind == "open" and not e.reading.clock:
            context.named[e.reading.sub, e.reading.day] = found_as.point
        if found_as.point is not None and _moves(e, found_as.point, here, way, context):
            context.tell(found_as.point)
    return out


def _enter(e: Expression, here: Scene, context: Context) -> None:
    """A heading with years ("1926-1928") opens a section about them."""
    point = e.reading.point
    if point is None or point.rank < GRAINS.index("year"):
        return
    if _ends_range(e, here) and context.section and context.section[0] <= point.year:
        context.section = (context.section[0], point.year)
    else:
        context.open_section(point, point)


def _with_year(e: Expression, after: Expression | None, here: Scene) -> Expression:
    """ "between April 2 and October 2, 2022": the first date takes the year of the second."""
    point = after.reading.point if after else None
    if after is None or point is None or e.reading.kind != "open" or e.reading.which or not links(e, after, here):
        return e
    if point.grain not in ("day", "month", "season"):
        return e
    mine = Point(e.reading.grain, point.year, e.reading.sub, e.reading.day)
    if mine.first and point.first and mine.first > point.first:
        mine = replace(mine, year=point.year - 1)
    return replace(e, reading=replace(e.reading, kind="point", point=mine))


def _ranged(e: Expression, out: Sequence[Settled], found: Resolved, here: Scene, context: Context) -> Resolved:
    """The end of a range does not come before its begin: "from 8 pm Tuesday to 7 am Thursday"."""
    if (
        not out
        or found.point is None
        or out[-1].point is None
        or e.reading.kind not in ("open", "weekday")
        or e.reading.which
    ):
        return found
    first, last = out[-1].point.first, found.point.first
    if not links(out[-1].e, e, here) or first is None or last is None:
        return found
    if last < first:
        later = found.point.shift(7, "day") if e.reading.kind == "weekday" else None
        later = later or _years_on(e, found.point, out[-1].point)
        return Resolved(later, later.value, found.reference)
    return found


def _years_on(e: Expression, point: Point, after: Point) -> Point:
    year = after.year if (point.sub, point.day) >= (after.sub, after.day) else after.year + 1
    return replace(point, year=year)


def _after_what(
    e: Expression, after: Expression | None, out: Sequence[Settled], here: Scene, context: Context
) -> Resolved:
    """ "on Saturday, a day after the truce collapsed" says Saturday again; "17 months after war broke out in November
    2020" counts from what it names; else nobody knows."""
    last = out[-1] if out else None
    if last and last.point and last.e.last == e.first - 2 and here.tokens.lower[e.first - 1] == ",":
        tail = "TXX" if e.reading.grain in ("hour", "minute", "second") else ""
        return Resolved(last.point, f"{last.point.value}{tail}", "text")
    near = after is not None and after.first - e.last < 12 and here.sentence[after.first] == here.sentence[e.last]
    if after is not None and near and after.reading.kind in ("point", "open", "weekday"):
        found = resolve(
            replace(e.reading, outer=after.reading), context, cue(here.tokens, after.first, after.last, None)
        )
        return Resolved(found.point, found.value, "text")
    return Resolved(
        None, {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(e.reading.grain), None
    )


ATTRIBUTIVE, BRACKETS, QUOTES, BACK, COARSE, FUTURE, ANCHORED, CORE, HEAD, HAD, FINER = (
    True,
    False,
    False,
    True,
    True,
    True,
    True,
    True,
    True,
    True,
    True,
)


def _moves(e: Expression, point: Point, here: Scene, cue_: Cue, context: Context) -> bool:
    """Whether a date becomes the time that the text goes on from."""
    if e.cls in _PARTS_FIXED:
        return False
    if ((QUOTES or not context.narrative) and here.quoted[e.first]) or (BRACKETS and here.bracketed[e.first]):
        return False
    if COARSE and point.grain in ("century", "decade", "millennium"):
        return False
    if BACK and e.reading.kind == "shift" and (e.reading.which in ("back", "before")):
        return False
    if FUTURE and cue_.way > 0 and context.narrative and context.last and point.year > context.last.year:
        return False
    if ANCHORED and anchor_of(e, here) in ("since", "until", "till") and point.grain == "year":
        return False
    if CORE and context.narrative and context.core and point.year not in context.core and _far(point, context):
        return False
    if HEAD and here.heading[here.sentence[e.first]] and _ends_range(e, here):
        return False
    if HAD and cue_.perfect and context.narrative and context.last and point.year < context.last.year:
        return False
    if (
        FINER
        and context.last
        and point.grain == "year"
        and point.year == context.last.year
        and context.last.grain != "year"
    ):
        return False
    return not (ATTRIBUTIVE and attributive(e, here))


def _far(point: Point, context: Context) -> bool:
    return context.last is not None and abs(point.year - context.last.year) > 5


def _ends_range(e: Expression, here: Scene) -> bool:
    """Whether a date is the end of a range: its begin is what a heading's section goes on from."""
    return here.tokens.word(e.first - 1) in ("-", "–", "—", "to")


def attributive(e: Expression, here: Scene) -> bool:
    """Whether a date only says which one: "the November 27 agreement", "the 1967 war"."""
    before, after = here.tokens.word(e.first - 1), here.tokens.word(e.last + 1)
    opened = before in ("the", "a", "an", "its", "their", "his", "her", "'s", "’s", "this", "that") or (
        here.tokens.lower[e.first] == "the" and e.last > e.first
    )
    return opened and noun_like(after) and not after.endswith("ed")


def _time(s: Settled, here: Scene) -> Time:
    t = here.tokens
    start, stop = t.start[s.e.first], t.end[s.e.last]
    return Time(
        start, stop, t.source[start:stop], s.type, s.value, s.mod, s.begin, s.end, s.edtf, s.anchor, s.scope_begin,
        s.scope_end, s.zone, s.reference, s.e.reading.rule or s.e.reading.kind, s.confidence,
    )  # fmt: skip


__all__ = ["Sayings", "narrative", "read_times"]

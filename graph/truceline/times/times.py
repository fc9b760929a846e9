"""Expressions → Times: the reference of each, in the order of the text, then interval, EDTF, anchor and scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from truceline.model import Span, Time
from truceline.times.anchoring import resolve
from truceline.times.context import PLANNED, Context, Cue
from truceline.times.dateline import is_dateline, told_day
from truceline.times.direction import cue
from truceline.times.engine import Expression, expressions
from truceline.times.feasts import coming
from truceline.times.instants import settle_clocks
from truceline.times.intervals import interval
from truceline.times.lasting import settle_durations
from truceline.times.narrative_time import begin, enter, moves, narrative
from truceline.times.point import of_day
from truceline.times.ranges import after_begin, after_what, beside, of_date, of_year, only_length, with_year
from truceline.times.resolved import Settled
from truceline.times.scope import anchor_of, settle_scopes
from truceline.times.speech_time import Sayings, sayings
from truceline.times.token_context import Scene, scene
from truceline.values import replace


def read_times(text: str, published: date | datetime | None, quotes: Sequence[Span]) -> tuple[Time, ...]:
    """The times of a text, in order.

    Args:
        text: the text.
        published: the UTC day or the instant of its publication, if known.
        quotes: the stretches inside quotation marks, in order.
    """
    tokens, found = expressions(text)
    if not found:
        return ()
    here = scene(tokens, quotes)
    day = published.date() if isinstance(published, datetime) else published or told_day(tokens, found)
    context = Context(of_day(day) if day else None, narrative(found, here, day))
    context.now = published if isinstance(published, datetime) else None
    if context.narrative:
        begin(found, context)
    settled = _settle(found, here, context)
    settled = settle_clocks(settled, here)
    settled = settle_durations(settled, here, context)
    return tuple(_time(s, here) for s in settle_scopes(settled, here))


def _settle(found: Sequence[Expression], here: Scene, context: Context) -> list[Settled]:
    """All expressions one after the other, each known date moving the time of the text on."""
    said, out = sayings(found, here, context), list[Settled]()
    for e, after in zip(found, (*found[1:], None), strict=True):
        out.append(_one(e, after, (out, said), here, context))
    return out


def _one(
    e: Expression, after: Expression | None, so_far: tuple[Sequence[Settled], Sayings], here: Scene, context: Context
) -> Settled:
    out, said = so_far
    if context.narrative:
        enter(e, here, context)
    e = of_date(of_year(with_year(e, after, here), after, here), after, here)
    context.saying = None
    said.read_to(e)
    context.saying = said.base(e)
    anchor = anchor_of(e, here)
    way = Cue(PLANNED) if is_dateline(here.tokens, e) else cue(here.tokens, e.first, e.last, anchor)
    if e.reading.rule == "after-something":
        came_to = after_what(e, after, out, here, context)
        if came_to.point is None and here.tokens.lower[e.last] in ("after", "before"):
            e = only_length(e)
    else:
        asked = coming(e.reading, anchor, way)
        came_to = beside(e, after_begin(e, resolve(asked, context, way), out, here), out, here)
    context.saying = said.day(e)
    made = replace(interval(e, came_to, context), anchor=anchor)
    if came_to.point is not None:
        if e.reading.kind == "open" and not e.reading.clock:
            context.named[e.reading.sub, e.reading.day] = came_to.point
        if moves(e, came_to.point, here, way, context):
            context.tell(came_to.point)
    return made


def _time(s: Settled, here: Scene) -> Time:
    t = here.tokens
    start, stop = t.start[s.e.first], t.end[s.e.last]
    rule = s.e.reading.rule or s.e.reading.kind
    return Time(
        start, stop, t.source[start:stop], s.type, s.value, s.mod, s.begin, s.end, s.edtf, s.anchor, s.scope_begin,
        s.scope_end, s.zone, s.reference, rule, s.confidence,
    )  # fmt: skip

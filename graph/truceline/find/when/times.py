"""Expressions → Times: the reference of each, in the order of the text, then interval, EDTF, anchor and scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from truceline.find.when.direction import cue
from truceline.find.when.engine import Expression, expressions
from truceline.find.when.instants import settle_clocks
from truceline.find.when.intervals import interval
from truceline.find.when.lasting import settle_durations
from truceline.find.when.point import Point, of_day
from truceline.find.when.refer import Context, Resolved, resolve
from truceline.find.when.saying import Sayings, sayings
from truceline.find.when.scene import Scene, scene
from truceline.find.when.scope import anchor_of, settle_scopes
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
    near = sum(
        (e.reading.kind == "weekday" or e.reading.base == "today") and not here.quoted[e.first] for e in found
    )
    return far > 4 and far > 0.6 * len(years) and near * 4 < far


def _resolve_all(found: Sequence[Expression], here: Scene, context: Context) -> list[Settled]:
    said = sayings(found, here, context)
    out: list[Settled] = []
    for e in found:
        context.saying = said.base(e)
        anchor = anchor_of(e, here)
        way = cue(here.tokens, e.first, e.last, anchor)
        found_as = resolve(e.reading, context, way)
        same = _same_as_before(e, out, here)
        if same is not None:
            found_as = same
        context.saying = said.day(e)
        made = interval(e, found_as, context)
        out.append(replace(made, anchor=anchor))
        if found_as.point is not None and _moves(e, found_as.point, here, way.way):
            context.tell(found_as.point)
    return out


def _same_as_before(e: Expression, out: Sequence[Settled], here: Scene) -> Resolved | None:
    """ "on Saturday, a day after the truce collapsed": an apposition says the day again."""
    if e.reading.rule != "after-something" or not out:
        return None
    last = out[-1]
    if last.e.last != e.first - 2 or here.tokens.lower[e.first - 1] != "," or last.point is None:
        return None
    tail = "TXX" if e.reading.grain in ("hour", "minute", "second") else ""
    return Resolved(last.point, f"{last.point.value}{tail}", "text")


ATTRIBUTIVE, BRACKETS, QUOTES, BACK, COARSE, FUTURE = True, False, True, True, True, False


def _moves(e: Expression, point: Point, here: Scene, way: int) -> bool:
    """Whether a date becomes the time that the text goes on from."""
    if e.cls in _PARTS_FIXED:
        return False
    if QUOTES and here.quoted[e.first] or BRACKETS and here.bracketed[e.first]:
        return False
    if COARSE and point.grain in ("century", "decade", "millennium"):
        return False
    if BACK and e.reading.kind == "shift" and (e.reading.which in ("back", "before")):
        return False
    if FUTURE and way > 0:
        return False
    return not (ATTRIBUTIVE and attributive(e, here))


_FUNCTION = frozenset(
    "and or but to the a an of in on at by for from with as that which who when while after before until till since through "
    "was were is are had has have did would will could should may might be been not also he she it they we his her its their "
    "this these those there then into over under against during between about because although though if".split()
)


def attributive(e: Expression, here: Scene) -> bool:
    """Whether a date only says which one: "the November 27 agreement", "the 1967 war"."""
    before, after = here.tokens.word(e.first - 1), here.tokens.word(e.last + 1)
    opened = before in ("the", "a", "an", "its", "their", "his", "her", "'s", "’s", "this", "that") or (
        here.tokens.lower[e.first] == "the" and e.last > e.first
    )
    return opened and after.isalpha() and after not in _FUNCTION and not after.endswith("ed")


def _time(s: Settled, here: Scene) -> Time:
    t = here.tokens
    start, stop = t.start[s.e.first], t.end[s.e.last]
    return Time(
        start, stop, t.source[start:stop], s.type, s.value, s.mod, s.begin, s.end, s.edtf, s.anchor, s.scope_begin,
        s.scope_end, s.zone, s.reference, s.e.reading.rule or s.e.reading.kind, s.confidence,
    )  # fmt: skip


__all__ = ["Sayings", "narrative", "read_times"]

"""Expressions → Times: the reference of each, in the order of the text, then interval, EDTF, anchor and scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from truceline.find.when.direction import cue, signals
from truceline.find.when.engine import Expression, expressions
from truceline.find.when.point import Point, midnight, of_day
from truceline.find.when.refer import Context, Resolved, resolve
from truceline.find.when.tokens import Tokens
from truceline.model import Span, Time


def read_times(text: str, published: date | None, quotes: Sequence[Span]) -> tuple[Time, ...]:
    """The times of a text, in order."""
    tokens, found = expressions(text)
    context = Context(of_day(published) if published else None, narrative(found, published))
    out = []
    for e in found:
        out.append(_time(tokens, e, context))
    return tuple(out)


def narrative(found: Sequence[Expression], published: date | None) -> bool:
    """Whether a text tells history: most years it names lie two or more years before it was published."""
    if published is None:
        return True
    years = [e.reading.point.year for e in found if e.reading.point]
    far = sum(abs(published.year - y) > 1 for y in years)
    deictic = sum(e.reading.kind in ("weekday",) or e.reading.base == "today" for e in found)
    return far > 5 and far > 0.5 * len(years) and deictic * 3 < far


def _anchor(tokens: Tokens, e: Expression) -> str | None:
    word = tokens.word(e.first - 1)
    return word if word in signals().anchors else None


def _time(tokens: Tokens, e: Expression, context: Context) -> Time:
    r, anchor = e.reading, _anchor(tokens, e)
    found = resolve(r, context, cue(tokens, e.first, e.last, anchor))
    if found.point is not None and e.cls not in ("STRETCH",):
        context.tell(found.point)
    value, type_ = found.value, r.type
    if r.part or r.clock:
        value, point = _with_part(r.part, r.clock, found, context)
        found = Resolved(point, value, found.reference)
    begin, end = found.point.bounds if found.point else (None, None)
    edtf = found.point.edtf if found.point else None
    if r.clock and found.point and found.point.first and r.zone is not None and not isinstance(r.zone, str):
        begin = end = _instant(found.point, r.clock, float(r.zone))
        edtf = begin.strftime("%Y-%m-%dT%H:%M:%SZ") if begin else None
    start, stop = tokens.start[e.first], tokens.end[e.last]
    return Time(
        start, stop, tokens.source[start:stop], type_, value, r.mod, begin, end, edtf, anchor,
        reference=found.reference, rule=r.rule,
    )  # fmt: skip


def _instant(day: Point, clock: str, zone: float) -> datetime:
    hour, minute = int(clock[1:3]), int(clock[4:6])
    at = midnight(day.first)
    assert at is not None
    return (at + timedelta(hours=hour - zone, minutes=minute)).astimezone(UTC)


def _with_part(
    part: str | None, clock: str | None, found: Resolved, context: Context
) -> tuple[str | None, Point | None]:
    tail = clock or f"T{part}"
    point = found.point
    if point is None and found.value is None and (clock or False):
        point = context.last_day or context.today
    if point is not None and point.grain != "day":
        return f"{(found.value or point.value)}{tail}" if found.value and found.value.count(
            "X"
        ) else f"XXXX-XX-XX{tail}", point
    return (f"{point.value}{tail}" if point else f"{found.value or 'XXXX-XX-XX'}{tail}"), point

"""What a resolved expression stands for: value, interval in UTC and EDTF."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.times.anchoring import resolve
from truceline.times.context import Context, Cue, Resolved
from truceline.times.engine import Expression
from truceline.times.point import CLOCK, Point, midnight
from truceline.times.reading import Reading
from truceline.times.resolved import Settled

_SECONDS = {"TH": 3600, "TM": 60, "TS": 1}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS = {"D": 1, "W": 7, "2W": 14, "M": 30}
_CONFIDENCE = {"calendar": 1.0, "publication": 0.9, "saying": 0.85, "text": 0.8}


def interval(e: Expression, found: Resolved, context: Context) -> Settled:
    """The expression with its value and interval."""
    r = e.reading
    if r.kind == "value":
        return _vague(e, context)
    if r.kind == "stretch":
        return _stretch(e, context)
    return _part(e, found, context) if r.part or r.clock else _date(e, found)


def _date(e: Expression, found: Resolved) -> Settled:
    """A date of any grain, or the instant so many hours ago; "years ago" is approximate though no word says so."""
    r = e.reading
    mod = "APPROX" if found.approximate else r.mod
    type_ = "TIME" if r.grain in CLOCK else r.type
    begin, end = _bounds(found)
    edtf = _edtf(found, "APPROX" if r.rule == "ago" and r.grain in ("year", "decade", "month") and not r.mod else mod)
    return Settled(
        e, type_, found.value, found.point, mod, begin, end, edtf, reference=found.reference,
        confidence=_CONFIDENCE.get(found.reference or "", 0.7 if found.value is None else 0.9),
    )  # fmt: skip


def _bounds(found: Resolved) -> tuple[datetime | None, datetime | None]:
    """Begin and end: of the instant, else of the span, else of the point."""
    if found.instant:
        return found.instant, found.instant
    if found.span:
        return midnight(found.span[0]), midnight(found.span[1])
    return found.point.bounds if found.point else (None, None)


def _edtf(found: Resolved, mod: str | None) -> str | None:
    """EDTF with "~" for what is approximate; intervals of days for what is neither day, month nor year."""
    if found.instant:
        return found.instant.strftime("%Y-%m-%dT%H:%M:%SZ")
    if found.span:
        about, last = "~" if found.approximate else "", found.span[1] - timedelta(days=1)
        return f"{found.span[0]}{about}/{last}{about}"
    edtf = found.point.edtf if found.point else None
    return f"{edtf}~" if edtf and mod == "APPROX" and "/" not in edtf else edtf


def _part(e: Expression, found: Resolved, context: Context) -> Settled:
    """A part of a day or a clock time: of the day told, of the latest day, or of no day."""
    r, point, reference = e.reading, found.point, found.reference
    if r.kind == "clock" and point is None:
        point, reference = _clock_day(context)
    sure = _CONFIDENCE.get(found.reference or "", 0.6)
    tail = r.clock or f"T{r.part}"
    if point is None or point.grain != "day":
        blank = found.value if found.value and "X" in found.value else "XXXX-XX-XX"
        return Settled(e, "TIME", f"{blank}{tail}", None, r.mod, reference=reference, confidence=0.6)
    value = f"{point.value}{tail}"
    return Settled(e, "TIME", value, point, r.mod, *point.bounds, point.edtf, reference=reference, confidence=sure)


def _clock_day(context: Context) -> tuple[Point | None, str | None]:
    """The day that a bare clock time is of, and what tells it."""
    if context.last_day:
        return context.last_day, "text"
    return context.today, "publication" if context.today else None


def _vague(e: Expression, context: Context) -> Settled:
    """Now, recently: around the day of saying, or of publication; what a narrative calls now stays open."""
    r, (today, reference) = e.reading, context.origin
    made = Settled(e, r.type, r.value, None, r.mod, confidence=0.8)
    if today is None or today.first is None or r.value not in ("PRESENT_REF", "PAST_REF") or r.rule != "ref":
        return made
    if r.value == "PRESENT_REF":
        return Settled(e, r.type, r.value, today, r.mod, *today.bounds, today.edtf, reference=reference, confidence=0.8)
    end = midnight(today.after if context.saying else today.first)
    assert end is not None
    until = (end - timedelta(days=1)).date()
    return Settled(e, r.type, r.value, None, r.mod, None, end, f"../{until}", reference=reference, confidence=0.8)


def length(n: float, unit: str) -> relativedelta | timedelta | None:
    """So much time, to be added to a date; parts of months and years are whole days and months.

    >>> length(2, "M"), length(36, "TH"), length(1.5, "Y")
    (relativedelta(months=+2), datetime.timedelta(days=1, seconds=43200), relativedelta(years=+1, months=+6))
    """
    if unit in _SECONDS:
        return timedelta(seconds=n * _SECONDS[unit])
    if unit in _MONTHS and (n == int(n) or unit != "M"):
        return relativedelta(months=round(n * _MONTHS[unit]))
    return timedelta(days=round(n * _DAYS[unit])) if unit in _DAYS else None


def _stretch(e: Expression, context: Context) -> Settled:
    """A length at a place: "the past two weeks", "the first ten days of January"."""
    r = e.reading
    made = Settled(e, "DURATION", r.value, None, r.mod, confidence=0.8)
    base, reference = _base(r, context)
    span = length(r.n, r.unit) if r.n is not None and r.n < 10000 else None
    if base is None or span is None or base.first is None or base.after is None:
        return made
    try:
        begin, end = _placed(r, base, span)
    except (OverflowError, ValueError):
        return made
    if begin is None or end is None:
        return made
    last = (end - timedelta(seconds=1)).date()
    return Settled(
        e, "DURATION", r.value, None, r.mod, begin, end, f"{begin.date()}/{last}", reference=reference, confidence=0.8,
    )  # fmt: skip


def _base(r: Reading, context: Context) -> tuple[Point | None, str | None]:
    if r.outer is not None:
        found = resolve(r.outer, context, Cue())
        return found.point, found.reference
    if r.base == "text" or context.narrative:
        return (context.last_day, "text") if context.last_day == context.last else (None, None)
    return context.origin


def _placed(r: Reading, base: Point, span: relativedelta | timedelta) -> tuple[datetime | None, datetime | None]:
    first, after = midnight(base.first), midnight(base.after)
    assert first is not None and after is not None
    if r.which == "past":
        return first - span, after
    if r.which == "next":
        return first, after + span
    if r.outer is None:
        return None, None
    if r.which == "last":
        return after - span, after
    if r.which == "nth":
        begin = first + span * (r.day - 1)
        return (begin, min(begin + span, after)) if begin < after else (None, None)
    return first, first + span

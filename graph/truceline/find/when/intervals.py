"""What a resolved expression stands for: value, interval in UTC and EDTF."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from truceline.find.when.context import Context, Cue, Resolved
from truceline.find.when.engine import Expression
from truceline.find.when.point import Point, midnight
from truceline.find.when.reading import Reading
from truceline.find.when.refer import resolve
from truceline.find.when.settled import Settled

_CONFIDENCE = {"calendar": 1.0, "publication": 0.9, "saying": 0.85, "text": 0.8}


def interval(e: Expression, found: Resolved, context: Context) -> Settled:
    """The expression with its value and interval."""
    r = e.reading
    if r.kind == "value":
        return _vague(e, context)
    if r.kind == "stretch":
        return _stretch(e, context)
    if r.part or r.clock:
        return _part(e, found, context)
    mod = "APPROX" if found.approximate else r.mod
    type_ = "TIME" if r.grain in ("hour", "minute", "second") else r.type
    begin, end = found.point.bounds if found.point else (None, None)
    if found.span:
        begin, end = midnight(found.span[0]), midnight(found.span[1])
    edtf = _edtf(found, "APPROX" if r.rule == "ago" and r.grain in ("year", "decade", "month") and not r.mod else mod)
    return Settled(
        e, type_, found.value, found.point, mod, begin, end, edtf, reference=found.reference,
        confidence=_CONFIDENCE.get(found.reference or "", 0.7 if found.value is None else 0.9),
    )  # fmt: skip


def _edtf(found: Resolved, mod: str | None) -> str | None:
    if found.span:
        return (
            f"{found.span[0]}~/{found.span[1] - timedelta(days=1)}~"
            if found.approximate
            else f"{found.span[0]}/{found.span[1] - timedelta(days=1)}"
        )
    if found.point is None or found.point.edtf is None:
        return None
    return f"{found.point.edtf}~" if mod == "APPROX" and "/" not in found.point.edtf else found.point.edtf


def _part(e: Expression, found: Resolved, context: Context) -> Settled:
    """A part of a day or a clock time: of the day told, of the latest day, or of no day."""
    r, point = e.reading, found.point
    tail, reference = r.clock or f"T{r.part}", found.reference
    confidence = _CONFIDENCE.get(reference or "", 0.6)
    if r.kind == "clock" and point is None:
        point = context.last_day or context.today
        reference, confidence = ("text" if context.last_day else "publication") if point else None, 0.6
    if point is None or point.grain != "day":
        blank = found.value if found.value and "X" in found.value else "XXXX-XX-XX"
        return Settled(e, "TIME", f"{blank}{tail}", None, r.mod, reference=reference, confidence=0.6)
    begin, end = point.bounds
    return Settled(
        e,
        "TIME",
        f"{point.value}{tail}",
        point,
        r.mod,
        begin,
        end,
        point.edtf,
        reference=reference,
        confidence=confidence,
    )


def _vague(e: Expression, context: Context) -> Settled:
    """Now, recently: around the day of saying, or of publication; what a narrative calls now stays open."""
    r, today = e.reading, context.saying or (None if context.narrative else context.published)
    made = Settled(e, r.type, r.value, None, r.mod, confidence=0.8)
    if today is None or today.first is None or r.value not in ("PRESENT_REF", "PAST_REF") or r.rule != "ref":
        return made
    reference = "saying" if context.saying else "publication"
    if r.value == "PRESENT_REF":
        return Settled(e, r.type, r.value, today, r.mod, *today.bounds, today.edtf, reference=reference, confidence=0.8)
    end = midnight(today.after if context.saying else today.first)
    if end is None:
        return made
    until = (end - timedelta(days=1)).date()
    return Settled(e, r.type, r.value, None, r.mod, None, end, f"../{until}", reference=reference, confidence=0.8)


def length(n: float, unit: str) -> relativedelta | timedelta | None:
    """So much time, to be added to a date.

    >>> length(2, "M"), length(36, "TH")
    (relativedelta(months=+2), datetime.timedelta(days=1, seconds=43200))
    """
    if unit in ("TH", "TM", "TS"):
        return timedelta(**{{"TH": "hours", "TM": "minutes", "TS": "seconds"}[unit]: n})
    if n != int(n) and unit in ("Y", "DE", "CE"):
        return relativedelta(months=round(n * {"Y": 12, "DE": 120, "CE": 1200}[unit]))
    if n != int(n):
        return timedelta(days=round(n * {"D": 1, "W": 7, "2W": 14, "M": 30, "Q": 91}.get(unit, 0)))
    whole = int(n)
    if unit in ("DE", "CE", "ML"):
        return relativedelta(years=whole * {"DE": 10, "CE": 100, "ML": 1000}[unit])
    if unit in ("W", "2W"):
        return relativedelta(days=whole * (7 if unit == "W" else 14))
    if unit == "Q":
        return relativedelta(months=whole * 3)
    name = {"D": "days", "M": "months", "Y": "years"}.get(unit)
    return relativedelta(**{name: whole}) if name else None  # type: ignore[arg-type]


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
    if r.which not in ("past", "next"):
        return None, None
    if r.base == "text" or context.narrative:
        return (context.last_day, "text") if context.last_day == context.last else (None, None)
    return context.today, "saying" if context.saying else "publication"


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
    if r.which == "nth" and isinstance(span, relativedelta):
        begin = first + span * (r.day - 1)
        return (begin, min(begin + span, after)) if begin < after else (None, None)
    return first, first + span


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)

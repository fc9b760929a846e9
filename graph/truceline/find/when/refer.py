"""Which day a reading means: counted from the publication, from the moment of saying, or from an earlier date of the text.

News counts from its publication and looks back unless a word says forward; a narrative counts from what it told last.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from truceline.find.when.holidays import holiday
from truceline.find.when.point import GRAINS, Point, of_day, of_week
from truceline.find.when.reading import Reading

BACK = 1.2
LEAVE = 3
_PARTS_LONG = {"day": "-XX", "month": "-XX", "week": "-WXX"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reading came to: a point of the calendar, or at least a value."""

    point: Point | None
    value: str | None
    reference: str | None
    approximate: bool = False
    span: tuple[date, date] | None = None


@dataclass(slots=True)
class Context:
    """What is known while reading on: the publication day, the day of saying, the dates told so far.

    `narrative` texts keep their own reference time. `last` is the latest date told, `last_day` the latest whole day,
    `last_year` the year of the latest date.
    """

    published: Point | None
    narrative: bool
    last: Point | None = None
    last_day: Point | None = None
    told: list[Point] = field(default_factory=list)
    saying: Point | None = None
    core: frozenset[int] = frozenset()
    section: tuple[int, int] | None = None
    in_section: Point | None = None
    outside: int = 0
    named: dict[tuple[int | str, int], Point] = field(default_factory=dict)

    @property
    def today(self) -> Point | None:
        """The day that "today" is."""
        return self.saying or (None if self.narrative else self.published)

    def tell(self, point: Point) -> None:
        """Notes a date as told."""
        self.last = point
        if self.section and self.section[0] <= point.year <= self.section[1]:
            self.in_section, self.outside = point, 0
        elif self.section:
            self.outside += 1
            if self.outside >= LEAVE:
                self.section = None
        if point.grain == "day":
            self.last_day = point


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around say: `way` -1 back, 1 forward, 0 nothing, 2 the nearest; `perfect` whether they tell what came before."""

    way: int = 0
    perfect: bool = False


def resolve(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """The point a reading means in its context."""
    try:
        return _KINDS.get(reading.kind, _value)(reading, context, cue)
    except (OverflowError, ValueError):
        return Resolved(None, reading.value, None)


def _value(reading: Reading, context: Context, cue: Cue) -> Resolved:
    return Resolved(None, reading.value, None)


def _point(reading: Reading, context: Context, cue: Cue) -> Resolved:
    return Resolved(reading.point, reading.point.value if reading.point else None, "calendar")


def _unknown(reading: Reading) -> str | None:
    """The value of a date whose year nobody told."""
    if reading.kind == "weekday":
        return f"XXXX-WXX-{reading.weekday}"
    if reading.grain == "day":
        return f"XXXX-{reading.sub:02d}-{reading.day:02d}"
    if reading.grain == "month":
        return f"XXXX-{reading.sub:02d}"
    mark = {"half": "H", "quarter": "Q"}.get(reading.grain, "")
    return f"XXXX-{mark}{reading.sub}"


def _made(reading: Reading, year: int) -> Point | None:
    point = Point(reading.grain, year, reading.sub, reading.day)
    if reading.grain == "day" and point.year > 0:
        try:
            return point if point.first else None
        except ValueError:
            return None
    return point


# ---------------------------------------------------------------- without a year


def _open(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """A month, day or season without a year."""
    base = _base_of_open(reading, context)
    if base is context.last and context.section and base and not context.section[0] <= base.year <= context.section[1]:
        base = context.in_section or base
        if context.narrative and not reading.which and base is not context.last:
            return _resolved(_narrated(reading, base), "text")
    if base is None:
        return Resolved(None, _unknown(reading), None)
    if reading.which in ("that", "same"):
        return _resolved(_made(reading, base.year), "text")
    if reading.name == "generic":
        return Resolved(None, _unknown(reading), None)
    if context.narrative and base is context.last and not reading.which:
        if (reading.sub == "WI" and base.month is not None and base.month > 8) or (
            base.sub in ("FA", "WI") and reading.sub == "WI"
        ):
            year = base.year + 1 if base.year != -1 else 1
            return Resolved(_made(reading, base.year), Point("season", year, "WI").value, "text")
        return _resolved(_narrated(reading, base), "text")
    if (reading.sub, reading.day) in context.named and reading.day and not reading.which and not reading.weekday:
        return _resolved(context.named[reading.sub, reading.day], "text")
    years = [base.year + d for d in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    points = [p for y in years if (p := _made(reading, y)) is not None]
    return _resolved(_choose(points, base, reading, cue), "text" if base is context.last else "publication")


def _base_of_open(reading: Reading, context: Context) -> Point | None:
    if reading.which in ("previous", "preceding", "following", "subsequent", "that", "same"):
        return context.last or context.today
    if context.narrative:
        return context.last
    return context.saying or context.published or context.last


def _narrated(reading: Reading, base: Point) -> Point | None:
    """In a narrative a month belongs to the year told last, or to the next or last one when that is a shorter step.

    A step back counts more than one forward, for stories go on.
    """
    point = _made(reading, base.year)
    if base.year < 0 and base.sub == "WI":
        return _made(reading, base.year + 1)
    if point is None or base.rank <= GRAINS.index("year") or base.first is None or point.first is None:
        return point
    near = [p for y in (base.year, base.year + 1, base.year - 1) if (p := _made(reading, y)) is not None and p.first]
    return min(near, key=lambda p: _step(base.first, p.first), default=point)


def _step(before: date | None, after: date | None) -> float:
    assert before is not None and after is not None
    days = (after - before).days
    return days if days >= 0 else -days * BACK


def _choose(points: list[Point], base: Point, reading: Reading, cue: Cue) -> Point | None:
    """The candidate before, at or after the base that the words ask for."""
    if reading.kind == "open" and reading.weekday:
        on = [p for p in points if p.first and p.first.isoweekday() == reading.weekday]
        points = on or points
    inside = base.coarsen(reading.grain) if base.rank >= GRAINS.index(reading.grain) else base
    key = [p.first or date.min for p in points]
    here = inside.first
    if here is None:
        return next((p for p in points if p.year == base.year), None)
    before = [p for p, k in zip(points, key, strict=True) if k < here]
    after = [p for p, k in zip(points, key, strict=True) if k > here]
    same = [p for p, k in zip(points, key, strict=True) if k == here]
    which = reading.which
    if which in ("last", "past", "previous", "preceding"):
        return before[-1] if before else None
    if which in ("next", "following", "coming", "subsequent", "upcoming"):
        return after[0] if after else None
    if which == "this":
        if reading.kind == "weekday":
            return (same or (after if cue.way >= 0 else before[::-1]))[0]
        return next((p for p in points if p.year == base.year), None)
    if same:
        return same[0]
    if cue.way == 2 and before and after:
        since, to = here - key[len(before) - 1], key[-len(after)] - here
        return before[-1] if since <= min(to, timedelta(days=31)) else after[0]
    if cue.way > 0:
        return after[0]
    return before[-1] if before else None


def _resolved(point: Point | None, reference: str | None) -> Resolved:
    return Resolved(point, point.value if point else None, reference if point else None)


def _weekday(reading: Reading, context: Context, cue: Cue) -> Resolved:
    base = context.today if not context.narrative else context.last_day or context.last
    if reading.which in ("previous", "preceding", "following", "that", "same", "subsequent"):
        base = context.last_day or context.last or base
    if base is None or base.first is None or base.rank < GRAINS.index("week"):
        return Resolved(None, _unknown(reading), None)
    first = base.first
    monday = first - timedelta(days=first.weekday())
    days = [monday + timedelta(days=7 * w + reading.weekday - 1) for w in (-2, -1, 0, 1, 2)]
    if reading.which == "same":
        return _resolved(of_day(next(d for d in reversed(days) if d <= first)), "text")
    points = [of_day(d) for d in days]
    return _resolved(_choose(points, base, reading, cue), "text" if base is not context.published else "publication")


# ---------------------------------------------------------------- counted


def _shift(reading: Reading, context: Context, cue: Cue) -> Resolved:
    base, reference = _base_of_shift(reading, context, cue)
    if reading.n is None:
        return _vague_shift(reading, base, reference)
    if base is None and reading.rule == "deictic" and reading.n == 0 and not reading.part:
        return Resolved(None, "PRESENT_REF", None)
    if base is None:
        return Resolved(None, _blank(reading.grain, reading.n), None)
    if reading.rule == "rel-weekend" and reading.n == 0 and cue.way == -1 and base.first and base.first.weekday() < 3:
        return _resolved(base.shift(-1, "weekend"), reference)
    if reading.grain in ("hour", "minute", "second"):
        day = base if base.grain == "day" and abs(reading.n) < 24 else None
        return Resolved(day, f"{day.value if day else 'XXXX-XX-XX'}TXX", reference)
    if reading.n != int(reading.n):
        return _fraction(reading, base, reference)
    if base.rank < GRAINS.index(reading.grain):
        return _too_fine(reading, base, reference)
    if reading.grain == "decade" and abs(reading.n) == 1 and reading.rule in ("ago", "later"):
        return _resolved(base.coarsen("year").shift(int(reading.n) * 10, "year"), reference)
    return _resolved(base.shift(int(reading.n), reading.grain), reference)


def _base_of_shift(reading: Reading, context: Context, cue: Cue) -> tuple[Point | None, str | None]:
    if reading.outer is not None:
        found = resolve(reading.outer, context, cue)
        return found.point, found.reference
    if reading.base == "today":
        return (context.saying, "saying") if context.saying else (context.today, "publication")
    if reading.base == "text" or context.narrative:
        told = context.last_day if reading.grain == "day" and _fresh(context) else context.last
        if told is None and not context.narrative:
            return context.today, "publication"
        return told, "text"
    return (context.saying, "saying") if context.saying else (context.published, "publication")


def _fresh(context: Context) -> bool:
    """Whether the latest whole day may still be meant: it lies in the latest date told."""
    day, last = context.last_day, context.last
    return day is not None and last is not None and day.coarsen(last.grain) == last


def _vague_shift(reading: Reading, base: Point | None, reference: str | None) -> Resolved:
    if reading.which == "in":
        if base is None:
            return Resolved(None, "XXXX-XX-XX", None)
        coarse = base.coarsen("month") if base.rank > GRAINS.index("month") else base
        blank = {"month": "-XX", "year": "-XX-XX"}.get(coarse.grain, "-XX")
        return Resolved(coarse, coarse.value + blank, reference)
    if reading.grain in ("hour", "minute", "second") and base is not None and base.grain == "day":
        return Resolved(base, f"{base.value}TXX", reference)
    return Resolved(None, "PAST_REF" if reading.which == "back" else "FUTURE_REF", reference if base else None)


def _too_fine(reading: Reading, base: Point, reference: str | None) -> Resolved:
    """Days counted from a month, months counted from a year: the coarse date is all that is known."""
    if reading.n == 0:
        return _resolved(base, reference)
    years = base.year if base.grain == "year" else None
    if years is not None:
        return Resolved(base, base.value + {"day": "-XX-XX", "week": "-WXX"}.get(reading.grain, "-XX"), reference)
    if base.grain == "month" and reading.grain in ("day", "week"):
        return Resolved(base, base.value + "-XX", reference)
    return Resolved(base, base.value, reference)


def _fraction(reading: Reading, base: Point, reference: str | None) -> Resolved:
    """ "half a year later", "two and a half years ago": counted in the next finer unit."""
    n = reading.n or 0
    finer = {
        "year": ("month", 12),
        "month": ("week", 4),
        "decade": ("year", 10),
        "century": ("year", 100),
        "week": ("day", 7),
    }
    if reading.grain not in finer:
        return Resolved(None, None, None)
    grain, factor = finer[reading.grain]
    point = base.shift(round(n * factor), grain) if base.rank >= GRAINS.index(grain) else base
    return _resolved(point.coarsen("month"), reference)


def _blank(grain: str, n: float) -> str | None:
    return {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "month": "XXXX-XX",
        "year": "XXXX",
        "weekend": "XXXX-WXX-WE",
        "decade": "XXX",
        "century": "XX",
    }.get(grain)


# ---------------------------------------------------------------- the rest


def _holiday(reading: Reading, context: Context, cue: Cue) -> Resolved:
    base = (context.last if context.narrative else context.today) or context.last
    if reading.which in ("previous", "following", "that", "same"):
        base = context.last or base
    if reading.year is not None:
        found = holiday(reading.name, reading.year)
        return _holiday_found(found[0], "calendar") if found else Resolved(None, None, None)
    if base is None or base.first is None:
        month = reading.name.split()[0]
        return Resolved(None, f"XXXX-{month}" if "-" in month else None, None)
    if not 1602 < base.year < 2398:
        return Resolved(None, None, None)
    all_of = sorted(
        (h for y in range(base.year - 1, base.year + 2) for h in holiday(reading.name, y)), key=lambda h: h.first
    )
    if context.narrative:
        same = [h for h in all_of if h.first.year == base.year]
        return _holiday_found(same[0], "text") if same else Resolved(None, None, None)
    near = [h for h in all_of if abs((h.first - base.first).days) <= 10]
    past = [h for h in all_of if h.first <= base.first]
    future = [h for h in all_of if h.first > base.first]
    forward = cue.way > 0 or reading.which in ("next", "coming", "upcoming")
    if reading.which == "this":
        same = [h for h in all_of if h.first.year == base.year]
        return _holiday_found(same[0], "publication") if same else Resolved(None, None, None)
    chosen = near[0] if near and not reading.which else (future or past)[0] if forward else (past or future)[-1]
    return _holiday_found(chosen, "publication")


def _holiday_found(found: object, reference: str) -> Resolved:
    from truceline.find.when.holidays import Holiday

    assert isinstance(found, Holiday)
    point = of_day(found.first)
    if found.days == 1:
        return Resolved(point, point.value, reference, found.approximate)
    end = found.first + timedelta(days=found.days)
    value = point.value if found.days < 8 else f"{found.first}/{end - timedelta(days=1)}"
    return Resolved(point, value, reference, found.approximate, (found.first, end))


def _within(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """ "October of that year", "Monday of next week"."""
    assert reading.inner is not None and reading.outer is not None
    outer = resolve(reading.outer, context, cue)
    if outer.point is None:
        return Resolved(None, _unknown(reading.inner), None)
    if reading.inner.kind == "weekday":
        first = outer.point.first
        if first is None:
            return Resolved(None, _unknown(reading.inner), None)
        return _resolved(of_day(first + timedelta(days=reading.inner.weekday - 1)), outer.reference)
    if reading.inner.point is not None:
        return _resolved(reading.inner.point, outer.reference)
    return _resolved(_made(reading.inner, outer.point.year), outer.reference)


def _part(reading: Reading, context: Context, cue: Cue) -> Resolved:
    if reading.rule == "the-part" and context.last_day is not None and _fresh(context):
        return _resolved(context.last_day, "text")
    return Resolved(None, None, None)


def _nth_day(reading: Reading, context: Context, cue: Cue) -> Resolved:
    base = context.last or context.today
    if base is None or base.month is None:
        return Resolved(None, f"XXXX-XX-{reading.day:02d}", None)
    made = Point("day", base.year, base.month, reading.day)
    try:
        return _resolved(made if made.first or made.year < 0 else None, "text")
    except ValueError:
        return Resolved(None, None, None)


_KINDS = {
    "point": _point, "open": _open, "weekday": _weekday, "shift": _shift, "holiday": _holiday, "within": _within,
    "part": _part, "clock": _part, "nth-day": _nth_day,
}  # fmt: skip

__all__ = ["Context", "Cue", "Resolved", "of_week", "replace", "resolve"]

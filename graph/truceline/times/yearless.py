"""Months, days, seasons and weekdays without a year or a week: the words around and what was told before say which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from truceline.times.context import LEAN, NEAR, PLANNED, Context, Cue, Resolved, at
from truceline.times.point import GRAINS, Point, of_day
from truceline.times.reading import Reading

BACK = 1.2
"""How much more a step back counts than one forward in a story."""

AHEAD, AGO = timedelta(days=45), timedelta(days=300)
"""A day that near ahead is meant under a word of plans when that of the year before lies so far back."""

SOON = timedelta(days=7)
"""Nobody leaves out the year of a day that lies nearly one back, while the same day is a week ahead."""

RECENT = timedelta(days=21)
"""A day of so short a time ago is what "was to begin on" tells of, not the same day of the next year."""

JUST = timedelta(days=2)
"""What was planned for a weekday is over when that is so short a time ago; else the next one is meant."""

_MONTH = timedelta(days=31)
_TOLD = frozenset({"previous", "preceding", "following", "subsequent", "that", "same"})
_BEFORE = frozenset({"last", "past", "previous", "preceding"})
_AFTER = frozenset({"next", "following", "coming", "subsequent", "upcoming"})


def unknown(reading: Reading) -> str:
    """The value of a date whose year nobody told.

    >>> unknown(Reading("open", grain="day", sub=5, day=16)), unknown(Reading("weekday", weekday=3))
    ('XXXX-05-16', 'XXXX-WXX-3')
    """
    if reading.kind == "weekday":
        return f"XXXX-WXX-{reading.weekday}"
    sub = f"{reading.sub:02d}" if reading.grain in ("day", "month") else str(reading.sub)
    if reading.grain == "day":
        return f"XXXX-{sub}-{reading.day:02d}"
    return f"XXXX-{ {'half': 'H', 'quarter': 'Q'}.get(reading.grain, '') }{sub}"


def in_year(reading: Reading, year: int) -> Point | None:
    """The date in a year; ``None`` when that year has no such day."""
    point = Point(reading.grain, year, reading.sub, reading.day)
    try:
        return point if point.first or year < 1 else None
    except ValueError:
        return None


def in_years(reading: Reading, year: int, steps: Iterable[int]) -> list[Point]:
    """The date in the years around one, in the order of the steps; those that have no such day are left out."""
    return [p for step in steps if (p := in_year(reading, year + step)) is not None]


def resolve_open(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """A month, day or season without a year."""
    base = _base(reading, context)
    if base is None or reading.name == "generic":
        return Resolved(None, unknown(reading), None)
    if reading.which in ("that", "same"):
        return at(in_year(reading, base.year), "text")
    if context.narrative and not reading.which:
        return _told(reading, base)
    if (named := _named(reading, base, context, cue)) is not None:
        return at(named, "text")
    points = in_years(reading, base.year, range(-4, 5))
    return at(choose(points, base, reading, cue), "text" if base is context.last else "publication")


def _named(reading: Reading, base: Point, context: Context, cue: Cue) -> Point | None:
    """The day of that name that the text has told before, where nothing says that another one is meant."""
    named = context.named.get((reading.sub, reading.day))
    return named if named is not None and not _past_it(named, base, cue) else None


def _past_it(named: Point, base: Point, cue: Cue) -> bool:
    """Whether a day told before lies behind, while the words look forward: the next one is meant."""
    behind = named.first is not None and base.first is not None and named.first < base.first
    return behind and cue.way in (1, PLANNED)


def _base(reading: Reading, context: Context) -> Point | None:
    """The date to count from: in a section of a history, one that lies within its years."""
    if reading.which in _TOLD:
        return context.last or context.today
    if not context.narrative:
        return context.saying or context.published or context.last
    last, section = context.last, context.section
    if last and section and not section[0] <= last.year <= section[1]:
        return context.in_section or last
    return last


def _told(reading: Reading, base: Point) -> Resolved:
    """A history's winter after an autumn is called by the new year."""
    if reading.sub == "WI" and ((base.month or 0) > 8 or base.sub in ("FA", "WI")):
        label = replace(Point("season", base.year, "WI"), year=base.year + 1 or 1)
        return Resolved(in_year(reading, base.year), label.value, "text")
    return at(_narrated(reading, base), "text")


def _narrated(reading: Reading, base: Point) -> Point | None:
    """In a history a month belongs to the year told last, or to the next or last one when that is a shorter step."""
    point = in_year(reading, base.year)
    if point is None or base.rank <= GRAINS.index("year") or base.first is None or point.first is None:
        return point
    here = base.first
    near = [p for p in in_years(reading, base.year, (0, 1, -1)) if p.first]
    return min(near, key=lambda p: _step(here, p.first or here), default=point)


def _step(before: date, after: date) -> float:
    days = (after - before).days
    return days if days >= 0 else -days * BACK


def choose(points: Sequence[Point], base: Point, reading: Reading, cue: Cue) -> Point | None:
    """Of candidates in order the one before, at or after the base that the words ask for."""
    points = _on_its_weekday(points, reading)
    here = (base.coarsen(reading.grain) if base.rank >= GRAINS.index(reading.grain) else base).first
    if here is None:
        return _of_year(points, base.year + (reading.which in _AFTER))
    before, same, after = around = _around(points, here)
    if reading.which in _BEFORE:
        return next(reversed(before), None)
    if reading.which in _AFTER:
        return next(iter(after), None)
    if reading.which == "this":
        return _this(points, around, base, (reading, cue))
    if cue.again and reading.kind == "weekday" and after:
        return after[0]
    return same or _by_cue(before, after, here, cue)


def _on_its_weekday(points: Sequence[Point], reading: Reading) -> Sequence[Point]:
    """Of the candidates for a date those that fall on the weekday told with it; all where none does."""
    return [p for p in points if p.first and p.first.isoweekday() == reading.weekday] or points


def _of_year(points: Sequence[Point], year: int) -> Point | None:
    """The first candidate that lies in a year."""
    return next((p for p in points if p.year == year), None)


def _around(points: Sequence[Point], here: date) -> tuple[list[Point], Point | None, list[Point]]:
    """The candidates before a day, at it, and after it."""
    dated = [(p, p.first) for p in points if p.first]
    same = next((p for p, first in dated if first == here), None)
    return [p for p, first in dated if first < here], same, [p for p, first in dated if first > here]


def _this(
    points: Sequence[Point],
    around: tuple[list[Point], Point | None, list[Point]],
    base: Point,
    asked: tuple[Reading, Cue],
) -> Point | None:
    """ "this Friday" lies ahead unless the verb looks back; "this March" lies in this year."""
    if asked[0].kind != "weekday":
        return _of_year(points, base.year)
    before, same, after = around
    return same or (after[0] if asked[1].way >= 0 else before[-1])


def _by_cue(before: Sequence[Point], after: Sequence[Point], here: date, cue: Cue) -> Point | None:
    """The date before or after that the words ask for."""
    if not before or not after:
        return after[0] if cue.way > 0 and after else before[-1] if before else None
    ago, ahead = here - (before[-1].first or here), (after[0].first or here) - here
    return after[0] if _forward(ago, ahead, cue) else before[-1]


def _forward(ago: timedelta, ahead: timedelta, cue: Cue) -> bool:
    """Whether the date ahead is meant, by how far the two lie from today."""
    if cue.way in (PLANNED, LEAN):
        return _still_to_come(ago, ahead, cue)
    if cue.way == NEAR:
        return ago > min(ahead, _MONTH)
    if cue.way > 0:
        return ahead <= AGO or ago > RECENT
    own = cue.way < 0 and not cue.plan and not cue.loose
    return not own and ago > AGO and ahead <= (AHEAD if cue.plan else SOON)


def _still_to_come(ago: timedelta, ahead: timedelta, cue: Cue) -> bool:
    """Whether what was planned lies ahead: the nearer date; the next weekday, unless "was to" tells of one just over."""
    if ago + ahead > timedelta(days=7):
        return ahead < ago
    return cue.way == PLANNED or ago > JUST


def resolve_weekday(reading: Reading, context: Context, cue: Cue) -> Resolved:
    """A weekday: of the days around the publication, the saying, or the day told last."""
    base = _weekday_base(reading, context)
    if base is None or base.first is None or base.rank < GRAINS.index("week"):
        return Resolved(None, unknown(reading), None)
    first = base.first
    monday = first - timedelta(days=first.weekday())
    days = [of_day(monday + timedelta(days=7 * w + reading.weekday - 1)) for w in (-2, -1, 0, 1, 2)]
    return at(choose(days, base, reading, cue), "publication" if base is context.published else "text")


def _weekday_base(reading: Reading, context: Context) -> Point | None:
    """The date around which a weekday lies: in a history, or where a word points back, the one told last."""
    told = context.last_day or context.last
    base = told if context.narrative else context.today
    return told or base if reading.which in _TOLD else base

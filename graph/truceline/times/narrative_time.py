"""How a text goes on from date to date: whether it is a history, which years it is about, what moves its time on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from truceline.times.beside import noun_like
from truceline.times.context import Context, Cue
from truceline.times.engine import Expression
from truceline.times.point import GRAINS, Point, of_day
from truceline.times.scope import anchor_of
from truceline.times.token_context import Scene

_YEAR = GRAINS.index("year")
_NO_POINT = frozenset({"AMOUNT", "AMOUNTS", "SET", "REF", "STRETCH"})
_OWNERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "'s", "’s", "this", "that"})
_FAR = 5
"""Years from the date told last beyond which a single year is an aside."""


def narrative(found: Sequence[Expression], here: Scene, published: date | None) -> bool:
    """Whether a text tells history: most years it names are long past, and it hardly ever counts from today."""
    if published is None:
        return True
    points = [e.reading.point for e in found if e.reading.point]
    if of_day(published) in points:
        return False
    far = sum(abs(published.year - p.year) > 1 for p in points)
    near = sum(_from_today(e) and not here.quoted[e.first] for e in found)
    return far > 4 and far > 0.6 * len(points) and near * 4 < far


def _from_today(e: Expression) -> bool:
    return e.reading.kind == "weekday" or e.reading.base == "today"


def begin(found: Sequence[Expression], context: Context) -> None:
    """What a history is about before its first sentence: its years, and the first date it tells in full."""
    points = [e.reading.point for e in found if e.reading.point]
    count = Counter(p.year for p in points if p.rank >= _YEAR)
    context.core = frozenset(y for y in count if sum(count[y + d] for d in range(-2, 3)) > 2)
    context.last = next(iter(points), None)


def enter(e: Expression, here: Scene, context: Context) -> None:
    """A heading with years ("1926-1928") opens a section about them."""
    point = e.reading.point
    if not here.heading[here.sentence[e.first]] or point is None or point.rank < _YEAR:
        return
    first = context.in_section
    if _ends_range(e, here) and first and context.section and context.section[0] <= point.year:
        context.open_section(first, point)
    else:
        context.open_section(point, point)


def moves(e: Expression, point: Point, here: Scene, cue: Cue, context: Context) -> bool:
    """Whether a date becomes the time that the text goes on from.

    Asides do not: lengths, decades, counts back, dates that only name ("the November 27 agreement"), the years of
    "since" and "until"; in news also what is quoted.
    """
    if _no_date(e, point) or _only_year(e, point, here, context):
        return False
    aside = _aside(point, cue, context) if context.narrative else here.quoted[e.first]
    closes = here.heading[here.sentence[e.first]] and _ends_range(e, here)
    return not aside and not closes and not attributive(e, here)


def _no_date(e: Expression, point: Point) -> bool:
    """Whether an expression is a length, a decade or a count back."""
    back = e.reading.kind == "shift" and e.reading.which in ("back", "before")
    return back or e.cls in _NO_POINT or point.rank < _YEAR


def _only_year(e: Expression, point: Point, here: Scene, context: Context) -> bool:
    """Whether a year only bounds something, or repeats that of the day or month told last."""
    if point.grain != "year":
        return False
    last = context.last
    repeats = last is not None and last.year == point.year and last.grain != "year"
    return repeats or anchor_of(e, here) in ("since", "until", "till")


def _aside(point: Point, cue: Cue, context: Context) -> bool:
    """In a history: what was planned for a later year, what had been in an earlier one, a year it is not about."""
    later = point.year - (context.last or point).year
    if (cue.way > 0 and later > 0) or (cue.perfect and later < 0):
        return True
    return bool(context.core) and point.year not in context.core and abs(later) > _FAR


def _ends_range(e: Expression, here: Scene) -> bool:
    """Whether a date is the end of a range: its begin is what a heading's section goes on from."""
    return here.tokens.word(e.first - 1) in ("-", "–", "—", "to")


def attributive(e: Expression, here: Scene) -> bool:
    """Whether a date only says which one: "the November 27 agreement", "the 1967 war"."""
    t = here.tokens
    owned = t.word(e.first - 1) in _OWNERS or (t.lower[e.first] == "the" and e.last > e.first)
    after = t.word(e.last + 1)
    return owned and noun_like(after) and not after.endswith("ed")

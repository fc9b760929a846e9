"""The date line of an agency: "KHARTOUM, Dec 3 (Agency) - Gunmen killed ten people". It is the day of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from truceline.times.context import PLANNED, Context, Cue
from truceline.times.engine import Expression, expressions
from truceline.times.point import of_day
from truceline.times.tokens import Tokens
from truceline.times.yearless import resolve_open

_PLACES = 10
"""So many tokens of places and marks may stand before the day."""

_AROUND = frozenset({",", "(", ")", "/", "-", "–", "—", "."})
_CLOSES = frozenset({"(", "-", "–", "—", ")", "/"})
_HEAD = 400
_OPENING = re.compile(r"(?m)^(?:[^\w\n,(/]*+[^\W\d_a-z]\w*+)*+[^\w\n,(/]*+[,(/](?=[^\n]*\d)(?=[^\n]*[-(–—)/])")
"""How the line of a date line begins: with words in capitals and a mark, behind which a number and what closes it stand."""
LATE = timedelta(days=7)
"""A report is published within a week of its date line, or one of the two days is wrong."""


def is_dateline(tokens: Tokens, e: Expression) -> bool:
    """Whether a day stands in the date line of an agency: after places in capitals, before a dash or a bracket."""
    day = e.reading.grain == "day" and e.reading.kind in ("open", "point")
    between = tokens.word(e.last + 1) in _CLOSES and tokens.word(e.first - 1) in (",", "(", "/")
    return day and between and _of_places(tokens, e.first)


def _of_places(tokens: Tokens, first: int) -> bool:
    """Whether only names, one of them in capitals, and marks stand between the begin of a line and a token."""
    before: list[int] = []
    for i in range(first - 1, -1, -1):
        if tokens.lower[i] == "\n" or len(before) > _PLACES:
            break
        before.append(i)
    names = all(tokens.capital(i) or tokens.lower[i] in _AROUND for i in before)
    capitals = any(tokens.text(i).isupper() and len(tokens.text(i)) > 2 for i in before)
    return len(before) <= _PLACES and names and capitals


def dateline_day(text: str, published: date) -> date | None:
    """The day that the date line at the head of a text tells, the year being the one nearest to the publication.

    Args:
        text: the text; its first lines are looked at.
        published: the day it is said to have been published.

    Returns:
        The day, or ``None`` when there is no date line.

    >>> dateline_day("KHARTOUM, Dec 3 (Agency) - Gunmen killed ten people.", date(2020, 1, 2))
    datetime.date(2019, 12, 3)
    >>> dateline_day("Gunmen killed ten people on Dec 3 - a Tuesday.", date(2020, 1, 2)) is None
    True
    """
    if not _OPENING.search(text, 0, _HEAD):
        return None
    tokens, found = expressions(text[:_HEAD])
    here = Context(of_day(published), False)
    lines = (e.reading for e in found if is_dateline(tokens, e))
    points = (line.point or resolve_open(line, here, Cue(PLANNED)).point for line in lines)
    return next((p.first for p in points if p), None)


def told_day(tokens: Tokens, found: Sequence[Expression]) -> date | None:
    """The day of a date line with a year, to count from where nobody says when the text was published."""
    line = next((e for e in found[:3] if is_dateline(tokens, e)), None)
    return line.reading.point.first if line and line.reading.point else None


def contradiction(text: str, published: date) -> str | None:
    """A sentence that says how the date line contradicts the day of publication, if it does.

    >>> contradiction("GOMA, March 3, 2012 (Agency) - Shells fell.", date(2013, 3, 4))
    'the text is dated 2012-03-03 and is said to be published on 2013-03-04; days such as “Monday” are counted from the latter.'
    >>> contradiction("GOMA, March 3 (Agency) - Shells fell.", date(2013, 3, 4)) is None
    True
    """
    day = dateline_day(text, published)
    if day is None or abs(day - published) <= LATE:
        return None
    return (
        f"the text is dated {day} and is said to be published on {published};"
        " days such as “Monday” are counted from the latter."
    )

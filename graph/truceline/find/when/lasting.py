"""Durations that say how long something has been going on: "the two-month-old truce", "the five-year war".

An age reaches back from the publication; where the text dates the begin of the same thing, that date is better. A
length without "old" says when it began only if the text dates it, for "a 72-hour truce" may yet come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from truceline.find.when.context import Context
from truceline.find.when.intervals import length
from truceline.find.when.point import GRAINS, midnight
from truceline.find.when.scene import Scene
from truceline.find.when.settled import Settled
from truceline.shelf import data, rows

_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z])")
_DAYS = {"D": 1.0, "W": 7.0, "2W": 14.0, "M": 30.44, "Y": 365.25, "DE": 3652.5, "CE": 36525.0, "TH": 1 / 24}


@cache
def groups() -> tuple[dict[str, str], frozenset[str]]:
    """Words for what lasts, with the group of words for the same thing; and the words for its begin."""
    things: dict[str, str] = {}
    begins: set[str] = set()
    for row in rows(data("when", "lasting.tsv")):
        for word in row["words"].split():
            if row["kind"] == "begin":
                begins.add(word)
            else:
                things[word] = row["group"]
    return things, frozenset(begins)


def settle_durations(settled: Sequence[Settled], here: Scene, context: Context) -> list[Settled]:
    """Durations that belong to something that lasts, with the time since it began."""
    if context.published is None or context.narrative:
        return list(settled)
    return [_aged(s, settled, here, context) if s.e.cls == "AMOUNT" else s for s in settled]


def _aged(s: Settled, settled: Sequence[Settled], here: Scene, context: Context) -> Settled:
    r = s.e.reading
    thing = _thing_after(s, here)
    if thing is None or r.n is None or r.unit not in _DAYS or r.n > 10000 or context.published is None:
        return s
    now = midnight(context.published.after)
    assert now is not None and context.published.first is not None
    dated = _dated(thing, r.n * _DAYS[r.unit], _DAYS[r.unit], settled, here, now)
    if dated is not None and dated.begin is not None:
        edtf = f"{dated.edtf}/{context.published.value}"
        return replace(s, begin=dated.begin, end=now, edtf=edtf, reference="text", confidence=0.85)
    if r.rule != "old":
        return s
    begin = _ago(context.published.first, r.n, r.unit)
    if begin is None:
        return s
    return replace(
        s,
        begin=begin,
        end=now,
        edtf=f"{begin.date()}~/{context.published.value}",
        reference="publication",
        confidence=0.7,
    )


def _ago(day: date, n: float, unit: str) -> datetime | None:
    """The day so many units before a day, at midnight UTC."""
    span, at = length(n, unit), midnight(day)
    if span is None or at is None:
        return None
    try:
        return at - span
    except (OverflowError, ValueError):
        return None


def _thing_after(s: Settled, here: Scene) -> str | None:
    """The group of the noun that a duration stands before: at most four words on, in the same phrase."""
    things, t = groups()[0], here.tokens
    hyphenated = "-" in t.lower[s.e.first : s.e.last + 1] or s.e.reading.rule in ("old", "long")
    if not hyphenated:
        return None
    for i in range(s.e.last + 1, min(s.e.last + 6, len(t))):
        word = _GLUED.split(t.text(i))[0].lower()
        if word in things:
            return things[word]
        if not word.isalpha() and word != "-":
            return None
    return None


def _dated(
    thing: str, days: float, unit: float, settled: Sequence[Settled], here: Scene, now: datetime
) -> Settled | None:
    """A date of the text that tells when the same thing began, as long ago as the duration says."""
    for s in settled:
        if (
            s.point is None
            or s.begin is None
            or s.end is None
            or s.point.rank < GRAINS.index("year")
            or s.type == "DURATION"
        ):
            continue
        least, most = (now - s.end) / timedelta(days=1), (now - s.begin) / timedelta(days=1)
        if least < days + unit and most > days - unit * 0.5 and _begins(thing, s, here):
            return s
    return None


def _begins(thing: str, s: Settled, here: Scene) -> bool:
    """Whether a date is that of the thing: "the February 27 ceasefire", "the conflict erupted in 2011"."""
    things, begins = groups()
    t, first, last = here.tokens, s.e.first, s.e.last
    if any(things.get(t.word(last + k)) == thing for k in (1, 2, 3)) and t.word(last + 1) not in (",", "."):
        return True
    low = here.bounds[here.sentence[first]][0]
    before = t.lower[max(low, first - 12) : first]
    return any(things.get(w) == thing for w in before) and any(w in begins for w in before[-7:])

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

from truceline.shelf import data, rows
from truceline.times.context import Context
from truceline.times.intervals import length
from truceline.times.point import GRAINS, Point, midnight, of_day
from truceline.times.resolved import Settled
from truceline.times.token_context import Scene

_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z])")
_DAYS = {"D": 1.0, "W": 7.0, "2W": 14.0, "M": 30.44, "Y": 365.25, "DE": 3652.5, "CE": 36525.0, "TH": 1 / 24}


@cache
def groups() -> tuple[dict[str, str], frozenset[str]]:
    """Words for what lasts, with the group of words for the same thing; and the words for its begin."""
    things: dict[str, str] = {}
    begins: set[str] = set()
    for row in rows(data("times", "lasting.tsv")):
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
    begun = _begun(settled, here)
    return [_aged(s, begun, here, context.published) if s.e.cls == "AMOUNT" else s for s in settled]


def _aged(s: Settled, begun: dict[str, list[Settled]], here: Scene, today: Point) -> Settled:
    """A length with what it is the length of: back to where the text dates its begin, else an age counted back."""
    r, thing, now = s.e.reading, _thing_after(s, here), midnight(today.after)
    if thing is None or now is None or r.n is None or r.unit not in _DAYS or r.n > 10000:
        return s
    dated = _dated(begun.get(thing, ()), r.n, _DAYS[r.unit], now)
    if dated is not None:
        edtf = f"{dated.edtf}/{today.value}"
        return replace(s, begin=dated.begin, end=now, edtf=edtf, reference="text", confidence=0.85)
    begin = _ago(today.first, r.n, r.unit) if r.rule == "old" else None
    if begin is None:
        return s
    about = of_day(begin.date()).coarsen({"Y": "year", "M": "month", "DE": "year", "CE": "year"}.get(r.unit, "day"))
    edtf = f"{about.edtf}~/{today.value}"
    return replace(s, begin=begin, end=now, edtf=edtf, reference="publication", confidence=0.7)


def _ago(day: date | None, n: float, unit: str) -> datetime | None:
    """The day so many units before a day, at midnight UTC."""
    span, at = length(n, unit), midnight(day)
    assert span is not None and at is not None
    try:
        return at - span
    except (OverflowError, ValueError):
        return None


def _thing_after(s: Settled, here: Scene) -> str | None:
    """The group of the noun that a duration stands before: at most five words on, in the same phrase."""
    things, t = groups()[0], here.tokens
    if "-" not in t.lower[s.e.first : s.e.last + 1] and s.e.reading.rule not in ("old", "long"):
        return None
    for i in range(s.e.last + 1, min(s.e.last + 6, len(t))):
        word = _GLUED.split(t.text(i))[0].lower()
        if word in things:
            return things[word]
        if not word.isalpha() and word != "-":
            return None
    return None


def _dated(begun: Sequence[Settled], n: float, unit: float, now: datetime) -> Settled | None:
    """The first date that lies as long ago as a length of n units (of so many days) says."""
    day = timedelta(days=1)
    for s in begun:
        if s.begin and s.end and (now - s.end) / day < (n + 1) * unit and (now - s.begin) / day > (n - 0.5) * unit:
            return s
    return None


def _begun(settled: Sequence[Settled], here: Scene) -> dict[str, list[Settled]]:
    """The dates of the text that tell when something began, by what it is."""
    out: dict[str, list[Settled]] = {}
    for s in settled:
        if s.point is not None and s.begin and s.point.rank >= GRAINS.index("year") and s.type != "DURATION":
            for thing in _of(s, here):
                out.setdefault(thing, []).append(s)
    return out


def _of(s: Settled, here: Scene) -> list[str]:
    """What a date is the begin of: "the February 27 ceasefire", "the conflict erupted in 2011"."""
    things, begins = groups()
    t, first, last = here.tokens, s.e.first, s.e.last
    out = [] if t.word(last + 1) in (",", ".") else [things[w] for k in (1, 2, 3) if (w := t.word(last + k)) in things]
    before = t.lower[max(here.bounds[here.sentence[first]][0], first - 12) : first]
    if any(w in begins for w in before[-7:]):
        out += [things[w] for w in before if w in things]
    return list(dict.fromkeys(out))

"""The same truce in several articles: undated mentions joined to the one dated truce they can mean.

An article that gives country and first day names its truce by them (`weave`), so such truces are one already. What is
left are articles that speak of "the truce" without saying when it began. They are joined to a dated truce of the same
country when exactly one was running, or had ended no more than a fortnight before, on the day of the article. With two
candidates, or none, nothing is joined: two truces never become one by guessing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from truceline.model import Ceasefire, Facts

GRACE = timedelta(days=14)
"""How long after its end a truce is still spoken of as "the truce"."""

LIFE = timedelta(days=400)
"""How long a truce without a reported end is taken to be the one spoken of."""


@dataclass(frozen=True, slots=True)
class Same:
    """A truce under another IRI: which one it is, why, how sure."""

    iri: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Known:
    iri: str
    began: date
    ended: date | None


def merge(facts: Sequence[Facts]) -> dict[str, Same]:
    """The IRIs of truces that are known under another one.

    Args:
        facts: of all articles of a graph, in any order; the result does not depend on it.

    Returns:
        For each truce IRI that is to be replaced, the truce it is.
    """
    dated = _dated(facts)
    out: dict[str, Same] = {}
    for f in facts:
        day = _day(f.article.published)
        loose = [c for c in f.notes.ceasefires if not c.began and c.iri and c.iri.startswith(f.article.iri)]
        own = {c.iri for c in f.notes.ceasefires if c.began}
        for truce in loose:
            if day and truce.country and not _apart(truce, loose):
                running = [k for k in dated.get(_key(truce), ()) if k.iri not in own and _running(k, day)]
                if len(running) == 1 and truce.iri:
                    why = f"the one truce of this country that was running on {day.isoformat()}"
                    out[truce.iri] = Same(running[0].iri, why, 0.8)
    return out


def _key(truce: Ceasefire) -> tuple[str, str]:
    return truce.country or "", _sort(truce)


def _sort(truce: Ceasefire) -> str:
    """Nationwide truces, pauses, lulls and zones are different things; the label begins with what it is."""
    first = truce.label.split(" in ")[0].split(" of ")[0]
    return first if first in {"humanitarian pause", "lull in fighting"} or "zone" in first else "ceasefire"


def _apart(truce: Ceasefire, others: Sequence[Ceasefire]) -> bool:
    """Whether the article tells several undated truces of one sort apart: then none can be told by its day alone."""
    return bool(truce.related) or sum(_key(o) == _key(truce) for o in others) > 1


def _dated(facts: Sequence[Facts]) -> dict[tuple[str, str], tuple[_Known, ...]]:
    """Dated truces by country and sort, each with the last day that anybody reports as its end."""
    found: dict[tuple[str, str], dict[str, tuple[date, date | None]]] = defaultdict(dict)
    for f in facts:
        for c in f.notes.ceasefires:
            if c.began and c.iri and c.country:
                began = date.fromisoformat(c.began)
                before = found[_key(c)].get(c.iri, (began, None))[1]
                found[_key(c)][c.iri] = (began, _later(before, _end(c)))
    return {k: tuple(_Known(i, *v) for i, v in sorted(several.items())) for k, several in found.items()}


def _end(truce: Ceasefire) -> date | None:
    """The day of the end: a reported one, or the last day of a truce for a fixed time."""
    ends = [
        s.when.earliest_begin.date() for s in truce.states if s.state == "ended" and s.when and s.when.earliest_begin
    ]
    fixed = [
        s.when.latest_end.date()
        for s in truce.states
        if s.state in {"inForce", "extended"} and s.when and s.when.latest_end
    ]
    return max(ends or fixed, default=None)


def _later(a: date | None, b: date | None) -> date | None:
    return max((x for x in (a, b) if x), default=None)


def _running(truce: _Known, day: date) -> bool:
    return truce.began <= day <= (truce.ended + GRACE if truce.ended else truce.began + LIFE)


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published

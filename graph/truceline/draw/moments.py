"""A ceasefire in at most seven moments: agreed, begun, first breach, first strain, sharpest words, last in force, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.ask.dates import point
from truceline.ask.in_force import ANNOUNCED
from truceline.ask.truce import HELD
from truceline.draw.ceasefire_band import OVER
from truceline.draw.page import Life, Ref, Row, Source, Telling
from truceline.draw.words import capital


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its title, its ISO day (empty where none is told) and the telling that it rests on.

    `when` is the time in words, where it is told less exactly than to the day.
    """

    title: str
    day: str
    ref: Ref
    sort: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A telling of a state with the day that it belongs to: the day told, else that of the report."""

    row: Row
    number: int
    telling: Telling
    day: str

    @property
    def ref(self) -> Ref:
        return Ref(self.row.id, self.number)


def moments(rows: Sequence[Row], life: Life, sources: Sequence[Source]) -> list[Moment]:
    """The moments of a ceasefire in the order of time; those of which nobody tells are left out.

    Args:
        rows: all facts of the ceasefire.
        life: its answers, day by day.
        sources: the articles.
    """
    told = {
        kind: sorted(_tellings([r for r in rows if r.layer == "state" and r.kind == kind], sources), key=_order)
        for kind in ("declared", "proposed", "violated", "fraying")
    }
    found = [
        *_first(told["declared"] or told["proposed"], "agreed", _agreed),
        *_begun(life),
        *_first(told["violated"], "violated", _breach),
        *_first(told["fraying"], "fraying", _strain),
        *_first([t for t in reversed(told["fraying"]) if not t.telling.own], "fraying", _strain),
        *_last(rows, life, sources),
        *_ended(life),
    ]
    alone = {m.ref: m for m in found}
    return sorted(alone.values(), key=lambda m: (m.day or "9999", found.index(m)))


def _tellings(rows: Sequence[Row], sources: Sequence[Source]) -> Iterator[_Told]:
    for r in rows:
        for k, t in enumerate(r.told):
            day = r.begin[:10] if r.begin and r.exact else sources[t.source].published
            yield _Told(r, k, t, day)


def _order(t: _Told) -> tuple[str, bool, str]:
    return t.day or "9999", not t.telling.own, t.row.id


def _first(several: Sequence[_Told], sort: str, title: Callable[[_Told], str]) -> Iterator[Moment]:
    if several:
        yield Moment(title(several[0]), several[0].day, several[0].ref, sort)


def _agreed(t: _Told) -> str:
    if t.row.kind == "proposed":
        return "A truce is proposed"
    return "The truce is declared" if t.telling.own else f"{capital(t.telling.speaker)} declares the truce"


def _breach(t: _Told) -> str:
    return "A first breach is told" if t.telling.own else f"Broken, says {t.telling.speaker}"


def _strain(t: _Told) -> str:
    """The marked words, and who says them."""
    words = next((t.telling.sentence[m.start : m.end] for m in t.telling.marks if m.core), "")
    who = "" if t.telling.own else f", says {t.telling.speaker}"
    return f"“{capital(words)}”{who}" if 0 < len(words) <= 60 else f"Under strain{who}"


def _begun(life: Life) -> Iterator[Moment]:
    """The first day in force, with the telling that it rests on; where no begin is told, it is only the first telling."""
    first = next((h for h in life.held if h.answer in HELD and h.refs), None)
    if first:
        title = "The truce takes effect" if first.since else "First told in force"
        title = "It is to begin" if first.state == ANNOUNCED else title
        yield Moment(title, first.begin.isoformat(), first.refs[0], "inForce", first.since)


def _last(rows: Sequence[Row], life: Life, sources: Sequence[Source]) -> Iterator[Moment]:
    """The last report that it is in force, where that is not the only one."""
    held = [h for h in life.held if h.answer == "in force"]
    by_id = {r.id: r for r in rows}
    told = [(sources[by_id[f.row].told[f.telling].source].published, f) for h in held for f in h.refs if f.row in by_id]
    if told:
        day, ref = max(told, key=lambda x: (x[0], x[1].row, x[1].telling))
        if day and held[0].begin < date.fromisoformat(day) < held[-1].end:
            yield Moment("Last told in force", day, ref, "inForce")


def _ended(life: Life) -> Iterator[Moment]:
    """The first day on which it is told to be over, after it was in force."""
    begun = False
    for h in life.held:
        begun = begun or h.answer in HELD
        if begun and h.answer == "not in force" and h.state in OVER and h.refs:
            title = f"It is over, by {point(h.until)} at the latest" if h.by else "It is over"
            yield Moment(title, h.ended.isoformat(), h.refs[0], "over")
            return

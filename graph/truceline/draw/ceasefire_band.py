"""The band of a ceasefire: the answers of `truceline status`, day after day, as pieces of time.

Nothing is read from the states here: where `status` says in force, the band is in force; where it says that nobody tells
of a day, the band is hatched (no day is told) or empty. So band and command line are one answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from truceline.ask.dates import point
from truceline.ask.in_force import ANNOUNCED
from truceline.ask.verdict import Stretch
from truceline.draw.page import Held, Life, Ref

OVER = frozenset({"ended", "suspended"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a band: `begin` is its first day, `end` the day after its last; `rows` are the facts it rests on.

    `sort`: inForce, fraying, announced (only beforehand), disputed, untold (it may have ended in it: no day is told), over (one day, a mark).
    """

    sort: str
    begin: date
    end: date
    rows: tuple[str, ...]


def held_of(s: Stretch, refs: Sequence[Ref]) -> Held:
    """A stretch of a life as the page holds it, with the tellings of its rows."""
    t = s.truce
    return Held(s.begin, s.end, t.answer, t.state, tuple(refs), t.begun or point(t.since[:10]), t.until[:10], t.by)


def pieces(life: Life) -> list[Piece]:
    """The pieces of a life, in the order of time; days before its begin and after its told end have none."""
    return list(_run(_sorted(life.held)))


def _sorted(held: Sequence[Held]) -> Iterator[Piece]:
    begun = False
    for n, h in enumerate(held):
        if h.answer == "in force":
            begun = True
            sort = {"fraying": "fraying", ANNOUNCED: "announced"}.get(h.state, "inForce")
            yield Piece(sort, h.begin, h.end, h.rows)
        elif h.answer == "disputed":
            begun = True
            yield Piece("disputed", h.begin, h.end, h.rows)
        elif begun and h.answer == "unknown":
            if end := _told_over(held[n + 1 :]):
                yield Piece("untold", h.begin, h.end, end.rows)
        elif begun and _is_over(h):
            yield Piece("over", h.ended, h.end, h.rows)
            begun = False


def _told_over(later: Sequence[Held]) -> Held | None:
    """That a ceasefire was over, where it is the next that is told."""
    told = next((x for x in later if x.answer != "unknown"), None)
    return told if told and _is_over(told) else None


def _is_over(h: Held) -> bool:
    """Whether a ceasefire does not hold because it is told to be over."""
    return h.answer == "not in force" and h.state in OVER


def _run(several: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one sort as one piece."""
    held: Piece | None = None
    for p in several:
        if held and p.sort == held.sort and p.begin == held.end:
            held = replace(held, end=p.end, rows=tuple(dict.fromkeys((*held.rows, *p.rows))))
            continue
        if held:
            yield held
        held = p
    if held:
        yield held

"""The life of a ceasefire as a band: in force, extended, fraying, violated, suspended, ended.

What is dated stands where it is dated. What is only reported ("the truce is fraying") stands on the day of the report
and is hatched: the strain is not dated back. A breach bites into the band from below. A truce without a reported end lasts to the latest report that it stands,
and its band points on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.ask.timeline import spaced
from truceline.draw.dates import DAY, moment
from truceline.draw.page import Row, Source
from truceline.draw.scale import LEFT, RIGHT, Scale, Span

BAND = 20.0
NEAR = 3 * DAY
"""Reports of one state no further apart than this are one piece."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the band in pixels, with the facts behind it; its word stands at (`at_x`, `at_y`), if there is room."""

    state: str
    word: str
    rows: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    firm: bool
    before: bool
    after: bool
    at_x: float = 0.0
    at_y: float = 0.0


@dataclass(frozen=True, slots=True)
class _State:
    state: str
    rows: tuple[str, ...]
    span: Span


def reported(row: Row, sources: Sequence[Source]) -> list[datetime]:
    """The days on which articles tell a row."""
    return sorted({d for d in (moment(sources[n].published) for n in row.published) if d})


def lived(row: Row, sources: Sequence[Source]) -> list[Span]:
    """When a state is drawn: as dated, else on the days of the reports."""
    begin, end, told = moment(row.begin), moment(row.end), reported(row, sources)
    if begin:
        if end:
            return [Span(begin, max(end, begin + DAY / 4), firm=True)]
        lasting = row.kind in {"inForce", "extended", "suspended", "fraying"}
        until = max(begin, told[-1]) + DAY if told and lasting else begin + DAY
        return [Span(begin, until, after=lasting)]
    if end:
        first = min(told[0], end - DAY) if told and row.kind in {"inForce", "extended"} else end - DAY
        return [Span(first, end, firm=False, before=True)]
    return [Span(day, day + DAY, firm=False) for day in told]


def life(rows: Sequence[Row], sources: Sequence[Source], scale: Scale, y: float) -> tuple[list[Piece], float]:
    """The pieces of one ceasefire's band at height `y`, in the order in which they are drawn, and the height of all."""
    found = [_State(r.kind, (r.id,), s) for r in rows for s in lived(r, sources)]
    ends = [s.span.begin for s in found if s.state == "ended" and s.span.firm]
    states = [s for name in _ORDER for s in _joined([x for x in found if x.state == name], name)]
    cut = [_cut(s, ends) for s in states]
    return _named(_apart([_piece(s, scale, y) for s in cut if scale.holds(s.span)]), y)


_ORDER = ("inForce", "extended", "suspended", "fraying", "proposed", "declared", "violated", "ended")


def _joined(states: Sequence[_State], name: str) -> Iterable[_State]:
    """States of one name that touch or nearly do, as one; all reports that a truce is in force are one band."""
    out: list[_State] = []
    for s in sorted(states, key=lambda s: (s.span.begin, s.span.end)):
        before = out[-1] if out else None
        if before and (name == "inForce" or s.span.begin <= before.span.end + NEAR):
            out[-1] = _State(name, tuple(dict.fromkeys((*before.rows, *s.rows))), _both(before.span, s.span))
        else:
            out.append(s)
    return out


def _both(a: Span, b: Span) -> Span:
    last = a if a.end >= b.end else b
    return Span(a.begin, last.end, a.firm and (b.firm or a.after), a.before, last.after or (a.after and a.end >= b.end))


def _cut(s: _State, ends: Sequence[datetime]) -> _State:
    """A band stops where the truce ended."""
    end = min((e for e in ends if e > s.span.begin), default=None)
    if s.state not in {"inForce", "extended", "fraying"} or end is None or (s.span.end <= end and not s.span.after):
        return s
    return _State(s.state, s.rows, Span(s.span.begin, end, s.span.firm, s.span.before, False))


def _piece(s: _State, scale: Scale, y: float) -> Piece:
    x, right = scale.x(s.span.begin), scale.x(s.span.end)
    least = 4.0 if s.state == "ended" else 9.0
    x = min(x, RIGHT - least)
    many = f" ×{len(s.rows)}" if len(s.rows) > 1 and s.state in {"violated", "fraying"} else ""
    return Piece(
        state=s.state,
        word=spaced(s.state) + many,
        rows=s.rows,
        x=x,
        y=y + (BAND / 2 if s.state == "violated" else 0),
        width=round(max(least, right - x), 1),
        height=BAND / 2 if s.state == "violated" else BAND,
        firm=s.span.firm,
        before=s.span.before,
        after=s.span.after,
    )


def _apart(pieces: Sequence[Piece]) -> list[Piece]:
    """What is only declared or proposed stands below the band where it would cover another piece."""
    words = {"proposed", "declared"}
    band = [p for p in pieces if p.state not in words]
    out = list(band)
    for p in pieces:
        if p.state in words:
            covers = any(p.x < b.x + b.width and b.x < p.x + p.width for b in band)
            out.append(replace(p, y=p.y + BAND + 3, height=9.0) if covers else p)
    return out


def _named(pieces: Sequence[Piece], y: float) -> tuple[list[Piece], float]:
    """Words set on their piece where they fit, else below it where they do not run into each other."""
    rims = [LEFT - 8.0] * 3
    out: list[Piece] = []
    deepest = 0
    low = any(p.y > y + BAND for p in pieces)
    for p in sorted(pieces, key=lambda p: (p.x, p.state)):
        wide = 6.1 * len(p.word)
        if (left := _inside(p, pieces, wide + 12)) is not None:
            out.append(_at(p, left + 6, y + BAND / 2 + 4))
            continue
        beside = p.y > y + BAND
        left = _beneath(p, wide, beside)
        first = 1 if low and not beside else 0
        row = next((n for n, rim in enumerate(rims) if n >= first and rim + 8 <= left), None)
        if row is None:
            out.append(p)
            continue
        rims[row] = max(left + wide, p.x + p.width)
        deepest = max(deepest, row + 1)
        out.append(_at(p, left, y + BAND + 12 + 13 * row))
    order = {name: n for n, name in enumerate(_ORDER)}
    return sorted(out, key=lambda p: (order[p.state], p.x)), BAND + 13.0 * deepest + 4


def _inside(p: Piece, pieces: Sequence[Piece], wide: float) -> float | None:
    """Where a word of this width stands on its piece: in the first stretch that no later piece covers."""
    if p.height < BAND:
        return None
    later = _ORDER[_ORDER.index(p.state) + 1 :]
    over = sorted((q.x, q.x + q.width) for q in pieces if q.state in later and q.y < p.y + BAND and q is not p)
    left, end = p.x, p.x + p.width
    for begin, stop in over:
        if begin - left >= wide:
            break
        if begin < end:
            left = max(left, stop)
    free = min((begin for begin, _ in over if begin >= left), default=end)
    return left if min(free, end) - left >= wide else None


def _beneath(p: Piece, wide: float, beside: bool) -> float:
    """Where a word begins that does not fit on its piece: under it, or beside a piece that stands below the band."""
    if not beside:
        return min(p.x, RIGHT - wide)
    return p.x - wide - 4 if p.x + p.width + wide > RIGHT else p.x + p.width + 4


def _at(p: Piece, x: float, y: float) -> Piece:
    return replace(p, at_x=round(x, 1), at_y=round(y, 1))

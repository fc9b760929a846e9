"""Edits of a text that remember where every character stood before."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of the characters from `start` to `end` (exclusive)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A text, and for each of its characters the stretch of the kept text that it stands for.

    `starts` and `ends` are empty while nothing is changed. A character that was put in stands for nothing: its stretch is
    empty and lies where the next kept character begins.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    length: int = 0

    @property
    def changed(self) -> bool:
        """Whether it differs from the text as kept."""
        return bool(self.starts)

    def kept(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the kept text for one of the mended text; empty only where that one is.

        >>> whole("Syrias army").edited([Edit(5, 5, "'")]).kept(0, 7)
        (0, 6)
        """
        if not self.starts:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return at, at
        first, last = self.starts[start], max(self.ends[end - 1], self.starts[start])
        return (first, last) if first < last else _widened(first, self.length)

    def mended(self, offset: int) -> int:
        """The offset in the mended text of one in the kept text: of the first character that does not lie before it."""
        return bisect.bisect_left(self.ends, offset + 1) if self.starts else offset

    def edited(self, edits: Iterable[Edit]) -> Mended:
        """The text after edits that do not overlap; of those that do, the first wins."""
        wanted = _apart(edits)
        if not wanted:
            return self
        n = len(self.text)
        starts, ends = (self.starts, self.ends) if self.starts else (tuple(range(n)), tuple(range(1, n + 1)))
        out: list[str] = []
        first: list[int] = []
        last: list[int] = []
        done = 0
        for e in wanted:
            out += [self.text[done : e.start], e.text]
            came = _stretches(e, starts, ends, self.length)
            first += [*starts[done : e.start], *(c[0] for c in came)]
            last += [*ends[done : e.start], *(c[1] for c in came)]
            done = e.end
        out.append(self.text[done:])
        return Mended("".join(out), (*first, *starts[done:]), (*last, *ends[done:]), self.length)


def whole(text: str) -> Mended:
    """A text as it was kept."""
    return Mended(text, length=len(text))


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, without those that overlap an earlier one."""
    out: list[Edit] = []
    for e in sorted(edits, key=lambda e: (e.start, e.end)):
        if not out or e.start >= out[-1].end:
            out.append(e)
    return out


def _stretches(e: Edit, starts: tuple[int, ...], ends: tuple[int, ...], length: int) -> list[tuple[int, int]]:
    """What each character of an edit stands for: like for like, or all for all, or nothing for what was put in."""
    if len(e.text) == e.end - e.start:
        return list(zip(starts[e.start : e.end], ends[e.start : e.end], strict=True))
    if e.start < e.end:
        return [(starts[e.start], ends[e.end - 1])] * len(e.text)
    at = starts[e.start] if e.start < len(starts) else length
    return [(at, at)] * len(e.text)


def _widened(at: int, length: int) -> tuple[int, int]:
    """One character beside a place of none."""
    return (at, at + 1) if at < length else (at - 1, at)

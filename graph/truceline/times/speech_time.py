"""When what a sentence reports was said: "The envoy insisted late Monday that …" makes Monday the now of his words.

The day stands beside the verb of saying; later sentences of the same speaker keep it. Quoted words count their
"today" and "last night" from it; in reported speech only "now" does, for reporters turn the rest into their own time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.times.anchoring import resolve
from truceline.times.beside import beside, noun_like
from truceline.times.context import Context
from truceline.times.direction import cue
from truceline.times.engine import Expression
from truceline.times.point import Point
from truceline.times.token_context import Scene

_NEAR = 8


@dataclass(slots=True)
class Sayings:
    """The day of saying of each sentence that reports something and tells when, or goes on from one that does.

    Sentences are taken in order as the reading goes on, for "the same day" may be that of an earlier sentence. `near`
    are the days of each sentence that stand outside quotation marks.
    """

    here: Scene
    context: Context
    near: dict[int, list[Expression]]
    days: dict[int, Point] = field(default_factory=dict)
    by_name: dict[str, Point] = field(default_factory=dict)
    last: Point | None = None
    done: int = 0

    def day(self, e: Expression) -> Point | None:
        """The day on which what stands here was said."""
        return self.days.get(self.here.sentence[e.first])

    def base(self, e: Expression) -> Point | None:
        """The day from which a quoted expression counts; ``None`` outside quotation marks."""
        return self.day(e) if self.here.quoted[e.first] else None

    def read_to(self, e: Expression) -> None:
        """Takes in all sentences up to that of the expression."""
        while self.done <= self.here.sentence[e.first]:
            self._read(self.done)
            self.done += 1

    def _closing(self, n: int) -> Point | None:
        """The day that stands where a quotation of several sentences ends: "…," said a man on Saturday."""
        for k in range(n + 1, min(n + 8, len(self.here.bounds))):
            if not _goes_on(k, self.here):
                return None
            if verbs := self.here.sayings(k):
                return _told(self.near.get(k, ()), verbs, self.here, self.context)
        return None

    def _read(self, n: int) -> None:
        verbs, goes_on = self.here.sayings(n), _goes_on(n, self.here)
        own = self._own(n, verbs) if verbs or goes_on else None
        self.last = own if own is not None or verbs else (self.last if goes_on else None)
        if own is not None:
            self.days[n] = own
            self.by_name.update(dict.fromkeys(_speakers(verbs, self.here), own))

    def _own(self, n: int, verbs: Sequence[int]) -> Point | None:
        """The day of a sentence that reports, or lies inside a quotation: told beside the saying, else that of an earlier one."""
        told = _told(self.near.get(n, ()), verbs, self.here, self.context) if verbs else self._closing(n)
        return told or _kept(verbs, self.here, self.by_name, self.last)


def sayings(found: Sequence[Expression], here: Scene, context: Context) -> Sayings:
    """The days of saying of a text, to be read on the way."""
    near: dict[int, list[Expression]] = {}
    for e in found:
        if e.cls in ("DATE", "WEEKDAY") and e.reading.grain == "day" and not here.quoted[e.first]:
            near.setdefault(here.sentence[e.first], []).append(e)
    return Sayings(here, context, near)


def _told(near: Sequence[Expression], verbs: Sequence[int], here: Scene, context: Context) -> Point | None:
    """The nearest day that stands within a few words of a verb of saying."""
    beside = [e for e in near if _distance(e, verbs) <= _NEAR and not _content(e, verbs, here)]
    for e in sorted(beside, key=lambda e: _distance(e, verbs)):
        point = resolve(e.reading, context, cue(here.tokens, e.first, e.last, None)).point
        if point is not None and point.grain == "day":
            return point
    return None


def _distance(e: Expression, verbs: Sequence[int]) -> int:
    """The words between a time and the nearest of the verbs."""
    return min(min(abs(e.first - v), abs(v - e.last)) for v in verbs)


def _content(e: Expression, verbs: Sequence[int], here: Scene) -> bool:
    """Whether the date stands in what is said: "that" lies between the verb and it."""
    return any("that" in here.tokens.lower[v + 1 : e.first] for v in verbs if v < e.first)


def _goes_on(n: int, here: Scene) -> bool:
    """Whether a sentence lies inside a quotation."""
    first, last = here.bounds[n]
    return any(here.quoted[i] for i in range(first, min(first + 3, last + 1)))


def _speakers(verbs: Sequence[int], here: Scene) -> list[str]:
    """The capitalised words and titles right before or after the verbs of saying."""
    t, out = here.tokens, []
    for v in verbs:
        for i in (*range(max(0, v - 5), v), *range(v + 1, min(len(t), v + 4))):
            if t.capital(i) and not here.quoted[i] and len(t.lower[i]) > 2 and noun_like(t.lower[i]):
                out.append(t.text(i))
    return out


def _kept(verbs: Sequence[int], here: Scene, by_name: dict[str, Point], last: Point | None) -> Point | None:
    """The day of an earlier saying of the same speaker."""
    for name in _speakers(verbs, here):
        if name in by_name:
            return by_name[name]
    t = here.tokens
    pronoun = any(t.word(v + d) in beside()["pronoun"] for v in verbs for d in (-2, -1, 1))
    return last if pronoun or not verbs else None

"""When what a sentence reports was said: "Kerry insisted late Monday that …" makes Monday the now of his words.

The day stands beside the verb of saying; later sentences of the same speaker keep it. Quoted words count their
"today" and "last night" from it; in reported speech only "now" does, for reporters turn the rest into their own time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.find.when.direction import cue
from truceline.find.when.engine import Expression
from truceline.find.when.point import Point
from truceline.find.when.refer import Context, resolve
from truceline.find.when.scene import Scene

_NEAR = 8
_PRONOUNS = frozenset({"he", "she", "they"})


@dataclass(frozen=True, slots=True)
class Sayings:
    """The day of saying of each sentence that reports something and tells when, or goes on from one that does."""

    here: Scene
    days: dict[int, Point]

    def day(self, e: Expression) -> Point | None:
        """The day on which what stands here was said."""
        return self.days.get(self.here.sentence[e.first])

    def base(self, e: Expression) -> Point | None:
        """The day from which a quoted expression counts; ``None`` outside quotation marks."""
        return self.day(e) if self.here.quoted[e.first] else None


def sayings(found: Sequence[Expression], here: Scene, context: Context) -> Sayings:
    """The days of saying of a text; none in a narrative or without a publication day."""
    days: dict[int, Point] = {}
    if context.narrative or context.published is None:
        return Sayings(here, days)
    by_sentence: dict[int, list[Expression]] = {}
    for e in found:
        by_sentence.setdefault(here.sentence[e.first], []).append(e)
    by_name: dict[str, Point] = {}
    last: Point | None = None
    for n in range(len(here.bounds)):
        verbs = here.sayings(n)
        own = _told(by_sentence.get(n, ()), verbs, here, context) if verbs else None
        if own is None and (verbs or _goes_on(n, here)):
            own = _kept(n, verbs, here, by_name, last)
        last = own if own is not None or verbs else (last if _goes_on(n, here) else None)
        if own is not None:
            days[n] = own
            by_name.update({name: own for name in _speakers(verbs, here)})
    return Sayings(here, days)


def _told(near: Sequence[Expression], verbs: Sequence[int], here: Scene, context: Context) -> Point | None:
    """The day that stands within a few words of a verb of saying, outside quotation marks."""
    best: tuple[int, Point] | None = None
    for e in near:
        if here.quoted[e.first] or e.cls not in ("DATE", "WEEKDAY") or e.reading.grain != "day":
            continue
        distance = min(min(abs(e.first - v), abs(v - e.last)) for v in verbs)
        if distance > _NEAR or (best and best[0] <= distance) or _content(e, verbs, here):
            continue
        point = resolve(e.reading, context, cue(here.tokens, e.first, e.last, None)).point
        if point is not None and point.grain == "day":
            best = (distance, point)
    return best[1] if best else None


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
            if t.capital(i) and not here.quoted[i] and len(t.lower[i]) > 2:
                out.append(t.text(i))
    return out


def _kept(n: int, verbs: Sequence[int], here: Scene, by_name: dict[str, Point], last: Point | None) -> Point | None:
    """The day of an earlier saying of the same speaker."""
    for name in _speakers(verbs, here):
        if name in by_name:
            return by_name[name]
    t = here.tokens
    pronoun = any(t.word(v + d) in _PRONOUNS for v in verbs for d in (-2, -1, 1))
    return last if pronoun or not verbs else None

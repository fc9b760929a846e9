"""Days to pixels: which time the timeline shows, where an instant lies in it, which marks its axis has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.draw.dates import DAY

WIDTH, LEFT, RIGHT = 1200.0, 132.0, 1180.0


@dataclass(frozen=True, slots=True)
class Span:
    """When something is drawn: `firm` where both ends are known to the day, `before`/`after` where an end is open."""

    begin: datetime
    end: datetime
    firm: bool = True
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The time shown, `low` to `high`, over the width of the plot."""

    low: datetime
    high: datetime

    def x(self, at: datetime) -> float:
        """The pixel of an instant, kept inside the plot."""
        share = (at - self.low) / (self.high - self.low)
        return round(LEFT + min(1.0, max(0.0, share)) * (RIGHT - LEFT), 1)

    def holds(self, span: Span) -> bool:
        """Whether any of a span is shown."""
        return span.end > self.low and span.begin < self.high

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Marks of the axis with their words: days, weeks, months, quarters or years, a dozen at most; the first one,
        and each that begins a year, names the year."""
        step, known = self._step(), 0
        at = self.low.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
        last = LEFT - 60.0
        while at < self.high:
            if step(at) and self.x(at) - last >= 46:
                last = self.x(at)
                yield last, _word(at, self.high - self.low, at.year != known)
                known = at.year
            at += DAY

    def _step(self) -> Callable[[datetime], bool]:
        days = (self.high - self.low).days
        if days <= 16:
            return lambda _: True
        if days <= 130:
            weeks = 1 if days <= 70 else 2
            return lambda at: at.weekday() == 0 and (at.toordinal() // 7) % weeks == 0
        if days <= 1100:
            every = 1 if days <= 420 else 3
            return lambda at: at.day == 1 and (at.month - 1) % every == 0
        years = 1 + days // 4000
        return lambda at: at.day == at.month == 1 and at.year % years == 0


def _word(at: datetime, length: timedelta, year: bool) -> str:
    if length.days > 1100:
        return str(at.year)
    if length.days > 130:
        return f"{at:%b} {at.year}" if year else f"{at:%b}"
    return f"{at.day} {at:%b} {at.year}" if year else f"{at.day} {at:%b}"


def fitted(spans: Iterable[Span]) -> Scale | None:
    """The scale that shows all firm spans, but not a look back at a time far before the rest.

    Of twenty or more, the first twentieth may lie outside; of fewer, what lies more than four times as far back as the
    other three quarters are long. What is outside is listed beside the timeline.
    """
    several = sorted(spans, key=lambda s: s.begin)
    if not several:
        return None
    first, last = _first(several), max(s.end for s in several)
    pad = max(DAY / 2, (last - first) / 50)
    return Scale(first - pad, last + pad)


def _first(spans: Sequence[Span]) -> datetime:
    last = max(s.end for s in spans)
    begins = [s.begin for s in spans]
    quarter = begins[len(begins) // 4]
    far = last - begins[0] > 4 * (last - quarter + 2 * DAY)
    if len(begins) >= 4 and far:
        return quarter
    return begins[len(begins) // 20]

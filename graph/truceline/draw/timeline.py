"""The timeline as SVG: ceasefires as bands of their states, events in lanes, what has no date in a tray.

Drawn in Python, so it is there without JavaScript and in print; the script only hides, brushes and selects. Solid bars
are dated to the day, hatched ones lie somewhere in their interval, a fading right end is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from truceline.draw.page import Row

WIDTH, LEFT, BAR, GAP = 1200, 150, 15, 4
HISTOGRAM = 300
_LANES = (
    ("Ceasefire", ("Ceasefire", "Withdrawal", "Release")),
    ("Diplomacy", ("Meeting", "Visit", "Negotiation", "Mediation", "Agreement", "Diplomatic", "Talks", "Humanitarian")),
    (
        "Violence",
        (
            "Attack",
            "Airstrike",
            "Shelling",
            "Bombing",
            "Clash",
            "Offensive",
            "Killing",
            "Abduction",
            "Siege",
            "Conflict",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: position in pixels, what it stands for."""

    x: float
    y: float
    width: float
    row: str
    style: str
    label: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its bars; `tray` holds those without a date."""

    name: str
    y: float
    height: float
    bars: tuple[Bar, ...]
    tray: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of the histogram."""

    x: float
    width: float
    height: float
    rows: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline ready to be drawn; `begin` and `end` are the ISO days of its edges."""

    begin: str
    end: str
    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    bins: tuple[Bin, ...] = ()
    undated: int = 0


def timeline(rows: Sequence[Row], labels: dict[str, str], by: str = "event") -> Timeline | None:
    """The timeline of the rows, by event time or by publication time.

    Returns:
        None when nothing is dated.
    """
    spans = {r.id: _span(r, by) for r in rows}
    dated = [s for s in spans.values() if s]
    firm = [s for s in dated if s[2]] or dated
    if not firm:
        return None
    low, high = _window(firm)
    scale = Scale(low, high)
    lanes: list[Lane] = []
    y = 30.0
    events = [r for r in rows if r.layer in {"event", "figure"} and spans[r.id]]
    crowded = len(events) > HISTOGRAM
    for name, members in _lanes([r for r in rows if r.layer == "state"] if crowded else rows, labels):
        lane = _lane(name, members, spans, scale, y)
        lanes.append(lane)
        y += lane.height + 10
    y += 70 if crowded else 0
    bins = _bins(events, spans, scale) if crowded else ()
    return Timeline(
        low.date().isoformat(), high.date().isoformat(), y + 8, tuple(lanes), tuple(scale.ticks()), tuple(bins),
        sum(1 for s in spans.values() if not s),
    )  # fmt: skip


Spanned = tuple[datetime, datetime, bool, bool]


def _span(row: Row, by: str) -> Spanned | None:
    """(begin, end, firm, open end) of a row."""
    if by == "publication":
        if not row.published:
            return None
        day = datetime.fromisoformat(row.published).replace(tzinfo=UTC)
        return day, day + timedelta(days=1), True, False
    begin, end = _moment(row.begin), _moment(row.end)
    if begin is None and end is None:
        return None
    if begin and end is None:
        seen = _moment(row.published)
        return (
            begin,
            max(begin + timedelta(days=1), seen + timedelta(days=1) if seen else begin),
            row.layer == "state",
            True,
        )
    if begin is None and end is not None:
        return end - timedelta(days=1), end, False, False
    assert begin is not None and end is not None
    return begin, max(end, begin + timedelta(hours=6)), row.exact, False


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _window(spans: Iterable[Spanned]) -> tuple[datetime, datetime]:
    """The days shown: all firm ones, but not a background date far before the rest."""
    begins = sorted(s[0] for s in spans)
    last = max(s[1] for s in spans)
    first = begins[len(begins) // 20] if len(begins) >= 20 else begins[0]
    if len(begins) >= 4 and last - begins[0] > 4 * (last - begins[len(begins) // 4] + timedelta(days=2)):
        first = begins[len(begins) // 4]
    pad = max(timedelta(days=1), (last - first) / 40)
    return first - pad, last + pad


class Scale:
    """Days to pixels."""

    def __init__(self, low: datetime, high: datetime) -> None:
        self.low, self.high = low, high

    def x(self, at: datetime) -> float:
        """The pixel of an instant, kept inside the picture."""
        share = (at - self.low) / (self.high - self.low)
        return round(LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - 20), 1)

    def ticks(self) -> Iterable[tuple[float, str]]:
        """Days, weeks, months or years, whichever gives about ten marks."""
        days = (self.high - self.low).days
        at = self.low.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        if days > 900:
            step, form = "year", "%Y"
        elif days > 75:
            step, form = "month", "%b %Y"
        elif days > 16:
            step, form = "week", "%-d %b"
        else:
            step, form = "day", "%-d %b"
        while at < self.high:
            if (
                step == "day"
                or (step == "week" and at.weekday() == 0)
                or (step == "month" and at.day == 1)
                or (at.month == at.day == 1)
            ):
                yield self.x(at), at.strftime(form)
            at += timedelta(days=1)


def _lanes(rows: Sequence[Row], labels: dict[str, str]) -> Iterable[tuple[str, list[Row]]]:
    truces: dict[str, list[Row]] = {}
    for r in rows:
        if r.layer == "state":
            truces.setdefault(r.ceasefire, []).append(r)
    dated = [
        (min((s.begin for s in m if s.begin), default="9"), k)
        for k, m in truces.items()
        if any(s.begin or s.end for s in m)
    ]
    for _, k in sorted(dated)[:12]:
        yield labels.get(k, "ceasefire"), truces[k]
    rest = [r for r in rows if r.layer == "event"]
    for name, starts in _LANES:
        mine = [r for r in rest if r.kind.startswith(starts)]
        rest = [r for r in rest if not r.kind.startswith(starts)]
        if mine:
            yield name, mine
    if rest:
        yield "Other", rest
    if figures := [r for r in rows if r.layer == "figure"]:
        yield "Figures", figures


def _lane(name: str, members: list[Row], spans: dict[str, Spanned | None], scale: Scale, y: float) -> Lane:
    """Bars stacked so that none covers another."""
    ends: list[float] = []
    bars: list[Bar] = []
    order = sorted((r for r in members if spans[r.id]), key=lambda r: (spans[r.id][0], r.id))  # type: ignore[index]
    for r in order:
        span = spans[r.id]
        assert span is not None
        x, right = scale.x(span[0]), scale.x(span[1])
        width = max(7.0, right - x)
        level = next((n for n, end in enumerate(ends) if end + 2 <= x), len(ends))
        if level == len(ends):
            ends.append(0.0)
        ends[level] = x + width
        style = "open" if span[3] else "firm" if span[2] else "unsure"
        bars.append(
            Bar(x, y + level * (BAR + GAP), round(width, 1), r.id, style, r.what, r.kind if r.layer == "state" else "")
        )
    tray = tuple(Bar(0, 0, 0, r.id, "none", r.what) for r in members if not spans[r.id])
    return Lane(name, y, max(1, len(ends)) * (BAR + GAP), tuple(bars), tray)


def _bins(rows: Sequence[Row], spans: dict[str, Spanned | None], scale: Scale) -> Iterable[Bin]:
    """How many rows begin in each of about eighty stretches of time."""
    stretch = (scale.high - scale.low) / 80
    found: dict[int, list[str]] = {}
    for r in rows:
        span = spans[r.id]
        if span:
            found.setdefault(int((span[0] - scale.low) / stretch), []).append(r.id)
    top = max(map(len, found.values()), default=1)
    for n in sorted(found):
        at = scale.low + n * stretch
        yield Bin(
            scale.x(at),
            max(2.0, scale.x(at + stretch) - scale.x(at) - 1),
            round(60 * len(found[n]) / top, 1),
            tuple(found[n]),
            at.date().isoformat(),
        )

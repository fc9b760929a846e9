"""The timeline as geometry: ceasefires as bands of their states, events in lanes, a histogram where they are many.

Everything is computed here, so the picture is the same without JavaScript and in print; the script only hides, brushes
and selects. A bar is solid where both ends are known to the day, else hatched; an open end is pointed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from truceline.draw.ceasefire_band import pieces
from truceline.draw.dates import DAY, moment
from truceline.draw.page import Life, Page, Row, Source
from truceline.draw.scale import LEFT, RIGHT, Scale, Span, fitted
from truceline.draw.words import broken, short
from truceline.shelf import ontology
from truceline.shelf import rows as table
from truceline.triples.background import with_broader

HISTOGRAM = 300
"""More events than this are counted in bars instead of drawn one by one."""

WORDED = 160
"""Up to so many events each bar has its words beside it."""

BANDS = 8
TOP, PAD = 30.0, 14.0
BAR, STEP = 9.0, 15.5
DEEP = 15
"""More levels than this in a lane, and its bars lose their words."""

GUTTER = 19
"""Characters in a line of the name of a lane."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A fact in a lane, or several that say the same; `word` stands at `at`: to the right, the left, or on the bar
    (`side`: empty, e, o)."""

    rows: tuple[str, ...]
    x: float
    y: float
    width: float
    firm: bool
    before: bool
    after: bool
    own: bool
    word: str = ""
    at: float = 0.0
    side: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """How many facts of a lane begin in a stretch of time."""

    x: float
    width: float
    y: float
    height: float
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece of a ceasefire's band in pixels, or a breach that bites into it; its word stands on it, if there is room."""

    sort: str
    word: str
    rows: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: the band of a ceasefire, bars, or bins of a histogram."""

    name: str
    sort: str
    y: float
    height: float
    pieces: tuple[Shape, ...] = ()
    bars: tuple[Bar, ...] = ()
    bins: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline ready to be drawn; `begin` and `end` are the ISO instants of its edges.

    `outside` and `undated` are rows that lie before or after it, or have no time; `told` are the days of articles in pixels.
    """

    begin: str
    end: str
    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    told: tuple[tuple[float, str], ...]
    outside: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    hidden: int = 0


def timeline(page: Page, by: str = "event") -> Timeline | None:
    """The timeline of a page, by event time or by publication time.

    Returns:
        None when nothing is dated.
    """
    rows = [r for r in page.rows if r.layer != "party"]
    spans = {r.id: s for r in rows if (s := _span(r, page.sources, by))}
    firm = [spans[r.id] for r in rows if r.id in spans and (spans[r.id].firm or r.layer == "state")]
    scale = fitted(firm or list(spans.values()))
    if scale is None:
        return None
    seen = {i for i, s in spans.items() if scale.holds(s)}
    lanes, hidden = _lanes([r for r in rows if r.id in seen], spans, page, scale)
    base = lanes[-1].y + lanes[-1].height + PAD if lanes else TOP
    return Timeline(
        begin=scale.low.isoformat(),
        end=scale.high.isoformat(),
        height=base + 16,
        lanes=tuple(lanes),
        ticks=tuple(scale.ticks()),
        told=tuple(_told(page.sources, scale)),
        outside=tuple(r.id for r in rows if r.id in spans and r.id not in seen),
        undated=tuple(r.id for r in rows if r.id not in spans),
        hidden=hidden,
    )


def _span(row: Row, sources: Sequence[Source], by: str) -> Span | None:
    """When a row is drawn."""
    told = reported(row, sources)
    if by == "publication":
        return Span(told[0], told[0] + DAY) if told else None
    if row.layer == "state":
        several = lived(row, sources)
        return replace(several[0], end=several[-1].end) if several else None
    begin, end = moment(row.begin), moment(row.end)
    if begin and end:
        return Span(begin, max(end, begin + DAY / 4), firm=row.exact)
    if begin:
        last = max(begin, told[-1]) + DAY if told else begin + DAY
        return Span(begin, last, firm=False, after=True)
    return Span(end - DAY, end, firm=False, before=True) if end else None


def _told(sources: Sequence[Source], scale: Scale) -> Iterable[tuple[float, str]]:
    counts = Counter(s.published for s in sources if s.published)
    for day, n in sorted(counts.items()):
        at = moment(day)
        if at and scale.low <= at <= scale.high:
            yield scale.x(at + DAY / 2), f"{n} article{'s' if n > 1 else ''}, {day}"


# ---------------------------------------------------------------- lanes


def _lanes(rows: Sequence[Row], spans: Mapping[str, Span], page: Page, scale: Scale) -> tuple[list[Lane], int]:
    """Ceasefires first, the best told ones, in the order of time; then events by sort; then figures."""
    events = [r for r in rows if r.layer in {"event", "figure"}]
    truces = _truces(rows)
    labels = Counter(page.label(iri) for iri, _ in truces)
    out: list[Lane] = []
    y = TOP
    for iri, members in truces[:BANDS]:
        life = next((x for x in page.lives if x.ceasefire == iri), Life(iri, ()))
        name = _name(iri, members, page, labels)
        height = max(BAND + 4, 13.0 * len(broken(name, GUTTER)) + 2)
        out.append(Lane(name, "truce", y, height, tuple(_band(life, members, page.sources, scale, y))))
        y += height + PAD
    worded = len(events) <= WORDED
    for name, members in _sorted(events):
        if len(events) > HISTOGRAM:
            lane = Lane(name, _css(name), y, 36.0, bins=tuple(_bins(members, spans, scale, y)))
        else:
            lane = _lane(name, members, spans, scale, y, worded)
        out.append(lane)
        y += lane.height + PAD
    return out, max(0, len(truces) - BANDS)


def _band(life: Life, members: Sequence[Row], sources: Sequence[Source], scale: Scale, y: float) -> Iterable[Shape]:
    """The band of a ceasefire, and its breaches on the days of their reports."""
    for p in pieces(life):
        span = Span(_instant(p.begin), _instant(p.end))
        if not scale.holds(span):
            continue
        x = min(scale.x(span.begin), RIGHT - 4)
        width = 4.0 if p.sort == "over" else max(6.0, scale.x(span.end) - x)
        word = WORDS[p.sort]
        yield Shape(p.sort, word, p.rows, x, y, round(width, 1), BAND, width > 6.1 * len(word) + 10)
    resting = {i for p in pieces(life) for i in p.rows}
    for r in members:
        for s in lived(r, sources) if r.kind == "violated" or r.id not in resting else ():
            if scale.holds(s):
                yield _mark(r, scale.x(s.begin), y)


def _mark(r: Row, x: float, y: float) -> Shape:
    """A breach bites into the band; what it does not rest on, as words before the begin, stands on its lower edge."""
    high = BAND / 2 if r.kind == "violated" else 4.0
    return Shape(r.kind, r.kind_words, (r.id,), min(x, RIGHT - 9), y + BAND - high, 9.0, high)


BAND = 20.0
WORDS = {
    "inForce": "in force",
    "fraying": "fraying",
    "disputed": "disputed",
    "untold": "ended, no day told",
    "over": "ended",
}


def _instant(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def reported(row: Row, sources: Sequence[Source]) -> list[datetime]:
    """The days on which articles tell a row."""
    return sorted({d for d in (moment(sources[n].published) for n in row.published) if d})


def lived(row: Row, sources: Sequence[Source]) -> list[Span]:
    """The time of a state as its article tells it: as dated, else the days of the reports."""
    begin, end, told = moment(row.begin), moment(row.end), reported(row, sources)
    if begin:
        return [Span(begin, max(end, begin + DAY / 4) if end else begin + DAY)]
    return [Span(end - DAY, end, firm=False)] if end else [Span(day, day + DAY, firm=False) for day in told]


def _name(iri: str, members: Sequence[Row], page: Page, labels: Mapping[str, int]) -> str:
    """The name of a ceasefire's lane; where several have one name, with the day on which it is first told."""
    name = page.label(iri)
    days = [d for r in members for d in reported(r, page.sources)]
    return f"{name}, told {min(days).day} {min(days):%b}" if labels[name] > 1 and days else name


def _truces(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Ceasefires with the rows of their states: the best told ones, then by their first day."""
    found: dict[str, list[Row]] = {}
    for r in rows:
        if r.layer == "state":
            found.setdefault(r.ceasefire, []).append(r)
    best = sorted(found.items(), key=lambda t: (-sum(len(r.told) for r in t[1]), t[0]))
    first = sorted(best[:BANDS], key=lambda t: (min((r.begin for r in t[1] if r.begin), default="9"), t[0]))
    return [*first, *best[BANDS:]]


@cache
def _lane_of() -> dict[str, str]:
    return {r["kind"]: r["lane"] for r in table(ontology("views", "lanes.tsv"))}


@cache
def lane_of(kind: str) -> str:
    """The lane of a kind of event, from `ontology/views/lanes.tsv`.

    >>> lane_of("Airstrike"), lane_of("Meeting"), lane_of("Other")
    ('Violence', 'Talks and support', 'Other')
    """
    return next((_lane_of()[k.name] for k in with_broader(kind) if k.name in _lane_of()), "Other")


def _sorted(rows: Sequence[Row]) -> Iterable[tuple[str, list[Row]]]:
    """The lanes in the order of their file, then what fits none, then figures."""
    names = [*dict.fromkeys(_lane_of().values()), "Other", "Figures"]
    found: dict[str, list[Row]] = {name: [] for name in names}
    for r in rows:
        found["Figures" if r.layer == "figure" else lane_of(r.kind)].append(r)
    return ((name, found[name]) for name in names if found[name])


def _css(name: str) -> str:
    return "figure" if name == "Figures" else "event"


def _lane(name: str, members: Sequence[Row], spans: Mapping[str, Span], scale: Scale, y: float, worded: bool) -> Lane:
    """Bars with their words on as many levels as it takes that none covers another."""
    order = _same(sorted(members, key=lambda r: (spans[r.id].begin, int(r.id[1:]))), spans)
    for words in (34, 20, 0) if worded else (0,):
        bars, levels = _stacked(order, spans, scale, y, words)
        if levels <= DEEP:
            break
    step = STEP if words else BAR + 3
    return Lane(name, _css(name), y, max(13.0 * len(broken(name, GUTTER)), levels * step), bars=tuple(bars))


def _same(rows: Iterable[Row], spans: Mapping[str, Span]) -> list[list[Row]]:
    """Rows that say the same of the same time, together."""
    found: dict[tuple[Span, str], list[Row]] = {}
    for r in rows:
        found.setdefault((spans[r.id], r.what), []).append(r)
    return list(found.values())


def _stacked(
    groups: Sequence[Sequence[Row]], spans: Mapping[str, Span], scale: Scale, y: float, most: int
) -> tuple[list[Bar], int]:
    ends: list[float] = []
    bars: list[Bar] = []
    step = STEP if most else BAR + 3
    for group in groups:
        r, span = group[0], spans[group[0].id]
        x = min(scale.x(span.begin), RIGHT - 7)
        width = max(7.0, scale.x(span.end) - x)
        many = f" ×{len(group)}" if len(group) > 1 else ""
        word = ("≠ " if any(g.disputed for g in group) else "") + short(r.what, most) + many if most else ""
        left, right, at, side = _beside(x, width, 5.9 * len(word))
        level = next((n for n, end in enumerate(ends) if end + 7 <= left), len(ends))
        if level == len(ends):
            ends.append(0.0)
        ends[level] = right
        ids, own = tuple(g.id for g in group), any(g.own for g in group)
        top = round(y + level * step + (2 if most else 0), 1)
        bars.append(
            Bar(ids, x, top, round(width, 1), span.firm, span.before, span.after, own, word, round(at, 1), side)
        )
    return bars, len(ends)


def _beside(x: float, width: float, word: float) -> tuple[float, float, float, str]:
    """What a bar takes up with a word of this width, left and right; where the word stands, and on which side."""
    if x + width + 4 + word <= RIGHT + 14:
        return x, x + width + (4 + word if word else 0), x + width + 4, ""
    if x - 4 - word >= LEFT:
        return x - 4 - word, x + width, x - 4, "e"
    return x, max(x + width, x + 8 + word), x + 8, "o"


def _bins(rows: Sequence[Row], spans: Mapping[str, Span], scale: Scale, y: float) -> Iterable[Bin]:
    """How many rows begin in each of about ninety stretches of whole days."""
    days = max(1, round((scale.high - scale.low) / DAY / 90))
    stretch = timedelta(days=days)
    found: dict[int, list[str]] = {}
    for r in rows:
        found.setdefault(int((max(spans[r.id].begin, scale.low) - scale.low) / stretch), []).append(r.id)
    top = max(map(len, found.values()), default=1)
    for n in sorted(found):
        x, right = scale.x(scale.low + n * stretch), scale.x(scale.low + (n + 1) * stretch)
        high = round(max(2.0, 34.0 * len(found[n]) / top), 1)
        yield Bin(x, round(max(2.0, right - x - 1), 1), round(y + 36 - high, 1), high, tuple(found[n]))

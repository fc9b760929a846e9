"""The bands of the ceasefires, the attacks told and the figures, on one axis: geometry for the template.

A lane shows what `ceasefire_band` says; words stand where they cover nothing, else they are left to the tooltip, the
legend and the accessible name. Wide and narrow screens have a picture each, so that words keep their size.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from truceline.draw.ceasefire_band import Piece, pieces
from truceline.draw.dates import DAY, day, moment
from truceline.draw.page import Page, Row
from truceline.draw.story import Story
from truceline.draw.words import capital, short

LANES = 6
"""So many ceasefires have a lane; the others are counted below."""

DAYS = 62
"""An axis of no more days than this has days on it, a longer one months."""

WORDS = {
    "inForce": "in force",
    "fraying": "fraying",
    "announced": "announced",
    "disputed": "disputed",
    "untold": "ended, no day told",
    "over": "ended",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to pixels: `first` to `last` (exclusive) between `left` and `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """The pixel of the begin of a day, kept inside the plot."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + min(1.0, max(0.0, share)) * (self.right - self.left), 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Where days, months or years begin, with their names, as many as have room; what an axis of its length asks for."""
        days = (self.last - self.first).days
        return self._days(days) if days <= DAYS else self._months(days)

    def _days(self, days: int) -> Iterator[tuple[float, str]]:
        step = next((s for s in (1, 2, 4, 7) if days / s * 58 <= self.right - self.left), 14)
        for n in range(0, days, step):
            at = self.first + n * DAY
            if self.x(at) > 20:
                yield self.x(at), f"{at.day} {at:%b}"

    def _months(self, days: int) -> Iterator[tuple[float, str]]:
        step = next(
            s for s in (1, 2, 3, 6, 12, 24, 60, 120, 600) if days / 30 / s * 62 <= self.right - self.left or s == 600
        )
        at = date(self.first.year, self.first.month, 1)
        year = 0
        while at < self.last:
            if at >= self.first and (at.year * 12 + at.month - 1) % step == 0:
                yield self.x(at), self._word(at, step, days > 330 and at.year != year)
                year = at.year
            at = date(at.year + at.month // 12, at.month % 12 + 1, 1)

    def _word(self, at: date, step: int, dated: bool) -> str:
        if step >= 12:
            return str(at.year)
        name = f"{at:%B}" if len(f"{at:%B}") < 6 else f"{at:%b}"
        return f"{at:%b} {at.year}" if dated else name


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece in pixels; `word` stands at `at`, if there is room."""

    sort: str
    rows: tuple[str, ...]
    x: float
    width: float
    label: str
    word: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A breach, or an extension, at a place of a lane; `count` where several stand together."""

    sort: str
    rows: tuple[str, ...]
    x: float
    claimed: bool
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The lane of a ceasefire: `y` is the top of its bar, `height` that of the bar; `beside` stands beside a short one."""

    story: int
    name: str
    where: str
    y: float
    height: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    beside: str = ""
    beside_x: float = 0.0
    anchor: str = "start"
    ahead: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bands:
    """The picture: lanes, and where the plots below begin."""

    width: float
    axis: Axis
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    foot: float
    narrow: bool
    more: int


def bands(page: Page, width: float, narrow: bool, seed: int = 0) -> Bands | None:
    """The lanes of a page for a picture of a width; None where no day is told in force.

    Args:
        page: the page.
        width: of the picture, in pixels.
        narrow: whether names stand above the bars instead of beside them.
        seed: the number of the ceasefire that has the tall lane; the others are those of its time.
    """
    told = _told(page)
    shown = _near(told, seed)[:LANES]
    span = _span(page, [s for _, s in shown])
    if span is None:
        return None
    axis = Axis(*span, 2.0 if narrow else 180.0, width - 10)
    rows = {r.id: r for r in page.rows}
    lanes, y = [], 52.0
    for n, (number, story) in enumerate(sorted(shown, key=lambda x: (x[0] != seed, pieces(x[1].life)[0].begin))):
        tall, step = (28.0, 58.0) if n == 0 else (16.0, 31.0)
        y += 16 if narrow else 12 if n == 0 else 0
        lanes.append(_lane(page, number, story, rows, axis, y, tall))
        y += step
    return Bands(width, axis, tuple(lanes), tuple(axis.ticks()), y, narrow, len(told) - len(shown))


def _told(page: Page) -> list[tuple[int, Story]]:
    """The ceasefires of which a day is told in force, each with its number."""
    return [(n, s) for n, s in enumerate(page.stories) if pieces(s.life)]


def _near(told: Sequence[tuple[int, Story]], seed: int) -> list[tuple[int, Story]]:
    """The ceasefire asked for and those of its time: no further off than twice its length, or two hundred days."""
    mine = next((pieces(s.life) for n, s in told if n == seed), None)
    if mine is None:
        return []
    first, last = mine[0].begin, _shown_to(mine[-1])
    far = max(timedelta(days=200), 2 * (last - first))

    def close(story: Story) -> bool:
        own = pieces(story.life)
        return own[0].begin <= last + far and own[-1].begin >= first - far

    return sorted(((n, s) for n, s in told if n == seed or close(s)), key=lambda x: x[0] != seed)


def groups(page: Page, most: int = 6) -> list[int]:
    """The seeds of as many pictures as it takes that each ceasefire has a lane in one, up to a number of pictures."""
    told = _told(page)
    seeds: list[int] = []
    laned: set[int] = set()
    for n, _ in told:
        if n not in laned and len(seeds) < most:
            seeds.append(n)
            laned |= {k for k, _ in _near(told, n)[:LANES]}
    return seeds


def _span(page: Page, stories: Sequence[Story]) -> tuple[date, date] | None:
    """First and last day of the axis: the lives of the ceasefires that are shown, and the days of the reports."""
    days = [d for s in stories for p in pieces(s.life) for d in (p.begin, _shown_to(p))]
    told = _report_days(page)
    if not days and not told:
        return None
    near = [d for d in told if not days or min(days) - 60 * DAY <= d <= max(days) + 200 * DAY]
    first, last = min([*days, *near]), max([*days, *near]) + DAY
    pad = max(1, (last - first).days // 60)
    return first - pad * DAY, last + pad * DAY


def _shown_to(p: Piece) -> date:
    """Up to when a piece is shown; an end is a mark on its day."""
    return p.begin if p.sort == "over" else p.end


def _report_days(page: Page) -> list[date]:
    """The days on which articles of a page came out."""
    return [date.fromisoformat(s.published) for s in page.sources if s.published]


def _lane(page: Page, number: int, story: Story, rows: Mapping[str, Row], axis: Axis, y: float, tall: float) -> Lane:
    mine = [r for r in page.rows if r.ceasefire == story.iri and r.layer == "state"]
    found = pieces(story.life)
    bars = [_bar(p, rows, axis) for p in found]
    marks = list(_folded(_marks(page, mine, axis), 14.0 if tall > 20 else 400.0))
    name, rest = two_lines(short_name(page, story, 44), 44 if axis.left < 20 else 21, tall > 20)
    lane = Lane(
        number,
        name,
        rest or _where(story.covers, _room(axis, 0 if tall > 20 else len(name))),
        y,
        tall,
        tuple(bars),
        tuple(marks),
        ahead=_ahead(page, mine, found, axis),
    )
    return _worded(lane) if tall > 20 else _beside(lane, story, axis)


def two_lines(name: str, most: int, tall: bool) -> tuple[str, str]:
    """A name of at most so many letters, and on a tall lane what is left of it for the line below.

    >>> two_lines("Ruritanian government and Utopia", 21, True), two_lines("16 September 2022 (Utopia)", 21, False)
    (('Ruritanian government', 'and Utopia'), ('16 Sep 2022 (Utopia)', ''))
    """
    if len(name) <= most:
        return name, ""
    if tall:
        first = textwrap.wrap(name, most)[0]
        return first, short(name[len(first) :].strip(), most + 3)
    name = re.sub(r"(?<=\d )([A-Z][a-z]{2})[a-z]+(?= \d)", r"\1", name)
    return (name if len(name) <= most else f"{name[: most - 1].rstrip(' ,(')}…"), ""


def _room(axis: Axis, name: int) -> float:
    """How many letters have room beside a name of so many: in the column left of the axis, or above all of the bar."""
    return ((axis.left if axis.left > 20 else axis.right) - 18 - 7.6 * name) / 6.4


def _where(covers: Sequence[str], room: float) -> str:
    """Two places that a ceasefire covers, or one and how many others, or nothing, as there is room."""
    some = ", ".join(covers[:2]), f"{covers[0]} +{len(covers) - 1}" if len(covers) > 1 else ""
    return next((words for words in some if len(words) <= room), "")


def _bar(p: Piece, rows: Mapping[str, Row], axis: Axis) -> Bar:
    x, right = axis.x(p.begin), axis.x(p.end)
    wide = 4.0 if p.sort == "over" else max(3.0, right - x)
    told = [t for i in p.rows if i in rows for t in rows[i].told]
    said = f": “{short(told[0].sentence, 120)}”" if told else ""
    when = _days(p.begin, p.begin if p.sort == "over" else p.end - DAY)
    return Bar(p.sort, p.rows, min(x, axis.right - wide), round(wide, 1), f"{WORDS[p.sort]}, {when}{said}")


def _days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _marks(page: Page, mine: Iterable[Row], axis: Axis) -> Iterator[Mark]:
    """Breaches on the days of their reports, extensions on their day."""
    for r in mine:
        if r.kind == "violated":
            for t in r.told:
                told = page.sources[t.source].published
                if told and axis.first <= (at := date.fromisoformat(told)) < axis.last:
                    how = "" if t.own else f", {t.stance} by {t.speaker}"
                    label = f"breach told on {told}{how}: “{short(t.sentence, 90)}”"
                    yield Mark("breach", (r.id,), axis.x(at), not t.own, 1, label)
        elif r.kind == "extended" and r.begin:
            yield Mark(
                "extended", (r.id,), axis.x(date.fromisoformat(r.begin[:10])), not r.own, 1, f"extended, {r.begin[:10]}"
            )


def _folded(marks: Iterable[Mark], near: float) -> Iterator[Mark]:
    """Breaches that stand nearer than that as one with their number; it is filled where one of them is an outlet's word."""
    held: Mark | None = None
    for m in sorted(marks, key=lambda m: (m.sort, m.x)):
        if held and m.sort == held.sort == "breach" and m.x - held.x < near:
            rows = tuple(dict.fromkeys((*held.rows, *m.rows)))
            label = held.label if held.count > 3 else f"{held.label}; {m.label}"
            held = replace(held, rows=rows, count=held.count + 1, claimed=held.claimed and m.claimed, label=label)
            continue
        if held:
            yield held
        held = m
    if held:
        yield held


def short_name(page: Page, story: Story, most: int = 21) -> str:
    """The name of a ceasefire without what all of them share: the word itself, and the year where all is of one year."""
    years = {s.published[:4] for s in page.sources if s.published}
    year = f" {next(iter(years))}" if len(years) == 1 else "\0"
    if told := _TOLD_ON.search(story.label):
        return f"told {day(date.fromisoformat(told[1]))}".replace(year, "")
    name = story.label
    for lead in ("ceasefire of ", "ceasefire in ", "ceasefire between ", "truce of ", "ceasefire, "):
        name = name.removeprefix(lead)
    name = name.replace(year, "")
    return short(capital(name), most)


_TOLD_ON = re.compile(r"\(told of on (\d{4}-\d\d-\d\d)\)")


def _ahead(page: Page, mine: Sequence[Row], found: Sequence[Piece], axis: Axis) -> tuple[float, float] | None:
    """The days before its begin on which it was told already: agreed, not begun."""
    told = [page.sources[n].published for r in mine for n in r.published if page.sources[n].published]
    if not told or not found or date.fromisoformat(min(told)) >= found[0].begin:
        return None
    x = axis.x(date.fromisoformat(min(told)))
    wide = round(axis.x(found[0].begin) - x, 1)
    return (x, wide) if wide >= 2 else None


def _worded(lane: Lane) -> Lane:
    """Words on the bars of a tall lane, where they clear every mark; the same word once."""
    taken = [(m.x - 11, m.x + 11) for m in lane.marks]
    said: set[str] = set()
    bars = []
    for b in sorted(lane.bars, key=lambda b: -b.width):
        word = WORDS[b.sort]
        at = _clear(b, 6.9 * len(word) + 8, taken)
        if at is not None and word not in said and b.sort != "over":
            said.add(word)
            b = replace(b, word=word, at=at)
        bars.append(b)
    return replace(lane, bars=tuple(sorted(bars, key=lambda b: b.x)))


def _clear(b: Bar, wide: float, taken: Sequence[tuple[float, float]]) -> float | None:
    """The first place on a bar where a word of a width clears what is taken."""
    at = b.x + 6
    for left, right in sorted(taken):
        if at + wide <= left:
            break
        if right > at:
            at = right
    return round(at, 1) if at + wide <= b.x + b.width else None


def _beside(lane: Lane, story: Story, axis: Axis) -> Lane:
    """What a short bar comes to, to its right, else to its left, else its short form."""
    if not lane.bars:
        return lane
    left = min([lane.bars[0].x, *([lane.ahead[0]] if lane.ahead else [])]) - 8
    right = lane.bars[-1].x + lane.bars[-1].width + 9
    for words in _comes_to(lane, story):
        wide = 6.3 * len(words)
        if right + wide <= axis.right + 8:
            return replace(lane, beside=words, beside_x=right)
        if left - wide >= axis.left:
            return replace(lane, beside=words, beside_x=left, anchor="end")
    return lane


def _comes_to(lane: Lane, story: Story) -> Iterator[str]:
    """How a ceasefire went in a few words, then in fewer."""
    end, signs = _ended(lane, story), {m.sort for m in lane.marks}
    yield ", ".join([*(words for sort, words in _SIGNS.items() if sort in signs), end])
    yield end


_SIGNS = {"extended": "extended", "breach": "breach told"}
"""What a mark on a lane comes to in words."""


def _ended(lane: Lane, story: Story) -> str:
    """When a ceasefire ended, or was to end."""
    over = next((p for p in pieces(story.life) if p.sort == "over"), None)
    if over is None:
        return _term(story)
    untold = any(b.sort == "untold" for b in lane.bars)
    return "ended, no day told" if untold else f"ended {over.begin.day} {over.begin:%B}"


def _term(story: Story) -> str:
    """Until when a ceasefire that nobody tells to be over was to last."""
    until = next((h.until for h in reversed(story.life.held) if h.answer == "in force"), "")
    at = moment(until)
    return f"to last to {at.day} {at:%B}" if at else "end not told"

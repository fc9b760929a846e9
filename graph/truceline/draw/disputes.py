"""What is disputed, face to face: counts that cannot both be true, and claims with their denials. No winner, no mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.draw.dates import spoken
from truceline.draw.page import Page, Ref, Row, Telling
from truceline.draw.words import capital


@dataclass(frozen=True, slots=True)
class Number:
    """One count: who gives it, and where it stands in percent of the largest; `least` where it is "at least"."""

    row: str
    who: str
    text: str
    at: float
    least: bool


@dataclass(frozen=True, slots=True)
class Against:
    """Counts of one thing that contradict each other; `low` and `high` are the ends of the band between them in percent."""

    title: str
    when: str
    numbers: tuple[Number, ...]
    low: float
    high: float
    spread: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: the marked words, who says them, and the telling."""

    words: str
    who: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim and what speaks against it; `claim` is missing where nobody is told to claim what is denied."""

    title: str
    when: str
    claim: Side | None
    denial: Side


def figures_against(page: Page) -> list[Against]:
    """Groups of counts that contradict each other, those with the widest spread and most speakers first."""
    rows = {r.id: r for r in page.rows if r.layer == "figure"}
    found = [_against(group) for group in _groups(rows)]
    return sorted(found, key=lambda a: (-a.spread * len({n.who for n in a.numbers}), a.title))


def _groups(rows: Mapping[str, Row]) -> Iterator[list[Row]]:
    """Rows that are linked by contradictions."""
    left = {i: r for i, r in rows.items() if r.conflicts}
    while left:
        group, waiting = [], [next(iter(left))]
        while waiting:
            if r := left.pop(waiting.pop(), None):
                group.append(r)
                waiting += r.conflicts
        yield sorted(group, key=lambda r: (r.least, r.id))


def _against(group: Sequence[Row]) -> Against:
    most = max(max(r.least, r.high or 0) for r in group) or 1
    numbers = [
        Number(r.id, ", ".join(r.speakers), f"{r.least:,}", round(100 * r.least / most, 1), r.high is None)
        for r in group
    ]
    first = group[0]
    titles = (r.what.split(" ", 1)[1] for r in group if r.what[:1].isdigit() and " " in r.what)
    title = capital(next(titles, first.what))
    spread = (group[-1].least + 1) / (first.least + 1)
    return Against(
        title, spoken(first.begin, first.end, first.edtf), tuple(numbers), numbers[0].at, numbers[-1].at, spread
    )


def denials(page: Page) -> list[Denial]:
    """Claims that somebody speaks against, those with both sides told first, then by time."""
    found = [_denial(page, r) for r in page.rows if r.layer != "figure" and any(t.against for t in r.told)]
    alone = {(d.denial.who, d.denial.words): d for d in sorted(found, key=_first, reverse=True)}
    return sorted(alone.values(), key=_first)


def _first(d: Denial) -> tuple[bool, int]:
    """Those with both sides told stand first."""
    return d.claim is None, int(d.denial.ref.row[1:])


def _denial(page: Page, r: Row) -> Denial:
    pro = next((k for k, t in enumerate(r.told) if not t.against), None)
    con = next(k for k, t in enumerate(r.told) if t.against)
    when = spoken(r.begin, r.end, r.edtf)
    claim = None if pro is None else _side(page, r, pro)
    return Denial(r.what, "" if when == "no date" else when, claim, _side(page, r, con))


def _side(page: Page, r: Row, k: int) -> Side:
    t = r.told[k]
    day = page.sources[t.source].published
    how = "own words" if t.own else t.stance
    return Side(_words(t), f"{t.speaker} ({how}){', ' + spoken(day, '', day) if day else ''}", Ref(r.id, k))


def _words(t: Telling, most: int = 150) -> str:
    """The sentence, cut to about so many characters around the marked words."""
    if len(t.sentence) <= most:
        return t.sentence
    first = min((m.start for m in t.marks if m.core), default=0)
    begin = max(0, min(first - most // 3, len(t.sentence) - most))
    begin = t.sentence.find(" ", begin) + 1 if begin else 0
    cut = t.sentence[begin : begin + most].rsplit(" ", 1)[0]
    return f"{'… ' if begin else ''}{cut}{' …' if begin + len(cut) < len(t.sentence) else ''}"

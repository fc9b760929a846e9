"""What the template prints: words, lists and geometry made of a Page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from truceline.ask.timeline import spaced
from truceline.draw.dates import day, moment, spoken
from truceline.draw.map import drawn
from truceline.draw.page import Node, Page, Row, Source, Telling
from truceline.draw.style import LOOKS, look
from truceline.draw.timeline import BAR, GUTTER, Bar, Shape, Timeline, timeline
from truceline.draw.words import broken

TRAY = 120
"""Facts without a place on the timeline that a tray lists; the table has all."""


class Scene:
    """A page while it is being written."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.names = {n.iri: n.label for n in page.names}
        self._rows = {r.id: r for r in page.rows}

    def label(self, iri: str) -> str:
        """The name of a thing, empty for nothing."""
        return self.names.get(iri) or iri.rsplit("/", 1)[-1].replace("-", " ")

    def words(self, views: frozenset[str]) -> dict[str, Any]:
        """Everything but scripts and styles, ready for the template."""
        page, rows = self.page, self.page.rows
        return {
            "title": page.title,
            "kicker": page.kicker,
            "standfirst": standfirst(page),
            "only": page.only,
            "tally": tally(rows),
            "legend": _legend(page.nodes),
            "states": [(s, spaced(s)) for s in ("inForce", "fraying", "violated", "ended")],
            "rows": [self._row(r) for r in rows],
            "sources": [_source(s) for s in page.sources],
            "times": self._times() if "timeline" in views else [],
            "map": drawn(page.spots) if "map" in views else None,
            **self._choices(rows),
        }

    def _choices(self, rows: Sequence[Row]) -> dict[str, Any]:
        """What the filters offer."""
        kinds = Counter(r.kind for r in rows)
        words = {r.kind: spaced(r.kind).lower() if r.kind == "Other" else r.kind_words for r in rows}
        return {
            "kinds": sorted(((k, words[k], n) for k, n in kinds.items()), key=lambda k: k[1]),
            "actors": sorted({self.label(a) for r in rows for a in r.actors if a}),
            "speakers": sorted({t.speaker for r in rows for t in r.told}),
            "place_names": sorted({self.label(r.place) for r in rows if r.place}),
            "stances": sorted({t.stance for r in rows for t in r.told}),
        }

    # ------------------------------------------------------------ the table

    def date(self, r: Row) -> str:
        """The time of a row in words."""
        return spoken(r.begin, r.end, r.edtf)

    def _row(self, r: Row) -> dict[str, Any]:
        return {
            "id": r.id,
            "what": r.what,
            "date": self.date(r),
            "words": r.words,
            "more": self._more(r),
            "disputed": r.disputed,
            "told": [self._telling(t) for t in r.told],
            "against": [(c, self._rows[c].what) for c in r.conflicts if c in self._rows],
        }

    def _telling(self, t: Telling) -> dict[str, Any]:
        source = self.page.sources[t.source]
        via = f", passed on by {', '.join(t.via)}" if t.via else ""
        return {
            "speaker": t.speaker,
            "how": "in its own words" if t.own else f"{t.stance}{via}",
            "parts": _parts(t),
            "sentence": t.sentence,
            "source": t.source + 1,
            "where": f"{'' if t.own else source.outlet + ', '}{source.published or 'no date'} [{t.source + 1}]",
        }

    def _more(self, r: Row) -> str:
        """What the words of a row do not say: that it did not simply happen, where a state holds."""
        told = spaced(r.factuality) if r.factuality not in {"", "happened"} else ""
        place = f"in {self.label(r.place)}" if r.layer == "state" and r.place else ""
        return ", ".join(x for x in (told, place) if x)

    # ------------------------------------------------------------ the timeline

    def _times(self) -> list[dict[str, Any]]:
        out = []
        for by in ("event", "publication"):
            if line := timeline(self.page, by):
                first, last = (moment(x) for x in (line.begin, line.end))
                assert first is not None and last is not None
                words = f"{self.page.title}, {day(first)} to {day(last)}"
                trays = [t for t in self._trays(line) if t["rows"]]
                out.append({"by": by, "line": line, "words": words, "trays": trays, "lanes": self._lanes(line)})
        return out

    def _trays(self, line: Timeline) -> list[dict[str, Any]]:
        def tray(ids: Sequence[str], words: str) -> dict[str, Any]:
            rows = [(i, self._rows[i].what, self.date(self._rows[i])) for i in ids[:TRAY]]
            rows = [(i, what, "" if date == "no date" else date) for i, what, date in rows]
            return {"words": words, "rows": rows, "more": len(ids) - len(rows)}

        outside, undated = line.outside, line.undated
        return [
            tray(outside, f"{len(outside)} {_facts(outside)} before or after this time"),
            tray(undated, f"{len(undated)} {_facts(undated)} without a date in the text"),
        ]

    def _lanes(self, line: Timeline) -> list[dict[str, Any]]:
        return [
            {
                "name": broken(lane.name, GUTTER),
                "sort": lane.sort,
                "y": lane.y,
                "pieces": [self._piece(p) for p in lane.pieces],
                "bars": [self._bar(b) for b in lane.bars],
                "bins": [asdict(b) | {"ranges": ranges(b.rows), "day": self._first(b.rows)} for b in lane.bins],
            }
            for lane in line.lanes
        ]

    def _piece(self, p: Shape) -> dict[str, Any]:
        told = f"{self._rows[p.rows[0]].what}, {self.date(self._rows[p.rows[0]])}" if p.rows else "nobody tells"
        path = outline(p.x, p.y, p.width, p.height, (False, False))
        return asdict(p) | {"path": path, "label": f"{p.word}: {told}{_many(p.rows)}"}

    def _bar(self, b: Bar) -> dict[str, Any]:
        row = self._rows[b.rows[0]]
        path = outline(b.x, b.y, b.width, BAR, (b.before, b.after))
        under = (
            f"M{b.at - 2:g} {b.y - 0.8:g}h{5.6 * len(b.word) + 4:g}v{BAR + 1.6:g}h-{5.6 * len(b.word) + 4:g}z"
            if b.side == "o"
            else ""
        )
        return asdict(b) | {"path": path, "under": under, "label": f"{row.what}, {self.date(row)}{_many(b.rows)}"}

    def _first(self, ids: Sequence[str]) -> str:
        return self.date(self._rows[ids[0]])


def outline(x: float, y: float, width: float, height: float, pointed: tuple[bool, bool]) -> str:
    """A bar as an SVG path, its open ends pointed.

    >>> outline(0, 0, 20, 8, (False, True))
    'M0 0h16l4 4l-4 4h-16z'
    """
    left, right = pointed
    tip = min(height / 2, width / 3)
    x, straight = (x + tip, width - tip) if left else (x, width)
    straight -= tip if right else 0
    half, wide = f"{height / 2:g}", f"{round(straight, 1):g}"
    there = f"h{wide}l{tip:g} {half}l-{tip:g} {half}h-{wide}" if right else f"h{wide}v{height:g}h-{wide}"
    return f"M{round(x, 1):g} {y:g}{there}{f'l-{tip:g} -{half}' if left else ''}z"


def ranges(ids: Iterable[str]) -> str:
    """Numbers of rows, runs of them as first and last.

    >>> ranges(["r3", "r4", "r5", "r9"])
    '3-5 9'
    """
    runs: list[list[int]] = []
    for n in sorted(int(i[1:]) for i in ids):
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return " ".join(f"{a}-{b}" if a < b else f"{a}" for a, b in runs)


def _many(ids: Sequence[str]) -> str:
    return f", {len(ids)} facts" if len(ids) > 1 else ""


def _facts(several: Sequence[str]) -> str:
    return "fact" if len(several) == 1 else "facts"


def _parts(t: Telling) -> list[tuple[int, str]]:
    """A sentence in pieces: 2 for the words of the fact, 1 for those of its parts, 0 for the rest."""
    out: list[tuple[int, str]] = []
    at = 0
    for m in t.marks:
        out += [(0, t.sentence[at : m.start]), (2 if m.core else 1, t.sentence[m.start : m.end])]
        at = m.end
    return [p for p in (*out, (0, t.sentence[at:])) if p[1]]


def tally(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How many facts an outlet tells in its own words, are only claimed, are disputed."""
    own, disputed = sum(r.own for r in rows), sum(r.disputed for r in rows)
    return [
        {"voice": "own", "count": f"{own:,}", "words": "in an outlet’s own words"},
        {"voice": "claimed", "count": f"{len(rows) - own:,}", "words": "only claimed by somebody"},
        {"voice": "disputed", "count": f"{disputed:,}", "words": "disputed or counted otherwise"},
    ]


def standfirst(page: Page) -> str:
    """How many facts there are, and when most of it happened."""
    facts = f"{len(page.rows):,} {'fact' if len(page.rows) == 1 else 'facts'}"
    return f"{facts}, {page.standfirst}." if page.standfirst else f"{facts}."


def _legend(nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """One line a look that is there, with how many nodes wear it."""
    counts = Counter(look(n.type).css for n in nodes)
    return [asdict(a) | {"count": counts[a.css]} for a, _ in LOOKS if counts[a.css]]


def _source(s: Source) -> dict[str, Any]:
    at = moment(s.published)
    return asdict(s) | {"link": web(s.url), "day": day(at) if at else ""}


def web(url: str) -> str:
    """An address that may be linked: http and https only."""
    return url if url.lower().startswith(("http://", "https://")) else ""

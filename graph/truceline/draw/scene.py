"""What the template prints: words, lists and geometry made of a Page."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from truceline.draw.gather import words
from truceline.draw.page import Page, Row, Telling
from truceline.draw.timeline import timeline

TRAY = 200
"""Undated facts that the tray lists; the table has all."""


class Scene:
    """A page while it is being written."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.names = {n.iri: n.label for n in page.nodes} | dict(page.names)
        self._by_id = {r.id: r for r in page.rows}

    def words(self, views: frozenset[str]) -> dict[str, Any]:
        """Everything but scripts and styles, ready for the template."""
        rows = self.page.rows
        kinds = Counter(r.kind for r in rows)
        return {
            "rows": [self._row(r) for r in rows],
            "sources": [
                asdict(s) | {"link": s.url if s.url.lower().startswith(("http://", "https://")) else ""}
                for s in self.page.sources
            ],
            "actors": sorted({self.names.get(a, a) for r in rows for a in r.actors if a}),
            "speakers": sorted({t.speaker for r in rows for t in r.told}),
            "place_names": sorted({self.names.get(r.place, "") for r in rows if r.place} - {""}),
            "kinds": [(k, words(k), n) for k, n in sorted(kinds.items())],
            "stances": sorted({t.stance for r in rows for t in r.told}),
            "times": self._times() if "timeline" in views else [],
            "undated": (
                undated := [
                    {"id": r.id, "what": r.what} for r in rows if not r.begin and not r.end and r.layer != "party"
                ]
            )[:TRAY],
            "undated_total": len(undated),
            "map": self._map() if "map" in views else None,
        }

    def date(self, r: Row) -> str:
        """The time of a row as a person reads it; unknown stays unknown.

        A stretch of a day is that day; an instant has its clock time in UTC.
        """
        begin, end = _at(r.begin), _at(r.end)
        if begin is None and end is None:
            return r.edtf.replace("/..", " – ").replace("../", "until ") if r.edtf else "not dated"
        if begin and end:
            if begin == end:
                return begin.strftime("%Y-%m-%d %H:%M UTC")
            last = end - timedelta(seconds=1)
            whole = begin.hour == begin.minute == end.hour == end.minute == 0
            if not whole:
                return f"{begin:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M} UTC"
            return f"{begin:%Y-%m-%d}" if begin.date() == last.date() else f"{begin:%Y-%m-%d} – {last:%Y-%m-%d}"
        if begin:
            return f"since {begin:%Y-%m-%d}"
        assert end is not None
        clock = end.hour or end.minute
        return f"until {end:%Y-%m-%d %H:%M} UTC" if clock else f"{end - timedelta(seconds=1):%Y-%m-%d} or earlier"

    def _row(self, r: Row) -> dict[str, Any]:
        return {
            "id": r.id,
            "what": r.what,
            "date": self.date(r),
            "words": r.words,
            "kind_words": words(r.kind),
            "factuality": r.factuality,
            "factuality_words": words(r.factuality),
            "place_name": self.names.get(r.place, ""),
            "disputed": r.disputed,
            "told": [self._telling(t) for t in r.told],
            "against": [(c, self._by_id[c].what) for c in r.conflicts if c in self._by_id],
        }

    def _telling(self, t: Telling) -> dict[str, Any]:
        source = self.page.sources[t.source]
        a, b = t.mark
        return {
            "speaker": t.speaker,
            "own": t.own,
            "stance": t.stance,
            "before": t.sentence[:a],
            "marked": t.sentence[a:b],
            "after": t.sentence[b:],
            "source": f"{source.outlet}, {source.published or 'no date'}",
            "url": source.url if source.url.lower().startswith(("http://", "https://")) else "",
        }

    def _times(self) -> list[dict[str, Any]]:
        out = []
        for by in ("event", "publication"):
            line = timeline(self.page.rows, self.names, by)
            if line:
                drawn = asdict(line)
                for lane in drawn["lanes"]:
                    lane["css"] = lane["name"].lower() if lane["name"].isalpha() else "ceasefire"
                    lane["short"] = lane["name"] if len(lane["name"]) <= 24 else lane["name"][:23] + "…"
                    for bar in lane["bars"]:
                        bar["word"] = words(bar["state"])
                out.append({"by": by, "line": drawn})
        return out

    def _map(self) -> dict[str, Any] | None:
        """The places as points, by longitude and latitude; names where they do not run into each other."""
        spots = self.page.places
        if not spots:
            return None
        lows, highs = min(p[1] for p in spots) - 1, max(p[1] for p in spots) + 1
        west, east = min(p[2] for p in spots) - 1, max(p[2] for p in spots) + 1
        wide = 1140.0
        high = max(260.0, min(760.0, wide * (highs - lows) / (east - west) * 1.2))

        def x(long: float) -> float:
            return round(30 + (long - west) / (east - west) * wide, 1)

        def y(lat: float) -> float:
            return round(20 + (highs - lat) / (highs - lows) * high, 1)

        taken: list[tuple[float, float, float]] = []
        points = []
        for name, lat, long, count in sorted(spots, key=lambda p: (-p[3], p[0])):
            px, py, r = x(long), y(lat), round(3 + 1.6 * count**0.5, 1)
            width = 7.0 * len(name)
            right = px + r + 4 + width < 1195
            left = px + r + 4 if right else px - r - 4 - width
            free = all(not (left < b and a < left + width and abs(py - c) < 15) for a, b, c in taken)
            if free:
                taken.append((left, left + width, py))
            at = px + r + 4 if right else px - r - 4
            points.append(
                {
                    "name": name,
                    "x": px,
                    "y": py,
                    "r": r,
                    "count": count,
                    "label": free,
                    "tx": at,
                    "ty": py + 4,
                    "side": "start" if right else "end",
                }
            )
        step = next(s for s in (1, 2, 5, 10, 20, 40) if (east - west) / s < 12)
        grid = [
            (x(g), 20, x(g), 20 + high, x(g) + 3, 20 + high, f"{abs(g)}°{'E' if g >= 0 else 'W'}")
            for g in range(-180, 181, step)
            if west < g < east
        ]
        grid += [
            (30, y(g), 30 + wide, y(g), 2, y(g) + 4, f"{abs(g)}°{'N' if g >= 0 else 'S'}")
            for g in range(-90, 91, step)
            if lows < g < highs
        ]
        return {"height": high + 40, "points": points, "grid": grid}


def lead(page: Page) -> str:
    """Three short statements under the title: how much, from when, how much of it is claims."""
    own = sum(1 for r in page.rows if r.own)
    disputed = sum(1 for r in page.rows if r.disputed)
    many = len(page.sources)
    return (
        f"{page.period + '. ' if page.period else ''}{len(page.rows)} facts from {many} article{'s' if many != 1 else ''}: "
        f"{own} told in an outlet's own voice, {len(page.rows) - own} only claimed by somebody, {disputed} disputed."
    )


def _at(text: str) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None

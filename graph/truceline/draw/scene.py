"""What the template prints: words, lists and geometry made of a Page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from truceline.ask.timeline import spaced
from truceline.draw.bands import Bands, Mark, bands, groups, short_name
from truceline.draw.dates import day, moment, spoken
from truceline.draw.disputes import Denial, denials, figures_against
from truceline.draw.lanes import kinds_of
from truceline.draw.map import drawn
from truceline.draw.moments import Moment
from truceline.draw.page import Node, Page, Part, Ref, Row, Source, Telling
from truceline.draw.story import Story
from truceline.draw.style import LOOKS, look
from truceline.draw.violence import attacks, counts
from truceline.draw.words import capital, isolated

STATIC = 500
"""So many facts stand in the page as they are; the rest comes with the script."""

TOLD = 24
"""So many ceasefires have a verdict, roles and moments of their own on the page."""


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
        shown = standing(rows)
        return {
            "title": page.title,
            "kicker": page.kicker,
            "standfirst": standfirst(page),
            "only": page.only,
            "legend": _legend(page.nodes),
            "total": len(rows),
            "rows": [self._row(r) for r in shown],
            "sources": [_source(s) for s in page.sources],
            "stories": [self._story(n, s) for n, s in enumerate(page.stories[:TOLD])],
            "more_stories": max(0, len(page.stories) - TOLD),
            "groups": (drawn_groups := list(self._groups()) if "timeline" in views else []),
            "signs": _signs(p["b"] for g in drawn_groups for p in g["pictures"]),
            "figures": [asdict(a) for a in figures_against(page)],
            "denials": [self._denial(d) for d in denials(page)],
            "map": drawn(page.spots, self._covered()) if "map" in views else None,
            **self._choices(rows),
        }

    def _choices(self, rows: Sequence[Row]) -> dict[str, Any]:
        """What the filters offer."""
        return {"kinds": _offered(rows), "stances": sorted({t.stance for r in rows for t in r.told})}

    # ------------------------------------------------------------ the story

    def _story(self, number: int, s: Story) -> dict[str, Any]:
        return {
            "n": number,
            "label": capital(s.label),
            "sort": _sort(s.label),
            "tab": short_name(self.page, s, 34),
            "parts": _linked(s.parts),
            "contested": _linked(s.contested),
            "quote": self._quote(s),
            "roles": s.roles,
            "stood": any(people for _, people in s.roles),
            "moments": [self._moment(m) for m in s.moments],
        }

    def _quote(self, s: Story) -> dict[str, Any] | None:
        """The sentence that decides: that of the last word of the verdict on whether it held."""
        deciding = [p.refs[0] for p in s.parts if p.refs and p.sort not in {"", "name"}]
        return self._told(deciding[-1]) if deciding else None

    def _moment(self, m: Moment) -> dict[str, Any]:
        at = moment(m.day)
        return {"title": m.title, "day": m.when or (day(at) if at else "no day told"), "ref": str(m.ref)} | self._told(
            m.ref
        )

    def _told(self, ref: Ref) -> dict[str, Any]:
        """A telling in pieces, with its source in words."""
        t = self._rows[ref.row].told[ref.telling]
        return {"row": ref.row, "parts": _parts(t), "by": self._by(t)}

    def _by(self, t: Telling) -> str:
        source = self.page.sources[t.source]
        at = moment(source.published)
        outlet = isolated(source.outlet)
        who = outlet if t.own else f"{isolated(t.speaker)} ({t.stance}), in {outlet}"
        return f"{who}{', ' + day(at) if at else ''}"

    def _denial(self, d: Denial) -> dict[str, Any]:
        sides = [
            {"words": x.words, "who": x.who, "ref": str(x.ref), "row": x.ref.row} if x else None
            for x in (d.claim, d.denial)
        ]
        return {"title": d.title, "when": d.when, "claim": sides[0], "denial": sides[1]}

    def _groups(self) -> Iterator[dict[str, Any]]:
        """The bands with the plots below them: for the first ceasefires in three widths, for those of other times in one."""
        widths = [("wide", 816.0, False), ("middle", 620.0, False), ("narrow", 350.0, True)]
        for seed in groups(self.page):
            drawn_ = list(self._pictures(seed, widths))
            if drawn_:
                lanes = [lane.story for lane in drawn_[0]["b"].lanes]
                yield {"pictures": drawn_, "stories": " ".join(map(str, lanes)), "more": drawn_[0]["b"].more}
            widths = [("sole", 620.0, False)]

    def _pictures(self, seed: int, widths: Sequence[tuple[str, float, bool]]) -> Iterator[dict[str, Any]]:
        for name, width, narrow in widths:
            if b := bands(self.page, width, narrow, seed):
                yield {"name": name, "b": b, "attacks": attacks(self.page, b.axis), "counts": counts(self.page, b.axis)}

    def _covered(self) -> set[str]:
        """Names of the places in which a ceasefire is told to hold."""
        return {place for s in self.page.stories for place in s.covers}

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
            "place": self.label(r.place) if r.place else "",
            "more": self._more(r),
            "disputed": r.disputed,
            "told": [self._telling(t) for t in r.told],
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


def _sort(label: str) -> str:
    """What kind of truce a name stands for, to be put after "tells of": neither its day nor its sides.

    >>> _sort("ceasefire of 2 May 2019"), _sort("exclusion zones"), _sort("ceasefire in Ruritania (told of on 2019-05-02)")
    ('a ceasefire', 'exclusion zones', 'a ceasefire in Ruritania')
    """
    bare = re.split(r" of \d| of [A-Z]\w+ \d| between | \(|, \d", label)[0]
    if bare.endswith("s") or bare[:4].lower() == "the ":
        return bare
    return f"{'an' if bare[:1].lower() in 'aeiou' else 'a'} {bare}"


def standing(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand in the page as they are, in the order of time: all, or of very many those that matter most."""
    if len(rows) <= STATIC:
        return list(rows)
    best = sorted(rows, key=lambda r: (-r.score, -len({t.speaker for t in r.told}), -int(r.disputed), int(r.id[1:])))
    kept = {r.id for r in best[:STATIC]}
    return [r for r in rows if r.id in kept]


def _linked(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Words with the first of the tellings behind them, and the facts told."""
    return [{"text": p.text, "sort": p.sort, "ref": str(next(iter(p.refs), "")), "rows": _ids(p.refs)} for p in parts]


def _ids(refs: Iterable[Ref]) -> list[str]:
    return list(dict.fromkeys(r.row for r in refs))


def _parts(t: Telling) -> list[tuple[int, str]]:
    """A sentence in pieces: 2 for the words of the fact, 1 for those of its parts, 0 for the rest."""
    out: list[tuple[int, str]] = []
    at = 0
    for m in t.marks:
        out += [(0, t.sentence[at : m.start]), (2 if m.core else 1, t.sentence[m.start : m.end])]
        at = m.end
    return [p for p in (*out, (0, t.sentence[at:])) if p[1]]


def standfirst(page: Page) -> str:
    """How many facts there are, and when most of it happened."""
    facts = f"{len(page.rows):,} {'fact' if len(page.rows) == 1 else 'facts'}"
    return f"{facts}, {page.standfirst}." if page.standfirst else f"{facts}."


def _legend(nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """One line a look that is there."""
    worn = {look(n.type) for n in nodes}
    return [asdict(a) for a, _ in LOOKS if a in worn]


def _source(s: Source) -> dict[str, Any]:
    at = moment(s.published)
    return asdict(s) | {"link": web(s.url), "day": day(at) if at else ""}


def web(url: str) -> str:
    """An address that may be linked: http and https only."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _offered(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """The kinds of facts, each with its words and how many there are, those of a kind below it among them."""
    kinds = Counter(k for r in rows for k in (kinds_of(r.kind) if r.layer in {"event", "state"} else (r.kind,)))
    words = {r.kind: r.kind_words for r in rows if r.layer == "event" and r.kind != "Other"}
    named = ((k, words.get(k) or spaced(k[:1].lower() + k[1:]), n) for k, n in kinds.items())
    return sorted(named, key=lambda k: k[1].lower())


def _sign(m: Mark) -> str:
    """What a mark is for the legend."""
    return f"{m.sort} claimed" if m.sort == "breach" and m.claimed else m.sort


def _signs(pictures: Iterable[Bands]) -> set[str]:
    """What is drawn in the bands, for their legend."""
    lanes = [lane for b in pictures for lane in b.lanes]
    bars = {bar.sort for lane in lanes for bar in lane.bars}
    marks = {_sign(m) for x in lanes for m in x.marks}
    return bars | marks | ({"ahead"} if any(lane.ahead for lane in lanes) else set())

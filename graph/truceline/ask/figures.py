"""Casualty figures side by side. They are lined up and never summed; a conflict is marked only where it is real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.ask.figure_conflicts import Told, contradictions
from truceline.ask.filters import Choice, meets
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import Said, tellings
from truceline.ask.timeline import spaced
from truceline.codec import iso
from truceline.vocabulary import SEM, TL

TOLERANCE = 0.1
"""How far an approximate number may be off ("around 50": 45 to 55)."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with its window (ISO instants, end exclusive, empty = open; `attested` is the day up to which it is told).

    `conflicts` are the IRIs of figures that cannot be true beside it; `why` says of each what differs.
    """

    iri: str
    text: str
    category: str
    population: str
    lower: int | None
    upper: int | None
    approx: int | None
    exact: int | None
    place: str
    begin: str
    end: str
    attested: str
    edtf: str
    subset_of: str
    says: tuple[Said, ...]
    vague: bool = False
    conflicts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that it says; "dozens" may be twelve, "hundreds" a hundred."""
        if self.exact is not None:
            return self.exact, self.exact
        if self.approx is not None:
            return self.approx * (1 - TOLERANCE), self.approx * (1 + TOLERANCE)
        least = (self.lower or 0) / 2 if self.vague else self.lower or 0
        return least, inf if self.upper is None else self.upper

    @property
    def window(self) -> str:
        """The time it counts, for people."""
        if self.edtf and self.end:
            return self.edtf
        begin, told = self.begin[:10], f", told {self.attested[:10]}" if self.attested else ""
        return (f"since {begin}" if begin else f"until {self.end[:10]}" if self.end else "not dated") + told


@dataclass(frozen=True, slots=True, repr=False)
class Figures(Table[Count]):
    """Figures by place, category, population and window."""

    head: ClassVar[tuple[str, ...]] = ("figure", "of whom", "where", "window", "who says so", "conflict")
    row: ClassVar[type | None] = Count

    def cells(self, row: Count) -> Sequence[str]:
        whole = next((w for w in self.rows if w.iri == row.subset_of), None)
        part = f"\npart of {whole.text} {whole.population}" if whole else ""
        who = "\n".join(str(s) for s in row.says)
        conflict = "\n".join(row.why) or "none seen"
        return [row.text, f"{spaced(row.population)} {row.category}{part}", row.place, row.window, who, conflict]

    def below(self, row: Count) -> str:
        return row.says[0].source if row.says else ""


def figures(book: GraphView, choice: Choice) -> Figures:
    """Figures that a choice lets through, conflicts among all figures marked."""
    every = {f.iri: _count(book, f) for f in book.figures.values()}
    marked = _marked(book, every)
    kept = [f for f in book.figures.values() if _chosen(f, choice)]
    rows = sorted((marked[f.iri] for f in kept), key=lambda c: (c.place, c.category, c.population, c.begin, c.iri))
    notes = ("Figures are not added up: their windows, places and people may overlap.",) if len(rows) > 1 else ()
    return Figures(tuple(rows), notes)


def _chosen(f: Thing, choice: Choice) -> bool:
    if not meets(choice.places, *f.many(SEM.hasPlace)):
        return False
    return f.overlaps(choice.since, choice.until) or (not f.begin and not f.end and choice.until is None)


def _count(book: GraphView, f: Thing) -> Count:
    return Count(
        iri=f.iri,
        text=_words(f),
        category=f.word(TL.category),
        population=f.word(TL.population),
        lower=f.number(TL["lower"]),
        upper=f.number(TL["upper"]),
        approx=f.number(TL.approx),
        exact=f.number(TL.exact),
        place=", ".join(book.label(p) for p in f.many(SEM.hasPlace)),
        begin=iso(f.begin) or "",
        end=iso(f.end) or "",
        attested=f.text(TL.attestedUntil),
        edtf=f.text(TL.edtf),
        subset_of=f.text(TL.subsetOf),
        says=tellings(book, [f.iri]),
        vague=f.one(TL.vague) == "true",
    )


def _words(f: Thing) -> str:
    """The number with its bound, in our own words."""
    for name, words in ((TL.exact, "{}"), (TL.approx, "about {}")):
        if f.one(name) is not None:
            return words.format(f"{f.number(name):,}")
    low, high = f.number(TL["lower"]), f.number(TL["upper"])
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}" + (" (vague)" if f.one(TL.vague) == "true" else "")
    return f"at most {high:,}" if high is not None else "some"


def _marked(book: GraphView, every: dict[str, Count]) -> dict[str, Count]:
    """Each figure with those that contradict it."""
    told = (
        Told(
            book.figures[c.iri],
            *c.bounds,
            frozenset(s.speaker_iri for s in c.says),
            min((s.published for s in c.says if s.published), default=""),
        )
        for c in every.values()
    )
    found: dict[str, list[str]] = {}
    for one, two in contradictions(told):
        found.setdefault(one, []).append(two)
        found.setdefault(two, []).append(one)
    return {
        iri: replace(c, conflicts=tuple(found[iri]), why=tuple(_why(every[o]) for o in found[iri]))
        if iri in found
        else c
        for iri, c in every.items()
    }


def _why(other: Count) -> str:
    who = ", ".join(dict.fromkeys(s.speaker for s in other.says))
    return f"{other.text} ({who}, {other.window})"

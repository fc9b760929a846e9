"""The same truce in several articles: which of their IRIs stand for one, with a reason and a score.

An article that gives country and first day names its truce by them, so such truces mostly are one already. What is left is
compared pair by pair (`link/truce_pairs.py`): truces whose first days lie near each other, and truces without a day with those that ran
on the day of their article. Only a wish for a truce, two truces of one sort told undated in one article, two candidates that are
not one: nothing is joined, and a person is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby

from truceline.link.event_clusters import Edge, best, groups
from truceline.link.truce_pairs import GRACE, LEAD, LIFE, score, table
from truceline.link.truce_sketch import Known, TruceSketch, known, truce_sketches
from truceline.model import Facts

OFFERED = 3
"""Of the truces that another may be, so many of the likeliest are offered to people."""


@dataclass(frozen=True, slots=True)
class Same:
    """A truce under another IRI: which one it is, why, how sure."""

    iri: str
    reason: str
    score: float


def merge(facts: Iterable[Facts]) -> dict[str, Same]:
    """The IRIs of truces that are known under another one.

    Args:
        facts: of all articles of a graph, in any order; the result does not depend on it.

    Returns:
        For each truce IRI that is to be replaced, the truce it is.
    """
    return compared(s for f in facts for s in truce_sketches(f))[0]


def compared(
    several: Iterable[TruceSketch], apart: frozenset[tuple[str, str]] = frozenset()
) -> tuple[dict[str, Same], set[tuple[str, str]]]:
    """The IRIs of truces that are known under another one, and the pairs that may be one, which a person can tell.

    Args:
        several: the truces of all articles.
        apart: pairs (in order) that somebody decided to be different; no group holds both.
    """
    by_article = groupby(sorted(several, key=lambda s: (s.hash, s.article, s.iri)), key=lambda s: s.article)
    truces = known(s for _, mine in by_article for s in fit([*mine]))
    pairs = _all_pairs(truces)
    return Web(truces.__getitem__, lambda iri: pairs[iri], apart).joined(truces)


def fit(article: Sequence[TruceSketch]) -> Iterator[TruceSketch]:
    """The truces of an article that others may be joined to.

    They are not where they have no day and are only wished for, or are one of several of one sort.
    """
    loose = [s for s in article if s.loose]
    alike = Counter((s.country, s.sort) for s in loose)
    for s in article:
        unclear = s.only_asked or s.related or alike[s.country, s.sort] > 1
        if not unclear or _dated(s):
            yield s


def _dated(s: TruceSketch) -> bool:
    """Whether an article tells a first day of a truce, or when it was declared."""
    return not s.loose or bool(s.began or s.declared)


# ---------------------------------------------------------------- pairs


def found_under(k: Known) -> set[str]:
    """The keys under which a truce is found by those that may be the same."""
    if k.first:
        return {f"first {_month(k.first)} {x}" for x in _marks(k)} | _keys("ran", k, _years(k))
    if not k.told:
        return set()
    return {f"undated {_month(k.told)} {x}" for x in k.sides | k.places} | _keys("told", k, [k.told.year])


def looks_under(k: Known) -> set[str]:
    """The keys under which a truce finds those that may be the same."""
    if k.first:
        months = {_month(k.first - LEAD), _month(k.first + LEAD)}
        near = {_NOWHERE, *k.countries, *k.sides, *k.places} if k.countries else {_ANYWHERE}
        return {f"first {m} {x}" for m in months for x in near} | _keys("told", k, _years(k))
    if not k.told:
        return set()
    months = {_month(k.told - GRACE), _month(k.told), _month(k.told + GRACE)}
    return {f"undated {m} {x}" for m in months for x in k.sides | k.places} | _keys("ran", k, [k.told.year])


def _marks(k: Known) -> set[str]:
    """What a truce is found by: its lands, sides and towns, and whether a land is told."""
    return {_ANYWHERE, *k.countries, *k.sides, *k.places} | (set() if k.countries else {_NOWHERE})


_ANYWHERE, _NOWHERE = "anywhere", "nowhere"
"""All truces, and those of which no land is told: one of the latter may be any that was made on its day."""


def _month(day: date) -> str:
    """The month of a day, as keys have it."""
    return day.isoformat()[:7]


def _keys(word: str, k: Known, years: Iterable[int]) -> set[str]:
    """The keys of a truce of a sort by its lands and years."""
    return {f"{word} {year} {k.sort} {land}" for year in years for land in k.countries}


def _years(k: Known) -> range:
    """The years in which a dated truce may be spoken of without its day."""
    assert k.first
    last = max(k.first + LIFE, k.last + GRACE if k.last else date.min)
    return range(k.earliest.year, last.year + 1)


def edge(a: Known, b: Known, overtaken: bool = False) -> Edge | None:
    """The pair as an edge, where it may be one truce."""
    if a.first and b.first and abs(a.first - b.first) > LEAD:
        return None
    value, why = score(a, b, overtaken)
    if value < table().maybe:
        return None
    one, two = sorted((a.iri, b.iri))
    return Edge(one, two, round(value, 3), why, value >= table().same)


def _all_pairs(truces: dict[str, Known]) -> dict[str, list[Edge]]:
    """The pairs that may be one by what speaks for them alone, by either end."""
    under: dict[str, set[str]] = defaultdict(set)
    for iri, k in truces.items():
        for key in found_under(k):
            under[key].add(iri)
    out: dict[str, list[Edge]] = defaultdict(list)
    for iri, k in truces.items():
        for other in sorted({o for key in looks_under(k) for o in under[key]} - {iri}):
            if found := edge(k, truces[other]):
                out[iri].append(found)
    return out


def _later(x: Known, k: Known, s: Known) -> bool:
    """Whether a truce that had begun when another is told began after a third, between sides that may be the same."""
    if not x.first or not k.first or not s.told or not k.first < x.first <= s.told:
        return False
    return not (x.groups and k.groups and not x.groups & k.groups)


class Web:
    """Truces and the pairs of them that may be one, looked up as far as an answer needs them.

    An undated truce is the last dated one that it can be, where one took the place of another; and one that is surely a
    dated one is not joined to other undated ones.
    """

    def __init__(
        self,
        look: Callable[[str], Known],
        pairs: Callable[[str], Sequence[Edge]],
        apart: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self._look, self._pairs, self._apart = look, pairs, apart
        self._known: dict[tuple[str, str], Edge | None] = {}
        self._dated: dict[str, list[Known]] = {}

    def joined(self, several: Iterable[str]) -> tuple[dict[str, Same], set[tuple[str, str]]]:
        """Which of some truces, with whom nothing else hangs together, are known under another IRI, and the pairs that may be one."""
        found = {(e.a, e.b): e for iri in sorted(several) for e in self.edges(iri)}
        truces = {iri: self._look(iri) for pair in found for iri in pair}
        sure, unsure = _parted(found.values(), truces)
        out = _named(groups(sure, {k.iri: k.articles for k in truces.values()}, self._apart), truces)
        return out, {(e.a, e.b) for e in _likeliest(unsure) if _end(e.a, out) != _end(e.b, out)}

    def around(self, start: Iterable[str]) -> set[str]:
        """All that hangs together with some truces."""
        seen = set(start)
        waiting = [*seen]
        while waiting:
            fresh = {end for e in self.edges(waiting.pop()) for end in (e.a, e.b)} - seen
            seen |= fresh
            waiting += fresh
        return seen

    def edges(self, iri: str) -> list[Edge]:
        """The pairs of a truce that may be one by all that is told."""
        near = (self._edge(pair) for pair in self._pairs(iri) if (pair.a, pair.b) not in self._apart)
        return [e for e in near if e]

    def _edge(self, pair: Edge) -> Edge | None:
        """A pair by all that is told."""
        if (pair.a, pair.b) not in self._known:
            self._known[pair.a, pair.b] = self._judged(pair)
        return self._known[pair.a, pair.b]

    def _judged(self, pair: Edge) -> Edge | None:
        """A pair by what else either truce may be."""
        a, b = self._look(pair.a), self._look(pair.b)
        if a.first and b.first:
            return pair
        if not a.first and not b.first:
            return None if self._held(a) or self._held(b) else pair
        loose, dated = (b, a) if a.first else (a, b)
        later = any(_later(x, dated, loose) for x in self._begun(loose))
        return edge(loose, dated, True) if later else pair

    def _begun(self, loose: Known) -> list[Known]:
        """The dated truces that an undated one may be, the last first."""
        if loose.iri not in self._dated:
            ends = (self._look(iri) for e in self._pairs(loose.iri) for iri in (e.a, e.b))
            dated = ((x.first, x.iri, x) for x in ends if x.first)
            self._dated[loose.iri] = [x for *_, x in sorted(dated, reverse=True)]
        return self._dated[loose.iri]

    def _held(self, loose: Known) -> bool:
        """Whether an undated truce is surely a dated one."""
        ends = ((e, self._look(e.b if e.a == loose.iri else e.a)) for e in self._pairs(loose.iri))
        dated = (self._edge(e) for e, other in ends if other.first and (e.a, e.b) not in self._apart)
        return any(e and e.sure for e in dated)


# ---------------------------------------------------------------- groups


def _parted(several: Collection[Edge], truces: dict[str, Known]) -> tuple[list[Edge], list[Edge]]:
    """The edges that are sure, and those that are not, or of a truce that could be either of two dated ones that are not one."""
    near: dict[str, set[str]] = defaultdict(set)
    for e in (e for e in several if e.sure):
        near[e.a].add(e.b)
        near[e.b].add(e.a)
    dated = {iri for iri, k in truces.items() if k.first}
    torn = {x for x, ends in near.items() if any(b not in near[a] for a, b in combinations(sorted(ends & dated), 2))}
    parted: tuple[list[Edge], list[Edge]] = [], []
    for e in several:
        parted[not e.sure or not torn.isdisjoint((e.a, e.b))].append(e)
    return parted


def _named(several: Iterable[list[Edge]], truces: dict[str, Known]) -> dict[str, Same]:
    """For each truce of a group but one: that one, by its best edge."""
    out: dict[str, Same] = {}
    for group in several:
        members = sorted({i for e in group for i in (e.a, e.b)}, key=lambda i: _rank(truces[i]))
        for gone in members[1:]:
            by = best(gone, group)
            out[gone] = Same(members[0], by.reason, by.score)
    return out


def _rank(k: Known) -> tuple[bool, bool, bool, int, str, int, str]:
    """Which truce gives a group its IRI: one with a country and a first day, told by many, else the earliest."""
    return k.loose, k.first is None, k.began is None, -len(k.articles), str(k.told), len(k.iri), k.iri


def _likeliest(several: Iterable[Edge]) -> Iterator[Edge]:
    """Of the edges of each truce the likeliest, so that a person is not asked about all."""
    seen: dict[str, int] = defaultdict(int)
    for e in sorted(several, key=lambda e: (-e.score, e.a, e.b)):
        if max(seen[e.a], seen[e.b]) < OFFERED:
            seen[e.a] += 1
            seen[e.b] += 1
            yield e


def _end(iri: str, out: dict[str, Same]) -> str:
    """The IRI under which a truce is known in the end."""
    return out[iri].iri if iri in out else iri

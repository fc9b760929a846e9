"""The same truce in several articles: which of their IRIs stand for one, with a reason and a score.

An article that gives country and first day names its truce by them, so such truces mostly are one already. What is left is
compared pair by pair (`link/truce_pairs.py`): truces whose first days lie near each other, and truces without a day with those that ran
on the day of their article. Only a wish for a truce, two truces of one sort told undated in one article, two candidates that are
not one: nothing is joined, and a person is asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from truceline.link.event_clusters import Edge, best, groups
from truceline.link.truce_pairs import GRACE, LEAD, LIFE, score, table
from truceline.link.truce_sketch import Known, TruceSketch, known, truce_sketches
from truceline.model import Facts

OFFERED = 3
"""Of the truces that another may be, so many of the likeliest are offered to people."""

NEAR = 20
"""A truce without a day is compared with so many others that are told next after it."""


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
    ordered = sorted(several, key=lambda s: (s.hash, s.article, s.iri))
    truces = known(ordered)
    unfit = {s.iri for _, mine in groupby(ordered, key=lambda s: s.article) for s in _unfit([*mine])}
    found = _edges([truces[i] for i in sorted(truces) if i not in unfit], apart)
    sure, torn = _untorn([e for e in found if e.sure], truces)
    out = _named(groups(sure, {k.iri: k.articles for k in truces.values()}, apart), truces)
    maybe = {(e.a, e.b) for e in _likeliest([*torn, *(e for e in found if not e.sure)])}
    return out, {p for p in maybe if _end(p[0], out) != _end(p[1], out)}


def _unfit(article: Sequence[TruceSketch]) -> Iterator[TruceSketch]:
    """The undated truces of an article that nothing is joined to: only wished for, or one of several of one sort."""
    loose = [s for s in article if s.loose]
    alike = Counter((s.country, s.sort) for s in loose)
    several = (s for s in loose if s.only_asked or s.related or alike[s.country, s.sort] > 1)
    yield from (s for s in several if not s.began and not s.declared)


# ---------------------------------------------------------------- pairs


def _edge(a: Known, b: Known, overtaken: bool = False) -> Iterator[Edge]:
    """The pair as an edge, where it may be one truce."""
    value, why = score(a, b, overtaken)
    if value >= table().maybe:
        one, two = sorted((a.iri, b.iri))
        yield Edge(one, two, round(value, 3), why, value >= table().same)


def _edges(several: Sequence[Known], apart: frozenset[tuple[str, str]]) -> list[Edge]:
    """All pairs that may be one; an undated truce that is surely a dated one is not compared with other undated ones."""
    dated = sorted((k for k in several if k.first), key=lambda k: (k.earliest, k.iri))
    loose = sorted((k for k in several if not k.first and k.told), key=lambda k: (k.earliest, k.iri))
    found = [e for e in (*_dated(dated), *_spoken_of(loose, dated)) if (e.a, e.b) not in apart]
    held = {end for e in found if e.sure for end in (e.a, e.b)}
    undated = _undated([k for k in loose if k.iri not in held])
    return [*found, *(e for e in undated if (e.a, e.b) not in apart)]


def _dated(several: Sequence[Known]) -> Iterator[Edge]:
    """The pairs of truces whose first days lie near each other; in the order of days, so this stays linear."""
    ordered = sorted((k.first, k.iri, k) for k in several if k.first)
    for n, (first, _, a) in enumerate(ordered):
        for later, _, b in ordered[n + 1 :]:
            if later - first > LEAD:
                break
            yield from _edge(a, b)


def _spoken_of(loose: Sequence[Known], dated: Sequence[Known]) -> Iterator[Edge]:
    """The truces without a day with those that may have been running on the day of their article."""
    by_key: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for k in dated:
        for c in sorted(k.countries):
            by_key[c, k.sort].append(k)
    for s in loose:
        begun = [k for c in sorted(s.countries) for k in _begun(by_key[c, s.sort], s)]
        likely = [k for k in begun if score(s, k)[0] >= table().maybe]
        for k in likely:
            yield from _edge(s, k, any(_later(x, k, s) for x in likely))


def _begun(several: Sequence[Known], s: Known) -> Sequence[Known]:
    """Of truces in the order of their earliest days those that may have been running on the day on which one is told."""
    day = s.told
    assert day is not None
    first = bisect_left(several, day - LIFE - LEAD, key=lambda k: k.earliest)
    begun = bisect_right(several, day, key=lambda k: k.earliest)
    return [*(k for k in several[:first] if k.last and k.last + GRACE >= day), *several[first:begun]]


def _later(x: Known, k: Known, s: Known) -> bool:
    """Whether a truce that had begun when another is told began after a third, between sides that may be the same."""
    if not x.first or not k.first or not s.told or not k.first < x.first <= s.told:
        return False
    return not (x.groups and k.groups and not x.groups & k.groups)


def _undated(loose: Sequence[Known]) -> Iterator[Edge]:
    """The pairs of truces without a day that are told near each other; each with some that are told next."""
    for n, a in enumerate(loose):
        for b in loose[n + 1 : n + 1 + NEAR]:
            yield from _edge(a, b)


# ---------------------------------------------------------------- groups


def _untorn(sure: Sequence[Edge], truces: dict[str, Known]) -> tuple[list[Edge], list[Edge]]:
    """The edges that hold, and those of truces that could be either of two dated ones that are not one."""
    near: dict[str, set[str]] = defaultdict(set)
    for e in sure:
        near[e.a].add(e.b)
        near[e.b].add(e.a)
    torn = {
        x
        for x, ends in near.items()
        if any(b not in near[a] for a in ends for b in ends if a < b and truces[a].first and truces[b].first)
    }
    return [e for e in sure if torn.isdisjoint((e.a, e.b))], [e for e in sure if not torn.isdisjoint((e.a, e.b))]


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
    return out[iri].iri if iri in out else iri

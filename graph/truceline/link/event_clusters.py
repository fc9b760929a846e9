"""Accounts of one event in several articles: of each pair of articles the accounts that suit each other best, joined to groups.

What is joined depends on the articles alone, not on the order in which they came: an edge depends on two articles, a group
on the edges within it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from truceline.link.event_pairs import score, table
from truceline.link.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Edge:
    """Two accounts (IRIs, in order) that are, or where not `sure` may be, of one event."""

    a: str
    b: str
    score: float
    reason: str
    sure: bool


def edges(mine: Sequence[Sketch], others: Iterable[Sketch]) -> list[Edge]:
    """The edges between the accounts of one article and those of others.

    Args:
        mine: the accounts of one article.
        others: those of other articles that lie near them in time and place.

    Returns:
        Edges whose two ends suit each other best among the two articles' accounts, sorted.
    """
    known = table()
    scored: dict[str, list[tuple[float, str, Sketch, Sketch]]] = defaultdict(list)
    for other in others:
        for own in mine:
            value, why = score(own, other)
            if value >= known.maybe:
                scored[other.article].append((value, why, own, other))
    found = [edge for pairs in scored.values() for edge in _mutual(pairs, known.same)]
    return sorted(found, key=lambda e: (e.a, e.b))


def _mutual(pairs: list[tuple[float, str, Sketch, Sketch]], sure: float) -> Iterable[Edge]:
    """The pairs of two articles in which each is the best for the other; of equals the first."""
    taken: set[str] = set()
    for value, why, own, other in sorted(pairs, key=lambda p: (-p[0], *sorted((p[2].iri, p[3].iri)))):
        if own.iri not in taken and other.iri not in taken:
            taken |= {own.iri, other.iri}
            a, b = sorted((own.iri, other.iri))
            yield Edge(a, b, round(value, 3), why, value >= sure)


def groups(
    several: Iterable[Edge], articles: Mapping[str, Collection[str]], apart: frozenset[tuple[str, str]] = frozenset()
) -> list[list[Edge]]:
    """Edges joined to groups, surest first; two accounts of one article never come into one group.

    Args:
        several: sure edges; those that would bring two accounts of one article together are left out.
        articles: account → the articles that tell it.
        apart: pairs (in order) that somebody decided to be different.

    Returns:
        The edges that hold each group together.
    """
    group: dict[str, set[str]] = {}
    kept: dict[str, list[Edge]] = {}
    for edge in sorted(several, key=lambda e: (-e.score, e.a, e.b)):
        one, two = group.setdefault(edge.a, {edge.a}), group.setdefault(edge.b, {edge.b})
        if one is two:
            kept[min(one)].append(edge)
        elif not _clash(one, two, articles, apart):
            both = [*kept.pop(min(one), []), *kept.pop(min(two), []), edge]
            one |= two
            group.update(dict.fromkeys(one, one))
            kept[min(one)] = both
    return [kept[name] for name in sorted(kept)]


def best(member: str, group: Iterable[Edge]) -> Edge:
    """By what an account hangs in its group: its surest edge."""
    return max((e for e in group if member in (e.a, e.b)), key=lambda e: (e.score, e.a, e.b))


def _clash(
    one: set[str], two: set[str], articles: Mapping[str, Collection[str]], apart: frozenset[tuple[str, str]]
) -> bool:
    """Whether two groups hold accounts of one article, or two that were decided to be different."""
    if {a for x in one for a in articles[x]} & {a for x in two for a in articles[x]}:
        return True
    return any((min(x, y), max(x, y)) in apart for x in one for y in two) if apart else False

"""The reports of a text that holds several: the entries of a day, news in brief; who is told of in one is not meant in another."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from truceline.analysis.article import Analysis
from truceline.analysis.remembered import remembered
from truceline.analysis.tree import Tree
from truceline.know import actors, places
from truceline.model import Place

_FEWEST = 4
"""Paragraphs that name a land from which on a text may be one of several reports."""

_NAMED = 0.75
"""Share of all paragraphs that name a land in such a text."""

_APART = 0.8
"""Share of neighbouring paragraphs without a land in common in a text of several reports."""


@remembered
def reports(parsed: Analysis, found: tuple[Place, ...]) -> list[int]:
    """Where each report of a text begins.

    Args:
        parsed: the article.
        found: its places, in order.

    Returns:
        Offsets, the first 0; no other where the text is one report.
    """
    blocks = [b for b in parsed.article.blocks if b.kind == "body"]
    named = [set(x) for b in blocks if (x := lands(parsed, found, b.start, b.end))]
    apart = [not one & two for one, two in pairwise(named)]
    several = len(named) >= max(_FEWEST, _NAMED * len(blocks)) and sum(apart) >= _APART * len(apart)
    return [0, *(b.start for b in blocks if b.start)] if several else [0]


def lands(parsed: Analysis, found: Sequence[Place], start: int, end: int) -> Counter[str]:
    """How often a stretch of text names each state: twice for a place in it, once for an adjective."""
    first = bisect.bisect_left(found, start, key=lambda p: p.start)
    last = bisect.bisect_left(found, end, key=lambda p: p.start)
    named = [s for p in found[first:last] for s in states_at(p)]
    inside, told = parsed.token_range(start, end), _adjectives(parsed.tree)
    words = told[bisect.bisect_left(told, (inside.start,)) : bisect.bisect_left(told, (inside.stop,))]
    return Counter([*named, *named, *(state for _, state in words)])


@remembered
def _adjectives(tree: Tree) -> list[tuple[int, str]]:
    """The tokens that are adjectives of states, each with its state."""
    return [(i, state) for i in range(len(tree)) if (state := actors.state_at(tree.lower, i))]


def states_at(p: Place) -> Iterator[str]:
    """The states in which a place lies."""
    countries = country_iris()
    for iri in (p.place, *p.within):
        if slug := actors.by_code().get(countries.get(iri, "")):
            yield slug


@cache
def country_iris() -> dict[str, str]:
    """ISO codes by the IRI of the country's place."""
    return {site.iri: code for code, site in places.countries().items()}

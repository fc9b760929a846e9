"""Pairs found items with gold items, one to one, and counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from truceline.evaluate.gold import Item

Pairing = Callable[[Item, Item, str], float]
"""How well a gold item and a found item fit, 0 not at all; the third argument is the text."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured.

    `items` gives the items of a document, `source` is the layer that a document must have to be asked; `rate` pairs, `same`
    says whether a pair counts as right.
    """

    name: str
    source: str
    items: Callable[[Item], list[Item]]
    rate: Pairing
    same: Pairing


@dataclass(frozen=True, slots=True)
class Score:
    """How one measure came out: counts of gold items, found items and hits."""

    measure: str
    gold: int
    found: int
    hits: int

    @property
    def precision(self) -> float:
        """Hits among the found, 0 to 1."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Hits among the gold, 0 to 1."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Score("times", 4, 4, 3).f1
        0.75
        """
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 0.0


def counted(gold: Item, system: Item, measure: Measure) -> tuple[int, int, int]:
    """(gold items, found items, hits) of one measure in one document; what is optional or in no news counts neither way."""
    text = gold["text"]
    wanted, found = measure.items(gold), measure.items(system)
    mate = paired(wanted, found, lambda g, f: measure.rate(g, f, text))
    optional = [j for i, j in mate.items() if wanted[i].get("optional")]
    silent = _silent(gold)
    aside = [f for j, f in enumerate(found) if j not in mate.values() and _within(f, silent)]
    asked = [i for i, g in enumerate(wanted) if not g.get("optional")]
    hits = sum(1 for i in asked if i in mate and measure.same(wanted[i], found[mate[i]], text))
    return len(asked), len(found) - len(optional) - len(aside), hits


def paired(wanted: Sequence[Item], found: Sequence[Item], rate: Callable[[Item, Item], float]) -> dict[int, int]:
    """Position of a gold item → position of its found item; the best first, asked for before optional."""
    rated = (
        (score, not g.get("optional"), -i, -j)
        for i, g in enumerate(wanted)
        for j, f in enumerate(found)
        if (score := rate(g, f))
    )
    mate: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(rated, reverse=True):
        if -i not in mate and -j not in taken:
            mate[-i] = -j
            taken.add(-j)
    return mate


def _silent(gold: Item) -> list[tuple[int, int]]:
    """The sentences that are marked to hold no news."""
    told = (s for s in gold.get("sentences", ()) if isinstance(s, dict))
    return [(s["start"], s["end"]) for s in told if s.get("content") is False]


def _within(item: Item, silent: list[tuple[int, int]]) -> bool:
    """Whether an item lies wholly in sentences without news."""
    places = spans(item)
    return bool(places) and all(any(s <= a and b <= e for s, e in silent) for a, b in places)


# ---------------------------------------------------------------- comparing


def spans(item: Item) -> list[tuple[int, int]]:
    """Where an item stands: its content, its trigger, or itself."""
    several: Any = item.get("content") or [item.get("trigger") or item]
    return [(s["start"], s["end"]) for s in several if s and s.get("start") is not None]


def overlap(a: Item, b: Item, text: str) -> float:
    """Shared words of two items over all their words (Jaccard)."""
    one, two = _words(a, text), _words(b, text)
    shared = len(one & two)
    return shared / (len(one) + len(two) - shared) if shared else 0.0


def half(a: Item, b: Item, text: str) -> float:
    """The same, 0 where less than half of the words are shared."""
    found = overlap(a, b, text)
    return found if found >= 0.5 else 0.0


def exact(a: Item, b: Item, text: str) -> float:
    """Whether the words are the same."""
    return float(_words(a, text) == _words(b, text))


def anything(a: Item, b: Item, text: str) -> float:
    """Every pair is right."""
    return 1.0


def same(*keys: str) -> Pairing:
    """Whether the found item has one of the accepted values under each key."""

    def test(gold: Item, found: Item, text: str) -> float:
        return float(all(found.get(k) in accepted(gold, k) for k in keys))

    return test


def accepted(gold: Item, key: str) -> list[Any]:
    """The right values of a gold item: its own and those that `also_KEY` lists."""
    other = gold.get(f"also_{key}") or []
    return [gold.get(key), *(other if isinstance(other, list) else [other])]


def _words(item: Item, text: str) -> frozenset[int]:
    """Where the words of an item begin."""
    return _begins(tuple(spans(item)), text)


@lru_cache(maxsize=10_000)
def _begins(places: tuple[tuple[int, int], ...], text: str) -> frozenset[int]:
    """Where the words of some stretches begin; each item is held against many others."""
    return frozenset(s + m.start() for s, e in places for m in re.finditer(r"\w+", text[s:e]))

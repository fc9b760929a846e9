"""One look at a text: which states it is about, and every known actor that it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from truceline.know import actors
from truceline.know.matching import Hit, Index, scan
from truceline.know.spelling import Word, words_of


@dataclass(frozen=True, slots=True)
class Look:
    """What a text names: its words, the states in it (most named first) and how often, the hits of known actors.

    `at`: the hits by their first and last word; `opens`: the words with which they begin.
    """

    words: tuple[Word, ...]
    states: tuple[str, ...]
    hits: tuple[Hit, ...]
    often: tuple[int, ...] = ()
    at: dict[tuple[int, int], Hit] = field(default_factory=dict)
    opens: frozenset[int] = frozenset()

    def codes(self) -> tuple[str, ...]:
        """The ISO codes of the states, most named first."""
        known = actors.states()
        return tuple(code for s in self.states if (code := known[s].code))


MOST = 12
"""States whose institutions and towns are looked for in one text."""


@lru_cache(maxsize=8)
def look(text: str) -> Look:
    """Looks through a text once; the last few texts are kept, because several finders ask."""
    words = words_of(text)
    named: Counter[str] = Counter()
    for hit in scan(text, words, tuple(actors.nations().values())):
        named.update(hit.entry.ids)
    most = named.most_common(MOST)
    states = tuple(s for s, _ in most)
    hits = scan(text, words, tables(states))
    at, opens = {(h.first, h.last): h for h in hits}, frozenset(h.first for h in hits)
    return Look(words, states, tuple(hits), tuple(n for _, n in most), at, opens)


def tables(states: tuple[str, ...]) -> tuple[Index, ...]:
    """The index of all actors and those of the institutions of these states."""
    return (actors.index(), *(actors.institutions(s)[1] for s in states))

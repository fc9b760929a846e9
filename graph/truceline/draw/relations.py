"""Who did what to whom: the links of the view `actors` and the standings, folded into one counted relation a pair and word.

The words are a table, `ontology/views/relations.tsv`; a link that no row of it names is left to the full graph of events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.draw.page import Row
from truceline.shelf import ontology
from truceline.shelf import rows as table
from truceline.triples.background import with_broader

Network = Any
"""A networkx MultiDiGraph as `net.view` makes it."""


@dataclass(frozen=True, slots=True)
class Word:
    """How a relation is said: `tone` is with, against or empty; `both` where it has no direction."""

    word: str
    tone: str
    both: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """All facts of one word between two things; `own` where an outlet tells one of them in its own voice."""

    source: str
    target: str
    word: Word
    own: bool
    rows: tuple[str, ...]


@cache
def _words() -> dict[str, Word]:
    """Kind, stance or status → how it is said."""
    return {
        r["name"]: Word(r["word"], r["tone"], r["both"] == "yes") for r in table(ontology("views", "relations.tsv"))
    }


def said(name: str) -> Word | None:
    """How a kind of event, a stance or a standing is said; None where the table has no word for it.

    >>> said("Airstrike").word, said("Meeting").both, said("asserted")
    ('attacks', True, None)
    """
    if name in _words():
        return _words()[name]
    return next((_words()[k.name] for k in with_broader(name) if k.name in _words()), None)


def relations(network: Network, rows: Sequence[Row]) -> list[Relation]:
    """The relations of a page, those with most facts first.

    Args:
        network: the view `actors` as a networkx MultiDiGraph.
        rows: the facts that are shown; links of others are left out.
    """
    groups: dict[tuple[str, str, Word], dict[str, bool]] = {}
    for source, target, word, row in (*_deeds(network, rows), *_standings(rows)):
        pair = tuple(sorted((source, target))) if word.both else (source, target)
        own = row.own and row.alone.count(source) == row.alone.count(target) == 0
        groups.setdefault((pair[0], pair[1], word), {})[row.id] = own
    found = [Relation(a, b, w, any(told.values()), tuple(told)) for (a, b, w), told in groups.items()]
    return sorted(found, key=lambda r: (-len(r.rows), r.source, r.target, r.word.word))


def _deeds(network: Network, rows: Sequence[Row]) -> Iterator[tuple[str, str, Word, Row]]:
    by_iri = {r.iri: r for r in rows}
    by_claim = {t.claim: r for r in reversed(rows) for t in r.told}
    for source, target, at in network.edges(data=True):
        word = said(at.get("relation", ""))
        found = by_iri.get(at.get("about", "")) or _first_of(at["claims"].split(), by_claim)
        if word and found and at.get("factuality", "happened") in {"happened", "ongoing"}:
            yield source, target, word, found


def _first_of(claims: Iterable[str], by_claim: Mapping[str, Row]) -> Row | None:
    """The row of the first of some claims that is told on the page."""
    return next((by_claim[c] for c in claims if c in by_claim), None)


def _standings(rows: Sequence[Row]) -> Iterator[tuple[str, str, Word, Row]]:
    for r in rows:
        word = said(r.kind) if r.layer == "party" else None
        if word and r.actors and r.ceasefire:
            yield r.actors[0], r.ceasefire, word, r

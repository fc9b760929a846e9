"""Which articles of the catalogue repeat the text of others, worked out near those that came or went."""

from __future__ import annotations

import json
from dataclasses import asdict

from truceline.link.copies import Print, bands, fingerprint, likeness, rank
from truceline.model import Facts
from truceline.store.catalog import Catalog

FIRST = 20
"""Of the articles that share a key so many are compared, the earliest: a copy is one of the earliest article."""


def note(catalog: Catalog, facts: Facts) -> None:
    """Takes an article's print into the catalogue."""
    mine = fingerprint(facts)
    row = json.dumps({**asdict(mine), "sentences": sorted(mine.sentences)})
    catalog.insert("prints", [(mine.article, row)])
    catalog.insert("bands", ((key, *rank(mine)) for key in bands(mine)))
    catalog.insert("dirty_prints", ((name,) for name in (mine.article, *_later(catalog, mine))))


def forget(catalog: Catalog, article: str) -> None:
    """Takes an article's print out of the catalogue."""
    if mine := _print(catalog, article):
        catalog.insert("dirty_prints", ((name,) for name in (article, *_later(catalog, mine))))
        catalog.rows("DELETE FROM prints WHERE article = ?", article)
        catalog.rows("DELETE FROM bands WHERE article = ?", article)


def settle(catalog: Catalog) -> dict[str, tuple[str, float] | None]:
    """Articles that repeat another article than was known, or none any more; nothing is written yet."""
    found = {a: _earliest(catalog, a) for a in catalog.names("SELECT article FROM dirty_prints")}
    return {article: of for article, of in found.items() if of != standing(catalog, article)}


def keep(catalog: Catalog, copied: dict[str, tuple[str, float] | None]) -> None:
    """Writes what `settle` gave."""
    for article, of in copied.items():
        if of is None:
            catalog.rows("DELETE FROM copies WHERE article = ?", article)
        else:
            catalog.insert("copies", [(article, *of)])
    catalog.rows("DELETE FROM dirty_prints")


def standing(catalog: Catalog, article: str) -> tuple[str, float] | None:
    """Whose text an article repeats, as it is written now."""
    found = catalog.rows("SELECT of, score FROM copies WHERE article = ?", article)
    return (found[0][0], found[0][1]) if found else None


def _earliest(catalog: Catalog, article: str) -> tuple[str, float] | None:
    """The earliest article whose text this one repeats, and how much of it."""
    mine = _print(catalog, article)
    if mine is None:
        return None
    others = (o for name in _earlier(catalog, mine) if (o := _print(catalog, name)))
    found = [(rank(o), o.article, like) for o in others if (like := likeness(mine, o))]
    return min(found)[1:] if found else None


def _earlier(catalog: Catalog, mine: Print) -> set[str]:
    """The earliest articles that share a key and came out before."""
    query = "SELECT article FROM bands WHERE key = ? AND (told, article) < (?, ?) ORDER BY told, article LIMIT ?"
    return {name for key in bands(mine) for name in catalog.names(query, key, *rank(mine), FIRST)}


def _later(catalog: Catalog, mine: Print) -> set[str]:
    """The articles that share a key and came out later, where this one is among the earliest."""
    before = "SELECT COUNT(*) FROM bands WHERE key = ? AND (told, article) < (?, ?)"
    after = "SELECT article FROM bands WHERE key = ? AND (told, article) > (?, ?)"
    keys = [key for key in bands(mine) if int(catalog.names(before, key, *rank(mine))[0]) < FIRST]
    return {name for key in keys for name in catalog.names(after, key, *rank(mine))}


def _print(catalog: Catalog, article: str) -> Print | None:
    found = catalog.names("SELECT row FROM prints WHERE article = ?", article)
    if not found:
        return None
    row = json.loads(found[0])
    return Print(**{**row, "sentences": frozenset(row["sentences"])})

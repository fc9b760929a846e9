"""The word lists of `data/reading/repair.tsv`."""

from __future__ import annotations

from functools import cache

from truceline.shelf import data, rows


@cache
def _lists() -> dict[str, frozenset[str]]:
    """All lists by name."""
    out: dict[str, set[str]] = {}
    for row in rows(data("reading", "repair.tsv")):
        out.setdefault(row["list"], set()).add(row["word"])
    return {name: frozenset(found) for name, found in out.items()}


def words(name: str) -> frozenset[str]:
    """A list by its name.

    >>> "didnt" in words("contraction"), "wont" in words("contraction")
    (True, False)
    """
    return _lists().get(name, frozenset())

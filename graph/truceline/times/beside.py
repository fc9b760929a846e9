"""The words of `data/times/beside.tsv`: what stands beside a time and tells how it is meant, or that it is none."""

from __future__ import annotations

from functools import cache

from truceline.shelf import data, rows


@cache
def beside() -> dict[str, frozenset[str]]:
    """The words by kind.

    >>> "would" in beside()["modal"], "soldiers" in beside()["counted"]
    (True, True)
    """
    return {row["kind"]: frozenset(row["words"].split()) for row in rows(data("times", "beside.tsv"))}


def noun_like(word: str) -> bool:
    """Whether a word may be a noun that a time before it belongs to: no function word, no mark.

    >>> noun_like("offensive"), noun_like("was"), noun_like(",")
    (True, False, False)
    """
    return word.isalpha() and word not in beside()["function"]

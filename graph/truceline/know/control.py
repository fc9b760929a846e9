"""Who does what an infinitive or a gerund without a subject says, by the word over it: `data/lexicon/control.tsv`."""

from __future__ import annotations

from functools import cache

from truceline.shelf import data, rows


@cache
def control(kind: str) -> frozenset[str]:
    """The words of a class.

    Args:
        kind: the class as the table calls it.

    >>> "give" in control("giving"), "promise" in control("giving")
    (True, False)
    """
    return frozenset(
        w for row in rows(data("lexicon", "control.tsv")) if row["class"] == kind for w in row["words"].split()
    )

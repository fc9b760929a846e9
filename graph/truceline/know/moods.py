"""The words that make what stands under or beside them less than a fact: `data/lexicon/factuality.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.shelf import data, rows

MOODS = (
    "told",
    "ongoing",
    "undertaken",
    "would",
    "planned",
    "able",
    "attempted",
    "asked",
    "possible",
    "supposed",
    "unproven",
)
"""From a fact to the least of one; where several words govern a deed, the last of their moods in this order counts."""


@dataclass(frozen=True, slots=True)
class Operator:
    """What one word does to a deed under it: a mood (``None``: it leaves that open), and whether it turns it round."""

    mood: str | None
    negative: bool = False


@cache
def operators(slot: str) -> dict[str, Operator]:
    """Word → what it does, for the words of one slot (the head of the table explains them).

    >>> operators("verb")["fail"], operators("verb")["hold+off"].negative, operators("modal")["may"].mood
    (Operator(mood=None, negative=True), True, 'possible')
    """
    return _table().get(slot, {})


@cache
def _table() -> dict[str, dict[str, Operator]]:
    """Slot → word → operator."""
    out: dict[str, dict[str, Operator]] = {}
    for row in rows(data("lexicon", "factuality.tsv")):
        mood = None if row["mood"] == "-" else row["mood"]
        made = Operator(mood, row["polarity"] == "negative")
        out.setdefault(row["slot"], {}).update(dict.fromkeys(row["words"].split(), made))
    return out

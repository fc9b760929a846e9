"""The signal words of `data/times/signals.tsv`: anchors, what looks forward, what looks back, who says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.shelf import data, rows


@dataclass(frozen=True, slots=True)
class Signals:
    """`anchors` maps a signal word to what it makes of an interval; the others are sets of words."""

    anchors: dict[str, str]
    forward: frozenset[str]
    schedule: frozenset[str]
    towards: frozenset[str]
    away: frozenset[str]
    past: frozenset[str]
    attribute: frozenset[str]
    said: frozenset[str]
    plan: frozenset[str]


@cache
def signals() -> Signals:
    """The signal words."""
    anchors: dict[str, str] = {}
    sets: dict[str, set[str]] = {}
    for row in rows(data("times", "signals.tsv")):
        for word in row["words"].split():
            if row["kind"] == "anchor":
                anchors[word] = row["value"]
            else:
                sets.setdefault(row["kind"], set()).add(word)
    kinds = ("forward", "schedule", "towards", "away", "past", "attribute", "said", "plan")
    return Signals(anchors, *(frozenset(sets[k]) for k in kinds))

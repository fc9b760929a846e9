"""A truce as the answers tell of it: its state at a time, where it holds, who stands how to it, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.ask.said import Said

HELD = frozenset({"in force", "disputed"})
"""Answers that say that a truce held, at least by some."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's standing to a truce and who says so."""

    actor: str
    status: str
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Truce:
    """A truce at the time asked about; `state` the most telling state then, `covers` where it holds (empty = not stated).

    `implied` are the lands of its sides, where no article names a place. `scope` says how it bears on the place asked
    about: stated, implied, not stated, asked for (somebody wants it there, nobody
    says that it holds there), asked anywhere. `since` is its first day or hour, or only the month, season or year that is told;
    `begun` says it in words where the day of `since` would mislead (a day of another clock, some day of several); `until` is its last day, or the day it was over. `asks` are the claims of those who want it somewhere; `violations` are
    breaches reported for that day; `others` states that are told without a date; `by` whether it was over by its last
    day at the latest ("over the summer").
    """

    iri: str
    label: str
    answer: str
    state: str
    since: str
    until: str
    attested: str
    covers: tuple[str, ...]
    implied: tuple[str, ...]
    scope: str
    standings: tuple[Standing, ...]
    says: tuple[Said, ...]
    disputes: tuple[Said, ...]
    asks: tuple[Said, ...] = ()
    violations: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    by: bool = False
    begun: str = ""

    def of(self, *statuses: str) -> tuple[str, ...]:
        """The actors of some standings."""
        return tuple(dict.fromkeys(s.actor for s in self.standings if s.status in statuses))

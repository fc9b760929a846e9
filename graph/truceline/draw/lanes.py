"""Which lane of the page a kind of event lies in: talks, pressure, violence and so on, by the kinds above it."""

from __future__ import annotations

from functools import cache

from truceline.ask.timeline import STATE_OF
from truceline.shelf import ontology
from truceline.shelf import rows as table
from truceline.triples.background import with_broader


@cache
def _lane_of() -> dict[str, str]:
    """Kind → lane, of the kinds that the table names."""
    return {r["kind"]: r["lane"] for r in table(ontology("views", "lanes.tsv"))}


@cache
def lane_of(kind: str) -> str:
    """The lane of a kind of event, from `ontology/views/lanes.tsv`.

    >>> lane_of("Airstrike"), lane_of("Meeting"), lane_of("Other")
    ('Violence', 'Talks and support', 'Other')
    """
    return next((_lane_of()[k.name] for k in with_broader(kind) if k.name in _lane_of()), "Other")


@cache
def kinds_of(kind: str) -> tuple[str, ...]:
    """A kind of event, or a state of a ceasefire, with all kinds that a filter for it may name, the nearest first.

    >>> kinds_of("Airstrike")[:2], "CeasefireEnded" in kinds_of("ended")
    (('Airstrike', 'Attack'), True)
    """
    of_state = {state: name for name, state in STATE_OF.items()}
    return tuple(k.name for k in with_broader(of_state.get(kind, kind)))

"""Whether two truces that articles tell of are one: features of the pair, weighed by a table that was fitted on gold.

Two dated truces can be one where their first days lie no more than a day apart, or where one was declared shortly before the
other began. A truce without a day can be one that ran on the day of its article, or another without a day that is told within
a fortnight, where the sides or a town say so. Weights: `data/identity/truces.tsv`, fitted by `bench/fit_truce_pairs.py`.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import timedelta

from truceline.link.pair_weights import Weights, weights
from truceline.link.truce_sketch import Known

FEATURES = (
    "same first day",
    "first days a day apart",
    "declared shortly before it began",
    "told while it ran",
    "made when it is told to be made",
    "a later one had begun",
    "told within a fortnight",
    "same sides",
    "other sides",
    "same country",
    "other country",
    "country told by one",
    "same town",
    "town told by one",
    "same term",
    "same mediator",
    "same purpose",
    "other purpose",
)
"""In the order of the table; what each means stands in `features`."""

GRACE = timedelta(days=14)
"""How long after its end a truce is still spoken of as "the truce", and how far apart two tellings without a day may lie."""

LIFE = timedelta(days=400)
"""How long a truce without a reported end is taken to be the one spoken of."""

LEAD = timedelta(days=10)
"""How long before its first day a truce can have been declared."""

_DAY = timedelta(days=1)


def table() -> Weights:
    """The fitted weights."""
    return weights("truces.tsv", FEATURES, "fit_truce_pairs.py")


def features(a: Known, b: Known, overtaken: bool = False) -> dict[str, float] | None:
    """What speaks for and against two truces being one, by name; ``None`` where they cannot be.

    Args:
        a: a truce.
        b: another.
        overtaken: whether one has no day, and after the other a later one had begun when it was told.
    """
    if told_apart(a, b) or (days := _days(a, b)) is None:
        return None
    found = dict.fromkeys(days, 1.0)
    if overtaken:
        found["a later one had begun"] = 1.0
    found |= _sides(a, b) | _where(a, b) | _purpose(a, b) | _shared(a, b)
    unlikely = "other country" in found or not (a.first or b.first)
    return None if unlikely and not _said_to_be_one(found) else found


def _shared(a: Known, b: Known) -> dict[str, float]:
    """What two truces have in common that says nothing where they have not."""
    shared = {"same term": a.term and a.term == b.term, "same mediator": a.brokers & b.brokers}
    return {name: 1.0 for name, both in shared.items() if both}


def told_apart(a: Known, b: Known) -> bool:
    """Whether two cannot be one: by sort or target, an article that tells both, armed groups, a town against the whole country."""
    if a.sort != b.sort or a.articles & b.articles or _other(a.groups, b.groups) or _other(a.scopes, b.scopes):
        return True
    return ((a.local and b.wide) or (b.local and a.wide)) and not a.places & b.places


def _other(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether two truces are both told something, and not the same."""
    return bool(mine and theirs) and not mine & theirs


def _said_to_be_one(found: dict[str, float]) -> bool:
    """Whether the sides or a town say that two truces are one: of different lands, or without a day, nothing else does."""
    return found.get("same sides", 0.0) > 0 or "same town" in found


def _days(a: Known, b: Known) -> list[str] | None:
    """What their days say; ``None`` where they lie too far apart."""
    if a.first and b.first:
        return _both_dated(a, b, abs(a.first - b.first))
    if a.first or b.first:
        loose, dated = (b, a) if a.first else (a, b)
        return _spoken_of(loose, dated)
    near = a.told and b.told and abs(a.told - b.told) <= GRACE
    return ["told within a fortnight"] if near else None


def _both_dated(a: Known, b: Known, gap: timedelta) -> list[str] | None:
    """What it says that the first days of two truces lie so far apart."""
    if gap <= _DAY:
        return ["first days a day apart" if gap else "same first day"]
    return ["declared shortly before it began"] if _declared_for(a, b) else None


def _declared_for(a: Known, b: Known) -> bool:
    """Whether the one of which only the declaration is dated is the one that began soon after."""
    only, other = (a, b) if a.began is None else (b, a)
    if only.began or other.began is None or only.declared is None:
        return False
    if other.declared:
        return abs(other.declared - only.declared) <= _DAY
    return timedelta(0) <= other.began - only.declared <= LEAD


def _spoken_of(loose: Known, dated: Known) -> list[str] | None:
    """Whether a truce without a day can be a dated one that ran on the day of its article, made when it is told to be."""
    day, first = loose.told, dated.first
    if day is None or first is None:
        return None
    last = first + LIFE if loose.over or dated.last is None else dated.last + GRACE
    if not dated.earliest <= day <= last:
        return None
    if loose.made is None:
        return ["told while it ran"]
    begin, end = loose.made[0], loose.made[1] + LEAD
    made = begin <= (dated.declared or first) <= end or begin <= first <= end
    return ["told while it ran", "made when it is told to be made"] if made else None


def _sides(a: Known, b: Known) -> dict[str, float]:
    """Two sides in common count whole, one half."""
    if not a.sides or not b.sides:
        return {}
    both = len(a.sides & b.sides)
    return {"same sides": min(both, 2) / 2} if both else {"other sides": 1.0}


def _where(a: Known, b: Known) -> dict[str, float]:
    found = {}
    if a.countries and b.countries:
        found["same country" if a.countries & b.countries else "other country"] = 1.0
    else:
        found["country told by one"] = 1.0
    if a.local and b.local and a.places & b.places:
        found["same town"] = 1.0
    elif a.local != b.local:
        found["town told by one"] = 1.0
    return found


def _purpose(a: Known, b: Known) -> dict[str, float]:
    if not a.purposes or not b.purposes:
        return {}
    return {"same purpose" if a.purposes & b.purposes else "other purpose": 1.0}


def score(a: Known, b: Known, overtaken: bool = False) -> tuple[float, str]:
    """How likely two truces are one, 0 to 1, and what speaks for it, most weighty first."""
    found = features(a, b, overtaken)
    return (0.0, "") if found is None else table().score(found)

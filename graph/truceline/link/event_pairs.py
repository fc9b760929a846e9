"""Whether two accounts of different articles tell one event: features of the pair, weighed by a table that was fitted on gold.

Each feature adds its weight to the evidence (`link/pair_weights.py`). Weights: `data/identity/events.tsv`, fitted by `bench/fit_event_pairs.py`.
"""

from __future__ import annotations

from datetime import date

from truceline.know.kinds import akin, plover
from truceline.link.pair_weights import Weights, weights
from truceline.link.sketch import Sketch

FEATURES = (
    "same kind",
    "kinds akin",
    "both violent",
    "same day",
    "days overlap",
    "a day apart",
    "same place",
    "one place within the other",
    "other place",
    "place told by one",
    "same doer",
    "other doer",
    "same sufferer",
    "other sufferer",
    "same figures",
    "figures grow",
    "other figures",
    "same words",
    "told apart",
)
"""In the order of the table; what each means stands in `features`."""

GROWS = 3.0
"""How many times an early toll a later one may be."""


def table() -> Weights:
    """The fitted weights."""
    return weights("events.tsv", FEATURES, "fit_event_pairs.py")


def features(a: Sketch, b: Sketch) -> dict[str, float] | None:
    """What speaks for and against two accounts being of one event, by name; ``None`` where they cannot be.

    They cannot where one happened and the other did not, where one article tells both, where the kinds have nothing in
    common, or where the days lie more than one apart.
    """
    if a.article == b.article or a.factuality != b.factuality:
        return None
    kind, day = _kind(a, b), _day(a, b)
    if kind is None or day is None:
        return None
    found = {kind: 1.0, day: 1.0, **_place(a, b), **_figures(a, b)}
    found |= _who(a.does, b.does, "doer") | _who(a.suffers, b.suffers, "sufferer")
    fewer = min(len(a.words), len(b.words))
    found["same words"] = len(set(a.words) & set(b.words)) / fewer if fewer else 0.0
    found["told apart"] = _told_apart(a, b)
    return found


def _kind(a: Sketch, b: Sketch) -> str | None:
    """How near two accounts are by kind; None where they have nothing in common."""
    if a.kind == b.kind:
        return "same kind"
    if akin(a.kind, b.kind):
        return "kinds akin"
    return "both violent" if plover(a.kind) == plover(b.kind) == "ASSAULT" else None


def _day(a: Sketch, b: Sketch) -> str | None:
    """How near two accounts are in time; None where they are more than a day apart."""
    if a.first == b.first and a.last == b.last:
        return "same day"
    if a.first <= b.last and b.first <= a.last:
        return "days overlap"
    gap = max(a.first, b.first), min(a.last, b.last)
    return "a day apart" if (_date(gap[0]) - _date(gap[1])).days <= 1 else None


def _date(day: str) -> date:
    return date.fromisoformat(day)


def _place(a: Sketch, b: Sketch) -> dict[str, float]:
    """How near two accounts are in place."""
    if not a.places or not b.places:
        return {"place told by one": 1.0} if a.places or b.places else {}
    if a.places[0] == b.places[0] and len(a.places) > 1:
        return {"same place": 1.0}  # a country alone is no place that tells events apart
    inside = a.places[0] in b.places or b.places[0] in a.places
    return {"one place within the other" if inside else "other place": 1.0}


def _who(a: tuple[str, ...], b: tuple[str, ...], what: str) -> dict[str, float]:
    """Whether those who have a part in two accounts are the same."""
    if not a or not b:
        return {}
    both = len(set(a) & set(b)) / min(len(a), len(b))
    return {f"same {what}": both} if both else {f"other {what}": 1.0}


def _figures(a: Sketch, b: Sketch) -> dict[str, float]:
    """Whether figures of one category agree, grow from the earlier article to the later one, or contradict each other."""
    early, late = (a, b) if a.told <= b.told else (b, a)
    found = {_pair(x, y) for x in early.figures for y in late.figures if x[0] == y[0]}
    for name in ("same figures", "figures grow", "other figures"):
        if name in found:
            return {name: 1.0}
    return {}


def _pair(early: tuple[str, int | None, int | None], late: tuple[str, int | None, int | None]) -> str:
    """Whether two figures agree, the later one is the early one grown, or they contradict each other."""
    low, high = early[1:]
    low2, high2 = late[1:]
    if _at_most(low2, high) and _at_most(low, high2):
        return "same figures"
    top, bottom = high or low or 0, low2 or high2 or 0
    return "figures grow" if 0 < top < bottom <= GROWS * top else "other figures"


def _at_most(low: int | None, high: int | None) -> bool:
    """Whether the least of one figure is at most the most of another; one that is not told is no bound."""
    return low is None or high is None or low <= high


def _told_apart(a: Sketch, b: Sketch) -> float:
    """Days between the articles as a share of a fortnight, at most 1."""
    if not a.told or not b.told:
        return 0.0
    return min(1.0, abs((_date(a.told) - _date(b.told)).days) / 14)


def score(a: Sketch, b: Sketch) -> tuple[float, str]:
    """How likely two accounts are of one event, 0 to 1, and what speaks for it, most weighty first."""
    found = features(a, b)
    if found is None:
        return 0.0, ""
    return table().score(found)

"""What is measured: each layer, who did what to whom, who stands how to a truce, in what state and on what days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from truceline.evaluate.gold import Item
from truceline.evaluate.pairing import Measure, anything, exact, half, overlap, same, spans

_SUFFERING = frozenset({"target", "victim", "supported"})


def layer(name: str) -> Any:
    """The items of a layer."""
    return lambda document: list(document.get(name) or [])


# ---------------------------------------------------------------- events


def _told(a: Item, b: Item, text: str) -> float:
    """Two events that share a telling: a trigger of one lies at a trigger of the other, or kind and sentence agree."""
    near = any(x[0] < y[1] and y[0] < x[1] for x in _tellings(a) for y in _tellings(b))
    alike = a.get("sentence") is not None and a.get("sentence") == b.get("sentence") and same("kind")(a, b, text)
    return 1.0 + near if near or alike else 0.0


def _tellings(item: Item) -> list[tuple[int, int]]:
    """Where an event is told."""
    return [(t["start"], t["end"]) for t in [item.get("trigger"), *(item.get("mentions") or [])] if t]


def _participations(document: Item) -> list[Item]:
    """Each participant of each event, with the event's tellings; those without an actor are nobody in particular."""
    return [
        {**{k: event.get(k) for k in ("trigger", "mentions", "sentence", "kind")}, **part, "side": _side(part["role"])}
        for event in document.get("events") or []
        for part in event.get("participants") or []
        if part.get("actor")
    ]


def _side(role: str) -> str:
    """Whether who has a role does or suffers."""
    return "sufferer" if role in _SUFFERING else "doer"


def _takes_part(a: Item, b: Item, text: str) -> float:
    """The same actor on the same side of the same event; any other of the side fits a little."""
    return float(_told(a, b, text)) and same("side")(a, b, text) and 0.1 + same("actor")(a, b, text)


# ---------------------------------------------------------------- claims


def _reported(document: Item) -> list[Item]:
    """The claims that gold is asked for: those in the outlet's own voice are not."""
    found = document.get("claims") or []
    return [c for c in found if c.get("cue") or (c.get("speaker") or {}).get("start") is not None or "cue" not in c]


def _speaker(a: Item, b: Item, text: str) -> float:
    """Whether the words for the speakers meet, or neither has any."""
    one, two = a.get("speaker") or {}, b.get("speaker") or {}
    if one.get("start") is None or two.get("start") is None:
        return float(one.get("start") is None and two.get("start") is None)
    return float(one["start"] < two["end"] and two["start"] < one["end"])


# ---------------------------------------------------------------- ceasefires


def _kin(a: Item, b: Item, text: str) -> float:
    """How well two truces fit: shared mentions, parties and states."""
    mentions = sum(x in _mentions(b) for x in _mentions(a))
    parties = sum(_stands(p, q) for p in a.get("parties") or [] for q in b.get("parties") or [])
    states = sum(bool(s["state"] == q["state"]) for s in a.get("states") or [] for q in b.get("states") or [])
    return 0.1 + mentions + parties + 0.5 * states


def _mentions(truce: Item) -> list[tuple[int, int]]:
    """Where a truce is named."""
    return [at for m in truce.get("mentions") or [] for at in spans(m)]


def _stands(a: Item, b: Item) -> bool:
    """The same actor in the same status."""
    return bool(same("actor", "status")(a, b, ""))


def _of_truces(key: str) -> Any:
    """The parties or the states of all truces of a document, each with the first day of its truce."""
    return lambda document: list(_flat(document, key))


def _flat(document: Item, key: str) -> Iterator[Item]:
    """The items under a key of each truce."""
    for truce in document.get("ceasefires") or []:
        for item in truce.get(key) or []:
            yield {**{k: v for k, v in item.items() if k != "evidence"}, "days": _days(item), "trigger": None}


def _days(item: Item) -> tuple[str | None, str | None]:
    """The first and the last day of a state (UTC); the end of an interval is exclusive."""
    bounds = item.get("interval") or {}
    return bounds.get("begin"), bounds.get("end")


def _status(a: Item, b: Item, text: str) -> float:
    """The same actor and status."""
    return float(_stands(a, b))


def _state(a: Item, b: Item, text: str) -> float:
    """The same state, better on the same days."""
    return same("state")(a, b, text) and 1.0 + float(a["days"] == b["days"])


def _state_days(a: Item, b: Item, text: str) -> float:
    """The same days; a bound that gold leaves open is not asked for."""
    return float(all(w in (None, t) for w, t in zip(a["days"], b["days"], strict=True)))


_VALUE = ("lower", "upper", "approx", "exact", "category")

MEASURES: tuple[Measure, ...] = (
    Measure("times", "times", layer("times"), overlap, anything),
    Measure("times, exact span", "times", layer("times"), overlap, exact),
    Measure("times, value", "times", layer("times"), overlap, same("value")),
    Measure("mentions", "mentions", layer("mentions"), overlap, anything),
    Measure("mentions, type", "mentions", layer("mentions"), overlap, same("type")),
    Measure("places", "places", layer("places"), overlap, anything),
    Measure("events", "events", layer("events"), _told, anything),
    Measure("events, kind", "events", layer("events"), _told, same("kind")),
    Measure("events, factuality", "events", layer("events"), _told, same("factuality")),
    Measure("events, who-whom", "events", _participations, _takes_part, same("actor")),
    Measure("claims", "claims", _reported, half, anything),
    Measure("claims, exact", "claims", _reported, half, exact),
    Measure("claims, speaker", "claims", _reported, half, _speaker),
    Measure("claims, stance", "claims", _reported, half, same("stance")),
    Measure("figures", "figures", layer("figures"), overlap, anything),
    Measure("figures, value and category", "figures", layer("figures"), overlap, same(*_VALUE)),
    Measure("ceasefires", "ceasefires", layer("ceasefires"), _kin, anything),
    Measure("ceasefires, party", "ceasefires", _of_truces("parties"), _status, anything),
    Measure("ceasefires, state", "ceasefires", _of_truces("states"), _state, anything),
    Measure("ceasefires, state and days", "ceasefires", _of_truces("states"), _state, _state_days),
)
"""In the order in which they are printed."""

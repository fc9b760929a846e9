"""What tells a truce apart: its country, sort, first day and armed groups; one IRI is made of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from truceline.know import actors, places
from truceline.know.truces import sort_of
from truceline.model import BASE, Ceasefire, State

_ONE_DAY = timedelta(days=1)


def name_of(truce: Ceasefire, article: str) -> str:
    """The IRI of a truce: country, first day, sort and armed groups where the text gives a day, else the article's own.

    The first day is that on which it began, else the one on which it was declared.

    Args:
        truce: with its parties linked.
        article: the IRI of the article.

    >>> name_of(Ceasefire("t1", "ceasefire", country="https://w3id.org/truceline/id/ruritania", began="2019-05-02"), "a")
    'https://w3id.org/truceline/id/ceasefire/ruritania-2019-05-02'
    >>> name_of(Ceasefire("t1", "ceasefire"), "https://w3id.org/truceline/id/article/1")
    'https://w3id.org/truceline/id/article/1/t1'
    """
    day = truce.began or declared(truce)
    if not truce.country or not day:
        return f"{article}/{truce.id}"
    sort = sort_of(truce.label)
    parts = [truce.country.rsplit("/", 1)[-1], day, *([sort] if sort != "ceasefire" else []), *sorted(groups(truce))]
    return f"{BASE}ceasefire/{'-'.join(parts)}"


def parties(truce: Ceasefire) -> frozenset[str]:
    """The slugs of all that are party to a truce."""
    return frozenset(p.actor.rsplit("/", 1)[-1] for p in truce.parties if p.status == "party" and p.actor)


def groups(truce: Ceasefire) -> frozenset[str]:
    """The known armed groups that are party to a truce: what tells two truces of one country and day apart."""
    return frozenset(s for s in parties(truce) if (known := actors.known().get(s)) and known.type == "ArmedGroup")


def declared(truce: Ceasefire) -> str | None:
    """The ISO day on which the truce was declared, where the text gives it as one day."""
    return next((day for s in truce.states if s.state == "declared" and (day := _day(s))), None)


def _day(state: State) -> str | None:
    w = state.when
    if w is None or w.earliest_begin is None or w.latest_end is None or w.latest_end - w.earliest_begin > _ONE_DAY:
        return None
    return w.earliest_begin.date().isoformat()


def home(truce: Ceasefire) -> str | None:
    """The country that a truce is about: as found, but where no place is told it is the one its forces and groups are of."""
    if truce.covers:
        return truce.country
    told = [
        k for p in truce.parties if p.status == "party" and p.actor and (k := actors.get(p.actor.rsplit("/", 1)[-1]))
    ]
    inner = [k.country for k in told if k.type in {"ArmedGroup", "ArmedForces", "Government"} and k.country]
    states = Counter(inner or [k.slug for k in told if k.type == "State"])
    if not states or (truce.country and not inner):
        return truce.country
    best = min(states, key=lambda s: (-states[s], s))
    state = actors.states().get(best)
    site = places.countries().get(state.code or "") if state else None
    return f"{BASE}place/{site.id}" if site else truce.country


def last_day(truce: Ceasefire) -> date | None:
    """The day of the end: a reported one, or the last day of a truce for a fixed time."""
    ends = [
        s.when.earliest_begin.date() for s in truce.states if s.state == "ended" and s.when and s.when.earliest_begin
    ]
    fixed = [
        s.when.latest_end.date()
        for s in truce.states
        if s.state in {"inForce", "extended"} and s.when and s.when.latest_end
    ]
    return max(ends or fixed, default=None)

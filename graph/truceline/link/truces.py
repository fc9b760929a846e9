"""What tells a truce apart: its country, sort, first day and armed groups; one IRI is made of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from truceline.know import actors, places
from truceline.know.truces import sort_of
from truceline.model import BASE, Actor, Ceasefire, Party, State

_PLAIN = frozenset(["ceasefire", "pause"])
"""Sorts that do not tell truces apart: what one article calls a truce, another calls a pause."""

_ONE_DAY = timedelta(days=1)
_ONE_YEAR = timedelta(days=366)
_MADE = frozenset({"declared", "inForce", "ended", "extended"})
_BETWEEN = re.compile(r"\b(between|with|among)\b|[-–—]")


def name_of(truce: Ceasefire, article: str) -> str:
    """The IRI of a truce: country, first day, sort and armed groups where the text gives a day, else the article's own.

    The first day is that on which it began, else the one on which it was declared. A group that is only told to have
    broken a truce does not name it.

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
    sides = sorted(groups(truce)) if truce.side or len(parties(truce)) > 1 else []
    parts = [truce.country.rsplit("/", 1)[-1], day, *([sort] if sort not in _PLAIN else []), *sides]
    return f"{BASE}ceasefire/{'-'.join(parts)}"


def parties(truce: Ceasefire) -> frozenset[str]:
    """The slugs of all that are party to a truce."""
    return frozenset((p.actor or "").rsplit("/", 1)[-1] for p in _sides(truce))


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


def abroad(truce: Ceasefire, several: Sequence[Actor], text: str) -> tuple[Party, ...]:
    """The parties of a truce, states and ministries that agreed on one in a third country told as its brokers.

    After ETH/PRIO, for which third parties that agree on a truce mediate it.

    Args:
        truce: with its actors linked.
        several: the actors of the article.
        text: of the article; sides that "between" and "with" name are sides.
    """
    site = (truce.country or "").rsplit("/", 1)[-1]
    if not truce.covers or site not in {c.id for c in places.countries().values()}:
        return truce.parties
    types = {a.iri: a.type for a in several}
    brokers = [p for links in _told_together(truce, text) if _elsewhere(links, site, types) for p in links]
    return tuple(replace(p, status="broker") if p in brokers else p for p in truce.parties)


def _told_together(truce: Ceasefire, text: str) -> Iterable[Sequence[Party]]:
    """The sides of a truce that the same words tell, those left out that "between" or "with" names."""
    by_evidence: dict[object, list[Party]] = defaultdict(list)
    for p in _sides(truce):
        if not (p.evidence and _BETWEEN.search(p.evidence.of(text))):
            by_evidence[p.evidence].append(p)
    return by_evidence.values()


def _sides(truce: Ceasefire) -> list[Party]:
    """The sides of a truce, those left out of whom it is not known who they are."""
    return [p for p in truce.parties if p.status == "party" and p.actor]


def _elsewhere(links: Sequence[Party], site: str, types: Mapping[str, str]) -> bool:
    """Whether several states, and nobody who fights himself, have none of their lands at a site."""
    lands = {_land(p.actor or "", types) for p in links}
    return len(lands) > 1 and None not in lands and site not in {x for land in lands for x in _sites(land)}


def between(truce: Ceasefire, labels: Mapping[str, str]) -> str:
    """The label of a truce; one that neither day nor place tells apart is named by its two sides.

    Args:
        truce: with its parties linked.
        labels: the names of the actors of the article.

    >>> sides = Party("a", "party"), Party("b", "party")
    >>> between(Ceasefire("t1", "ceasefire", parties=sides), {"a": "Ruritania", "b": "Utopia"})
    'ceasefire between Ruritania and Utopia'
    >>> between(Ceasefire("t1", "ceasefire of 2 May 2019", parties=sides), {"a": "Ruritania", "b": "Utopia"})
    'ceasefire of 2 May 2019'
    """
    sides = (labels.get(p.actor or "") for p in truce.parties if p.status == "party")
    told = [s for s in dict.fromkeys(sides) if s]
    bare = " in " not in truce.label and " of " not in truce.label and sort_of(truce.label) != "zone"
    return f"{truce.label} between {' and '.join(told)}" if bare and len(told) == 2 else truce.label


def side_of(truce: Ceasefire, links: Sequence[Party]) -> str | None:
    """How many camps a truce binds, now that it is known who its parties are; a state and its army are one camp."""
    if truce.side not in {"bilateral", "multilateral"}:
        return truce.side
    told = [p for p in links if p.status == "party"]
    camps = {_camp(p.actor) if p.actor else str(p.mention) for p in told}
    if len(camps) < 2:
        return truce.side if truce.side == "bilateral" else None
    return "bilateral" if len(camps) == 2 else "multilateral"


def _camp(iri: str) -> str:
    slug = iri.rsplit("/", 1)[-1]
    known = actors.get(slug)
    official = known is not None and known.type in {"Government", "ArmedForces"} and known.country
    return official if official and known is not None and known.country else slug


def _land(iri: str, types: Mapping[str, str]) -> str | None:
    """The state that an actor speaks for abroad, by its slug; None for forces and groups, that fight themselves."""
    known = actors.get(iri.rsplit("/", 1)[-1])
    kind = known.type if known else types.get(iri)
    if known is None or kind not in {"State", "Government"}:
        return None
    return known.slug if kind == "State" else known.country


def _sites(state: str | None) -> tuple[str, ...]:
    known = actors.states().get(state or "")
    site = places.countries().get(known.code or "") if known else None
    return (site.id,) if site else ()


def home(truce: Ceasefire) -> str | None:
    """The country that a truce is about: as found, but where no place is told it is the one its forces and groups are of."""
    if truce.covers:
        return truce.country
    told = list(filter(None, (actors.get((p.actor or "").rsplit("/", 1)[-1]) for p in _sides(truce))))
    inner = [k.country for k in told if k.type in _OF_A_LAND and k.country]
    states = Counter(inner or ([] if truce.country else [k.slug for k in told if k.type == "State"]))
    sites = _sites(min(states, key=lambda s: (-states[s], s), default=None))
    return f"{BASE}place/{sites[0]}" if sites else truce.country


_OF_A_LAND = frozenset({"ArmedGroup", "ArmedForces", "Government"})


def ended(truce: Ceasefire) -> date | None:
    """The day of a reported end."""
    ends = (s.when.earliest_begin for s in truce.states if s.state == "ended" and s.when)
    return max((e.date() for e in ends if e), default=None)


def term(truce: Ceasefire) -> date | None:
    """The last day of a truce for a fixed time."""
    fixed = [
        s.when.latest_end.date()
        for s in truce.states
        if s.state in {"inForce", "extended"} and s.when and s.when.latest_end
    ]
    return max(fixed, default=None)


def of_one_time(one: Ceasefire, other: Ceasefire) -> bool:
    """Whether a truce that was made may be of one round of a war with another: of no other country, within a year of it."""
    days = sorted(day for t in (one, other) if (day := _first_day(t)))
    if not any(s.state in _MADE for s in other.states) or len({one.country, other.country} - {None}) > 1:
        return False
    return len(days) < 2 or days[1] - days[0] <= _ONE_YEAR


def _first_day(truce: Ceasefire) -> datetime | None:
    """The first day that is told of a truce."""
    told = ((s.when.earliest_begin or s.when.latest_begin) for s in truce.states if s.when)
    return min((day for day in told if day), default=None)

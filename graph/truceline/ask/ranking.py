"""Which days and events matter: by how many independent articles tell them, also later, of what kind they are, and their figures.

After the features of date selection in timeline summarisation (Kessler et al. 2012; Tran et al. 2015): a day matters when
many texts name it, more so when they come back to it after it has passed.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView, Thing
from truceline.know.kinds import line
from truceline.shelf import data, rows
from truceline.triples.terms import TL

LATER = 30
"""Days after which an article that still tells of a day counts fully as one that came back to it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How much an event or a state matters; `day` is the first day of its time (ISO), `texts` how many texts tell it."""

    iri: str
    day: str
    score: float
    texts: int


@dataclass(frozen=True, slots=True)
class _Told:
    iri: str
    kind: str
    begin: str
    article: str
    issued: str
    edtf: str


def marks(view: GraphView, choice: Choice) -> list[Mark]:
    """All dated events and states that a choice lets through, with how much each matters, best first."""
    origin = origins(view)
    told: dict[str, list[_Told]] = defaultdict(list)
    for t in (*_events(view, choice), *_states(view, choice)):
        told[t.iri].append(t)
    dead = _deaths(view, told)
    found = (_mark(several, origin, dead.get(iri, 0)) for iri, several in told.items())
    return sorted(found, key=lambda m: (-m.score, m.day, m.iri))


def _mark(several: list[_Told], origin: Mapping[str, str], deaths: int) -> Mark:
    first = several[0]
    texts: dict[str, float] = {}
    for t in several:
        name = origin.get(t.article, t.article)
        texts[name] = max(texts.get(name, 0.0), weight_of_text(t.begin, t.issued))
    sure = 1.0 if _DAY.fullmatch(first.edtf) else VAGUE
    score = sure * weight(first.kind) * (math.log2(1 + sum(texts.values())) + math.log10(1 + deaths) / 2)
    return Mark(first.iri, first.begin[:10], round(score, 4), len(texts))


def weight_of_text(day: str, issued: str) -> float:
    """What an article counts for a day: 1 when it came out then, up to 2 when it came back to it a month later.

    >>> weight_of_text("2016-05-03", "2016-05-03"), weight_of_text("2016-05-03", "2016-07-03")
    (1.0, 2.0)
    """
    if not issued:
        return 1.0
    past = (date.fromisoformat(issued[:10]) - date.fromisoformat(day[:10])).days
    return 1.0 + min(1.0, max(0, past) / LATER)


def days(several: Iterable[Mark], count: int) -> list[list[Mark]]:
    """The days that matter most, in the order of time, each with its marks, best first."""
    by_day: dict[str, list[Mark]] = defaultdict(list)
    for mark in several:
        by_day[mark.day].append(mark)
    best = sorted(by_day, key=lambda d: (-day_score(by_day[d]), d))[:count]
    return [by_day[d] for d in sorted(best)]


def day_score(several: list[Mark]) -> float:
    """How much a day matters: its best event, and less and less of each further one."""
    return sum(m.score / (n + 1) for n, m in enumerate(sorted(several, key=lambda m: -m.score)))


@cache
def _weights() -> dict[str, float]:
    return {r["kind"]: float(r["weight"]) for r in rows(data("ranking", "weights.tsv"))}


@cache
def weight(kind: str) -> float:
    """How much a kind of event, or a state of a truce (`state:ended`), says of the course of a conflict.

    >>> weight("CeasefireBegan") > weight("Visit")
    True
    """
    known = _weights()
    if kind.startswith("state:"):
        return known.get(kind, 1.0)
    return next(known[k] for k in line(kind) if k in known)


def origins(view: GraphView) -> dict[str, str]:
    """Article that is a copy → the article whose text it repeats, followed to the first."""
    direct = dict(view.rows("SELECT ?a ?b { ?a tl:copyOf ?b }"))
    out = {}
    for article in direct:
        end, seen = article, {article}
        while (end := direct.get(end, end)) not in seen:
            seen.add(end)
        out[article] = end
    return out


FEW = 2000
"""So many events' figures are looked up one by one; of more, all figures are gone through."""


def _deaths(view: GraphView, events: Collection[str]) -> dict[str, int]:
    """The most that any source gives as killed, by event."""
    if len(events) <= FEW:
        return {e: max(map(_killed, view.figures.some(view.subjects(TL.ofEvent, [e]))), default=0) for e in events}
    query = "SELECT ?e (MAX(?n) AS ?most) { ?f tl:category tl:killed ; tl:ofEvent ?e ; tl:lower|tl:exact|tl:approx ?n } GROUP BY ?e"
    return {e: int(n) for e, n in view.rows(query) if n}


def _killed(figure: Thing) -> int:
    """How many a figure gives as killed."""
    numbers = (figure.number(n) for n in (TL["lower"], TL.exact, TL.approx))
    return max((n for n in numbers if n), default=0) if figure.word(TL.category) == "killed" else 0


# ---------------------------------------------------------------- what a choice lets through


def event_pattern(choice: Choice) -> str:
    """The SPARQL pattern of the events that a choice lets through, its time left out."""
    parts = ["?x a tl:Event ; tl:kind ?k ."]
    for values, path in (
        (choice.kinds, "tl:kind"),
        (choice.actors, "sem:hasActor"),
        (choice.places, "sem:hasPlace"),
        (choice.ceasefires, "tl:ceasefire"),
    ):
        parts += _values(values, path, len(parts))
    return " ".join(parts)


def _values(values: frozenset[str] | None, path: str, number: int) -> list[str]:
    if values is None:
        return []
    return [f"VALUES ?v{number} {{ {' '.join(f'<{v}>' for v in sorted(values))} }} ?x {path} ?v{number} ."]


def _time(choice: Choice) -> str:
    """Keeps what began within the choice's time."""
    tests = [f'?b >= "{choice.since:%Y-%m-%dT%H:%M:%SZ}"^^xsd:dateTime'] if choice.since else []
    tests += [f'?b < "{choice.until:%Y-%m-%dT%H:%M:%SZ}"^^xsd:dateTime'] if choice.until else []
    return f"FILTER({' && '.join(tests)})" if tests else ""


_TELLS = """?x sem:hasEarliestBeginTimeStamp ?b {time} . ?x tl:mentionedIn/nif:referenceContext ?a .
  OPTIONAL {{ ?a dct:issued ?d }} OPTIONAL {{ ?x tl:edtf ?w }}"""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T/].*)?")
"""A time in EDTF that begins with a day and not with a month, a season or a year."""

VAGUE = 0.2
"""What something counts that is not known to the day."""


def _events(view: GraphView, choice: Choice) -> Iterable[_Told]:
    query = f"""SELECT DISTINCT ?x ?k ?b ?a ?d ?w {{ {event_pattern(choice)} {_TELLS.format(time=_time(choice))}
        ?x tl:factuality ?f FILTER(?f IN (tl:happened, tl:ongoing)) }}"""
    for x, k, b, a, d, w in view.rows(query):
        yield _Told(x, k.rsplit("#", 1)[-1], b, a, d or "", w or "")


def _states(view: GraphView, choice: Choice) -> Iterable[_Told]:
    from truceline.ask.timeline import STATE_OF

    if choice.kinds is not None and not choice.kinds & {str(TL[k]) for k in STATE_OF}:
        return
    words = (
        None if choice.kinds is None else {STATE_OF[n] for k in choice.kinds if (n := k.rsplit("#", 1)[-1]) in STATE_OF}
    )
    only = [
        *([f"VALUES ?t {{ {_list(choice.ceasefires)} }}"] if choice.ceasefires else []),
        *(
            [f"VALUES ?who {{ {_list(choice.actors)} }} ?link tl:actor ?who . ?t tl:partyLink ?link ."]
            if choice.actors
            else []
        ),
        *([f"VALUES ?p {{ {_list(choice.places)} }} ?t tl:covers ?p ."] if choice.places else []),
    ]
    query = f"""SELECT DISTINCT ?x ?k ?b ?a ?d ?w {{ {" ".join(only)} ?t tl:hasState ?x . ?x tl:state ?k .
        {_TELLS.format(time=_time(choice))} }}"""
    for x, k, b, a, d, w in view.rows(query):
        word = k.rsplit("#", 1)[-1]
        if words is None or word in words:
            yield _Told(x, f"state:{word}", b, a, d or "", w or "")


def _list(values: Iterable[str]) -> str:
    return " ".join(f"<{v}>" for v in sorted(values))

"""SPARQL that narrows a question down to the few things that may be meant, before any of them is read.

Each filter is a block of its own, `{ SELECT ?x … }`, which the index answers by one scan or some look-ups; the blocks are
joined by hash. A join written as one pattern is looked up thing by thing, which takes seconds where there are many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView

BEGIN, _LATEST, _END = "sem:hasEarliestBeginTimeStamp", "sem:hasLatestBeginTimeStamp", "sem:hasLatestEndTimeStamp"
NO_TIME = " ".join(f"MINUS {{ ?x {name} ?{n} }}" for n, name in zip("nml", (BEGIN, _LATEST, _END), strict=True))
"""Takes away all that has a time: a block for the end of a query."""


FEW = 2000
"""So many things are rather read one by one than narrowed down further."""

MANY = 100
"""So many truces are all weighed, of whatever time they are told."""


def found(view: GraphView, blocks: Iterable[str], most: int | None = None) -> set[str]:
    """The IRIs of the things that all blocks have in common; no more of them than asked for."""
    limit = "" if most is None else f" LIMIT {most}"
    return {x for (x,) in view.rows(f"SELECT DISTINCT ?x {{ {' '.join(blocks)} }}{limit}")}


def count(view: GraphView, blocks: Iterable[str]) -> int:
    """How many things all blocks have in common."""
    [(n,)] = view.rows(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {' '.join(blocks)} }}")
    return int(n)


def event_blocks(choice: Choice) -> list[str]:
    """The events that the filters let through, whatever their time."""
    several = (
        (choice.kinds, "tl:kind"),
        (choice.actors, "sem:hasActor"),
        (choice.places, "sem:hasPlace"),
        (choice.ceasefires, "tl:ceasefire"),
    )
    return [having(path, values) for values, path in several if values is not None] or [
        "{ SELECT ?x { ?x tl:kind ?k } }"
    ]


def state_blocks(choice: Choice) -> list[str]:
    """The states of the truces that the filters let through, whatever their time."""
    ways = (
        (choice.ceasefires, "?t", "?t tl:hasState ?x ."),
        (choice.actors, "?who", "?link tl:actor ?who . ?t tl:partyLink ?link ; tl:hasState ?x ."),
        (choice.places, "?p", "?t tl:covers ?p ; tl:hasState ?x ."),
    )
    narrowed = [
        f"{{ SELECT DISTINCT ?x {{ {listed(name[1:], values)} {pattern} }} }}"
        for values, name, pattern in ways
        if values is not None
    ]
    return narrowed or ["{ SELECT ?x { ?x tl:state ?k } }"]


_TIMES = (BEGIN, _LATEST, _END, "tl:attestedUntil")
_SHORT = "^P(T[0-9]{1,3}H|[1-3]?[0-9]D|[1-5]W|1M)$"
"""Lengths of a truce that `AROUND` takes in."""

AROUND = timedelta(days=45)
"""So long before it was first told, and after it was last told, a truce of no told length may have held."""


def near_days(since: datetime, until: datetime) -> tuple[str, str]:
    """The days (ISO) within which somebody tells of a truce, if it held in a time and has no told length.

    >>> near_days(datetime(2016, 4, 24, tzinfo=UTC), datetime(2016, 4, 25, tzinfo=UTC))
    ('2016-03-10', '2016-06-09')
    """
    first, last = (t.replace(tzinfo=UTC) for t in (datetime.min + AROUND, datetime.max - AROUND))
    return (max(since, first) - AROUND).isoformat()[:10], (min(until, last) + AROUND).isoformat()[:10]


def truces_around(view: GraphView, several: Collection[str], since: str, until: str) -> set[str]:
    """Those of some truces that may have held between two days (ISO): told of them, or of days before and after, or to last long."""
    told = " UNION ".join(f"{{ SELECT ?x ?t {{ ?x {name} ?t }} }}" for name in _TIMES)
    few = f"{listed('c', several)} ?c tl:hasState ?x . ?x ?p ?t FILTER(?p IN ({', '.join(_TIMES)}))"
    every = f"{{ SELECT ?c ?x {{ ?c tl:hasState ?x }} }} {told}"
    ends = "(MIN(STR(?t)) AS ?first) (MAX(STR(?t)) AS ?last)"
    spans = view.rows(f"SELECT ?c {ends} {{ {few if len(several) < FEW else every} }} GROUP BY ?c")
    near = {c for c, first, last in spans if first and first < until and last >= since}
    long = f'SELECT DISTINCT ?c {{ ?x tl:lasts ?l FILTER(!REGEX(STR(?l), "{_SHORT}")) ?c tl:hasState ?x }}'
    return (near | {c for (c,) in view.rows(long)}) & set(several)


def having(path: str, values: Iterable[str]) -> str:
    """What has one of some IRIs as a property.

    >>> having("sem:hasPlace", ["urn:here"])
    '{ SELECT DISTINCT ?x { VALUES ?v { <urn:here> } ?x sem:hasPlace ?v } }'
    """
    return f"{{ SELECT DISTINCT ?x {{ {listed('v', values)} ?x {path} ?v }} }}"


def of_class(name: str) -> str:
    """The things of a class."""
    return f"{{ SELECT ?x {{ ?x a {name} }} }}"


def listed(name: str, values: Iterable[str]) -> str:
    """IRIs as the values of a variable."""
    return f"VALUES ?{name} {{ {' '.join(f'<{v}>' for v in sorted(values))} }}"


def beginning(choice: Choice) -> Iterator[str]:
    """What begins within the time of a choice; no block where it has none."""
    tests = [f"?b >= {_instant(choice.since)}"] if choice.since else []
    tests += [f"?b < {_instant(choice.until)}"] if choice.until else []
    if tests:
        yield f"{{ SELECT ?x {{ ?x {BEGIN} ?b FILTER({' && '.join(tests)}) }} }}"


def lasting(choice: Choice) -> Iterator[str]:
    """What may have happened within the time of a choice, and a little besides; no block where it has none.

    What begins later is taken away, and what surely ended before; where an end is not known, reading the thing tells.
    """
    if choice.since is None and choice.until is None:
        return
    yield f"{{ {' UNION '.join(f'{{ ?x {name} ?t }}' for name in (BEGIN, _LATEST, _END))} }}"
    if choice.until:
        yield f"MINUS {{ SELECT ?x {{ ?x {BEGIN} ?t FILTER(?t >= {_instant(choice.until)}) }} }}"
    if choice.since:
        yield f"MINUS {{ SELECT ?x {{ ?x {_END} ?t FILTER(?t < {_instant(choice.since)}) }} }}"


def each_lasting(choice: Choice) -> Iterator[str]:
    """The same, looked up thing by thing: for some thousand things that other blocks have left."""
    times = {"b": BEGIN, "m": _LATEST, "e": _END}
    yield from (f"OPTIONAL {{ ?x {name} ?{at} }}" for at, name in times.items())
    tests = [f"({' || '.join(f'BOUND(?{at})' for at in times)})"]
    tests += [f"(!BOUND(?b) || ?b < {_instant(choice.until)})"] if choice.until else []
    tests += [f"(!BOUND(?e) || ?e >= {_instant(choice.since)})"] if choice.since else []
    yield f"FILTER({' && '.join(tests)})"


def quoted(choice: Choice) -> str:
    """What is quoted from an article that came out within the time of a choice, a day more or less."""
    tests = [f'STR(?d) >= "{choice.since - timedelta(days=1):%Y-%m-%d}"'] if choice.since else []
    tests += [f'STR(?d) < "{choice.until + timedelta(days=1):%Y-%m-%d}"'] if choice.until else []
    of_time = f"{{ SELECT ?a {{ ?a dct:issued ?d FILTER({' && '.join(tests)}) }} }}"
    return f"{{ SELECT ?x {{ {of_time} ?x prov:wasQuotedFrom ?a }} }}"


def _instant(at: object) -> str:
    return f'"{at:%Y-%m-%dT%H:%M:%SZ}"^^xsd:dateTime'

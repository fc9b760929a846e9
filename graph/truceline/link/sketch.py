"""What of an event, and of an article, is compared with others: small, so that ten thousand articles' fit in a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, timedelta
from typing import Any

from truceline.know.kinds import line
from truceline.model import BASE, Event, Facts, Figure, Participant, Place, When

_WORD = re.compile(r"[a-z]{4,}")
DONE = frozenset(["agent", "mediator", "host", "attendee", "broker", "guarantor", "supporter"])
"""Roles of those who do something; the others have it done to them."""

LONGEST = timedelta(days=3)
"""Events whose time is less certain than this are not looked for in other articles."""

REAL = frozenset(["happened", "ongoing"])

_AT_HOME = f"{BASE}article/"
"""How the IRIs of those begin whom one article alone knows."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """An event as it is compared: what, when (ISO days, both inclusive; empty where unknown), where, who, how many, in which words.

    `places` is the place and all it lies in, smallest first; `figures` are category, least and most; `does` and
    `suffers` are IRIs of actors; `told` is the day of the article.
    """

    iri: str
    article: str
    kind: str
    factuality: str
    first: str
    last: str
    told: str
    places: tuple[str, ...]
    does: tuple[str, ...]
    suffers: tuple[str, ...]
    figures: tuple[tuple[str, int | None, int | None], ...]
    words: tuple[str, ...]


def sketches(facts: Facts) -> tuple[Sketch, ...]:
    """The events of an article; those whose day is known within three days may be found in others."""
    figures: dict[str, list[Figure]] = {}
    for figure in facts.notes.figures:
        if figure.event:
            figures.setdefault(figure.event, []).append(figure)
    return tuple(_sketches(facts, figures))


def _sketches(facts: Facts, figures: Mapping[str, list[Figure]]) -> Iterator[Sketch]:
    for event in facts.notes.events:
        yield _sketch(facts, event, figures.get(event.id, []))


def _sketch(facts: Facts, e: Event, figures: list[Figure]) -> Sketch:
    day, span = facts.article.published, days(e.when)
    first, last = (day_.isoformat() for day_ in span) if span else ("", "")
    return Sketch(
        iri=f"{facts.article.iri}/{e.id}",
        article=facts.article.iri,
        kind=e.kind,
        factuality="happened" if e.factuality in REAL else e.factuality,
        first=first,
        last=last,
        told=day.isoformat()[:10] if day else "",
        places=_around(facts.notes.places[e.place]) if e.place is not None else (),
        does=_known(p for p in e.participants if p.role in DONE),
        suffers=_known(p for p in e.participants if p.role not in DONE),
        figures=tuple(sorted(((f.category, *bounds(f)) for f in figures if not f.vague), key=_by_bounds)),
        words=_words(facts, e),
    )


def _known(parts: Iterable[Participant]) -> tuple[str, ...]:
    """The IRIs of participants whom other articles can name; "rebels" of one article are nobody in another."""
    return tuple(sorted({p.actor for p in parts if p.actor and not p.actor.startswith(_AT_HOME)}))


def _by_bounds(figure: tuple[str, int | None, int | None]) -> tuple[str, int, int]:
    """The order of figures: by category, then by what they say at least and at most; an open bound stands first."""
    category, least, most = figure
    return category, -1 if least is None else least, -1 if most is None else most


def days(when: When | None) -> tuple[date, date] | None:
    """The first and the last day on which something that happens may have begun, where they lie near each other.

    >>> from datetime import datetime
    >>> days(When(datetime(2016, 5, 3, tzinfo=UTC), None, None, datetime(2016, 5, 4, tzinfo=UTC)))
    (datetime.date(2016, 5, 3), datetime.date(2016, 5, 3))
    """
    if when is None or when.earliest_begin is None:
        return None
    end = when.latest_begin or when.latest_end
    if end is None or not timedelta(0) <= end - when.earliest_begin <= LONGEST:
        return None
    last = max(when.earliest_begin, end - timedelta(seconds=1))
    return when.earliest_begin.astimezone(UTC).date(), last.astimezone(UTC).date()


def bounds(f: Figure) -> tuple[int | None, int | None]:
    """The least and the most that a figure allows; an approximate one is taken a tenth either way."""
    if f.exact is not None:
        return f.exact, f.exact
    if f.approx is not None:
        return int(f.approx * 0.9), -(-f.approx * 11 // 10)
    return f.lower, f.upper


def _around(place: Place) -> tuple[str, ...]:
    return (place.place, *place.within)


def _words(facts: Facts, e: Event) -> tuple[str, ...]:
    """The words of the event's sentence that are no names: what two accounts of one thing share."""
    s = facts.sentences[e.sentence]
    names = [(m.start, m.end) for m in facts.notes.mentions if m.head == "name"]
    names += [(p.start, p.end) for p in facts.notes.places]
    text = list(facts.article.text[s.start : s.end])
    for begin, end in names:
        if s.start <= begin and end <= s.end:
            text[begin - s.start : end - s.start] = " " * (end - begin)
    return tuple(sorted({_stem(w) for w in _WORD.findall("".join(text).lower())}))


def _stem(word: str) -> str:
    """A word without the endings that change with tense and number.

    >>> _stem("shelled"), _stem("shells"), _stem("shelling")
    ('shell', 'shell', 'shell')
    """
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def blocks(s: Sketch) -> Iterator[str]:
    """Under which keys others are found: each day with the country and with each actor, by the class of its kind.

    An event a day off is found too, since accounts of one night differ by a day.
    """
    first = date.fromisoformat(s.first) - timedelta(days=1)
    count = (date.fromisoformat(s.last) - first).days + 2
    keys = [*s.places[-1:], *s.does, *s.suffers]
    sort = line(s.kind)[-2:][0]
    for n in range(count):
        yield from (f"{(first + timedelta(days=n)).isoformat()} {sort} {key}" for key in dict.fromkeys(keys))


def to_row(s: Sketch) -> dict[str, Any]:
    """Plain values, for JSON."""
    return {f.name: getattr(s, f.name) for f in fields(s)}


def of_row(row: Mapping[str, Any]) -> Sketch:
    """The sketch that `to_row` gave."""
    lists = {k: tuple(row[k]) for k in ("places", "does", "suffers", "words")}
    figures = tuple((str(c), low, high) for c, low, high in row["figures"])
    return Sketch(**{**row, **lists, "figures": figures})

"""How much events and states of truces matter: by how many independent articles tell them, also later, their kind and figures."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from truceline.ask.candidates import BEGIN, beginning, event_blocks, found, listed, state_blocks
from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import origin
from truceline.know.kinds import line
from truceline.shelf import data, rows
from truceline.vocabulary import DCT, SEM, TL

LATER = 30
"""Days after which an article that still tells of a day counts fully as one that came back to it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How much an event or a state matters.

    `day` is the first day of its time (ISO), `exact` whether it is known to the day; `told` are the texts that tell it, each
    with what it counts; `weight` is that of its kind, `killed` the most that any source gives.
    """

    iri: str
    day: str
    exact: bool
    told: tuple[tuple[str, float], ...]
    weight: float
    killed: int

    @property
    def texts(self) -> int:
        """How many texts tell it, copies aside."""
        return len(self.told)

    @property
    def score(self) -> float:
        """How much it matters, beside the others."""
        texts = math.log2(1 + sum(counts for _, counts in self.told))
        return round((1 if self.exact else VAGUE) * self.weight * (texts + math.log10(1 + self.killed) / 2), 4)


def marks(view: GraphView, choice: Choice) -> list[Mark]:
    """All dated events and states that a choice lets through, with how much each matters, best first."""
    told = [t for t in _told(view, choice) if _begins(t, choice)]
    dead = _deaths(view, [t.iri for t in told])
    texts = origins(view, {a for t in told for a in _articles(t)})
    made = (_mark(t, dead.get(t.iri, 0), texts) for t in told)
    return sorted((m for m in made if m.texts), key=lambda m: (-m.score, m.day, m.iri))


def _begins(thing: Thing, choice: Choice) -> bool:
    """Whether the earliest that any account gives as its begin lies within the time of a choice."""
    begin, since, until = thing.begin, choice.since, choice.until
    return begin is not None and (since is None or begin >= since) and (until is None or begin < until)


def origins(view: GraphView, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Article, these and those asked for before → the first article with its text, and the day on which it came out itself (ISO, empty where unknown)."""
    known: dict[str, tuple[str, str]] = view.once("origins", dict)
    for article in view.brief({a for a in articles if a not in known}, (DCT.issued, TL.copyOf)):
        known[article.iri] = (origin(view, article), article.text(DCT.issued))
    return known


def _begin(thing: Thing) -> str:
    """The first instant of its time, in ISO; empty where it has none."""
    return thing.text(SEM.hasEarliestBeginTimeStamp)


def _mark(thing: Thing, deaths: int, texts: Mapping[str, tuple[str, str]]) -> Mark:
    """How much a dated event or state matters."""
    day, counted = _begin(thing), defaultdict[str, float](float)
    for article in _articles(thing):
        first, issued = texts.get(article, (article, ""))
        counted[first] = max(counted[first], weight_of_text(day, issued))
    exact = _DAY.fullmatch(thing.text(TL.edtf)) is not None
    kind = thing.word(TL.kind) or f"state:{thing.word(TL.state)}"
    return Mark(thing.iri, day[:10], exact, tuple(sorted(counted.items())), weight(kind), deaths)


def _articles(thing: Thing) -> set[str]:
    """The articles in which a thing is told; the IRI of a sentence is that of its article with a fragment (RFC 5147)."""
    return {sentence.split("#")[0] for sentence in thing.many(TL.mentionedIn)}


def weight_of_text(day: str, issued: str) -> float:
    """What an article counts for a day: 1 when it came out then, up to 2 when it came back to it a month later.

    >>> weight_of_text("2016-05-03", "2016-05-03"), weight_of_text("2016-05-03", "2016-07-03")
    (1.0, 2.0)
    """
    if not issued:
        return 1.0
    past = (date.fromisoformat(issued[:10]) - date.fromisoformat(day[:10])).days
    return 1.0 + min(1.0, max(0, past) / LATER)


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


def _deaths(view: GraphView, events: Iterable[str]) -> dict[str, int]:
    """The most that any source gives as killed, by event."""
    pairs = list(view.rows(f"SELECT ?f ?e {{ {listed('e', events)} ?f tl:ofEvent ?e }}"))
    killed = {f.iri: _killed(f) for f in view.brief({f for f, _ in pairs}, (TL.category, *_NUMBERS))}
    out: dict[str, int] = {}
    for figure, event in pairs:
        out[event] = max(out.get(event, 0), killed.get(figure, 0))
    return out


_NUMBERS = (TL.lower, TL.exact, TL.approx)


def _killed(figure: Thing) -> int:
    """How many a figure gives as killed."""
    numbers = map(figure.number, _NUMBERS)
    return max((n for n in numbers if n), default=0) if figure.word(TL.category) == "killed" else 0


# ---------------------------------------------------------------- what a choice lets through


_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T/].*)?")
"""A time in EDTF that begins with a day and not with a month, a season or a year."""

VAGUE = 0.2
"""What something counts that is not known to the day."""


_READ = (TL.kind, TL.factuality, TL.state, SEM.hasEarliestBeginTimeStamp, TL.edtf, TL.mentionedIn)


def _told(view: GraphView, choice: Choice) -> Iterator[Thing]:
    """The events that happened, or go on, and the states of truces that begin within the time of a choice, some days more or less."""
    from truceline.ask.timeline import state_words

    words = state_words(choice)
    when = list(beginning(choice))
    ways = [[*event_blocks(choice), *([] if when else [f"?x {BEGIN} ?b"])]]
    ways += [state_blocks(choice)] if words is None or words else []
    either = " UNION ".join(f"{{ {' '.join(way)} }}" for way in ways)
    for thing in view.brief(found(view, [*when, f"{{ {either} }}"]), _READ):
        told = thing.word(TL.state)
        if (words is None or told in words) if told else thing.word(TL.factuality) in {"happened", "ongoing"}:
            yield thing

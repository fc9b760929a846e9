"""What a person should look at: events that may be one, links that are unsure, facts that a rule is unsure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from truceline.ask.answers import Table
from truceline.ask.graph_view import GraphView
from truceline.ask.timeline import happening
from truceline.triples.terms import NIF, TL

SURE = 0.7
"""Links and facts with at least this score are not shown."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question: `question` is same? (of two things) or right? (of one), with score, reason and sentences."""

    question: str
    score: float
    what: str
    reason: str
    things: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Review(Table[Open]):
    """Questions, the least sure first."""

    head: ClassVar[tuple[str, ...]] = ("question", "score", "what", "reason", "things")
    row: ClassVar[type | None] = Open

    def cells(self, row: Open) -> Sequence[str]:
        short = "\n".join(t.rsplit("/id/", 1)[-1] for t in row.things)
        return [row.question, f"{row.score:.2f}", row.what, row.reason, short]

    def below(self, row: Open) -> str:
        return " | ".join(f"“{s}”" for s in row.sentences)


def review(view: GraphView) -> Review:
    """What nobody has decided yet and no rule is sure of."""
    decided = {frozenset(things) for things in _decided(view)}
    every = [*_pairs(view), *_links(view), *_facts(view)]
    rows = [o for o in every if frozenset(o.things) not in decided]
    return Review(tuple(sorted(rows, key=lambda o: (o.score, o.question, o.things))))


def _decided(view: GraphView) -> Iterator[list[str]]:
    found: dict[str, list[str]] = {}
    for decision, thing in view.rows("SELECT ?d ?x { ?d a tl:Decision ; tl:about ?x }"):
        found.setdefault(decision, []).append(thing)
    yield from found.values()


def _pairs(view: GraphView) -> Iterator[Open]:
    """Events that may be one."""
    for a, b in view.rows("SELECT ?a ?b { ?a a tl:Event ; tl:possiblySameAs ?b . ?b a tl:Event }"):
        one, two = happening(view, a), happening(view, b)
        if one and two:
            yield Open("same?", 0.45, f"{one.label} / {two.label}", "may be one event", (a, b), _sentences(view, a, b))


def _links(view: GraphView) -> Iterator[Open]:
    """Links across articles that no rule is sure of."""
    query = "SELECT ?a ?b ?r ?c { ?l tl:linked ?a ; tl:linkedTo ?b ; tl:linkReason ?r ; tl:confidence ?c }"
    for a, b, reason, score in view.rows(query):
        if float(score) < SURE:
            yield Open("same?", float(score), view.label(b), reason, (a, b), _sentences(view, b))


def _facts(view: GraphView) -> Iterator[Open]:
    """Events and figures that their rule is unsure of."""
    query = "SELECT ?x ?c ?by { ?x a ?t ; tl:confidence ?c ; tl:extractedBy ?by FILTER(?t IN (tl:Event, tl:Figure)) }"
    for thing, score, by in view.rows(query):
        if float(score) < SURE:
            yield Open("right?", float(score), view.label(thing), by, (thing,), _sentences(view, thing))


def _sentences(view: GraphView, *things: str) -> tuple[str, ...]:
    """The sentences in which things are mentioned, the first of each."""
    found = (view.thing(view.thing(t).one(TL.mentionedIn) or "").one(NIF.anchorOf) for t in things)
    return tuple(s for s in found if s)

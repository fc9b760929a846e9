"""The invariants that facts keep, checked fast before they are written: offsets, links, times."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from truceline.doubts import ordered
from truceline.errors import FactsError
from truceline.model import Ceasefire, Facts, Notes, Party, Span, State


def keep_invariants(facts: Facts) -> None:
    """Refuses facts that break an invariant.

    Raises:
        FactsError: an offset lies outside the text, an id or a position leads nowhere, or a time ends before it begins;
            the item is named.
    """
    if wrong := next(faults(facts), None):
        raise FactsError(f"{facts.article.id}: {wrong}; the article is not added.")


def keep_triples(facts: Facts) -> None:
    """Refuses facts of which no triples can be made.

    Raises:
        FactsError: a term that RDF cannot hold; it is named.
    """
    from truceline.store.quads import quads

    try:
        quads(facts)
    except (ValueError, LookupError, TypeError, OverflowError) as e:
        why = " ".join(str(e).split())[:160]
        raise FactsError(
            f"{facts.article.id}: no triples can be made of it ({why}); the article is not added."
        ) from None


def faults(facts: Facts) -> Iterator[str]:
    """All that is wrong with facts, a sentence each."""
    yield from _offsets(facts)
    yield from _links(facts)
    yield from _positions(facts)
    yield from _times(facts)
    yield from _standing(facts)


def _offsets(facts: Facts) -> Iterator[str]:
    n, end = facts.notes, len(facts.article.text)
    for name, layer in (("time", n.times), ("mention", n.mentions), ("place", n.places), ("figure", n.figures)):
        for x in layer:
            if not 0 <= x.start < x.end <= end or facts.article.text[x.start : x.end] != x.text:
                yield f"the {name} {x.text!r} is not what stands at {x.start} to {x.end}"
    for k, s in enumerate(facts.sentences):
        if not 0 <= s.start <= s.end <= end:
            yield f"sentence {k} ends outside the text"
    for name, span in _spans(facts):
        if not 0 <= span.start <= span.end <= end:
            yield f"a span of {name} lies outside the text"


def _spans(facts: Facts) -> Iterator[tuple[str, Span]]:
    return ((name, s) for name, several in _words(facts) for s in several if s)


def _words(facts: Facts) -> Iterator[tuple[str, tuple[Span | None, ...]]]:
    """Every event, claim and truce with the words that tell it, where it has them."""
    n = facts.notes
    yield from ((e.id, (e.trigger, *e.mentions, *(p.span for p in e.participants))) for e in n.events)
    yield from ((c.id, (*c.content, c.speaker, c.cue, c.addressee_span)) for c in n.claims)
    yield from ((t.id, (*t.mentions, *(x.evidence for x in _parts(t)))) for t in n.ceasefires)


def _links(facts: Facts) -> Iterator[str]:
    """What points at something that is not there."""
    n = facts.notes
    ids = [
        *(c.id for c in n.claims),
        *(e.id for e in n.events),
        *(f.id for f in n.figures),
        *(t.id for t in n.ceasefires),
    ]
    if len(set(ids)) < len(ids):
        yield "two items bear one id"
    known = set(ids)
    for name, pointed in _pointers(facts):
        yield from (f"{name} {x}, which there is not" for x in pointed if x is not None and x not in known)


def _pointers(facts: Facts) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """(who points and how, ids) of every item."""
    n = facts.notes
    yield from ((f"{c.id} is about", c.about) for c in n.claims)
    yield from ((f"{e.id} names", (e.ceasefire, e.part_of, *(p.claim for p in e.participants))) for e in n.events)
    yield from ((f"{f.id} names", (f.subset_of, f.event, f.claim)) for f in n.figures)
    yield from ((f"{t.id} names", tuple(x.claim or None for x in _parts(t))) for t in n.ceasefires)


def _parts(t: Ceasefire) -> tuple[Party | State, ...]:
    return (*(p for p in t.parties if p.actor), *(s for s in t.states if s.state))


def _positions(facts: Facts) -> Iterator[str]:
    n = facts.notes
    sizes = {"place": len(n.places), "time": len(n.times), "mention": len(n.mentions), "sentence": len(facts.sentences)}
    for who, name, k in _numbers(n):
        if k is not None and not 0 <= k < sizes[name]:
            yield f"{who} {name} {k}, which there is not"


def _numbers(n: Notes) -> Iterator[tuple[str, str, int | None]]:
    """(who points and how, layer, position) of every item that points at others by their position."""
    for x in (*n.events, *n.claims, *n.figures, *n.roles):
        who = f"{getattr(x, 'id', 'a role')} names"
        yield from ((who, name, getattr(x, name, None)) for name in ("place", "time", "sentence"))
    for e in n.events:
        yield from ((f"{e.id} names", "mention", p.mention) for p in e.participants)
    for t in n.ceasefires:
        yield from ((f"{t.id} covers", "place", k) for k in chain(t.covers, *(s.covers for s in t.states)))
        yield from ((f"{t.id} names", "sentence", x.sentence) for x in _parts(t))


def _times(facts: Facts) -> Iterator[str]:
    n = facts.notes
    for name, when in (
        *((e.id, e.when) for e in n.events),
        *((c.id, c.when) for c in n.claims),
        *((f.id, f.window) for f in n.figures),
        *((t.id, s.when) for t in n.ceasefires for s in t.states),
    ):
        if when and not ordered(when):
            yield f"the time of {name} ends before it begins"


def _standing(facts: Facts) -> Iterator[str]:
    """Every event, figure, state and party link has a claim."""
    n = facts.notes
    told = set(chain.from_iterable(c.about for c in n.claims))
    yield from (f"nobody says {e.id}" for e in n.events if e.id not in told)
    yield from (f"nobody says {f.id}" for f in n.figures if f.id not in told and not f.claim)
    for t in n.ceasefires:
        yield from (f"nobody says a part of {t.id}" for x in _parts(t) if not x.claim)

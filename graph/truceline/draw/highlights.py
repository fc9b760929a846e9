"""Where a fact stands in a sentence: the words for it, and the words for those who take part, the place and the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from truceline.draw.page import Mark
from truceline.model import Ceasefire, Event, Facts, Figure, Span

Stretches = tuple[tuple[Span, ...], tuple[Span, ...]]
"""The stretches of a text for a fact itself, and for its parts."""


def stretches(facts: Iterable[Facts]) -> dict[str, Stretches]:
    """The IRI of a thing → where its words stand in the text of its article."""
    out: dict[str, Stretches] = {}
    for f in facts:
        for name, found in _article(f):
            out[f"{f.article.iri}/{name}"] = found
    return out


def _article(facts: Facts) -> Iterator[tuple[str, Stretches]]:
    for event in facts.notes.events:
        yield event.id, _event(facts, event)
    for figure in facts.notes.figures:
        yield figure.id, _figure(facts, figure)
    for truce in facts.notes.ceasefires:
        yield from _truce(truce)


def _event(facts: Facts, e: Event) -> Stretches:
    notes = facts.notes
    parts = [p.span for p in e.participants if p.span]
    parts += [
        Span(m.start, m.end) for p in e.participants if p.mention is not None for m in [notes.mentions[p.mention]]
    ]
    if e.place is not None:
        parts.append(Span(notes.places[e.place].start, notes.places[e.place].end))
    if e.time is not None:
        parts.append(Span(notes.times[e.time].start, notes.times[e.time].end))
    return (e.trigger, *e.mentions), tuple(parts)


def _figure(facts: Facts, f: Figure) -> Stretches:
    parts = [Span(p.start, p.end) for p in facts.notes.places[f.place : f.place + 1]] if f.place is not None else []
    return (Span(f.start, f.end),), tuple(parts)


def _truce(truce: Ceasefire) -> Iterator[tuple[str, Stretches]]:
    spans = [(f"s{n}", s.evidence) for n, s in enumerate(truce.states, 1)]
    spans += [(f"p{n}", p.evidence) for n, p in enumerate(truce.parties, 1)]
    for name, span in spans:
        yield f"{truce.id}/{name}", ((span,) if span else (), ())


def marks(found: Stretches, sentence: Span) -> tuple[Mark, ...]:
    """The marks of a fact inside a sentence, in order and apart from each other; the fact's own words win.

    >>> marks(((Span(12, 18),), (Span(10, 14), Span(20, 22))), Span(10, 40))
    (Mark(start=2, end=8, core=True), Mark(start=10, end=12, core=False))
    """
    core, parts = found
    out: list[Mark] = []
    for spans, strong in ((core, True), (parts, False)):
        for s in sorted(spans):
            if sentence.covers(s) and s.start < s.end and _free(s, sentence.start, out):
                out.append(Mark(s.start - sentence.start, s.end - sentence.start, strong))
    return tuple(sorted(out, key=lambda m: m.start))


def _free(span: Span, base: int, taken: Sequence[Mark]) -> bool:
    return not any(m.start < span.end - base and span.start - base < m.end for m in taken)

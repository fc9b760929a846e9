"""Temporal expressions as triples: the words, what they stand for, what they were counted from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from rdflib import URIRef

from truceline.model import Time
from truceline.triples.article_scope import Scope, Triple, stamps_of
from truceline.triples.terms import NIF, RDF, TL, integer, plain


def times(here: Scope) -> Iterator[Triple]:
    """The temporal expressions of an article, with TIMEX3 type and value and the interval they stand for."""
    starts = [s.start for s in here.facts.sentences]
    for n, time in enumerate(here.facts.notes.times):
        me = here.dated(n)
        yield me, RDF.type, TL.TimeExpression
        yield me, NIF.referenceContext, here.article
        yield me, NIF.beginIndex, integer(time.start)
        yield me, NIF.endIndex, integer(time.end)
        yield me, NIF.anchorOf, plain(time.text)
        if starts:
            yield me, TL.mentionedIn, here.sentence(max(0, bisect_right(starts, time.start) - 1))
        yield from _meaning(me, time)


def _meaning(me: URIRef, t: Time) -> Iterator[Triple]:
    for text, name in (
        (t.type, TL.timexType),
        (t.value, TL.timexValue),
        (t.mod, TL.timexMod),
        (t.anchor, TL.signal),
        (t.reference, TL.countedFrom),
    ):
        if text:
            yield me, name, plain(text)
    yield from stamps_of(me, (t.begin, None, None, t.end_), t.edtf)

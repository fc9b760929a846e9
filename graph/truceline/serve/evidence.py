"""The sentences behind a thing: what the page links to, and what an agent quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from truceline.ask.graph_view import GraphView, Thing
from truceline.ask.said import Said, said, tellings
from truceline.errors import QueryError
from truceline.graph import Graph
from truceline.vocabulary import NIF, PREFIXES, SEM, TL


def evidence(graph: Graph, iri: str) -> dict[str, Any]:
    """What a thing is called, and every claim that tells it, with its sentence.

    Args:
        graph: the graph.
        iri: of anything in it; whole, or with a prefix as answers show it.

    Raises:
        QueryError: the graph tells nothing of it.
    """
    book, whole = graph.book, expanded(iri)
    found = _told(book, whole)
    if not found:
        raise QueryError(f"No sentence of this graph is about {iri[:200]!r}; take an IRI from another answer.")
    return {"iri": whole, "label": book.label(whole), "claims": [claimed(s) for s in found]}


def sentence_evidence(graph: Graph, text: str) -> dict[str, Any]:
    """The claims that stand in a sentence, by its text.

    Raises:
        QueryError: no article has this sentence, or nothing is claimed in it.
    """
    index = graph.store.index()
    same = {q.subject.value for q in index.quads_for_pattern(None, _ANCHOR, ox.Literal(text), None)}  # type: ignore[union-attr]
    found = [said(graph.book, c) for c in graph.book.claims.values() if c.one(TL.evidence) in same]
    if not found:
        raise QueryError("Nothing in this graph is claimed in this sentence.")
    return {"iri": ", ".join(sorted(same)), "label": "What this sentence says", "claims": [claimed(s) for s in found]}


_ANCHOR = ox.NamedNode(NIF.anchorOf)


def expanded(iri: str) -> str:
    """An IRI without its prefix or its angle brackets.

    >>> expanded(":kerry"), expanded("<https://e.example/x>")
    ('https://w3id.org/truceline/id/kerry', 'https://e.example/x')
    """
    iri = iri.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = iri.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES and not rest.startswith("//") else iri


def _told(book: GraphView, iri: str) -> tuple[Said, ...]:
    """The claims about a thing and its parts, or those of a speaker or participant."""
    if iri in book.claims:
        return (said(book, book.claims[iri]),)
    things = [iri]
    if iri in book.events:
        things += book.events[iri].many(TL.participation)
    elif iri in book.ceasefires:
        things += [*book.ceasefires[iri].many(TL.hasState), *book.ceasefires[iri].many(TL.partyLink)]
    if found := tellings(book, things):
        return found
    return (*(said(book, c) for c in _speaking(book, iri)), *tellings(book, _taking_part(book, iri)))


def _speaking(book: GraphView, iri: str) -> Iterator[Thing]:
    """The claims of a speaker, to an addressee, or in a sentence."""
    return (c for c in book.claims.values() if iri in (c.one(TL.speaker), c.one(TL.addressee), c.one(TL.evidence)))


def _taking_part(book: GraphView, iri: str) -> Iterator[str]:
    """The events that somebody takes part in, or that happen in a place."""
    return (e.iri for e in book.events.values() if iri in (*e.many(SEM.hasActor), *e.many(SEM.hasPlace)))


def sentence_at(s: Said) -> tuple[str, int | None, int | None]:
    """The article of a claim's sentence and its begin and end in the text (code points), as its IRI has them (RFC 5147)."""
    article, _, span = s.evidence.partition("#char=")
    begin, _, end = span.partition(",")
    return article, int(begin) if begin.isdigit() else None, int(end) if end.isdigit() else None


def claimed(s: Said) -> dict[str, Any]:
    """A claim for programs: who says what in which sentence, with the sentence's place in the text (code points)."""
    article, begin, end = sentence_at(s)
    return {
        "claim": s.claim,
        "speaker": s.speaker,
        "stance": s.stance,
        "via": list(s.via),
        "quote": s.quote,
        "sentence": s.sentence,
        "sentence_id": s.evidence,
        "article": article,
        "begin": begin,
        "end": end,
        "outlet": s.outlet,
        "published": s.published,
        "title": s.title,
        "url": s.url,
        "confidence": s.confidence,
    }

"""Decisions of people as triples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef
from rdflib.namespace import XSD
from rdflib.term import Literal

from truceline.triples.article_scope import Triple
from truceline.triples.terms import DCT, PROV, RDF, RDFS, TL, iri, plain


def decided(me: str, what: str, about: Sequence[str], said: tuple[str, str, str, str]) -> Iterator[Triple]:
    """The triples of a decision.

    Args:
        me: its IRI.
        what: accepted, rejected, same, different, edited, withdrawn.
        about: the things it is about.
        said: the new value where edited, who decided, why, when (ISO instant in UTC); empty where not said.
    """
    value, by, why, created = said
    node = URIRef(me)
    yield node, RDF.type, TL.Decision
    yield node, TL.decided, TL[what]
    for thing in about:
        yield node, TL.about, iri(thing)
    for text, name in ((value, TL.value), (by, PROV.wasAttributedTo), (why, RDFS.comment)):
        if text:
            yield node, name, plain(text)
    if created:
        yield node, DCT.created, Literal(created, datatype=XSD.dateTime, normalize=False)

"""How an article's things were joined to those of others, whose text it repeats, when it entered the graph."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import URIRef
from rdflib.namespace import XSD
from rdflib.term import Literal

from truceline.triples.article_scope import Scope, Triple
from truceline.triples.terms import PROV, RDF, TL, decimal, iri, plain, slug


def joins(here: Scope) -> Iterator[Triple]:
    """A link for each thing that is known under another IRI, with reason and score; the article's copy and day of entry."""
    for old, joined in sorted(here.context.joined.items()):
        own = f"{here.article}/"
        me = here.own(f"link/{slug(old.removeprefix(own) if old.startswith(own) else old.rsplit('/', 1)[-1])}")
        yield me, RDF.type, TL.Link
        yield me, TL.linked, iri(old)
        yield me, TL.linkedTo, iri(joined.iri)
        yield me, TL.linkReason, plain(joined.reason)
        yield me, TL.confidence, decimal(joined.score)
        yield me, PROV.wasQuotedFrom, here.article
    if here.context.copy_of:
        yield here.article, TL.copyOf, URIRef(here.context.copy_of[0])
    if here.context.added:
        yield here.article, TL.addedOn, Literal(here.context.added, datatype=XSD.dateTime, normalize=False)

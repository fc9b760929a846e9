"""Namespaces, and how names, days and instants become RDF terms."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from urllib.parse import quote

from pyoxigraph import NamedNode
from rdflib import XSD, Literal, Namespace, URIRef

from truceline.vocabulary import PREFIXES


class _Space(Namespace):
    """A namespace that makes each term once: a graph is written with the same few terms thousands of times."""

    def __getattr__(self, name: str) -> URIRef:
        made = super().__getattr__(name)
        self.__dict__[name] = made
        return made


TL, SEM, NIF, PROV, ORG, DCT = (_Space(PREFIXES[p]) for p in ("tl", "sem", "nif", "prov", "org", "dct"))
SCHEMA, GEO, SKOS, RDFS, RDF, OWL = (_Space(PREFIXES[p]) for p in ("schema", "geo", "skos", "rdfs", "rdf", "owl"))
ID, EDTF, WIKIDATA = (Namespace(PREFIXES[p]) for p in ("", "edtf", "wd"))

_UNSAFE = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as the last part of an IRI.

    >>> slug("Agência Lusa, S.A.")
    'agencia-lusa-s-a'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _UNSAFE.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "unnamed"


def iri(name: str) -> URIRef:
    """An IRI of ours: what is one already stays, a bare slug or name gets the base."""
    name = str(name)  # the `startswith` of an rdflib term knows no tuples
    if name.startswith(("http://", "https://", "urn:")):
        return URIRef(safe(name))
    return ID[slug(name)]


_IN_IRI = re.compile(
    "([A-Za-z0-9._~!$&'()*+,;=:@/?#\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd-]|%[0-9A-Fa-f]{2})|(.)",
    re.S,
)


def address_of(url: str) -> URIRef | None:
    """The IRI of an address; ``None`` for one that no IRI can hold (RFC 3987): relative, half a bracket, a port in words.

    >>> address_of("https://news.example/a b"), address_of("http://[::1/x"), address_of("/a/1")
    (rdflib.term.URIRef('https://news.example/a%20b'), None, None)
    """
    try:
        return URIRef(NamedNode(safe(url)).value)
    except ValueError:
        return None


_PLAIN = re.compile(r"[A-Za-z0-9._~:/-]*")


def safe(url: str) -> str:
    """An address with the characters escaped that an IRI may not hold (RFC 3987); what is right already stays.

    >>> safe("https://news.example/a b?q={x}")
    'https://news.example/a%20b?q=%7Bx%7D'
    """
    if _PLAIN.fullmatch(url):
        return url
    before, mark, after = url.partition("#")
    return "".join(_escaped(part) for part in (before, mark, after.replace("#", "%23")))


def _escaped(text: str) -> str:
    return _IN_IRI.sub(lambda m: m[1] or quote(m[2], safe="", errors="replace"), text)


def concept(word: str) -> URIRef:
    """A term of the vocabulary by its words.

    >>> concept("aid workers").rsplit("#")[-1]
    'aidWorkers'
    """
    first, *rest = word.split()
    return TL[first + "".join(w[:1].upper() + w[1:] for w in rest)]


def english(text: str) -> Literal:
    """A label in English."""
    return Literal(_sound(text), lang="en")


def labelled(me: URIRef, label: str) -> tuple[tuple[URIRef, URIRef, Literal], ...]:
    """What something is called: its label in English, and the same words without a language, to be found by plain ones.

    >>> [str(o) for _, _, o in labelled(URIRef("urn:a"), "Jane Doe")]
    ['Jane Doe', 'Jane Doe']
    """
    return (me, RDFS.label, english(label)), (me, TL.name, plain(label))


def plain(text: str) -> Literal:
    """Words as they stand, without language."""
    return Literal(_sound(text))


def _sound(text: str) -> str:
    """Text that every serialisation can write: half characters (lone surrogates) become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def integer(n: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(n), datatype=XSD.integer, normalize=False)


def decimal(x: float) -> Literal:
    """An xsd:decimal in the canonical form of XSD 1.1, the one that Oxigraph keeps; six places after the point.

    >>> str(decimal(36.2)), str(decimal(1.0)), str(decimal(-0.0))
    ('36.2', '1', '0')
    """
    text = f"{x:.6f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=XSD.decimal, normalize=False)


def instant(at: datetime) -> Literal:
    """An xsd:dateTime in UTC with Z."""
    text = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    return Literal(text, datatype=XSD.dateTime, normalize=False)


def day(at: date) -> Literal:
    """An xsd:date; an instant when `at` has a clock time."""
    return instant(at) if isinstance(at, datetime) else Literal(at.isoformat(), datatype=XSD.date, normalize=False)


def partial_date(text: str) -> Literal:
    """An ISO day, month or year with its datatype.

    >>> partial_date("2016-05").datatype.rsplit("#")[-1]
    'gYearMonth'
    """
    kind = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}.get(len(text), XSD.string)
    return Literal(text, datatype=kind, normalize=False)


def edtf(text: str) -> Literal:
    """An EDTF literal (Library of Congress datatype)."""
    return Literal(text, datatype=EDTF.EDTF, normalize=False)

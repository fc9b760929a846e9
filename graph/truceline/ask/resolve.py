"""Names that people type → RDF terms: by IRI, by label or alias (case does not matter), by a word of the name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from functools import cache

import pyoxigraph as ox

from truceline.ask.dates import window
from truceline.ask.queries import Term
from truceline.codec import iso
from truceline.errors import QueryError
from truceline.know import places
from truceline.know.matching import exact
from truceline.know.nouns import closed
from truceline.know.spelling import key
from truceline.shelf import ontology
from truceline.vocabulary import PREFIXES, RDF, RDFS, SKOS, TL

CLASSES = {"actor": "tl:Actor", "place": "tl:Place", "ceasefire": "tl:Ceasefire"}
"""The kinds of things that go by names, and their classes."""


def terms(index: ox.Store, kind: str, text: str) -> list[Term]:
    """The terms that a parameter's text stands for.

    Args:
        index: the graph.
        kind: actor, place, ceasefire (things by name), concept (a word of the vocabulary), iri, begin, end (of a
            date), day (both, in this order), number, text.
        text: as typed.

    Raises:
        QueryError: nothing goes by this name.
        DateError: it is no date.
    """
    if kind in CLASSES:
        return [ox.NamedNode(i) for i in named(index, kind, text)]
    if kind == "concept":
        return [ox.NamedNode(i) for i in concept(text)]
    if kind == "iri":
        return [ox.NamedNode(iri_of(text))]
    if kind in _ENDS:
        return [_instant(at) for at in list(window(text))[_ENDS[kind]]]
    if kind == "number":
        if not re.fullmatch(r"-?\d+", text):
            raise QueryError(f"{text!r} is not a whole number.")
        return [ox.Literal(text, datatype=ox.NamedNode(_XSD + "integer"))]
    return [ox.Literal(text)]


_XSD = PREFIXES["xsd"]
_ENDS = {"begin": slice(0, 1), "end": slice(1, 2), "day": slice(0, 2)}


def _instant(at: datetime) -> ox.Literal:
    return ox.Literal(iso(at) or "", datatype=ox.NamedNode(_XSD + "dateTime"))


def iri_of(text: str) -> str:
    """An IRI as people type it: whole, in angle brackets, or with a prefix (`:kerry`, `tl:Meeting`).

    Raises:
        QueryError: it is none.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = text.partition(":")
    if colon and prefix in PREFIXES and not rest.startswith("//"):
        text = PREFIXES[prefix] + rest
    if not re.fullmatch(r'[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+', text):
        raise QueryError(f"{text!r} is not an IRI; write it whole, or with a prefix, as other queries show it.")
    return text


def named(index: ox.Store, kind: str, text: str) -> list[str]:
    """The IRIs of the things of a kind that go by a name, sorted.

    A full name or alias wins; else every thing in whose name all the words stand; a part of a land that no table has is the land
    ("northern Ruritania").

    Raises:
        QueryError: none does; near names are offered.
    """
    if text.startswith(("http://", "https://")):
        return [text]
    if text.startswith(":"):
        return [PREFIXES[""] + text[1:]]
    if found := _exactly(index, kind, text):
        return found
    names = _names(index, kind)
    if found := _called(names, fold(text)):
        return found
    if kind == "place" and (found := _unread_place(index, text)):
        return found
    raise QueryError(_unknown(kind, text, (name for _, name in names)))


def _called(names: Iterable[tuple[str, str]], asked: str) -> list[str]:
    """What is called just so, else that in whose name all the words stand, else that whose IRI ends so."""
    words = set(asked.split())
    return sorted(
        {iri for iri, name in names if fold(name) == asked}
        or {iri for iri, name in names if words and words <= set(fold(name).split())}
        or {iri for iri, _ in names if iri.rsplit("/", 1)[-1] == asked.replace(" ", "-")}
    )


def _unread_place(index: ox.Store, text: str) -> list[str]:
    """A place that no article names: one that tables know, or a part of a land, which stands for the land."""
    part, _, whole = fold(text).partition(" ")
    if known := _known_place(text) or _small_place(index, text):
        return known
    return named(index, "place", whole) if whole and part in closed("compass") else []


def _known_place(text: str) -> list[str]:
    """A place that the gazetteer knows and the graph only implies: "Colombia" where articles name towns of it."""
    found = exact(places.world(), key(text))
    return sorted({places.site(line).iri for line in found.ids}) if found else []


def _small_place(index: ox.Store, text: str) -> list[str]:
    """A place that only a table of its country knows ("Borno State"); of several, those of countries that the graph speaks of."""
    found = places.called(text)
    near = [s for s in found if (land := places.countries().get(s.country)) and any(_told(index, land.iri))]
    return sorted(s.iri for s in near or found)


def _told(index: ox.Store, iri: str) -> Iterator[ox.Quad]:
    """What the graph tells of a thing."""
    return index.quads_for_pattern(ox.NamedNode(iri), None, None)


def _unknown(kind: str, text: str, names: Iterable[str]) -> str:
    near = get_close_matches(text, sorted(set(names)), n=3)
    hint = f"; near names are {', '.join(near)}" if near else ""
    return f"No {kind} in this graph goes by {text!r}{hint}."


def _names(index: ox.Store, kind: str) -> list[tuple[str, str]]:
    """The names of all things of a kind, each with its IRI; looked up thing by thing, which is faster than a join."""
    things = {q.subject for q in index.quads_for_pattern(None, _TYPE, _class(kind))}
    found = ((t, q.object) for t in things for name in _NAMED_BY for q in index.quads_for_pattern(t, name, None))
    return [(t.value, n.value) for t, n in found]  # type: ignore[union-attr]


def _exactly(index: ox.Store, kind: str, text: str) -> list[str]:
    """The things of a kind that bear exactly this name, letter by letter, sorted."""
    name = ox.Literal(text, language="en")
    found = {q.subject for by in _NAMED_BY for q in index.quads_for_pattern(None, by, name)}
    right = (t for t in found if any(True for _ in index.quads_for_pattern(t, _TYPE, _class(kind))))
    return sorted(t.value for t in right)  # type: ignore[union-attr]


_TYPE = ox.NamedNode(RDF.type)
_NAMED_BY = (ox.NamedNode(RDFS.label), ox.NamedNode(SKOS.altLabel))


def _class(kind: str) -> ox.NamedNode:
    prefix, _, name = CLASSES[kind].partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def fold(name: str) -> str:
    """A name without case, accents and punctuation.

    >>> fold("Al-Ḥasakah (city)")
    'al hasakah city'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def concept(text: str) -> list[str]:
    """A term of the vocabulary as people type it: `accused`, `tl:accused`, `not party`, `notParty`, an IRI.

    Raises:
        QueryError: the vocabulary has no such term; near ones are offered.

    >>> concept("not party")[0].rsplit("#")[-1]
    'notParty'
    """
    if text.startswith("http"):
        return [text]
    bare = text.removeprefix("tl:").strip()
    first, *rest = re.split(r"[\s_-]+", bare)
    joined = first + "".join(w[:1].upper() + w[1:] for w in rest)
    ways = dict.fromkeys((joined, joined[:1].upper() + joined[1:], joined[:1].lower() + joined[1:]))
    found = [str(TL[w]) for w in ways if w in terms_known()]
    if not found:
        near = get_close_matches(joined, sorted(terms_known()), n=3)
        hint = f"near ones are {', '.join(near)}" if near else "write it as in accused or CeasefireDeclared"
        raise QueryError(f"{text!r} is not a word of the vocabulary; {hint}.")
    return found


@cache
def terms_known() -> frozenset[str]:
    """The local names of all terms that the vocabulary declares."""
    files = (ox.parse(path=str(ontology(name)), format=ox.RdfFormat.TURTLE) for name in ("truceline.ttl", "kinds.ttl"))
    names = (q.subject.value for file in files for q in file if isinstance(q.subject, ox.NamedNode))
    return frozenset(name.removeprefix(PREFIXES["tl"]) for name in names if name.startswith(PREFIXES["tl"]))

"""Names that people type → RDF terms: by IRI, by label or alias (case does not matter), by a word of the name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

import pyoxigraph as ox

from truceline.ask.dates import window
from truceline.ask.queries import Term
from truceline.errors import QueryError
from truceline.triples.terms import PREFIXES, TL

_CLASSES = {"actor": "tl:Actor", "place": "tl:Place", "ceasefire": "tl:Ceasefire"}


def terms(index: ox.Store, kind: str, text: str) -> list[Term]:
    """The terms that a parameter's text stands for.

    Args:
        index: the graph.
        kind: actor, place, ceasefire (things by name), concept (a word of the vocabulary), begin, end (of a date),
            number, text.
        text: as typed.

    Raises:
        QueryError: nothing goes by this name.
        DateError: it is no date.
    """
    if kind in _CLASSES:
        return [ox.NamedNode(i) for i in named(index, kind, text)]
    if kind == "concept":
        return [ox.NamedNode(i) for i in concept(text)]
    if kind in {"begin", "end"}:
        at = window(text)[kind == "end"]
        return [ox.Literal(at.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=ox.NamedNode(_XSD + "dateTime"))]
    if kind == "number":
        if not re.fullmatch(r"-?\d+", text):
            raise QueryError(f"{text!r} is not a whole number.")
        return [ox.Literal(text, datatype=ox.NamedNode(_XSD + "integer"))]
    return [ox.Literal(text)]


_XSD = PREFIXES["xsd"]


def named(index: ox.Store, kind: str, text: str) -> list[str]:
    """The IRIs of the things of a kind that go by a name, sorted.

    A full name or alias wins; else every thing in whose name all the words stand.

    Raises:
        QueryError: none does; near names are offered.
    """
    if text.startswith(("http://", "https://")):
        return [text]
    if text.startswith(":"):
        return [PREFIXES[""] + text[1:]]
    names = _names(index, kind)
    asked = fold(text)
    if exact := sorted({iri for iri, name in names if fold(name) == asked}):
        return exact
    words = set(asked.split())
    if words and (some := sorted({iri for iri, name in names if words <= set(fold(name).split())})):
        return some
    if slugs := sorted({iri for iri, _ in names if iri.rsplit("/", 1)[-1] == asked.replace(" ", "-")}):
        return slugs
    raise QueryError(_unknown(kind, text, (name for _, name in names)))


def _unknown(kind: str, text: str, names: Iterable[str]) -> str:
    near = get_close_matches(text, sorted(set(names)), n=3)
    hint = f"; near names are {', '.join(near)}" if near else ""
    return f"No {kind} in this graph goes by {text!r}{hint}."


def _names(index: ox.Store, kind: str) -> list[tuple[str, str]]:
    query = f"SELECT ?s ?n {{ ?s a {_CLASSES[kind]} ; rdfs:label|skos:altLabel ?n }}"
    return [(s.value, n.value) for s, n in index.query(query, prefixes=PREFIXES)]  # type: ignore[union-attr]


def fold(name: str) -> str:
    """A name without case, accents and punctuation.

    >>> fold("Al-Ḥasakah (city)")
    'al hasakah city'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def concept(text: str) -> list[str]:
    """A term of the vocabulary as people type it: `accused`, `tl:accused`, `not party`, `notParty`, an IRI.

    >>> concept("not party")[0].rsplit("#")[-1]
    'notParty'
    """
    if text.startswith("http"):
        return [text]
    bare = text.removeprefix("tl:").strip()
    first, *rest = re.split(r"[\s_-]+", bare)
    joined = first + "".join(w[:1].upper() + w[1:] for w in rest)
    if not re.fullmatch(r"\w+", joined):
        raise QueryError(f"{text!r} is not a word of the vocabulary; write it as in accused or CeasefireDeclared.")
    return [str(TL[joined]), str(TL[joined[:1].upper() + joined[1:]]), str(TL[joined[:1].lower() + joined[1:]])]

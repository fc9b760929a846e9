"""Apostrophes that were lost on the way: "Syrias government", "the armys chief", "they didnt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from truceline.analysis.repair.edits import Edit
from truceline.analysis.repair.lists import words
from truceline.know import actors, places
from truceline.know.matching import every

_NAME = re.compile(r"(?<![\w'’.-])([A-Z][\w-]*[^\Ws])s(?=[ \t]+([\w\"“-]+))")
_SINGULAR = re.compile(r"\b[a-z]+[bcdfghjklmnpqrtvwxz]y(?=s\b)")


def apostrophes(text: str) -> Iterator[Edit]:
    """Where an apostrophe is missing.

    >>> [e.start for e in apostrophes("Syrias government said the armys chief didnt know of the two Koreas.")]
    [5, 31, 43]
    """
    for m in _NAME.finditer(text):
        if m[1] in _owners() and not _plural(text, m) and not _named(m[1] + "s", m[2]):
            yield Edit(m.end(1), m.end(1), "'")
    for m in _SINGULAR.finditer(text):
        yield Edit(m.end(), m.end(), "'")
    for m in _contractions().finditer(text):
        at = m.end() - (2 if m.group().endswith(("re", "ve")) else 1)
        yield Edit(at, at, "'")


@cache
def _contractions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('contraction')))})\b", re.I)


def _plural(text: str, m: re.Match[str]) -> bool:
    """Whether the words around make it a plural or the name of a person: "the two Koreas and", "Adams said"."""
    before = re.search(r"([A-Za-z]+)[ \t]+$", text[max(0, m.start() - 20) : m.start()])
    numbered = before is not None and before[1].lower() in words("never possessive")
    return numbered or m[2].lower() in words("no owner before")


@cache
def _owners() -> frozenset[str]:
    """Names of one word that news gives in the genitive: of states, groups, well-known persons, places."""
    out: set[str] = set()
    for k in actors.known().values():
        out.update(k.short if k.type == "Person" else (*k.names, *k.short))
    out.update(e.written for e in every(places.world()))
    return frozenset(n for n in out if n.isalpha() and len(n) > 3 and not n.isupper())


def _named(word: str, after: str) -> bool:
    """Whether a word is a name as it stands, alone or with the word after it ("Sudans Post")."""
    low = word.lower()
    return low in _names() or f"{low} {after.lower()}" in _names() or low in places.names()


@cache
def _names() -> frozenset[str]:
    """Names in lower case: each word of persons' names, single words and pairs of those of all others, peoples."""
    out: set[str] = set()
    for k in actors.known().values():
        for parts in (n.lower().replace("-", " ").split() for n in (*k.names, *k.short)):
            single = len(parts) == 1 or k.type == "Person"
            out.update(parts if single else (f"{a} {b}" for a, b in pairwise(parts)))
    for s in actors.states().values():
        out.update(w.lower() for n in (*s.adjectives, *s.people) for w in (n, f"{n}s"))
    return frozenset(out)

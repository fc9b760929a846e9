"""What single words and fixed expressions are to the grammar of times: the lexicons of `data/times/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from truceline.shelf import data, rows

_PART = re.compile(r"[^\W\d_]+|['’]s\b|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: the class a word belongs to, what it stands for, whether it must be capitalised."""

    cls: str
    value: str
    cap: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Single words by lower-case spelling; phrases by their first word, longest first."""

    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]


@cache
def lexicon() -> Lexicon:
    """All words and phrases of `data/times/`."""
    words = {r["word"]: Entry(r["class"], r["value"], r["cap"] == "1") for r in rows(data("times", "words.tsv"))}
    several: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    listed = [(r["phrase"], Entry(r["class"], r["value"], r["cap"] == "1")) for r in rows(data("times", "phrases.tsv"))]
    listed += [(r["name"].lower(), Entry("HOLIDAY", r["rule"], True)) for r in rows(data("times", "holidays.tsv"))]
    for phrase, entry in listed:
        parts = tuple(_PART.findall(phrase.lower()))
        several.setdefault(parts[0], []).append((parts, entry))
    return Lexicon(words, {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in several.items()})

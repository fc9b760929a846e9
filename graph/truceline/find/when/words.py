"""What single words and fixed expressions are to the grammar of times: the lexicons of `data/when/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from truceline.shelf import data, rows

FUNCTION = frozenset(
    [
        "and",
        "or",
        "but",
        "to",
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "that",
        "which",
        "who",
        "when",
        "while",
        "after",
        "before",
        "until",
        "till",
        "since",
        "through",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "did",
        "would",
        "will",
        "could",
        "should",
        "may",
        "might",
        "can",
        "been",
        "be",
        "not",
        "also",
        "he",
        "she",
        "it",
        "they",
        "we",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "this",
        "these",
        "those",
        "there",
        "then",
        "into",
        "over",
        "under",
        "against",
        "during",
        "between",
        "about",
        "because",
        "although",
        "though",
        "if",
        "where",
        "than",
        "so",
        "yet",
        "nor",
        "i",
        "you",
        "him",
        "them",
        "us",
        "ago",
        "later",
        "earlier",
        "both",
        "all",
        "each",
        "only",
        "just",
        "now",
        "soon",
        "out",
        "up",
        "down",
        "off",
        "per",
    ]
)
"""Words that are no nouns: what stands before them is no attribute."""

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
    """All words and phrases of `data/when/`."""
    words = {r["word"]: Entry(r["class"], r["value"], r["cap"] == "1") for r in rows(data("when", "words.tsv"))}
    several: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    listed = [(r["phrase"], Entry(r["class"], r["value"], r["cap"] == "1")) for r in rows(data("when", "phrases.tsv"))]
    listed += [(r["name"].lower(), Entry("HOLIDAY", r["rule"], True)) for r in rows(data("when", "holidays.tsv"))]
    for phrase, entry in listed:
        parts = tuple(_PART.findall(phrase.lower()))
        several.setdefault(parts[0], []).append((parts, entry))
    return Lexicon(words, {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in several.items()})

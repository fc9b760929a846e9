"""The words that report: verbs, nouns, adjectives and phrases, each with its stance (`data/lexicon/reporting*.tsv`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from truceline.errors import KnowledgeError
from truceline.shelf import data, rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A reporting word.

    `more` are the words after the first ("call" + "for"); `frames` where what is said stands (the head of
    `data/lexicon/reporting.tsv` explains them); `negated` the stance of its negation, ``None`` when that claims nothing.
    """

    word: str
    more: tuple[str, ...]
    stance: str
    frames: frozenset[str]
    negated: str | None = None


@cache
def verbs() -> dict[str, tuple[Entry, ...]]:
    """Reporting verbs by lemma; those with more words come first.

    >>> [(e.more, e.stance) for e in verbs()["rule"]]
    [(('out',), 'rejected'), ((), 'announced')]
    """
    return _table("reporting.tsv", "frames")


@cache
def nouns() -> dict[str, tuple[Entry, ...]]:
    """Reporting nouns by lemma.

    >>> nouns()["plea"][0].stance
    'appealed'
    """
    return _table("reporting_nouns.tsv", "frames")


@cache
def adjectives() -> dict[str, tuple[Entry, ...]]:
    """Adjectives that tell what their subject says or thinks ("hopeful"), by lemma."""
    return _table("reporting_adjectives.tsv", "frames")


@cache
def phrases() -> dict[str, tuple[Entry, ...]]:
    """Prepositions ("according to"), possessed nouns ("in X's view") and adverbs ("reportedly") by first word."""
    return _table("reporting_phrases.tsv", "frame")


@cache
def cue_words() -> frozenset[str]:
    """All words and lemmas that can report."""
    return frozenset().union(*(table().keys() for table in (verbs, nouns, adjectives, phrases)))


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that only give a reporting noun its voice ("voiced", "issued")."""
    return frozenset(r["word"] for r in rows(data("lexicon", "reporting_light.tsv")))


@cache
def acts() -> dict[str, str | None]:
    """The PLOVER speech act of each stance, where one fits.

    >>> acts()["demanded"], acts()["hoped"]
    ('REQUEST', None)
    """
    return {r["stance"]: _dash(r["plover"]) for r in rows(data("lexicon", "reporting_stances.tsv"))}


@cache
def words(kind: str) -> frozenset[str]:
    """The closed list of this name in `data/lexicon/reporting_words.tsv`."""
    return frozenset(r["word"] for r in rows(data("lexicon", "reporting_words.tsv")) if r["list"] == kind)


@cache
def content_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Words in what is said that give a neutral cue its stance: by first word, the words and the stance."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows(data("lexicon", "reporting_content.tsv")):
        parts = tuple(row["words"].split())
        out.setdefault(parts[0], []).append((parts, row["stance"]))
    return {k: tuple(v) for k, v in out.items()}


def framed(senses: Iterable[Entry], *frames: str) -> bool:
    """Whether a word has one of these frames in one of its senses.

    >>> framed(verbs()["urge"], "ask"), framed(nouns().get("bridge", ()), "that", "to")
    (True, False)
    """
    return any(not e.frames.isdisjoint(frames) for e in senses)


def _table(name: str, column: str) -> dict[str, tuple[Entry, ...]]:
    out: dict[str, list[Entry]] = {}
    known = acts()
    for row in rows(data("lexicon", name)):
        if row["stance"] not in known:
            raise KnowledgeError(f"{name}: {row['word']!r} has the stance {row['stance']!r}, which is none.")
        first, *more = row["word"].split()
        frames = frozenset(row[column].split("|"))
        entry = Entry(first, tuple(more), row["stance"], frames, _dash(row.get("negated")))
        out.setdefault(first, []).append(entry)
    longest: Callable[[Entry], int] = lambda e: -len(e.more)  # noqa: E731
    return {word: tuple(sorted(entries, key=longest)) for word, entries in out.items()}


def _dash(value: str | None) -> str | None:
    return None if value in (None, "", "-") else value

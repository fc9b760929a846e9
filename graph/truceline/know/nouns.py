"""Words for actors: head nouns, pronouns, what the words of a name say about its class, given names."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from truceline.know.spelling import fold, key
from truceline.shelf import data, rows


class Noun(NamedTuple):
    """The class of one and of several, and the sex where the noun tells it."""

    one: str
    several: str
    sex: str


class Pronoun(NamedTuple):
    """Grammatical person, number (one, several, thing), sex and kind (subject, object, possessive, reflexive)."""

    person: int
    number: str
    sex: str
    kind: str


@cache
def heads() -> dict[str, Noun]:
    """Head nouns of nominal mentions by lemma."""
    return {r["noun"]: Noun(r["one"], r["several"], r["sex"]) for r in rows(data("lexicon", "who_heads.tsv"))}


@cache
def pronouns() -> dict[str, Pronoun]:
    """Pronouns by lower-case form."""
    table = rows(data("lexicon", "who_pronouns.tsv"))
    return {r["form"]: Pronoun(int(r["person"]), r["number"], r["sex"], r["kind"]) for r in table}


@cache
def _name_words() -> dict[tuple[str, str], str]:
    return {(r["word"], r["at"]): r["type"] for r in rows(data("lexicon", "who_names.tsv"))}


@lru_cache(maxsize=10_000)
def type_of_name(name: str) -> str | None:
    """The class that an organisation's name shows by its words, or None.

    >>> type_of_name("Ruritanian Ministry of Information")
    'Government'
    """
    words = key(name.replace("the ", "", 1))
    if not words:
        return None
    table = _name_words()
    for w in reversed(_before_of(words)):
        if w in ("court", "tribunal", "committee", "commission") and "international" in words:
            return "InternationalOrganization"
        if found := table.get((w, "last")) or table.get((w, "first")):
            return found
    return next((t for w in words if (t := table.get((w, "first")) or table.get((w, "last")))), None)


@cache
def endings() -> frozenset[str]:
    """Folded last words of organisations' names."""
    return frozenset(w for w, at in _name_words() if at == "last")


@cache
def starts() -> frozenset[str]:
    """Folded first words of organisations' names."""
    return frozenset(w for w, at in _name_words() if at == "first")


def _before_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the first "of" or "for": the head of an organisation's name stands before it."""
    for n, w in enumerate(words):
        if w in ("of", "for") and n:
            return words[:n]
    return words


@cache
def _given() -> dict[str, str]:
    return {r["name"]: r["sex"] for r in rows(data("lexicon", "who_given.tsv"))}


def sex_of(name: str) -> str:
    """The sex that a given name shows ("male", "female" or ""), read from the first word of a full name.

    >>> sex_of("Maria Example"), sex_of("Example")
    ('female', '')
    """
    words = key(name)
    return _given().get(words[0], "") if len(words) > 1 else ""


def is_given(word: str) -> bool:
    """Whether a word is a common given name."""
    return fold(word) in _given()


@cache
def closed(kind: str) -> frozenset[str]:
    """The closed list of this name in `data/lexicon/who_words.tsv`."""
    return frozenset(r["word"] for r in rows(data("lexicon", "who_words.tsv")) if r["list"] == kind)


def is_weather(name: str) -> bool:
    """Whether a name is a storm's.

    >>> is_weather("Typhoon Ada"), is_weather("Ada")
    (True, False)
    """
    return fold(name.split(" ", 1)[0]) in closed("weather")


@cache
def no_names() -> frozenset[str]:
    """Folded words that recognisers take for names and that are none."""
    return frozenset(fold(r["name"]) for r in rows(data("lexicon", "who_stop.tsv")))


@cache
def sorts() -> dict[str, frozenset[str]]:
    """The sorts of persons of whom a word is said: words of one sort can be said of one person in turn.

    >>> sorted(sorts()["physician"])
    ['doctor']
    """
    out: dict[str, set[str]] = {}
    for r in rows(data("lexicon", "who_kinds.tsv")):
        for w in r["words"].split():
            out.setdefault(w, set()).add(r["sort"])
    return {w: frozenset(s) for w, s in out.items()}


@cache
def fates() -> dict[str, dict[str, frozenset[str]]]:
    """What befell somebody of whom a word is said: for each word, by the part played (object, subject, noun), lemmas of deeds.

    >>> "flee" in fates()["fugitive"]["subject"]
    True
    """
    out: dict[str, dict[str, set[str]]] = {}
    for r in rows(data("lexicon", "who_fates.tsv")):
        for w in r["words"].split():
            out.setdefault(w, {}).setdefault(r["part"], set()).update(r["deeds"].split())
    return {w: {part: frozenset(deeds) for part, deeds in found.items()} for w, found in out.items()}

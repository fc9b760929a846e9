"""Names as they are spelt: words of a text with their folded forms, and a key that transliterations share.

Folding takes away case, diacritics and apostrophes. A particle such as al-, el- or as- belongs to the word after it; the
`bare` form leaves it out, so that "al-Jubeir", "Al Jubeir" and "Jubeir" meet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from truceline.shelf import data, rows

_PARTICLE = r"(?:(?:[AaEe]l|[Aa][nsrtdz]|[Aa][st]h|[Uu]l)[-‐‑]|(?:[Aa]l|El) (?=[A-Z]))"
_WORD = re.compile(
    rf"(?P<particle>\b{_PARTICLE})?(?:(?:[A-Z]\.)+[A-Z]\b\.?|[^\W_]+(?:['’ʼʿʾ‘`](?![sS]\b)[^\W_]+)*)",
)
_GAP = re.compile(r"(?:[ \t\xa0]?[-‐‑–/&]?[ \t\xa0]?|['’]|\.? )")
_APOSTROPHES = re.compile(r"['’ʼʿʾ‘`.]")
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"})


class Word(NamedTuple):
    """A word of a text: where it stands (its particle included), as written, and without particle, folded."""

    start: int
    end: int
    text: str
    bare: str
    particle: bool


@lru_cache(maxsize=8)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of an article; the last few articles are kept, because several finders ask."""
    return tuple(words(text))


def words(text: str) -> list[Word]:
    """The words of a text in order.

    >>> [(w.text, w.bare) for w in words("the al-Nusra Front in Sana'a")]
    [('the', 'the'), ('al-Nusra', 'nusra'), ('Front', 'front'), ('in', 'in'), ("Sana'a", 'sanaa')]
    """
    out = []
    for m in _WORD.finditer(text):
        whole, particle = m.group(), m.group("particle")
        out.append(Word(m.start(), m.end(), whole, fold(whole[len(particle) :] if particle else whole), bool(particle)))
    return out


@lru_cache(maxsize=20000)
def fold(word: str) -> str:
    """A word without case, diacritics, apostrophes and abbreviation points.

    >>> fold("Erdoğan"), fold("U.S."), fold("Sana’a")
    ('erdogan', 'us', 'sanaa')
    """
    if word.isascii():
        if word.isalpha():
            return word.lower()
        return _APOSTROPHES.sub("", word.lower())
    plain = unicodedata.normalize("NFKD", word.casefold())
    return _APOSTROPHES.sub("", "".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN))


@lru_cache(maxsize=50000)
def key(name: str) -> tuple[str, ...]:
    """The folded words of a name, particles left out.

    >>> key("Adel Al Jubeir") == key("Adel al-Jubeir")
    True
    """
    if (
        name.isascii()
        and name.replace(" ", "").isalpha()
        and " al " not in name
        and name[:3] not in ("Al ", "El ", "al ")
    ):
        return tuple(name.lower().split()) if " Al " not in name and " El " not in name else _key(name)
    return _key(name)


@lru_cache(maxsize=50000)
def folded(name: str) -> str:
    """The folded words of a name, joined by blanks."""
    return " ".join(key(name))


def _key(name: str) -> tuple[str, ...]:
    return tuple(w.bare for w in words(name))


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words next to each other can belong to one name."""
    gap = text[left.end : right.start]
    if gap == " " or not gap:
        return True
    if gap == ". ":
        return len(left.text) <= 3
    return bool(_GAP.fullmatch(gap))


_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:[gkq]h?|q)(?=[aeo])", "k"),
        (r"dzh|dj", "j"),
        (r"kh|gh", "h"),
        (r"q|ck|c(?=[aou])", "k"),
        (r"ph", "f"),
        (r"tch|tsch|ch", "sh"),
        (r"w", "v"),
        (r"dh|th", "d"),
        (r"z", "s"),
        (r"oo|ou", "u"),
        (r"ee|ie(?=v)|iye|iyy|iy|yy|ij|y", "i"),
        (r"[aeiou]+", "a"),
        (r"(.)\1+", r"\1"),
        (r"h", ""),
    )
)


@cache
def sound(word: str) -> str:
    """A key that transliterations of one name share: consonants as heard, vowels levelled.

    >>> sound("jubeir") == sound("jubair"), sound("qaddafi") == sound("gadhafi"), sound("aliyev") == sound("aliev")
    (True, True, True)
    """
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word


def cut(word: str) -> tuple[str, ...]:
    """A word as the tokeniser cuts it: at the hyphens inside it.

    >>> cut("non-aggression"), cut("pact"), cut("-")
    (('non', '-', 'aggression'), ('pact',), ('-',))
    """
    return tuple(_HYPHEN.split(word))


_HYPHEN = re.compile(r"(?<=\w)([-‐‑])(?=\w)")


@cache
def slug(name: str) -> str:
    """A name as the last part of an IRI.

    >>> slug("António Guterres")
    'antonio-guterres'
    """
    parts = (re.sub(r"[^a-z0-9]+", "-", fold(w.text)).strip("-") for w in words(name))
    return "-".join(p for p in parts if p) or "unnamed"


@cache
def _spellings() -> dict[str, str]:
    """Spellings of a given name, each with the one that stands for all of them."""
    return {r["spelling"]: r["canonical"] for r in rows(data("identity", "spellings.tsv"))}


def person_slug(name: str) -> str:
    """A person's name as the last part of an IRI: transliterations of one given name are one.

    >>> person_slug("Louai Al Harbi"), person_slug("Loay al-Harbi")
    ('loay-al-harbi', 'loay-al-harbi')
    """
    first, *rest = slug(name).split("-")
    return "-".join([_spellings().get(first, first) if rest else first, *rest])

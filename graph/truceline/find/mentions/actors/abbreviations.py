"""Abbreviations that a text defines itself: "the Green River Front (GRF)"; the words before the brackets say what the letters mean.

After A. Schwartz and M. Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, 2003:
the letters are looked for backwards among the first letters of the words before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.know.nouns import closed
from truceline.know.spelling import Word

_LONGEST = 12
"""Words that an abbreviation can stand for, small words included."""


def spelt_out(text: str, words: Sequence[Word]) -> list[tuple[int, int, int]]:
    """The words that each abbreviation in brackets stands for.

    Args:
        text: the article's text.
        words: its words in order.

    Returns:
        First and last word of the long form, and the word that is the abbreviation.

    >>> from truceline.know.spelling import words as split
    >>> text = "Talks with the Green River Workers' Front (GRWF) and others (AFP) opened."
    >>> spelt_out(text, split(text))
    [(3, 6, 7)]
    >>> text = "The Green People's Army (GPA) left."
    >>> spelt_out(text, split(text))
    [(1, 4, 5)]
    """
    out = []
    for n, w in enumerate(words):
        if not w.text.isalpha() or sum(map(str.isupper, w.text)) < 2:
            continue
        if text[w.start - 1 : w.start] == "(" and text[w.end : w.end + 1] == ")":
            first = _first(text, words, n)
            out += [(first, n - 1, n)] if first is not None else []
    return out


def _first(text: str, words: Sequence[Word], n: int) -> int | None:
    """The word at which the long form of abbreviation `n` begins."""
    letters = list(words[n].bare)
    if not letters or text[words[n - 1].end : words[n].start].strip("'’ ") != "(":
        return None
    for i in range(n - 1, max(-1, n - 1 - _LONGEST), -1):
        if i < n - 1 and text[words[i].end : words[i + 1].start].strip("'’- "):
            return None
        if words[i].text == "s" and text[words[i].start - 1] in "'’":
            continue
        if words[i].bare[:1] == letters[-1]:
            letters.pop()
        elif words[i].bare not in closed("small"):
            return None
        if not letters:
            return i
    return None


def same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two folded names have the same words by how they begin, small ones aside.

    >>> same_words(["ruritania", "organisation", "of", "peace"], ["ruritanian", "organization", "for", "peace"])
    True
    """
    told, other = ([w[:_STEM] for w in words if w not in closed("small")] for words in (a, b))
    return told == other


_STEM = 4

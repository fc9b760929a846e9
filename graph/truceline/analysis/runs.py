"""Runs of capitalised words: names that a recogniser may miss, told by their last word."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from truceline.analysis.place_or_actor import cues
from truceline.know.spelling import Word, words_of
from truceline.model import Article


@lru_cache(maxsize=8)
def runs(text: str) -> tuple[tuple[int, int], ...]:
    """First and last word of each run of two or more capitalised words, small words such as "of" between them allowed."""
    words, out, i = words_of(text), [], 0
    inner, no_start = cues()["inner"], cues()["no start"]
    while i < len(words):
        if not _capital(words[i]) or words[i].bare in no_start:
            i += 1
            continue
        last, j = i, i + 1
        while j < len(words) and _joined(text, words[j - 1], words[j]):
            if _capital(words[j]):
                last = j
            elif words[j].bare not in inner and not _possessive(text, words[j - 1], words[j]):
                break
            j += 1
        if last > i:
            out.append((i, last))
        i = last + 1
    return tuple(out)


def _joined(text: str, word: Word, after: Word) -> bool:
    """Whether nothing but a blank or a hyphen stands between two words of a name, or the second is the "'s" of its "People's"."""
    return text[word.end : after.start] in (" ", "-") or _possessive(text, word, after)


def _possessive(text: str, word: Word, after: Word) -> bool:
    """Whether a word is the "'s" after one that owns the rest of a name ("*People's* Army")."""
    return after.text == "s" and text[word.end : after.start] in ("'", "’") and word.bare in cues()["collective"]


def _capital(word: Word) -> bool:
    return word.text[0].isupper() or word.particle


def ending_in(article: Article, endings: Sequence[str] | frozenset[str]) -> Iterator[tuple[int, int]]:
    """Characters of the runs in body text that end in one of the (folded) words; headlines have too many capitals."""
    words = words_of(article.text)
    starts = [b.start for b in article.blocks]
    for first, last in runs(article.text):
        start = words[first].start
        block = article.blocks[bisect.bisect_right(starts, start) - 1] if starts and starts[0] <= start else None
        if block is not None and block.kind != "body" and start < block.end:
            continue
        for end in range(last, first, -1):
            if words[end].bare in endings:
                yield start, words[end].end
                break


def after_place_word(text: str, start: int, end: int) -> bool:
    """Whether a name stands where a place does: right after "in", "near", "outside" and owning nothing."""
    before = text[max(0, start - 12) : start]
    return (
        bool(re.search(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Ii]nside)\s(?:the\s)?$", before))
        and text[end : end + 1] not in "'’"
    )

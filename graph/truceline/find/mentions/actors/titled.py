"""Persons named after a title or a noun for a person: "Foreign Minister Some Body", "the activist Some Body"."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.find.mentions.actors.naming_types import Name, trimmed
from truceline.know import actors, titles
from truceline.know.gazetteer import Look
from truceline.know.matching import Hit, at, scan
from truceline.know.nouns import closed, endings, heads, is_given
from truceline.know.spelling import Word


def titled(text: str, seen: Look) -> list[Name]:
    """Persons named after a title, and full names after a noun for a person."""
    out, words, i = [], seen.words, 0
    while i < len(words):
        hit = at(text, words, i, (titles.index(),)) if words[i].bare in titles.index() else None
        if hit is None and not _calls_person(text, words[i]):
            i += 1
            continue
        i = (hit.last if hit else i) + 1
        last = run_of_name(text, words, i)
        if last is None or not _enough(words, i, last, hit):
            continue
        if _of_person(text, words, i, last, hit):
            name = trimmed(text, words[i].start, words[last].end)
            out.append(Name(*name, "Person", "title" if hit else "noun"))
        i = last + 1
    return out


def _enough(words: Sequence[Word], first: int, last: int, hit: Hit | None) -> bool:
    """Whether words are a name: several, a given one, or any behind a title that is written with a capital."""
    return last > first or is_given(words[first].bare) or (hit is not None and words[first - 1].text[0].isupper())


def _of_person(text: str, words: Sequence[Word], first: int, last: int, hit: Hit | None) -> bool:
    """Whether words after a title or noun are a person's name: no body's by the last one, no other title alone."""
    if last == first and at(text, words, first, (titles.index(),)):
        return False
    called = hit is not None and last == first + 1 and is_given(words[first].bare)
    return called or words[last].bare not in endings()


def _calls_person(text: str, word: Word) -> bool:
    """Whether a word is a noun for one person ("designer"), in lower case or at the beginning of a sentence."""
    noun = heads().get(word.bare)
    if noun is None or noun.one != "Person":
        return False
    before = text[max(0, word.start - 3) : word.start].rstrip(" \"“‘'")
    return word.text.islower() or not before or before[-1] in ".!?\n”"


def title_spans(text: str, seen: Look) -> list[tuple[int, int]]:
    """Where titles stand that are no courtesy, with a state's adjective or name before them."""
    out = []
    for hit in scan(text, seen.words, (titles.index(),)):
        first = seen.words[hit.first]
        if hit.entry.ids[0] and (len(hit.entry.words) > 1 or first.text.islower() or first.bare in ("president",)):
            start = first.start
            if hit.first and text[seen.words[hit.first - 1].end : start] == " ":
                before = seen.words[hit.first - 1]
                if before.bare in actors.adjectives() or before.bare in closed("qualifier"):
                    start = before.start
            out.append((start, seen.words[hit.last].end))
    return out


def run_of_name(text: str, words: Sequence[Word], i: int) -> int | None:
    """The last word of a personal name that starts at word `i`: capitalised words, with particles between them."""
    if i >= len(words) or not _opens_name(text, words, i):
        return None
    last, j, small = i, i + 1, 0
    while j < min(len(words), i + 5 + small) and _joined(text, words[j - 1], words[j]):
        if _name_like(words[j]) and words[j].bare not in closed("unnamed"):
            last = j
        elif words[j].bare not in closed("link"):
            break
        small += words[j].text.islower()
        j += 1
    return last


def _name_like(word: Word) -> bool:
    """Whether a word is written as one of a name: with a capital, or a particle ("al-", "van")."""
    return word.text[:1].isupper() or word.particle


def _opens_name(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether word `i` can open a person's name: right after the word before it, and no word for somebody."""
    word = words[i]
    if not _name_like(word) or (i and text[words[i - 1].end : word.start] not in (" ", ". ", " \u201c", ' "')):
        return False
    if word.bare in heads() or not text[word.end - 1].isalpha():
        return False
    return word.bare not in closed("unnamed") or (is_given(word.text) and _then_name(text, words, i))


def _joined(text: str, before: Word, word: Word) -> bool:
    """Whether a word goes on with the name before it: after a blank, a hyphen, or the point of an initial."""
    gap = text[before.end : word.start]
    return gap in (" ", "-", "‐") or (gap == ". " and len(before.text) <= 1)


def _then_name(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether a capitalised word that can be a family name follows word `i`."""
    if i + 1 >= len(words) or text[words[i].end : words[i + 1].start] != " ":
        return False
    return words[i + 1].text[:1].isupper() and words[i + 1].bare not in closed("unnamed")


def without_title(text: str, seen: Look, i: int, start: int, end: int) -> int:
    """The start of a person's name after the titles that the recogniser took in; `i` is the word at `start`."""
    while i < len(seen.words):
        hit = at(text, seen.words, i, (titles.index(),))
        if not hit or seen.words[hit.last].end >= end:
            return start
        i = hit.last + 1
        start = seen.words[i].start
    return start

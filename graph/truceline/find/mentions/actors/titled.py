"""Persons named after a title or a noun for a person: "Foreign Minister Some Body", "the activist Some Body"."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.find.mentions.actors.naming_types import Name, trimmed
from truceline.know import actors, titles
from truceline.know.gazetteer import Look
from truceline.know.matching import at, scan
from truceline.know.nouns import closed, endings, heads, is_given
from truceline.know.spelling import Word


def titled(text: str, seen: Look) -> list[Name]:
    """Persons named after a title, and full names after a noun for a person."""
    out, words, i = [], seen.words, 0
    while i < len(words):
        hit = at(text, words, i, (titles.index(),)) if words[i].bare in titles.index() else None
        noun = hit is None and _calls_person(text, words[i])
        if hit is None and not noun:
            i += 1
            continue
        before, i = i, (hit.last if hit else i) + 1
        last = run_of_name(text, words, i)
        if last is None:
            continue
        sure = bool(hit) and words[i - 1].text[0].isupper()
        if sure or last > i or is_given(words[i].bare):
            named = words[last].bare not in endings() or (bool(hit) and last == i + 1 and is_given(words[i].bare))
            if named and not (last == i and at(text, words, i, (titles.index(),))):
                name = trimmed(text, words[i].start, words[last].end)
                out.append(Name(*name, "Person", "title" if hit else "noun"))
            i = last + 1
        i = max(i, before + 1)
    return out


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
    if i >= len(words) or (not words[i].text[:1].isupper() and not words[i].particle):
        return None
    if i and text[words[i - 1].end : words[i].start] not in (" ", ". ", " \u201c", ' "'):
        return None
    if words[i].bare in heads() or not text[words[i].end - 1].isalpha():
        return None
    if words[i].bare in closed("unnamed") and not (is_given(words[i].text) and _then_name(text, words, i)):
        return None
    last, j = i, i + 1
    while j < len(words) and j - i < 5 and text[words[j - 1].end : words[j].start] in (" ", "-", ". ", "‐"):
        word = words[j]
        if text[words[j - 1].end : words[j].start] == ". " and len(words[j - 1].text) > 1:
            break
        if (word.text[:1].isupper() or word.particle) and word.bare not in closed("unnamed"):
            last = j
        elif word.bare not in closed("link"):
            break
        j += 1
    return last


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

"""Longest match of known names in a text: an index by first word, and the rules on capitals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from truceline.know.spelling import Word, joined


class Entry(NamedTuple):
    """A spelling in the index: its folded words, the name as written, the ids it can mean; short = given up by itself."""

    words: tuple[str, ...]
    written: str
    ids: tuple[str, ...]
    short: bool = False


class Hit(NamedTuple):
    """A name found in a text: words `first` to `last` (inclusive), and its entry."""

    first: int
    last: int
    entry: Entry


Index = dict[str, list[Entry]]


def sorted_index(entries: Iterable[Entry]) -> Index:
    """Entries by their first word, longest first."""
    out: Index = {}
    for entry in entries:
        out.setdefault(entry.words[0], []).append(entry)
    for several in out.values():
        if len(several) > 1:
            several.sort(key=lambda e: -len(e.words))
    return out


def scan(text: str, words: Sequence[Word], tables: Sequence[Index]) -> list[Hit]:
    """All names of the tables in a text, longest match first at each word; hits do not overlap."""
    out: list[Hit] = []
    opening = {bare for bare in {w.bare for w in words} if any(bare in table for table in tables)}
    done = 0
    for i, word in enumerate(words):
        if i >= done and word.bare in opening and (hit := at(text, words, i, tables)):
            out.append(hit)
            done = hit.last + 1
    return out


def at(text: str, words: Sequence[Word], i: int, tables: Sequence[Index]) -> Hit | None:
    """The longest name that starts at word `i`; of two equally long ones, that of the earlier table."""
    first = words[i].bare
    second = words[i + 1].bare if i + 1 < len(words) else None
    best: Hit | None = None
    for table in tables:
        for entry in table.get(first, ()):
            size = len(entry.words)
            if best and size <= best.last - i + 1:
                break
            if size > 1 and entry.words[1] != second:
                continue
            if fits(text, words, i, entry):
                best = Hit(i, i + size - 1, entry)
                break
    return best


def fits(text: str, words: Sequence[Word], i: int, entry: Entry) -> bool:
    """Whether the words from `i` on spell the entry, with capitals where the name has them."""
    size = len(entry.words)
    if i + size > len(words):
        return False
    for n in range(1, size):
        w = words[i + n]
        if w.bare != entry.words[n] or not joined(text, words[i + n - 1], w):
            return False
    return _capitals(words[i : i + size], entry)


def _capitals(found: Sequence[Word], entry: Entry) -> bool:
    written = entry.written.replace(".", "")
    if len(entry.words) == 1 and (told := _one_word(found[0].text, written)) is not None:
        return told
    if written[0].islower() and not written.startswith(_ARTICLES):
        return True
    return found[0].text[0].isupper() or found[-1].text[0].isupper() or found[0].particle or found[0].text[0].isdigit()


_ARTICLES = ("al-", "el-", "as-", "ash-", "an-", "ar-", "at-", "ad-", "az-")
"""Arabic articles before a name."""


def _one_word(word: str, written: str) -> bool | None:
    """Whether a word has the capitals of a name of one word; None where that is judged as of names of several."""
    if len(written) <= 5 and written.isupper():
        return word.isupper()
    if len(written) <= 5 and written[1:].lower() != written[1:] and written.isalpha():
        return word in (written, written.upper())
    return True if len(word) > 3 and word.isupper() and not written.isupper() else None

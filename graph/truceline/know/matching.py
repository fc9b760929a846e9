"""Longest match of known names in a text: an index by first word, and the rules on capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
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


Index = dict[str, dict[str, list[Entry]]]
"""Entries by their first word, then by their second ("" where they have one alone), the longest first."""


def sorted_index(entries: Iterable[Entry]) -> Index:
    """Entries by their first two words, longest first."""
    out: Index = {}
    for entry in entries:
        second = entry.words[1] if len(entry.words) > 1 else ""
        out.setdefault(entry.words[0], {}).setdefault(second, []).append(entry)
    for near in out.values():
        for several in near.values():
            if len(several) > 1:
                several.sort(key=lambda e: -len(e.words))
    return out


def every(index: Index) -> Iterator[Entry]:
    """All entries of an index."""
    return (entry for near in index.values() for several in near.values() for entry in several)


def alone(index: Index, word: str) -> Sequence[Entry]:
    """The entries that are one word."""
    return index.get(word, _NONE).get("", ())


def exact(index: Index, words: tuple[str, ...]) -> Entry | None:
    """The entry of these words, if there is one."""
    if len(words) < 2:
        return next(iter(alone(index, *words)), None) if words else None
    return next((e for e in index.get(words[0], _NONE).get(words[1], ()) if e.words == words), None)


_NONE: dict[str, list[Entry]] = {}


def scan(text: str, words: Sequence[Word], tables: Sequence[Index]) -> list[Hit]:
    """All names of the tables in a text, longest match first at each word; hits do not overlap."""
    opening: dict[str, list[dict[str, list[Entry]]]] = {}
    said = {w.bare for w in words}
    for table in tables:
        for bare in table.keys() & said:
            opening.setdefault(bare, []).append(table[bare])
    out: list[Hit] = []
    done = 0
    for i, word in enumerate(words):
        near = opening.get(word.bare)
        if near is not None and i >= done and (hit := _longest(text, words, i, near)):
            out.append(hit)
            done = hit.last + 1
    return out


def at(text: str, words: Sequence[Word], i: int, tables: Sequence[Index]) -> Hit | None:
    """The longest name that starts at word `i`; of two equally long ones, that of the earlier table."""
    first = words[i].bare
    near = [table[first] for table in tables if first in table]
    return _longest(text, words, i, near) if near else None


def _longest(text: str, words: Sequence[Word], i: int, near: Iterable[dict[str, list[Entry]]]) -> Hit | None:
    """The longest of the names that begin with word `i`."""
    best: Entry | None = None
    second = words[i + 1].bare if i + 1 < len(words) else ""
    for by_second in near:
        for entry in chain(by_second.get(second, ()), by_second.get("", ())):
            if best and len(entry.words) <= len(best.words):
                break
            if fits(text, words, i, entry):
                best = entry
                break
    return Hit(i, i + len(best.words) - 1, best) if best else None


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

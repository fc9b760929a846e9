"""Headlines in capitals, or with a capital on every word: "ARMY SHELLS VILLAGE", "Rebels Agree To Halt Fire".

Such a line says nothing about which of its words are names, and a parser takes them all for names. Names stay: those that
are known, and those that stand with a capital in the text below. What the dictionary of the model or the text below has as
a plain word gets its small letter; length and offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from truceline.analysis.parse import load
from truceline.analysis.repair.edits import Edit
from truceline.analysis.repair.lists import words
from truceline.know import places
from truceline.know.gazetteer import look
from truceline.know.matching import every
from truceline.shelf import data, rows

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
)  # fmt: skip
_SHORT, _LONG = 3, 25
"""Words that make a headline: at least and at most."""

HEAD = 2
"""Lines at the head of a text among which its headline stands; further down, such lines name sections."""


def headlines(text: str) -> Iterator[Edit]:
    """Small letters for the words of a headline that are no names.

    >>> t = "Rebels Agree To Halt Fire In Homs\\n\\nThe rebels said on Monday that they would halt fire."
    >>> "".join(e.text for e in headlines(t))
    'agreetohaltfirein'
    """
    lines = list(_LINE.finditer(text))
    styles = [_style(m.group(), n < HEAD) for n, m in enumerate(lines)]
    if not any(styles) or all(s == "upper" for s in styles):
        return
    below = "\n".join(m.group() for m, style in zip(lines, styles, strict=True) if not style)
    small, capital = _used(below)
    for m, style in zip(lines, styles, strict=True):
        if style:
            yield from _edits(m.group(), m.start(), style == "upper", (small, capital))


def _style(line: str, head: bool) -> str:
    """ "upper" or "title" for a headline whose letters say nothing, else nothing; the latter at the head of a text."""
    found = _WORD.findall(line)
    if not _SHORT <= len(found) <= _LONG or line.rstrip()[-1:] in ".:;,)":
        return ""
    long = [w for w in found if len(w) > 3]
    if all(w.isupper() for w in found) and len(long) > 1:
        return "upper"
    return "title" if head and _titled(long) else ""


def _titled(long: list[str]) -> bool:
    """Whether the long words of a line all have a capital, though half of them are plain words."""
    if len(long) < _SHORT or not all(w[0].isupper() for w in long):
        return False
    plain = sum(_plain(w.lower()) for w in long)
    return plain >= 2 and plain * 2 >= len(long)


def _used(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a text has in small letters, and those that it has with a capital inside a sentence."""
    small = frozenset(w for w in re.findall(r"\b[a-z][a-z'’-]+\b", text))
    capital = frozenset(w.lower() for w in re.findall(r"(?<=[a-z,] )[A-Z][\w'’-]+", text))
    return small, capital


def _edits(line: str, at: int, upper: bool, used: tuple[frozenset[str], frozenset[str]]) -> Iterator[Edit]:
    """The changes of one line."""
    shown = _capitalised(line) if upper else line
    names = _names(shown)
    for n, m in enumerate(_WORD.finditer(line)):
        word, low = m.group(), m.group().lower()
        if _untouched(word, upper, used[0]):
            continue
        keep = n == 0 or _named(line, m, names) or _capital(low, used)
        new = shown[m.start()] + (low if upper else word)[1:] if keep else low
        if new != word and len(new) == len(word):
            yield Edit(at + m.start(), at + m.end(), new)


def _capitalised(line: str) -> str:
    """A line in capitals with a capital on each word alone."""
    return "".join(w.capitalize() if w.isalpha() else w for w in re.split(r"(\W+)", line))


def _untouched(word: str, upper: bool, small: frozenset[str]) -> bool:
    """Whether a word stays: one letter, or in a line of capitals an acronym that the text below has not in small letters."""
    return len(word) == 1 or (upper and word.lower() not in small and word in words("acronym"))


def _named(line: str, m: re.Match[str], names: frozenset[int]) -> bool:
    """Whether a word belongs to a known name, or is a month before a day: "May 5"."""
    low = m.group().lower()
    dated = line[m.end() : m.end() + 2].strip().isdigit() and low in _given()
    return dated or (m.start() in names and low not in words("never a name"))


def _capital(low: str, used: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether a word keeps its capital by the text below, or because no dictionary has it."""
    small, capital = used
    return low not in small and (low in capital or not _plain(low))


def _names(line: str) -> frozenset[int]:
    """Where the words of known names begin: of actors, states, places, days, and given names."""
    seen = look(line)
    out = {seen.words[i].start for hit in seen.hits for i in range(hit.first, hit.last + 1)}
    named = (m.start() for m in _WORD.finditer(line) if m.group().lower() in _given() | _towns())
    return frozenset(out.union(named))


@cache
def _towns() -> frozenset[str]:
    """Places of one word that everybody knows, in lower case."""
    return frozenset(e.written.lower() for e in every(places.world()) if len(e.words) == 1)


@cache
def _given() -> frozenset[str]:
    """Given names, months and weekdays, in lower case."""
    days = {r["word"] for r in rows(data("times", "words.tsv")) if r["cap"] == "1"}
    return frozenset(days | {r["name"].lower() for r in rows(data("lexicon", "who_given.tsv"))})


def _plain(word: str) -> bool:
    """Whether a word, or what it is a form of, is in the dictionary of the language model and is no name."""
    if word in words("never a name"):
        return True
    stems = (word.removesuffix(end) + put for end, put in _ENDINGS if word.endswith(end))
    return any(s in _dictionary() for s in stems)


@cache
def _dictionary() -> frozenset[str]:
    """The words of the model's lemmatizer (those of WordNet)."""
    lookups = load().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    table = lookups.get_table("lemma_index")
    return frozenset(w for pos in table for w in table[pos])

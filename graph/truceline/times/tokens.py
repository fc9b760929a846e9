"""Text → tokens with classes: the alphabet of the grammar.

A token is a word, a number or a mark. Its class comes from `data/times/` for words and from its shape for numbers.
Shapes: DAY 1-31, INT other whole numbers, YEAR four digits from 1000 to 2999, HM4 other four digits ("0300"), DEC "2.5",
BIG "1,200", ORD "22nd", HM "10:57", ISO "2016-05-03", SLASHED "5/3/2016", DECADE "1990s", SHORT "'99".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from truceline.times.words import Entry, lexicon

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

_TOKEN = re.compile(
    r"""
    (?P<FAST>[A-Za-z][a-z]*+(?=[ ,\n;:?!]))
  | (?P<ISO>\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))
  | (?P<SLASHED>\b\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)\d{4}\b)
  | (?P<HM>\b\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\b\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|[A-Z]{3,4}\b|hrs|hours|local\stime)))
  | (?P<DECADE>\b(?:\d{3}0|\d{2}0(?=s\sBC)|\d0)s\b|(?<=\bthe\s)\d{3}0['’]s\b|['’‘]\d0['’]?s\b)
  | (?P<ORD>\b\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<BIG>\b\d{1,3}(?:,\d{3})+(?![\d]))
  | (?P<DEC>\b\d+\.\d+(?![\w.]))
  | (?P<NUM>\b\d+(?=(?:am|pm|a\.m|p\.m|hrs|h|GMT|UTC|BCE?|AD|CE|Z)\b)|\b\d+(?![\w]|[.,:]\d))
  | (?P<SHORT>['’‘]\d{2}(?!\w))
  | (?P<DOTTED>\b(?:[A-Za-z]\.){2,}|\b[ap]\.m\b|\b[AB]\.[CD]\b)
  | (?P<OCLOCK>\bo['’]clock\b)
  | (?P<POSS>(?<=[\w.])['’]s\b)
  | (?P<WORD>[^\W\d_]++(?!\d))
  | (?P<JUNK>[\w]+)
  | (?P<NEWLINE>[^\S\n]*\n\s*)
  | (?P<MARK>[^\w\s])
    """,
    re.VERBOSE,
)
_GLUED = re.compile(rf"(?<=[^\W\d_A-Z])(?:{_MONTHS})(?=\s\d)|(?<=[^\W\d_A-Z])(?:{_WEEKDAYS})(?=,\s)")
_RUN_ON = re.compile(r"[^\W\d_A-Z](?=[JFMASONDTW][a-z])")
_ABBREVIATED = re.compile(
    r"(?:Jan|Feb|Febr|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun|ca?|approx|No|p|pp)$"
)
_DASHES = {"-": "HY", "‐": "HY", "‑": "HY", "–": "DASH", "—": "DASH", "−": "DASH"}
_MARKS = {
    ",": "COMMA", "(": "OPEN", ")": "SHUT", "/": "SLASH", ".": "STOPMARK", "'": "APOS", "’": "APOS", "$": "MONEY",
    "€": "MONEY", "£": "MONEY", "%": "PERCENT", '"': "QUOTE", "“": "QUOTE", "”": "QUOTE", "#": "HASH", "+": "PLUS", ":": "COLON", "[": "BRACKET", "]": "BRACKET",
}  # fmt: skip


@dataclass(slots=True)
class Item:
    """A stretch of tokens (`first` to `last`, inclusive) that the grammar takes as one thing of a class."""

    cls: str
    first: int
    last: int
    value: object = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as lists, one item a token."""

    source: str
    start: list[int]
    end: list[int]
    lower: list[str]
    items: list[Item]

    def __len__(self) -> int:
        return len(self.start)

    def text(self, i: int) -> str:
        """The word as it stands."""
        return self.source[self.start[i] : self.end[i]]

    def word(self, i: int) -> str:
        """The word in lower case; nothing beyond the ends."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital letter."""
        return 0 <= i < len(self.start) and self.source[self.start[i]].isupper()


def tokenize(text: str) -> Tokens:
    """The tokens of a text and the item of each; fixed expressions are one item."""
    start: list[int] = []
    end: list[int] = []
    lower: list[str] = []
    items: list[Item] = []
    words = lexicon().words
    for n, (kind, b, e) in enumerate(_pieces(text)):
        low = text[b:e].lower()
        if kind == "WORD":
            low = low.rstrip(".")
            cls, value = _word(low, text[b], words)
        else:
            cls, value = _class(kind, low, text, (b, e), words)
        items.append(Item(cls, n, n, value))
        start.append(b)
        end.append(e)
        lower.append("\n" if kind == "NEWLINE" else low)
    return _phrases(Tokens(text, start, end, lower, items))


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, begin and end of each token; "AlexanderMay 3" is cut, the full stop of an abbreviation taken in."""
    glued = {m.start() for m in _GLUED.finditer(text)} if _RUN_ON.search(text) else set()
    done = 0
    for m in _TOKEN.finditer(text):
        kind, b, e = str(m.lastgroup), m.start(), m.end()
        if b < done:
            continue
        if kind == "WORD":
            for first, stop in _split(b, e, glued) if glued else ((b, e),):
                e = stop + _abbreviated(text, first, stop)
                yield kind, first, e
        elif kind != "NEWLINE" or not _soft(text, b, e):
            yield "WORD" if kind == "FAST" else kind, b, e
        done = e


def _abbreviated(text: str, b: int, e: int) -> bool:
    """Whether a full stop behind a word belongs to it."""
    return text[e : e + 1] == "." and bool(_ABBREVIATED.match(text[b:e])) and not _closes(text, e + 1)


def _closes(text: str, at: int) -> bool:
    """Whether a full stop ends a sentence: a blank and a capital, or nothing, follows."""
    rest = text[at : at + 3].lstrip(" ")
    return not rest or rest[0] == "\n"


def _split(b: int, e: int, at: set[int]) -> list[tuple[int, int]]:
    cut = next((i for i in range(b + 1, e) if i in at), None)
    return [(b, e)] if cut is None else [(b, cut), (cut, e)]


def _soft(text: str, b: int, e: int) -> bool:
    """Whether a line break only wraps a line: a single one, between words of one sentence."""
    if text.count("\n", b, e) > 1 or b == 0 or e >= len(text):
        return False
    return (text[e].islower() or text[e].isdigit()) and (text[b - 1].isalnum() or text[b - 1] == ",")


def _class(kind: str, low: str, text: str, at: tuple[int, int], words: dict[str, Entry]) -> tuple[str, object]:
    """The class of a token of a kind and what it stands for."""
    if kind == "DOTTED":
        return _word(low.replace(".", ""), text[at[0]], words)
    if kind == "MARK":
        return _mark(low, text, *at)
    numeral = _NUMERALS.get(kind)
    return numeral(low) if numeral else (kind, low)


def _mark(low: str, text: str, b: int, e: int) -> tuple[str, object]:
    """A mark; a hyphen is one between two words only, else a dash."""
    if low not in _DASHES:
        return _MARKS.get(low, "MARK"), low
    tight = b > 0 and e < len(text) and not text[b - 1].isspace() and not text[e].isspace()
    return (_DASHES[low] if tight else "DASH"), low


def _word(low: str, first: str, words: dict[str, Entry]) -> tuple[str, object]:
    entry = words.get(low.rstrip("."))
    if entry and (not entry.cap or first.isupper()):
        return entry.cls, entry.value
    return ("w" if first.islower() else "W"), low


def _number(low: str) -> tuple[str, object]:
    n = int(low) if len(low) < 10 else 10**9
    if len(low) == 4:
        return ("YEAR" if 1000 <= n <= 2999 else "HM4"), n
    return ("DAY" if 1 <= n <= 31 and len(low) <= 2 else "INT"), n


def _ordinal(low: str) -> tuple[str, object]:
    n = int(low[:-2])
    return ("ORDDAY" if 1 <= n <= 31 else "ORDBIG"), n


_NUMERALS: dict[str, Callable[[str], tuple[str, object]]] = {
    "NUM": _number,
    "DEC": lambda low: ("DEC", float(low)),
    "BIG": lambda low: ("BIG", int(low.replace(",", ""))),
    "ORD": _ordinal,
}
"""What the numerals of each kind stand for."""


def _phrases(tokens: Tokens) -> Tokens:
    """Joins fixed expressions into one item each."""
    phrases = lexicon().phrases
    lower, out, done = tokens.lower, list[Item](), 0
    for i in (i for i, word in enumerate(lower) if word in phrases):
        for parts, entry in phrases[lower[i]] if i >= done else ():
            n = len(parts)
            if lower[i : i + n] == list(parts) and (not entry.cap or tokens.capital(i) or lower[i][0].isdigit()):
                out += [*tokens.items[done:i], Item(entry.cls, i, i + n - 1, entry.value)]
                done = i + n
                break
    return Tokens(tokens.source, tokens.start, tokens.end, lower, [*out, *tokens.items[done:]])

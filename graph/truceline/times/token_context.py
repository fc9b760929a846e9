"""Where a token stands: its sentence, inside quotation marks or brackets, and when what the sentence reports was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.model import Span
from truceline.times.signals import signals
from truceline.times.tokens import Tokens

_ENDS = frozenset(".!?")
_MAY_END = _ENDS | {'"', "”"}
_BRACKETS = frozenset("()")


@dataclass(frozen=True, slots=True)
class Scene:
    """A text's tokens with the sentence of each, and whether it is quoted or in brackets.

    `bounds` holds the first and last token of each sentence.
    """

    tokens: Tokens
    sentence: list[int]
    bounds: list[tuple[int, int]]
    quoted: list[bool]
    bracketed: list[bool]
    heading: list[bool]

    def sayings(self, n: int) -> list[int]:
        """The tokens of a sentence that are verbs of saying, outside quotation marks."""
        first, last = self.bounds[n]
        said, lower = signals().said, self.tokens.lower
        return [i for i in range(first, last + 1) if lower[i] in said and not self.quoted[i]]


def scene(tokens: Tokens, quotes: Sequence[Span]) -> Scene:
    """The scene of a text."""
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    first = 0
    bracket, brackets = 0, []
    for i, word in enumerate(tokens.lower):
        sentence.append(len(bounds))
        if word in _BRACKETS:
            bracket = _depth(word, bracket)
        brackets.append(bracket > 0)
        if word == "\n" or (word in _MAY_END and _ends(tokens, i)):
            bounds.append((first, i))
            first, bracket = i + 1, 0
    if first < len(tokens):
        bounds.append((first, len(tokens) - 1))
    headings = [_heading(tokens, a, b) for a, b in bounds]
    return Scene(tokens, sentence, bounds, _quoted(tokens, quotes), brackets, headings)


def _heading(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a sentence is a line of at most fifteen words that ends without a full stop."""
    return (
        last - first < 15 and tokens.lower[last] == "\n" and (last == first or tokens.word(last - 1) not in '.!?:,;"”')
    )


def _depth(word: str, depth: int) -> int:
    return depth + (word == "(") - (word == ")" and depth > 0)


def _ends(tokens: Tokens, i: int) -> bool:
    """Whether a sentence ends with this token: a full stop, closing marks taken in, and a capital after it."""
    if tokens.lower[i] in _ENDS:
        after = tokens.source[tokens.end[i] : tokens.end[i] + 3]
        return not after.strip() or (after[0].isspace() and not after.strip()[0].islower()) or False
    return tokens.lower[i] in ('"', "”") and i > 0 and tokens.lower[i - 1] in _ENDS and not tokens.word(i + 1).islower()


def _quoted(tokens: Tokens, quotes: Sequence[Span]) -> list[bool]:
    out, n = [], 0
    for start in tokens.start:
        while n < len(quotes) and quotes[n].end <= start:
            n += 1
        out.append(n < len(quotes) and quotes[n].start <= start)
    return out

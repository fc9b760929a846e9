"""Word for word: where a quote stands in the text; what does not stand there is nothing."""

from __future__ import annotations

import unicodedata

from truceline.model import Sentence, Span


def aligned(text: str, found: tuple[Sentence, ...], number: object, quote: object) -> tuple[int, Span] | None:
    """The sentence in which a quote stands and its span.

    The sentence that was named is looked at first; else the quote counts only where it stands once in the whole text.

    >>> aligned("One fell. Two fell.", (Sentence(0, 9), Sentence(10, 19)), 1, "fell")
    (1, Span(start=14, end=18))
    >>> aligned("One fell. Two fell.", (Sentence(0, 9), Sentence(10, 19)), 7, "fell") is None
    True
    """
    if not isinstance(quote, str) or not (words := unicodedata.normalize("NFC", quote).strip()):
        return None
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(found):
        s = found[number]
        at = text.find(words, s.start, s.end)
        if at >= 0:
            return number, Span(at, at + len(words))
    at = text.find(words)
    if at < 0 or text.find(words, at + 1) >= 0:
        return None
    inside = next((n for n, s in enumerate(found) if s.start <= at and at + len(words) <= s.end), None)
    return None if inside is None else (inside, Span(at, at + len(words)))

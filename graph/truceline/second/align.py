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
    named = found[number] if type(number) is int and 0 <= number < len(found) else None
    if named is not None and (at := text.find(words, named.start, named.end)) >= 0:
        return found.index(named), Span(at, at + len(words))
    return _alone(text, found, words)


def _alone(text: str, found: tuple[Sentence, ...], words: str) -> tuple[int, Span] | None:
    """Where words stand that stand once in the whole text, inside of one sentence."""
    at = text.find(words)
    end = at + len(words)
    if at < 0 or text.find(words, at + 1) >= 0:
        return None
    return next(((n, Span(at, end)) for n, s in enumerate(found) if s.start <= at and end <= s.end), None)

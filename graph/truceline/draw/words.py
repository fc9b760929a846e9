"""Words in a picture: broken into lines, cut at a word, begun with a capital, set where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import bidirectional

Frame = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def broken(text: str, most: int = 18) -> list[str]:
    """A name in lines of about `most` characters, three at most; the page's script breaks names the same way.

    >>> broken("Coalition of the Eastern Valleys and Islands")
    ['Coalition of the', 'Eastern Valleys', 'and Islands']
    """
    out: list[str] = []
    for word in text.split():
        if out and len(out[-1]) + len(word) < most:
            out[-1] += " " + word
        else:
            out.append(word)
    if len(out) > 3:
        out = [*out[:2], out[2][: most - 1] + "…"]
    longest = most * 4 // 3
    return [line if len(line) <= longest else line[: longest - 1] + "…" for line in out] or [""]


def isolated(name: str) -> str:
    """A name for the middle of a line, held together where it is written from right to left (Unicode's isolates).

    >>> isolated("The Northern Post"), len(isolated("\u0635\u062d\u064a\u0641\u0629"))
    ('The Northern Post', 7)
    """
    return f"\u2068{name}\u2069" if any(bidirectional(c) in {"R", "AL"} for c in name) else name


def short(text: str, most: int) -> str:
    """A text cut at a word.

    >>> short("Air strike: Northern Command → Valley Front", 24)
    'Air strike: Northern…'
    """
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0].rstrip(" :,→") or text[: most - 1]
    return f"{cut}…"


def capital(text: str) -> str:
    """A text with its first letter in capitals, the rest as it is.

    >>> capital("air strike on Aleppo")
    'Air strike on Aleppo'
    """
    return text[:1].upper() + text[1:]


def free(frame: Frame, taken: Iterable[Frame], but: Frame | None = None) -> bool:
    """Whether a frame covers none of those that are taken, one of which may be its own.

    >>> free((0, 0, 10, 10), [(10, 0, 20, 10)]), free((0, 0, 10, 10), [(9, 9, 20, 20)])
    (True, False)
    """
    left, top, right, bottom = frame
    return not any(left < c and a < right and top < d and b < bottom for a, b, c, d in taken if (a, b, c, d) != but)

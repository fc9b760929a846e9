"""The groups that a count means without naming them: "two rebel groups", whose names stand in the next sentence."""

from __future__ import annotations

from truceline.know.casualty_lexicon import amounts
from truceline.link.discourse import Book, Link
from truceline.link.words import plural

_NEAR = (0, 1, 2, -1)
"""Sentences in which the names are looked for, from that of the count on, nearest first."""


def counted_groups(book: Book, n: int) -> Link | None:
    """The armed groups that a counted description stands for, as members of the mention.

    Args:
        book: the article; its names are linked.
        n: the mention.

    Returns:
        A link with the IRIs of the groups; none where no sentence near names exactly so many armed groups.
    """
    several = _count(book, n)
    for step in _NEAR if several else ():
        found = _groups(book, n, book.sentences[n] + step)
        if len(found) == several:
            return Link(None, "groups named near", 0.6, found)
    return None


def _count(book: Book, n: int) -> int | None:
    """How many armed groups a description counts; none where it counts nothing or only one."""
    if book.mention(n).type != "ArmedGroup" or not plural(book, n):
        return None
    t = book.tree
    numbers = (amounts().words.get(t.lower[k], 0) for k in t.children(book.heads[n], "nummod"))
    return next((value for value in numbers if value > 1), None)


def _groups(book: Book, n: int, sentence: int) -> tuple[str, ...]:
    """The armed groups that a sentence names, in the order of the text."""
    near = (k for k in range(max(0, n - 40), min(len(book.links), n + 60)) if book.sentences[k] == sentence and k != n)
    named = (book.entity(k) for k in near if book.mention(k).head == "name")
    return tuple(dict.fromkeys(e.iri for e in named if e and e.type == "ArmedGroup"))

"""A name that the parse, or the commas around it, shows to be said of a description: "the general who ran the campaign, *Ivo Stern*, …"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.link.discourse import Book, Entity, Link
from truceline.link.words import alike, plural

_AHEAD = 12
"""Mentions after a description among which the name is looked for."""
_LONG = 90
"""Characters between a description and its name."""


def apposed(book: Book, n: int) -> Link | None:
    """Whom the name or names in apposition to a description name.

    Args:
        book: the mentions so far; names are linked.
        n: the description.

    Returns:
        A link; with members where a plural has two names or more after it.
    """
    found = list(_named(book, n)) or list(_set_off(book, n))
    if plural(book, n):
        several = tuple(dict.fromkeys(e.iri for e in found))
        return Link(None, "apposition", 0.8, several) if len(several) > 1 else None
    return Link(found[0], "apposition", 0.85) if found else None


def _named(book: Book, n: int) -> Iterator[Entity]:
    """Those whose names the parse hangs on the description, and those joined to them."""
    t, h = book.tree, book.heads[n]
    hung = {j for i in t.children(h, "appos") if i > h for j in t.conjuncts(i)}
    for k, e in _ahead(book, n):
        between = book.text[book.mention(n).end : book.starts[k]]
        listed = " and " in between and not plural(book, n)
        if book.heads[k] in hung and alike(e.type, book.mention(n).type) and not listed:
            yield e


def _set_off(book: Book, n: int) -> Iterator[Entity]:
    """The person whose name stands between commas after what is told of a description, no other name before it."""
    m = book.mention(n)
    for k, e in _ahead(book, n) if m.type == "Person" and not plural(book, n) else ():
        between = book.text[m.end : book.starts[k]]
        after = book.text[book.mention(k).end : book.mention(k).end + 1]
        told = between.startswith((" who ", " whom ", " with ", " in ", " of ", " at ", " from ", " behind "))
        set_off = between.endswith(", ") and between.count(",") == 1 and after in (",", ".", ";")
        set_off = set_off and not _described(book, n, k)
        if told and set_off and e.type == "Person" and len(between) < _LONG and min(e.at) >= n:
            yield e
        if e.type == "Person":
            return


def _described(book: Book, n: int, k: int) -> bool:
    """Whether another description of a person stands right before the comma before a name: "the man who thanked *his host*, X"."""
    between = (book.mention(j) for j in range(n + 1, k))
    return any(m.type == "Person" and m.head == "nominal" and m.end + 2 == book.starts[k] for m in between)


def _ahead(book: Book, n: int) -> Iterator[tuple[int, Entity]]:
    """The names in the rest of the sentence with their actors."""
    for k in range(n + 1, min(n + _AHEAD, len(book.links))):
        if book.sentences[k] != book.sentences[n]:
            return
        e = book.entity(k)
        if e is not None and book.mention(k).head == "name" and book.starts[k] >= book.mention(n).end:
            yield k, e

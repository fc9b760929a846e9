"""Those whom a count means without naming them: "two rebel groups", whose names stand near; "the two men", joined before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.know import titles
from truceline.know.casualty_lexicon import amounts
from truceline.know.nouns import heads
from truceline.know.spelling import folded
from truceline.link.discourse import Book, Entity, Link
from truceline.link.words import DEFINITE, noun, opening, plural

_NEAR = (0, 1, 2, -1)
"""Sentences in which the names of groups are looked for, from that of the count on, nearest first."""

_BACK = 5
"""Sentences back in which the persons are looked for."""


def counted_groups(book: Book, n: int) -> Link | None:
    """The armed groups, or persons, that a counted description stands for, as members of the mention.

    Args:
        book: the article; its names are linked.
        n: the mention.

    Returns:
        A link with their IRIs; none where no sentence near names exactly so many armed groups, none before so many persons.
    """
    several = _count(book, n) if plural(book, n) else None
    if several and book.mention(n).type == "ArmedGroup":
        near = (_named(book, n, book.sentences[n] + step, "ArmedGroup") for step in _NEAR)
        found = next((f for f in near if len(f) == several), ())
        return Link(None, "groups named near", 0.6, found) if found else None
    return counted_persons(book, n) if several else None


def counted_persons(book: Book, n: int) -> Link | None:
    """The persons named before for whom "both men", "the two leaders" or "the ministers" stands, as members."""
    several = _count(book, n)
    if not _persons_told(book, n) or opening(book, n) not in (*DEFINITE, "both"):
        return None
    found = next((f for f in _persons(book, n) if len(f) == (several or 2)), ())
    if not several and not all(_holds(book.entities[iri], noun(book, n)) for iri in found):
        return None
    return Link(None, "persons named last", 0.6, found) if found else None


def _persons_told(book: Book, n: int) -> bool:
    """Whether a description is the plural of a noun for a person, none for fighters."""
    table = heads().get(noun(book, n))
    return plural(book, n) and table is not None and table.one == "Person" and table.several != "ArmedGroup"


def _count(book: Book, n: int) -> int | None:
    """How many a description counts; none where it counts nothing or only one."""
    t, h = book.tree, book.heads[n]
    if any(t.lower[k] == "both" for k in t.kids[h]):
        return 2
    numbers = (amounts().words.get(t.lower[k], 0) for k in t.children(h, "nummod"))
    return next((value for value in numbers if value > 1), None)


def _holds(e: Entity, lemma: str) -> bool:
    """Whether somebody holds an office that a noun can mean."""
    held = {folded(role) for role, _ in e.offices}
    return bool(held & titles.described().get(lemma, frozenset())) or any(lemma in role.split() for role in held)


def _named(book: Book, n: int, sentence: int, kind: str) -> tuple[str, ...]:
    """The actors of a class that a sentence names, in the order of the text."""
    near = (k for k in range(max(0, n - 40), min(len(book.links), n + 60)) if book.sentences[k] == sentence and k != n)
    return _of_class((book.entity(k) for k in near if book.mention(k).head == "name"), kind)


def _of_class(several: Iterable[Entity | None], kind: str) -> tuple[str, ...]:
    """The IRIs of the actors of a class, each once, in their order."""
    return tuple(dict.fromkeys(e.iri for e in several if e and e.type == kind))


def _persons(book: Book, n: int) -> Iterator[tuple[str, ...]]:
    """The persons joined by "and" before a mention, nearest first; then all those of one sentence."""
    back = [k for k in range(n - 1, max(-1, n - 60), -1) if 0 <= book.sentences[n] - book.sentences[k] <= _BACK]
    for k in back:
        group = set(book.tree.conjuncts(book.heads[k]))
        if len(group) > 1 and book.tree.dep[book.heads[k]] != "conj":
            yield _of_class((book.entity(j) for j in reversed(back) if book.heads[j] in group), "Person")
    for away in range(1, _BACK + 1):
        yield _named(book, n, book.sentences[n] - away, "Person")

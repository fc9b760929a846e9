"""Two that a plural means without naming them: "both", "the two", "both governments", "the two camps": those told together last."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.know import actors, titles
from truceline.know.casualty_lexicon import amounts
from truceline.know.nouns import closed, heads
from truceline.link.camps import FIGHTING, camp
from truceline.link.discourse import Book, Entity, Link
from truceline.link.words import noun, plural

TWO = "count:two"
"""The rule of mentions that count two and say no more: "both", "the two"."""
_REACH = 4
"""Sentences back in which the two are looked for."""


def paired(book: Book, n: int) -> Link | None:
    """The two persons, or two sides, told together last before a mention that counts two.

    Args:
        book: the article; names are linked, and all descriptions before the mention.
        n: the mention.

    Returns:
        A link with the two as members; none where the mention counts no two, or no sentence near tells of just two alike.
    """
    alone = book.mention(n).rule == TWO
    if not alone and not (plural(book, n) and _of_two(book, n)):
        return None
    wanted = None if alone else _wanted(book, n)
    lands = noun(book, n) in closed("lands") or titles.bodies().get(noun(book, n)) is not None
    for back in range(_REACH + 1):
        for two in _told(book, n, book.sentences[n] - back, lands):
            if wanted is None or wanted == (two[0].type == "Person"):
                return Link(None, "told together last", round(0.75 - 0.05 * back, 2), _members(book, n, two))
    return None


def _of_two(book: Book, n: int) -> bool:
    """Whether a plural is counted "both" or "two" after an article."""
    t, words = book.tree, book.mention(n).text.lower().split()
    of_two = any(amounts().words.get(t.lower[k]) == 2 for k in t.children(book.heads[n], "nummod"))
    return words[0] == "both" or (of_two and words[0] in ("the", "these", "those"))


def _wanted(book: Book, n: int) -> bool:
    """Whether persons are counted, not bodies."""
    table = heads().get(noun(book, n))
    return table is not None and table.one == "Person" and table.several not in ("ArmedGroup", "ArmedForces")


def _told(book: Book, n: int, sentence: int, lands: bool) -> Iterator[tuple[Entity, Entity]]:
    """The pairs that a sentence tells of, the surest first: joined by "and", meant by a plural before, its only two persons, its only two sides."""
    here = [k for k in range(n) if book.sentences[k] == sentence and not _same_phrase(book, n, k)]
    for k in reversed(here):
        joined = set(book.tree.conjuncts(book.tree.first_of_list(book.heads[k])))
        yield from _two(book, [j for j in here if book.heads[j] in joined], lands)
        link = book.links[k]
        told = [e for iri in link.members if (e := book.entities.get(iri))] if link else []
        if len(told) == 2:
            yield told[0], told[1]
    persons = [k for k in here if (e := book.entity(k)) and e.type == "Person"]
    yield from _two(book, persons, False)
    yield from _two(book, [k for k in here if k not in persons], lands)


def _same_phrase(book: Book, n: int, k: int) -> bool:
    """Whether a mention shares a character with the counted one."""
    m, other = book.mention(n), book.mention(k)
    return m.start < other.end and other.start < m.end


def _two(book: Book, several: list[int], lands: bool) -> Iterator[tuple[Entity, Entity]]:
    """The two whom mentions mean, where they are two persons or two sides; their two lands where lands are counted."""
    found: dict[str, Entity] = {}
    for k in several:
        e = book.entity(k)
        of_land = lands and e is not None and (e.type == "Person" or e.type in FIGHTING)
        land = book.known(e.country) if of_land and e and e.country in actors.states() and e.country else None
        e = land or (None if lands else e)
        if e is not None and (e.type == "Person" or e.type in FIGHTING):
            found.setdefault(e.iri if e.type == "Person" else camp(e.slug), e)
    if len(found) == 2:
        one, other = found.values()
        if (one.type == "Person") == (other.type == "Person"):
            yield one, other


def _members(book: Book, n: int, two: tuple[Entity, Entity]) -> tuple[str, ...]:
    """The IRIs of the two; of states, those of the bodies that the noun tells ("both armies")."""
    ending = titles.bodies().get(noun(book, n))
    lands = [camp(e.slug) for e in two] if ending else []
    bodies = [b for land in lands if (b := book.known(f"{land}-{ending}"))]
    return tuple((bodies[k] if len(bodies) == 2 else e).iri for k, e in enumerate(two))

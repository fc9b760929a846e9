"""The sides that a plural means without naming them: "both sides", "the two countries", "the warring factions"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.know import actors
from truceline.know.nouns import closed
from truceline.know.truces import around, singular
from truceline.link.camps import FIGHTING, camp, generic
from truceline.link.discourse import Book, Entity, Link
from truceline.link.pronouns import side_of
from truceline.link.words import noun, plural

_REACH = 12
"""Sentences back in which the sides are looked for."""

_NEAR = 2
"""Sentences back in which sides that no table knows are looked for: "the army and Karen rebels"."""

_AHEAD = 4
"""Sentences from its own on in which "between A and B" may name the sides, where none were named before."""

_OUTSIDE = frozenset({"mediator", "host", "broker", "guarantor", "monitor", "supporter"})
"""Roles and standings of those who are no side of what they have a part in."""

_LANDS = frozenset({"country", "nation", "state", "neighbour", "neighbor", "power"})

_POWERS = frozenset({"power"})
"""Words for states that may as well be brokers: "the two powers, which had brokered it"."""


def sides(book: Book, n: int) -> Link | None:
    """The two sides named last before a plural that counts sides, as members of the mention.

    Args:
        book: the article; names are linked, and all descriptions before the mention.
        n: the mention.

    Returns:
        A link with the IRIs of the sides as members, none where the text does not set exactly two beside each other.
    """
    if not _counts_sides(book, n):
        return None
    lands = noun(book, n) in _LANDS
    outside = set() if noun(book, n) in _POWERS else _outsiders(book)
    if last := _named_last(book, n, outside, lands):
        return last
    for ahead in range(_AHEAD):
        found = _named(book, _between(book, n, book.sentences[n] + ahead), outside, lands)
        if len(found) == 2:
            return Link(None, "sides named next", 0.55, found)
    every = [k for k in range(n) if book.mention(k).head == "name"]
    found = _named(book, every, outside, lands)
    return Link(None, "the only two sides", 0.55, found) if len(found) == 2 else None


def _named_last(book: Book, n: int, outside: set[str], lands: bool) -> Link | None:
    """The two sides named last before a plural; only near it those that no table knows."""
    for strangers, reach in ((False, _REACH), (True, _NEAR)):
        for back in range(reach + 1):
            several = (_named(book, g, outside, lands, strangers) for g in _groups(book, n, book.sentences[n] - back))
            found = next((sides_ for sides_ in several if len(sides_) > 1), ())
            if len(found) == 2:
                return Link(None, "sides named last", round(0.8 - 0.02 * back, 2), found)
    return None


def _counts_sides(book: Book, n: int) -> bool:
    """Whether a mention means sides named elsewhere: "both armies", "the warring factions", "the belligerents"."""
    m = book.mention(n)
    words = m.text.lower().split()
    distributive = words[0] in closed("distributive")
    if not (plural(book, n) or distributive) or not generic(m):
        return False
    foes = words[-1] in closed("sides") and (len(words) == 2 or words[-1] != "parties")
    return (foes or distributive or bool(closed("counted") & set(words))) and singular(words[-1]) in around("anybody")


def _groups(book: Book, n: int, sentence: int) -> Iterator[list[int]]:
    """Mentions of a sentence that may be the sides: joined by "and", of one event, all of the sentence."""
    here = [k for k in _of_sentence(book, n, sentence) if not _kin(book, k)]
    for k in here:
        joined = _joined(book, k, here)
        if len({book.heads[j] for j in joined}) > 1 and not _allied(book, joined):
            yield joined
    for e in book.notes.events:
        if e.sentence == sentence:
            yield sorted(p.mention for p in e.participants if p.mention in here and p.role not in _OUTSIDE)
    yield here


def _of_sentence(book: Book, n: int, sentence: int) -> Iterator[int]:
    """The mentions of a sentence before one, in their order."""
    first = n
    while first > 0 and book.sentences[first - 1] >= sentence:
        first -= 1
    return (k for k in range(first, n) if book.sentences[k] == sentence)


def _joined(book: Book, k: int, here: Sequence[int]) -> list[int]:
    """Those of several mentions that are joined to one by "and", itself among them."""
    together = set(book.tree.conjuncts(book.heads[k]))
    return [j for j in here if book.heads[j] in together]


def _kin(book: Book, k: int) -> bool:
    """ "The Front, an ally *of Utopia*": whose friend a side is, and no side."""
    t, h = book.tree, book.heads[k]
    return t.dep[h] == "pobj" and t.lower[t.head[h]] == "of" and t.lemma[t.head[t.head[h]]] in around("kin")


def _allied(book: Book, joined: Sequence[int]) -> bool:
    """Whether those joined by "and" attack somebody else together ("the army and its allies besieged the rebels")."""
    for e in book.notes.events:
        attackers = {p.mention for p in e.participants if p.role == "agent"} & set(joined)
        attacked = {p.mention for p in e.participants if p.role in _ATTACKED} - {None, *joined}
        if e.plover == "ASSAULT" and len(attackers) > 1 and attacked:
            return True
    return False


_ATTACKED = frozenset({"target", "victim"})


def _between(book: Book, n: int, sentence: int) -> list[int]:
    """The names after a mention that "between A and B" joins in a sentence."""
    t = book.tree
    here = [k for k in range(n + 1, min(len(book.links), n + 60)) if book.sentences[k] == sentence]
    for k in here:
        head = book.heads[k]
        if t.dep[head] == "pobj" and t.lower[t.head[head]] == "between" and len(set(t.conjuncts(head))) > 1:
            return _joined(book, k, here)
    return []


def _named(
    book: Book, group: Sequence[int], outside: set[str], lands: bool, strangers: bool = False
) -> tuple[str, ...]:
    """The IRIs of the sides of a group of mentions, in their order; actors that no table knows only where asked for."""
    found: dict[str, str] = {}
    for k in group:
        side = _side_meant(book, k, strangers)
        if side is None or camp(side.slug) in outside or _joined_up(book, k):
            continue
        if (meant := _land(book, side) if lands else side) is not None:
            found.setdefault(camp(meant.slug), meant.iri)
    return tuple(found.values())


def _land(book: Book, side: Entity) -> Entity | None:
    """The state that a side is of."""
    return book.known(side.country) if side.country and side.country in actors.states() else None


def _side_meant(book: Book, k: int, strangers: bool) -> Entity | None:
    """The side that a mention is of, unless it is a plural for several."""
    e = book.entity(k)
    return _side(book, e, strangers) if e and not (plural(book, k) and generic(book.mention(k))) else None


def _joined_up(book: Book, k: int) -> bool:
    """Whether a mention is of those whom somebody joins ("the rebels are to join *the army*"): no side set against him."""
    t, h = book.tree, book.heads[k]
    return t.dep[h] == "dobj" and t.lemma[t.head[h]] == "join"


def _side(book: Book, e: Entity, strangers: bool) -> Entity | None:
    """For whom an actor of the article stands, where that can be a side."""
    who = side_of(book, e) if e.type == "Person" else e
    known = who.known or (strangers and who.type != "UnnamedGroup")
    return who if who.type in FIGHTING and known else None


def _outsiders(book: Book) -> set[str]:
    """The camps that broker, host, guarantee or watch something in the article."""
    told = [(p.role, p.mention) for e in book.notes.events for p in e.participants]
    told += [(p.status, p.mention) for t in book.notes.ceasefires for p in t.parties]
    named = (book.entity(k) for role, k in told if role in _OUTSIDE and k is not None)
    return {camp(e.slug) for e in named if e}

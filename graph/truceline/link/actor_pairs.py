"""Actors of different articles that may be one: a question for people, never joined by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from truceline.know import actors
from truceline.know.spelling import fold, key, sound
from truceline.model import BASE, Facts

NEAR = 31
"""Days between two articles within which a family name alone may be that of somebody named in full."""

_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "s", "to"])
"""Words that give no letter to an acronym."""

_LETTERS = 3
"""Letters that an acronym has at least before it is compared with names of other articles."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as articles name it: `days` are those of the articles (ISO, in order)."""

    iri: str
    person: bool
    names: tuple[str, ...]
    days: tuple[str, ...] = ()


def in_gazetteer(iri: str) -> bool:
    """Whether the gazetteer has an actor."""
    return actors.get(iri.removeprefix(BASE)) is not None


def named(facts: Facts) -> list[Named]:
    """The persons and bodies that an article names; those it only describes are nobody elsewhere."""
    by_name = {m.actor for m in facts.notes.mentions if m.head == "name" and m.actor}
    days = (facts.article.published.isoformat()[:10],) if facts.article.published else ()
    several = {a.iri: a for a in facts.notes.actors if a.iri in by_name and a.type != "State"}
    return [
        Named(a.iri, a.type == "Person", tuple(dict.fromkeys((a.label, *a.aliases))), days) for a in several.values()
    ]


def blocks(actor: Named) -> Iterator[str]:
    """Keys of which two that may be one share at least one."""
    for name in actor.names:
        words = key(name)
        if actor.person and words:
            yield f"person {sound(words[-1])}"
        elif words:
            yield f"body {' '.join(map(sound, words))}"
            short = words[0] if _acronym(name) else letters(words)
            yield from [f"letters {short}"] if len(short) >= _LETTERS else []


def maybe(one: Named, two: Named) -> bool:
    """Whether two actors of different IRIs may be one.

    >>> maybe(Named("urn:a", True, ("Ann Vale",)), Named("urn:b", True, ("A. Vale",)))
    True
    >>> maybe(Named("urn:a", True, ("Ann Vale",)), Named("urn:b", True, ("Bob Vale",)))
    False
    """
    if one.person != two.person or (in_gazetteer(one.iri) and in_gazetteer(two.iri)):
        return False
    fits = _persons if one.person else _bodies
    return any(fits(key(a), key(b)) for a, b in product(one.names, two.names)) or (
        _short(one, two) if one.person else _abbreviated(one, two)
    )


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names (folded words) can be one: the same family name, and given names that agree."""
    if len(b) < 2 or len(a) < 2 or sound(a[-1]) != sound(b[-1]):
        return False
    return sound(a[0]) == sound(b[0]) or ((len(a[0]) == 1 or len(b[0]) == 1) and a[0][0] == b[0][0])


def letters(words: Sequence[str]) -> str:
    """The first letters of the words of a name, small words left out."""
    return "".join(w[0] for w in words if w not in _SMALL)


def _persons(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names agree, or one stands within the other (a title, a further name)."""
    short, long = sorted((a, b), key=len)
    return same_person(a, b) or (len(short) > 1 and short[-1] == long[-1] and _in_order(short, long))


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _bodies(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of several words sound alike."""
    return len(a) == len(b) > 1 and all(sound(x) == sound(y) for x, y in zip(a, b, strict=True))


def _short(one: Named, two: Named) -> bool:
    """Whether one is known by a family name alone that is the other's, within some weeks."""
    families = [{key(n)[-1] for n in x.names if key(n)} for x in (one, two)]
    alone = any("/article/" in x.iri and all(len(key(n)) == 1 for n in x.names) for x in (one, two))
    return alone and not families[0].isdisjoint(families[1]) and _within_weeks(one.days, two.days)


def _within_weeks(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether a day of one and a day of the other, both in order, lie near each other."""
    for day in one:
        first = (date.fromisoformat(day) - timedelta(days=NEAR)).isoformat()
        n = bisect_left(two, first)
        if n < len(two) and two[n] <= (date.fromisoformat(day) + timedelta(days=NEAR)).isoformat():
            return True
    return False


def _abbreviated(one: Named, two: Named) -> bool:
    """Whether one is only known by the first letters of the other's own name."""
    return any(_stands_for(x.names[0], y.names[0]) for x, y in ((one, two), (two, one)))


def _stands_for(short: str, name: str) -> bool:
    capitals = all(w[:1].isupper() for w in name.split() if fold(w) not in _SMALL)
    return _acronym(short) and capitals and len(key(name)) >= _LETTERS and letters(key(name)) == fold(short)


def _acronym(name: str) -> bool:
    return name.isupper() and name.isalpha() and len(name) >= _LETTERS

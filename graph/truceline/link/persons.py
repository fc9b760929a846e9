"""Persons by their office: "the foreign minister", "the top diplomat", "his counterpart"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from truceline.find.mentions.actors.offices import office_of
from truceline.know import actors, titles
from truceline.know.actors import Known
from truceline.know.nouns import closed
from truceline.know.spelling import fold, folded
from truceline.link.antecedents import belongs, holds, taken_up
from truceline.link.discourse import Book, Entity, Link
from truceline.link.state_features import main_state
from truceline.link.words import DEFINITE, INDEFINITE, noun, opening, orgs, recent, said_in
from truceline.model import Span


def person(book: Book, n: int) -> Link | None:
    if opening(book, n) in INDEFINITE:
        return None
    if led := _told_by_envoy(book, n):
        return led
    wanted = offices(book, n) or _counterparts(book, n)
    if any(w.startswith("former ") for w in wanted):
        return _former(book, n, wanted)
    if link := taken_up(book, n, wanted):
        return link
    return _in_office(book, n, wanted) if wanted and not _heads_group(book, n) else None


def _told_by_envoy(book: Book, n: int) -> Link | None:
    """The leader of whom his own envoy or spokesman speaks: "X's envoy said that *the leader* would come"."""
    if opening(book, n) not in DEFINITE or noun(book, n) not in closed("leads"):
        return None
    said = (c for c in book.claims.get(book.sentences[n], ()) if said_in(c, book.mention(n)))
    for speaker in (c.speaker for c in said if c.speaker is not None):
        owners = _owners(book, speaker)
        if len(owners) == 1 and not (_heads_state(owners[0]) and _heads_group(book, n)):
            return Link(owners[0], "told by his own", 0.7)
    return None


def _owners(book: Book, speaker: Span) -> list[Entity]:
    """The persons for whom somebody speaks: "*X*'s envoy"."""
    near = book.over(speaker.start - _OWNER, speaker.end)
    whose = (book.entity(k) for k in near if book.tree.dep[book.heads[k]] == "poss")
    return [e for e in whose if e is not None and e.type == "Person"]


def _heads_state(e: Entity) -> bool:
    """Whether somebody holds an office of a state as such."""
    return any(org in actors.states() for _, org in e.offices)


_OWNER = 60
"""Characters before a speaker's name in which the words for whom he speaks stand."""


def _former(book: Book, n: int, wanted: frozenset[str]) -> Link | None:
    """Somebody of the article who held the office before the day of publication ("the former president of X")."""
    roles, near = {w.removeprefix("former ") for w in wanted}, set(orgs(book, n))
    for _, e in recent(book, n):
        left = (org for role, org in _past(e, book.day) if role in roles)
        if any(not near or org in near or any(belongs(org, x) for x in near) for org in left):
            return Link(e, "former office", 0.8)
    return None


def _past(e: Entity, day: str | None) -> Iterator[tuple[str, str]]:
    """The offices (folded) and the bodies of them that a known person had left by a day (ISO)."""
    for o in e.known.offices if e.type == "Person" and e.known and day else ():
        if o.org and o.until and o.until <= str(day):
            yield folded(o.role), o.org


def _heads_group(book: Book, n: int) -> bool:
    """Whether a description says that somebody leads no state ("the rebel leader")."""
    return bool({fold(w) for w in book.mention(n).text.split()} & closed("armed"))


def offices(book: Book, n: int) -> frozenset[str]:
    """The offices (folded) that a description of a person can mean."""
    m = book.mention(n)
    out: set[str] = set()
    office = office_of(book.text, book.seen, m.start, m.end)
    if office:
        role = folded(office.role)
        out |= {role} | titles.described().get(role, frozenset())
    words = _of_office(book, n)
    for phrase, means in titles.described().items():
        first, *rest = phrase.split(" ")
        if first in words and all(r in words for r in rest) and (rest or first == noun(book, n)):
            out |= means if rest or not office else frozenset()
    return frozenset(out)


def _of_office(book: Book, n: int) -> list[str]:
    """The folded words of a description; without its owner where a noun tells the office apart ("the army's *intelligence chief*")."""
    t, h = book.tree, book.heads[n]
    text = book.mention(n).text.replace("’", "'")
    branch = t.dep[h - 1] == "compound" and t.pos[h - 1] == "NOUN" and h > 0
    said = text.rpartition("'s ")[2] if branch else text.replace("'s", "")
    return [fold(w) for w in said.split()]


def _counterparts(book: Book, n: int) -> frozenset[str]:
    """The offices of the owner of a "counterpart", and those that are the like of it elsewhere."""
    if noun(book, n) != "counterpart":
        return frozenset()
    near = chain(map(book.entity, book.inner(n)), (e for _, e in recent(book, n)))
    owner = next((e for e in near if e is not None and e.type == "Person"), None)
    held = {folded(role) for role, _ in owner.offices} if owner else set[str]()
    return frozenset(held.union(*(m for m in titles.described().values() if m & held)))


def _in_office(book: Book, n: int, wanted: frozenset[str]) -> Link | None:
    """Who holds an office on the day of publication; a ruler whom the article names later, or that of its land."""
    near = set(orgs(book, n))
    if near:
        return _on_the_day(book, wanted, near)
    if not _rules(book, n):
        return None
    named = [e for e in book.entities.values() if e.type == "Person" and e.at and holds(e, wanted, near)]
    if len(named) == 1:
        return Link(named[0], "role", 0.65)
    state = main_state(book, n) if not named else None
    return _on_the_day(book, wanted, {state}) if state else None


def _on_the_day(book: Book, wanted: frozenset[str], near: set[str]) -> Link | None:
    """The only one who holds such an office there on the day of publication; failing that, in a part of the body."""
    published = book.parsed.article.published
    if published is None:
        return None
    day = published if not hasattr(published, "date") else published.date()
    held = (_mandated(book, titles.in_office(wanted, near, day, parts), near) for parts in (False, True))
    found = next((several[0] for several in held if len(several) == 1), None)
    return Link(book.known(found.slug), "office on the day", 0.8) if found is not None else None


def _rules(book: Book, n: int) -> bool:
    """Whether a description is of an office that a state has once ("the president", "the prime minister")."""
    return opening(book, n) in DEFINITE and bool({fold(w) for w in book.mention(n).text.split()} & closed("ruler"))


def _mandated(book: Book, several: tuple[Known, ...], near: set[str]) -> tuple[Known, ...]:
    """Of several holders of one office ("the UN envoy") those whose mandate is the land named, or that of the article."""
    for lands in (near, set(book.seen.states[:1])):
        if len(several) > 1:
            several = tuple(a for a in several if lands & set(a.conflicts)) or several
    return several

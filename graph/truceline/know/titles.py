"""Titles and offices: how they are written before a name, which office each stands for, who held it on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from truceline.know import actors
from truceline.know.actors import Known
from truceline.know.matching import Entry, Index, sorted_index
from truceline.know.spelling import folded, key
from truceline.shelf import data, rows


@cache
def titles() -> dict[tuple[str, ...], str]:
    """Titles by their folded words, with the office; a courtesy such as "Mr" has an empty office."""
    return {key(r["title"]): r["role"] or "" for r in rows(data("lexicon", "who_titles.tsv"))}


@cache
def index() -> Index:
    """The titles by first word, longest first."""
    return sorted_index(Entry(k, " ".join(k), (role,)) for k, role in titles().items())


@cache
def holders() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each office (folded words, joined by blanks): (slug of the person, slug of the organisation or "")."""
    out: dict[str, list[tuple[str, str]]] = {}
    for actor in actors.known().values():
        for office in actor.offices:
            out.setdefault(folded(office.role), []).append((actor.slug, office.org or ""))
    return {role: tuple(dict.fromkeys(several)) for role, several in out.items()}


def in_office(roles: Iterable[str], org: Iterable[str], on: date | None, parts: bool = False) -> tuple[Known, ...]:
    """Who held one of the roles in one of the organisations (slugs) on a day; without a day nobody is named.

    With `parts` bodies that are part of one of them count too: a mission's head is the UN's representative.
    """
    if on is None:
        return ()
    wanted, told = set(org), [folded(role) for role in roles]
    return _serving(told, on.isoformat(), lambda of: of in wanted or (parts and _part(of, wanted)))


def _serving(roles: Iterable[str], day: str, fits: Callable[[str], bool]) -> tuple[Known, ...]:
    found: dict[str, Known] = {}
    for role in roles:
        for slug, of in holders().get(role, ()):
            if fits(of) and any(
                o.org == of and folded(o.role) == role and o.on(day) for o in actors.known()[slug].offices
            ):
                found[slug] = actors.known()[slug]
    return tuple(found.values())


def _part(org: str, wanted: set[str]) -> bool:
    known = actors.get(org) if org else None
    return bool(known and wanted & set(known.part_of))


def roles_on(slug: str, on: date) -> Iterator[tuple[str, str | None]]:
    """The offices (role, organisation) that a known person held on a day."""
    actor = actors.get(slug)
    for office in actor.offices if actor else ():
        if office.on(on.isoformat()):
            yield office.role, office.org


@cache
def described() -> dict[str, frozenset[str]]:
    """The offices (folded words) that a word or phrase of a description can mean."""
    out: dict[str, frozenset[str]] = {}
    for r in _links("office"):
        out[folded(r["words"])] = frozenset(folded(m) for m in r["means"].split("|"))
    return out


@cache
def bodies() -> dict[str, str]:
    """Head noun → the ending of the id of the institution that a state has under that noun."""
    return {w: r["means"] for r in _links("body") for w in r["words"].split()}


@cache
def classes() -> dict[str, frozenset[str]]:
    """Head noun of a definite description → classes of named actors that it can stand for."""
    return {w: frozenset(r["means"].split("|")) for r in _links("org") for w in r["words"].split()}


@cache
def forms() -> dict[str, frozenset[str]]:
    """Noun for a kind of state ("kingdom") → the slugs of the states that are one."""
    return {w: frozenset(r["means"].split("|")) for r in _links("form") for w in r["words"].split()}


@cache
def of_states() -> frozenset[str]:
    """Words of offices that only states and their governments have."""
    return frozenset(w for r in _links("state office") for w in r["words"].split())


def _links(kind: str) -> list[dict[str, str]]:
    return [r for r in rows(data("lexicon", "who_links.tsv")) if r["kind"] == kind]


@cache
def of_things() -> frozenset[str]:
    """Verbs of which an "it" as subject is rather a thing or a happening than an actor."""
    return frozenset(w for r in _links("thing") for w in r["words"].split())


@cache
def of_happenings() -> frozenset[str]:
    """Verbs that without an object are said of a happening or a thing, never of an actor."""
    return frozenset(w for r in _links("happening") for w in r["words"].split())


@cache
def of_minds() -> frozenset[str]:
    """Adjectives that only an actor can be: "unable", "ready"."""
    return frozenset(w for r in _links("mind") for w in r["words"].split())


@cache
def of_harm() -> frozenset[str]:
    """Verbs whose subject harms what is another's: "shelled *their* positions"."""
    return frozenset(w for r in _links("harm") for w in r["words"].split())

"""Which actors people said to be one, and which may be one: kept in the catalogue, worked out where something changed.

No two actors are joined by a rule. A pair is offered where names suit each other (`link.actor_pairs`), unless one article
names both, or somebody called them different.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from truceline.link.actor_pairs import NEAR, Named, blocks, in_gazetteer, maybe, named
from truceline.model import BASE, Facts
from truceline.store.catalog import Catalog
from truceline.store.decisions import Judged
from truceline.triples.context import Joined

Updates = dict[str, Joined | None]
Look = Callable[[str], list[Named]]


def note(catalog: Catalog, facts: Facts) -> None:
    """Takes the actors of an article into the catalogue; only those that it names are compared, and where that may tell anything new."""
    article, several = facts.article.iri, named(facts)
    rows = {a.iri: (a.iri, article, 0, "[]", "") for a in facts.notes.actors}
    rows |= {a.iri: (a.iri, article, int(a.person), json.dumps(a.names), "".join(a.days)) for a in several}
    look_again(catalog, [row[0] for row in rows.values() if not _known(catalog, row)])
    catalog.insert("actors", rows.values())
    catalog.insert("actor_keys", ((key, a.iri) for a in several for key in dict.fromkeys(blocks(a))))
    look_again(catalog, catalog.names(_TOGETHER, article, article))
    look_again(catalog, (iri for a in several for iri in _alone_near(catalog, a)))


def _known(catalog: Catalog, row: tuple[object, ...]) -> bool:
    """Whether an article named an actor in just this way before."""
    iri, _, person, names, _ = row
    query = "SELECT 1 FROM actors WHERE iri = ? AND names = ? AND person = ? LIMIT 1"
    return bool(catalog.rows(query, iri, names, person))


_TOGETHER = """SELECT e.a FROM actors x JOIN edges e ON e.a = x.iri JOIN actors y ON y.iri = e.b AND y.article = ?
WHERE x.article = ?"""
"""The actors that an article names beside one of whom it was open whether he is the same; those are two, then."""

_ALONE = """SELECT DISTINCT o.iri FROM actor_keys m JOIN actor_keys o ON o.key = m.key AND o.iri >= ? AND o.iri < ?
JOIN actors d ON d.iri = o.iri WHERE m.iri = ? AND d.day >= ? AND d.day <= ?"""


def _alone_near(catalog: Catalog, actor: Named) -> Iterator[str]:
    """Those whom one article alone knows, of a name and a time near those of an actor."""
    for day in actor.days if actor.person else ():
        first, last = ((date.fromisoformat(day) + timedelta(days=n)).isoformat() for n in (-NEAR, NEAR))
        yield from catalog.names(_ALONE, f"{BASE}article/", f"{BASE}article0", actor.iri, first, last)


def forget(catalog: Catalog, article: str) -> None:
    """Takes an article's actors out of the catalogue."""
    gone = catalog.names("SELECT iri FROM actors WHERE article = ?", article)
    catalog.rows("DELETE FROM actors WHERE article = ?", article)
    look_again(catalog, gone)
    for iri in gone:
        if not there(catalog, iri):
            catalog.rows("DELETE FROM actor_keys WHERE iri = ?", iri)


def look_again(catalog: Catalog, several: Iterable[str]) -> None:
    """Has actors looked at again."""
    catalog.insert("dirty_actors", ((iri,) for iri in several))


def there(catalog: Catalog, iri: str) -> bool:
    """Whether any article knows an actor."""
    return bool(catalog.rows("SELECT 1 FROM actors WHERE iri = ? LIMIT 1", iri))


def present(catalog: Catalog, iri: str) -> list[Named]:
    """How articles name an actor, each way with the days on which it stood there."""
    query = "SELECT DISTINCT person, names, day FROM actors WHERE iri = ? AND names != '[]' ORDER BY names, day"
    days: dict[tuple[int, str], list[str]] = {}
    for person, names, day in catalog.rows(query, iri):
        days.setdefault((person, names), []).extend([day] if day else [])
    return [Named(iri, bool(person), tuple(json.loads(names)), tuple(d)) for (person, names), d in days.items()]


def settle(catalog: Catalog, decided: Judged) -> Updates:
    """What the actors that changed stand for now, where that is another than it was; what may be one is offered anew."""
    dirty = catalog.names("SELECT iri FROM dirty_actors")
    look = cache(lambda iri: present(catalog, iri))
    for iri in dirty:
        _offer(catalog, iri, decided, look)
    near = _component(dirty, decided.same)
    direct = _joined(catalog, near, decided)
    return {iri: Joined(direct[iri], 1.0, "decided") if iri in direct else None for iri in near}


def _offer(catalog: Catalog, iri: str, decided: Judged, look: Look) -> None:
    """Keeps the pairs of an actor and those that may be the same, in place of those that stood there, where they are others."""
    before = catalog.names("SELECT b FROM edges WHERE a = ? UNION SELECT a FROM edges WHERE b = ?", iri, iri)
    now = [x for x in _suited(catalog, iri, look) if _open(catalog, iri, x, decided)]
    if sorted(now) == sorted(before):
        return
    catalog.rows("DELETE FROM edges WHERE a = ? OR b = ?", iri, iri)
    pairs = (tuple(sorted((iri, other))) for other in now)
    catalog.insert("edges", ((a, b, 0.5, "may be the same actor", 0) for a, b in pairs))
    catalog.insert("dirty_pairs", [(iri,)])


def _suited(catalog: Catalog, iri: str, look: Look) -> Iterator[str]:
    """Those that one may be by their names; of two that the gazetteer knows each is another."""
    known = in_gazetteer(iri)
    others = (other for other in _near(catalog, iri) if not (known and in_gazetteer(other)))
    return (x for x in others if any(maybe(a, b) for a in look(iri) for b in look(x)))


def _near(catalog: Catalog, iri: str) -> list[str]:
    """The actors that share a key with one."""
    return catalog.names(
        "SELECT DISTINCT o.iri FROM actor_keys m JOIN actor_keys o ON o.key = m.key WHERE m.iri = ? AND o.iri != ? ORDER BY o.iri",
        iri,
        iri,
    )


def _open(catalog: Catalog, one: str, two: str, decided: Judged) -> bool:
    """Whether nobody decided on a pair of actors, and no article names both."""
    together = "SELECT 1 FROM actors x JOIN actors y ON x.article = y.article WHERE x.iri = ? AND y.iri = ? LIMIT 1"
    pair = (one, two) if one < two else (two, one)
    return pair not in decided.apart and pair not in decided.same and not catalog.rows(together, one, two)


def _component(start: Iterable[str], same: Iterable[tuple[str, str]]) -> set[str]:
    """All actors that hang together with some by decisions."""
    near, pairs = set(start), list(same)
    while grown := {x for pair in pairs if not near.isdisjoint(pair) for x in pair} - near:
        near |= grown
    return near


def _joined(catalog: Catalog, near: set[str], decided: Judged) -> Mapping[str, str]:
    """Actors → the one that stands for them: of those in the graph the gazetteer's, else one that every article can name."""
    pairs = [p for p in sorted(decided.same) if near.issuperset(p) and all(there(catalog, iri) for iri in p)]
    groups = {iri: {iri} for pair in pairs for iri in pair}
    for one, two in pairs:
        if not _keeps_apart(groups[one], groups[two], decided.apart):
            merged = groups[one] | groups[two]
            groups |= dict.fromkeys(merged, merged)
    return dict(_under_one(groups.values()))


def _keeps_apart(one: set[str], two: set[str], apart: frozenset[tuple[str, str]]) -> bool:
    return any((a, b) in apart or (b, a) in apart for a in one for b in two)


def _under_one(groups: Iterable[set[str]]) -> Iterator[tuple[str, str]]:
    """Each member of a group with the one that stands for it."""
    for group in groups:
        first = min(group, key=_rank)
        yield from ((iri, first) for iri in group if iri != first)


def _rank(iri: str) -> tuple[bool, bool, bool, str]:
    """Which IRI stands for others: the gazetteer's, one that every article can name, one of a name that is spelt out."""
    words = iri.rsplit("/", 1)[-1].split("-")
    return not in_gazetteer(iri), "/article/" in iri, len(words) == 1 or min(map(len, words)) == 1, iri

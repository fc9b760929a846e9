"""Which truces of different articles are one, worked out near those of articles that came or went and nowhere else.

The catalogue keeps how each article tells a truce, the keys under which it is found, and the pairs that may be one by what
speaks for them alone; what else is told around them is weighed when something there changes (`link.cross_document.Web`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from functools import cache
from typing import Any

from truceline.link.cross_document import Same, Web, edge, fit, found_under, looks_under
from truceline.link.event_clusters import Edge
from truceline.link.truce_sketch import Known, TruceSketch, known, truce_sketches
from truceline.model import Facts
from truceline.store.catalog import Catalog
from truceline.store.decisions import Judged
from truceline.store.merge import follow
from truceline.triples.context import Joined

Updates = dict[str, Joined | None]


def note(catalog: Catalog, facts: Facts) -> None:
    """Takes the truces of an article into the catalogue."""
    several = truce_sketches(facts)
    rows: dict[str, list[TruceSketch]] = {t.iri: [] for t in several}
    for t in fit(several):
        rows[t.iri].append(t)
    told = ((iri, facts.article.iri, json.dumps([astuple(t) for t in mine])) for iri, mine in rows.items())
    catalog.insert("truce_iris", told)
    catalog.insert("dirty_truces", ((iri,) for iri in rows))


def forget(catalog: Catalog, article: str) -> None:
    """Takes the truces of an article out of the catalogue."""
    gone = catalog.names("SELECT iri FROM truce_iris WHERE article = ?", article)
    catalog.insert("dirty_truces", ((iri,) for iri in gone))
    catalog.rows("DELETE FROM truce_iris WHERE article = ?", article)


def settle(catalog: Catalog, decided: Judged) -> Updates:
    """What the truces near those that changed stand for now; what may be one is offered anew."""
    dirty = catalog.names("SELECT iri FROM dirty_truces ORDER BY iri")
    if not dirty:
        return {}
    look = cache(lambda iri: _known(catalog, iri))
    touched = {*dirty, *_partners(catalog, dirty)}
    _pair_again(catalog, dirty, look)
    touched |= _partners(catalog, dirty)
    touched |= _partners(catalog, touched)
    web = Web(look, cache(lambda iri: _pairs(catalog, iri)), decided.apart)
    near = _around(web, touched, decided.same)
    found, maybe = web.joined(near)
    found |= _decided({old: same.iri for old, same in found.items()}, decided.same, near)
    direct = {old: same.iri for old, same in found.items()}
    _offer(catalog, near, (pair for pair in maybe if direct.keys().isdisjoint(pair)))
    ends = {old: follow(old, direct) for old in direct}
    return dict.fromkeys(near) | {o: Joined(e, found[o].score, found[o].reason) for o, e in ends.items() if e != o}


def _known(catalog: Catalog, iri: str) -> Known:
    """A truce as all articles tell it that name it alike; one without days or lands where none does."""
    rows = catalog.names("SELECT row FROM truce_iris WHERE iri = ?", iri)
    told = sorted((_sketch(t) for row in rows for t in json.loads(row)), key=lambda t: (t.hash, t.article))
    return known(told).get(iri) or Known(iri, "", True)


def _sketch(row: list[Any]) -> TruceSketch:
    values: list[Any] = [tuple(x) if isinstance(x, list) else x for x in row]
    return TruceSketch(*values)


def _pairs(catalog: Catalog, iri: str) -> list[Edge]:
    """The pairs of a truce that may be one by what speaks for them alone."""
    found = catalog.rows("SELECT * FROM truce_pairs WHERE a = ? UNION SELECT * FROM truce_pairs WHERE b = ?", iri, iri)
    return [Edge(a, b, score, reason, bool(sure)) for a, b, score, reason, sure in found]


def _partners(catalog: Catalog, several: Iterable[str]) -> set[str]:
    """The truces with which some may be one."""
    return {end for iri in several for pair in _pairs(catalog, iri) for end in (pair.a, pair.b)}


def _pair_again(catalog: Catalog, dirty: Iterable[str], look: Callable[[str], Known]) -> None:
    """Keeps the keys and pairs of truces that changed, in place of those that stood there."""
    for iri in dirty:
        catalog.rows("DELETE FROM blocks WHERE iri = ?", iri)
        catalog.rows("DELETE FROM truce_pairs WHERE a = ? OR b = ?", iri, iri)
        catalog.insert("blocks", ((key, iri) for key in sorted(found_under(look(iri)))))
    for iri in dirty:
        keys = sorted(looks_under(look(iri)))
        others = {o for key in keys for o in catalog.names("SELECT iri FROM blocks WHERE key = ?", key)} - {iri}
        pairs = (edge(look(iri), look(other)) for other in sorted(others))
        catalog.insert("truce_pairs", (astuple(pair) for pair in pairs if pair))


def _around(web: Web, start: Iterable[str], decided: Iterable[tuple[str, str]]) -> set[str]:
    """All truces that hang together with some, by what is told or by decisions."""
    near, pairs = web.around(start), list(decided)
    while grown := {x for pair in pairs if not near.isdisjoint(pair) for x in pair} - near:
        near |= web.around(grown)
    return near


def _decided(direct: Mapping[str, str], same: Iterable[tuple[str, str]], near: set[str]) -> dict[str, Same]:
    """The truces that people said to be one: the one that bears an article's name, for want of a day, is the other."""
    out: dict[str, Same] = {}
    for pair in sorted(same):
        if near.issuperset(pair):
            ends = {follow(iri, {**direct, **{old: s.iri for old, s in out.items()}}) for iri in pair}
            kept, *gone = sorted(ends, key=lambda iri: ("/article/" in iri, iri))
            out |= {iri: Same(kept, "decided", 1.0) for iri in gone}
    return out


def _offer(catalog: Catalog, near: Iterable[str], maybe: Iterable[tuple[str, str]]) -> None:
    """Keeps the pairs of truces that may be one, in place of those that stood there."""
    for iri in near:
        catalog.rows("DELETE FROM edges WHERE a = ? OR b = ?", iri, iri)
    catalog.insert("edges", ((a, b, 0.5, "may be the same ceasefire", 0) for a, b in sorted(maybe)))
    catalog.insert("dirty_events", ((iri,) for iri in near))

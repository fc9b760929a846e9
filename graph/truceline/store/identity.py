"""Which things of different articles are one, worked out where something changed and nowhere else.

`note` and `forget` take an article into the catalogue and out of it; `settle` gives what is now known under another IRI than
before. The answer depends on the articles that count, not on the order in which they came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from truceline.link.cross_document import Same, compared
from truceline.link.event_clusters import Edge, best, edges, groups
from truceline.link.sketch import Sketch, blocks, of_row, sketches, to_row
from truceline.link.truce_sketch import TruceSketch, truce_sketches
from truceline.model import Facts
from truceline.store import actor_identity
from truceline.store.catalog import Catalog
from truceline.store.decisions import judged
from truceline.store.merge import follow
from truceline.triples.context import Joined

Updates = dict[str, Joined | None]
"""IRI → what it is now; ``None`` where it stands for itself again."""


def note(catalog: Catalog, facts: Facts) -> None:
    """Takes an article's events and truces into the catalogue, with the edges to accounts of other articles."""
    several = sketches(facts)
    mine = [s for s in several if s.first]
    keys = {key for s in mine for key in blocks(s)}
    near = {iri for key in keys for iri in catalog.names("SELECT iri FROM blocks WHERE key = ?", key)}
    others = [of_row(json.loads(row)) for iri in sorted(near) for row in _sketch(catalog, iri)]
    catalog.insert("sketches", ((s.iri, s.article, json.dumps(to_row(s))) for s in several))
    catalog.insert("blocks", ((key, s.iri) for s in mine for key in dict.fromkeys(blocks(s))))
    found = edges(mine, others)
    catalog.insert("edges", ((e.a, e.b, e.score, e.reason, int(e.sure)) for e in found))
    catalog.insert("dirty_events", ((s.iri,) for s in mine))
    catalog.insert("dirty_events", ((end,) for e in found for end in (e.a, e.b)))
    _note_truces(catalog, facts)


def _sketch(catalog: Catalog, iri: str) -> list[str]:
    return catalog.names("SELECT row FROM sketches WHERE iri = ?", iri)


def _note_truces(catalog: Catalog, facts: Facts) -> None:
    """Keeps the truces of an article: all that is compared of it."""
    truces = truce_sketches(facts)
    if truces:
        catalog.insert("truces", [(facts.article.iri, json.dumps([astuple(t) for t in truces]))])
        catalog.insert("truce_iris", ((t.iri, t.article, t.country or "") for t in truces))
        catalog.insert("dirty_countries", ((t.country or "",) for t in truces))


def decide(catalog: Catalog, about: Sequence[str]) -> None:
    """Has the events, truces and actors that a decision is about looked at again."""
    who = {iri for iri in about if actor_identity.there(catalog, iri)}
    actor_identity.look_again(catalog, who)
    catalog.insert("dirty_events", ((iri,) for iri in about if iri not in who))
    countries = {c for iri in about for c in catalog.names("SELECT country FROM truce_iris WHERE iri = ?", iri)}
    catalog.insert("dirty_countries", ((c,) for c in countries))


def forget(catalog: Catalog, article: str) -> None:
    """Takes an article's events and truces out of the catalogue; what they were joined to is looked at again."""
    for iri in catalog.names("SELECT iri FROM sketches WHERE article = ?", article):
        catalog.insert("dirty_events", ((other,) for other in [iri, *_neighbours(catalog, iri)]))
        catalog.rows("DELETE FROM edges WHERE a = ? OR b = ?", iri, iri)
        catalog.rows("DELETE FROM blocks WHERE iri = ?", iri)
    catalog.rows("DELETE FROM sketches WHERE article = ?", article)
    countries = catalog.names("SELECT DISTINCT country FROM truce_iris WHERE article = ?", article)
    catalog.insert("dirty_countries", ((c,) for c in countries))
    catalog.rows("DELETE FROM truces WHERE article = ?", article)


def _neighbours(catalog: Catalog, iri: str) -> list[str]:
    """The accounts that are surely of the same event as one."""
    return catalog.names(
        "SELECT b FROM edges WHERE sure AND a = ? UNION SELECT a FROM edges WHERE sure AND b = ?", iri, iri
    )


# ---------------------------------------------------------------- settling


def settle(catalog: Catalog) -> Updates:
    """What is known under another IRI than when this was last asked, for what changed since; nothing is written yet."""
    return changed(catalog, {**_events(catalog), **_truces(catalog)})


def changed(catalog: Catalog, found: Updates) -> Updates:
    """What is another than was written."""
    return {old: new for old, new in found.items() if new != standing(catalog, old)}


def standing(catalog: Catalog, iri: str) -> Joined | None:
    """What an IRI stands for at present, where that is another."""
    found = catalog.rows("SELECT iri, score, reason FROM same WHERE old = ?", iri)
    return Joined(*found[0]) if found else None


def keep(catalog: Catalog, updates: Mapping[str, Joined | None]) -> None:
    """Writes what `settle` gave."""
    for old, new in updates.items():
        if new is None:
            catalog.rows("DELETE FROM same WHERE old = ?", old)
        else:
            catalog.insert("same", [(old, new.iri, new.score, new.reason)])
    catalog.rows("DELETE FROM truce_iris WHERE article NOT IN (SELECT article FROM truces)")
    for dirty in ("dirty_countries", "dirty_actors", "dirty_pairs"):
        catalog.rows(f"DELETE FROM {dirty}")


def _events(catalog: Catalog) -> Updates:
    """The groups of accounts around those that changed."""
    decided = judged(catalog)
    near = component(catalog, catalog.names("SELECT iri FROM dirty_events"), decided.same)
    known = {s.iri: s for s in (of_row(json.loads(r)) for iri in sorted(near) for r in _sketch(catalog, iri))}
    sure = [e for e in _edges(catalog, known) if (e.a, e.b) not in decided.apart]
    sure += [Edge(a, b, 1.0, "decided", True) for a, b in decided.same if a in known and b in known]
    out: Updates = dict.fromkeys(near)
    for group in groups(sure, {iri: (s.article,) for iri, s in known.items()}, decided.apart):
        members = sorted({end for e in group for end in (e.a, e.b)})
        first = min((known[m] for m in members), key=_rank)
        out |= {m: _joined(m, first.iri, group) for m in members if m != first.iri}
    return out


def component(catalog: Catalog, start: Iterable[str], decided: Iterable[tuple[str, str]]) -> set[str]:
    """All accounts that hang together with some, by sure edges or by decisions."""
    linked: dict[str, list[str]] = {}
    for a, b in decided:
        linked.setdefault(a, []).append(b)
        linked.setdefault(b, []).append(a)
    seen, waiting = set(start), list(start)
    while waiting:
        iri = waiting.pop()
        fresh = {*_neighbours(catalog, iri), *linked.get(iri, ())} - seen
        seen |= fresh
        waiting += fresh
    return seen


def _edges(catalog: Catalog, known: Mapping[str, Sketch]) -> list[Edge]:
    """The sure edges between some accounts."""
    found = (row for iri in known for row in catalog.rows("SELECT * FROM edges WHERE sure AND a = ?", iri))
    return [Edge(a, b, score, reason, bool(sure)) for a, b, score, reason, sure in found if b in known]


def _rank(s: Sketch) -> tuple[str, bool, int, str]:
    """Which account gives an event its IRI and its description: the earliest, of these the one that says most."""
    return s.told or "9999", not s.places, -len(s.does) - len(s.suffers) - len(s.figures), s.iri


def _joined(member: str, iri: str, group: list[Edge]) -> Joined:
    """An account under the IRI of its group."""
    by = best(member, group)
    return Joined(iri, by.score, by.reason)


def _truces(catalog: Catalog) -> Updates:
    """The truces of the countries of which an article came or went."""
    countries = catalog.names("SELECT country FROM dirty_countries")
    if not countries:
        return {}
    decided = judged(catalog)
    countries = _with_decided(catalog, countries, decided.same)
    some = ", ".join("?" * len(countries))
    before = catalog.names(f"SELECT DISTINCT iri FROM truce_iris WHERE country IN ({some})", *countries)
    telling = catalog.rows(
        f"SELECT row FROM truces WHERE article IN (SELECT article FROM truce_iris WHERE country IN ({some}))",
        *countries,
    )
    found, maybe = compared((_truce(row) for (rows,) in telling for row in json.loads(rows)), decided.apart)
    found |= _decided({old: same.iri for old, same in found.items()}, decided.same, set(before))
    direct = {old: same.iri for old, same in found.items()}
    _offer(catalog, before, (pair for pair in maybe if direct.keys().isdisjoint(pair)))
    out: Updates = dict.fromkeys(before)
    for old in direct:
        if (end := follow(old, direct)) != old:
            out[old] = Joined(end, found[old].score, found[old].reason)
    return out


def _with_decided(catalog: Catalog, countries: list[str], same: Iterable[tuple[str, str]]) -> list[str]:
    """Some countries, and those of truces that people said to be one with truces there."""
    out = set(countries)
    for pair in sorted(same):
        found = set(catalog.names("SELECT country FROM truce_iris WHERE iri IN (?, ?)", *pair))
        out |= found if found & out else set()
    return sorted(out)


def _decided(direct: Mapping[str, str], same: Iterable[tuple[str, str]], known: set[str]) -> dict[str, Same]:
    """The truces that people said to be one: the one that bears an article's name, for want of a day, is the other."""
    out: dict[str, Same] = {}
    for pair in sorted(same):
        if known.issuperset(pair):
            ends = {follow(iri, {**direct, **{old: s.iri for old, s in out.items()}}) for iri in pair}
            kept, *gone = sorted(ends, key=lambda iri: ("/article/" in iri, iri))
            out |= {iri: Same(kept, "decided", 1.0) for iri in gone}
    return out


def _offer(catalog: Catalog, before: Sequence[str], maybe: Iterable[tuple[str, str]]) -> None:
    """Keeps the pairs of truces that may be one, in place of those that stood there."""
    for iri in before:
        catalog.rows("DELETE FROM edges WHERE a = ?", iri)
    catalog.insert("edges", ((a, b, 0.5, "may be the same ceasefire", 0) for a, b in sorted(maybe)))
    catalog.insert("dirty_events", ((iri,) for iri in before))


def _truce(row: list[Any]) -> TruceSketch:
    values: list[Any] = [tuple(x) if isinstance(x, list) else x for x in row]
    return TruceSketch(*values)

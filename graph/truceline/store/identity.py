"""Which things of different articles are one, worked out where something changed and nowhere else.

`note` and `forget` take an article into the catalogue and out of it; `settle` gives what is now known under another IRI than
before. The answer depends on the articles that count, not on the order in which they came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from truceline.link.event_clusters import Edge, best, edges, groups
from truceline.link.sketch import Sketch, blocks, of_row, sketches, to_row
from truceline.model import Facts
from truceline.store import actor_identity, truce_identity
from truceline.store.catalog import Catalog
from truceline.store.decisions import Judged, judged
from truceline.triples.context import Joined

Updates = dict[str, Joined | None]
"""IRI → what it is now; ``None`` where it stands for itself again."""


def note(catalog: Catalog, facts: Facts) -> None:
    """Takes an article's events and truces into the catalogue, with the edges to accounts of other articles."""
    several = sketches(facts)
    mine = [s for s in several if s.first]
    others = _sketches(catalog, _near(catalog, mine))
    catalog.insert("sketches", ((s.iri, s.article, json.dumps(to_row(s))) for s in several))
    catalog.insert("blocks", ((key, s.iri) for s in mine for key in dict.fromkeys(blocks(s))))
    found = edges(mine, others)
    catalog.insert("edges", ((e.a, e.b, e.score, e.reason, int(e.sure)) for e in found))
    catalog.insert("dirty_events", ((s.iri,) for s in mine))
    catalog.insert("dirty_events", ((end,) for e in found for end in (e.a, e.b)))
    truce_identity.note(catalog, facts)


def _near(catalog: Catalog, mine: Iterable[Sketch]) -> set[str]:
    """The accounts of other articles that share a key with some."""
    keys = {key for s in mine for key in blocks(s)}
    return {iri for key in keys for iri in catalog.names("SELECT iri FROM blocks WHERE key = ?", key)}


def _sketches(catalog: Catalog, several: Iterable[str]) -> list[Sketch]:
    """Accounts by their IRIs, in the order of these."""
    found = (row for iri in sorted(several) for row in catalog.names("SELECT row FROM sketches WHERE iri = ?", iri))
    return [of_row(json.loads(row)) for row in found]


def decide(catalog: Catalog, about: Sequence[str]) -> None:
    """Has the events, truces and actors that a decision is about looked at again."""
    who = {iri for iri in about if actor_identity.there(catalog, iri)}
    actor_identity.look_again(catalog, who)
    for table in ("dirty_events", "dirty_truces"):
        catalog.insert(table, ((iri,) for iri in about if iri not in who))


def forget(catalog: Catalog, article: str) -> None:
    """Takes an article's events and truces out of the catalogue; what they were joined to is looked at again."""
    for iri in catalog.names("SELECT iri FROM sketches WHERE article = ?", article):
        catalog.insert("dirty_events", ((other,) for other in [iri, *_neighbours(catalog, iri)]))
        catalog.rows("DELETE FROM edges WHERE a = ? OR b = ?", iri, iri)
        catalog.rows("DELETE FROM blocks WHERE iri = ?", iri)
    catalog.rows("DELETE FROM sketches WHERE article = ?", article)
    truce_identity.forget(catalog, article)


def _neighbours(catalog: Catalog, iri: str) -> list[str]:
    """The accounts that are surely of the same event as one."""
    return catalog.names(
        "SELECT b FROM edges WHERE sure AND a = ? UNION SELECT a FROM edges WHERE sure AND b = ?", iri, iri
    )


# ---------------------------------------------------------------- settling


def settle(catalog: Catalog) -> Updates:
    """What is known under another IRI than when this was last asked, for what changed since; nothing is written yet."""
    return changed(catalog, {**_events(catalog), **truce_identity.settle(catalog, judged(catalog))})


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
    for dirty in ("dirty_truces", "dirty_actors", "dirty_pairs"):
        catalog.rows(f"DELETE FROM {dirty}")


def _events(catalog: Catalog) -> Updates:
    """The groups of accounts around those that changed."""
    decided = judged(catalog)
    near = component(catalog, catalog.names("SELECT iri FROM dirty_events"), decided.same)
    known = {s.iri: s for s in _sketches(catalog, near)}
    sure = _sure(catalog, known, decided)
    out: Updates = dict.fromkeys(near)
    for group in groups(sure, {iri: (s.article,) for iri, s in known.items()}, decided.apart):
        members = sorted({end for e in group for end in (e.a, e.b)})
        first = min((known[m] for m in members), key=_rank)
        out |= {m: _joined(m, first.iri, group) for m in members if m != first.iri}
    return out


def _sure(catalog: Catalog, known: Mapping[str, Sketch], decided: Judged) -> list[Edge]:
    """What surely joins some accounts: what they say, but for what people took apart, and what people joined."""
    sure = [e for e in _edges(catalog, known) if (e.a, e.b) not in decided.apart]
    return sure + [Edge(a, b, 1.0, "decided", True) for a, b in decided.same if a in known and b in known]


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

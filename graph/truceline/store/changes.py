"""From changed articles to changed triples: only the articles that something changed for are written again.

A triple that only one article can say (its subject is a thing of that article) is added and removed as it is; one that
several may say is counted, and goes when the last of them goes.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b

import pyoxigraph as ox

from truceline.model import Facts
from truceline.store import actor_identity, copies, identity, whereabouts
from truceline.store.amended import Amendments, amended, amendments
from truceline.store.catalog import Catalog
from truceline.store.decisions import Decision, decisions, judged, of_json, sound
from truceline.store.log import Entry
from truceline.store.quads import as_quad, quads_or_none, warn
from truceline.triples.context import Context, Joined
from truceline.triples.decided import decided
from truceline.triples.renaming import renamed
from truceline.vocabulary import TL

Read = Callable[[Entry], Facts]
"""Gives the facts of a line of the log."""

CHUNK = 100
"""Articles whose triples are held in memory at a time."""

_SURE = ox.NamedNode(TL.possiblySameAs)


def note(catalog: Catalog, entry: Entry, facts: Facts | None, lost: str = "") -> None:
    """Takes a line of the log into the catalogue."""
    changed = catalog.take(entry, lost)
    for article in changed:
        for layer in (identity, actor_identity, copies):
            layer.forget(catalog, article)
    catalog.insert("dirty", ((article,) for article in changed))
    if facts is not None:
        identity.note(catalog, renamed(facts, _standing_names(catalog, facts)))
        actor_identity.note(catalog, facts)
        copies.note(catalog, facts)
    if entry.op == "decision":
        _note_decision(catalog, entry)


def _note_decision(catalog: Catalog, entry: Entry) -> None:
    """Has the things that a decision is about looked at again."""
    found = of_json(json.loads(entry.more))
    identity.decide(catalog, found.about)
    for name in (name for end in found.ends for name in end[1:]):
        near = catalog.entries("live AND (article = ? OR id = ? OR url = ?)", name, name, name)
        catalog.insert("dirty", ((e.article,) for e in near))
    queue(catalog, [], _decision_quads(found))


def _decision_quads(d: Decision) -> list[ox.Quad]:
    """The triples of a decision; none where a line of an old log is no decision."""
    several = decided(d.iri, d.decided, d.about, (d.value, d.by, d.why, d.created))
    return [as_quad(t) for t in several] if sound(d) else []


def settle(catalog: Catalog, read: Read) -> None:
    """Works out what the noted lines change in the triples, and queues it for the index."""
    if catalog.settled:
        return
    _follow(catalog, read)
    who = identity.changed(catalog, actor_identity.settle(catalog, judged(catalog)))
    _noted_again(catalog, read, who)
    updates = {**identity.settle(catalog), **who}
    copied = copies.settle(catalog)
    affected = sorted({*catalog.names("SELECT article FROM dirty"), *_touched(catalog, updates), *copied})
    new = _After(catalog, updates, copied)
    was, now = amendments(decisions(catalog, int(catalog.get("decided") or 0))), amendments(decisions(catalog))
    for some in _chunks(affected):
        before = [q for iri in some for q in _old(catalog, read, iri, was)]
        after = [q for iri in some for q in _new(catalog, read, iri, (new, now))]
        apply_counts(catalog, before, after)
    _maybes(catalog, updates)
    identity.keep(catalog, updates)
    copies.keep(catalog, copied)
    for iri in affected:
        _note_written(catalog, iri)
    catalog.rows("DELETE FROM dirty")
    catalog.rows("DELETE FROM dirty_events")
    catalog.put("decided", str(catalog.mark.seq))


def _follow(catalog: Catalog, read: Read) -> None:
    """Has decisions follow what they are about to where it stands now."""
    for was, now in whereabouts.settle(catalog, read):
        identity.decide(catalog, (*was.about, *now.about))
        queue(catalog, _decision_quads(was), _decision_quads(now))


def _noted_again(catalog: Catalog, read: Read, who: Mapping[str, Joined | None]) -> None:
    """Has events and truces be compared by those who their actors are now."""
    names = {old: j.iri for old, j in who.items() if j}
    for article in sorted({a for iri in who for a in catalog.names("SELECT article FROM actors WHERE iri = ?", iri)}):
        if entry := catalog.live(article):
            facts = read(entry)
            standing = {k: v for k, v in _standing_names(catalog, facts).items() if k not in who}
            identity.forget(catalog, article)
            identity.note(catalog, renamed(facts, standing | names))


def _standing_names(catalog: Catalog, facts: Facts) -> dict[str, str]:
    """The actors of an article that are known under other IRIs, as it is written now."""
    return {a.iri: j.iri for a in facts.notes.actors if (j := identity.standing(catalog, a.iri))}


def _chunks(several: list[str]) -> Iterator[list[str]]:
    for n in range(0, len(several), CHUNK):
        yield several[n : n + CHUNK]


def _note_written(catalog: Catalog, article: str) -> None:
    """Remembers which line of an article the triples come from."""
    if entry := catalog.live(article):
        catalog.insert("written", [(article, entry.start)])
    else:
        catalog.rows("DELETE FROM written WHERE article = ?", article)


def _touched(catalog: Catalog, updates: Mapping[str, Joined | None]) -> set[str]:
    """The articles of things that are known under another IRI now, and of things that begin or cease to stand for others."""
    targets = {j.iri for j in updates.values() if j}
    targets |= {was.iri for old in updates if (was := identity.standing(catalog, old))}
    after = _After(catalog, updates, {})
    turned = {t for t in targets if stands(catalog, t) != after.stands(t)}
    out: set[str] = set()
    for iri in {*updates, *turned}:
        out |= set(catalog.names("SELECT article FROM actors WHERE iri = ?", iri))
        out |= set(catalog.names("SELECT article FROM truce_iris WHERE iri = ?", iri))
        out |= set(catalog.names("SELECT article FROM written WHERE article = ?", iri.rsplit("/", 1)[0]))
    return out


def stands(catalog: Catalog, iri: str) -> bool:
    """Whether a thing stands for things of other articles, as it is written now."""
    return bool(catalog.rows("SELECT 1 FROM same WHERE iri = ? LIMIT 1", iri))


class _After:
    """What will be known of things once updates are written."""

    def __init__(
        self, catalog: Catalog, updates: Mapping[str, Joined | None], copied: Mapping[str, tuple[str, float] | None]
    ) -> None:
        self._catalog, self._updates, self._copied = catalog, updates, copied
        self._targets = {j.iri for j in updates.values() if j}

    def stands(self, iri: str) -> bool:
        """Whether a thing will stand for things of other articles."""
        if iri in self._targets:
            return True
        held = self._catalog.names("SELECT old FROM same WHERE iri = ?", iri)
        return any(old not in self._updates for old in held)

    def joined(self, iri: str) -> Joined | None:
        """What a thing will be, where it is another."""
        return self._updates[iri] if iri in self._updates else identity.standing(self._catalog, iri)

    def copy_of(self, article: str) -> tuple[str, float] | None:
        """Whose text an article will repeat."""
        return self._copied[article] if article in self._copied else copies.standing(self._catalog, article)


def context_of(catalog: Catalog, facts: Facts, added: str = "", after: _After | None = None) -> Context:
    """What the pile knows of an article: as it is written now, or as it will be."""
    article = facts.article.iri
    look = after.joined if after else lambda iri: identity.standing(catalog, iri)
    joined = {iri: j for iri in own_things(facts) if (j := look(iri))}
    copy = after.copy_of(article) if after else copies.standing(catalog, article)
    return Context(joined, copy, added)


def own_things(facts: Facts) -> list[str]:
    """The IRIs of an article's events, truces and actors, under which others may tell them."""
    article = facts.article.iri
    truces = [t.iri or f"{article}/{t.id}" for t in facts.notes.ceasefires]
    return [*(f"{article}/{e.id}" for e in facts.notes.events), *truces, *(a.iri for a in facts.notes.actors)]


Counted = tuple[ox.Quad, bool]
"""A quad and whether others may say it too."""


def _old(catalog: Catalog, read: Read, article: str, decided_then: Amendments) -> list[Counted]:
    """The triples of an article as they are written now."""
    found = catalog.rows("SELECT start FROM written WHERE article = ?", article)
    if not found:
        return []
    entry = catalog.entries("start = ?", found[0][0])[0]
    facts = amended(read(entry), decided_then)
    context = context_of(catalog, facts, entry.added)
    return _marked(facts, context, lambda iri: stands(catalog, iri))


def _new(catalog: Catalog, read: Read, article: str, known: tuple[_After, Amendments]) -> list[Counted]:
    """The triples of an article as they are to be."""
    after, decided_now = known
    entry = catalog.live(article)
    if entry is None:
        return []
    facts = amended(read(entry), decided_now)
    return _marked(facts, context_of(catalog, facts, entry.added, after), after.stands)


def _marked(facts: Facts, context: Context, shared: Callable[[str], bool]) -> list[Counted]:
    """The triples of an article, each with whether others may say it too."""
    article = facts.article.iri
    open_ = {iri for iri in own_things(facts) if iri.startswith(article) and shared(iri)}
    own = (f"{article}/", f"{article}#")
    return [
        (q, (s := _name(q)) != article and (not s.startswith(own) or s in open_)) for q in quads_or_none(facts, context)
    ]


def _name(quad: ox.Quad) -> str:
    """The IRI of a quad's subject."""
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.subject.value


def apply_counts(catalog: Catalog, before: Iterable[Counted], after: Iterable[Counted]) -> None:
    """Queues what the index loses and gains when some articles' triples change."""
    lost: dict[str, ox.Quad] = {}
    gained: dict[str, ox.Quad] = {}
    counts: Counter[str] = Counter()
    shared: dict[str, ox.Quad] = {}
    for several, sign, alone in ((before, -1, lost), (after, 1, gained)):
        for quad, counted in several:
            name = str(quad)
            if counted:
                counts[name] += sign
                shared[name] = quad
            else:
                alone[name] = quad
    for name, change in counts.items():
        old, now = _count(catalog, name, change)
        if old > 0 and now <= 0:
            lost[name] = shared[name]
        elif old <= 0 and now > 0:
            gained[name] = shared[name]
    queue(catalog, _but(lost, gained), _but(gained, lost))


def _but(several: Mapping[str, ox.Quad], others: Mapping[str, ox.Quad]) -> list[ox.Quad]:
    """Those triples that are not among some others."""
    return [quad for name, quad in several.items() if name not in others]


def _count(catalog: Catalog, name: str, change: int) -> tuple[int, int]:
    """How often a triple was said, and is said now."""
    key = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    found = catalog.rows("SELECT n FROM counts WHERE quad = ?", key)
    old = int(found[0][0]) if found else 0
    now = old + change
    if now <= 0:
        catalog.rows("DELETE FROM counts WHERE quad = ?", key)
    elif change:
        catalog.rows("INSERT OR REPLACE INTO counts VALUES (?, ?)", key, now)
    return old, now


def queue(catalog: Catalog, removes: list[ox.Quad], adds: list[ox.Quad]) -> None:
    """Keeps what the index is to lose and to gain until it has taken it."""
    if removes or adds:
        packed = [
            zlib.compress(ox.serialize(several, format=ox.RdfFormat.N_QUADS) or b"", 1) for several in (removes, adds)
        ]
        catalog.rows("INSERT INTO pending (removes, adds) VALUES (?, ?)", *packed)


def _maybes(catalog: Catalog, updates: Mapping[str, Joined | None]) -> None:
    """Queues the links between things that may be one, where they changed."""
    after = _After(catalog, updates, {})
    ends = sorted({*updates, *catalog.names("SELECT iri FROM dirty_events UNION SELECT iri FROM dirty_pairs")})
    old = {
        (r[0], r[1]): (r[2], r[3])
        for e in ends
        for r in catalog.rows("SELECT * FROM maybes WHERE a = ? OR b = ?", e, e)
    }
    new = {}
    for e in ends:
        for a, b in catalog.rows("SELECT a, b FROM edges WHERE NOT sure AND (a = ? OR b = ?)", e, e):
            one, two = sorted((j.iri if (j := after.joined(x)) else x) for x in (a, b))
            if one != two:
                new[a, b] = one, two
    apply_counts(catalog, _possible(old.values()), _possible(new.values()))
    for pair in old.keys() - new.keys():
        catalog.rows("DELETE FROM maybes WHERE a = ? AND b = ?", *pair)
    catalog.insert("maybes", ((*pair, *ends_) for pair, ends_ in sorted(new.items())))


def _possible(pairs: Iterable[tuple[str, str]]) -> list[Counted]:
    return [(ox.Quad(ox.NamedNode(a), _SURE, ox.NamedNode(b)), True) for a, b in pairs]


def everything(catalog: Catalog, read: Read, tell: Callable[[str], None] = warn) -> Iterator[ox.Quad]:
    """All triples of a settled catalogue; of an article that RDF cannot hold a sentence is told instead."""
    changes = amendments(decisions(catalog))
    for entry in catalog.pages():
        facts = amended(read(entry), changes)
        yield from quads_or_none(facts, context_of(catalog, facts, entry.added), tell)
    pairs = [(one, two) for one, two in catalog.rows("SELECT one, two FROM maybes")]
    yield from (quad for quad, _ in _possible(pairs))
    for decision in decisions(catalog):
        yield from _decision_quads(decision)

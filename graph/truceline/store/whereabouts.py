"""Where the things that people decided on stand now: found by their words when an article was read anew or corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

from truceline.model import Ceasefire, Facts
from truceline.store.catalog import Catalog
from truceline.store.decisions import Decision, End, as_taken, decisions
from truceline.store.fingerprints import fingerprints, of_sentence
from truceline.store.log import Entry

Read = Callable[[Entry], Facts]


def prints(facts: Facts) -> Iterator[tuple[str, str]]:
    """IRI and fingerprint of all things of an article that bear its name and that somebody may decide on."""
    base = f"{facts.article.iri}/"
    yield from ((iri, found) for iri, found, _ in fingerprints(facts))
    yield from ((f"{base}{t.id}", _of_truce(facts, t)) for t in facts.notes.ceasefires if not t.iri)
    for a in facts.notes.actors:
        if a.iri.startswith(base):
            yield a.iri, sha256(a.iri.removeprefix(base).encode()).hexdigest()[:24]


def _of_truce(facts: Facts, t: Ceasefire) -> str:
    """By the words that first speak of it, else by what is first told of it."""
    for span in t.mentions[:1]:
        number = next((n for n, s in enumerate(facts.sentences) if s.start <= span.start < s.end), 0)
        return of_sentence(facts, number, "truce", span.start, span.end)
    told = [x.sentence for several in (t.states, t.parties) for x in several]
    return of_sentence(facts, told[0] if told else 0, "truce", t.label)


def end(facts: Facts, iri: str) -> End:
    """What of an article a decision is about: the fingerprint, and the names of the article."""
    a = facts.article
    found = dict(prints(facts)).get(iri)
    return (found, *(n for n in (a.iri, a.id, a.url) if n)) if found else ()


def settle(catalog: Catalog, read: Read) -> list[tuple[Decision, Decision]]:
    """Finds what was decided on in the articles that changed; the decisions that moved, as they were and as they are."""
    changed = _changed(catalog)
    before = {d.iri: d for d in decisions(catalog)}
    out = []
    for d in as_taken(catalog):
        if any(not changed.isdisjoint(x[1:]) for x in d.ends):
            found = (_now(catalog, read, x) or iri for x, iri in zip(d.ends, d.about, strict=True))
            now = replace(d, about=tuple(found))
            catalog.insert("whereabouts", ((d.iri, n, iri) for n, iri in enumerate(now.about)))
            out += [(before[d.iri], now)] if now != before[d.iri] else []
    return out


def _changed(catalog: Catalog) -> set[str]:
    """The articles that changed, by all their names."""
    dirty = set(catalog.names("SELECT article FROM dirty"))
    return dirty | {n for iri in dirty if (e := catalog.live(iri)) for n in (e.id, e.url) if n}


def _now(catalog: Catalog, read: Read, sought: End) -> str | None:
    """The IRI of a thing by its fingerprint: in the article itself, else in one of its id, else in one of its address."""
    found, *names = sought or ("",)
    for name in names:
        for entry in catalog.entries("live AND (article = ? OR id = ? OR url = ?)", name, name, name):
            if iri := next((iri for iri, p in prints(read(entry)) if p == found), None):
                return iri
    return None

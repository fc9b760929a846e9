"""Taking a decision: what it is about is noted by its words, so that it holds for them and not for a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import pyoxigraph as ox

from truceline.errors import StoreError, TrucelineError
from truceline.model import BASE, Facts
from truceline.store import Store
from truceline.store.amended import edited
from truceline.store.decisions import Decision, End
from truceline.store.fingerprints import fingerprints
from truceline.store.log import now
from truceline.store.whereabouts import end
from truceline.vocabulary import SEM, TL

WORDS = ("accepted", "rejected", "same", "different", "edited")


def decide(store: Store, decided: str, about: Sequence[str], by: str, value: str = "", why: str = "") -> list[Decision]:
    """Keeps what a person decided, and gives it back.

    A thing that several articles tell is decided on in each of them.

    Args:
        store: the graph.
        decided: accepted, rejected, edited (one thing), same, different (two).
        about: the IRIs.
        by: who decides.
        value: where edited, `name=value`.
        why: a comment.

    Raises:
        TrucelineError: there is no such thing, or this cannot be decided about it.
    """
    wanted = 2 if decided in {"same", "different"} else 1
    if decided not in WORDS or len(about) != wanted:
        raise TrucelineError(
            f"{decided!r} of {len(about)} things is no decision; decide {', '.join(WORDS)}, the third and fourth of two."
        )
    common: dict[str, Any] = {"decided": decided, "by": by, "value": value, "why": why, "created": now(exactly=True)}
    made = (
        [_pair(store, about, common)]
        if wanted == 2
        else [_single(f, iri, common) for iri, f in _accounts(store, about[0])]
    )
    for decision in made:
        store.decide(asdict(decision))
    return made


def withdraw(store: Store, decision: Decision, by: str) -> Decision:
    """Takes a decision back; the log keeps both."""
    made = Decision(
        **{
            **asdict(decision),
            "iri": _iri(),
            "decided": "withdrawn",
            "value": "",
            "by": by,
            "created": now(exactly=True),
        }
    )
    store.decide(asdict(made))
    return made


def standing(store: Store) -> list[Decision]:
    """The decisions that stand, oldest first: of several about one thing the latest, if it was not withdrawn."""
    latest: dict[tuple[object, ...], Decision] = {}
    for d in store.decisions():
        key = (d.fingerprint, *d.article[1:2]) if d.fingerprint else tuple(sorted(d.about))
        latest.pop(key, None)
        latest[key] = d
    return [d for d in latest.values() if d.decided != "withdrawn"]


def decided_on(store: Store) -> list[tuple[str, ...]]:
    """What people need not be asked about again: what stands is about it, or about an account of it that was not rejected."""
    out = []
    for d in standing(store):
        joined = (store.catalog.names("SELECT iri FROM same WHERE old = ?", iri) for iri in d.about)
        now = tuple(found[0] if found else iri for found, iri in zip(joined, d.about, strict=True))
        alike = _twins(store, d.about[0]) if len(d.about) == 1 else ()
        out += [d.about] if d.decided == "rejected" else [d.about, now, *((iri,) for iri in alike)]
    return out


def merge(store: Store, several: Iterable[Decision]) -> int:
    """Takes over decisions that were taken elsewhere; how many were new. The later one of two stands, wherever it was taken."""
    known = {d.iri for d in store.decisions()}
    fresh = [d for d in several if d.iri and d.iri not in known]
    for decision in sorted(fresh, key=lambda d: d.created.rstrip("Z")):
        store.decide(asdict(decision))
    return len(fresh)


def _pair(store: Store, about: Sequence[str], common: dict[str, Any]) -> Decision:
    """A decision about two things.

    Raises:
        TrucelineError: they are one, or are not things of one sort that can be one.
    """
    one, two = sorted(about)
    if one == two:
        raise TrucelineError("A thing is always the same as itself; name two.")
    if not (sorts := [_sort(store, iri) for iri in (one, two)])[0] or sorts[0] != sorts[1]:
        raise TrucelineError(
            f"{one} and {two} are not two events, two ceasefires or two actors of this graph; take IRIs from an answer."
        )
    return Decision(iri=_iri(), about=(one, two), both=(_end(store, one), _end(store, two)), **common)


def _sort(store: Store, iri: str) -> str:
    """What a thing is, of what may be one with others; empty for all else."""
    tables = ("sketches", "truce_iris", "actors")
    return next((t for t in tables if store.catalog.rows(f"SELECT 1 FROM {t} WHERE iri = ? LIMIT 1", iri)), "")


def _end(store: Store, iri: str) -> End:
    """How a thing that bears an article's name is found again in it."""
    head, mark, rest = iri.partition("/article/")
    entry = store.catalog.live(f"{head}{mark}{rest.split('/')[0]}") if mark else None
    return end(store.read(entry), iri) if entry else ()


def _single(facts: Facts, iri: str, common: dict[str, Any]) -> Decision:
    """A decision about a thing of an article.

    Raises:
        TrucelineError: the article has no such thing, or the edit is none.
    """
    found = next(((p, note) for i, p, note in fingerprints(facts) if i == iri), None)
    if found is None:
        raise TrucelineError(
            f"{iri}: this cannot be decided on; take an event, a claim, a figure, a state or a standing."
        )
    if common["decided"] == "edited":
        edited(found[1], common["value"])
    a = facts.article
    names = tuple(n for n in (a.iri, a.id, a.url) if n)
    return Decision(iri=_iri(), about=(iri,), article=names, fingerprint=found[0], **common)


def _accounts(store: Store, iri: str) -> Iterator[tuple[str, Facts]]:
    """A thing in every article that tells it: its IRI there, and the facts of the article."""
    several = [iri, *store.catalog.names("SELECT old FROM same WHERE iri = ? ORDER BY old", iri), *_twins(store, iri)]
    found = False
    for name in dict.fromkeys(several):
        head, mark, rest = name.partition("/article/")
        entry = store.catalog.live(f"{head}{mark}{rest.split('/')[0]}") if mark else None
        if entry is not None:
            found = True
            yield name, store.read(entry)
    if not found:
        raise StoreError(f"{iri}: no article of this graph tells this; take an IRI from an answer.")


def _twins(store: Store, iri: str) -> Iterator[str]:
    """The states of a ceasefire that say what one says, as other articles tell it."""
    index, me = store.index(), ox.NamedNode(iri)
    mine = _told_alike(index, me)
    for of in index.quads_for_pattern(None, _HAS_STATE, me, None):
        for other in index.quads_for_pattern(of.subject, _HAS_STATE, None, None):
            if isinstance(other.object, ox.NamedNode) and _told_alike(index, other.object) == mine:
                yield other.object.value


def _told_alike(index: ox.Store, state: ox.NamedNode) -> set[tuple[str, str]]:
    """What a state says: which it is, when and where."""
    quads = index.quads_for_pattern(state, None, None, None)
    return {(q.predicate.value, str(q.object)) for q in quads if q.predicate.value in _OF_STATE}


_HAS_STATE = ox.NamedNode(TL.hasState)
_OF_STATE = frozenset(
    str(p)
    for p in (
        TL.state,
        TL.edtf,
        TL.covers,
        SEM.hasEarliestBeginTimeStamp,
        SEM.hasLatestBeginTimeStamp,
        SEM.hasEarliestEndTimeStamp,
        SEM.hasLatestEndTimeStamp,
    )
)


def _iri() -> str:
    return f"{BASE}decision/{uuid4().hex[:16]}"

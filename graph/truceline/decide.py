"""Decisions of people: checked, written as lines of the log, exported and merged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from truceline.errors import QueryError
from truceline.model import BASE
from truceline.store import Store
from truceline.store.decisions import Decision
from truceline.store.log import now

WORDS = ("accepted", "rejected", "same", "different", "withdrawn")
_PAIRS = frozenset(["same", "different"])


def decide(store: Store, decided: str, about: Sequence[str], said: tuple[str, str, str] = ("", "", "")) -> Decision:
    """Keeps a decision.

    Args:
        store: the graph.
        decided: accepted, rejected, same, different, withdrawn.
        about: IRIs of the things; two for same and different, and for their withdrawal.
        said: the new value where edited, who decides, why.

    Raises:
        QueryError: it is no such word, or of the wrong number of things, or nothing in the graph has such an IRI.
    """
    things = [whole(x) for x in about]
    _check(store, decided, things)
    value, by, why = said
    row: dict[str, object] = {
        "decided": decided,
        "about": things,
        "value": value,
        "by": by,
        "why": why,
        "created": now(exactly=True),
    }
    return _keep(store, {"iri": _name(row, len(store.decisions())), **row})


def _name(row: dict[str, object], number: int) -> str:
    """The IRI of a decision."""
    digest = sha256(json.dumps([row, number], sort_keys=True).encode()).hexdigest()
    return f"{BASE}decision/{digest[:16]}"


def _keep(store: Store, row: dict[str, object]) -> Decision:
    from truceline.store.decisions import of_json

    store.decide(row)
    return of_json(row)


def whole(iri: str) -> str:
    """An IRI as people copy it from a table: whole, or without our base.

    >>> whole("article/2a39/e1")
    'https://w3id.org/truceline/id/article/2a39/e1'
    """
    return iri if iri.startswith(("http://", "https://")) else BASE + iri.removeprefix(":")


def _check(store: Store, decided: str, things: Sequence[str]) -> None:
    if decided not in WORDS:
        raise QueryError(f"{decided!r} is no decision; use {', '.join(WORDS)}.")
    wanted = 2 if decided in _PAIRS else len(things) if decided == "withdrawn" else 1
    if len(things) != wanted or not things:
        raise QueryError(
            f"A decision {decided!r} is about {wanted} thing{'s' if wanted > 1 else ''}, not {len(things)}."
        )
    for thing in things:
        if not store.knows(thing):
            raise QueryError(f"Nothing in this graph has the IRI {thing}; `truceline review KG` shows those that have.")


def lines(store: Store) -> str:
    """All decisions as JSON lines, oldest first, for another graph or another person."""
    return "".join(json.dumps(_row(d), ensure_ascii=False) + "\n" for d in store.decisions())


def _row(d: Decision) -> dict[str, object]:
    return {
        "iri": d.iri,
        "decided": d.decided,
        "about": list(d.about),
        "value": d.value,
        "by": d.by,
        "why": d.why,
        "created": d.created,
    }


def take(store: Store, several: Iterable[str]) -> tuple[int, int]:
    """Takes in decisions of another person, those that are there already left out.

    Returns:
        How many were taken, and how many are about things that this graph does not hold (they are kept too, and count as
        soon as it does).

    Raises:
        QueryError: a line is no decision.
    """
    known = {d.iri for d in store.decisions()}
    taken = waiting = 0
    for n, line in enumerate((x for x in several if x.strip()), 1):
        row = _parsed(line, n)
        if row["iri"] not in known:
            waiting += not all(store.knows(str(x)) for x in row["about"])  # type: ignore[attr-defined]
            _keep(store, row)
            taken += 1
    return taken, waiting


def _parsed(line: str, n: int) -> dict[str, object]:
    try:
        row = dict(json.loads(line))
    except (ValueError, TypeError):
        row = {}
    about = row.get("about")
    if row.get("decided") not in WORDS or not isinstance(about, list) or not str(row.get("iri", "")).startswith(BASE):
        raise QueryError(f"Line {n} is no decision; `truceline review KG --export FILE` writes such lines.")
    return row

"""The kinds of events: name, broader kind, PLOVER root (`ontology/kinds.tsv`); the concepts of the other schemes of the ontology."""

from __future__ import annotations

import re
from functools import cache

from truceline.errors import KnowledgeError
from truceline.shelf import ontology, rows


@cache
def _table() -> dict[str, tuple[str, str]]:
    return {r["kind"]: (r["broader"] or "", r["plover"] or "") for r in rows(ontology("kinds.tsv"))}


def every() -> tuple[str, ...]:
    """All kinds, in the order of the scheme.

    >>> "Airstrike" in every()
    True
    """
    return tuple(_table())


@cache
def scheme(name: str) -> tuple[str, ...]:
    """The concepts of a scheme of `ontology/truceline.ttl`, in its order; of the kinds all of them.

    >>> scheme("factualities")
    ('happened', 'ongoing', 'planned', 'hypothetical', 'didNotHappen')
    """
    if name == "kinds":
        return every()
    concept = re.compile(r"^tl:(\w+) a skos:Concept ; skos:inScheme ([^;]*);", re.M)
    lines = ontology("truceline.ttl").read_text(encoding="utf-8")
    return tuple(word for word, schemes in concept.findall(lines) if f"tl:{name} " in f"{schemes} ")


def known(kind: str) -> str:
    """The kind itself, when the scheme has it.

    Raises:
        KnowledgeError: it has not.
    """
    if kind not in _table():
        raise KnowledgeError(f"kinds.tsv has no kind {kind!r}.")
    return kind


def plover(kind: str) -> str | None:
    """The PLOVER 0.8 root of a kind, None where none fits.

    >>> plover("Airstrike"), plover("Displacement")
    ('ASSAULT', None)
    """
    return _table()[kind][1] or None


@cache
def line(kind: str) -> tuple[str, ...]:
    """The kind and all broader ones, nearest first.

    >>> line("Airstrike")
    ('Airstrike', 'Attack', 'MaterialConflict', 'Event')
    """
    out = [kind]
    while broader := _table()[out[-1]][0]:
        out.append(broader)
    return tuple(out)


def akin(a: str, b: str) -> bool:
    """Whether one of two kinds is the other or a sort of it.

    >>> akin("Attack", "Airstrike"), akin("Airstrike", "Shelling")
    (True, False)
    """
    return a in line(b) or b in line(a)

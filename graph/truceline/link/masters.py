"""Whose clause a possessive or reflexive stands in: the subject that owns, who is thanked, who is asked."""

from __future__ import annotations

from truceline.analysis.tree import VERBAL, Tree
from truceline.know import titles
from truceline.know.nouns import closed
from truceline.link.discourse import Book


def masters(book: Book, n: int) -> list[int]:
    """The subjects of the clause in which a possessive or reflexive stands ("X must withdraw *its* troops": X); who says or
    promises what "it" does ("X said Y vowed *it* would": Y)."""
    t, a = book.tree, book.heads[n]
    if t.lower[a] == "it" and t.dep[a] == "nsubj" and t.dep[t.head[a]] == "ccomp":
        return t.surface_subject(t.head[t.head[a]])
    if t.dep[a] != "poss" and not t.lower[a].endswith(("self", "selves")):
        return []
    if joined := _joined_with(t, t.head[a]):
        return joined
    if doers := harming(t, a):
        return _unharmed(t, a, doers)
    return _of_clause(t, a)


def _unharmed(t: Tree, a: int, doers: list[int]) -> list[int]:
    """The subjects of the nearest clause whose they are that are not those who do the harm."""
    over = (t.surface_subject(h) for h in t.above(a) if t.pos[h] in VERBAL)
    return next((s for s in over if s and not set(s) & set(doers)), [])


def _of_clause(t: Tree, a: int) -> list[int]:
    """Who owns in the clause of a possessive: who is thanked or called on, else its subject; nobody, where it stands in that."""
    below, v = _clause(t, a)
    if v is None or t.dep[below] in ("nsubj", "nsubjpass", "csubj"):
        return []
    if (object_ := _thanked(t, a, v)) is not None:
        return [object_]
    called = t.under(t.head[v], "on", "upon") if t.dep[v] in ("xcomp", "advcl") and t.infinitive(v) else []
    return called or t.surface_subject(v)


def _clause(t: Tree, a: int) -> tuple[int, int | None]:
    """The verb of the clause of a token, and what stands right below it."""
    below = a
    for h in t.above(a):
        if t.pos[h] in VERBAL:
            return below, h
        below = h
    return below, None


def _thanked(t: Tree, a: int, v: int) -> int | None:
    """The object of a verb for whose deed or thing a possessive stands ("thanked X for *its* help")."""
    o = t.child(v, "dobj")
    if o is None or o > a:
        return None
    below = a
    for h in t.above(a):
        if h in (v, o):
            return o if t.dep[below] == "prep" and t.lower[below] in ("for", "over", "of") else None
        below = h
    return None


def _joined_with(t: Tree, i: int) -> list[int]:
    """What an owned noun is joined to ("the army and *its* allies": the army)."""
    out = []
    while t.dep[i] == "conj" and t.pos[t.head[i]] in ("NOUN", "PROPN"):
        i = t.head[i]
        out.append(i)
    return out


def harming(t: Tree, a: int) -> list[int]:
    """Who harms what a possessive owns: nobody shells "*its* own" positions without saying so."""
    thing = t.head[a]
    v = (
        t.head[t.head[thing]]
        if t.dep[thing] == "pobj" and t.lower[t.head[thing]] in ("on", "at", "against")
        else t.head[thing]
    )
    harmed = t.dep[thing] == "dobj" or (t.dep[thing] == "pobj" and v != t.head[thing])
    if t.dep[a] != "poss" or not harmed or t.lemma[v] not in titles.of_harm() or t.lemma[thing] in closed("whose"):
        return []
    own = t.worded(thing, {"own"}) is not None
    return [] if own else t.agents(v)

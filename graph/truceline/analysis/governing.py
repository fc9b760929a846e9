"""The operators over a word: what its own clause, the words it hangs on and the verdicts on that clause do to it."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.clause_mood import (
    NEGATIVE,
    PRESENT,
    TOLD,
    auxiliary,
    infinitive,
    is_verb,
    modal,
    negated,
)
from truceline.analysis.climbing import climb, governed, known, undone
from truceline.analysis.tree import NOMINAL, Tree
from truceline.know.moods import Operator, operators
from truceline.know.triggers import light

_BESIDE = ("amod", "det", "neg", "compound", "nmod", "preconj")
_OR = frozenset({"or", "nor"})
_DEEP = 60


def operators_of(t: Tree, token: int, carrier: int | None = None) -> Iterator[Operator]:
    """The operators over a token, nearest first; what is asked is no fact, unless it is known already."""
    yield from _declared(t, token, carrier)
    if _asked(t, token) and not known(t, token):
        yield Operator("supposed")


def _asked(t: Tree, i: int) -> bool:
    """Whether a word stands in a question."""
    for _ in range(_DEEP):
        if t.head[i] == i:
            break
        i = t.head[i]
    return any(t.lower[k] == "?" for k in t.kids[i][-3:])


def _declared(t: Tree, token: int, carrier: int | None) -> Iterator[Operator]:
    """The operators over a token, the form of its sentence left aside."""
    noun = is_noun(t, token)
    if noun:
        beside = tuple(_modifiers(t, token))
        yield from beside
        if any(o.mood not in (None, "ongoing") for o in beside):
            yield from undone(t, token)
            return
        carrier = _carrier(t, token) if carrier is None else carrier
    if carrier is not None and carrier != token:
        yield from _carried(t, token, carrier)
    elif noun:
        yield from climb(t, token, None, True)
    else:
        start = _predicate(t, token)
        yield from _pursued(t, token) or climb(t, start, token if start != token else None, False)


def _carried(t: Tree, token: int, carrier: int) -> Iterator[Operator]:
    """What the verb that lends a word its tense does to it, and what is over that verb."""
    if found := governed(t, carrier, "object"):
        yield found
    yield from _pursued(t, carrier) or climb(t, carrier, token, False)


def is_noun(t: Tree, i: int) -> bool:
    """Whether a word stands as a noun, also where it has the form of a verb ("the shelling of the town")."""
    if t.pos[i] in NOMINAL:
        return True
    if t.tag[i] != "VBG":
        return False
    named = t.child(i, "det", "poss", "amod") is not None
    return named or (t.dep[i] in ("nsubj", "nsubjpass", "dobj") and bool(t.under(i, "of", "by")))


def _predicate(t: Tree, i: int) -> int:
    """The word whose clause tells a token that is no noun: the verb over an adjective or an adverb, else the token."""
    return i if is_verb(t, i) else t.head[i]


def _carrier(t: Tree, n: int) -> int | None:
    """The light verb that a noun is the object of ("launched an attack")."""
    h = t.head[n]
    return h if t.dep[n] in ("dobj", "nsubjpass") and t.lemma[h] in light() else None


def _modifiers(t: Tree, n: int) -> Iterator[Operator]:
    """What stands beside a noun: "no", "planned", "possible"; for the second of two, "no … or", "neither … nor"."""
    for k in t.children(n, *_BESIDE):
        if found := operators("adj").get(t.lower[k]):
            yield found
    before = t.subtree(n)[0] - 1
    if before >= 0 and t.lower[before] == "nor":
        yield NEGATIVE
    elif t.dep[n] == "conj" and _after_or(t, n):
        yield from (o for o in _modifiers(t, t.head[n]) if o.negative)


def _after_or(t: Tree, n: int) -> bool:
    """Whether "or" stands before the second of two: "no raids *or attacks*"."""
    return any(t.lower[k] in _OR for k in t.kids[t.head[n]] if k < n)


def _pursued(t: Tree, v: int) -> tuple[Operator, ...]:
    """What is pursued up to now goes on: "have pressed their offensive", "use it as a pretext to press the siege"."""
    found = operators("pursued").get(t.lemma[v])
    if found is None or not _plain(t, v):
        return ()
    while t.head[v] != v and (infinitive(t, v) or not is_verb(t, v)):
        v = t.head[v]
    present = t.tag[v] in PRESENT or auxiliary(t, v, PRESENT)
    return (found,) if present and not modal(t, v) and not negated(t, v) else ()


def _plain(t: Tree, v: int) -> bool:
    """Whether nothing but a tense stands over a verb, or a noun that is no plan ("a pretext to")."""
    if t.dep[v] in ("acl", "relcl") and infinitive(t, v) and t.lemma[t.head[v]] not in operators("noun"):
        return True
    return all(o in (TOLD, Operator("ongoing")) for o in climb(t, v, None, False))

"""A word that says something of a truce, in what mood, and a verb with all that is coordinated with it or governed by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from truceline.analysis.factuality import factuality
from truceline.analysis.remembered import remembered
from truceline.analysis.tree import VERBAL, Tree
from truceline.know.control import control
from truceline.know.truces import around, begin_phrases, by_itself

_OUTSIDE = frozenset(["nsubj", "nsubjpass", "xcomp", "ccomp", "advcl", "relcl", "parataxis"])
_PREDICATIVE = frozenset(["acomp", "attr", "oprd"])
_MOODS = {
    "told": "real",
    "ongoing": "real",
    "undertaken": "real",
    "planned": "planned",
    "asked": "asked",
    "supposed": "supposed",
}

DONE = ((False, "real"), (False, "planned"))
"""How what has been done, or will be, reads."""


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that says something of a truce.

    `place` is where the truce stands to it: subject, object, prep, compound, head. `mood`: real, unreal (modals),
    supposed (if, once it ends), planned (will, is to, is due to), asked (urged, demanded, hoped). `extra` are the lemmas under a verb,
    or the preposition between a noun and the truce. `below` is true for what hangs on the truce ("a truce starting …").
    """

    token: int
    place: str
    negated: bool
    mood: str
    extra: frozenset[str] = field(default_factory=frozenset)
    below: bool = False

    @property
    def told(self) -> bool:
        """Whether it is told as a fact, or to come."""
        return self.mood in {"real", "planned"}


def negated(tree: Tree, token: int) -> bool:
    """Whether a word is turned round: "was not party to", "failed to hold", "without signing"."""
    return factuality(tree, token).negated


@remembered
def reading(tree: Tree, token: int) -> tuple[bool, str]:
    """Whether a word is turned round, and whether it is told, possible, ahead, supposed or asked for."""
    found = factuality(tree, token)
    return found.negated, _MOODS.get(found.mood, "unreal")


def is_verb(tree: Tree, g: Governor) -> bool:
    """Whether a governor is a verb, and no participle that only modifies the truce."""
    return tree.pos[g.token] in VERBAL and not (g.place == "head" and tree.pos[g.token] == "VERB")


def placed(truce: str, extra: Iterable[str], g: Governor) -> bool:
    """Whether a truce stands to a word where an entry has it, also behind a particle that the parser made a preposition: "calls *off* its truce"."""
    split = g.place == "prep" and truce == "object" and bool(around("particle") & set(extra) & g.extra)
    return g.place == truce or split


def narrated(tree: Tree, g: Governor) -> bool:
    """ "A truce collapses", "fighting goes on as the truce begins": the present in which chronicles tell the news, in a main verb."""
    marked = any(tree.lower[k] == "as" and tree.dep[k] in {"mark", "advmod"} for k in tree.kids[g.token])
    top = tree.head[g.token] if tree.dep[g.token] == "advcl" and marked else g.token
    main = tree.head[top] == top or tree.dep[top] == "conj"
    return g.mood == "real" and main and tree.tag[g.token] in {"VBZ", "VBP"}


def verb_and_below(
    tree: Tree, verb: int, place: str, prep: int = -1, below: bool = False, own: int = -1
) -> Iterator[Governor]:
    """A verb and what it is coordinated with or governs: "appears to be holding", "was declared and collapsed".

    `prep` is the preposition between verb and truce, `own` the truce itself where it is a verb phrase.
    """
    todo = [(verb, place)]
    while todo:
        v, where = todo.pop(0)
        extra = under(tree, v) | ({tree.lower[prep]} if prep >= 0 else frozenset())
        if not _only_carries(tree, v, where, own):
            yield Governor(v, where, *reading(tree, v), extra, below)
        for k in tree.kids[v]:
            yield from _predicatives(tree, v, k, where, below)
            todo += _behind_predicative(tree, k)
            inner = _inner(tree, v, k, where)
            if inner and len(todo) < 6:
                todo.append((k, inner))


def _predicatives(tree: Tree, v: int, k: int, where: str, below: bool) -> Iterator[Governor]:
    """What a verb says of the truce by a word under it: "is *dead* and *buried*", "was declared *over*", "is *off*"."""
    if tree.dep[k] in _PREDICATIVE:
        going = "subject" if tree.tag[k] == "VBG" and where == "subject" else "head"
        yield Governor(k, going, *reading(tree, v), under(tree, k), below)
        for x in tree.children(k, "conj"):
            yield Governor(x, "head", *reading(tree, v), under(tree, x), below)
    elif tree.lemma[v] == "be" and tree.dep[k] in {"advmod", "prt", "prep"} and _stands_alone(tree, k):
        yield Governor(k, "head", *reading(tree, v), frozenset(), below)


def _stands_alone(tree: Tree, k: int) -> bool:
    """Whether nothing stands under a particle or what the parser made a preposition: 'the truce "is *over*"', not "is *off to a shaky start*"."""
    return tree.child(k, "pobj", "pcomp", "prep") is None


def _behind_predicative(tree: Tree, k: int) -> list[tuple[int, str]]:
    """The verb of which the truce is subject through a predicative: "is likely *to hold*"."""
    behind = tree.children(k, "xcomp", "conj") if tree.dep[k] in _PREDICATIVE else []
    return [(x, "subject") for x in behind if tree.pos[x] in VERBAL][:1]


def _only_carries(tree: Tree, v: int, where: str, own: int) -> bool:
    """ "The truce that both had agreed to extend", "began to unravel": the verb above the infinitive has the truce only through it."""
    if where == "subject" and tree.lemma[v] in control("aspect"):
        return tree.lower[v + 1 : v + 2] == ["to"] and tree.head[v + 1] in tree.children(v, "xcomp")
    gap = (k for k in tree.children(v, "xcomp") if tree.pos[k] in VERBAL and k != own)
    return where == "object" and tree.dep[v] == "relcl" and any(_relative_object(tree, k) for k in gap)


def _relative_object(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] == "dobj" and tree.lower[k] in {"that", "which"} for k in tree.kids[verb])


def _inner(tree: Tree, v: int, k: int, where: str) -> str | None:
    """Where the truce stands to a verb under, or coordinated with, one that it is subject or object of; None: nowhere."""
    if where not in {"subject", "object"} or not no_subject(tree, k):
        return None
    verbal = tree.pos[k] in VERBAL or (tree.dep[k] == "conj" and tree.lemma[k] == "last")
    if tree.dep[k] == "conj" and verbal:
        return _beside(tree, v, k, where)
    return _infinitive(tree, k, where) if tree.dep[k] == "xcomp" and verbal else None


def _beside(tree: Tree, v: int, k: int, where: str) -> str | None:
    """Where the truce stands to a verb that is coordinated with one that it is subject or object of."""
    passive = tree.child(k, "auxpass") is not None or (tree.tag[k] == "VBN" and tree.passive(v))
    if where == "object" and not passive and tree.child(v, "auxpass") is not None:
        return "subject"
    if tree.child(k, "dobj", "xcomp") is not None and where == "object":
        return None
    return "object" if passive or where == "object" else "subject"


def _infinitive(tree: Tree, k: int, where: str) -> str | None:
    """Where the truce stands to an infinitive under a verb that it is subject or object of."""
    if where == "object" and tree.lemma[k] in _own_verbs() and tree.child(k, "auxpass") is None:
        return "subject"
    if where == "object":
        return "object" if tree.child(k, "dobj") is None or _relative_object(tree, k) else None
    return "object" if tree.child(k, "auxpass") is not None else "subject"


def _own_verbs() -> frozenset[str]:
    """What a truce does by itself, also in fixed expressions: "is expected to last", "is due to take effect"."""
    return by_itself() | {verb for verb, _ in begin_phrases()}


def no_subject(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "nsubj", "nsubjpass") is None


@remembered
def under(tree: Tree, v: int) -> frozenset[str]:
    """The lemmas under a verb, its subject left out, and forms that are lemmatised away."""
    own = (
        k for k in tree.kids[v] if tree.dep[k] not in _OUTSIDE and not (tree.dep[k] == "conj" and tree.pos[k] in VERBAL)
    )
    found = {x for k in own for y in (k, *tree.kids[k]) for x in (y, *tree.kids[y])}
    return frozenset([*(tree.lemma[x] for x in found), *(tree.lower[x] for x in found)])

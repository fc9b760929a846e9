"""What the rules of truces ask of a word: what it says of one by the rows of `ontology/ceasefires.tsv`, what stands there, what hangs outside."""

from __future__ import annotations

from collections.abc import Container, Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.know.truces import around, party_words, state_words

UNITS = frozenset(["hour", "day", "week", "month", "year"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])


def tells(
    tree: Tree,
    token: int,
    states: Container[str | None] | None = None,
    place: str | None = None,
    phases: Container[str] | None = None,
) -> bool:
    """Whether a word tells one of these states of a truce that stands there to it, in one of these phases; None: any."""
    rows = (e for e in state_words().get(tree.lemma[token], ()) if place in (None, e.truce))
    return any((states is None or e.state in states) and (phases is None or e.phase in phases) for e in rows)


def gives_standing(tree: Tree, token: int, statuses: Container[str], place: str | None = None) -> bool:
    """Whether a word gives an actor one of these standings to a truce that stands there to it; None: anywhere."""
    rows = party_words().get(tree.lemma[token], ())
    return any(e.status in statuses and place in (None, e.truce) for e in rows)


def longer_by(tree: Tree, noun: int) -> int:
    """ "An extension by thirty days of the truce": what is made longer hangs on the extension, not on its length."""
    over = tree.head[tree.head[noun]]
    by = tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] in {"by", "of"} and tree.pos[over] == "NOUN"
    return over if by and tells(tree, over, {"extended"}) else noun


def longer(tree: Tree, truce: int) -> int:
    """The extension that a truce stands behind, on which the parser may hang what is told of the truce; else the truce."""
    over = longer_by(tree, tree.head[tree.head[truce]]) if tree.dep[truce] == "pobj" else truce
    return over if tree.pos[over] == "NOUN" and tells(tree, over, {"extended"}) else truce


def deal_of(tree: Tree, verb: int) -> int | None:
    """ "A pact that calls for a truce", "the accord provides for it", "a statement that institutes one": the agreement or paper
    whose content the truce is."""
    if tree.pos[verb] not in VERBAL:
        return None
    by = tree.head[verb] if tree.dep[verb] in {"relcl", "acl"} else tree.child(verb, "nsubj")
    whose = {x for x in ("provides", "instituting") if tree.lemma[verb] in around(x)}
    content = {"provides": "agreement", "instituting": "paper"}
    return by if by is not None and any(tree.lemma[by] in around(content[x]) for x in whose) else None


def of_its_life(tree: Tree, noun: int) -> bool:
    """ "The agreement on a truce *expires today*": whether a verb tells of it what a truce comes to after it was made."""
    comes = tells(tree, tree.head[noun], place="subject", phases={"begin", "last", "over", "again"})
    return tree.dep[noun] == "nsubj" and comes


def outward(tree: Tree, first: int, last: int) -> Iterator[int]:
    """The tokens of a stretch that hang on something outside it, or on nothing."""
    return (t for t in range(first, last + 1) if tree.head[t] == t or not first <= tree.head[t] <= last)

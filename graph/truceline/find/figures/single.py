"""A single victim named by an article: "killed a contractor", "wounded another soldier", "a woman died"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.find.figures.casualty import Counted, population
from truceline.find.figures.numbers import Amount
from truceline.find.syntax import Tree
from truceline.know.amounts import harms

_ONE = {"a", "an", "another"}


def singles(tree: Tree, begin: int, end: int) -> Iterator[Counted]:
    """Victims that "a", "an" or "another" counts as one; only of killing and wounding, the rest is mostly idiom."""
    for verb in range(begin, end):
        if tree.pos[verb] != "VERB":
            continue
        for h in harms().get(tree.lemma[verb], ()):
            if h.category not in {"killed", "wounded"} or h.victim not in {"object", "subject"}:
                continue
            victims = (
                tree.patients(verb)
                if h.victim == "object"
                else []
                if tree.passive(verb)
                else tree.surface_subject(verb)
            )
            for noun in victims:
                if begin <= noun < end and (one := _one(tree, noun)) is not None and (who := population(tree, noun)):
                    yield Counted(Amount(one, noun, noun, exact=1), noun, verb, h.category, who, 0.85)
            break


def _one(tree: Tree, noun: int) -> int | None:
    """The article that counts a singular noun as one."""
    if tree.lower[noun] == "another":
        return noun
    if tree.tag[noun] != "NN":
        return None
    return next((k for k in tree.kids[noun] if tree.dep[k] == "det" and tree.lower[k] in _ONE), None)

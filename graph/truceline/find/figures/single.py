"""A single victim named by an article: "killed a contractor", "wounded another soldier", "a woman was shot dead"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.find.figures.casualty import Counted, population, upwards
from truceline.find.figures.numbers import Amount
from truceline.find.syntax import Tree

_ONE = {"a", "an", "another"}


def singles(tree: Tree, begin: int, end: int) -> Iterator[Counted]:
    """Victims that "a", "an" or "another" counts as one; only of killing and wounding, the rest is mostly idiom."""
    for noun in range(begin, end):
        one = _one(tree, noun)
        if one is None or one < begin:
            continue
        who = population(tree, noun)
        found = upwards(tree, noun) if who else None
        if (
            who
            and found
            and found[1].category in {"killed", "wounded"}
            and found[1].victim in {"object", "subject", "self"}
        ):
            yield Counted(Amount(one, noun, noun, exact=1), noun, found[0], found[1].category, who, 0.85)


def _one(tree: Tree, noun: int) -> int | None:
    """The article that counts a singular noun as one."""
    if tree.lower[noun] == "another" and tree.dep[noun] != "det":
        return noun
    if tree.tag[noun] != "NN":
        return None
    return next((k for k in tree.kids[noun] if tree.dep[k] == "det" and tree.lower[k] in _ONE), None)

"""A single victim named by an article: "killed a contractor", "wounded another soldier", "a woman was shot dead"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import Tree
from truceline.find.figures.counted import population
from truceline.find.figures.numbers import Amount
from truceline.know.casualty_lexicon import Harm, around

_ONE = frozenset(["a", "an", "another"])
_HARMS = frozenset(["killed", "wounded"])
_VICTIMS = frozenset(["object", "subject", "self", "of"])


def singles(tree: Tree, begin: int, end: int) -> Iterator[tuple[Amount, int]]:
    """(amount, noun) of persons that "a", "an" or "another" counts as one."""
    for noun in range(begin, end):
        one = _one(tree, noun)
        if one is not None and one >= begin and population(tree, noun):
            yield Amount(one, noun, noun, exact=1), noun


def idiom(harm: Harm) -> bool:
    """Whether a single victim of this is mostly idiom: only of killing and wounding is one person counted."""
    return harm.category not in _HARMS or harm.victim not in _VICTIMS


def _one(tree: Tree, noun: int) -> int | None:
    """The article that counts a singular noun as one."""
    if tree.lower[noun] == "another" and tree.dep[noun] != "det":
        return noun
    if tree.tag[noun] not in {"NN", "NNP"} or tree.lemma[noun] in {"number", "more"} | around("body"):
        return None
    return tree.worded(noun, _ONE, "det")

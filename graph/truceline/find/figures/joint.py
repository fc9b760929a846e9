"""One number for two fates: "twelve were killed or injured", "120 killed and wounded"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import Tree
from truceline.find.figures.harm import harm_at

CASUALTIES = "casualties"
"""Killed and wounded together."""

_BOTH = frozenset({"killed", "wounded"})


def fate(tree: Tree, trigger: int, category: str, numbers: frozenset[int]) -> str | None:
    """The category of a number whose word of harm is joined to another one.

    Args:
        tree: the parse.
        trigger: the token that names the harm.
        category: what that word says.
        numbers: the tokens of all numbers of the sentence: a fate with a number of its own is not joined.

    Returns:
        The same category, `CASUALTIES` for the killed and wounded, or ``None`` where no category holds both ("killed or
        displaced").
    """
    others = {c for c in _joined(tree, trigger, numbers) if c != category}
    if not others:
        return category
    return CASUALTIES if others | {category} == _BOTH else None


def _joined(tree: Tree, trigger: int, numbers: frozenset[int]) -> Iterator[str]:
    """The categories of the words of harm that are joined to one by "or" or "and", and have no victims of their own."""
    for one, two in _pairs(tree, trigger):
        between = range(min(one, two) + 1, max(one, two))
        if len(between) > 3 or not any(tree.lower[i] in {"or", "and", "/"} for i in between):
            continue
        if numbers.intersection(between) or _own(tree, max(one, two), numbers):
            continue
        other = two if one == trigger else one
        if h := harm_at(tree, other, "object", "self", "subject", "toll"):
            yield h.category


def _pairs(tree: Tree, trigger: int) -> Iterator[tuple[int, int]]:
    """The trigger with each word that is joined to it, in either direction."""
    yield from ((trigger, k) for k in tree.children(trigger, "conj"))
    if tree.dep[trigger] == "conj":
        yield tree.head[trigger], trigger


def _own(tree: Tree, later: int, numbers: frozenset[int]) -> bool:
    """Whether the second word has victims of its own: "killed ten and wounded twelve"."""
    return any(k in numbers or tree.dep[k] in {"dobj", "nsubj", "nsubjpass", "nummod"} for k in tree.kids[later]) or (
        later + 1 in numbers
    )

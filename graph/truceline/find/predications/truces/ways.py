"""What the rules of truces ask of a word: what it says of one by the rows of `ontology/ceasefires.tsv`, what stands there, what hangs outside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator

from truceline.analysis.tree import Tree
from truceline.know.truces import party_words, state_words

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


def token_at(tree: Tree, offset: int) -> int:
    """The token that an offset of the text is in, or behind."""
    return bisect_right(tree.start, offset) - 1


def outward(tree: Tree, first: int, last: int) -> Iterator[int]:
    """The tokens of a stretch that hang on something outside it, or on nothing."""
    return (t for t in range(first, last + 1) if tree.head[t] == t or not first <= tree.head[t] <= last)

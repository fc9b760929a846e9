"""Short names that a text gives a truce behind its name: "the Nationwide Ceasefire Agreement (NCA)", then "the NCA"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from truceline.analysis.tree import Tree
from truceline.know.truces import Noun

Found = tuple[int, int, Noun]
"""The first and the last token of a name for a truce, and its row."""

InSentence = tuple[int, list[int], list[Found]]
"""A sentence, its tokens, and the names for truces in it."""


def with_short_names(text: str, tree: Tree, told: Sequence[InSentence]) -> list[InSentence]:
    """The names for truces of each sentence, with the short names that the text gave before.

    Args:
        text: the article's.
        tree: of all of it.
        told: the sentences with the names that are known as such.

    Returns:
        The sentences, the names of each in their order.
    """
    given = {word: (at, noun) for _, _, found in told for at, word, noun in _given(text, tree, found)}
    return [
        (n, tokens, sorted([*found, *_used(text, tree, tokens, given)], key=itemgetter(0))) for n, tokens, found in told
    ]


def _given(text: str, tree: Tree, found: Iterable[Found]) -> Iterator[tuple[int, str, Noun]]:
    """The short names in brackets behind names, each with its token."""
    for _, last, noun in found:
        k = last + 1
        while k < len(tree) and tree.pos[k] == "PROPN":
            k += 1
        if noun.sure == "1" and tree.lower[k : k + 1] == ["("] and tree.lower[k + 2 : k + 3] == [")"]:
            word = text[tree.start[k + 1] : tree.end[k + 1]]
            if word.isalpha() and sum(map(str.isupper, word)) > 1:
                yield k + 1, word, noun


def _used(text: str, tree: Tree, tokens: Iterable[int], given: dict[str, tuple[int, Noun]]) -> Iterator[Found]:
    """The short names in a sentence behind the place where each was given."""
    for i in tokens if given else ():
        at, noun = given.get(text[tree.start[i] : tree.end[i]], (i, None))
        if noun is not None and i > at:
            yield i, i, noun

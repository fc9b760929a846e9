"""Those told by one word that is no noun: "the Ruritanian", who is a person of that land; "both", "the two", who were told before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.matching import alone
from truceline.know.spelling import fold
from truceline.model import Mention

_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "appos"})
_PEOPLES = ("ese", "sh", "ch", "ss")
"""Endings of adjectives that after "the" alone mean a people: "the Portuguese", "the British"."""
_TWO = frozenset({"two", "pair", "duo"})


def natives(text: str, tree: Tree) -> Iterator[Mention]:
    """A person told by the land alone ("*the Ruritanian* left the talks"), or the people for which its state stands.

    Args:
        text: of the article.
        tree: its parse.
    """
    for i, low in enumerate(tree.lower):
        if tree.lower[i - 1] not in ("the", "a", "an"):
            continue
        people = low.endswith(_PEOPLES) and tree.lower[i - 1] == "the"
        state = actors.adjectives().get(fold(low)) or _one_of(low)
        if state is None or (tree.tag[i] == "NNPS" and not people) or not _alone(tree, i):
            continue
        named = _NAMED_AFTER.match(text, tree.end[i])
        if not (named or tree.lower[i - 1] == "the") or not text[tree.start[i]].isupper():
            continue
        start, end = tree.start[i - 1], tree.end[i]
        rule = f"people:{state}" if people else f"native:{state}"
        yield Mention(start, end, text[start:end], "State" if people else "Person", "nominal", rule=rule)


def _one_of(low: str) -> str | None:
    """The state of whose people a singular is one: "the *Finn*"."""
    return next((e.ids[0] for e in alone(actors.nations()["people"], f"{fold(low)}s")), None)


_NAMED_AFTER = re.compile(", [A-Z]")
"""After somebody who is told by the land and then named: "an American, Ivo Stern"."""


def counts(text: str, tree: Tree) -> Iterator[Mention]:
    """Those whom "both", "the two" or "the pair" alone mean.

    Args:
        text: of the article.
        tree: its parse.
    """
    for i, low in enumerate(tree.lower):
        both = low == "both" and tree.pos[i] in ("PRON", "DET", "NOUN", "PROPN") and not tree.kids[i]
        two = low in _TWO and i > 0 and tree.lower[i - 1] == "the" and "of" not in (tree.lower[k] for k in tree.kids[i])
        if (both or two) and _alone(tree, i):
            start = tree.start[i] if both else tree.start[i - 1]
            yield Mention(start, tree.end[i], text[start : tree.end[i]], "UnnamedGroup", "nominal", rule="count:two")


def _alone(tree: Tree, i: int) -> bool:
    """Whether a word is subject, object or owner by itself, with no noun after it."""
    after = i + 1 < len(tree) and tree.pos[i + 1] in ("NOUN", "PROPN", "ADJ", "NUM")
    return i > 0 - (tree.lower[i] == "both") and tree.dep[i] in _PARTS and not after

"""Truces of which nothing is told but that are spoken of as there: "the truce drew praise", "under a truce, the navy lifted its blockade"."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.events import Match
from truceline.find.predications.truces.governor import DONE, reading
from truceline.find.predications.truces.ways import gives_standing
from truceline.find.predications.truces.words import Word
from truceline.know.truces import LEFT_OUT, MADE, around
from truceline.know.verbs import verbs
from truceline.model import State

_PLACES = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "dative", "poss", "ROOT"])


def standing(words: Iterable[Word], matches: Sequence[Match], tree: Tree) -> Iterator[State]:
    """The states of a truce that a mention takes for granted: that it is in force, where nobody tells that it is only to be made, and,
    where it is welcomed, that it was declared.

    Args:
        words: the mentions of a truce of which no state is told.
        matches: all that is said of truces in the article, what brings about no state among it.
        tree: of the article.
    """
    several = list(words)
    wanted, unmade = _told(matches, {"proposed"}), _told(matches, MADE)
    if any(w.none or w.token in unmade for w in several):
        return
    there = next((w for w in several if w.token not in wanted and _there(tree, w)), None)
    if there is not None:
        yield State("inForce", there.sentence, there.span, None)
        praised = (w for w in several if _praised(tree, w))
        yield from (State("declared", w.sentence, w.span, None) for w in islice(praised, 1))


def _told(matches: Sequence[Match], states: Container[str | None]) -> set[int]:
    """The mentions of which something is said that tells one of these states, in whatever mood."""
    several = (m for m in matches if m.entry.phase not in {"last", "again", "dated"})
    return {m.word.token for m in several if m.entry.state in states}


def _praised(tree: Tree, word: Word) -> bool:
    """ "Welcomed the ceasefire agreement": of which it is news that it was made."""
    top = _whole(tree, word)
    praised = tree.dep[top] == "dobj" and tree.lemma[tree.head[top]] in around("praising")
    return word.sure and word.definite and praised


def _whole(tree: Tree, word: Word) -> int:
    """The head of the truce's phrase: the agreement that it names."""
    top = word.token
    while tree.dep[top] in {"compound", "nmod"} and tree.lemma[tree.head[top]] in around("container"):
        top = tree.head[top]
    return top


def _there(tree: Tree, word: Word) -> bool:
    """Whether a mention takes the truce for granted; not what is turned down, nor one of former times."""
    top = _whole(tree, word)
    beside = tree.lemma[top + 1] in around("talks") if top + 1 < len(tree) else False
    if not word.sure or word.earlier or beside or tree.dep[top] not in _PLACES or _turned_down(tree, top):
        return False
    return word.definite or (word.indefinite and _acts(tree, top))


def _turned_down(tree: Tree, truce: int) -> bool:
    """ "Rejected the truce": what somebody does not want is no truce yet."""
    return gives_standing(tree, tree.head[truce], LEFT_OUT, "object")


def _acts(tree: Tree, truce: int) -> bool:
    """ "A truce in the port covers both", "under a truce they lifted it", "deployed to police a truce": what only a truce that is there can do;
    it says nothing ("\"A truce that lasts,\" she said")."""
    over = tree.head[truce]
    if tree.dep[truce] == "pobj":
        verb = tree.verb_over(over)
        return tree.lower[over] == "under" and verb is not None and reading(tree, verb) in DONE
    if tree.dep[truce] == "dobj":
        return gives_standing(tree, over, {"monitor"}, "object")
    acts = tree.dep[truce] == "nsubj" and tree.pos[over] in VERBAL and tree.lemma[over] not in verbs()
    return acts and reading(tree, over) == (False, "real")

"""Amounts that count some of those an earlier amount counts: "including around 50 children", "eight of them women"."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.figures.counted import population
from truceline.find.figures.harm import harm_at
from truceline.find.figures.numbers import Amount
from truceline.know.casualty_lexicon import Harm

_INCLUDING = frozenset(["including", "include", "includes", "included", "among", "amongst"])
_THEM = frozenset(["them", "whom", "which", "these", "those"])
_LISTED = frozenset([",", "and", "or", "as", "well", "plus", "&"])


@dataclass(frozen=True, slots=True)
class Portion:
    """The noun that a portion names (-1: none), and the word of harm where it has one of its own."""

    noun: int
    trigger: int | None = None
    harm: Harm | None = None


def portion(tree: Tree, amount: Amount, end: int) -> Portion | None:
    """ "Eight of them children", "nine of whom were civilians", "twelve of the dead were women"; None: no portion."""
    of = amount.last + 1
    if of + 1 >= end or tree.lower[of] != "of":
        return None
    if tree.lower[of + 1] in _THEM and not (tree.lower[of + 1] == "those" and _harmed(tree, of + 2, end)):
        return _after_them(tree, of + 2, end)
    return _after_harmed(tree, of + 1, end) if tree.lower[of + 1] in {"the", "those", "these"} else None


def _after_harmed(tree: Tree, first: int, end: int) -> Portion | None:
    """What is said of a portion "of the dead", "of those killed"."""
    for token in range(first, min(first + 4, end)):
        if tree.pos[token] in VERBAL and tree.tag[token] != "VBN":
            return None
        if h := _harmed(tree, token, end):
            return Portion(_predicate(tree, token + 1, end), token, h)
    return None


def _harmed(tree: Tree, token: int, end: int) -> Harm | None:
    return harm_at(tree, token, "self", "object") if token < end else None


def _after_them(tree: Tree, first: int, end: int) -> Portion | None:
    """What is said of "them": people, a harm, where they come from; not how badly they are hurt."""
    noun, here = _predicate(tree, first, end), first
    while here < end and tree.pos[here] == "AUX":
        here += 1
    if here >= end:
        return None
    if noun < 0 and (h := harm_at(tree, here, "self", "object", "subject")):
        return Portion(-1, here, h)
    return Portion(noun) if noun >= 0 or tree.pos[here] in {"ADP", "VERB"} else None


def _predicate(tree: Tree, first: int, end: int) -> int:
    """The people that follow, over "be" and modifiers: "were women", "Lebanese children"; -1 where none do."""
    found = -1
    for token in range(first, min(first + 6, end)):
        if tree.pos[token] == "AUX" or tree.lower[token] in {"a", "an", "the", "-"}:
            continue
        if tree.pos[token] not in {"NOUN", "PROPN", "ADJ"} and tree.tag[token] != "CD":
            break
        if population(tree, token) and tree.pos[token] != "ADJ":
            found = token
    return found


def part_of(tree: Tree, amount: Amount, noun: int, begin: int) -> bool:
    """Whether the amount is told as a part of the one before: "including around 50 children", "among them two boys"."""
    window = tree.lower[max(begin, amount.first - 3) : amount.first]
    if _INCLUDING.intersection(window):
        return True
    here = noun if noun >= 0 else amount.core
    for up in list(tree.above(here))[:4]:
        if tree.lower[up] in _INCLUDING and up >= begin:
            return not any(tree.lower[t] in {";", "."} for t in range(up, amount.first))
    return False


def are(tree: Tree, anchor: int) -> int | None:
    """The people that the amount is said to be: "31 were women"; None where it is said to be nothing of the sort."""
    verb = tree.head[anchor]
    if tree.dep[anchor] not in {"nsubj", "nsubjpass"} or tree.lemma[verb] != "be":
        return None
    attr = tree.child(verb, "attr")
    return attr if attr is not None and population(tree, attr) else None


def goes_on(tree: Tree, last: int, first: int) -> bool:
    """Whether only commas and conjunctions stand between the token `last` and the token `first` of the next amount."""
    return 0 < first - last <= 4 and all(w in _LISTED for w in tree.lower[last + 1 : first])

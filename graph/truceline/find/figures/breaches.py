"""Breaches of a truce that are counted: "violated it 23 times", "154 ceasefire violations"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from truceline.analysis.tree import Tree
from truceline.find.figures.counted import Counted, noun_of
from truceline.find.figures.numbers import Amount
from truceline.know.casualty_lexicon import around
from truceline.know.truces import nouns

VIOLATIONS, BREACHES = "violations", "breaches"
"""The category of counted breaches, and what is counted where no people are."""


def breaches(tree: Tree, found: list[Amount], end: int, about_truce: bool) -> Iterator[Counted]:
    """The amounts of a sentence that count breaches.

    Args:
        tree: the parse.
        found: the amounts of the sentence that are no times.
        end: the first token after the sentence.
        about_truce: whether the text names a truce anywhere: then bare "violations" are breaches of it.
    """
    for amount in found:
        noun = noun_of(tree, amount, end)[1]
        word = _breached(tree, noun, about_truce) if noun >= 0 else None
        if word is not None:
            yield Counted(amount, noun, word, VIOLATIONS, BREACHES, 0.85)


@cache
def truce_words() -> frozenset[str]:
    """The single words that always mean a truce."""
    sure = (n for several in nouns().values() for n in several if n.sure == "1" and len(n.slots) == 1)
    return frozenset(words[0] for n in sure for words in n.slots[0] if len(words) == 1)


def _breached(tree: Tree, noun: int, about_truce: bool) -> int | None:
    """The word that tells the breach: the noun itself, the one it stands before, or the verb over "times"."""
    if tree.dep[noun] == "compound" and tree.lemma[noun] in truce_words():
        noun = tree.head[noun]
    if tree.lemma[noun] in around("breach"):
        of = _whose(tree, noun)
        return noun if (of & truce_words() if of else about_truce) else None
    return _broken(tree, noun, about_truce) if tree.lemma[noun] in {"time", "occasion"} else None


def _broken(tree: Tree, noun: int, about_truce: bool) -> int | None:
    """The verb of breaking a truce over "times"."""
    verb = tree.verb_over(noun)
    what = tree.child(verb, "nsubjpass", "dobj") if verb is not None and tree.lemma[verb] in around("break") else None
    if what is None:
        return None
    spoken_of = about_truce and tree.lower[what] in around("it")
    return verb if spoken_of or tree.lemma[what] in truce_words() else None


def _whose(tree: Tree, noun: int) -> set[str]:
    """What the breaches are breaches of: words before the noun, and its "of" phrase."""
    out = {tree.lemma[k] for k in tree.children(noun, "compound", "nmod")}
    inner = (tree.child(k, "pobj") for k in tree.kids[noun] if tree.lower[k] == "of")
    return out | {tree.lemma[i] for i in inner if i is not None}

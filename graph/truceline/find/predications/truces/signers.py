"""Sides told by a signature: who signs a paper that foresees a truce, and for whom somebody signs."""

from __future__ import annotations

from itertools import islice

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.governor import negated, reading
from truceline.find.predications.truces.nearby import Here
from truceline.find.predications.truces.ways import gives_standing, tells
from truceline.find.predications.truces.words import Word
from truceline.know.truces import around


def signers(word: Word, here: Here) -> list[int]:
    """ "A and B signed a paper stating that a truce *will be concluded*": who signs what foresees a truce that nobody else is to make."""
    tree = here[0]
    paper = _paper(tree, tree.head[word.token]) if _foreseen(word, here) else None
    verb = tree.head[paper] if paper is not None else None
    if verb is None or negated(tree, verb) or not gives_standing(tree, verb, {"party"}):
        return []
    return tree.agents(verb)


def _foreseen(word: Word, here: Here) -> bool:
    """Whether a truce is told that is to be made, and not by whom."""
    tree, _, by_token = here
    made = tree.head[word.token]
    to_come = tree.dep[word.token] == "nsubjpass" and tree.dep[made] == "ccomp"
    if not to_come or not tells(tree, made, {"declared"}, "object") or reading(tree, made) != (False, "planned"):
        return False
    return all(a not in by_token for a in tree.by_agents(made))


def _paper(tree: Tree, made: int) -> int | None:
    """The paper above a clause to which something is done."""
    over = islice(tree.above(made), 6)
    return next((k for k in over if tree.lemma[k] in around("paper") and tree.dep[k] == "dobj"), None)


def signed_for(tree: Tree, verb: int) -> list[int]:
    """ "A signed for the government, B for the rebels and C for the militia", "on behalf of the rebels": those for whom is signed."""
    behalf = (b for b in tree.under(verb, "on") if tree.lemma[b] == "behalf")
    own = [*tree.under(verb, "for"), *(o for b in behalf for o in tree.under(b, "of"))]
    persons = (k for k in tree.subtree(verb) if k > verb and k not in own and _full_name(tree, k))
    return [*own, *(o for k in persons for o in tree.under(k, "for"))] if own else []


def _full_name(tree: Tree, k: int) -> bool:
    """Whether a token ends a name of two words or more."""
    return tree.pos[k] == "PROPN" and tree.tag[k - 1] == "NNP"

"""Sides told by a signature: who signs a paper that foresees a truce, and for whom somebody signs."""

from __future__ import annotations

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.governor import negated, reading
from truceline.find.predications.truces.ways import tells
from truceline.find.predications.truces.words import Word
from truceline.know.truces import around, party_words
from truceline.model import Notes

Here = tuple[Tree, Notes, dict[int, int]]


def signers(word: Word, here: Here) -> list[int]:
    """ "A and B signed a paper stating that a truce *will be concluded*": who signs what foresees a truce that nobody else is to make."""
    tree, _, by_token = here
    made = tree.head[word.token]
    foreseen = tree.dep[word.token] == "nsubjpass" and tells(tree, made, {"declared"}, "object")
    if (
        not foreseen
        or any(a in by_token for a in tree.by_agents(made))
        or reading(tree, made) != (False, "planned")
        or tree.dep[made] != "ccomp"
    ):
        return []
    over = list(tree.above(made))[:6]
    paper = next((k for k in over if tree.lemma[k] in around("paper") and tree.dep[k] == "dobj"), None)
    verb = tree.head[paper] if paper is not None else made
    signs = paper is not None and any(e.status == "party" for e in party_words().get(tree.lemma[verb], ()))
    return tree.agents(verb) if signs and not negated(tree, verb) else []


def signed_for(tree: Tree, verb: int) -> list[int]:
    """ "A signed for the government, B for the rebels and C for the militia", "on behalf of the rebels": those for whom is signed."""
    behalf = [o for b in tree.under(verb, "on") if tree.lemma[b] == "behalf" for o in tree.under(b, "of")]
    own = [*tree.under(verb, "for"), *behalf]
    persons = (k for k in tree.subtree(verb) if own and k > verb and tree.pos[k] == "PROPN" and k not in own)
    others = [o for k in persons for o in tree.under(k, "for") if tree.tag[k - 1] == "NNP"]
    return [*own, *others]

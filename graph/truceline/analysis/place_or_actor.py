"""Place or actor: is a country or a capital meant as the ground or as the power that sits there?

The words around decide: preposition, the noun it owns, the verb it is subject or object of. Which words say what is
data (`data/lexicon/where_cues.tsv`).
"""

from __future__ import annotations

from functools import cache

from truceline.analysis.tree import Tree
from truceline.know import titles
from truceline.know.verbs import verbs
from truceline.shelf import data, rows

Cues = dict[str, dict[str, bool]]

_OPEN = ("from", "to", "on", "of", "over", "for", "with", "between")
_SLOTS = {
    "poss": "poss",
    **dict.fromkeys(("compound", "nmod", "amod"), "compound"),
    **dict.fromkeys(("dobj", "dative", "oprd"), "dobj"),
    "nsubj": "subject",
    "nsubjpass": "passive",
}
"""The slot of the cues that a label asks."""


@cache
def cues() -> Cues:
    """For each slot, whether a word beside a name makes it a place."""
    out: Cues = {}
    for row in rows(data("lexicon", "where_cues.tsv")):
        slot = out.setdefault(row["slot"], {})
        for word in row["words"].split():
            slot[word] = row["reading"] == "place"
    return out


def speaks(tree: Tree, i: int) -> bool:
    """Whether a name whose last token is `i` is the subject of a word that reports: then it is somebody."""
    return tree.dep[i] == "nsubj" and tree.lemma[tree.head[i]] in verbs()


def is_place(tree: Tree, i: int, capital: bool) -> bool:
    """Whether the name whose last token is `i` stands for a place; capitals are places more readily than countries."""
    first = _leftmost(tree, i)
    dep, head = tree.dep[first], tree.head[first]
    if capital and _acts_in_relative(tree, i):
        return False
    if dep in ("pobj", "pcomp"):
        return _after_preposition(tree, head, capital)
    if dep == "nsubj" and tree.lemma[head] == "be":
        return capital and _is_quiet(tree, head, first)
    if slot := _SLOTS.get(dep):
        return _asked(slot, tree.lemma[head], capital)
    return dep == "npadvmod" or (capital and dep in ("ROOT", "dep", "attr", "appos"))


def _acts_in_relative(tree: Tree, i: int) -> bool:
    """Whether a relative clause tells a deed of a name: "Ruritania, *which used to arm* the rebels"."""
    v = tree.child(i, "relcl")
    does = tree.child(v, "nsubj") if v is not None else None
    if v is None or does is None or tree.lower[does] != "which":
        return False
    deed = tree.child(v, "xcomp")
    said = tree.lemma[v if deed is None else deed]
    return said not in titles.of_things() | titles.of_happenings() | {"have"} and not _asked("subject", said, True)


def _is_quiet(tree: Tree, verb: int, subject: int) -> bool:
    """Whether a capital that "is" something is a place ("was calm"), not a power ("was ready", "is to send men"; two of them are powers)."""
    if (due := tree.child(verb, "xcomp")) is not None:
        return _asked("passive" if tree.passive(due) else "subject", tree.lemma[due], capital=True)
    what = tree.child(verb, "acomp", "attr")
    word = tree.lemma[what] if what is not None else ""
    if word in cues()["be"]:
        return cues()["be"][word]
    return len(tree.conjuncts(subject)) == 1


def _leftmost(tree: Tree, i: int) -> int:
    """Up through coordination and apposition of names: "Syria" in "Iraq and Syria" is read as "Iraq" is."""
    for _ in range(6):
        if tree.dep[i] in ("conj", "appos") and tree.pos[tree.head[i]] in ("PROPN", "NOUN"):
            i = tree.head[i]
        else:
            break
    return i


def _after_preposition(tree: Tree, prep: int, capital: bool) -> bool:
    word, head = tree.lower[prep], tree.head[prep]
    if word in _OPEN:
        return _asked(word, tree.lemma[head], capital)
    return cues()["pobj"].get(word, True)


def _asked(slot: str, word: str, capital: bool) -> bool:
    table = cues()[slot]
    if word in table:
        return table[word]
    if capital and "**" in table:
        return table["**"]
    return table["*"]

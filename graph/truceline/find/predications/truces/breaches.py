"""Breaches that are told beside a truce: "violations were reported", "shelling went on despite it", "hours after it took effect"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.governor import Governor, negated, reading, under
from truceline.find.predications.truces.ways import outward
from truceline.find.predications.truces.words import Word
from truceline.know.truces import MADE, around, state_words

BESIDE = "despite"
"""The place of a truce beside which fighting is told."""

_DESPITE = frozenset(["despite", "notwithstanding", "spite"])
_AFTER = frozenset(["after", "following", "during", "amid"])
_WHEN = frozenset(["after", "although", "though", "as", "while", "when"])
_CARRIED = frozenset(["nsubj", "nsubjpass", "dobj", "attr"])


def breaches(word: Word, tree: Tree, limits: tuple[int, int]) -> Iterator[Governor]:
    """The words of a sentence that tell of breaches beside a mention; `limits` are the sentence's tokens."""
    fought = _fought_beside(word, tree) if not word.weak else None
    if fought is not None:
        yield Governor(fought, BESIDE, False, "real")
    for t in range(*limits) if word.sure else ():
        if tree.lemma[t] in around("breach") and _unowned(tree, t):
            yield Governor(t, "prep", tree.worded(t, {"no"}) is not None, "real")


def fights(tree: Tree, token: int) -> bool:
    """Whether a word is one for fighting."""
    return tree.lemma[token] in around("fighting") or tree.lemma[token].startswith("hostilit")


def _fought_beside(word: Word, tree: Tree) -> int | None:
    """The word for fighting in a clause that goes on although, or after, there is a truce."""
    top = word.token
    while tree.dep[top] in {"compound", "nmod", "conj"}:
        top = tree.head[top]
    beside = next((k for k in (top, *tree.above(top)) if _set_beside(tree, k, top)), None)
    if beside is None:
        return _after_but(tree, top)
    over = tree.verb_over(beside)
    if over is None:
        return None
    return _fights_despite(tree, over, beside) if tree.lower[beside] in _DESPITE else _fought(tree, over)


def _fights_despite(tree: Tree, verb: int, beside: int) -> int | None:
    """The word for fighting in a clause, outside the phrase with "despite"."""
    own = set(tree.subtree(beside))
    return next((k for k in tree.subtree(verb) if k not in own and fights(tree, k) and not negated(tree, k)), None)


def _set_beside(tree: Tree, token: int, truce: int) -> bool:
    """Whether a word sets the truce, or the making of it, beside what its clause hangs on."""
    if tree.dep[token] == "prep":
        alone = tree.head[truce] == token and tree.lower[token - 1] != "since"
        return tree.lower[token] in _DESPITE | _AFTER and alone
    if tree.lower[token] == "spite":
        return tree.dep[token] == "pobj"
    marks = {tree.lower[k] for k in tree.kids[token] if tree.dep[k] in {"mark", "advmod"}}
    return tree.dep[token] == "advcl" and bool(marks & _WHEN) and _made(tree, token)


def _made(tree: Tree, verb: int) -> bool:
    """Whether a verb, read as a fact, tells that there is a truce; who agrees to one in principle makes none yet."""
    several = [e for e in state_words().get(tree.lemma[verb], ()) if set(e.extra) <= under(tree, verb)]
    most = max((len(e.extra) for e in several), default=0)
    good = any(e.state in MADE and e.phase != "over" for e in several if len(e.extra) == most)
    return good and reading(tree, verb) == (False, "real")


def _after_but(tree: Tree, truce: int) -> int | None:
    """ "A truce was announced but gunfire was heard again": the word for fighting in the clause after "but"."""
    verb = tree.verb_over(truce)
    if verb is None or not _made(tree, verb):
        return None
    but = tree.worded(verb, {"but", "yet"}, "cc") is not None
    clauses = (c for c in tree.children(verb, "conj") if but and tree.pos[c] in VERBAL)
    return next((f for c in clauses if (f := _fought(tree, c)) is not None), None)


def fought_again(tree: Tree, low: int, high: int) -> int | None:
    """The word for fighting in a sentence that tells as a fact that it goes on, or begins anew; `low` and `high` are its tokens."""
    root = next(outward(tree, low, high - 1), None)
    if root is None or not any(_anew(tree, t) for t in range(low, high)) or tree.pos[root] not in VERBAL:
        return None
    return _fought(tree, root)


def _anew(tree: Tree, token: int) -> bool:
    """Whether a word tells that something goes on, or begins again."""
    return bool({tree.lemma[token], tree.lower[token]} & around("anew"))


def _fought(tree: Tree, verb: int) -> int | None:
    """The word for fighting that a clause tells as going on; none where it only ends, or was over by then."""
    turned, mood = reading(tree, verb)
    eases = tree.lemma[verb] in around("stopping") | around("easing")
    before = tree.worded(verb, {"had"}, "aux") is not None
    if mood != "real" or turned != eases or before:
        return None
    carried = _CARRIED | {"xcomp"} if eases or _anew(tree, verb) else _CARRIED
    near = (verb, *tree.children(verb, *carried))
    return next((x for k in near for x in (k, *tree.children(k, "conj")) if fights(tree, x)), None)


def told_by(tree: Tree, noun: int) -> str:
    """The mood of the verb over a noun: "are to report breaches" tells of none."""
    verb = tree.verb_over(noun)
    return reading(tree, verb)[1] if verb is not None else "real"


def _unowned(tree: Tree, noun: int) -> bool:
    """Whether a violation is one of nothing else that the sentence names."""
    for k in tree.kids[noun]:
        if tree.dep[k] in {"compound", "nmod", "amod", "poss"} and tree.lemma[k] in around("right"):
            return False
        if tree.lower[k] in {"of", "in", "to"} and tree.dep[k] == "prep" and tree.child(k, "pobj") is not None:
            return False
    return True

"""What an amount counts: who (population) and what became of them (category), read from the dependency parse.

The amount's noun phrase is followed upwards: subject of a passive, object of an active verb, subject of "died", "of"
phrase of a killing, a toll that rose to it. Where the parse is broken the nearest word of harm decides, less surely.
"""

from __future__ import annotations

from dataclasses import dataclass

from truceline.find.figures.numbers import Amount
from truceline.find.syntax import Tree
from truceline.know.amounts import Harm, harms, populations

PEOPLE = "people"
_TOLL = {"toll", "tally", "count", "number", "total"}
_INCLUDING = {"including", "include", "among", "amongst"}
_REST = {"other", "others", "more", "another"}
_BREAKS = {";", ":", "—"}


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount with its meaning: head noun token (or -1), the token that names the harm, category, population."""

    amount: Amount
    noun: int
    trigger: int
    category: str
    population: str
    sure: float


def noun_of(tree: Tree, amount: Amount, end: int) -> tuple[int, int]:
    """(anchor, noun): the token by which the amount hangs in the sentence, and the noun that is counted (-1: none)."""
    core = amount.core
    head = tree.head[core]
    if tree.dep[core] in {"nummod", "quantmod", "det", "compound", "amod"} and head != core and head < end:
        while tree.dep[head] in {"nummod", "quantmod"} and tree.head[head] != head:
            head = tree.head[head]
        return head, head
    for of in (k for k in tree.kids[core] if tree.lower[k] == "of" and tree.dep[k] == "prep"):
        if (inner := tree.child(of, "pobj")) is not None:
            return core, inner
    after = core + 1
    if after < end and tree.pos[after] in {"NOUN", "ADJ"} and populations().get(tree.lemma[after]):
        return after, after
    return core, -1


def population(tree: Tree, noun: int) -> str | None:
    """The population that a noun names, its modifiers first ("civilian deaths"); None where it counts no people."""
    if noun < 0:
        return PEOPLE
    known = populations()
    for k in sorted(tree.kids[noun]):
        if tree.dep[k] in {"amod", "compound", "nmod"} and known.get(tree.lemma[k]) and known[tree.lemma[k]] != PEOPLE:
            return known[tree.lemma[k]]
    if found := known.get(tree.lemma[noun]) or known.get(tree.lower[noun]):
        return found
    if tree.lemma[noun] in _REST or any(
        h.victim in {"self", "toll"} for h in harms().get(tree.lower[noun], harms().get(tree.lemma[noun], ()))
    ):
        return PEOPLE
    return None


def harm_of(tree: Tree, anchor: int, noun: int, amount: Amount, end: int) -> tuple[int, Harm, float] | None:
    """(token, what it says, how sure) of the word that says what became of the counted."""
    return (
        _itself(tree, noun, amount, end) or _modifier(tree, noun, end) or upwards(tree, anchor) or _toll(tree, anchor)
    )


def _harm(tree: Tree, token: int, *victims: str) -> Harm | None:
    """What the word at `token` says of victims that stand in one of these places."""
    known = harms()
    verb = tree.pos[token] in {"VERB", "AUX"} or tree.tag[token] in {"VBN", "VBD"}
    for key in (tree.lower[token], tree.lemma[token]):
        for h in known.get(key, ()):
            if h.victim in victims and (verb if h.pos == "verb" else key == tree.lower[token] or not verb):
                return h
    return None


def _itself(tree: Tree, noun: int, amount: Amount, end: int) -> tuple[int, Harm, float] | None:
    """The counted noun is the harm: "12 deaths", "30 wounded", "253 dead"."""
    for token in ([noun] if noun >= 0 else []) + [t for t in (amount.last + 1, amount.last + 2) if t < end]:
        if token != noun and token > amount.last + 1 and tree.pos[token - 1] not in {"NOUN", "PROPN", "ADJ"}:
            continue
        if h := _harm(tree, token, "self", "toll"):
            return token, h, 0.95
        if token == amount.last + 1 and tree.tag[token] == "VBN" and (h := _harm(tree, token, "object")):
            return token, h, 0.85
    return None


def _modifier(tree: Tree, noun: int, end: int) -> tuple[int, Harm, float] | None:
    """A participle or adjective on the noun: "12 people killed", "three men dead", "40 wounded soldiers"."""
    if noun < 0:
        return None
    for k in tree.kids[noun]:
        if tree.dep[k] == "acl" and tree.tag[k] == "VBN" and (h := _harm(tree, k, "object")):
            return k, h, 0.9
        if tree.dep[k] in {"amod", "acl", "relcl"} and (h := _harm(tree, k, "self", "subject", "object")):
            return k, h, 0.85
    if (
        noun + 1 < end
        and tree.tag[noun + 1] in {"JJ", "VBN"}
        and (h := _harm(tree, noun + 1, "self") or _harm(tree, noun + 1, "object"))
    ):
        return noun + 1, h, 0.8
    return None


def upwards(tree: Tree, anchor: int) -> tuple[int, Harm, float] | None:
    """Follows the noun phrase to the verb or noun that it is an argument of."""
    here = anchor
    for _ in range(6):
        head, dep = tree.head[here], tree.dep[here]
        if head == here:
            return None
        if dep in {"nsubjpass"} or (dep == "nsubj" and tree.passive(head)):
            return _all_verbs(tree, head, "object")
        if dep == "nsubj":
            return _all_verbs(tree, head, "subject")
        if dep in {"dobj", "attr", "oprd", "dative"}:
            found = _all_verbs(tree, head, "object")
            return found or _complement(tree, head)
        if dep == "ccomp" and (h := _harm(tree, head, "object")):
            return head, h, 0.7
        if dep == "pobj" and tree.lower[head] in {"of", "to"} and (h := _harm(tree, tree.head[head], "of", "toll")):
            return tree.head[head], h, 0.9
        if dep in {"conj", "appos", "pobj", "prep", "nummod", "compound", "nmod"}:
            here = head
            continue
        return None
    return None


def _all_verbs(tree: Tree, verb: int, victim: str) -> tuple[int, Harm, float] | None:
    """The verb, or what it governs: "were found dead", "are known to have been killed"."""
    if h := _harm(tree, verb, victim):
        return verb, h, 0.95
    if victim == "subject" and (h := _harm(tree, verb, "self")):
        return verb, h, 0.9
    for k in tree.kids[verb]:
        if tree.dep[k] in {"xcomp", "acomp", "oprd", "attr", "ccomp", "advmod"}:
            if tree.passive(k) and (h := _harm(tree, k, "object")):
                return k, h, 0.85
            if h := _harm(tree, k, "self", "subject"):
                return k, h, 0.85
        if tree.dep[k] == "dobj" and victim == "subject" and (h := _harm(tree, k, "toll")):
            return k, h, 0.7
    return None


def _complement(tree: Tree, verb: int) -> tuple[int, Harm, float] | None:
    """ "left 12 dead", "leaving five people wounded"."""
    for k in tree.kids[verb]:
        if tree.dep[k] in {"oprd", "acomp", "ccomp", "xcomp", "amod", "advcl"} and (
            h := _harm(tree, k, "self") or _harm(tree, k, "object")
        ):
            return k, h, 0.85
    return None


def _toll(tree: Tree, anchor: int) -> tuple[int, Harm, float] | None:
    """ "The death toll rose to 253", "bringing the number of dead to 40"."""
    chain = [anchor, *tree.above(anchor)][:6]
    for verb in (v for v in chain if tree.pos[v] in {"VERB", "AUX"}):
        for k in tree.kids[verb]:
            if tree.lemma[k] in _TOLL and tree.dep[k] in {"nsubj", "nsubjpass", "dobj"}:
                for inner in tree.subtree(k):
                    if h := _harm(tree, inner, "toll", "self", "object"):
                        return inner, h, 0.85
    return None


def nearest(tree: Tree, amount: Amount, begin: int, end: int) -> tuple[int, Harm, float] | None:
    """The word of harm nearest to an amount whose noun phrase leads nowhere; none across another number's clause."""
    best: tuple[int, int, Harm] | None = None
    for token in range(max(begin, amount.first - 7), min(end, amount.last + 9)):
        if amount.first <= token <= amount.last:
            continue
        if h := _harm(tree, token, "object", "self"):
            between = tree.lower[min(token, amount.last) + 1 : max(token, amount.first)]
            if not _BREAKS.intersection(between):
                away = abs(token - amount.core)
                if best is None or away < best[0]:
                    best = (away, token, h)
    return (best[1], best[2], 0.55) if best else None


def part_of(tree: Tree, amount: Amount, noun: int, begin: int) -> bool:
    """Whether the amount is told as a part of the one before: "including around 50 children", "among them two boys"."""
    window = tree.lower[max(begin, amount.first - 3) : amount.first]
    if _INCLUDING.intersection(window) or window[-2:] == ["of", "them"]:
        return True
    here = noun if noun >= 0 else amount.core
    for up in list(tree.above(here))[:4]:
        if tree.lower[up] in _INCLUDING and up >= begin:
            return not any(tree.lower[t] in {";", "."} for t in range(up, amount.first))
    return False

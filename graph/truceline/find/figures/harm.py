"""What became of the counted, read from the dependency parse.

The amount's noun phrase is followed upwards: subject of a passive, object of an active verb, subject of "died", "of"
phrase of a killing, a toll that rose to it. Where the parse is broken the nearest word of harm decides, less surely.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.figures.numbers import Amount
from truceline.know.casualty_lexicon import Harm, around, harms

Found = tuple[int, Harm, float]
"""The token that names the harm, what it says of its victims, how sure."""

_BREAKS = frozenset([";", ":", "—"])
_UP = frozenset(["conj", "appos", "pobj", "prep", "nummod", "compound", "nmod", "dep"])
_BEFORE_HARM = frozenset(["NOUN", "PROPN", "ADJ", "ADV"])
_LOOSELY = {"npadvmod": 0.75, "ccomp": 0.7}
"""Labels by which the parser hangs victims on what was done to them, and how sure they are."""


def harm_of(tree: Tree, anchor: int, noun: int, amount: Amount, end: int) -> Found | None:
    """The word that says what became of the counted."""
    found = _itself(tree, noun, amount, end) or _modifier(tree, noun, end)
    if found is None or (noun >= 0 and (found[0] < noun or tree.dep[found[0]] == "relcl")):
        found = _outweighing(upwards(tree, anchor), found)
    found = found or _toll(tree, anchor)
    return found if found and (noun >= 0 or found[1].bare) else None


def _outweighing(told: Found | None, described: Found | None) -> Found | None:
    """What happened to people where it outweighs how they are described, else that."""
    return told if told and (described is None or graver(told[1], described[1])) else described


def graver(told: Harm, described: Harm) -> bool:
    """Whether what happened outweighs how the people are described: "15 displaced people were killed"."""
    return told.category == "killed" != described.category


def harm_at(tree: Tree, token: int, *victims: str) -> Harm | None:
    """What the word at `token` says of victims that stand in one of these places."""
    known = harms()
    verb = tree.pos[token] in VERBAL or tree.tag[token] in {"VBN", "VBD"}
    for key in (tree.lower[token], tree.lemma[token]):
        for h in known.get(key, ()):
            fits = h.victim in victims and (verb if h.pos == "verb" else key == tree.lower[token] or not verb)
            if fits and (not h.needs or _has(tree, token, h.needs)):
                return h
    return None


def _has(tree: Tree, token: int, needs: frozenset[str]) -> bool:
    """Whether one of the lemmas stands under the token, at most two steps below."""
    return any(tree.lemma[x] in needs or tree.lower[x] in needs for k in tree.kids[token] for x in (k, *tree.kids[k]))


def _itself(tree: Tree, noun: int, amount: Amount, end: int) -> Found | None:
    """The counted noun is the harm: "12 deaths", "30 wounded", "253 dead"."""
    after = amount.last + 1
    near = (noun, after, after + 1) if after < end and tree.pos[after] in _BEFORE_HARM else (noun, after)
    here = (t for t in near if 0 <= t < end)
    return next(((t, h, 0.95) for t in here if (h := harm_at(tree, t, "self", "toll"))), None)


def _modifier(tree: Tree, noun: int, end: int) -> Found | None:
    """A participle or adjective on the noun: "12 people killed", "three men dead", "40 wounded soldiers"."""
    if noun < 0:
        return None
    if below := next((found for k in tree.kids[noun] if (found := _modifying(tree, k))), None):
        return below
    after = noun + 1
    if after < end and tree.tag[after] in {"JJ", "VBN"} and (h := harm_at(tree, after, "self", "object")):
        return after, h, 0.8
    return None


def _modifying(tree: Tree, k: int) -> Found | None:
    """The harm in one dependant of the counted noun."""
    if tree.dep[k] == "acl" and (h := harm_at(tree, k, "object")):
        return k, h, 0.9
    if tree.dep[k] == "relcl":
        return _relative(tree, k)
    h = harm_at(tree, k, "self", "subject", "object") if tree.dep[k] in {"amod", "acl"} else None
    return (k, h, 0.85) if h else None


def _relative(tree: Tree, verb: int) -> Found | None:
    """ "Six people who were killed", "the 30 who died": the relative pronoun is the subject."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None or tree.lower[subject] not in {"who", "that", "which"}:
        return None
    return _all_verbs(tree, verb, "object" if tree.passive(verb) else "subject")


def upwards(tree: Tree, anchor: int) -> Found | None:
    """Follows the noun phrase to the verb or noun that it is an argument of."""
    here = anchor
    for _ in range(6):
        if tree.head[here] == here:
            return None
        if (found := _as_argument(tree, here)) or tree.dep[here] not in _UP:
            return found
        here = tree.head[here]
    return None


def _as_argument(tree: Tree, here: int) -> Found | None:
    """The harm in the word that a noun is an argument of."""
    head, dep = tree.head[here], tree.dep[here]
    if dep in {"nsubj", "nsubjpass"}:
        done = dep == "nsubjpass" or tree.passive(head)
        return _all_verbs(tree, head, "object" if done else "subject")
    if dep in {"dobj", "attr", "oprd", "dative"}:
        return _all_verbs(tree, head, "object") or _complement(tree, head)
    if dep in _LOOSELY and (h := harm_at(tree, head, "object")):
        return head, h, _LOOSELY[dep]
    return _of(tree, head) if dep == "pobj" and tree.lower[head] in {"of", "to", "at", "among"} else None


def _of(tree: Tree, prep: int) -> Found | None:
    """ "The killing of 12", "a death toll of 45", "the lives of 30": the noun before the preposition."""
    noun = tree.head[prep]
    if h := harm_at(tree, noun, "of", "toll"):
        return noun, h, 0.9
    inner = _inner(tree, noun) if tree.lemma[noun] in around("toll") else None
    return (*inner, 0.85) if inner is not None else None


def _all_verbs(tree: Tree, verb: int, victim: str, depth: int = 0) -> Found | None:
    """The verb, or what it governs: "were found dead", "are known to have been killed", "were shot and killed"."""
    if h := harm_at(tree, verb, victim):
        return verb, h, 0.95
    if victim == "subject" and (h := harm_at(tree, verb, "self")):
        return verb, h, 0.9
    for k in tree.kids[verb]:
        if found := _governed(tree, verb, k, victim):
            return found
    joined = _of_the_same(tree, verb) if depth < 3 else ()
    return next((f for k in joined if (f := _all_verbs(tree, k, victim, depth + 1))), None)


def _of_the_same(tree: Tree, verb: int) -> Iterator[int]:
    """The verbs that a verb goes on with, told of the same people: "were shot and *killed*"."""
    others = (k for k in tree.children(verb, "conj") if tree.pos[k] in VERBAL)
    return (k for k in others if tree.child(k, "nsubj", "nsubjpass", "dobj") is None)


def _governed(tree: Tree, verb: int, k: int, victim: str) -> Found | None:
    """The harm in one dependant of the verb."""
    if tree.dep[k] in {"xcomp", "acomp", "oprd", "attr", "advmod"}:
        if (tree.passive(k) or tree.tag[k] == "VBN") and (h := harm_at(tree, k, "object")):
            return k, h, 0.85
        if h := harm_at(tree, k, "self", "subject"):
            return k, h, 0.85
        return _all_verbs(tree, k, "subject", 2) if tree.dep[k] == "xcomp" and victim == "subject" else None
    return _said_after(tree, verb, k) if tree.dep[k] == "prep" else None


def _said_after(tree: Tree, verb: int, prep: int) -> Found | None:
    """ "Are in custody", "are among the dead", "starved to death": the noun after the preposition says it."""
    inner = tree.child(prep, "pobj")
    if inner is None or (tree.lemma[verb] not in around("state") | {"hold", "keep"} and tree.lemma[inner] != "death"):
        return None
    victim, sure = _SAID_AFTER.get(tree.lower[prep], ("", 0.0))
    return (inner, h, sure) if (h := harm_at(tree, inner, victim)) else None


_SAID_AFTER = {
    "in": ("in", 0.85),
    "under": ("in", 0.85),
    "behind": ("in", 0.85),
    "among": ("self", 0.9),
    "amongst": ("self", 0.9),
    "to": ("of", 0.9),
}
"""Prepositions under a verb, where the victims of the harm behind them stand, and how sure that is."""


def _complement(tree: Tree, verb: int) -> Found | None:
    """ "left 12 dead", "leaving five people wounded"."""
    told = tree.children(verb, "oprd", "acomp", "ccomp", "xcomp", "amod", "advcl")
    open_ = (k for k in told if tree.child(k, "nsubjpass") is None)
    return next(((k, h, 0.85) for k in open_ if (h := harm_at(tree, k, "self", "object"))), None)


def _toll(tree: Tree, anchor: int) -> Found | None:
    """ "The death toll rose to 253", "bringing the number of dead to 40", "put its losses at 200"."""
    chain = [anchor, *tree.above(anchor)][:6]
    for verb in (v for v in chain if tree.pos[v] in VERBAL):
        for k in _tolls(tree, verb):
            if inner := _inner(tree, k):
                return inner[0], inner[1], 0.85
    return None


def _tolls(tree: Tree, verb: int) -> Iterator[int]:
    return (k for k in tree.children(verb, "nsubj", "nsubjpass", "dobj") if tree.lemma[k] in around("toll"))


def _inner(tree: Tree, noun: int) -> tuple[int, Harm] | None:
    """The harm that a toll is a toll of."""
    inside = [k for k in tree.subtree(noun) if k != noun]
    return next(((k, h) for k in (*inside, noun) if (h := harm_at(tree, k, "toll", "self", "object"))), None)


def total(tree: Tree, anchor: int) -> int | None:
    """The "total" or "tally" that an amount is, where only an earlier figure says of what."""
    for verb in [v for v in [anchor, *tree.above(anchor)][:4] if tree.pos[v] in VERBAL][:1]:
        return next(_tolls(tree, verb), None)
    return None


def nearest(tree: Tree, amount: Amount, begin: int, end: int) -> Found | None:
    """The word of harm nearest to an amount whose noun phrase leads nowhere; none across another number's clause."""
    if _governor(tree, amount.core) is not None or _with(tree, amount.core):
        return None
    around_it = (*range(max(begin, amount.first - 7), amount.first), *range(amount.last + 1, min(end, amount.last + 9)))
    for token in sorted(around_it, key=lambda i: abs(i - amount.core)):
        between = tree.lower[min(token, amount.last) + 1 : max(token, amount.first)]
        if _BREAKS.isdisjoint(between) and (h := harm_at(tree, token, "object", "self")):
            return token, h, 0.55
    return None


def _with(tree: Tree, core: int) -> bool:
    """ "A mall with 1,000 people inside, killing 18": who was there is not who was hurt."""
    noun = tree.head[core] if tree.dep[core] == "nummod" else core
    return tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] in {"with", "for", "by", "from", "between"}


def _governor(tree: Tree, core: int) -> int | None:
    """The verb that the amount is an argument of, when it says something of its own ("surrendered", "pulled")."""
    here = core
    for _ in range(4):
        head, dep = tree.head[here], tree.dep[here]
        if head == here:
            return None
        if dep in {"nsubj", "nsubjpass", "dobj"} and tree.pos[head] == "VERB":
            left = dep == "nsubj" and tree.lemma[head] == "leave"
            return head if left or tree.lemma[head] not in around("state") else None
        here = head
    return None

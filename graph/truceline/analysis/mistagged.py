"""Verbs that the parser takes for nouns, for the wrong form, or for parts of another clause than theirs: each mending is one function over the whole tree."""

from __future__ import annotations

from truceline.analysis.subjectless import FINITE
from truceline.analysis.tree import NOMINAL, SUBJECT, SUBJECT_PASSIVE, VERBAL, Tree
from truceline.know.control import control
from truceline.know.nouns import heads
from truceline.know.triggers import triggers

_ABOUT = frozenset({"ADP", "ADV", "ADJ"})
"""What stands before a number: "at least", "more than", "some"."""


def verbs(t: Tree) -> None:
    """Makes a noun the verb that it is by what hangs on it: "The rebels *launch* a rocket", "jailed, *beat* and killed them"."""
    for i in range(len(t)):
        if t.dep[i] == "compound" and t.tag[i] in ("NNS", "VBZ") and t.child(i, *SUBJECT) is not None:
            _over_its_object(t, i, t.head[i])
        if t.tag[i] in ("NN", "NNS") and (_present(t, i) or _in_place_of_verb(t, i)):
            t.pos[i], t.tag[i] = "VERB", "VBZ" if t.tag[i] == "NNS" else "VBP"
        if t.pos[i] in VERBAL and t.child(i, "nmod", "compound") is not None:
            _behind_their_preposition(t, i)


def _behind_their_preposition(t: Tree, v: int) -> None:
    """Gives a preposition before a verb its nouns, where the parser took the verb for their head: "a truce between *A and B* holds"."""
    for n in t.children(v, "nmod", "compound"):
        p = t.subtree(n)[0] - 1
        if n < v and p > 0 and t.dep[p] == "prep" and t.pos[p] == "ADP" and not t.kids[p]:
            t.hang(n, p, "pobj")


def _over_its_object(t: Tree, i: int, whom: int) -> None:
    """Puts a verb that has a subject over the noun that it was hung on as a part of its name: "the ministry *reports* strikes"."""
    t.pos[i], t.tag[i] = "VERB", "VBZ"
    t.hang(i, i if t.head[whom] == whom else t.head[whom], t.dep[whom])
    t.hang(whom, i, "dobj")


def _in_place_of_verb(t: Tree, i: int) -> bool:
    """Whether a bare noun has subject and object, or stands between verbs that are coordinated."""
    if t.child(i, "det", "poss", "amod", "nummod") is not None:
        return False
    whole = t.child(i, "nsubj") is not None and t.child(i, "dobj") is not None
    between = t.dep[i] == "conj" and t.pos[t.head[i]] == "VERB"
    return whole or (between and any(t.pos[k] == "VERB" for k in t.children(i, "conj")))


def _present(t: Tree, i: int) -> bool:
    """Makes the noun over a sentence without a verb its verb, where a name stands before it and a thing after it: "The Court
    *sentences* rebel leader A. B.", "Border police *arrest* ten men"."""
    doer, whom = i - 1, t.child(i, "appos", "dobj") if t.head[i] == i else None
    if whom is None or t.subtree(whom)[0] != i + 1 or doer not in t.children(i, "compound"):
        return False
    if not _agrees(t, doer, i) or any(t.tag[k] in FINITE for k in t.subtree(i)):
        return False
    for k in t.kids[i][: t.kids[i].index(doer)]:
        t.hang(k, doer, t.dep[k])
    t.dep[doer], t.dep[whom] = "nsubj", "dobj"
    return True


def _agrees(t: Tree, doer: int, i: int) -> bool:
    """Whether a word can be the present tense of what a noun does: "the court *sentences*", "police *arrest*"."""
    several = t.tag[doer] in ("NNS", "NNPS") or t.lemma[doer] in heads()
    return t.tag[i] == "NNS" or (t.tag[i] == "NN" and several)


def befallen(t: Tree) -> None:
    """Makes those to whom it was done the subject of a passive: "three were killed and *29 more* injured"."""
    for v in range(len(t)):
        if _goes_on(t, v) and (who := t.child(v, *SUBJECT)) is not None and t.child(v, "dobj", "aux") is None:
            t.dep[who] = "nsubjpass"


def gapped(t: Tree) -> None:
    """Gives back its own participle to the second of two who fared differently: "57 were killed and *111*, among them
    nurses, *wounded*"; and its number to one that a number alone stands beside: "reported *281* killed"."""
    for n in range(len(t)):
        v = t.head[n]
        if t.dep[n] == "npadvmod" and t.pos[n] == "NUM" and t.lemma[v] in control("done to"):
            t.dep[n] = "dobj" if n > v else "nsubjpass"
        if t.tag[v] == "VBN" and (w := _own_participle(t, n)) is not None and t.child(v, "auxpass") is not None:
            t.hang(n, w, "nsubjpass")
            t.hang(w, v, "conj")


def _own_participle(t: Tree, n: int) -> int | None:
    """The participle behind the second of two nouns, and perhaps a comma, that tells what befell it."""
    if t.dep[n] != "conj" or t.pos[n] not in NOMINAL:
        return None
    w = t.subtree(n)[-1] + 1
    w += t.lower[w : w + 1] == [","]
    if w >= len(t) or t.tag[w] != "VBN" or t.lemma[w] not in control("done to"):
        return None
    return w if t.child(w, "aux", "auxpass", *SUBJECT, *SUBJECT_PASSIVE) is None else None


def _goes_on(t: Tree, v: int) -> bool:
    """Whether a participle tells what befell its noun: "three were killed and 29 more *injured*", "with one person *killed*"."""
    told = t.dep[v] == "pcomp" or (t.dep[v] == "conj" and t.passive(t.head[v]))
    return told and t.tag[v] == "VBN" and t.lemma[v] in control("done to")


def goes_on_doing(t: Tree) -> None:
    """Makes a noun the verb that it is beside another in the present: "a bomb kills ten people and *wounds* 30 more"."""
    for i in range(3, len(t) - 1):
        before = t.head[t.head[i]]
        listed = t.tag[i] == "NNS" and t.dep[i] == "conj" and t.dep[t.head[i]] == "dobj" and t.tag[before] == "VBZ"
        if not listed or (t.lemma[i], "verb") not in triggers() or t.lower[i - 1] != "and":
            continue
        whom = _counted_behind(t, i)
        if whom is None:
            continue
        t.pos[i], t.tag[i] = "VERB", "VBZ"
        t.hang(i - 1, before, "cc")
        t.hang(i, before, "conj")
        t.hang(whom, i, "dobj")


def _counted_behind(t: Tree, i: int) -> int | None:
    """The people that a number behind a word counts, or the number alone: "30 more", "at least ten people"."""
    number = next((k for k in range(i + 1, min(i + 5, len(t))) if t.pos[k] == "NUM"), None)
    if number is None or any(t.pos[k] not in _ABOUT for k in range(i + 1, number)):
        return None
    whom = t.head[number] if t.dep[number] == "nummod" and t.head[number] > number else number
    return whom if t.pos[whom] != "NOUN" or t.lemma[whom] in heads() else None


def results(t: Tree) -> None:
    """Hangs what came of a whole clause on its verb, not on the noun before: "raids killed nine, two of them nurses, *violating* the truce"."""
    for i in range(1, len(t)):
        noun = t.head[i]
        verb = t.head[noun]
        after = t.tag[i] == "VBG" and t.dep[i] == "acl" and t.lower[i - 1] == "," and t.lemma[i] in control("resulting")
        if after and t.dep[noun] == "dobj" and t.pos[verb] in VERBAL and verb < noun < i:
            t.hang(i, verb, "advcl")

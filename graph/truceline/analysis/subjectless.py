"""Verbs that the parser left without a subject get the noun that is theirs; tokens never change."""

from __future__ import annotations

from truceline.analysis.tree import SUBJECT, SUBJECT_PASSIVE, VERBAL, Tree
from truceline.know.control import control

_CONJUNCTIONS = frozenset({"as", "after", "before", "since", "until", "till"})
"""Prepositions that are conjunctions too."""

_BEFORE = frozenset({"AUX", "ADV", "PART", "PUNCT"})
"""What may stand between a subject and its verb."""

FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""The tags of verbs that are finite by themselves."""


_FINITE = FINITE | {"MD"}
"""The tags of auxiliaries that make a verb finite."""


def give_subjects(t: Tree) -> None:
    """Hangs the nouns on the verbs whose subjects they are, where the parser took them for something else.

    Args:
        t: the tree, changed in place.
    """
    for i in range(len(t)):
        _conjunction(t, i)
        _told_without_that(t, i)
        _after_fronted(t, i)
        _after_reply(t, i)
        _after_topic(t, i)
        _both_tell(t, i)


def _conjunction(t: Tree, p: int) -> None:
    """Makes a preposition what it is, a conjunction, where its noun is the subject of a verb without one: "as a truce took hold"."""
    noun = t.child(p, "pobj") if t.dep[p] == "prep" and t.lower[p] in _CONJUNCTIONS else None
    verb = _left_bare(t, t.head[p], noun) if noun is not None else None
    if noun is not None and verb is not None:
        t.hang(p, verb, "mark")
        t.hang(noun, verb, "nsubj")


def _left_bare(t: Tree, over: int, noun: int) -> int | None:
    """The finite verb without a subject, under the same word as a preposition, that follows its noun phrase."""
    after = t.subtree(noun)[-1] + 1
    while after < len(t) and t.pos[after] == "ADV":
        after += 1
    finite = after < len(t) and t.tag[after] in FINITE and t.dep[after] in ("advcl", "conj")
    return after if finite and t.head[after] == over and not _has_subject(t, after) else None


def _told_without_that(t: Tree, v: int) -> None:
    """ "Officials report *the truce*, agreed on Monday, is holding": what is told has a subject, and telling no object; nor has it
    where what is told looks like one more thing that somebody did: "The paper reported *the army*, after its defeat, fled"."""
    thing = t.child(v, "dobj") if t.lemma[v] in control("telling") else None
    told = _told(t, v, thing) if thing is not None else None
    if thing is None or told is None or not v < thing < told or not _follows_bare(t, told):
        return
    make_subject(t, thing, told)
    t.dep[told] = "ccomp"
    for k in t.children(v, "prep"):
        if thing < k < told:
            t.hang(k, told, "prep")


def _told(t: Tree, v: int, thing: int) -> int | None:
    """The clause that a verb of telling has beside its object; where that is a name, also one that seems joined to the verb."""
    if t.tag[thing].startswith("W"):
        return None
    joined = t.child(v, "cc") is None and t.pos[thing] == "PROPN"
    return t.child(v, "ccomp", "conj") if joined else t.child(v, "ccomp")


def _follows_bare(t: Tree, told: int) -> bool:
    """Whether a clause lacks a subject and has nothing before its verb that could be one."""
    first = t.subtree(told)[0]
    bare = _lacks_subject(t, told) and t.pos[first - 1] not in VERBAL
    return bare and all(t.pos[k] in _BEFORE for k in range(first, told))


def _after_fronted(t: Tree, v: int) -> None:
    """ "At the conference, *a truce* between A and B takes effect": no apposition to the conference."""
    if not t.kids[v] or not _lacks_subject(t, v):
        return
    fronted = (noun for p in t.children(v, "prep") if p < v for noun in t.children(p, "pobj")[:1])
    for thing in (a for noun in fronted for a in t.children(noun, "appos")):
        if t.child(thing, "det") is not None and t.lower[t.subtree(thing)[0] - 1] == ",":
            make_subject(t, thing, v)


def _after_reply(t: Tree, v: int) -> None:
    """ "In reply to the threat, *A. B.*, a nurse, wrote": no other name of what a phrase before the comma ends in."""
    if t.lower[v - 1] != "," or not _lacks_subject(t, v):
        return
    first = next((p for p in t.children(v, "prep") if t.subtree(p)[-1] == v - 1), None)
    if first is not None:
        name = next((k for k in t.subtree(first) if _strayed(t, k)), None)
        if name is not None:
            make_subject(t, name, v)


def _strayed(t: Tree, k: int) -> bool:
    """Whether a name after a comma was taken for another one of a noun."""
    beside = t.dep[k] == "appos" and t.tag[k] == "NNP" and t.pos[t.head[k]] == "NOUN"
    return beside and t.lower[t.subtree(k)[0] - 1] == ","


def _after_topic(t: Tree, v: int) -> None:
    """ "Yemen crisis: A truce *begins* in Yemen": the sentence after a colon is no clause of the topic before it."""
    topic = t.head[v]
    if t.dep[v] not in ("acl", "relcl", "appos") or t.head[topic] != topic or t.pos[topic] not in ("NOUN", "PROPN"):
        return
    first = t.subtree(v)[0]
    if _finite(t, v) and _has_subject(t, v) and t.lower[first - 1] == ":":
        t.hang(v, v, "ROOT")
        t.hang(topic, v, "dep")


def _both_tell(t: Tree, v: int) -> None:
    """ "… between the army and rebels, *doctors and nurses* said": two who say it, no more of those before the comma."""
    if t.lemma[v] in control("saying") and _lacks_subject(t, v):
        last = v - 1
        while last > 0 and t.pos[last] in ("ADV", "AUX"):
            last -= 1
        if t.dep[last] == "conj" and _two_by_themselves(t, t.head[last], last):
            make_subject(t, t.head[last], v)


def _two_by_themselves(t: Tree, first: int, last: int) -> bool:
    """Whether two joined by "and" stand after a comma, one more of a list or its explanation for the parser."""
    both = t.worded(first, ("and", "or"), "cc", after=first)
    two = t.children(first, "conj") == [last] and t.subtree(first)[-1] == last and t.dep[first] in ("conj", "appos")
    return both is not None and two and t.lower[both - 1] != "," and t.lower[t.subtree(first)[0] - 1] == ","


def make_subject(t: Tree, noun: int, v: int) -> None:
    """Hangs a noun on a verb as its subject, that of a passive where it has its auxiliary."""
    t.hang(noun, v, "nsubjpass" if t.child(v, "auxpass") is not None else "nsubj")


def _finite(t: Tree, v: int) -> bool:
    """Whether a verb is finite by itself or by its auxiliary."""
    return t.tag[v] in FINITE or any(t.tag[k] in _FINITE for k in t.children(v, "aux", "auxpass"))


def _lacks_subject(t: Tree, v: int) -> bool:
    """Whether a finite verb has no subject."""
    return _finite(t, v) and not _has_subject(t, v)


def _has_subject(t: Tree, v: int) -> bool:
    return t.child(v, "expl", *SUBJECT, *SUBJECT_PASSIVE) is not None

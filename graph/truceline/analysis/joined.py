"""Who is joined to whom, where the parser has it otherwise: fighters beside a government, those who "did so too", names of allies.

Like the others of `treebank`, each mending changes heads and labels, never tokens.
"""

from __future__ import annotations

from truceline.analysis.tree import SUBJECT, VERBAL, Tree
from truceline.know.nouns import heads


def abbreviated(t: Tree) -> None:
    """Makes a name the head of its abbreviation, which the parser made its own head: "signed a *Hostilities Agreement* (HA) in May";
    and hangs on its last word one that the parser took for a conjunction: "a Nationwide *Ceasefire* Agreement"."""
    for i in range(2, len(t) - 1):
        over = t.head[t.head[i]]
        if t.dep[i] == "preconj" and t.pos[i] == "PROPN" and t.pos[over] == "PROPN" and over > i:
            t.hang(i, over, "compound")
        if t.lower[i - 1] != "(" or t.lower[i + 1] != ")" or t.pos[i] != "PROPN":
            continue
        name = next((k for k in reversed(t.children(i, "nmod", "compound")) if t.subtree(k)[-1] == i - 2), None)
        if name is None:
            continue
        t.hang(name, name if t.head[i] == i else t.head[i], t.dep[i])
        for k in [k for k in t.kids[i] if k < i - 1]:
            t.hang(k, name, t.dep[k])
        t.hang(i, name, "appos")


def bodies(t: Tree) -> None:
    """Sets fighters beside a government or army of whose land or leader the parser made them a part: "the government of *Ruritania
    and rebel groups*", "the forces of *A. B. and opposition fighters*"."""
    for of in (i for i in range(1, len(t)) if _of_state_body(t, i)):
        for joined in filter(lambda k: _group(t, k), t.subtree(of)):
            if (named := _named_beside(t, of, joined)) is not None:
                _set_beside(t, of, named, joined)


def _set_beside(t: Tree, of: int, named: int, joined: int) -> None:
    """Leaves a name alone under "of", and hangs the plural behind it beside the body before it."""
    body = t.head[of]
    for k in [k for k in t.children(named, "conj", "cc") if named < k < joined]:
        t.hang(k, *((body, "cc") if t.dep[k] == "cc" else (joined, "compound")))
    t.hang(named, of, "pobj")
    t.hang(joined, body, "conj")


def _of_state_body(t: Tree, of: int) -> bool:
    """Whether "of" stands right behind a government or forces."""
    return t.lower[of] == "of" and t.dep[of] == "prep" and t.head[of] == of - 1 and _state_body(t, of - 1)


def _state_body(t: Tree, i: int) -> bool:
    """Whether a noun is one for a government or for forces."""
    kind = heads().get(t.lemma[i])
    return kind is not None and {kind.one, kind.several} <= {"Government", "ArmedForces"}


def _group(t: Tree, i: int) -> bool:
    """Whether a noun is a plural for fighters, parties and the like, not for states, persons or bodies of states; a name is none."""
    kind = heads().get(t.lemma[i])
    return t.tag[i] == "NNS" and kind is not None and kind.several in ("ArmedGroup", "ArmedForces", "UnnamedGroup")


def _named_beside(t: Tree, of: int, joined: int) -> int | None:
    """The name under "of" that "and" joins to a plural behind it; None: there is none."""
    name = _first_of_two(t, of, joined)
    named = name is not None and name != joined and t.pos[name] == "PROPN"
    return name if named and any(t.lower[k] == "and" for k in t.children(name or 0, "cc")) else None


def _first_of_two(t: Tree, of: int, joined: int) -> int | None:
    """What stands under "of" before a plural, whichever of the two the parser hung on the other."""
    over = t.head[joined]
    if over != of:
        return over if t.head[over] == of and t.dep[joined] == "conj" else None
    part = next((k for k in t.children(joined, "nmod", "compound") if t.children(k, "cc")), None)
    return part if part is not None else t.child(of, "pobj")


def relative_verbs(t: Tree) -> None:
    """Makes a noun the verb that it is in a relative clause: "a truce that the Arcadian League *mediates*"."""
    for i in range(2, len(t)):
        name, which = i - 1, t.worded(i, {"that", "which"})
        if which is None or t.tag[i] != "NNS" or t.dep[i] != "relcl" or not _name_before(t, i):
            continue
        t.pos[i], t.tag[i] = "VERB", "VBZ"
        t.dep[name], t.dep[which] = "nsubj", "dobj"
        for k in [k for k in t.kids[i] if which < k < name]:
            t.hang(k, name, t.dep[k])


def _name_before(t: Tree, i: int) -> bool:
    """Whether a name stands right before a noun as a part of it."""
    return t.head[i - 1] == i and t.dep[i - 1] == "compound" and t.pos[i - 1] == "PROPN"


def so_did(t: Tree) -> None:
    """Makes those who did so too doers of the verb: "A signed it, *and so did B and C*", "…, *as did B*"."""
    for did in (i for i in range(2, len(t)) if t.lemma[i] == "do"):
        verb, who = t.head[did], t.child(did, *SUBJECT)
        again = t.lower[did - 1] in ("so", "as") and t.dep[did] in ("conj", "advcl")
        first = t.child(verb, *SUBJECT) if again and t.pos[verb] in VERBAL else None
        if first is not None and who is not None and first < verb < did < who and t.child(did, "dobj") is None:
            t.hang(who, t.conjuncts(first)[-1], "conj")


def kin(t: Tree) -> None:
    """Makes a list of names in commas the names of those before it: "Ruritania and its allies, *Utopia, Arcadia and Marn*, signed"."""
    for i in range(len(t) - 2):
        if t.lower[i + 1] != "," or not _owned(t, i):
            continue
        first = next((c for c in t.children(i, "conj") if t.subtree(c)[0] == i + 2), None)
        if first is not None and _names_to_comma(t, first):
            t.dep[first] = "appos"


def _owned(t: Tree, i: int) -> bool:
    """ "Its allies": whether a plural is somebody's."""
    return t.tag[i] == "NNS" and any(t.tag[k] == "PRP$" for k in t.children(i, "poss"))


def _names_to_comma(t: Tree, first: int) -> bool:
    """Whether a list is one of names alone, and ends at a comma."""
    names = t.conjuncts(first)
    behind = t.subtree(names[-1])[-1] + 1
    return all(t.pos[c] == "PROPN" for c in names) and t.lower[behind : behind + 1] == [","]

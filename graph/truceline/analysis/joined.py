"""Who is joined to whom, where the parser has it otherwise: fighters beside a government, those who "did so too", names of allies.

Like the others of `treebank`, each mending changes heads and labels, never tokens.
"""

from __future__ import annotations

from truceline.analysis.tree import NOMINAL, SUBJECT, VERBAL, Tree
from truceline.know.nouns import heads

_BODY = frozenset({"of", "in", "from", "at", "for"})
"""What stands between people and the body that they belong to."""


def take_place(t: Tree, new: int, old: int) -> None:
    """Hangs a word where another hangs."""
    t.hang(new, t.head[old] if t.head[old] != old else new, t.dep[old])


def inside_names(t: Tree) -> None:
    """Hangs on the last word of a name one that the parser took for a conjunction: "a Nationwide *Ceasefire* Agreement"."""
    for i in range(2, len(t) - 1):
        over = t.head[t.head[i]]
        if t.dep[i] == "preconj" and t.pos[i] == "PROPN" and t.pos[over] == "PROPN" and over > i:
            t.hang(i, over, "compound")


def abbreviated(t: Tree) -> None:
    """Makes a name the head of its abbreviation, which the parser made its own head: "signed a *Hostilities Agreement* (HA) in May"."""
    for i in range(2, len(t) - 1):
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


def coordinations(t: Tree) -> None:
    """Sets two beside each other where the first was made a part of the second: "Ruritania's army and rebel groups"."""
    for first in range(len(t)):
        if not _part_with_and(t, first):
            continue
        last = _whole_name(t, t.head[first])
        owners = _owners(t, first, last)
        if not owners and not _both_act(t, first, last):
            continue
        joined = [k for k in t.children(first, "conj") if k < last]
        for k in joined:
            t.hang(k, last, "compound")
        for k in owners:
            t.hang(k, first, t.dep[k])
        take_place(t, first, last)
        t.hang(last, first, "conj")


def _part_with_and(t: Tree, first: int) -> bool:
    """Whether a noun with "and" behind it was made a part of the next one."""
    part = t.dep[first] in ("nmod", "compound") and t.tag[first] in ("NN", "NNS") and first < t.head[first]
    return part and t.worded(first, {"and"}, "cc") is not None


def _owners(t: Tree, first: int, last: int) -> list[int]:
    """Whose the first of two is: a possessor before it, or for governments and armies an adjective."""
    near = [k for k in range(max(0, first - 4), first) if t.head[k] in (first, t.head[first], last)]
    owners = [k for k in near if t.dep[k] == "poss"][:1]
    adjective = [k for k in near if k == first - 1 and t.dep[k] in ("amod", "nmod")]
    return owners or (adjective if _of_state(t, first) else [])


def _of_state(t: Tree, i: int) -> bool:
    """Whether a noun is one for a government or an army."""
    kind = heads().get(t.lemma[i])
    return kind is not None and kind.one in ("Government", "ArmedForces")


def _both_act(t: Tree, first: int, last: int) -> bool:
    """Whether two are somebody each: "*rebels* and government *forces*", no "car and truck bombs"."""
    return t.dep[first] == "nmod" and t.lemma[first] in heads() and (t.lemma[last] in heads() or t.pos[last] == "PROPN")


def _whole_name(t: Tree, i: int) -> int:
    """The last word of the name that a noun stands before: "rebel *group* Lord's Resistance *Army*"."""
    while t.dep[i] in ("compound", "nmod", "poss") and t.pos[t.head[i]] == "PROPN" and i < t.head[i]:
        i = t.head[i]
    return i


def told_of_people(t: Tree) -> None:
    """Hangs what "who" tells on people, not on the body they belong to: "gunmen of the Sword of Ruritania *who attacked* a bus"."""
    for v in range(len(t)):
        body = t.head[v]
        told = t.dep[v] == "relcl" and t.worded(v, ("who", "whom")) is not None
        if not told or t.pos[body] == "PRON" or _human(t, body):
            continue
        people = _members(t, body)
        if people != body and _human(t, people) and t.pos[people] == "NOUN":
            t.hang(v, people, "relcl")


def _members(t: Tree, body: int) -> int:
    """The first word for people over the name of a body that they belong to; where there is none, the last noun or its governor."""
    over = body
    while t.dep[over] in ("pobj", "conj") and t.head[over] != over:
        of = t.dep[over] == "pobj" and t.lower[t.head[over]] in _BODY
        over = t.head[t.head[over]] if of else t.head[over]
        if t.pos[over] not in NOMINAL or _human(t, over):
            break
    return over


def _human(t: Tree, i: int) -> bool:
    """Whether a noun is one for a person, or several of them."""
    word = heads().get(t.lemma[i])
    return word is not None and (word.one == "Person" or (t.tag[i] == "NNS" and word.several != "State"))

"""Who is joined to whom, where the parser has it otherwise: fighters beside a government, those who "did so too", names of allies.

Like the others of `treebank`, each mending changes heads and labels, never tokens.
"""

from __future__ import annotations

from truceline.analysis.tree import SUBJECT, VERBAL, Tree
from truceline.know.nouns import heads


def bodies(t: Tree) -> None:
    """Sets fighters beside a government or army of whose land or leader the parser made them a part: "the government of *Ruritania
    and rebel groups*", "the forces of *A. B. and opposition fighters*"."""
    for of in range(1, len(t)):
        body = t.head[of]
        if t.lower[of] != "of" or t.dep[of] != "prep" or body != of - 1 or not _state_body(t, body):
            continue
        for named, joined in [(a, b) for b in t.subtree(of) if _group(t, b) for a in _named_beside(t, of, b)]:
            for k in [k for k in t.children(named, "conj", "cc") if k < joined and k > named]:
                t.hang(k, *((body, "cc") if t.dep[k] == "cc" else (joined, "compound")))
            t.hang(named, of, "pobj")
            t.hang(joined, body, "conj")


def _state_body(t: Tree, i: int) -> bool:
    """Whether a noun is one for a government or for forces."""
    kind = heads().get(t.lemma[i])
    return kind is not None and {kind.one, kind.several} <= {"Government", "ArmedForces"}


def _group(t: Tree, i: int) -> bool:
    """Whether a noun is a plural for fighters, parties and the like, not for states, persons or bodies of states; a name is none."""
    kind = heads().get(t.lemma[i])
    return t.tag[i] == "NNS" and kind is not None and kind.several in ("ArmedGroup", "ArmedForces", "UnnamedGroup")


def _named_beside(t: Tree, of: int, joined: int) -> list[int]:
    """The name under "of" that "and" joins to a plural behind it, whichever of the two the parser hung on the other."""
    over = t.head[joined]
    one = t.head[over] == of and t.dep[joined] == "conj" and over
    part = over == of and next((k for k in t.children(joined, "nmod", "compound") if t.children(k, "cc")), None)
    two = over == of and t.child(of, "pobj")
    name = one or part or (two if two != joined else None)
    named = name and t.pos[name] == "PROPN" and any(t.lower[k] == "and" for k in t.children(name, "cc"))
    return [name] if name and named else []


def relative_verbs(t: Tree) -> None:
    """Makes a noun the verb that it is in a relative clause: "a truce that the Arcadian League *mediates*"."""
    for i in range(2, len(t)):
        name, which = i - 1, t.worded(i, {"that", "which"})
        verb = t.tag[i] == "NNS" and t.dep[i] == "relcl" and t.dep[name] == "compound" and t.pos[name] == "PROPN"
        if not verb or which is None or t.head[name] != i:
            continue
        t.pos[i], t.tag[i] = "VERB", "VBZ"
        t.dep[name], t.dep[which] = "nsubj", "dobj"
        for k in [k for k in t.kids[i] if which < k < name]:
            t.hang(k, name, t.dep[k])


def so_did(t: Tree) -> None:
    """Makes those who did so too doers of the verb: "A signed it, *and so did B and C*", "…, *as did B*"."""
    for did in range(2, len(t)):
        verb, who = t.head[did], t.child(did, *SUBJECT)
        again = t.lemma[did] == "do" and t.lower[did - 1] in ("so", "as") and t.dep[did] in ("conj", "advcl")
        first = t.child(verb, *SUBJECT) if again and t.pos[verb] in VERBAL else None
        if first is not None and who is not None and first < verb < did < who and t.child(did, "dobj") is None:
            t.hang(who, t.conjuncts(first)[-1], "conj")


def kin(t: Tree) -> None:
    """Makes a list of names in commas the names of those before it: "Ruritania and its allies, *Utopia, Arcadia and Marn*, signed"."""
    for i in range(len(t) - 2):
        owned = t.tag[i] == "NNS" and any(t.tag[k] == "PRP$" for k in t.children(i, "poss"))
        first = next((c for c in t.children(i, "conj") if t.subtree(c)[0] == i + 2), None) if owned else None
        if first is None or t.lower[i + 1] != ",":
            continue
        names = t.conjuncts(first)
        behind = t.subtree(names[-1])[-1] + 1
        if all(t.pos[c] == "PROPN" for c in names) and t.lower[behind : behind + 1] == [","]:
            t.dep[first] = "appos"

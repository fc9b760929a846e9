"""Clauses, days and lists that the parser ran into one another are parted again; tokens never change."""

from __future__ import annotations

from truceline.analysis.subjectless import FINITE
from truceline.analysis.tree import SUBJECT, SUBJECT_PASSIVE, Tree
from truceline.know.control import control


def two_clauses(t: Tree) -> None:
    """Parts two clauses that the parser ran into one: "trucks hit by the shelling *burned*, and *officials* closed the road"."""
    for v in range(6, len(t)):
        doer = t.child(v, *SUBJECT) if t.tag[v] in FINITE else None
        other = t.child(doer, "conj") if doer is not None else None
        if doer is None or other is None or t.subtree(other)[-1] != v - 1:
            continue
        joint = t.subtree(other)[0] - 1
        verb = next((k for k in range(doer + 3, joint - 1) if _loose_verb(t, k, doer)), None)
        if verb is not None and t.lower[joint - 1 : joint + 1] == [",", "and"]:
            _part_clauses(t, (doer, verb), joint, (other, v))


def _part_clauses(t: Tree, one: tuple[int, int], joint: int, two: tuple[int, int]) -> None:
    """Gives two verbs a doer each, and joins the second to the first, which takes its place."""
    (doer, verb), (other, v) = one, two
    t.hang(verb, verb if t.head[v] == v else t.head[v], t.dep[v])
    t.tag[verb] = "VBD"
    t.hang(doer, verb, "nsubj")
    t.hang(joint, verb, "cc")
    t.hang(other, v, "nsubj")
    t.hang(v, verb, "conj")


def _loose_verb(t: Tree, k: int, doer: int) -> bool:
    """Whether a verb right after the last noun of a participle beside a doer may be the doer's own."""
    told = t.tag[k] in ("VBD", "VBN") and t.dep[k] == "acl" and t.head[k] == k - 1 and doer in t.above(k)
    return told and t.child(k, "agent", "aux", "auxpass", "prep", *SUBJECT) is None


def absolutes(t: Tree) -> None:
    """Takes its clause back from "*sabotage included*" between commas, which the parser took for the main verb of a sentence."""
    for v in range(3, len(t) - 1):
        if t.lemma[v] not in control("absolute") or t.tag[v] not in ("VBN", "VBD") or t.lower[v + 1] != ",":
            continue
        noun, top = t.child(v, *SUBJECT, *SUBJECT_PASSIVE), t.head[v]
        clause = top if t.dep[v] == "parataxis" else t.child(v, "ccomp", "advcl")
        if noun is not None and clause is not None and clause < noun < v and t.lower[t.subtree(noun)[0] - 1] == ",":
            _give_back(t, v, clause, noun)


def _give_back(t: Tree, v: int, clause: int, noun: int) -> None:
    """Makes the clause before an absolute the main one again, with all that the parser hung on the absolute but its noun."""
    top = t.head[v]
    for k in [k for k in t.kids[v] if k not in (noun, clause)]:
        t.hang(k, clause, t.dep[k])
    if clause != top:
        t.hang(clause, clause if top == v else top, t.dep[v])
    t.hang(v, clause, "advcl")
    t.tag[v] = "VBN"


def with_doing(t: Tree) -> None:
    """Makes all of a list do what stands after it, where the parser split it: ", with A, B and *C sending* arms"."""
    for p in range(1, len(t) - 3):
        first = t.child(p, "pobj") if t.lower[p] == "with" and t.lower[p - 1] == "," else None
        if first is None or t.child(first, "cc", "conj") is None:
            continue
        v, doing = t.subtree(first)[-1] + 1, t.child(p, "pcomp")
        if doing is not None:
            _last_of_list(t, first, doing, v)
        elif v < len(t) and t.tag[v] == "VBG" and t.dep[v] in ("acl", "advcl") and t.child(v, "nsubj") is None:
            t.hang(v, p, "pcomp")
            t.hang(first, v, "nsubj")


def _last_of_list(t: Tree, first: int, doing: int, at: int) -> None:
    """Joins the doer of a participle, which begins at a token right after "and", to the list before it, and makes that the doer."""
    doer = t.child(doing, "nsubj") if t.tag[doing] == "VBG" else None
    if doer is not None and t.subtree(doer)[0] == at and t.lower[at - 1] == "and":
        t.hang(doer, t.conjuncts(first)[-1], "conj")
        t.hang(first, doing, "nsubj")


def day_and_doer(t: Tree) -> None:
    """Gives a day back to its preposition, where the parser took it for a part of the doer: "On *3 May 2018* Ruritania shelled"."""
    for p in (p for p in range(len(t) - 4) if t.pos[p] == "ADP"):
        month = next((m for m in (p + 1, p + 2) if t.tag[m] == "NNP" and t.dep[m] in ("nmod", "compound")), None)
        numbers = _numbers_around(t, p, month) if month is not None else []
        if month is not None and numbers:
            t.hang(month, p, "pobj")
            for k in numbers:
                t.hang(k, month, "nummod")


def _numbers_around(t: Tree, p: int, month: int) -> list[int]:
    """The numbers that alone stand beside a name between a preposition and the doer of its verb."""
    doer = t.head[month]
    numbers = [k for k in range(p + 1, min(doer, p + 5)) if k != month]
    alone = all(t.pos[k] == "NUM" for k in numbers) and doer == p + 2 + len(numbers)
    return numbers if alone and t.dep[doer] in SUBJECT and t.head[doer] == t.head[p] else []


def which_they_signed(t: Tree) -> None:
    """Makes a noun what was signed or broken in the clause after it, whose "that" the parser took for a conjunction: "the deal
    *that* it signed with A"."""
    for v in range(3, len(t)):
        that = t.worded(v, {"that"}, "mark") if t.dep[v] == "acl" and t.lemma[v] in control("concluding") else None
        bare = that is not None and t.child(v, "dobj", "ccomp", "auxpass") is None
        if that is not None and bare and t.head[v] == that - 1 and t.child(v, *SUBJECT) is not None:
            t.hang(that, v, "dobj")
            t.dep[v], t.tag[that] = "relcl", "WDT"


def first_of_two(t: Tree) -> None:
    """Gives the first of two what stands before it, where the parser hung it on the second: "*the* government and ELN rebels"."""
    for i in range(len(t) - 3):
        first, last = i + 1, t.head[i]
        if t.dep[i] in ("det", "amod") and first < last and t.dep[last] == "conj" and t.head[last] == first:
            t.hang(i, first, t.dep[i])

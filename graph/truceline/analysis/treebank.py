"""A Tree is made of a Doc: lemmas are checked, and what the parser hangs wrong in news is hung right.

Each mending is one function over the whole tree; it changes heads and labels, never tokens.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from truceline.analysis.joined import (
    abbreviated,
    bodies,
    coordinations,
    inside_names,
    kin,
    relative_verbs,
    so_did,
    take_place,
    told_of_people,
)
from truceline.analysis.misjoined import (
    absolutes,
    day_and_doer,
    first_of_two,
    two_clauses,
    which_they_signed,
    with_doing,
)
from truceline.analysis.mistagged import befallen, gapped, goes_on_doing, results, verbs
from truceline.analysis.subjectless import FINITE, give_subjects, make_subject
from truceline.analysis.tree import NOMINAL, SUBJECT, SUBJECT_PASSIVE, VERBAL, Tree
from truceline.know.control import control
from truceline.know.lemmas import hyphenated, lemma_of
from truceline.know.nouns import heads

if TYPE_CHECKING:
    from spacy.tokens import Doc

HYPHENS = frozenset({"-", "‐", "‑"})
"""Hyphens, at which the tokeniser cuts words."""

_ON = frozenset({"by", ","})
"""What follows a participle that is told of the noun before it: "the deal, announced by A"."""


def _lemma(form: str, given: str, pos: str, tag: str) -> str:
    """The lemma of a token in lower case; that of a verb or a plural is checked against what we know."""
    checked = (tag.startswith("VB") and pos != "NOUN") or tag == "NNS"
    return lemma_of(form, given) if checked else given


def _plain(form: str) -> str | None:
    """The lemma of a word for people that is no name, but has a capital: it begins its sentence ("Rebels in …") or tells a creed ("the *Islamists*")."""
    one = form.removesuffix("s")
    return one if one != form and one in heads() else None


def _creed(one: str, *beside: str) -> bool:
    """Whether a plural for fighters stands by itself, between words (by tag) that are no names."""
    return heads()[one].several == "ArmedGroup" and _NAMES.isdisjoint(beside)


_NAMES = frozenset({"NNP", "NNPS"})
"""Tags of names."""


def make_tree(doc: Doc) -> Tree:
    """The Tree of a Doc; each Analysis holds one."""
    tree, person = _as_parsed(doc)
    for mend in (
        _hyphens,
        verbs,
        partial(_lists, person=person),
        inside_names,
        abbreviated,
        goes_on_doing,
        _town_and_land,
        _next_clause,
        relative_verbs,
        two_clauses,
        befallen,
        gapped,
        give_subjects,
        _tellers,
        absolutes,
        day_and_doer,
        with_doing,
        which_they_signed,
        coordinations,
        first_of_two,
        bodies,
        kin,
        so_did,
        told_of_people,
        _captives,
        _held,
        results,
    ):
        mend(tree)
        tree.untie()
    return replace(tree, answers={})


def _as_parsed(doc: Doc) -> tuple[Tree, list[bool]]:
    """The tree as the parser made it, and which tokens are parts of persons' names; each attribute is fetched for all tokens at once."""
    words = [t.text for t in doc]
    lower = [w.lower() for w in words]
    lemma, pos, tag, dep, kind = (_column(doc, name) for name in ("LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"))
    first, over, start = doc.to_array(["SENT_START", "HEAD", "IDX"]).astype("int64").T.tolist()
    for i, form in enumerate(lower):
        plain = _plain(form) if tag[i] in _NAMES else None
        if plain and not (first[i] == 1 or _creed(plain, *tag[i - 1 : i + 2 : 2])):
            plain = None
        if plain:
            pos[i], tag[i] = "NOUN", "NNS"
        lemma[i] = plain or _lemma(form, lemma[i].lower(), pos[i], tag[i])
    head = [i + away for i, away in enumerate(over)]
    end = [at + len(w) for at, w in zip(start, words, strict=True)]
    return Tree(lemma, lower, pos, tag, dep, head, _kids(head), start, end), [k == "PERSON" for k in kind]


def _column(doc: Doc, name: str) -> list[str]:
    """An attribute of all tokens."""
    keys = doc.to_array(name).tolist()
    known = {k: doc.vocab.strings[k] for k in set(keys)}
    return [known[k] for k in keys]


def _kids(head: list[int]) -> list[list[int]]:
    """The children of each token, in the order of the text."""
    kids: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    return kids


def _hyphens(t: Tree) -> None:
    """Makes one word of parts around a hyphen that we know as one, or whose first is a prefix: "*co-brokered* it", "a *short-lived* truce"."""
    for i in range(2, len(t)):
        if t.lower[i - 1] not in HYPHENS or t.end[i - 2] != t.start[i - 1] or t.end[i - 1] != t.start[i]:
            continue
        known = next((w for x in (t.lower[i], t.lemma[i]) if (w := f"{t.lower[i - 2]}-{x}") in hyphenated()), None)
        t.lemma[i] = known or t.lemma[i]
        if known or t.lower[i - 2] in control("prefix"):
            _draw_in(t, i, (i - 2, i - 1))


def _draw_in(t: Tree, i: int, parts: tuple[int, int]) -> None:
    """Hangs the parts of a word on its last, which takes their place and what hangs on them; a name before a verb is its subject."""
    over = next((k for k in (i, *t.above(i)) if t.head[k] not in (i, *parts) or t.head[k] == k), i)
    if over != i:
        take_place(t, i, over)
    for part, dep in zip(parts, ("compound", "punct"), strict=True):
        for k in [k for k in t.kids[part] if k not in (i, *parts)]:
            t.hang(k, i, t.dep[k])
        t.hang(part, i, dep)
    if t.tag[i] in FINITE:
        _make_doers(t, i, parts[0])


def _make_doers(t: Tree, v: int, first: int) -> None:
    """Makes what stands as a part of a verb before its first word the verb's subject."""
    for k in t.children(v, "nmod", "compound"):
        t.dep[k] = "nsubj" if k < first else t.dep[k]


def _lists(t: Tree, person: list[bool]) -> None:
    """Sets side by side what ", and" joins, though the parser took the second for another name of the first: "A. B., C. D.,
    and their wives"."""
    for i in range(len(t)):
        _last_apart(t, i, person)
    for i in range(len(t)):
        if t.dep[i] == "appos" and _no_other_name(t, i):
            t.dep[i] = "conj"
    for v in range(len(t)):
        _listed_doers(t, v)


def _last_apart(t: Tree, i: int, person: list[bool]) -> None:
    """Hangs what ", and" joins to an apposition on the noun before both; of two persons the second is none."""
    h = t.head[i]
    last = t.child(i, "conj") if t.dep[i] == "appos" and h < i else None
    if last is None or not any(t.lower[k] == "and" and t.lower[k - 1] == "," for k in t.children(i, "cc")):
        return
    t.hang(last, h, "conj")
    if person[i] and person[h]:
        t.dep[i] = "conj"


def _no_other_name(t: Tree, i: int) -> bool:
    """Whether an apposition is one of a list: "and" stands before it, or one noun would have several names ("the government,
    *A* and B signed")."""
    before = t.lower[t.subtree(i)[0] - 1]
    several = t.tag[t.head[i]] == "NN" and t.pos[i] == "PROPN" and {"cc", "conj"} <= {t.dep[c] for c in t.kids[i]}
    return before == "and" or (before == "," and several)


def _listed_doers(t: Tree, v: int) -> None:
    """Makes a list the doers of the verb whose doer the parser took its last alone for: "The rebels, the army, and *the police
    clashed*"."""
    if (last := _last_doer(t, v)) is None:
        return
    doer, top = last
    before = max(k for k in t.conjuncts(top) if k < doer)
    role = t.dep[doer]
    t.hang(doer, before, "conj")
    if t.dep[top] == "ROOT":
        t.hang(v, v, "ROOT")
        t.hang(top, v, role)


def _last_doer(t: Tree, v: int) -> tuple[int, int] | None:
    """The last of a list of doers, which alone is the verb's, and the first of the list, which is the verb's too or has none."""
    doers = [k for k in t.children(v, *SUBJECT, *SUBJECT_PASSIVE) if k < v]
    if not doers or t.lower[t.subtree(doers[-1])[0] - 1] != "and":
        return None
    top: int | None = doers[0] if len(doers) == 2 else None
    if len(doers) == 1 and t.dep[v] == "conj" and t.tag[v] in FINITE:
        top = _list_without_verb(t, v)
    return (doers[-1], top) if top is not None else None


def _list_without_verb(t: Tree, v: int) -> int | None:
    """The noun that a verb was joined to as one more of its list, where no verb stands over it."""
    top = next(k for k in (v, *t.above(v)) if t.dep[k] != "conj")
    return top if t.dep[top] == "ROOT" and t.pos[top] in ("NOUN", "PROPN") else None


def _town_and_land(t: Tree) -> None:
    """Gives a land after its town back to it, where the parser took it for the doer: "a blast in Marn, *Ruritania* kills ten"."""
    for v in range(4, len(t)):
        land = _land_as_doer(t, v) if t.tag[v] in FINITE else None
        doer = next((k for k in t.above(land - 2) if t.head[k] == v), None) if land is not None else None
        if land is not None and doer is not None and t.pos[doer] == "NOUN" and t.dep[doer] != "conj":
            t.hang(doer, v, t.dep[land])
            t.hang(land, land - 2, "appos")


def _land_as_doer(t: Tree, v: int) -> int | None:
    """The name that is a verb's subject, though a comma sets it off from the name after a preposition before it."""
    land = max((k for k in t.children(v, *SUBJECT) if k < v), default=None)
    if land is None or t.tag[land] != "NNP" or t.lower[land - 1] != "," or t.subtree(land)[0] != land:
        return None
    return land if t.tag[land - 2] == "NNP" and t.dep[land - 2] == "pobj" else None


def _next_clause(t: Tree) -> None:
    """Makes a noun the doer of the verb right behind it, where the parser joined it to a noun of the clause before: "rebels left
    the town and *soldiers* killed three"."""
    for v in range(3, len(t)):
        doer = _joined_before(t, v) if _joined_bare(t, v) else None
        if doer is not None:
            t.hang(t.subtree(doer)[0] - 1, t.head[v], "cc")
            make_subject(t, doer, v)


def _joined_bare(t: Tree, v: int) -> bool:
    """Whether a finite verb goes on with another and has no subject of its own."""
    joined = t.dep[v] == "conj" and t.tag[v] in FINITE and t.pos[t.head[v]] in VERBAL
    return joined and t.child(v, *SUBJECT, *SUBJECT_PASSIVE) is None


def _joined_before(t: Tree, v: int) -> int | None:
    """The noun between "and" and a verb that was joined to a noun behind the verb before."""
    before = min((v, *t.children(v, "aux", "auxpass", "advmod", "neg"))) - 1
    doer = next((k for k in (before, *t.above(before)) if t.dep[k] == "conj" and t.pos[k] in NOMINAL), before)
    stretch, over = t.subtree(doer), t.head[doer]
    listed = t.dep[doer] == "conj" and t.head[v] < over and stretch[-1] == before
    begun = listed and t.lower[stretch[0] - 1] == "and" and stretch[0] - 1 in t.kids[over]
    return doer if begun else None


def _tellers(t: Tree) -> None:
    """Makes a verb of telling at the end of a sentence its main verb: "…, the foreign minister, A. B., announced on Friday"."""
    for v in range(3, len(t)):
        who = t.head[v]
        if t.tag[v] != "VBN" or t.dep[v] != "acl" or t.lower[v - 1] != "," or t.lemma[v] not in control("telling"):
            continue
        root = (who, *t.above(who))[-1]
        if t.pos[v - 2] == "PROPN" and _behind_clause(t, who, root) and _last_verb(t, v, root):
            t.hang(v, v, "ROOT")
            t.tag[v] = "VBD"
            t.hang(who, v, "nsubj")
            t.hang(root, v, "ccomp")


def _behind_clause(t: Tree, who: int, root: int) -> bool:
    """Whether a comma sets a noun off from the clause before it that it seems to belong to."""
    first = t.subtree(who)[0]
    return t.pos[root] in VERBAL and root < first and "," in t.lower[first - 1 : first + 1]


def _last_verb(t: Tree, v: int, root: int) -> bool:
    """Whether no verb, agent or comma follows a verb in its sentence."""
    after = range(v + 1, t.subtree(root)[-1] + 1)
    return all(t.pos[k] not in VERBAL and t.lower[k] not in _ON for k in after)


def _captives(t: Tree) -> None:
    """Makes people the object of what is done to them, where the parser took them for part of a word: "took three nurses hostage"."""
    for i in range(1, len(t)):
        who, verb = i - 1, t.head[i]
        if not _made(t, who, i):
            continue
        first = t.child(verb, "dobj")
        for k in [k for k in t.kids[i] if k != who]:
            t.hang(k, who if k < who else verb, t.dep[k])
        t.hang(who, *((first, "conj") if first is not None and first < who else (verb, "dobj")))
        t.dep[i] = "oprd"


def _made(t: Tree, who: int, i: int) -> bool:
    """Whether a word before what people are made, under the verb that makes them that, was taken for a part of it."""
    part = t.head[who] == i and t.dep[who] in ("compound", "nmod")
    return part and t.lemma[i] in control("made") and t.lemma[t.head[i]] in control("making")


def _held(t: Tree) -> None:
    """Makes the verb of what people are kept as the verb of its clause: "forty people *are held* hostage"."""
    for i in range(len(t)):
        verb = _keeping(t, i) if t.lemma[i] in control("made") else None
        if verb is not None:
            for k in (*t.kids[i], *(s for a in t.children(verb, "auxpass") for s in t.children(a, "nsubj"))):
                t.hang(k, verb, "nsubjpass" if t.dep[k] == "nsubj" else t.dep[k])
            take_place(t, verb, i)
            t.hang(i, verb, "oprd")


def _keeping(t: Tree, i: int) -> int | None:
    """The passive that was taken for an adjective of what people are kept as."""
    kept = (k for k in t.children(i, "amod") if t.lemma[k] in control("making"))
    return next((k for k in kept if t.child(k, "auxpass") is not None), None)

"""What is said of a clause that tells a fact: whether there is proof of it, whether it is in doubt, whether it was false.

"Investigators found no sign that the army had used gas", "could not confirm that", "it is unclear who", "reports that …
turned out to be false". That somebody denies or claims it is no verdict: it is a claim (Kiparsky, Kiparsky 1970; Karttunen
1971).
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.know.moods import Operator, operators

_NEGATIVE = Operator(None, True)
_UNPROVEN = Operator("unproven")
_SUPPOSED = Operator("supposed")
_SAID_OF = ("acomp", "attr", "oprd")


def on_clause(t: Tree, v: int) -> Iterator[Operator]:
    """The verdict on the clause of a finite verb."""
    v = t.first_joined(v, "conj")
    h, dep = t.head[v], t.dep[v]
    if h == v:
        return
    if dep in ("acl", "relcl", "appos") and t.child(v, "mark") is not None:
        yield from on_noun(t, h)
        yield from _feared(t, h)
    elif dep == "ccomp" and t.pos[h] in VERBAL:
        yield from _by_verb(t, v, h)
    elif dep in ("ccomp", "csubj", "csubjpass", "advcl") and t.pos[h] == "ADJ":
        yield from _by_adjective(t, t.head[h], h)


def on_noun(t: Tree, n: int) -> Iterator[Operator]:
    """The verdict on what a noun of proof or report stands for: "no evidence", "no reports of", "the claim … was false"."""
    if t.lemma[n] in operators("proof") or (t.lemma[n] in operators("report") and _scant(t, n)):
        yield from missing(t, n)
    elif t.lemma[n] in operators("lack"):
        yield _NEGATIVE
    elif t.lemma[n] in operators("report"):
        if t.worded(n, operators("unsure")) is not None:
            yield _UNPROVEN
        elif _false(t, n):
            yield _NEGATIVE


def missing(t: Tree, n: int) -> tuple[Operator, ...]:
    """The negation of a noun: "no sign", "little evidence", "did not see evidence", "lack of evidence", "without a plan"."""
    return (_NEGATIVE,) if _scant(t, n) else ()


def _scant(t: Tree, n: int) -> bool:
    """Whether there is none of what a noun names."""
    if t.worded(n, operators("scant")) is not None:
        return True
    h = t.head[n]
    if t.dep[n] == "pobj":
        return t.lower[h] in operators("prep") or t.lemma[t.head[h]] in operators("lack")
    return t.dep[n] in ("dobj", "attr", "nsubj", "nsubjpass") and negated(t, h)


def negated(t: Tree, v: int) -> bool:
    """Whether a verb is negated, or the verb that its infinitive hangs on negates: "could not find", "failed to find"."""
    if any(t.dep[k] == "neg" or t.lower[k] in operators("nobody") for k in t.kids[v]):
        return True
    h = t.head[v]
    if t.dep[v] != "xcomp":
        return False
    over = operators("verb").get(t.lemma[h]) or operators("adj").get(t.lower[h])
    return bool(over and over.negative) or negated(t, h)


def _false(t: Tree, n: int) -> bool:
    """Whether a report is said to be false: "was false", "turned out to be untrue", "false reports"."""
    if t.worded(n, operators("false")) is not None:
        return True
    if t.dep[n] not in ("nsubj", "nsubjpass"):
        return False
    v: int | None = t.head[n]
    while v is not None:
        said = t.child(v, *_SAID_OF)
        if said is not None and t.lower[said] in operators("false"):
            return not negated(t, v)
        v = t.child(v, "xcomp")
    return False


def _feared(t: Tree, n: int) -> Iterator[Operator]:
    """What is only feared, hoped or possible: "fears that the truce has collapsed"."""
    found = operators("noun").get(t.lemma[n])
    if found and found.mood in ("asked", "possible"):
        yield found


def _by_verb(t: Tree, v: int, h: int) -> Iterator[Operator]:
    """What the verb over a clause says of it: "could not confirm that", "doubted that", "no sign was found that"."""
    lemma = t.lemma[h]
    if said := t.child(h, *_SAID_OF):
        if said < v:
            yield from _by_adjective(t, h, said)
    elif _in_doubt(t, v, h):
        yield _UNPROVEN
    elif lemma in operators("show") and t.worded(h, operators("mark"), "mark") is not None:
        yield _SUPPOSED
    elif lemma in ("hope", "fear", "worry"):
        yield Operator("possible")
    else:
        for n in t.children(h, "dobj", "nsubjpass"):
            if n < v and t.lemma[n] in operators("proof"):
                yield from on_noun(t, n)


def _in_doubt(t: Tree, v: int, h: int) -> bool:
    """Whether a verb leaves its clause without proof: "doubted", "did not confirm", "did not say *that*" (but "did not say who")."""
    lemma = t.lemma[h]
    if not negated(t, h):
        return lemma in operators("doubt")
    return lemma in operators("show") or (lemma in operators("untold") and t.child(v, "mark") is not None)


def _by_adjective(t: Tree, h: int, said: int) -> Iterator[Operator]:
    """What an adjective over a clause says of it: "it is unclear who", "it is not true that", "it is false that"."""
    word = t.lower[said]
    if word in operators("false"):
        yield _NEGATIVE
    elif word in operators("true") and negated(t, h):
        yield _NEGATIVE if word == "true" else _UNPROVEN
    elif word in operators("unclear") and not negated(t, h):
        yield _UNPROVEN

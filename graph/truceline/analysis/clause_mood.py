"""What a verb's own clause does to what it tells: conjunction, negation, modal, tense and aspect."""

from __future__ import annotations

from truceline.analysis.tree import VERBAL, Tree
from truceline.know.moods import Operator, operators

TOLD = Operator("told")
NEGATIVE = Operator(None, True)
PAST = frozenset({"VBD"})
PRESENT = frozenset({"VBZ", "VBP"})
_AHEAD = frozenset({"until", "before"})
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "pobj")


def is_verb(t: Tree, i: int) -> bool:
    """Whether a word is a verb."""
    return t.pos[i] in VERBAL or t.tag[i].startswith("VB")


def auxiliary(t: Tree, v: int, tags: frozenset[str]) -> bool:
    """Whether a verb has an auxiliary with one of these tags."""
    return any(t.tag[k] in tags for k in t.children(v, "aux", "auxpass"))


def infinitive(t: Tree, i: int) -> bool:
    """Whether a verb is a bare or a marked infinitive."""
    return t.tag[i] == "VB" or t.infinitive(i)


def of_clause(t: Tree, v: int, below: int | None = None) -> tuple[Operator, ...]:
    """A verb's own conjunction, negation, mood and tense; `below` is the word that was asked for under it."""
    negative = (NEGATIVE,) if negated(t, v, below) else ()
    mood = _marked(t, v) or modal(t, v) or _tense(t, v)
    return (*negative, mood) if mood else negative


def _marked(t: Tree, v: int) -> Operator | None:
    """What the conjunction of a clause does; "before it fell" tells a fact."""
    past = t.tag[v] in PAST or auxiliary(t, v, PAST)
    for k in t.children(v, "mark"):
        if not (past and t.lower[k] in _AHEAD) and (found := operators("mark").get(t.lower[k])):
            return found
    return Operator("supposed") if _case(t, v) else None


def _case(t: Tree, v: int) -> bool:
    """Whether a clause tells the time of something that is only ahead: "would resume once the truce ended"."""
    marks = {t.lower[k] for k in t.children(v, "mark", "advmod")}
    if t.dep[v] != "advcl" or not marks & operators("case").keys():
        return False
    over = t.head[v]
    if _to_come(t, over, t.tag[v] in PAST):
        return True
    ahead = t.tag[v] in PRESENT and t.child(v, "aux", "auxpass") is None and t.tag[over] not in PAST
    return ahead and bool(marks & operators("still").keys())


def _to_come(t: Tree, over: int, past: bool) -> bool:
    """Whether the verb over a clause tells what is to come: "would resume", and over no past tense "is to resume"."""
    auxiliaries = t.children(over, "aux")
    return any(t.lower[k] in operators("modal") or (t.lower[k] == "to" and not past) for k in auxiliaries)


def modal(t: Tree, v: int) -> Operator | None:
    """What modals and adverbs of a verb do; what "said it would" is planned."""
    for k in t.kids[v]:
        if t.dep[k] == "aux" and t.lower[k] in ("would", "'d", "’d") and t.dep[v] in ("ccomp", "relcl"):
            return Operator("planned")
        slot = {"aux": "modal", "advmod": "adverb"}.get(t.dep[k])
        found = operators(slot).get(t.lower[k]) if slot else None
        if found is not None and found.mood:
            return found
    return None


def _tense(t: Tree, v: int) -> Operator | None:
    """A progressive goes on; a past or a perfect tells a fact; all else leaves it open."""
    for k in t.kids[v]:
        if t.dep[k] == "aux" and t.lemma[k] == "be" and t.tag[v] == "VBG":
            return Operator("ongoing")
        if t.dep[k] == "auxpass" and t.lower[k] == "being" and t.dep[v] != "pcomp":
            return Operator("ongoing")
    return TOLD if t.tag[v] in PAST or auxiliary(t, v, PAST | PRESENT) else None


def negated(t: Tree, v: int, below: int | None = None) -> bool:
    """Whether a verb is negated: by "not", "never", "no longer", a subject or an object that is nobody."""
    return any(_negates(t, v, k, below) for k in t.kids[v])


def _negates(t: Tree, v: int, k: int, below: int | None) -> bool:
    """Whether one word under a verb turns it round."""
    if t.dep[k] == "agent":
        return any(_negates(t, v, j, below) for j in t.kids[k])
    if t.dep[k] in _ARGUMENTS:
        return k != below and _nobody(t, k)
    return t.dep[k] == "neg" or _adverb_negates(t, v, k)


def _nobody(t: Tree, n: int) -> bool:
    """Whether a noun phrase means nobody: "nobody", "no soldier", "neither side"."""
    before = (t.lower[j] for j in t.children(n, "det", "preconj"))
    return t.lower[n] in operators("nobody") or any(w in operators("nobody") for w in before)


def _adverb_negates(t: Tree, v: int, k: int) -> bool:
    """Whether an adverb turns a verb round: "never", "no longer", "has yet to"."""
    if t.lower[k] == "yet":
        return t.lemma[v] in ("have", "be") and t.child(v, "xcomp") is not None
    if t.lower[k] == "longer":
        return t.worded(k, {"no"}) is not None
    found = operators("adverb").get(t.lower[k]) if t.dep[k] == "advmod" else None
    return found is not None and found.negative

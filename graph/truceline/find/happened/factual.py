"""How far an event got: happened, ongoing, planned, hypothetical, didNotHappen.

The nearest word decides: the event's own auxiliaries and negation, then what it hangs on ("failed to", "a plan to",
"unless"), then the claim that tells it (what is demanded has not happened). Words are data (`standing.tsv`). The
levels follow FactBank (Saurí, Pustejovsky 2009), drawn together to the five of the vocabulary.
"""

from __future__ import annotations

from truceline.find.happened.match import Match
from truceline.find.happened.view import View
from truceline.find.syntax import NOMINAL, VERBAL, Tree
from truceline.know.triggers import standing

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ASKED = {"demanded": "hypothetical", "appealed": "hypothetical", "hoped": "hypothetical"}
_MEANT = {"promised": "planned", "threatened": "planned", "warned": "hypothetical"}
_STEPS = 5


def factuality(view: View, match: Match) -> str:
    """How far the event of a match got."""
    t = view.t
    i = match.light if match.light is not None else match.at
    own = _beside(t, match.at) or _light(t, match)
    if own:
        return own
    verbal = t.pos[i] in VERBAL or t.tag[i].startswith("VB")
    found = (_verb(t, i) if verbal else None) or _above(t, i)
    if found is None and not (verbal and _finite(t, i) and t.tag[i] == "VBD"):
        found = _claimed(view, i)
    return found or _default(t, match, i, verbal)


def _default(t: Tree, match: Match, i: int, verbal: bool) -> str:
    if match.trigger.factuality and not (verbal and (t.tag[i] in ("VBD", "VBN") or _past(t, i))):
        return match.trigger.factuality
    return "happened"


def _past(t: Tree, i: int) -> bool:
    return any(t.dep[k] == "aux" and t.tag[k] == "VBD" for k in t.kids[i])


def _beside(t: Tree, n: int) -> str | None:
    """What a noun's own modifiers say: "no", "planned", "possible"."""
    if t.pos[n] not in NOMINAL:
        return None
    return next(
        (
            f
            for k in t.kids[n]
            if t.dep[k] in ("amod", "det", "neg", "compound") and (f := standing("adj").get(t.lower[k]))
        ),
        None,
    )


def _light(t: Tree, match: Match) -> str | None:
    """What the verb that carries a noun says by itself: "cancelled", "continued"."""
    return None


def _verb(t: Tree, v: int) -> str | None:
    """The verb's own negation, mood and aspect."""
    if any(t.dep[k] == "neg" or t.lower[k] in ("never", "neither", "hardly") for k in t.kids[v]) or _no_longer(t, v):
        return "didNotHappen"
    for k in t.kids[v]:
        if t.dep[k] == "aux" and (found := standing("modal").get(t.lower[k])):
            return found
        if t.dep[k] == "mark" and (found := standing("mark").get(t.lower[k])):
            return found
        if t.dep[k] == "advmod" and (found := standing("adverb").get(t.lower[k])):
            return found
    if t.tag[v] == "VBG" and any(t.dep[k] == "aux" and t.lemma[k] == "be" for k in t.kids[v]):
        return "ongoing"
    if t.dep[v] == "conj" and not _finite(t, v) and t.pos[t.head[v]] in VERBAL:
        return _verb(t, t.head[v])
    return None


def _no_longer(t: Tree, v: int) -> bool:
    return any(t.lower[k] == "longer" and any(t.lower[x] == "no" for x in t.kids[k]) for k in t.kids[v])


def _finite(t: Tree, v: int) -> bool:
    return t.tag[v] in _FINITE or any(
        t.dep[k] in ("aux", "auxpass") and t.tag[k] in (*_FINITE, "MD") for k in t.kids[v]
    )


def _above(t: Tree, i: int) -> str | None:
    """What the words say that the event hangs on, nearest first."""
    for _ in range(_STEPS):
        h, dep = t.head[i], t.dep[i]
        if h == i:
            return None
        verbal = t.pos[i] in VERBAL or t.tag[i].startswith("VB")
        if verbal and _finite(t, i) and dep not in ("conj", "relcl", "ccomp", "advcl"):
            return None
        if found := _governor(t, i, h, dep, verbal):
            return found
        if verbal and _finite(t, i) and dep != "conj":
            return None
        if dep == "relcl" or (
            t.pos[h] in VERBAL and dep not in ("xcomp", "conj", "pcomp", "ccomp") and (found := _verb(t, h))
        ):
            return None if dep == "relcl" else found
        i = h
    return None


def _governor(t: Tree, i: int, h: int, dep: str, verbal: bool) -> str | None:
    word = t.lemma[h]
    if t.pos[h] == "ADP" and not verbal and (found := standing("prep").get(t.lower[h])):
        return found
    if t.pos[h] in VERBAL or t.tag[h].startswith("VB"):
        if dep in ("nsubj", "nsubjpass"):
            slot = "subject" if dep == "nsubj" else "object"
            return standing(slot).get(word) or _verb(t, h)
        if dep in ("dobj", "pobj", "attr", "dative", "prep"):
            return _with_verb(t, h, standing("object").get(word))
        if dep in ("xcomp", "pcomp", "ccomp") or (dep == "advcl" and not _finite(t, i)):
            slot = "verb" if dep != "advcl" else "purpose"
            if dep == "ccomp" and _finite(t, i):
                return None
            return _with_verb(
                t,
                h,
                standing(slot).get(word if dep != "advcl" else "to") if dep != "advcl" or _infinitive(t, i) else None,
            )
    if t.pos[h] in NOMINAL and dep in ("acl", "prep", "pobj", "pcomp", "compound", "relcl"):
        return None if dep == "relcl" else standing("noun").get(word)
    if t.pos[h] == "ADJ" and dep in ("xcomp", "prep", "ccomp"):
        return standing("adj").get(t.lower[h])
    return None


def _infinitive(t: Tree, i: int) -> bool:
    return t.tag[i] == "VB" and any(t.dep[k] == "aux" and t.lower[k] == "to" for k in t.kids[i])


def _with_verb(t: Tree, h: int, found: str | None) -> str | None:
    """What a governing verb does to the event; where it is negated itself, what was stopped was not and the reverse."""
    if found == "didNotHappen" and _verb(t, h) == "didNotHappen":
        return None
    return found or (_verb(t, h) if found is None and not _finite(t, h) else None)


def _claimed(view: View, i: int) -> str | None:
    """What is demanded or hoped has not happened; what is promised or threatened is planned."""
    claim = view.told(i)
    if claim is None:
        return None
    t = view.t
    if t.pos[i] in VERBAL and t.tag[i] in ("VBD", "VBN") and any(t.tag[k] in ("VBD", "VBZ", "VBP") for k in t.kids[i]):
        return None
    return _ASKED.get(claim.stance) or _MEANT.get(claim.stance)

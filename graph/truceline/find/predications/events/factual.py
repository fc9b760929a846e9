"""How far an event got: happened, ongoing, planned, hypothetical, didNotHappen.

The nearest word decides: the event's own auxiliaries and negation, then what it hangs on ("failed to", "a plan to",
"unless"), then the claim that tells it (what is demanded has not happened). Words are data (`standing.tsv`). The
levels follow FactBank (Saurí, Pustejovsky 2009), drawn together to the five of the vocabulary.
"""

from __future__ import annotations

from truceline.analysis.tree import NOMINAL, VERBAL, Tree
from truceline.find.predications.events.match import Match
from truceline.find.predications.events.view import View
from truceline.know.triggers import standing

_PAST, _PRESENT = frozenset({"VBD"}), frozenset({"VBZ", "VBP"})
_CLAIMED = {
    "demanded": "hypothetical",
    "appealed": "hypothetical",
    "hoped": "hypothetical",
    "warned": "hypothetical",
    "promised": "planned",
    "threatened": "planned",
}
_COMPLEMENT = frozenset({"for", "to", "on", "upon", "of", "about", "against", "with", "from"})
_ENTERED = frozenset({"in", "at", "to", "with", "into", "toward", "towards"})
_SETTING = frozenset({"in", "at", "during", "for", "by"})
_AHEAD = frozenset({"until", "before"})
_NONE = frozenset({"no", "none", "nobody", "neither", "nothing"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_STEPS = 7
FACT = ""
"""The word stands where facts are told: nothing above it counts."""


def factuality(view: View, match: Match) -> str:
    """How far the event of a match got."""
    t = view.t
    found = _beside(t, match.at)
    if found is None and match.light is not None:
        found = _slot(t, match.light, "object") or _pursued(t, match.light) or _climb(t, match.light)
    elif found is None:
        found = _pursued(t, match.verb) or _climb(t, match.at, match.trigger.pos == "noun")
    if not found and view.asked(match.at) and not _known(t, match.at):
        return "hypothetical"
    if found == "planned" and (hoped := view.told(match.at)) is not None and hoped.stance == "hoped":
        return "hypothetical"
    if found is None and not _known(t, match.at):
        claim = view.told(match.at)
        found = _CLAIMED.get(claim.stance) if claim else None
    return found or _default(t, match)


def _known(t: Tree, n: int) -> bool:
    """Whether a noun speaks of something known already: "the attacks"."""
    return t.pos[n] in NOMINAL and any(t.lower[k] in _DEFINITE for k in t.kids[n])


def _default(t: Tree, match: Match) -> str:
    """Standing relations and wars go on, unless they are told in the past."""
    v = match.verb if t.dep[match.verb] != "attr" else t.head[match.verb]
    perfect = _auxiliary(t, v, _PRESENT)
    past = _verbal(t, v) and (t.tag[v] == "VBD" or (t.tag[v] == "VBN" and not perfect) or _auxiliary(t, v, _PAST))
    always = match.trigger.factuality == "didNotHappen"
    return match.trigger.factuality if match.trigger.factuality and (always or not past) else "happened"


def _pursued(t: Tree, v: int) -> str | None:
    """What is pursued up to now goes on: "have pressed their offensive", "use it as a pretext to press the siege"."""
    found = standing("pursued").get(t.lemma[v])
    if found is None or _climb(t, v):
        return None
    while t.head[v] != v and (_infinitive(t, v) or not _verbal(t, v)):
        v = t.head[v]
    present = t.tag[v] in _PRESENT or _auxiliary(t, v, _PRESENT)
    return found if present and not _verb(t, v) else None


def _beside(t: Tree, n: int) -> str | None:
    """What a noun's own modifiers say: "no", "planned", "possible"."""
    if t.pos[n] not in NOMINAL:
        return None
    words = (t.lower[k] for k in t.kids[n] if t.dep[k] in ("amod", "det", "neg", "compound"))
    return next((found for w in words if (found := standing("adj").get(w))), None)


# ---------------------------------------------------------------- the verb itself


def _verbal(t: Tree, i: int) -> bool:
    return t.pos[i] in VERBAL or t.tag[i].startswith("VB")


def _auxiliary(t: Tree, v: int, tags: frozenset[str]) -> bool:
    return any(t.dep[k] in ("aux", "auxpass") and t.tag[k] in tags for k in t.kids[v])


def _verb(t: Tree, v: int) -> str | None:
    """The verb's own negation, mood and aspect; FACT for a plain past."""
    past = t.tag[v] in _PAST or _auxiliary(t, v, _PAST)
    for k in t.kids[v]:
        if t.dep[k] == "mark" and not (past and t.lower[k] in _AHEAD) and (found := standing("mark").get(t.lower[k])):
            return found
    if _negated(t, v):
        return "didNotHappen"
    for k in t.kids[v]:
        slot = {"aux": "modal", "advmod": "adverb"}.get(t.dep[k])
        if slot and (found := standing(slot).get(t.lower[k])):
            return found
    if any(
        (t.dep[k] == "aux" and t.lemma[k] == "be" and t.tag[v] == "VBG")
        or (t.dep[k] == "auxpass" and t.lower[k] == "being")
        for k in t.kids[v]
    ):
        return "ongoing"
    if t.tag[v] in _PAST or _auxiliary(t, v, _PAST | _PRESENT):
        return FACT
    return None


def _negated(t: Tree, v: int) -> bool:
    for k in t.kids[v]:
        if (
            t.dep[k] == "neg"
            or t.lower[k] in ("never", "hardly")
            or (t.lower[k] == "yet" and t.lemma[v] in ("have", "be"))
        ):
            return True
        if t.dep[k] in ("nsubj", "nsubjpass", "dobj") and (
            t.lower[k] in _NONE or any(t.dep[j] == "det" and t.lower[j] in _NONE for j in t.kids[k])
        ):
            return True
        if t.lower[k] == "longer" and any(t.lower[j] == "no" for j in t.kids[k]):
            return True
    return False


# ---------------------------------------------------------------- what it hangs on


def _climb(t: Tree, i: int, noun: bool = False) -> str | None:
    """What the event's words and those over it say, nearest first; None where the clause leaves it open.

    `noun`: the first word is a noun, also where it has the form of a verb ("shelling").
    """
    for n in range(_STEPS):
        verbal = _verbal(t, i) and not (noun and n == 0)
        if verbal and (found := _verb(t, i)) is not None:
            return found
        h = t.head[i]
        if h == i:
            return None
        found, up = _over_verb(t, i, h) if verbal else _over_noun(t, i, h)
        if found is not None or up is None:
            return found
        i = up
    return None


def _over_verb(t: Tree, i: int, h: int) -> tuple[str | None, int | None]:
    """What stands over a verb: (what it says, the next word to ask)."""
    dep = t.dep[i]
    if dep == "conj":
        return None, h
    if dep in ("xcomp", "ccomp", "pcomp"):
        if dep == "pcomp":
            if (found := standing("prep").get(t.lower[h])) or t.lower[h] not in _COMPLEMENT:
                return found or FACT, None
            h = t.head[h]
        if _verbal(t, h):
            return _over_clause(t, h, "verb"), h if dep != "ccomp" else None
        return standing("adj" if t.pos[h] == "ADJ" else "noun").get(t.lemma[h], FACT), None
    if dep in ("acl", "relcl") and _infinitive(t, i):
        return standing("noun").get(t.lemma[h]), None
    if dep == "advcl" and _infinitive(t, i):
        return _over_clause(t, h, "verb") or standing("purpose").get("to"), None
    return (FACT, None) if dep in ("acl", "relcl", "advcl") else (None, None)


def _infinitive(t: Tree, i: int) -> bool:
    return t.tag[i] == "VB" or any(t.dep[k] == "aux" and t.lower[k] == "to" for k in t.kids[i])


def _over_clause(t: Tree, h: int, slot: str) -> str | None:
    """What a governing verb says; "efforts continue to" leaves it open, what is ordered in a plan is a plan itself."""
    found = _slot(t, h, slot)
    if found == "ongoing":
        open_ = (standing("noun").get(t.lemma[k]) for k in t.surface_subject(h))
        return next((f for f in open_ if f), found)
    if found == "planned" and not _verb(t, h) and _climb(t, h) in ("hypothetical", "didNotHappen"):
        return "hypothetical"
    return found


def _over_noun(t: Tree, i: int, h: int) -> tuple[str | None, int | None]:
    """What stands over a noun: (what it says, the next word to ask)."""
    dep = t.dep[i]
    if dep in ("conj", "compound", "nmod"):
        return (None if dep == "conj" else standing("noun").get(t.lemma[h])), h
    if dep in ("nsubj", "attr") and _verbal(t, h):
        found = standing("subject").get(t.lemma[h])
        return (found, None) if found or t.lemma[h] not in standing("occur") else (None, h)
    if dep in ("dobj", "nsubjpass", "dative") and _verbal(t, h):
        return _over_clause(t, h, "object") or (None if t.lemma[h] in standing("occur") else FACT), h
    if dep in ("pobj", "pcomp"):
        return _over_preposition(t, (i, h), t.head[h])
    return FACT, None


def _over_preposition(t: Tree, below: tuple[int, int], h: int) -> tuple[str | None, int | None]:
    """What stands over a noun (`below`: the noun and its preposition) and the word `h` over both."""
    i, p = below
    word = t.lower[p]
    if found := standing("prep").get(word):
        return found, None
    if not _verbal(t, h):
        found = standing("noun").get(t.lemma[h]) if t.pos[h] in NOMINAL else standing("adj").get(t.lower[h])
        return found, h if t.pos[h] in NOMINAL and word == "of" else None
    if word in _COMPLEMENT and p > h and (found := _slot(t, h, "for" if word == "for" else "object")):
        return found, None
    mood = _verb(t, h)
    if (mood == "planned" and word in _SETTING) or (mood == "hypothetical" and word in _ENTERED and not _known(t, i)):
        return mood, None
    return FACT, None


def _slot(t: Tree, h: int, slot: str) -> str | None:
    """What a governing verb does to the event; "did not fail to" leaves it open, "did not agree to" denies it."""
    found = standing(slot).get(t.lemma[h])
    if found is None or not _negated(t, h):
        return found
    if found == "planned" or (found == "hypothetical" and t.lemma[h] == "have"):
        return "didNotHappen"
    return None if found == "didNotHappen" else found

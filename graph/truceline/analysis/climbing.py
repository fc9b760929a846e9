"""What hangs over a word, step by step up the tree: what each verb, noun and preposition over it does to what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from truceline.analysis.clause_mood import (
    PAST,
    TOLD,
    auxiliary,
    infinitive,
    is_verb,
    negated,
    of_clause,
)
from truceline.analysis.tree import NOMINAL, Tree
from truceline.analysis.veridicality import missing, on_clause, on_noun
from truceline.know.moods import Operator, operators
from truceline.know.triggers import nouns

_COMPLEMENT = frozenset(
    {
        "for",
        "to",
        "on",
        "upon",
        "of",
        "about",
        "against",
        "with",
        "from",
        "at",
        "over",
        "off",
        "out",
        "toward",
        "towards",
    }
)
_ENTERED = frozenset({"in", "at", "to", "with", "into", "toward", "towards"})
_SETTING = frozenset({"in", "at", "during", "for", "by"})
_AHEAD = frozenset({"will", "would", "'ll", "'d"})
_INSTRUMENT = frozenset({"with"})
_CAUSE = ("due", "to")
"""Words before a noun for what something comes from, not for what is to come: "fled *due to* the fighting"."""

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDICATIVE = frozenset({"VBZ", "VBP", "VBD"})
_STEPS = 8
Step = tuple[tuple[Operator, ...], int | None]
"""What the word over a word does to it, and the next word to ask (``None``: nothing above counts)."""


def undone(t: Tree, n: int) -> Iterator[Operator]:
    """Whether what was planned or tried came to nothing: "the planned strike was called off", "their attempt failed"."""
    h = t.head[n]
    if t.dep[n] == "nsubj" and is_verb(t, h) and not negated(t, h, n) and (found := governed(t, h, "failing")):
        yield found
    over = governed(t, h, "object") if t.dep[n] in ("dobj", "nsubjpass") else None
    if over and over.negative and not negated(t, h, n):
        yield over


def known(t: Tree, n: int) -> bool:
    """Whether a noun speaks of something known already: "the attacks"."""
    return t.pos[n] in NOMINAL and t.worded(n, _DEFINITE) is not None


def climb(t: Tree, i: int, below: int | None, noun: bool) -> Iterator[Operator]:
    """The operators of the word's clause and of what is over it, until a clause tells how things are."""
    for _ in range(_STEPS):
        verbal = is_verb(t, i) and not noun
        if verbal:
            own = () if _pronounced(t, i) or _bare(t, i) else of_clause(t, i, below)
            yield from own
            if any(o.mood for o in own):
                yield from on_clause(t, i)
                return
        h = t.head[i]
        if h == i:
            return
        found, up = _over_verb(t, i, h) if verbal else _over_noun(t, i, h)
        yield from found
        if up is None:
            return
        below, i, noun = i, up, False


def _pronounced(t: Tree, i: int) -> bool:
    """Whether a participle is what something is declared to be: "declared the truce ended"."""
    said = t.dep[i] == "ccomp" and t.tag[i] in ("VBN", "VBD") and t.child(i, "mark", "aux", "auxpass") is None
    return said and t.lemma[t.head[i]] in operators("pronounce")


def _bare(t: Tree, i: int) -> bool:
    """Whether a verb without "to" is an infinitive, whatever its form: "let the rebels *lay* down their arms"."""
    return t.dep[i] == "ccomp" and t.lemma[t.head[i]] in operators("bare") and t.child(i, "mark", "aux") is None


def _one(found: Operator | None) -> tuple[Operator, ...]:
    """An operator as a tuple."""
    return (found,) if found is not None else ()


def governed(t: Tree, h: int, slot: str) -> Operator | None:
    """What a governing verb does, asked with its particle first: "held off", then "held"."""
    words = operators(slot)
    for k in t.children(h, "prt", "prep", "advmod"):
        if found := words.get(f"{t.lemma[h]}+{t.lower[k]}"):
            return found
    return words.get(t.lemma[h])


def _over_verb(t: Tree, i: int, h: int) -> Step:
    """What stands over a verb."""
    over = _VERB_STEPS.get(t.dep[i])
    return over(t, i, h) if over is not None else ((), None)


def _over_modifier(t: Tree, i: int, h: int) -> Step:
    """What stands over a clause beside a noun or another clause: an infinitive's governor, that of a gerund behind a particle."""
    if infinitive(t, i):
        return _over_infinitive(t, i, h)
    gerund = t.dep[i] == "advcl" and t.tag[i] == "VBG" and any(h < k < i for k in t.children(h, "prt"))
    found = governed(t, h, "verb") if gerund else None
    return ((found,), h) if found else ((TOLD,), None)


def _over_complement(t: Tree, i: int, h: int) -> Step:
    """What stands over an infinitive, a gerund or a clause that is a verb's, an adjective's or a noun's."""
    if is_verb(t, h):
        return _over_clause(t, i, h)
    if measure := _measure(t, i, h):
        return (measure,), t.head[h]
    adjective = t.pos[h] == "ADJ"
    found = operators("adj" if adjective else "noun").get(t.lemma[h])
    said = found and adjective and t.dep[h] in ("acomp", "oprd")
    return _one(found) or (TOLD,), t.head[h] if said else None


def _measure(t: Tree, i: int, h: int) -> Operator | None:
    """What "too" and "enough" beside an adjective or adverb do to its infinitive: "too weak to attack", "not strong enough to"."""
    words = operators("degree")
    return next((words[t.lower[k]] for k in t.kids[h] if t.lower[k] in words), None) if infinitive(t, i) else None


def _over_clause(t: Tree, i: int, h: int) -> Step:
    """What a verb does to its infinitive, gerund or clause: "are to leave", "have yet to", "refused to", "said that"."""
    if t.lemma[h] == "be" and infinitive(t, i):
        return (Operator("planned"),), h
    if t.lemma[h] == "have" and t.worded(h, {"yet"}) is not None:
        return (), h
    over = _of_verb(t, h)
    if t.dep[i] != "ccomp" or _pronounced(t, i):
        return over, h
    if t.lemma[h] in operators("telling") and t.tag[i] in _INDICATIVE:
        over = ()
    return over or tuple(on_clause(t, i)), None


def _of_verb(t: Tree, h: int) -> tuple[Operator, ...]:
    """What a verb does to its infinitive; efforts that continue stay efforts."""
    found = governed(t, h, "verb")
    if found and found.mood == "ongoing":
        efforts = (operators("noun").get(t.lemma[k]) for k in t.surface_subject(h))
        return _one(next((e for e in efforts if e), found))
    return _one(found)


def _over_gerund(t: Tree, _i: int, p: int) -> Step:
    """What stands over a gerund after a preposition: "without firing", "insisted on", "aimed at", "talks on lifting"."""
    if found := operators("prep").get(t.lower[p]):
        return (found, TOLD), None
    g = t.head[p]
    if terms := _terms(t, p):
        return (terms,), None
    if t.lower[p] not in _COMPLEMENT:
        return (TOLD,), None
    if is_verb(t, g):
        return _of_verb(t, g), g
    if verdict := tuple(on_noun(t, g)):
        return (*verdict, TOLD), None
    found = operators("adj" if t.pos[g] == "ADJ" else "noun").get(t.lemma[g])
    return (_one(found) or (TOLD,)), None


def _terms(t: Tree, p: int) -> Operator | None:
    """What conditions do to what they are "for", also where the verb over them has its "for": "set *terms for* talks"."""
    h = t.head[p]
    things = [*t.children(h, "dobj", "nsubjpass"), t.head[h]] if is_verb(t, h) else [h]
    found = (operators("terms").get(t.lower[k]) for k in things if t.lower[p] == "for")
    return next((o for o in found if o is not None), None)


def _over_infinitive(t: Tree, i: int, h: int) -> Step:
    """What stands over an infinitive that is no complement: "a plan to", "the first to", "fired to drive them off"."""
    if t.dep[i] == "advcl":
        found = governed(t, h, "verb") or operators("purpose").get("to")
        return _one(found), None
    if verdict := tuple(on_noun(t, h)):
        return verdict, None
    found = operators("noun").get(t.lemma[h])
    if found:
        return (found, *undone(t, h), *missing(t, h)), h if found.negative else None
    first = any(t.lower[k] in operators("first") or t.tag[k] in ("JJS", "RBS") for k in (h, *t.kids[h]))
    return (TOLD if first else Operator("possible"),), None


def _over_noun(t: Tree, i: int, h: int) -> Step:
    """What stands over a noun."""
    over = _NOUN_STEPS.get(t.dep[i])
    return over(t, i, h) if over is not None else ((TOLD,), None)


def _over_joined(t: Tree, i: int, h: int) -> Step:
    """What stands over a word that goes on with another: the same as over that; a bare verb goes on with the infinitive before it
    ("was chosen to seize him, *bring* him to court")."""
    bare = t.tag[i] == "VB" and t.tag[h] not in ("VB", "VBP") and t.child(i, "aux", "auxpass", "nsubj") is None
    goals = [k for k in t.children(h, "xcomp") if k < i and infinitive(t, k)] if bare else []
    return (), goals[-1] if goals else h


def _over_part(t: Tree, _i: int, h: int) -> Step:
    """What stands over a noun before another: "strike plans"."""
    return _one(operators("noun").get(t.lemma[h])), h


def _over_subject(t: Tree, i: int, h: int) -> Step:
    """What a verb or an adjective says of its subject: "fighting rages", "an attack is likely", "talks begin"; what "had gone on" is over."""
    if not is_verb(t, h):
        return (TOLD,), None
    found = _said_of(t, h) if t.dep[i] == "nsubj" else _under_way(t, h)
    if found is None:
        return ((), h) if governed(t, h, "occur") else ((TOLD,), None)
    over = found.mood == "ongoing" and t.tag[h] == "VBN" and auxiliary(t, h, PAST)
    return ((TOLD,), None) if over else ((found,), h)


def _said_of(t: Tree, h: int) -> Operator | None:
    """What a verb, or the adjective under it, says of the verb's subject."""
    said = t.child(h, "acomp")
    told = governed(t, h, "subject") or _under_way(t, h)
    return told or (operators("adj").get(t.lower[said]) if said is not None else None) or _not_there(t, said)


def _not_there(t: Tree, said: int | None) -> Operator | None:
    """What "close" says of its subject, a deal that is not there yet: "an accord is *close*", not "close to the town"."""
    return operators("near").get(t.lower[said]) if said is not None and t.child(said, "prep") is None else None


def _under_way(t: Tree, h: int) -> Operator | None:
    """What "under way" says of its subject: "a battle was *under way*"."""
    ways = (k for p in t.children(h, "prep") if t.lower[p] == "under" for k in t.children(p, "pobj"))
    along = any(t.lower[k] == "way" for k in ways) or t.worded(h, {"underway"}) is not None
    return operators("adj").get("ongoing") if along else None


def _over_object(t: Tree, i: int, h: int) -> Step:
    """What a verb does to its object: "postponed the strike", "demanded a withdrawal", "condemned the raid"."""
    found = governed(t, h, "object") if is_verb(t, h) else None
    if found:
        return (found,), h
    if t.lemma[h] in operators("ended") and t.lemma[i] not in nouns("@agreement"):
        return (TOLD,), None
    return ((), h) if is_verb(t, h) and governed(t, h, "occur") else ((TOLD,), None)


def _over_patient(t: Tree, i: int, h: int) -> Step:
    """What a passive does to its subject; "raids would be met with force" tells of none."""
    over, up = _over_object(t, i, h)
    ahead = up is None and not known(t, i) and t.worded(h, _AHEAD) is not None
    return ((Operator("possible"),), None) if ahead else (over, up)


def _over_prepositional(t: Tree, i: int, p: int) -> Step:
    """What stands over a noun after a preposition."""
    word, h = t.lower[p], t.head[p]
    if found := operators("prep").get(word):
        return (found, TOLD), None
    if not is_verb(t, h):
        return _over_head(t, i, word, h)
    slot = "for" if word == "for" else "object"
    if word in _COMPLEMENT and p > h and (found := governed(t, h, slot)):
        return (found,), h
    if (kept := _kept_up(t, i, p)) is not None:
        return kept
    own = of_clause(t, h, i)
    mood = next((o.mood for o in own if o.mood), None)
    return (own if _no_surer(t, i, word, mood) else (TOLD,)), None


def _kept_up(t: Tree, i: int, p: int) -> Step | None:
    """What stands over a noun that terms are "for", or "with" which somebody goes on ("plan to *go on with* raids")."""
    if terms := _terms(t, p):
        return (terms,), None
    over = governed(t, t.head[p], "verb") if t.lower[p] in _INSTRUMENT and not known(t, i) else None
    return ((), t.head[p]) if over is not None and over.mood == "ongoing" else None


def _no_surer(t: Tree, i: int, word: str, mood: str | None) -> bool:
    """Whether a noun after a preposition is no surer than the verb: "will meet for talks", "could end in an attack"."""
    if mood == "planned" and word in _SETTING:
        return True
    if known(t, i):
        return False
    if mood == "planned":
        return word in _INSTRUMENT
    return mood in ("would", "able", "asked", "possible", "supposed") and word in _ENTERED


def _over_head(t: Tree, i: int, word: str, h: int) -> Step:
    """What a noun or an adjective over a preposition does: "plans for an attack", "no sign of an attack", "ready for talks"."""
    if t.pos[h] not in NOMINAL:
        found = operators("adj").get(t.lower[h]) if (t.lower[h], word) != _CAUSE else None
        return _one(found) or (TOLD,), None
    if verdict := tuple(on_noun(t, h)):
        return verdict, None
    if t.lemma[h] in operators("settled"):
        return (TOLD,), None
    found = operators("noun").get(t.lemma[h])
    if found is None and known(t, i):
        return (TOLD,), None
    return _one(found), h if word == "of" or (found and found.mood in ("planned", "undertaken", None)) else None


_VERB_STEPS: dict[str, Callable[[Tree, int, int], Step]] = {
    "conj": _over_joined,
    **dict.fromkeys(("xcomp", "ccomp"), _over_complement),
    "pcomp": _over_gerund,
    **dict.fromkeys(("acl", "relcl", "advcl"), _over_modifier),
}
"""What tells what stands over a verb, by its label."""


_NOUN_STEPS: dict[str, Callable[[Tree, int, int], Step]] = {
    **dict.fromkeys(("conj", "appos"), _over_joined),
    **dict.fromkeys(("compound", "nmod", "poss"), _over_part),
    **dict.fromkeys(("nsubj", "attr"), _over_subject),
    **dict.fromkeys(("dobj", "dative"), _over_object),
    "nsubjpass": _over_patient,
    **dict.fromkeys(("pobj", "pcomp"), _over_prepositional),
}

"""Whether a word tells an event here: its particle, object, subject, modifiers and prepositions, and where slots stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from truceline.find.happened.view import View
from truceline.find.syntax import NOMINAL, VERBAL, Tree
from truceline.know.triggers import Trigger, light, nouns, triggers

_MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
_LINKS = ("prep", "dative", "agent", "prt")
_LOOSE = ("prt", "advmod", "prep")
_STRAY = ("compound", "nmod", "amod")


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger at a token; `obj` and `subj` are the nouns that its conditions found, `light` the verb that carries it."""

    at: int
    trigger: Trigger
    obj: int | None = None
    subj: int | None = None
    light: int | None = None

    def bases(self) -> list[int]:
        """The tokens under which prepositions of the event may stand."""
        return [i for i in (self.at, self.obj, self.subj, self.light) if i is not None]

    def tokens(self, view: View, slot: str) -> list[int]:
        """The tokens in a slot, conjuncts included."""
        t = view.t
        base, _, rest = slot.partition(".")
        if rest:
            thing = self.obj if base == "obj" else self.subj
            if thing is None and base == "obj":
                thing = next(iter(t.patients(self.at)), None)
            return [] if thing is None else _of_noun(t, thing, rest)
        if slot == "subj":
            return self._subject(t)
        if slot == "obj":
            return t.patients(self.at)
        if slot == "dative":
            k = t.child(self.at, "dative")
            k = t.child(k, "pobj") if k is not None and t.pos[k] == "ADP" else k
            return t.conjuncts(k) if k is not None else []
        if slot in ("poss", "mod", "of"):
            return _of_noun(t, self.at, slot)
        if slot == "by":
            return [i for b in self.bases() for i in t.by_agents(b)]
        return [i for b in self.bases() for i in t.under(b, slot)]

    def _subject(self, t: Tree) -> list[int]:
        if self.trigger.pos == "verb":
            return t.agents(self.at)
        if self.trigger.pos == "adj":
            return _predicated(t, self.at)
        return t.agents(self.light) if self.light is not None else []


def _predicated(t: Tree, i: int) -> list[int]:
    """What an adjective is said of."""
    h = t.head[i]
    if t.dep[i] in ("acomp", "attr", "oprd") and t.pos[h] in VERBAL:
        return t.surface_subject(h)
    return t.conjuncts(h) if t.dep[i] in ("amod", "acl", "relcl") and t.pos[h] in NOMINAL else []


def _of_noun(t: Tree, n: int, slot: str) -> list[int]:
    if slot == "poss":
        k = t.child(n, "poss")
        return t.conjuncts(k) if k is not None else []
    if slot == "mod":
        return [j for k in t.kids[n] if t.dep[k] in _STRAY and k < n for j in t.conjuncts(k)]
    return t.under(n, slot)


def find(view: View, i: int) -> Iterable[Match]:
    """The senses of a token that fit here, the one that asks for most first."""
    t = view.t
    for pos in _positions(t, i):
        for trigger in triggers().get((t.lemma[i], pos), ()):
            if (found := _match(view, i, trigger)) is not None:
                yield found


def _positions(t: Tree, i: int) -> tuple[str, ...]:
    pos, tag = t.pos[i], t.tag[i]
    if pos in VERBAL or (tag.startswith("VB") and pos != "ADJ"):
        return () if t.dep[i] in _STRAY else ("verb",)
    if pos in ("NOUN", "PROPN"):
        return () if t.dep[i] in _STRAY else ("noun",)
    if pos == "ADJ" and t.dep[i] in ("acomp", "attr", "oprd", "acl", "amod", "relcl", "conj"):
        return ("adj", "verb") if tag == "VBN" else ("adj",)
    return ()


def _match(view: View, i: int, trigger: Trigger) -> Match | None:
    t = view.t
    match = Match(i, trigger)
    if trigger.particle and not _particle(t, i, trigger.particle):
        return None
    if trigger.pos == "noun":
        match = replace(match, light=_carrier(t, i))
    if trigger.obj:
        obj = first(t, t.patients(i), trigger.obj)
        if obj is None:
            return None
        match = replace(match, obj=obj)
    if trigger.subj:
        subj = first(t, t.surface_subject(i), trigger.subj)
        if subj is None:
            return None
        match = replace(match, subj=subj)
    if trigger.mod and not any(t.lemma[k] in trigger.mod or t.lower[k] in trigger.mod for k in _modifiers(t, i)):
        return None
    if trigger.comp and not any(_is(t, k, trigger.comp) for k in t.children(i, "xcomp", "ccomp", "acl", "pcomp")):
        return None
    return match if _prepositions(t, match) else None


def _modifiers(t: Tree, n: int) -> list[int]:
    return [j for k in t.kids[n] if t.dep[k] in _MODIFIERS for j in t.conjuncts(k)]


def _particle(t: Tree, i: int, word: str) -> bool:
    return any(
        t.lower[k] == word and t.dep[k] in _LOOSE and t.child(k, "pobj", "pcomp") is None for k in t.kids[i]
    ) or (i + 1 < len(t) and t.lower[i + 1] == word and t.dep[i + 1] in _LOOSE)


def _prepositions(t: Tree, match: Match) -> bool:
    trigger = match.trigger
    if not trigger.prep:
        return True
    for b in match.bases():
        for k in t.kids[b]:
            if t.dep[k] in _LINKS and t.lower[k] in trigger.prep:
                under = t.under(b, t.lower[k])
                if not trigger.pobj or first(t, under, trigger.pobj) is not None:
                    return True
    return False


def first(t: Tree, tokens: Iterable[int], words: frozenset[str]) -> int | None:
    """The first token that is one of the nouns; "a series of bombs" is read as bombs."""
    for i in tokens:
        for j in (i, *(t.under(i, "of") if t.lemma[i] in nouns("@measure") else ())):
            if _is(t, j, words):
                return j
    return None


def _is(t: Tree, i: int, words: frozenset[str]) -> bool:
    if t.lemma[i] in words or t.lower[i] in words or "*" in words:
        return True
    return any(f"{t.lemma[k]}_{t.lemma[i]}" in words for k in t.kids[i] if t.dep[k] in _MODIFIERS)


def _carrier(t: Tree, n: int) -> int | None:
    """The verb that lends a noun its subject: "launched an attack", "took part in talks", "is in talks"."""
    h = t.head[n]
    while t.dep[n] in ("conj", "appos") and t.pos[h] in NOMINAL:
        n, h = h, t.head[h]
    if t.dep[n] == "pobj" and t.lemma[t.head[h]] in nouns("@measure") and t.lower[h] == "of":
        n = t.head[h]
        h = t.head[n]
    if t.dep[n] == "pobj" and t.lower[h] in ("in", "for", "to", "with", "at"):
        h = t.head[h]
        if t.dep[h] == "dobj" and t.lemma[h] in ("part", "place"):
            h = t.head[h]
        return h if f"{t.lemma[h]}+{t.lower[t.head[n]]}" in light() else None
    if t.dep[n] in ("dobj", "nsubjpass") and t.lemma[h] in light():
        return h
    if t.dep[n] == "attr" and t.lemma[h] == "be":
        return None
    return next((k for k in t.kids[n] if t.dep[k] == "acl" and t.tag[k] == "VBN" and t.lemma[k] in light()), None)

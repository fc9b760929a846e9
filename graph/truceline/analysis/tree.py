"""A dependency parse as plain lists, and the questions finders ask of it: who is subject, object, conjunct.

spaCy's token attributes are slow to reach from Python; a `Tree` reads each once. Tokens are named by their position in
the Doc. Labels are those of the English models (ClearNLP style: nsubj, nsubjpass, dobj, pobj, agent, relcl, acl …).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from truceline.analysis.remembered import remembered
from truceline.analysis.shape import VERBAL as VERBAL
from truceline.analysis.shape import Shape
from truceline.know.control import control
from truceline.know.nouns import heads

SUBJECT = frozenset({"nsubj", "csubj"})
SUBJECT_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_SUBJECTS = (*SUBJECT, *SUBJECT_PASSIVE)
RELATIVE = frozenset({"who", "whom", "which", "that", "whose", "where"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SINGULAR = frozenset({"is", "was", "has"})
_PLURAL = frozenset({"are", "were", "have"})
_OTHERS = frozenset({"others", "other", "more", "another", "several", "many", "dozens", "scores", "hundreds"})


@dataclass(frozen=True, slots=True)
class Tree(Shape):
    """A parsed text with the voice and the arguments of its verbs."""

    def passive(self, v: int) -> bool:
        """Whether the verb is a passive, also a reduced one ("the town shelled by …")."""
        if self.child(v, "auxpass", "nsubjpass", "csubjpass") is not None:
            return True
        if self.tag[v] not in ("VBN", "VBD") or self.child(v, "aux") is not None:
            return False
        alone, dep = self.child(v, "dobj") is None, self.dep[v]
        if alone and self._befell(v):
            return True
        return self.tag[v] == "VBN" and (
            dep in ("acl", "amod", "advcl") or (dep in ("ccomp", "xcomp", "oprd", "ROOT") and alone)
        )

    def _befell(self, v: int) -> bool:
        """Whether a participle without an object tells what was done: it has an agent, or goes on with a passive, or names a state."""
        joined = self.dep[v] == "conj" and self._shares_auxiliary(v)
        return joined or self.child(v, "agent") is not None or self._state_left(v)

    def _shares_auxiliary(self, v: int) -> bool:
        """Whether a verb goes on with the passive before it: "stormed and *looted*", "two were killed and six guards *wounded*"."""
        bare = self.tag[v] == "VBN" and not self._has_subject(v)
        return (bare or self.lemma[v] in control("done to")) and self.passive(self.head[v])

    def _state_left(self, v: int) -> bool:
        """Whether a word tells in what state people are left: "left ten dead and thousands *displaced*", "with 500 *displaced*"."""
        with_ = any(self.lower[k] == "with" for k in self.children(v, "mark"))
        left = self.dep[v] == "conj" and self.child(self.head[v], "oprd") is not None
        bare = self.tag[v] == "VBN" and self._has_subject(v)
        return (with_ or left or bare) and self.lemma[v] in control("done to")

    def _has_subject(self, v: int) -> bool:
        return self.child(v, *_SUBJECTS) is not None

    @remembered
    def surface_subject(self, v: int, depth: int = 0) -> list[int]:
        """The grammatical subject's conjuncts, looked for through relatives, coordination, control and participles."""
        if found := self.children(v, *_SUBJECTS):
            k = max((k for k in found if k < v), default=found[0])
            relative = self.lower[k] in RELATIVE and self.pos[k] in ("PRON", "DET", "SCONJ")
            return self._antecedents(v, k) if relative else self.conjuncts(k)
        if depth > 5 or self.head[v] == v:
            return []
        return self._shared_subject(v, depth)

    def _antecedents(self, v: int, k: int) -> list[int]:
        """Whom a relative pronoun takes up: all of a list that is the subject or that a plural verb follows ("A and B, who met")."""
        if self.dep[v] != "relcl":
            return []
        h = self.head[v]
        if self._of_one(v):
            return [m for m in self.conjuncts(h) if m < k][-1:]
        top = self.first_of_list(h)
        listed = self.dep[top] in SUBJECT and self.lower[k - 1] == ","
        return [m for m in self.conjuncts(top) if m < k] if listed or self._of_several(v, h) else self.conjuncts(h)

    def first_of_list(self, n: int) -> int:
        """The first of the nouns that one is coordinated with."""
        while self.dep[n] == "conj" and self.pos[self.head[n]] in NOMINAL:
            n = self.head[n]
        return n

    def _of_one(self, v: int) -> bool:
        """Whether the verb of a relative clause tells of one alone, by its form."""
        return self.tag[v] == "VBZ" or any(self.lower[a] in _SINGULAR for a in (v, *self.children(v, "aux", "auxpass")))

    def _of_several(self, v: int, h: int) -> bool:
        """Whether the verb of a relative clause tells of more than the one noun before it, by its form or what it means."""
        plural = self.tag[v] == "VBP" or any(self.lower[a] in _PLURAL for a in self.children(v, "aux", "auxpass"))
        mutual = self.lemma[v] in control("joint") and self.child(v, "dobj") is None
        return mutual or (plural and self.tag[h] in ("NN", "NNP"))

    def _shared_subject(self, v: int, depth: int) -> list[int]:
        """The subject a verb takes over from what it hangs on."""
        pos = self.pos[self.head[v]]
        over = "verb" if pos in VERBAL else "noun" if pos in NOMINAL else pos
        shared = _SHARED.get((self.dep[v], over)) or _SHARED.get((self.dep[v], "any"))
        return shared(self, v, self.head[v], depth + 1) if shared is not None else []

    def of_conjunct(self, v: int, h: int, depth: int) -> list[int]:
        """The subject shared by two verbs ("came and went")."""
        apart = self.tag[v] == "VBN" and self.child(v, "agent") is not None and not self.passive(h)
        return [] if apart else self.surface_subject(h, depth)

    def of_attribute(self, v: int, h: int, depth: int) -> list[int]:
        """The subject of a clause that belongs to a noun: the noun ("troops holding the town"), else who is to do it."""
        if self.tag[v] in ("VBG", "VBN") and self.dep[v] == "acl":
            return self.conjuncts(h)
        return self._asked_by(h) or self.owner(h, depth)

    def of_complement(self, v: int, h: int, depth: int) -> list[int]:
        """The subject of a complement: the object of the verb over it ("forced them to flee"), else its subject."""
        patient = self.child(h, "dobj", "dative") if self.dep[v] == "xcomp" else None
        if patient is not None and self.lemma[h] not in control("own deed"):
            return self.conjuncts(patient)
        return self.surface_subject(h, depth)

    def of_adjective(self, _v: int, h: int, depth: int) -> list[int]:
        """The subject of an infinitive under an adjective: whom the adjective is said of ("they were ready to")."""
        return self.surface_subject(self.head[h], depth) if self.dep[h] == "acomp" else []

    def of_adverbial(self, v: int, h: int, depth: int) -> list[int]:
        """The subject of an adverbial clause that has none: who is to do it, else the subject of the verb over it."""
        return self._asked_by(v) or self.surface_subject(h, depth)

    def recipients(self, v: int) -> list[int]:
        """Who is given something: the dative, or the subject of "was given aid"."""
        k = self.child(v, "dative")
        k = self.child(k, "pobj") if k is not None and self.pos[k] == "ADP" else k
        if k is None and self.passive(v) and self.child(v, "dobj") is not None:
            return self.surface_subject(v)
        return self.conjuncts(k) if k is not None else []

    def _asked_by(self, i: int) -> list[int]:
        """Who is to do what an infinitive under `i` or `i` itself says: "gave *them* a week to leave", "orders to *them* to leave"."""
        h = self.head[i]
        if self.pos[i] not in NOMINAL:
            return self._given(h) if self.tag[i] == "VB" and self.lemma[h] in control("giving") else []
        if self.lemma[i] in control("own word"):
            return []
        to = self.under(i, "to", "for") if self.lemma[i] in control("bidding") else []
        return to or (self.recipients(h) if self.lemma[h] in control("giving") else [])

    def _given(self, v: int) -> list[int]:
        """Whom a verb of giving gives something, which is not their own word, or whom it gives: "sent *troops* to fight"."""
        thing = self.child(v, "dobj")
        if thing is not None and self.lemma[thing] in control("own word"):
            return []
        people = [] if thing is None or self.lemma[thing] not in heads() else self.conjuncts(thing)
        return self.recipients(v) or people

    def of_gerund(self, _v: int, p: int, depth: int) -> list[int]:
        """Who does what a gerund after a preposition tells: "accused *them* of shelling", "left without firing"."""
        g = self.head[p]
        if self.dep[p] == "agent" or (self.lower[p] == "by" and self.passive(g)):
            return []
        if self.lower[p] == "in" and (part := self.part(g)) is not None:
            return self._owners(part)
        if (patient := self._put_to(p, g)) is not None:
            return self.conjuncts(patient)
        if self.pos[g] == "ADJ" and self.dep[g] == "acomp":
            return self.surface_subject(self.head[g], depth)
        return self.surface_subject(g, depth) if self.pos[g] in VERBAL else self.owner(g, depth)

    def _put_to(self, p: int, g: int) -> int | None:
        """To whom a deed is put, or who is kept from it or moved to it: "accused *them* of", "barred *them* from", "quoted *them* as saying"."""
        if self.dep[g] == "dobj" and self.lemma[self.head[g]] in control("charging") and self.lower[p] == "of":
            return g
        return self.child(g, "dobj") if self.lower[p] in ("of", "from", "for", "into", "as") else None

    def part(self, g: int) -> int | None:
        """The noun at or under a word that gives somebody a part in something: "the *role* of A in", "ruled out a *role* for A in"."""
        nouns = (k for k in (g, *self.children(g, "dobj", "nsubjpass")) if self.lemma[k] in control("part"))
        return next((k for k in nouns if self._owners(k)), None)

    def _owners(self, n: int) -> list[int]:
        """Those whose part, by "of" or "for" or a possessor, something is."""
        return [*self.under(n, "of", "for"), *self.children(n, "poss")]

    def owner(self, n: int, depth: int = 0) -> list[int]:
        """Whose noun it is: possessor ("its plan to"), else the subject of the verb that it is object of ("has plans to")
        or adverbial of ("in a bid to")."""
        poss = self.child(n, "poss")
        if poss is not None:
            return self.conjuncts(poss)
        h = self.head[n]
        if depth < 5 and self.dep[n] in ("dobj", "attr"):
            return self.agents(h, depth + 1)
        adverbial = self.dep[n] == "pobj" and self.lower[h] in ("as", "in", "on") and self.pos[self.head[h]] in VERBAL
        return self.agents(self.head[h], depth + 1) if depth < 5 and adverbial else []

    def by_agents(self, v: int) -> list[int]:
        """Who stands after "by" under a passive or a nominalisation."""
        for k in self.kids[v]:
            if self.dep[k] == "agent" or (self.dep[k] == "prep" and self.lower[k] == "by"):
                p = self.child(k, "pobj")
                if p is not None:
                    return self.conjuncts(p)
        return []

    def agents(self, v: int, depth: int = 0) -> list[int]:
        """The logical subject: the subject of an active verb, the "by" phrase of a passive ("stormed and looted by …")."""
        if not self.passive(v):
            return self.surface_subject(v, depth)
        joined = (k for k in self.children(v, "conj") if self.passive(k))
        shared = (k for k in joined if not self._has_subject(k) or self.elliptic(k))
        return self.by_agents(v) or next((found for k in shared if (found := self.by_agents(k))), [])

    def elliptic(self, v: int) -> bool:
        """Whether a passive goes on with the one before it, of others of the same: "ten were killed and *29 others injured*"."""
        who = self.child(v, *SUBJECT_PASSIVE)
        over = self.head[v] if self.dep[v] == "conj" else v
        if who is None or not {self.lemma[v], self.lemma[over]} <= control("done to"):
            return False
        more = (who, *self.children(who, "amod", "det"))
        return self.pos[who] == "NUM" or any(self.lower[k] in _OTHERS for k in more)

    @remembered
    def patients(self, v: int) -> list[int]:
        """The logical object: the direct object of an active verb, the subject of a passive."""
        if self.passive(v):
            return self.surface_subject(v)
        o = self.child(v, "dobj", "dobjpass")
        if o is None:
            return self._raised(v)
        if self.lower[o] not in RELATIVE:
            return self.conjuncts(o)
        while self.dep[v] in ("xcomp", "ccomp") and self.head[v] != v:
            v = self.head[v]
        return [self.head[v]] if self.dep[v] == "relcl" else []

    def _raised(self, v: int) -> list[int]:
        """The object that the parser gave to another verb: the last of a list ("shot, beat and *killed ten*"), or a clause
        that tells what its people were doing ("killed *ten people* waiting for bread")."""
        after = [k for k in self.kids[v] if k > v]
        last = self._goes_on_with(after)
        if last is not None:
            return self.patients(last) if not self.passive(last) else []
        who = self._busy(after)
        return self.conjuncts(who) if who is not None and self.subtree(who)[0] == v + 1 else []

    def _goes_on_with(self, after: list[int]) -> int | None:
        """The verb of the same doer that a verb goes on with, where nothing else stands behind it."""
        if any(self.dep[k] not in ("punct", "cc", "conj") for k in after):
            return None
        last = next((k for k in after if self.dep[k] == "conj" and not self._has_subject(k)), None)
        return last if last is not None and self.pos[last] == "VERB" else None

    def _busy(self, after: list[int]) -> int | None:
        """Who is doing something in the clause right behind a verb."""
        if not after or self.dep[after[0]] != "advcl" or self.tag[after[0]] != "VBG":
            return None
        return self.child(after[0], "nsubj") if self.child(after[0], "mark") is None else None

    def under(self, i: int, *preps: str) -> list[int]:
        """What stands after one of these prepositions, or participles that serve as one ("talks *involving* A and B"), under
        `i`, with its conjuncts."""
        out: list[int] = []
        for k in self.children(i, "prep", "agent", "dative", "prt", "acl"):
            several = (k, *(c for c in self.children(k, "conj") if self.lower[c] == self.lower[k]))
            for x in several if self.lower[k] in preps else ():
                p = self.child(x, "pobj", "pcomp", "dobj")
                if p is not None:
                    out += self.conjuncts(p)
        return out


_SHARED: dict[tuple[str, str], Callable[[Tree, int, int, int], list[int]]] = {
    ("conj", "verb"): Tree.of_conjunct,
    ("acl", "noun"): Tree.of_attribute,
    ("relcl", "noun"): Tree.of_attribute,
    ("amod", "any"): lambda _t, _v, h, _depth: [h],
    ("xcomp", "verb"): Tree.of_complement,
    ("ccomp", "verb"): Tree.of_complement,
    ("xcomp", "ADJ"): Tree.of_adjective,
    ("advcl", "verb"): Tree.of_adverbial,
    ("pcomp", "any"): Tree.of_gerund,
}
"""How a verb without a subject of its own finds one, by its label and the word it hangs on."""

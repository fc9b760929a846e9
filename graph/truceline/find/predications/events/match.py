"""Whether a word tells an event here: its particle, object, subject, modifiers and prepositions, and where slots stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from truceline.analysis.tree import NOMINAL, VERBAL, Tree
from truceline.find.predications.events.pronoun import antecedents
from truceline.find.predications.events.view import View
from truceline.know.control import control
from truceline.know.moods import operators
from truceline.know.nouns import heads
from truceline.know.triggers import Trigger, light, nouns, triggers

_MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
_LINKS = ("prep", "dative", "agent", "prt")
_BESIDE = frozenset({"poss", "mod", "owns", "owned", "names", "groups"})
_PLAIN = frozenset({"subj", "obj", "dative", "pred", "clause", "by", "purpose"})
_LOOSE = ("prt", "advmod", "prep")
_STRAY = ("compound", "nmod", "amod")
_WHEN = frozenset({"when", "after", "as"})
_CLAUSES = ("xcomp", "ccomp", "acl", "pcomp", "relcl", "advcl", "oprd")


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger at a token.

    `obj`, `subj` and `comp` are the nouns and the verb that its conditions found, `light` the verb that carries it.
    """

    at: int
    trigger: Trigger
    obj: int | None = None
    subj: int | None = None
    comp: int | None = None
    light: int | None = None

    @property
    def verb(self) -> int:
        """The word whose tense and mood are the event's."""
        return self.at if self.light is None else self.light

    def bases(self) -> list[int]:
        """The tokens under which prepositions of the event may stand."""
        return [i for i in (self.at, self.obj, self.subj, self.light) if i is not None]

    def tokens(self, view: View, slot: str) -> list[int]:
        """The tokens in a slot, conjuncts included."""
        base, _, rest = slot.partition(".")
        if rest:
            return self._inner(view.t, base, rest)
        if base in _BESIDE:
            return of_noun(view.t, self.at, base)
        if base in _PLAIN:
            return self._plain(view, base)
        return self._after(view.t, base)

    def _plain(self, view: View, slot: str) -> list[int]:
        """The tokens in a slot that has a name of its own."""
        t = view.t
        if slot == "subj":
            return _of_result(view, self.at) or self._subject(t)
        if slot == "obj":
            found = t.patients(self.at)
            return found if found or not self.trigger.particle or self.obj is None else t.conjuncts(self.obj)
        if slot in ("by", "purpose"):
            asked = t.by_agents if slot == "by" else partial(_purpose, t)
            found = [i for b in (*self.bases(), _outermost(t, self.at)) for i in asked(b)]
            return found or (self._strays(t) if slot == "by" else [])
        if slot == "clause":
            return t.children(self.at, "ccomp")
        return t.recipients(self.at) if slot == "dative" else _predicated(t, self.at)

    def _strays(self, t: Tree) -> list[int]:
        """Who stands after a "by" that hangs on another part of a noun's phrase: "attacks on the villages by the army"."""
        if self.trigger.pos != "noun":
            return []
        inner = [k for k in t.subtree(self.at) if t.pos[k] in NOMINAL and (t.lemma[k], "noun") not in triggers()]
        return next((found for k in inner if k > self.at and (found := t.by_agents(k))), [])

    def _after(self, t: Tree, slot: str) -> list[int]:
        """The tokens after a preposition, also one that hangs on the object of a verb, or on the doer or the place of a noun."""
        found = [i for b in self.bases() for i in t.under(b, slot)]
        if found or (self.trigger.pos == "verb" and not self.trigger.needs):
            return found
        where = t.under(self.at, "in", "at", "near") if slot in ("between", "against") else []
        beside = [*t.by_agents(self.at), *where]
        strays = t.patients(self.at) if self.trigger.pos == "verb" else beside
        return [i for b in strays for i in t.under(b, slot)]

    def _inner(self, t: Tree, base: str, rest: str) -> list[int]:
        """The tokens in a slot of the clause, the object, the subject or the noun after a preposition."""
        if base == "comp":
            if self.comp is None:
                return []
            return t.patients(self.comp) if rest == "obj" else t.children(self.comp, "nsubj", "nsubjpass")
        if base == "subj":
            things = [] if self.subj is None else [self.subj]
        elif base == "obj":
            things = t.patients(self.at)[:1] if self.obj is None else [self.obj]
        else:
            things = self._after(t, base)
        return [i for thing in things for i in of_noun(t, thing, rest)]

    def _subject(self, t: Tree) -> list[int]:
        if self.trigger.pos == "verb":
            return _controller(t, self.at) or t.agents(self.at)
        if self.trigger.pos == "adj":
            return _predicated(t, self.at)
        return t.agents(self.light) if self.light is not None else []


def _of_result(view: View, v: int) -> list[int]:
    """Who did what a closing participle tells, where the verb it hangs on has no doer or only speaks: the doer of the
    nearest clause ("accused *them* of shelling the town, killing ten"; "the war began when *they* came, taking captives")."""
    t = view.t
    while t.dep[v] == "conj" and t.tag[v] == "VBG" and t.tag[t.head[v]] == "VBG":
        v = t.head[v]
    h = t.head[v]
    if not _closes(t, v, h) or (h not in view.cue and any(k in view.head for k in t.agents(h))):
        return []
    inner = [k for k in range(h + 1, v) if t.pos[k] == "VERB" and t.dep[k] in _CLAUSES and h in t.above(k)]
    return t.agents(inner[-1]) if inner else []


def _closes(t: Tree, v: int, h: int) -> bool:
    """Whether a participle without a subject closes the clause of the verb before it."""
    return t.tag[v] == "VBG" and t.dep[v] == "advcl" and h < v and t.child(v, "nsubj", "mark") is None


def _controller(t: Tree, v: int) -> list[int]:
    """Who is to do what an infinitive says: "forced people to flee", "called on the council to act"."""
    h = t.head[v]
    if not any(t.lower[k] == "to" and t.dep[k] == "aux" for k in t.kids[v]):
        return []
    if t.dep[v] in ("acl", "relcl") and t.tag[v] == "VB" and (t.pos[h] == "PROPN" or t.lemma[h] in heads()):
        return t.conjuncts(h)
    if t.dep[v] in ("xcomp", "advcl") and t.tag[v] == "VB" and t.lemma[h] in control("addressing"):
        return t.under(h, "on", "upon", "to", "with")
    return []


def _purpose(t: Tree, v: int) -> list[int]:
    """The nouns of a purpose clause ("to demand reforms by the government", "in protest of a decision")."""
    out: list[int] = []
    for k in t.kids[v]:
        stand = t.dep[k] == "prep" and t.lower[k] == "in" and first(t, t.under(v, "in"), nouns("@stand")) is not None
        if stand or (t.dep[k] in ("advcl", "xcomp", "acl") and t.pos[k] in VERBAL):
            out += [j for j in t.subtree(k) if t.pos[j] in NOMINAL and t.dep[j] in ("dobj", "pobj", "poss", "nsubj")]
    return out


def _predicated(t: Tree, i: int) -> list[int]:
    """What an adjective or a noun is said of."""
    h = t.head[i]
    if t.dep[i] in ("acomp", "attr", "oprd") and t.pos[h] in VERBAL:
        return t.surface_subject(h)
    if t.dep[i] == "appos":
        return [h]
    return t.conjuncts(h) if t.dep[i] in ("amod", "acl", "relcl") and t.pos[h] in NOMINAL else []


def of_noun(t: Tree, n: int, slot: str) -> list[int]:
    """The tokens in a slot of a noun: its possessor, what stands before it, a preposition."""
    if slot == "poss":
        k = t.child(n, "poss")
        return t.conjuncts(k) if k is not None else []
    if slot in ("owns", "owned"):
        return of_noun(t, n, "poss") if bool(t.under(n, "of")) == (slot == "owns") else []
    if slot in ("names", "groups"):
        return [k for k in of_noun(t, n, "mod") if (t.pos[k] == "PROPN") == (slot == "names")]
    if slot == "mod":
        return [j for k in t.kids[n] if t.dep[k] in _STRAY and k < n for j in t.conjuncts(k)]
    return t.under(n, slot)


# ---------------------------------------------------------------- senses


def find(view: View, i: int) -> Iterator[Match]:
    """The senses of a token that fit here, the one that asks for most first."""
    t = view.t
    for pos in _positions(t, i):
        lemma = _lemma(t, i, pos)
        for trigger in triggers().get((lemma, pos), ()):
            if (found := _match(t, i, trigger)) is not None:
                yield found


def _lemma(t: Tree, i: int, pos: str) -> str:
    """The lemma to look up: a gerund used as a noun is its own."""
    if pos == "verb":
        return t.lemma[i]
    return t.lower[i] if t.tag[i] == "VBG" else t.lemma[i]


def _positions(t: Tree, i: int) -> tuple[str, ...]:
    """The parts of speech to look a token up as, the likeliest first."""
    pos = t.pos[i]
    listed = t.dep[i] == "conj" and t.dep[t.head[i]] in _STRAY
    if (t.dep[i] in _STRAY or listed) and pos != "ADJ":
        return ("noun",) if pos == "NOUN" and t.lemma[t.head[i]] in operators("noun") else ()
    if pos == "ADJ":
        said = t.dep[i] in ("acomp", "attr", "oprd", "acl", "relcl", "conj")
        return () if not said else ("adj", "verb") if t.tag[i] == "VBN" else ("adj",)
    if pos in VERBAL or t.tag[i].startswith("VB"):
        return ("noun", "verb") if _gerund(t, i) else ("verb",)
    return ("noun",) if pos in ("NOUN", "PROPN") else ()


def _gerund(t: Tree, i: int) -> bool:
    """Whether a verb in -ing stands as a noun: "the shelling of the town began"."""
    if t.tag[i] != "VBG" or t.dep[i] not in ("nsubj", "nsubjpass", "dobj", "pobj", "csubj"):
        return False
    return t.child(i, "dobj") is None and bool(t.under(i, "of", "by", "against", "between"))


def _match(t: Tree, i: int, trigger: Trigger) -> Match | None:
    match: Match | None = Match(i, trigger)
    for condition in (_particles, _with_object, _with_subject, _with_modifier, _with_clause, _prepositions):
        if match is not None:
            match = condition(t, match)
    return match


def _particles(t: Tree, match: Match) -> Match | None:
    """The particle the trigger asks for and no other: "set up" is not "set"; a noun's carrier."""
    i, word = match.at, match.trigger.particle
    if match.trigger.pos == "noun":
        carrier = _carrier(t, i)
        return match if carrier is None else replace(match, light=carrier)
    if word:
        return _with_particle(t, match, word)
    stray = any(t.dep[k] == "prt" and t.lower[k] not in match.trigger.prep for k in t.kids[i])
    return None if stray else match


def _with_particle(t: Tree, match: Match, word: str) -> Match | None:
    """A verb with its particle, which may be an adjective ("shot dead") or a preposition with the object ("went off it")."""
    after = match.at + 1
    loose = (k for k in t.kids[match.at] if t.lower[k] == word and t.dep[k] in _LOOSE)
    if any(t.child(k, "pobj", "pcomp") is None for k in loose):
        return match
    if after == len(t) or t.lower[after] != word or (t.pos[after] != "ADJ" and t.dep[after] not in _LOOSE):
        return None
    hangs = t.pos[after] != "ADJ" and t.head[after] == match.at
    return replace(match, obj=t.child(after, "pobj")) if hangs else match


def _with_object(t: Tree, match: Match) -> Match | None:
    if not match.trigger.obj:
        return match
    i = match.at
    things = t.patients(i) or ([match.obj] if match.obj is not None else [])
    things = [*things, *(j for k in t.children(i, "dobj", "oprd") for j in t.conjuncts(k) if j not in things)]
    obj = first(t, things, match.trigger.obj)
    return None if obj is None else replace(match, obj=obj)


def _with_subject(t: Tree, match: Match) -> Match | None:
    subj = _of_class(t, t.surface_subject(match.at), match.trigger.subj) if match.trigger.subj else None
    if match.trigger.subj and subj is None:
        return None
    trigger = match.trigger
    if (trigger.bar and _barred(t, match)) or (trigger.doers and _done_by(t, match.at, trigger.doers)):
        return None
    if trigger.root == "ASSAULT" and _figurative(t, match.at):
        return None
    return match if subj is None else replace(match, subj=subj)


def _of_class(t: Tree, subjects: list[int], words: frozenset[str]) -> int | None:
    """The subject that is one of the nouns, or the one before that a pronoun takes up."""
    found = first(t, subjects, words)
    return found if found is not None else first(t, (k for i in subjects for k in antecedents(t, i)), words)


def _done_by(t: Tree, i: int, words: frozenset[str]) -> bool:
    """Whether it is done by something that does no such deed: "a bus hit a wall", "sanctions that target a bank"."""
    doers = t.by_agents(i) if t.passive(i) else t.surface_subject(i)
    return first(t, doers, words) is not None


def _figurative(t: Tree, i: int) -> bool:
    """Whether a word of force is no deed of force: "fight malaria", "a war of words", "hit the markets"."""
    whom = [*t.patients(i), *t.under(i, "on", "against", "for", "over", "with", "of")]
    return first(t, whom, nouns("@figurative")) is not None or _done_by(t, i, nouns("@unarmed"))


def _mishap(t: Tree, v: int) -> bool:
    """Whether an accident does the harm: "a plane crashed, killing ten", "ten were killed when it caught fire"."""
    while t.dep[v] == "conj" and t.tag[v] == t.tag[t.head[v]]:
        v = t.head[v]
    if t.dep[v] in ("advcl", "acl") and t.tag[v] == "VBG" and _accident(t, t.head[v]):
        return True
    joined = (v, *(k for k in t.kids[v] if t.dep[k] == "conj"))
    told = (k for j in joined for k in t.kids[j] if t.dep[k] == "advcl" and any(t.lower[w] in _WHEN for w in t.kids[k]))
    return any(_accident(t, k) for k in told)


def _accident(t: Tree, v: int) -> bool:
    """Whether a verb tells an accident: "it crashed", "caught fire", "a truck hit them"."""
    if (
        t.lemma[v] in nouns("@mishap")
        or (t.pos[v] == "NOUN" and t.lemma[v] in nouns("@accident"))
        or first(t, t.surface_subject(v), nouns("@vehicle")) is not None
    ):
        return True
    return t.lemma[v] in nouns("@catching") and first(t, t.patients(v), nouns("@accident")) is not None


def _barred(t: Tree, match: Match) -> bool:
    """Whether a noun that speaks against this sense stands as subject, agent or after a preposition ("killed in a crash")."""
    i = match.at
    if "crash" in match.trigger.bar and _mishap(t, i):
        return True
    near = [
        *t.surface_subject(i),
        *t.by_agents(i),
        *t.patients(i),
        *t.under(i, "in", "from", "of", "at", "after", "during", "with"),
    ]
    beside = _modifiers(t, i if match.obj is None else match.obj)
    return first(t, (*near, *beside), match.trigger.bar) is not None


def _with_modifier(t: Tree, match: Match) -> Match | None:
    wanted = match.trigger.mod
    near = t.kids[match.at] if match.trigger.pos == "verb" else _modifiers(t, match.at)
    if not wanted or any(t.lemma[k] in wanted or t.lower[k] in wanted for k in near):
        return match
    return None


def _with_clause(t: Tree, match: Match) -> Match | None:
    if not match.trigger.comp:
        return match
    comp = next((k for k in t.children(match.at, *_CLAUSES, "acomp") if is_one(t, k, match.trigger.comp)), None)
    return None if comp is None else replace(match, comp=comp)


def _prepositions(t: Tree, match: Match) -> Match | None:
    trigger = match.trigger
    if not trigger.prep:
        return match
    out = [k for k in t.kids[match.at] if trigger.particle and t.lower[k] == trigger.particle]
    strays = t.patients(match.at) if trigger.needs else []
    for b in (*match.bases(), *out, *strays):
        for k in t.kids[b]:
            if t.dep[k] in _LINKS and t.lower[k] in trigger.prep:
                if not trigger.pobj:
                    return match
                if (thing := first(t, t.under(b, t.lower[k]), trigger.pobj)) is not None:
                    return match if match.obj is not None else replace(match, obj=thing)
    return None


def _modifiers(t: Tree, n: int) -> list[int]:
    return [j for k in t.kids[n] if t.dep[k] in _MODIFIERS for j in t.conjuncts(k)]


def first(t: Tree, tokens: Iterable[int], words: frozenset[str]) -> int | None:
    """The first token that is one of the nouns; "a series of bombs" is read as bombs."""
    for i in tokens:
        parts = t.under(i, "of") if t.lemma[i] in nouns("@measure") else []
        for j in [i, *parts]:
            if is_one(t, j, words):
                return j
    return None


def is_one(t: Tree, i: int, words: frozenset[str]) -> bool:
    """Whether a token is one of the words; "hunger_strike" asks for a modifier."""
    if t.lemma[i] in words or t.lower[i] in words or "*" in words:
        return True
    return any(f"{t.lemma[k]}_{t.lemma[i]}" in words for k in t.kids[i] if t.dep[k] in _MODIFIERS)


def _carrier(t: Tree, n: int) -> int | None:
    """The verb that lends a noun its subject: "launched an attack", "took part in talks", "is in talks"."""
    i = _outermost(t, n)
    h, dep = t.head[i], t.dep[i]
    if dep == "pobj" and t.lower[h] in ("in", "for", "to", "with", "at", "on", "into"):
        v = t.head[h]
        if t.dep[v] == "dobj" and t.lemma[v] in ("part", "place"):
            v = t.head[v]
        if f"{t.lemma[v]}+{t.lower[h]}" in light():
            return v
    if dep in ("dobj", "nsubjpass") and t.lemma[h] in light():
        return h
    told = (k for k in t.children(n, "acl") if t.tag[k] == "VBN" and t.lemma[k] in light())
    return next(told, None)


def _outermost(t: Tree, n: int) -> int:
    """The head of the coordination or of the amount that a noun is part of ("a series of attacks")."""
    while True:
        h = t.head[n]
        if t.dep[n] in ("conj", "appos", *_STRAY) and t.pos[h] in NOMINAL:
            n = h
        elif t.dep[n] == "pobj" and t.lower[h] == "of" and t.lemma[t.head[h]] in nouns("@measure"):
            n = t.head[h]
        else:
            return n

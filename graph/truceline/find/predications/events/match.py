"""A sense of a word at its place in a text, and where the slots of its frame stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from truceline.analysis.climbing import governed
from truceline.analysis.remembered import remembered
from truceline.analysis.tree import NOMINAL, VERBAL, Tree
from truceline.find.predications.events.view import View
from truceline.know.control import control
from truceline.know.triggers import Trigger, nouns, triggers

MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
_BESIDE = frozenset({"poss", "mod", "owns", "owned", "names", "groups"})
STRAY = ("compound", "nmod", "amod")
CLAUSES = ("xcomp", "ccomp", "acl", "pcomp", "relcl", "advcl", "oprd")


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
        if base in _SLOTS:
            return _SLOTS[base](self, view)
        return self._after(view.t, base)

    def _subjects(self, view: View) -> list[int]:
        """Who does it: the doer of the clause that a closing participle tells the result of, else the subject."""
        return _of_result(view, self.at) or self._subject(view.t)

    def _objects(self, view: View) -> list[int]:
        """What it is done to; the object that its particle took."""
        found = view.t.patients(self.at)
        return found if found or not self.trigger.particle or self.obj is None else view.t.conjuncts(self.obj)

    def _by(self, view: View) -> list[int]:
        """Who stands after "by"."""
        bases = (*self.bases(), *view.t.conjuncts(outermost(view.t, self.at)))
        found = next((by for b in bases if (by := view.t.by_agents(b))), [])
        return found or self._strays(view.t)

    def _purposes(self, view: View) -> list[int]:
        """The nouns of the clauses that tell what for."""
        return [i for b in self.bases() for i in _purpose(view.t, b)]

    def _strays(self, t: Tree) -> list[int]:
        """Who stands after a "by" that hangs on another part of a noun's phrase, or on a verb that is no passive:
        "attacks on the villages by the army", "freed them after their capture in May by the army"."""
        if self.trigger.pos != "noun":
            return []
        inner = (k for k in t.subtree(self.at) if t.pos[k] in NOMINAL and (t.lemma[k], "noun") not in triggers())
        over = (v for v in t.above(self.at) if t.pos[v] == "VERB" and not t.passive(v))
        near = (i for k in (*inner, *over) for i in t.by_agents(k) if i > self.at)
        return list(near)

    def _after(self, t: Tree, slot: str) -> list[int]:
        """The tokens after a preposition, also one that hangs on the object of a verb, or on the doer or the place of a noun."""
        found = self._right_after(t, slot)
        if found or (self.trigger.pos == "verb" and not self.trigger.needs):
            return found
        where = t.under(self.at, "in", "at", "near") if slot in ("between", "against") else []
        beside = [*t.by_agents(self.at), *where]
        strays = t.patients(self.at) if self.trigger.pos == "verb" else beside
        return [i for b in strays for i in t.under(b, slot)]

    def _right_after(self, t: Tree, slot: str) -> list[int]:
        """The tokens after a preposition under the event's own words, "anti-" before them among those it is against."""
        found = [i for b in self.bases() if slot != "with" or not _as_third(t, b) for i in t.under(b, slot)]
        if slot != "against":
            return found
        carried = t.under(t.head[self.at], slot) if _goes_on(t, self.at) else []
        return [*found, *(k for b in self.bases() for k in _before(t, b) if opposed(t, k)), *carried]

    def _inner(self, t: Tree, base: str, rest: str) -> list[int]:
        """The tokens in a slot of the clause, the object, the subject or the noun after a preposition."""
        if base == "comp" and self.comp is not None:
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


_SLOTS: dict[str, Callable[[Match, View], list[int]]] = {
    "subj": Match._subjects,
    "obj": Match._objects,
    "by": Match._by,
    "purpose": Match._purposes,
    "undergone": lambda match, view: view.t.patients(match.at) if view.t.passive(match.at) else [],
    "whose": lambda match, view: view.t.under(match.at, "of") if match.tokens(view, "against") else [],
    "clause": lambda match, view: view.t.children(match.at, "ccomp"),
    "dative": lambda match, view: view.t.recipients(match.at),
    "pred": lambda match, view: _predicated(view.t, match.at),
}
"""The slots that have a name of their own; all others are prepositions."""


def _goes_on(t: Tree, i: int) -> bool:
    """Whether a noun is the subject of a verb that only says that it goes on, or happens: "raids *continued* against the town"."""
    verb = t.head[i]
    told = governed(t, verb, "occur") or governed(t, verb, "subject")
    return t.dep[i] == "nsubj" and t.pos[verb] in VERBAL and told is not None


def _as_third(t: Tree, b: int) -> bool:
    """Whether who stands after "with" is there as a third party: "agreed in Oslo, *with* Norway *as guarantor*"."""
    return first(t, t.under(b, "as"), nouns("@third")) is not None


def _of_result(view: View, v: int) -> list[int]:
    """Who did what a closing participle tells, where the verb it hangs on has no doer or only speaks: the doer of the
    nearest clause ("accused *them* of shelling the town, killing ten"; "the war began when *they* came, taking captives")."""
    t = view.t
    while t.dep[v] == "conj" and t.tag[v] == "VBG" and t.tag[t.head[v]] == "VBG":
        v = t.head[v]
    h = t.head[v]
    if not _closes(t, v, h) or (h not in view.cue and any(k in view.head for k in t.agents(h))):
        return []
    return next((t.agents(k) for k in reversed(range(h + 1, v)) if _is_clause_under(t, k, h)), [])


def _is_clause_under(t: Tree, k: int, h: int) -> bool:
    """Whether a verb heads a clause somewhere under another."""
    return t.pos[k] == "VERB" and t.dep[k] in CLAUSES and h in t.above(k)


def _closes(t: Tree, v: int, h: int) -> bool:
    """Whether a participle without a subject closes the clause of the verb before it."""
    return t.tag[v] == "VBG" and t.dep[v] == "advcl" and h < v and t.child(v, "nsubj", "mark") is None


def _controller(t: Tree, v: int) -> list[int]:
    """Who is to do what an infinitive says: "called on the council to act"."""
    asked = t.dep[v] in ("xcomp", "advcl") and t.tag[v] == "VB" and t.lemma[t.head[v]] in control("addressing")
    marked = t.infinitive(v)
    return t.under(t.head[v], "on", "upon", "to", "with") if asked and marked else []


def _purpose(t: Tree, v: int) -> list[int]:
    """The nouns of a purpose clause ("to demand reforms by the government", "in protest of a decision")."""
    out: list[int] = []
    for k in t.children(v, "advcl", "xcomp", "acl"):
        if t.pos[k] in VERBAL:
            out += [j for j in t.subtree(k) if t.pos[j] in NOMINAL and t.dep[j] in ("dobj", "pobj", "poss", "nsubj")]
    return out


def _predicated(t: Tree, i: int) -> list[int]:
    """What an adjective or a noun is said of."""
    h = t.head[i]
    if t.dep[i] in ("acomp", "attr", "oprd"):
        return t.surface_subject(h)
    return [h] if t.dep[i] == "appos" else []


def of_noun(t: Tree, n: int, slot: str) -> list[int]:
    """The tokens in a slot of a noun: its possessor, what stands before it, a preposition."""
    if slot == "poss":
        return [j for k in t.children(n, "poss")[:1] for j in t.conjuncts(k)]
    if slot in ("owns", "owned"):
        return of_noun(t, n, "poss") if bool(t.under(n, "of")) == (slot == "owns") else []
    if slot in ("names", "groups"):
        return [k for k in _modifying(t, n) if (t.pos[k] == "PROPN") == (slot == "names")]
    return _modifying(t, n) if slot == "mod" else t.under(n, slot)


def _modifying(t: Tree, n: int) -> list[int]:
    """What stands before a noun, or before the one that it goes on with, and is not what that is against."""
    near = _before(t, n) or (_before(t, t.head[n]) if _shares(t, n) else [])
    near = [k for k in near if not opposed(t, k)]
    return [j for k in (*near, *(a for c in near for a in t.children(c, "amod"))) for j in t.conjuncts(k)]


def _before(t: Tree, n: int) -> list[int]:
    """What stands before a noun without being its owner."""
    return [k for k in t.children(n, *STRAY) if k < n]


def opposed(t: Tree, k: int) -> bool:
    """Whether a word is what something is said to be against: "anti-*Ruritanian* riots"."""
    joined = k > 1 and t.lower[k - 1] == "-"
    return joined and t.lower[k - 2] == "anti"


def _shares(t: Tree, n: int) -> bool:
    """Whether what stands before the first of two nouns for events is told of the second: "Ruritanian shelling and *air raids*"."""
    joined = t.dep[n] == "conj" and t.child(n, "det", "poss") is None
    return joined and {t.lemma[n], t.lemma[t.head[n]]} <= _events()


@cache
def _events() -> frozenset[str]:
    """The nouns that tell events."""
    return nouns("@weaponfire") | {word for word, pos in triggers() if pos == "noun"}


def first(t: Tree, tokens: Iterable[int], words: frozenset[str]) -> int | None:
    """The first token that is one of the nouns; "a series of bombs" is read as bombs."""
    return next((i for i in with_counted(t, tokens) if is_one(t, i, words)), None)


def with_counted(t: Tree, tokens: Iterable[int]) -> Iterator[int]:
    """The tokens, each with those whose amount it is."""
    for i in tokens:
        yield i
        yield from t.under(i, "of") if t.lemma[i] in nouns("@measure") else ()


def is_one(t: Tree, i: int, words: frozenset[str]) -> bool:
    """Whether a token is one of the words, or a name after one ("*Cyclone* Ada"); "hunger_strike" asks for a modifier."""
    return not words.isdisjoint(called(t, i))


@remembered
def called(t: Tree, i: int) -> frozenset[str]:
    """The words by which a list of words can mean a token."""
    before = [t.lower[k] for k in t.children(i, "compound")] if t.pos[i] == "PROPN" else []
    modified = (f"{t.lemma[k]}_{t.lemma[i]}" for k in t.children(i, *MODIFIERS))
    return frozenset([t.lemma[i], t.lower[i], "*", *before, *modified])


def outermost(t: Tree, n: int) -> int:
    """The head of the coordination or of the amount that a noun is part of ("a series of attacks")."""
    while True:
        h = t.head[n]
        if t.dep[n] in ("conj", "appos", *STRAY) and t.pos[h] in NOMINAL:
            n = h
        elif t.dep[n] == "pobj" and t.lower[h] == "of" and t.lemma[t.head[h]] in nouns("@measure"):
            n = t.head[h]
        else:
            return n

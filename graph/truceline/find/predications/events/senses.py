"""Whether a word tells an event here: its particle, object, subject, modifiers, clause and prepositions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.analysis.remembered import remembered
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.events.match import (
    CLAUSES,
    MODIFIERS,
    STRAY,
    Match,
    called,
    first,
    is_one,
    outermost,
    with_counted,
)
from truceline.find.predications.events.pronoun import antecedents
from truceline.find.predications.events.view import View
from truceline.know.moods import operators
from truceline.know.triggers import Trigger, light, nouns, triggers

_LINKS = ("prep", "dative", "agent", "prt")
_LOOSE = ("prt", "advmod", "prep")
_WHEN = frozenset({"when", "after", "as"})


def senses(view: View, i: int) -> Iterator[Match]:
    """The senses of a token that fit here, the one that asks for most first."""
    t = view.t
    for pos in _positions(t, i):
        lemma = _lemma(t, i, pos)
        for trigger in triggers().get((lemma, pos), ()):
            if _able(t, i, trigger) and (found := _match(t, i, trigger)) is not None:
                yield found


def _able(t: Tree, i: int, trigger: Trigger) -> bool:
    """Whether a noun that a sense asks for as object or subject stands there at all."""
    if trigger.obj and not trigger.particle and trigger.obj.isdisjoint(_called_objects(t, i)):
        return False
    return not trigger.subj or not trigger.subj.isdisjoint(_called_subjects(t, i))


@remembered
def _called_objects(t: Tree, i: int) -> frozenset[str]:
    """The words by which the objects of a word can be meant."""
    return frozenset().union(*(called(t, k) for k in with_counted(t, (*t.patients(i), *_named_objects(t, i)))))


@remembered
def _called_subjects(t: Tree, i: int) -> frozenset[str]:
    """The words by which the subjects of a word, and what they take up, can be meant."""
    subjects = t.surface_subject(i)
    meant = (*subjects, *(k for s in subjects for k in antecedents(t, s)))
    return frozenset().union(*(called(t, k) for k in with_counted(t, meant)))


def _named_objects(t: Tree, i: int) -> list[int]:
    """What a verb has as object or as what it makes of it, by label."""
    return [j for k in t.children(i, "dobj", "oprd") for j in t.conjuncts(k)]


def _lemma(t: Tree, i: int, pos: str) -> str:
    """The lemma to look up: a gerund used as a noun is its own."""
    if pos == "verb":
        return t.lemma[i]
    return t.lower[i] if t.tag[i] == "VBG" else t.lemma[i]


def _positions(t: Tree, i: int) -> tuple[str, ...]:
    """The parts of speech to look a token up as, the likeliest first."""
    pos = t.pos[i]
    if pos == "ADJ":
        return ("adj",) if t.dep[i] in ("acomp", "attr", "oprd", "acl", "relcl", "conj") else ()
    if t.dep[i] in STRAY or (t.dep[i] == "conj" and t.dep[t.head[i]] in STRAY):
        return ("noun",) if pos == "NOUN" and t.lemma[t.head[i]] in operators("noun") else ()
    if pos in VERBAL:
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
    stray = any(t.lower[k] not in match.trigger.prep for k in t.children(i, "prt"))
    return None if stray else match


def _with_particle(t: Tree, match: Match, word: str) -> Match | None:
    """A verb with its particle, which may be an adjective ("shot dead") or a preposition with the object ("went off it")."""
    after = match.at + 1
    loose = (k for k in t.children(match.at, *_LOOSE) if t.lower[k] == word)
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
    obj = first(t, (*things, *(j for j in _named_objects(t, i) if j not in things)), match.trigger.obj)
    return None if obj is None else replace(match, obj=obj)


def _with_subject(t: Tree, match: Match) -> Match | None:
    trigger = match.trigger
    subj = _of_class(t, t.surface_subject(match.at), trigger.subj) if trigger.subj else None
    if trigger.subj and subj is None:
        return None
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


def _mishap(t: Tree, verbs: list[int]) -> bool:
    """Whether an accident does the harm: "a plane crashed, killing ten", "ten were killed when it caught fire"."""
    told = (k for j in verbs for k in t.children(j, "advcl") if any(t.lower[w] in _WHEN for w in t.kids[k]))
    of = (t.head[j] for j in verbs if t.dep[j] in ("advcl", "acl") and t.tag[j] == "VBG")
    return any(_accident(t, k) for k in (*told, *of))


def _accident(t: Tree, v: int) -> bool:
    """Whether a verb tells an accident: "it crashed", "caught fire", "a truck hit them", "Cyclone Ana hit the town"."""
    if t.pos[v] == "NOUN":
        return t.lemma[v] in nouns("@accident")
    doers = t.surface_subject(v)
    if t.lemma[v] in nouns("@mishap") or first(t, doers, nouns("@vehicle")) is not None:
        return True
    if first(t, doers, nouns("@accident")) is not None:
        return True
    return t.lemma[v] in nouns("@catching") and first(t, t.patients(v), nouns("@accident")) is not None


def _barred(t: Tree, match: Match) -> bool:
    """Whether a noun that speaks against this sense stands as subject, agent or after a preposition ("killed in a crash")."""
    i = match.at
    mishap = "crash" in match.trigger.bar
    if mishap and _mishap(t, _told_with(t, i)):
        return True
    settings = (k for v in (_befell(t, i) if mishap else [i]) for k in _settings(t, v))
    near = [*t.surface_subject(i), *t.by_agents(i), *t.patients(i), *t.children(i, "xcomp"), *settings, *_causes(t, i)]
    beside = _modifiers(t, i if match.obj is None else match.obj)
    return first(t, (k for k in (*near, *beside) if not _shot(t, k)), match.trigger.bar) is not None


def _causes(t: Tree, n: int) -> list[int]:
    """What a participle after a noun says that it comes from: "a blast *caused by* a leak", "*blamed on* a leak"."""
    told = t.children(n, "acl", "relcl", after=n) if t.pos[n] == "NOUN" else []
    return [k for v in told if t.tag[v] == "VBN" for k in (*t.by_agents(v), *t.under(v, "to", "on"))]


def _settings(t: Tree, v: int) -> list[int]:
    """The nouns that tell in what something befell somebody, or is said to: "are reported *missing* in a fire"."""
    said = t.children(v, "oprd", "acomp")
    return [i for k in (v, *said) for i in t.under(k, "in", "from", "of", "at", "after", "during", "following", "with")]


def _befell(t: Tree, v: int) -> list[int]:
    """The verbs that tell what befell people in one and the same: "ten *are killed* and six others *hurt* in a fire"."""
    if not t.passive(v) or any((t.lemma[k], "noun") in triggers() for k in _settings(t, v)):
        return [v]
    return [k for k in t.series(v) if k == v or t.passive(k) or t.lemma[k] == "miss"]


def _told_with(t: Tree, v: int) -> list[int]:
    """The verbs that share with this one the clause that tells when it was."""
    while t.dep[v] == "conj" and t.tag[v] == t.tag[t.head[v]]:
        v = t.head[v]
    return list(dict.fromkeys([*_befell(t, v), v, *t.children(v, "conj")]))


def _shot(t: Tree, k: int) -> bool:
    """Whether a fire is that of guns: told of no one fire, and whose or which it is: "hit by sniper *fire*"."""
    return t.lower[k] in nouns("@weaponfire") and t.child(k, "det") is None and bool(_modifiers(t, k))


def _with_modifier(t: Tree, match: Match) -> Match | None:
    wanted = match.trigger.mod
    near = t.kids[match.at] if match.trigger.pos == "verb" else _modifiers(t, match.at)
    if not wanted or any(t.lemma[k] in wanted or t.lower[k] in wanted for k in near):
        return match
    return None


def _with_clause(t: Tree, match: Match) -> Match | None:
    if not match.trigger.comp:
        return match
    comp = next((k for k in t.children(match.at, *CLAUSES, "acomp") if is_one(t, k, match.trigger.comp)), None)
    return None if comp is None else replace(match, comp=comp)


def _prepositions(t: Tree, match: Match) -> Match | None:
    """The preposition that the trigger asks for, with one of its nouns after it."""
    trigger = match.trigger
    if not trigger.prep:
        return match
    asked = [(b, t.lower[k]) for b in _hosts(t, match) for k in t.children(b, *_LINKS) if t.lower[k] in trigger.prep]
    if not trigger.pobj or not asked:
        return match if asked else None
    thing = first(t, (_meant(t, b, i) for b, word in asked for i in t.under(b, word)), trigger.pobj)
    return None if thing is None else match if match.obj is not None else replace(match, obj=thing)


def _meant(t: Tree, b: int, i: int) -> int:
    """What stands after a preposition; for "which" the noun that the clause of a verb is about: "*clashes* in which ten died"."""
    return t.head[b] if t.lower[i] == "which" and t.dep[b] == "relcl" else i


def _hosts(t: Tree, match: Match) -> Iterator[int]:
    """The tokens under which a preposition may stand: those of the match, its particle, an object that it strayed to."""
    yield from match.bases()
    yield from (k for k in t.kids[match.at] if match.trigger.particle and t.lower[k] == match.trigger.particle)
    yield from t.patients(match.at) if match.trigger.needs else ()
    yield from t.children(match.at, "conj") if match.trigger.pobj else ()


def _modifiers(t: Tree, n: int) -> list[int]:
    return [j for k in t.children(n, *MODIFIERS) for j in t.conjuncts(k)]


def _carrier(t: Tree, n: int) -> int | None:
    """The verb that lends a noun its subject: "launched an attack", "took part in talks", "is in talks"."""
    i = outermost(t, n)
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

"""The words of a sentence that say something of a truce: those over its name, those that modify it, and what was hung elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.analysis.remembered import remembered
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.governor import Governor, negated, no_subject, reading, under, verb_and_below
from truceline.find.predications.truces.ways import SUBJECTS, UNITS, deal_of, gives_standing, longer, longer_by, tells
from truceline.find.predications.truces.words import Word
from truceline.know.truces import (
    FOSTERING,
    MADE,
    around,
    begin_phrases,
    by_itself,
    made,
    purposes,
    state_words,
)

_CIRCUMSTANCE = frozenset(
    ["after", "before", "since", "during", "until", "despite", "amid", "following", "without", "as", "besides", "than"]
)
_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ"])


@remembered
def said_of(tree: Tree, word: Word, end: int) -> tuple[Governor, ...]:
    """All that a sentence says of a mention in it; `end` is the token after the sentence."""
    return (*governors(tree, word), *loose(tree, word, begin_phrases(), end))


@remembered
def governors(tree: Tree, word: Word) -> tuple[Governor, ...]:
    """The words that govern a mention, or that modify it."""
    told = ((k, "object" if _done_to_it(tree, k) else "subject") for k in _told_of_it(tree, word))
    below = (g for k, place in told for g in verb_and_below(tree, k, place, below=True))
    return (*_modifiers(tree, word), *below, *_upwards(tree, word.token))


def _modifiers(tree: Tree, word: Word) -> Iterator[Governor]:
    """The words before and behind a truce's name that modify it: "a *failed* truce", "the truce *in force*"."""
    t = word.token
    denied = tree.dep[t] in {"dobj", "nsubj"} and negated(tree, tree.head[t])
    for k in tree.kids[t]:
        if tree.dep[k] == "prep" and tree.lower[k] == "in" and (state := tree.child(k, "pobj")) is not None:
            yield Governor(state, "head", denied, "real", below=True)
        if tree.dep[k] in {"amod", "compound", "nmod", "advmod"} and not word.first <= k <= word.last:
            yield Governor(k, "head", denied and k > t, "real", below=True)


def _done_to_it(tree: Tree, k: int) -> bool:
    """Whether a clause or participle behind a truce's name tells what is done to it: "the truce *that both signed*", "a truce *signed* in May"."""
    passive = tree.tag[k] == "VBN" and (tree.passive(k) or tree.dep[k] == "acl") and tree.lemma[k] not in by_itself()
    return passive or (tree.dep[k] == "relcl" and _object_gap(tree, k))


def _told_of_it(tree: Tree, word: Word) -> list[int]:
    """The clauses and participles behind a truce's name, or behind the agreement that it names: "a ceasefire deal *that begins* on Friday"."""
    if tree.pos[word.first] in VERBAL:
        return []
    own = carried(tree, word)
    clauses = [k for t in own for k in tree.children(t, "acl", "relcl")]
    made = (k for t in range(word.first, word.last + 1) for k in tree.children(t, "acl", "relcl") if t not in own)
    found = [*clauses, *(k for k in made if _making(tree, k)), *_behind_length(tree, word, own)]
    return list(dict.fromkeys(found))


def _behind_length(tree: Tree, word: Word, own: Sequence[int]) -> list[int]:
    """ "A truce of a month *on which both agreed*", "an extension of the truce *that both declared*": clauses hung on what is told with it."""
    long = [x for t in own for x in tree.under(t, "of") if tree.lemma[x] in UNITS]
    extension = [k for k in tree.children(longer(tree, word.token), "relcl") if k > word.last]
    return [*(k for x in long for k in tree.children(x, "relcl")), *extension]


def carried(tree: Tree, word: Word) -> list[int]:
    """The head of a truce's name, and of the agreement before which the name stands: "ceasefire *deal*"."""
    over = tree.head[word.token]
    named = tree.lemma[over] in around("container") - around("proposal")
    return [word.token, *([over] if named and tree.dep[word.token] in {"compound", "nmod"} else [])]


def _making(tree: Tree, participle: int) -> bool:
    """ "Cessation of hostilities *brokered* by A": how a truce, and not what it stops, came about."""
    made = tells(tree, participle, MADE)
    fostered = gives_standing(tree, participle, FOSTERING)
    done = tree.tag[participle] == "VBN" or tree.dep[participle] == "relcl"
    return done and (made or fostered)


def loose(tree: Tree, word: Word, phrases: frozenset[tuple[str, str]], end: int) -> Iterator[Governor]:
    """What the parser hung elsewhere in the sentence: "took effect" in a relative clause, "mediated by …" after a comma."""
    known = _told_of_it(tree, word)
    for v in range(word.last + 1, end):
        if tree.pos[v] in VERBAL and v not in known:
            yield from _hung_elsewhere(tree, word, v, phrases)


def _hung_elsewhere(tree: Tree, word: Word, v: int, phrases: frozenset[tuple[str, str]]) -> Iterator[Governor]:
    """A verb behind a truce's name that says something of it though it hangs on another word."""
    if _its_phrase(tree, word, v, phrases) or _set_to(tree, word, v):
        yield Governor(v, "subject", *reading(tree, v), under(tree, v), below=True)
    elif tree.dep[v] == "relcl" and _set_off(tree, word, v):
        yield from verb_and_below(tree, v, "object" if tree.passive(v) else "subject", below=True)
    elif _does_itself(tree, v):
        if word.token in list(tree.above(v))[:4]:
            yield from verb_and_below(tree, v, "subject", below=True)
    elif _brokered(tree, word, v):
        yield Governor(v, "object", *reading(tree, v), under(tree, v), below=True)


def _does_itself(tree: Tree, v: int) -> bool:
    """Whether a participle tells what a truce does by itself: "a truce of the army *holding* since May"."""
    return tree.dep[v] == "acl" and tree.lemma[v] in by_itself() and tree.child(v, "agent") is None


def _its_phrase(tree: Tree, word: Word, v: int, phrases: frozenset[tuple[str, str]]) -> bool:
    """ "A truce was made that took effect on …", "announced a truce to take effect", "agreed to a ceasefire, to start at noon", "one of 30 days that was to come into force"."""
    fixed = any(tree.lemma[v] == verb and x in under(tree, v) for verb, x in phrases)
    if tree.dep[v] == "relcl" or _is_to(tree, v):
        return fixed
    beside = tree.dep[v] in {"advcl", "xcomp"} and tree.head[v] in list(tree.above(word.token))[:2]
    return beside and no_subject(tree, v) and (fixed or starts(tree, v))


def _is_to(tree: Tree, v: int) -> bool:
    """ "One that *was to come* into force": an infinitive under the "be" of a relative clause."""
    over = tree.head[v]
    return tree.dep[v] == "xcomp" and tree.lemma[over] == "be" and tree.dep[over] == "relcl"


def _set_to(tree: Tree, word: Word, v: int) -> bool:
    """ "Agreed on a truce on Monday, *due to start* on Friday", "…, expected to expire at noon": what is to come of a truce, after a comma."""
    over = tree.head[v]
    aside = over > word.last and tree.lower[over - 1] == "," and no_subject(tree, over)
    hung = aside and tree.head[over] in list(tree.above(word.token))[:3] and tree.infinitive(v)
    due = tree.lower[over] in around("scheduled")
    return hung and due and no_subject(tree, v) and _comes_to(tree, v, {"begin", "over"})


def _comes_to(tree: Tree, v: int, phases: set[str]) -> bool:
    """Whether a verb tells that a truce begins or ends, by itself or with what stands under it."""
    told = (e for e in state_words().get(tree.lemma[v], ()) if set(e.extra) <= under(tree, v))
    return any(e.phase in phases and e.truce == "subject" for e in told)


def starts(tree: Tree, v: int) -> bool:
    """ "…, to start at noon": an infinitive that tells when a truce is to begin, and is one of nothing else."""
    infinitive = tree.dep[v] == "xcomp" and tree.infinitive(v)
    return infinitive and tree.child(v, "dobj", "xcomp") is None and _comes_to(tree, v, {"begin"})


def _set_off(tree: Tree, word: Word, verb: int) -> bool:
    """ "The truce in the capital, which began on Monday": a clause after a comma, or after a feast, hung on the last noun.

    "Stopped the fighting, which broke out in May" is told of the fighting.
    """
    if tree.pos[word.first] in VERBAL:
        return False
    subject = tree.child(verb, "nsubj", "nsubjpass")
    relative = subject is not None and tree.lower[subject] in {"which", "that"}
    if subject is None or not relative or not _apart(tree, subject, tree.head[verb]):
        return False
    clause = (verb, *tree.children(verb, "xcomp"))
    if not any(tells(tree, v, place=place) for v in clause for place in ("subject", "object")):
        return False
    return word.token in list(tree.above(tree.head[verb]))[:4]


def _apart(tree: Tree, relative: int, noun: int) -> bool:
    """Whether a relative pronoun is set off from the noun before it, or that noun is the feast that a truce is for, or a name, which "that" never tells apart."""
    named = tree.pos[noun] == "PROPN" and tree.lower[relative] == "that"
    return named or tree.lower[relative - 1] in {",", "and", "but"} or tree.lower[noun] in purposes()


def _brokered(tree: Tree, word: Word, verb: int) -> bool:
    """What only mediators, guarantors and monitors do to a truce, as a participle or relative set off by a comma, or hung on the
    last name of the truce's phrase: "a truce between A and B, which C brokered", "a truce in A mediated by B"."""
    if not gives_standing(tree, verb, FOSTERING, "object"):
        return False
    on_name = tree.pos[tree.head[verb]] in {"PROPN", "ADP"} and word.token in list(tree.above(verb))[:6]
    if tree.dep[verb] == "relcl":
        return on_name and (tree.passive(verb) or _object_gap(tree, verb))
    if tree.dep[verb] not in {"advcl", "acl", "conj"} or tree.tag[verb] != "VBN":
        return False
    return tree.lower[verb - 1] in {",", "and"} or (on_name and tree.child(verb, "agent") is not None)


def _object_gap(tree: Tree, verb: int) -> bool:
    """A relative clause whose subject is somebody else: "the truce that the army declared"."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None:
        return any(tree.lower[k] in {"which", "that"} and tree.dep[k] == "dobj" for k in tree.kids[verb])
    return tree.lower[subject] not in {"which", "that", "who"}


def _upwards(tree: Tree, t: int, depth: int = 0) -> Iterator[Governor]:
    """What stands above a token, also through nouns that only carry it; `depth` counts these."""
    head, dep = tree.head[t], tree.dep[t]
    if head == t or depth > 3:
        return
    if (verb := _over_day(tree, t)) is not None:
        yield from verb_and_below(tree, verb, "object")
    elif dep in {"compound", "nmod", "npadvmod"} and tree.pos[head] in {"NOUN", "PROPN"}:
        yield Governor(head, "compound", *reading(tree, head))
        if tree.lemma[head] in around("container"):
            yield from _upwards(tree, head, depth + 1)
    elif dep in {"conj", "appos"} and tree.pos[head] in _NOMINAL:
        yield from _upwards(tree, head, depth + 1)
    elif dep == "pobj":
        yield from _after(tree, head, depth)
    else:
        yield from _clausal(tree, t)


def _over_day(tree: Tree, t: int) -> int | None:
    """ "Declared on Monday a truce": the verb of a truce that was hung on the day before it."""
    head = tree.head[t]
    hung = tree.dep[t] == "npadvmod" and head < t and tree.dep[head] == "pobj"
    return tree.head[tree.head[head]] if hung and tree.pos[tree.head[tree.head[head]]] in VERBAL else None


def _clausal(tree: Tree, t: int) -> Iterator[Governor]:
    """The word above a token that is its subject, its object, a clause of it or its owner."""
    head, dep = tree.head[t], tree.dep[t]
    if dep in SUBJECTS:
        yield from _predicate(tree, head, dep)
    elif dep == "dobj" and (deal := deal_of(tree, head)) is not None:
        yield from _upwards(tree, deal, 1)
    elif dep in {"dobj", "attr", "oprd", "dative"}:
        if tree.lemma[head] != "call" or len(tree.children(head, "dobj", "oprd")) < 2:
            yield from verb_and_below(tree, head, "object")
    elif tree.pos[t] in VERBAL:
        yield from _over_phrase(tree, t)


def _over_phrase(tree: Tree, t: int) -> Iterator[Governor]:
    """The word above a verb phrase that is a truce: "*agreed* to stop fighting", "a *pledge* to stop fighting"."""
    head, dep = tree.head[t], tree.dep[t]
    if dep in {"xcomp", "ccomp"} or bidden(tree, t):
        yield from verb_and_below(tree, head, "object", own=t)
    elif dep == "acl" and tree.pos[head] in _NOMINAL:
        yield Governor(head, "prep", *reading(tree, head), frozenset(["to"]))


def bidden(tree: Tree, verb: int) -> bool:
    """ "Ordered its wing on Friday to stop attacks": the infinitive of what somebody is told, hung as an adverbial clause."""
    return tree.infinitive(verb) and tree.child(tree.head[verb], "dobj") is not None


def _predicate(tree: Tree, head: int, dep: str) -> Iterator[Governor]:
    """The verb of which the truce is subject; one that is only done to truces is a participle ("the truce agreed in May")."""
    if dep == "nsubjpass":
        yield from verb_and_below(tree, head, "object")
    elif _misread(tree, head):
        yield Governor(head, "object", False, "real", under(tree, head), below=True)
        for k in _beside_misread(tree, head):
            yield from verb_and_below(tree, k, "object" if tree.passive(k) else "subject")
    else:
        yield from verb_and_below(tree, head, "subject")


def _beside_misread(tree: Tree, participle: int) -> list[int]:
    """ "The truce, agreed in June, *was broken*", "…, *is holding*": what is told of a truce beside a participle that was taken for a verb."""
    over = tree.head[participle]
    behind = over > participle and tree.dep[participle] in {"ccomp", "parataxis"}
    several = (*tree.kids[participle], *([over] if behind else []))
    return [k for k in several if tree.pos[k] in VERBAL and no_subject(tree, k)]


def _misread(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] in {"VBD", "VBN"} and tree.lemma[verb] in made() and tree.child(verb, "dobj", "aux") is None


def _after(tree: Tree, prep: int, depth: int) -> Iterator[Governor]:
    """What stands before a preposition and the truce."""
    over = longer_by(tree, tree.head[prep])
    if tree.lower[prep] in _CIRCUMSTANCE:
        return
    if (deal := deal_of(tree, over)) is not None:
        yield from _upwards(tree, deal, depth + 1)
    elif tree.pos[over] in VERBAL:
        yield from verb_and_below(tree, over, "prep", prep)
        for k in tree.children(over, "attr", "acomp", "dobj"):
            yield Governor(k, "prep", negated(tree, k), reading(tree, over)[1], frozenset([tree.lower[prep]]))
    elif tree.pos[over] == "ADP" and tree.pos[tree.head[over]] in VERBAL:
        yield from verb_and_below(tree, tree.head[over], "prep", prep)
    elif tree.pos[over] in _NOMINAL:
        yield Governor(over, "prep", *reading(tree, over), frozenset([tree.lower[prep]]))
        if tree.lower[prep] in {"of", "in", "to", "on"} and tree.lemma[over] in around("transparent"):
            yield from _upwards(tree, over, depth + 1)

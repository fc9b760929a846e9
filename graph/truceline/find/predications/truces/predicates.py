"""The words that say something of a truce, and in what mood they say it: told, negated, possible, ahead, asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from truceline.analysis.factuality import factuality
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.words import Word
from truceline.know.control import control
from truceline.know.truces import (
    FOSTERING,
    MADE,
    around,
    begin_phrases,
    by_itself,
    made,
    party_words,
    purposes,
    state_words,
)

_CIRCUMSTANCE = frozenset(
    ["after", "before", "since", "during", "until", "despite", "amid", "following", "without", "as", "besides", "than"]
)
_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ"])
_OUTSIDE = frozenset(["nsubj", "nsubjpass", "xcomp", "ccomp", "advcl", "relcl", "parataxis"])


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that says something of a truce.

    `place` is where the truce stands to it: subject, object, prep, compound, head. `mood`: real, unreal (modals),
    supposed (if, once it ends), planned (will, is to, is due to), asked (urged, demanded, hoped). `extra` are the lemmas under a verb,
    or the preposition between a noun and the truce. `below` is true for what hangs on the truce ("a truce starting …").
    """

    token: int
    place: str
    negated: bool
    mood: str
    extra: frozenset[str] = field(default_factory=frozenset)
    below: bool = False


def said_of(tree: Tree, word: Word, end: int) -> Iterator[Governor]:
    """All that a sentence says of a mention in it; `end` is the token after the sentence."""
    yield from governors(tree, word)
    yield from loose(tree, word, begin_phrases(), end)


def governors(tree: Tree, word: Word) -> Iterator[Governor]:
    """The words that govern a mention, or that modify it."""
    t = word.token
    denied = tree.dep[t] in {"dobj", "nsubj"} and negated(tree, tree.head[t])
    for k in tree.kids[t]:
        if tree.dep[k] == "prep" and tree.lower[k] == "in" and (state := tree.child(k, "pobj")) is not None:
            yield Governor(state, "head", denied, "real", below=True)
        if tree.dep[k] in {"amod", "compound", "nmod", "advmod"} and not word.first <= k <= word.last:
            yield Governor(k, "head", denied and k > t, "real", below=True)
    for k in _told_of_it(tree, word):
        passive = (
            tree.tag[k] == "VBN" and (tree.passive(k) or tree.dep[k] == "acl") and tree.lemma[k] not in by_itself()
        )
        gap = passive or (tree.dep[k] == "relcl" and _object_gap(tree, k))
        yield from _verb(tree, k, "object" if gap else "subject", below=True)
    yield from _upwards(tree, t)


def _told_of_it(tree: Tree, word: Word) -> list[int]:
    """The clauses and participles behind a truce's name, or behind the agreement that it names: "a ceasefire deal *that begins* on Friday"."""
    if tree.pos[word.first] in VERBAL:
        return []
    own = carried(tree, word)
    made = (k for t in range(word.first, word.last + 1) for k in tree.children(t, "acl", "relcl") if t not in own)
    return [*(k for t in own for k in tree.children(t, "acl", "relcl")), *(k for k in made if _making(tree, k))]


def carried(tree: Tree, word: Word) -> list[int]:
    """The head of a truce's name, and of the agreement before which the name stands: "ceasefire *deal*"."""
    over = tree.head[word.token]
    named = tree.lemma[over] in around("container") - around("proposal")
    return [word.token, *([over] if named and tree.dep[word.token] in {"compound", "nmod"} else [])]


def _making(tree: Tree, participle: int) -> bool:
    """ "Cessation of hostilities *brokered* by A": how a truce, and not what it stops, came about."""
    made = any(e.state in MADE for e in state_words().get(tree.lemma[participle], ()))
    fostered = any(e.status in FOSTERING for e in party_words().get(tree.lemma[participle], ()))
    done = tree.tag[participle] == "VBN" or tree.dep[participle] == "relcl"
    return done and (made or fostered)


def loose(tree: Tree, word: Word, phrases: frozenset[tuple[str, str]], end: int) -> Iterator[Governor]:
    """What the parser hung elsewhere in the sentence: "took effect" in a relative clause, "mediated by …" after a comma."""
    known = _told_of_it(tree, word)
    for v in range(word.last + 1, end):
        if tree.pos[v] not in VERBAL or v in known:
            continue
        if _its_phrase(tree, word, v, phrases) or _set_to(tree, word, v):
            yield Governor(v, "subject", *reading(tree, v), _under(tree, v), below=True)
        elif tree.dep[v] == "relcl" and _set_off(tree, word, v):
            yield from _verb(tree, v, "object" if tree.passive(v) else "subject", below=True)
        elif tree.dep[v] == "acl" and tree.lemma[v] in by_itself() and tree.child(v, "agent") is None:
            if word.token in list(tree.above(v))[:4]:
                yield from _verb(tree, v, "subject", below=True)
        elif _brokered(tree, word, v):
            yield Governor(v, "object", *reading(tree, v), _under(tree, v), below=True)


def _its_phrase(tree: Tree, word: Word, v: int, phrases: frozenset[tuple[str, str]]) -> bool:
    """ "A truce was made that took effect on …", "announced a truce to take effect", "agreed to a ceasefire, to start at noon", "one of 30 days that was to come into force"."""
    fixed = any(tree.lemma[v] == verb and x in _under(tree, v) for verb, x in phrases)
    due = tree.dep[v] == "xcomp" and tree.lemma[tree.head[v]] == "be" and tree.dep[tree.head[v]] == "relcl"
    if tree.dep[v] == "relcl" or due:
        return fixed
    beside = (
        tree.dep[v] in {"advcl", "xcomp"} and tree.head[v] in list(tree.above(word.token))[:2] and _no_subject(tree, v)
    )
    return beside and (fixed or starts(tree, v))


def _set_to(tree: Tree, word: Word, v: int) -> bool:
    """ "Agreed on a truce on Monday, *due to start* on Friday", "…, expected to expire at noon": what is to come of a truce, after a comma."""
    over = tree.head[v]
    aside = over > word.last and tree.lower[over - 1] == "," and _no_subject(tree, over)
    hung = aside and tree.head[over] in list(tree.above(word.token))[:3] and tree.infinitive(v)
    due = tree.lower[over] in around("scheduled")
    return hung and due and _no_subject(tree, v) and _comes_to(tree, v, {"begin", "over"})


def _comes_to(tree: Tree, v: int, phases: set[str]) -> bool:
    """Whether a verb tells that a truce begins or ends, by itself or with what stands under it."""
    told = (e for e in state_words().get(tree.lemma[v], ()) if set(e.extra) <= _under(tree, v))
    return any(e.phase in phases and e.truce == "subject" for e in told)


def starts(tree: Tree, v: int) -> bool:
    """ "…, to start at noon": an infinitive that tells when a truce is to begin, and is one of nothing else."""
    begins = _comes_to(tree, v, {"begin"})
    infinitive = tree.dep[v] == "xcomp" and tree.infinitive(v)
    return begins and infinitive and tree.child(v, "dobj", "xcomp") is None


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
    told = (e for v in (verb, *tree.children(verb, "xcomp")) for e in state_words().get(tree.lemma[v], ()))
    if not any(e.truce == "subject" or e.truce == "object" for e in told):
        return False
    return word.token in list(tree.above(tree.head[verb]))[:4]


def _apart(tree: Tree, relative: int, noun: int) -> bool:
    """Whether a relative pronoun is set off from the noun before it, or that noun is the feast that a truce is for, or a name, which "that" never tells apart."""
    named = tree.pos[noun] == "PROPN" and tree.lower[relative] == "that"
    return named or tree.lower[relative - 1] in {",", "and", "but"} or tree.lower[noun] in purposes()


def _brokered(tree: Tree, word: Word, verb: int) -> bool:
    """What only mediators, guarantors and monitors do to a truce, as a participle or relative set off by a comma, or hung on the
    last name of the truce's phrase: "a truce between A and B, which C brokered", "a truce in A mediated by B"."""
    entries = party_words().get(tree.lemma[verb], ())
    if not any(e.status in FOSTERING and e.truce == "object" for e in entries):
        return False
    on_name = tree.pos[tree.head[verb]] in {"PROPN", "ADP"} and word.token in list(tree.above(verb))[:6]
    if tree.dep[verb] == "relcl":
        return on_name and (tree.passive(verb) or _object_gap(tree, verb))
    participle = tree.dep[verb] in {"advcl", "acl", "conj"} and tree.tag[verb] == "VBN"
    return participle and (tree.lower[verb - 1] in {",", "and"} or (on_name and tree.child(verb, "agent") is not None))


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
    if dep == "npadvmod" and head < t and tree.dep[head] == "pobj" and tree.pos[tree.head[tree.head[head]]] in VERBAL:
        yield from _verb(tree, tree.head[tree.head[head]], "object")
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


def _clausal(tree: Tree, t: int) -> Iterator[Governor]:
    """The word above a token that is its subject, its object, a clause of it or its owner."""
    head, dep = tree.head[t], tree.dep[t]
    if dep in {"nsubj", "nsubjpass"}:
        yield from _predicate(tree, head, dep)
    elif dep == "dobj" and (deal := deal_of(tree, head)) is not None:
        yield from _upwards(tree, deal, 1)
    elif dep in {"dobj", "attr", "oprd", "dative"}:
        if tree.lemma[head] == "call" and len(tree.children(head, "dobj", "oprd")) > 1:
            return
        yield from _verb(tree, head, "object")
    elif tree.pos[t] in VERBAL and (dep in {"xcomp", "ccomp"} or bidden(tree, t)):
        yield from _verb(tree, head, "object", own=t)
    elif dep == "acl" and tree.pos[t] in VERBAL and tree.pos[head] in _NOMINAL:
        yield Governor(head, "prep", *reading(tree, head), frozenset(["to"]))


def bidden(tree: Tree, verb: int) -> bool:
    """ "Ordered its wing on Friday to stop attacks": the infinitive of what somebody is told, hung as an adverbial clause."""
    return tree.infinitive(verb) and tree.child(tree.head[verb], "dobj") is not None


def _predicate(tree: Tree, head: int, dep: str) -> Iterator[Governor]:
    """The verb of which the truce is subject; one that is only done to truces is a participle ("the truce agreed in May")."""
    if dep == "nsubjpass":
        yield from _verb(tree, head, "object")
    elif _misread(tree, head):
        yield Governor(head, "object", False, "real", _under(tree, head), below=True)
        for k in tree.kids[head]:
            if tree.pos[k] in VERBAL and _no_subject(tree, k):
                yield from _verb(tree, k, "subject")
    else:
        yield from _verb(tree, head, "subject")


def _misread(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] in {"VBD", "VBN"} and tree.lemma[verb] in made() and tree.child(verb, "dobj", "aux") is None


def _no_subject(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "nsubj", "nsubjpass") is None


def _after(tree: Tree, prep: int, depth: int) -> Iterator[Governor]:
    """What stands before a preposition and the truce."""
    over = tree.head[prep]
    if tree.lower[prep] in _CIRCUMSTANCE:
        return
    if (deal := deal_of(tree, over)) is not None:
        yield from _upwards(tree, deal, depth + 1)
    elif tree.pos[over] in VERBAL:
        yield from _verb(tree, over, "prep", prep)
        for k in tree.children(over, "attr", "acomp", "dobj"):
            yield Governor(k, "prep", negated(tree, k), reading(tree, over)[1], frozenset([tree.lower[prep]]))
    elif tree.pos[over] == "ADP" and tree.pos[tree.head[over]] in VERBAL:
        yield from _verb(tree, tree.head[over], "prep", prep)
    elif tree.pos[over] in _NOMINAL:
        yield Governor(over, "prep", *reading(tree, over), frozenset([tree.lower[prep]]))
        if tree.lower[prep] in {"of", "in", "to", "on"} and tree.lemma[over] in around("transparent"):
            yield from _upwards(tree, over, depth + 1)


def deal_of(tree: Tree, verb: int) -> int | None:
    """ "A pact that calls for a truce", "the accord provides for it": the agreement whose content the truce is."""
    if tree.pos[verb] not in VERBAL or tree.lemma[verb] not in around("provides"):
        return None
    by = tree.head[verb] if tree.dep[verb] in {"relcl", "acl"} else tree.child(verb, "nsubj")
    return by if by is not None and tree.lemma[by] in around("agreement") else None


def _verb(tree: Tree, verb: int, place: str, prep: int = -1, below: bool = False, own: int = -1) -> Iterator[Governor]:
    """A verb and what it is coordinated with or governs: "appears to be holding", "was declared and collapsed".

    `prep` is the preposition between verb and truce, `own` the truce itself where it is a verb phrase.
    """
    todo = [(verb, place)]
    while todo:
        v, where = todo.pop(0)
        extra = _under(tree, v) | ({tree.lower[prep]} if prep >= 0 else frozenset())
        if not _only_carries(tree, v, where, own):
            yield Governor(v, where, *reading(tree, v), extra, below)
        for k in tree.kids[v]:
            if tree.dep[k] in {"acomp", "attr", "oprd"}:
                going = "subject" if tree.tag[k] == "VBG" and where == "subject" else "head"
                yield Governor(k, going, *reading(tree, v), _under(tree, k), below)
                todo += [(x, "subject") for x in tree.children(k, "xcomp", "conj") if tree.pos[x] in VERBAL][:1]
                for x in tree.children(k, "conj"):
                    yield Governor(x, "head", *reading(tree, v), _under(tree, x), below)
            elif tree.dep[k] in {"advmod", "prt"} and tree.lemma[v] == "be":
                yield Governor(k, "head", *reading(tree, v), frozenset(), below)
            inner = _inner(tree, v, k, where)
            if inner and len(todo) < 6:
                todo.append((k, inner))


def _only_carries(tree: Tree, v: int, where: str, own: int) -> bool:
    """ "The truce that both had agreed to extend", "began to unravel": the verb above the infinitive has the truce only through it."""
    if where == "subject" and tree.lemma[v] in control("aspect"):
        return tree.lower[v + 1 : v + 2] == ["to"] and tree.head[v + 1] in tree.children(v, "xcomp")
    gap = (k for k in tree.kids[v] if tree.dep[k] == "xcomp" and tree.pos[k] in VERBAL and k != own)
    return where == "object" and tree.dep[v] == "relcl" and any(_relative_object(tree, k) for k in gap)


def _relative_object(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] == "dobj" and tree.lower[k] in {"that", "which"} for k in tree.kids[verb])


def _inner(tree: Tree, v: int, k: int, where: str) -> str | None:
    """Where the truce stands to a verb under, or coordinated with, one that it is subject or object of; None: nowhere."""
    if where not in {"subject", "object"} or not _no_subject(tree, k):
        return None
    verbal = tree.pos[k] in VERBAL or (tree.dep[k] == "conj" and tree.lemma[k] == "last")
    if tree.dep[k] == "conj" and verbal:
        return _beside(tree, v, k, where)
    return _infinitive(tree, k, where) if tree.dep[k] == "xcomp" and verbal else None


def _beside(tree: Tree, v: int, k: int, where: str) -> str | None:
    """Where the truce stands to a verb that is coordinated with one that it is subject or object of."""
    passive = tree.child(k, "auxpass") is not None or (tree.tag[k] == "VBN" and tree.passive(v))
    if where == "object" and not passive and tree.child(v, "auxpass") is not None:
        return "subject"
    if tree.child(k, "dobj") is not None and where == "object":
        return None
    return "object" if passive or where == "object" else "subject"


def _infinitive(tree: Tree, k: int, where: str) -> str | None:
    """Where the truce stands to an infinitive under a verb that it is subject or object of."""
    if where == "object" and tree.lemma[k] in _own_verbs() and tree.child(k, "auxpass") is None:
        return "subject"
    if where == "object":
        return "object" if tree.child(k, "dobj") is None or _relative_object(tree, k) else None
    return "object" if tree.child(k, "auxpass") is not None else "subject"


def _own_verbs() -> frozenset[str]:
    """What a truce does by itself, also in fixed expressions: "is expected to last", "is due to take effect"."""
    return by_itself() | {verb for verb, _ in begin_phrases()}


def _under(tree: Tree, v: int) -> frozenset[str]:
    """The lemmas under a verb, its subject left out, and forms that are lemmatised away."""
    own = (
        k for k in tree.kids[v] if tree.dep[k] not in _OUTSIDE and not (tree.dep[k] == "conj" and tree.pos[k] in VERBAL)
    )
    found = {x for k in own for y in (k, *tree.kids[k]) for x in (y, *tree.kids[y])}
    return frozenset([*(tree.lemma[x] for x in found), *(tree.lower[x] for x in found)])


def negated(tree: Tree, token: int) -> bool:
    """Whether a word is turned round: "was not party to", "failed to hold", "without signing"."""
    return factuality(tree, token).negated


_MOODS = {
    "told": "real",
    "ongoing": "real",
    "undertaken": "real",
    "planned": "planned",
    "asked": "asked",
    "supposed": "supposed",
}


def reading(tree: Tree, token: int) -> tuple[bool, str]:
    """Whether a word is turned round, and whether it is told, possible, ahead, supposed or asked for."""
    found = factuality(tree, token)
    return found.negated, _MOODS.get(found.mood, "unreal")


def placed(truce: str, extra: Iterable[str], g: Governor) -> bool:
    """Whether a truce stands to a word where an entry has it, also behind a particle that the parser made a preposition: "calls *off* its truce"."""
    split = g.place == "prep" and truce == "object" and bool(around("particle") & set(extra) & g.extra)
    return g.place == truce or split


DONE = ((False, "real"), (False, "planned"))
"""How what has been done, or will be, reads."""


def narrated(tree: Tree, g: Governor) -> bool:
    """ "A truce collapses", "fighting goes on as the truce begins": the present in which chronicles tell the news, in a main verb."""
    marked = any(tree.lower[k] == "as" and tree.dep[k] in {"mark", "advmod"} for k in tree.kids[g.token])
    top = tree.head[g.token] if tree.dep[g.token] == "advcl" and marked else g.token
    main = tree.head[top] == top or tree.dep[top] == "conj"
    return g.mood == "real" and main and tree.tag[g.token] in {"VBZ", "VBP"}

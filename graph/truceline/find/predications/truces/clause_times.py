"""Which times belong to a clause that says something of a truce, and which to its name or to what is set beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.predicates import bidden, starts
from truceline.find.predications.truces.ways import SUBJECTS
from truceline.find.predications.truces.words import Word
from truceline.know.truces import around, purposes, state_words
from truceline.model import Notes, Time

_BESIDE = frozenset(["after", "before", "following", "despite", "amid", "since"])
_NAMING = frozenset(["compound", "nmod", "amod", "nummod", "poss"])
_TOGETHER = frozenset(["as", "when", "while"])


def clause_times(tree: Tree, notes: Notes, word: Word, token: int) -> list[Time]:
    """The times under the governing verb, not those of another clause, nor those in the truce's own name.

    What happens together with something else and has no time of its own has its time: "on Friday …, ending the truce".
    """
    verb = _clause(tree, token)
    offsets = {tree.start[i] for i in _own_tokens(tree, word, verb)}.difference(_name(tree, word))
    inside = [t for t in notes.times if t.start in offsets and not is_holiday(t)]
    found = [t for t in inside if not of_name(tree, word, t) and not _aside(tree, t, verb)]
    if not found and _at_once(tree, verb):
        return clause_times(tree, notes, word, tree.head[verb])
    return found or _fronted(tree, notes, verb)


def _fronted(tree: Tree, notes: Notes, verb: int) -> list[Time]:
    """ "*On 3 June* the group freed a soldier and declared a truce": the day before all that somebody did is that of each deed."""
    first = verb
    while _goes_on(tree, first):
        first = tree.head[first]
    who = tree.surface_subject(first)
    if first == verb or not who:
        return []
    low, high = tree.start[tree.subtree(first)[0]], tree.start[who[0]]
    before = (t for t in notes.times if low <= t.start < high and t.type in {"DATE", "TIME"} and not is_holiday(t))
    return [t for t in before if _under(tree, t, first) and not _aside(tree, t, first)]


def _goes_on(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what was done next to what the verb before it tells."""
    plain = tree.child(verb, "nsubjpass", "aux", "mark") is None
    return plain and tree.dep[verb] == "conj" and tree.tag[verb] == tree.tag[tree.head[verb]] == "VBD"


def _under(tree: Tree, t: Time, verb: int) -> bool:
    """Whether no other verb stands between a time and the verb over it."""
    return tree.verb_over(tree.at(t.start)) in (None, verb)


def _clause(tree: Tree, token: int) -> int:
    """The verb at or over a token, else the root."""
    while tree.pos[token] not in VERBAL and tree.head[token] != token:
        token = tree.head[token]
    return token


def _own_tokens(tree: Tree, word: Word, verb: int) -> set[int]:
    """The tokens of a verb's own clauses, without what is told of others that are joined to the truce."""
    span = {i for v in clauses(tree, verb) for i in tree.subtree(v) if _of_clause(i, v, tree)}
    return span - {i for v in span for k in _of_others(tree, word, v) for i in tree.subtree(k)}


def _aside(tree: Tree, t: Time, verb: int) -> bool:
    """ "Agreed on it after the truce of May", "the truce, the first since 2016", "in the 2011 uprising": the time of something else."""
    at = tree.at(t.start)
    inside = [at, *(k for k in tree.above(at) if t.start <= tree.start[k] < t.end)]
    top = _counted(tree, inside[-1])
    if tree.dep[top] in _NAMING and tree.pos[tree.head[top]] in {"NOUN", "PROPN"}:
        return True
    upto = list(takewhile(lambda k: k != verb, (k for k in tree.above(at) if k not in inside)))
    return any(tree.dep[k] == "appos" for k in upto) or any(_sets_beside(tree, k) for k in upto[1:])


def _sets_beside(tree: Tree, token: int) -> bool:
    """Whether a word is a preposition that sets something beside what is told."""
    return tree.dep[token] == "prep" and tree.lower[token] in _BESIDE


def _counted(tree: Tree, token: int) -> int:
    """The number over a token, else the token: the whole of "one of the last days"."""
    return tree.head[token] if tree.pos[tree.head[token]] == "NUM" else token


def clauses(tree: Tree, verb: int) -> Iterator[int]:
    """The verb, and those above of which it is the infinitive: "agreed on Thursday to extend"."""
    yield verb
    while tree.dep[verb] == "xcomp" and tree.pos[tree.head[verb]] in VERBAL:
        verb = tree.head[verb]
        yield verb


def _at_once(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what happened together with what it hangs on: "…, ending a truce", "as a truce took hold"."""
    mark = tree.child(verb, "mark", "advmod")
    if tree.child(verb, "aux") is not None or tree.dep[verb] not in {"advcl", "conj"}:
        return False
    if tree.dep[verb] == "conj":
        return tree.child(verb, "mark") is not None and tree.lower[tree.kids[verb][0]] in _TOGETHER
    behind = tree.head[verb] < verb and tree.tag[verb] == "VBG"
    return (mark is None and behind) or (mark is not None and tree.lower[mark] in _TOGETHER)


def _of_others(tree: Tree, word: Word, noun: int) -> list[int]:
    """ "A truce and the release of nurses *kidnapped in April*": the participles of what is joined to the truce."""
    joined = tree.dep[noun] == "conj" and word.token in tree.above(noun)
    return [p for k in tree.subtree(noun) for p in tree.children(k, "acl")] if joined else []


def _of_clause(token: int, verb: int, tree: Tree) -> bool:
    here = token
    while here != verb:
        if tree.dep[here] == "acl" and tree.dep[tree.head[here]] in SUBJECTS:
            return False
        apart = tree.dep[here] in {"ccomp", "advcl", "relcl", "parataxis"} and not bidden(tree, here)
        if (
            apart
            or starts(tree, here)
            or (tree.dep[here] == "conj" and tree.pos[here] in VERBAL and not _both_to_come(tree, here))
        ):
            return False
        here = tree.head[here]
    return True


def _both_to_come(tree: Tree, verb: int) -> bool:
    """ "To start at noon and to run until Friday": two infinitives of one plan."""
    return all(tree.infinitive(v) for v in (verb, tree.head[verb]))


def left(tree: Tree, word: Word) -> int:
    """The first token of the truce's own phrase: of "last month's truce accord" the "last"."""
    outer = tree.head[word.token]
    document = [outer] if tree.dep[word.token] == "compound" and tree.lemma[outer] in around("container") else []
    kids = (
        tree.subtree(k)[0]
        for head in (word.token, *document)
        for k in tree.kids[head]
        if k < word.first and tree.dep[k] not in {"cc", "conj", "punct", "nsubj", "aux", "prep"}
    )
    return min(kids, default=word.first)


def _name(tree: Tree, word: Word) -> range:
    """The offsets of what stands before the word in the truce's own phrase."""
    return range(tree.start[min(left(tree, word), word.first)], word.span.start)


def of_name(tree: Tree, word: Word, t: Time) -> bool:
    """ "The ceasefire of 27 February", "before a truce on 14 August", "the truce dated 18 April": the time follows right after the name."""
    if not 0 <= t.start - word.span.end <= 7:
        return False
    bound = tree.dep[word.token] == "pobj" and tree.lower[tree.head[word.token]] in _BESIDE
    links = {"of", "dated", *(("on", "in") if bound else ())}
    own = {word.token, *range(word.first, word.last + 1)}
    behind = (k for x in own for k in tree.kids[x] if k > word.last)
    return any(tree.lower[k] in links and tree.end[k] <= t.start for k in behind)


def free(tree: Tree, notes: Notes, word: Word, t: Time, token: int) -> bool:
    """Whether a time can date what a token says of a truce: it stands not in its name, nor in a clause that says something else of it."""
    if is_holiday(t) or t.start in _name(tree, word) or t == beginning(word, tree, notes):
        return False
    over = tree.verb_over(tree.at(t.start))
    verb = token if over is None else over
    if verb == token or word.first <= verb <= word.last:
        return verb == token
    elsewhere = tree.dep[verb] in {"acl", "relcl"} and tree.head[verb] != word.token and token in tree.above(verb)
    return tree.lemma[verb] not in state_words() and not elsewhere


def is_holiday(t: Time) -> bool:
    """Whether a time is a feast that a truce is named after; it began about then, not on that day."""
    return t.rule == "holiday" or any(purposes().get(w) == "holiday" for w in re.findall(r"\w+", t.text.lower()))


def beginning(word: Word, tree: Tree, notes: Notes) -> Time | None:
    """The time that is part of the truce's own phrase: "a February 27 ceasefire", "the two-month-old truce"."""
    low, high = tree.start[min(left(tree, word), word.first)], tree.end[word.token]
    inside = [t for t in notes.times if low <= t.start and t.end <= high and t.begin is not None]
    after = [t for t in notes.times if t.begin and of_name(tree, word, t)]
    return next((t for t in (*after, *inside) if _dates(t)), None)


def _dates(t: Time) -> bool:
    """Whether a time in a truce's name tells when it began: a day, no feast, or its age."""
    day = t.type in {"DATE", "TIME"} and t.rule != "ref"
    age = t.type == "DURATION" and t.end_ is not None and "old" in t.text.lower()
    return (day or age) and not is_holiday(t)

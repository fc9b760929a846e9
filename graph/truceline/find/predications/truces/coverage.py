"""Where a truce holds: the places of its own phrase, and of the words that tell that it began or holds there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.governor import Governor
from truceline.find.predications.truces.nearby import window
from truceline.find.predications.truces.predicates import governors
from truceline.find.predications.truces.ways import SUBJECTS, gives_standing, tells
from truceline.find.predications.truces.words import Word
from truceline.know.truces import around, hosts
from truceline.model import Notes, Place

_IN = frozenset(["in", "for", "across", "around", "throughout", "inside", "on", "near", "along", "over", "within"])
_SIGNING = frozenset(["sign", "initial", "ink"])
_BEFORE = frozenset(["poss", "compound", "amod", "nmod"])


def covered(word: Word, tree: Tree, notes: Notes) -> list[int]:
    """The places (positions in the notes) where one mention says that the truce holds; towns of talks are none."""
    found = {t for k in _phrases(word, tree) for t in _inside(tree, k)}
    reach = window(notes.places, word.span.start - 60, word.span.end + 200)
    able = (
        n for n in reach if notes.places[n].text.lower() not in hosts() and not _signed_at(word, tree, notes.places[n])
    )
    return _named(found, able, tree, notes)


def _signed_at(word: Word, tree: Tree, place: Place) -> bool:
    """ "Agreed to sign a truce *in Marn*": the town behind what somebody signs is where that is done."""
    verb = tree.head[word.token]
    signs = tree.lemma[verb] in _SIGNING and tree.dep[word.token] == "dobj" and verb < word.token
    return signs and place.kind == "settlement" and place.start > word.span.end and _before_place(tree, place) == "in"


def _before_place(tree: Tree, place: Place) -> str:
    """The word before a place."""
    n = tree.at(place.start) - 1
    return tree.lower[n - 1 if tree.lower[n] == "the" else n]


def widened(word: Word, verb: int, tree: Tree, notes: Notes) -> list[int]:
    """The places to which a truce is, or is to be, extended: "extended to include the north", "to the coast"."""
    found = {t for k in _taken_in(tree, verb) for t in _inside(tree, k)}
    low = word.span.start
    return _named(found, window(notes.places, low, low + 300), tree, notes)


def _taken_in(tree: Tree, verb: int) -> Iterator[int]:
    """The phrases under a verb that tell to what a truce is extended."""
    yield from (k for k in tree.children(verb, "prep") if tree.lower[k] in {"to", "into", "across", "over"})
    clauses = tree.children(verb, "xcomp", "advcl", "acl")
    wider = (k for k in clauses if tree.lemma[k] in {"include", "cover", "take", "encompass"})
    yield from (o for k in wider for o in tree.children(k, "dobj"))


def _named(tokens: set[int], reach: Iterable[int], tree: Tree, notes: Notes) -> list[int]:
    """The places, of those in reach, that these tokens name."""
    starts = {tree.start[t] for t in tokens}
    near = ((n, notes.places[n]) for n in reach)
    return [n for n, p in near if any(p.start <= at < p.end for at in starts) and not _dated(p, notes)]


def venue(tree: Tree, place: Place) -> bool:
    """ "Talks in Jeddah, Saudi Arabia", "signed in Gabon", "met in Riyadh", "said in Paris": where people meet, sign or speak."""
    top = tree.at(place.start)
    while tree.dep[top] in {"compound", "amod", "appos", "conj"}:
        top = tree.head[top]
    prep = tree.head[top]
    if tree.dep[top] != "pobj" or tree.lower[prep] not in {"in", "at", "to"}:
        return False
    over = tree.head[prep]
    met = tree.lemma[over] in around("talks") | around("signing") | around("convener") | around("speaking")
    beside = (tree.head[over], *tree.kids[over]) if tree.pos[over] in VERBAL else ()
    return met or any(tree.lemma[k] in around("talks") for k in beside)


def _dated(place: Place, notes: Notes) -> bool:
    return any(t.start < place.end and place.start < t.end for t in notes.times)


def _phrases(word: Word, tree: Tree) -> Iterator[int]:
    """The prepositional phrases and names before it that say where."""
    for k in (k for t in range(word.first, max(word.last, word.token) + 1) for k in tree.kids[t]):
        if _named_before(tree, word, k) or _said_behind(tree, word, k):
            yield k
    for g in governors(tree, word):
        words = _where_words(g, tree)
        yield from (k for k in tree.children(g.token, "prep", after=g.token) if tree.lower[k] in words)
        yield from _reached(g, tree)


def _named_before(tree: Tree, word: Word, k: int) -> bool:
    """ "The Ruritanian ceasefire", "Strelsau's truce"."""
    return tree.dep[k] in _BEFORE and k < word.first and not _glued(tree, k) and not _of_document(word, tree)


def _said_behind(tree: Tree, word: Word, k: int) -> bool:
    """ "A truce in Strelsau"."""
    where = tree.dep[k] == "prep" and tree.lower[k] in _IN
    return where and not _negative(tree, k) and not _only_done_there(word, tree)


def _reached(g: Governor, tree: Tree) -> Iterator[int]:
    """ "It applies to all of Darfur", "covers the north", "is valid for the capital": what stands behind a word that says where it holds."""
    if g.negated or g.place not in {"subject", "head"} or tree.lemma[g.token] not in around("covering"):
        return
    behind = (k for k in tree.kids[g.token] if k > g.token and not _negative(tree, k))
    yield from (k for k in behind if tree.dep[k] == "dobj" or (tree.dep[k] == "prep" and tree.lower[k] in _IN | {"to"}))


def _of_document(word: Word, tree: Tree) -> bool:
    """ "The Lusaka Ceasefire Agreement": a document with a name is called by the town where it was signed."""
    last = max(word.last, word.token)
    return tree.lemma[last] in around("container") and tree.tag[last] == "NNP"


def _where_words(g: Governor, tree: Tree) -> frozenset[str]:
    """The prepositions that say under a governor of the truce where it holds; none where its places are its own."""
    if g.place in {"subject", "object"} and _holds_there(tree, g.token, g.place):
        return _IN
    made = tells(tree, g.token, {"declared", "proposed"})
    return frozenset(["for"]) if g.place == "object" and made else frozenset()


def _glued(tree: Tree, k: int) -> bool:
    """ "A-brokered": who did something to the truce, not where it holds; "STRELSAU - A truce": where the report is from."""
    behind = tree.lower[k + 1] if k + 1 < len(tree) else ""
    joined = tree.lower[k].endswith("ed") and tree.lower[k - 1] in {"-", "–"}
    return joined or behind in {"-", "–", "—"} or tree.lower[k].endswith("-")


def _holds_there(tree: Tree, verb: int, place: str) -> bool:
    """Whether a place under the verb is one where the truce holds: it begins or lasts there, or is watched over there."""
    lasts = tells(tree, verb, place=place, phases={"begin", "last"})
    return lasts or gives_standing(tree, verb, {"monitor", "guarantor"}, place)


def _only_done_there(word: Word, tree: Tree) -> bool:
    """ "Violating the truce in …" is where it was broken, "signed the accord in …" where that was signed; "the truce in … was
    broken" holds there."""
    verb = tree.head[word.token]
    signed = tree.lemma[word.token] in around("container") and tree.lemma[verb] in around("signing")
    return signed or (tree.dep[word.token] not in SUBJECTS and tells(tree, verb, {"violated"}))


def _negative(tree: Tree, prep: int) -> bool:
    return any(tree.dep[k] == "neg" or tree.lower[k] == "not" for k in tree.kids[prep]) or tree.lower[prep - 1] == "not"


def _inside(tree: Tree, top: int) -> Iterator[int]:
    """The tokens of a phrase, without clauses and times that hang on it."""
    todo = [top]
    while todo:
        t = todo.pop()
        yield t
        todo += [
            k
            for k in tree.kids[t]
            if tree.dep[k] not in {"relcl", "acl", "advcl", "npadvmod"}
            and not (tree.dep[k] == "prep" and tree.lower[k] not in {"of", "in", "and"})
        ]

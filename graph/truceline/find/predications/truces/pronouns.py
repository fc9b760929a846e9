"""Pronouns that take up a truce told before: "it took effect at noon"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.analysis.article import Analysis
from truceline.analysis.tree import Tree
from truceline.find.predications.truces.ways import SUBJECTS, gives_standing
from truceline.find.predications.truces.words import Word
from truceline.know.truces import FOSTERING, around, state_words
from truceline.model import Span


def pronouns(parsed: Analysis, tree: Tree, named: list[Word], verbs: frozenset[str]) -> Iterator[Word]:
    """ "It", "one" for a truce: under a word that is said of truces, with a truce named, or meant by "it", in the sentence or the one before."""
    by_sentence = {w.sentence: w for w in named if w.sure}
    near = {m for w in named for m in (w.sentence, w.sentence + 1)}
    for n, sentence in enumerate(parsed.sentences):
        if sentence.content and (n in near or n - 1 in by_sentence):
            yield from _taken_up(parsed, n, by_sentence, verbs)


def _taken_up(parsed: Analysis, n: int, by_sentence: dict[int, Word], verbs: frozenset[str]) -> Iterator[Word]:
    """The pronouns of a sentence that stand for the truce last named; "it" is what the next one stands for."""
    tree = parsed.tree
    for i in parsed.positions(n):
        before = by_sentence.get(n)
        meant = before if before and before.token < i else by_sentence.get(n - 1)
        one = _numbered(tree, i)
        if meant and (one or _it(tree, i, meant, verbs)):
            yield (again := _again(tree, meant, i, n, one))
            if not one:
                by_sentence.setdefault(n, again)


def _again(tree: Tree, meant: Word, i: int, sentence: int, one: bool) -> Word:
    marks = {tree.lower[k] for k in (i, *tree.kids[i])}
    return replace(
        meant,
        token=i,
        first=i,
        last=i,
        span=Span(tree.start[i], tree.end[i]),
        sentence=sentence,
        indefinite=bool(marks & {"a", "an"}),
        other=one and bool(marks & around("other")),
        earlier=one and bool(marks & around("earlier")),
        initial=one and bool(marks & around("initial")),
        running=one and bool(marks & around("running")),
        own=False,
        none=False,
        like=None if one else meant.token,
    )


def _numbered(tree: Tree, i: int) -> bool:
    """ "The first one", "a new one", "the first took hold": by its number or age, where a verb stands that can be said of a truce."""
    marks = {tree.lower[k] for k in tree.kids[i]}
    told = around("other") | around("earlier") | around("initial")
    if tree.lower[i] == "one":
        return bool(marks & (told | around("running"))) and tree.dep[i] in {*SUBJECTS, "dobj"}
    number = tree.lower[i] in told and tree.tag[i] == "JJ" and "the" in marks and tree.dep[i] in SUBJECTS
    return number and any(e.truce == "subject" and e.kind for e in state_words().get(tree.lemma[tree.head[i]], ()))


def _foretold(tree: Tree, verb: int) -> bool:
    """ "It is to begin on Monday", "it will end at midnight": a beginning or an end ahead."""
    inner = (verb, *tree.children(verb, "xcomp"))
    phases = {e.phase for v in inner for e in state_words().get(tree.lemma[v], ()) if e.pos == "verb" and not e.extra}
    marks = {tree.lower[k] for v in inner for k in tree.kids[v] if tree.dep[k] == "aux"}
    return bool(phases & {"begin", "over"}) and bool(marks & {"will", "to", "would", "shall"})


def _it(tree: Tree, i: int, meant: Word, verbs: frozenset[str]) -> bool:
    """Whether a token is "it" and stands for the truce last named."""
    return tree.lower[i] == "it" and (_stands_for_truce(tree, i, verbs) or _goes_on(tree, i, meant))


def _goes_on(tree: Tree, i: int, meant: Word) -> bool:
    """ "The truce was the first they ever kept. It began in May": the subject, of which a truce's beginning or end is told, stays the same."""
    same = tree.dep[meant.token] in SUBJECTS and tree.dep[i] in SUBJECTS
    told = state_words().get(tree.lemma[tree.head[i]], ())
    return same and any(e.truce == "subject" and e.phase in {"begin", "over"} and not e.extra for e in told)


def _fixed(tree: Tree, verb: int) -> bool:
    """A fixed expression that is said of a truce: "it is under threat", "it took effect"."""
    below = [y for k in tree.kids[verb] for j in (k, *tree.kids[k]) for y in (j, *tree.kids[j])]
    under = {x for y in below for x in (tree.lemma[y], tree.lower[y])}
    return any(
        e.extra and e.truce == "subject" and set(e.extra) <= under for e in state_words().get(tree.lemma[verb], ())
    )


def _is_to(tree: Tree, verb: int) -> list[int]:
    """ "It *is to hold* until Friday": the infinitive of what is to be."""
    return [k for k in tree.children(verb, "xcomp") if tree.lemma[verb] == "be" and tree.infinitive(k)]


def _stands_for_truce(tree: Tree, i: int, verbs: frozenset[str]) -> bool:
    """Whether "it" is a truce by the word over it, or by the preposition before it and the word before that."""
    over, dep = tree.head[i], tree.dep[i]
    ahead = (over, *_is_to(tree, over)) if dep in SUBJECTS else (over,)
    if any(tree.lemma[v] in verbs for v in ahead) or (dep in SUBJECTS and _fixed(tree, over)):
        return True
    if dep == "dobj" or (dep == "nsubjpass" and tree.by_agents(over)):
        return gives_standing(tree, over, FOSTERING)
    if dep == "pobj":
        before = (tree.head[over], *tree.children(tree.head[over], "attr", "acomp"))
        return any(gives_standing(tree, x, {"party"}, "prep") for x in before)
    return dep == "nsubj" and _foretold(tree, over)

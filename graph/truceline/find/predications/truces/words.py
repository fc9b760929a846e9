"""The truces of a text as words: each mention with its phrase and what its modifiers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from operator import itemgetter

from truceline.analysis.article import Analysis
from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.short_names import Found, InSentence, with_short_names
from truceline.find.predications.truces.ways import outward, tells
from truceline.know.truces import Noun, around, nouns, state_words
from truceline.model import Span

_UNDER = frozenset(["under", "in", "through", "after", "following", "by", "with", "per"])
_QUOTES = frozenset(['"', "“", "”", "‘", "’", "'", "``", "''"])
_LIFE = frozenset(["inForce", "violated", "ended"])
"""States of which only what stops fighting is told, where fighting is told too."""

_PLACES = {"nsubj": "subject", "nsubjpass": "object", "dobj": "object", "pobj": "prep"}
"""Where a noun stands to the word over it, by its label."""

_SOON = frozenset(["hour", "day", "week"])
_SET = frozenset(["from", "until", "between", "with", "by", "for", "after", "before", "at"])
_NONE = frozenset(["no", "neither", "without", "any"])


@dataclass(frozen=True, slots=True)
class Word:
    """A mention of a truce: head token, first and last token and span of the name, sort, and what its modifiers say.

    `sure` is false where the word is a truce only because one was named; `weak` where it is one only if something is
    said of it, `beside` where the article names one too; `none` where there is said to be none. `state` is the state that
    the phrase itself tells; `like` the head token of the mention that a pronoun stands for.
    """

    token: int
    first: int
    last: int
    span: Span
    sentence: int
    kind: str
    sure: bool
    weak: bool = False
    beside: bool = False
    state: str | None = None
    indefinite: bool = False
    definite: bool = False
    other: bool = False
    earlier: bool = False
    initial: bool = False
    local: bool = False
    none: bool = False
    this: bool = False
    wide: bool = False
    alone: bool = False
    running: bool = False
    own: bool = False
    like: int | None = None


def words(parsed: Analysis, tree: Tree) -> Iterator[Word]:
    """All mentions of truces in the news part of an article, in order."""
    named = False
    told = with_short_names(
        parsed.article.text, tree, [(n, tokens, list(_in_sentence(tree, tokens))) for n, tokens in _contents(parsed)]
    )
    sure = set(_naming(tree, told))
    later, others = bool(sure), set[str]()
    for n, tokens, found in told:
        here = any(x[0] in sure for x in found)
        for first, last, noun in found:
            names = first in sure
            if not names and _on_something_else(tree, last):
                others.add(tree.lemma[last])
            if _left_out(tree, last, noun, named, later) or (tree.lemma[last] in others and not here):
                continue
            if names or _is_one(tree, last, noun, named, here):
                named |= names
                yield replace(_word(tree, (first, last), n, noun), sure=names, beside=later)
            elif _meant(tree, last, False) if later else _lives(tree, last, tokens):
                yield replace(_word(tree, (first, last), n, noun), weak=True)


def _on_something_else(tree: Tree, deal: int) -> bool:
    """Whether a deal is brought in as one on something else than a war: "an agreement to install bases", "a deal on wheat"."""
    if tree.worded(deal, {"a", "an"}) is None:
        return False
    on = (p for k in tree.kids[deal] if tree.lower[k] in {"on", "about"} for p in tree.children(k, "pobj"))
    aims = (k for k in tree.children(deal, "acl") if tree.worded(k, {"to"}) is not None)
    about = [*aims, *(p for p in on if tree.pos[p] == "NOUN")]
    words = {tree.lemma[x] for k in about for x in tree.subtree(k)}
    return bool(about) and not words & (around("stopping") | around("fighting") | around("war") | around("easing"))


def _naming(tree: Tree, told: Iterable[InSentence]) -> Iterator[int]:
    """The first tokens of the words that name a truce by themselves."""
    return (x[0] for _, _, found in told for x in found if _names(tree, x))


def _is_one(tree: Tree, last: int, noun: Noun, named: bool, here: bool) -> bool:
    """Whether a noun is used for a truce, a word for any agreement only where one was named before it or is in its sentence."""
    return noun.sure != "0" or ((named or here) and _meant(tree, last, here))


def _left_out(tree: Tree, last: int, noun: Noun, named: bool, later: bool) -> bool:
    """Whether a noun means no truce here: a peace deal where a truce is named, a step that is none of a truce."""
    peace = later and noun.sure == "0" and tree.worded(last, {"peace"}) is not None
    return peace or (noun.sure == "s" and not (named and _step(tree, last)))


def _names(tree: Tree, found: Found) -> bool:
    """Whether words name a truce by themselves: "a truce", "a memorandum that ends ten years of war", "a three-day halt"."""
    _, last, noun = found
    return noun.sure == "1" or (noun.sure == "0" and (_ends_war(tree, last) or _short_stop(tree, last)))


def _short_stop(tree: Tree, noun: int) -> bool:
    """ "A three-day halt", "ten-hour pauses in Homs": a stop of hours, days or weeks, not one in something other than fighting."""
    long = {tree.lemma[x] for k in tree.kids[noun] if k < noun for x in (k, *tree.kids[k])}
    of = [
        o for k in tree.children(noun, "prep") for o in tree.children(k, "pobj", "pcomp") if tree.lower[k] not in _SET
    ]
    fights = around("fighting") | around("war")
    return bool(long & _SOON) and all(tree.pos[o] == "PROPN" or tree.lemma[o] in fights for o in of)


def _ends_war(tree: Tree, deal: int) -> bool:
    """ "An accord ending two decades of fighting", "a deal under which both hold their fire": what a deal does to a war."""
    if _stopped_under(tree, deal):
        return True
    if not _made(tree, deal):
        return False
    clauses = [*tree.children(deal, "relcl", "acl"), *tree.children(tree.head[deal], "acl", "advcl")]
    ends = (k for k in clauses if k > deal and tree.lemma[k] in around("stopping"))
    return any(stops(tree, k) for k in tree.children(deal, "relcl")) or any(_done_to_war(tree, k) for k in ends)


def _stopped_under(tree: Tree, deal: int) -> bool:
    """ "A deal under which both hold their fire"."""
    over = tree.head[deal]
    return tree.dep[deal] == "pobj" and tree.lower[over] in {"under", "by"} and stops(tree, tree.head[over])


def _made(tree: Tree, noun: int) -> bool:
    """Whether a noun is what somebody makes, as one makes a truce."""
    return tells(tree, tree.head[noun], {"declared"}, "object") and tree.dep[noun] in {"dobj", "nsubjpass"}


def _done_to_war(tree: Tree, verb: int) -> bool:
    """Whether a verb is done to a war, and to nothing that other deals are about."""
    what = {tree.lemma[x] for o in tree.patients(verb) for x in tree.subtree(o)}
    return bool(what & around("war")) and not what & around("other_deal")


def _lives(tree: Tree, deal: int, tokens: Sequence[int]) -> bool:
    """ "The pact of May was broken when the rebels attacked", "the peace agreement is holding": of which is told what only a truce can come to."""
    about = {x for k in tree.subtree(deal) for x in (tree.lower[k], tree.lemma[k])} & around("other_deal")
    fought = any(tree.lemma[t] in around("fighting") or tree.lemma[t] in around("war") for t in tokens)
    return _life_told(tree, deal) and (about <= {"peace"} if fought else about == {"peace"})


def _life_told(tree: Tree, deal: int) -> bool:
    """Whether a deal is told to hold, to be broken or to end."""
    over = tree.head[deal] if tree.dep[deal] != "pobj" else tree.head[tree.head[deal]]
    place = _PLACES.get(tree.dep[deal])
    under = {tree.lemma[k] for k in tree.subtree(over)}
    told = (e for e in state_words().get(tree.lemma[over], ()) if e.state in _LIFE and e.phase != "again")
    return any(e.truce == place and set(e.extra) <= under for e in told)


def _contents(parsed: Analysis) -> Iterator[tuple[int, list[int]]]:
    """The sentences of the news part, each with its tokens."""
    return ((n, parsed.positions(n)) for n, s in enumerate(parsed.sentences) if s.content)


def _step(tree: Tree, token: int) -> bool:
    """ "Announced the step on Monday": a word for the truce that was just named, under one that makes it."""
    own = tree.worded(token, {"the", "this", "that", "his", "its", "their"}) is not None
    return own and _made(tree, token)


def _in_sentence(tree: Tree, tokens: list[int]) -> Iterator[Found]:
    """All names for truces in a sentence, the longest at each place."""
    skip = -1
    said = {w for i in tokens for w in (tree.lower[i], tree.lemma[i], tree.lemma[i].rpartition("-")[2])}
    for i in tokens:
        found = _longest(tree, i, tokens[-1], said) if i > skip else None
        if found and not _body(tree, found[1]) and not _several(tree, i, *found) and not _of_peace(tree, i, found[0]):
            noun, skip = found
            yield i, skip, noun


def _longest(tree: Tree, i: int, end: int, said: Set[str]) -> tuple[Noun, int] | None:
    """The name of most words that stands at a token, with its last token; the sentence ends at `end`, `said` are its words."""
    known = nouns().get(tree.lower[i]) or nouns().get(tree.lemma[i])
    if known is None:
        return None
    able = (x for x in known if not any(place.isdisjoint(said) for place in x.needed))
    found = ((size, x, last) for x in able for size, last in _spelt(tree, i, x, end) if _fits(tree, i, x, last))
    best = max(found, key=itemgetter(0), default=None)
    return (best[1], best[2]) if best is not None else None


def _fits(tree: Tree, i: int, noun: Noun, last: int) -> bool:
    """Whether the words from one token to another do in their clause what a name does."""
    if tree.pos[last] not in {"NOUN", "PROPN", "ADJ", "VERB", "PUNCT"}:
        return False
    verbal = tree.pos[i] in VERBAL
    done_to = verbal and noun.sure != "v" and tree.dep[last] == "dobj"
    part = verbal and last > i and tree.dep[last] in {"amod", "compound"}
    return not (done_to or part)


def _spelt(tree: Tree, i: int, noun: Noun, end: int) -> Iterator[tuple[int, int]]:
    """How a name can stand at a token: the number of its words, and the last token."""
    begun = [(i, 0)]
    for place in noun.slots:
        begun = [
            (at, size + len(words))
            for after, size in begun
            for words in place
            if (at := _past(tree, (i, after, end), words, noun.sure == "v")) is not None
        ]
    yield from ((size, at - 1) for at, size in begun if size)


def _past(tree: Tree, stretch: tuple[int, int, int], words: tuple[str, ...], verb: bool) -> int | None:
    """The token behind some words of a name that goes on at one; quotation marks, auxiliaries and adverbs between them do not count."""
    first, at, end = stretch
    for word in words:
        while at > first and at <= end and not _is(tree, at, word) and _passed(tree, at, first, verb):
            at += 1
        if at > end or not _is(tree, at, word):
            return None
        at += 1
    return at


def _is(tree: Tree, token: int, word: str) -> bool:
    """Whether a token is a word of a name, as it stands, as a lemma, or as the end of one with hyphens."""
    lemma = tree.lemma[token]
    return word in (tree.lower[token], lemma) or word == lemma.rpartition("-")[2]


def _passed(tree: Tree, token: int, first: int, verb: bool) -> bool:
    """Whether a token may stand between the words of a name that begins with another."""
    return tree.lower[token] in _QUOTES or (verb and _between(tree, token, first))


def _between(tree: Tree, token: int, first: int) -> bool:
    """ "The guns *had largely* fallen silent", "all firing *should* cease", "they *are to* stop", "the shelling *of the port* ceased"."""
    aux = tree.dep[token] in {"aux", "auxpass", "advmod", "neg"}
    ahead = tree.lemma[token] == "be" and tree.lower[token + 1 : token + 2] == ["to"]
    return aux or ahead or (tree.pos[first] not in VERBAL and first in tree.above(token))


def stops(tree: Tree, verb: int) -> bool:
    """Whether a verb with its object is itself a way of stopping the fighting: "suspended military operations"."""
    end = min(len(tree) - 1, verb + 5)
    ways = (x for x in nouns().get(tree.lemma[verb], ()) if x.sure == "v")
    return any(_fits(tree, verb, x, last) for x in ways for _, last in _spelt(tree, verb, x, end))


def _of_peace(tree: Tree, i: int, noun: Noun) -> bool:
    """ "The peace agreement", "a nuclear deal": an agreement on something else."""
    marks = {tree.lower[k] for k in tree.kids[i]} & around("other_deal") if noun.sure == "0" else set()
    return bool(marks) and not (marks == {"peace"} and _lives(tree, i, ()))


def _several(tree: Tree, first: int, noun: Noun, last: int) -> bool:
    """ "Earlier truces", "three cease-fires": of several at once nothing can be told of one."""
    one = first == last or tree.lower[last - 1] == "-"
    return noun.kind == "ceasefire" and one and tree.tag[last] in {"NNS", "NNPS"}


def _body(tree: Tree, last: int) -> bool:
    """Whether the name is part of another: a line, a commission, a supervision mission."""
    after = last + 1
    if after >= len(tree) or tree.dep[last] not in {"compound", "nmod", "amod", "npadvmod"}:
        return False
    head = tree.head[last]
    proper = tree.tag[last] == "NNP" and tree.tag[head] == "NNP" and tree.lemma[head] not in around("container")
    return head > last and (
        proper or (tree.lemma[head] in around("body") and tree.tag[head].startswith("NNP")) or _line(tree, head)
    )


def _line(tree: Tree, head: int) -> bool:
    return tree.lemma[head] in {"line", "committee", "commission"}


def _meant(tree: Tree, token: int, here: bool) -> bool:
    """Whether a word for any agreement means the truce: "the deal", or "under a deal" in a sentence that names a truce."""
    marks = {tree.lower[k] for k in tree.kids[token]}
    if marks & {"the", "this", "that"}:
        return True
    over = tree.head[token]
    return here and bool(marks & {"a", "an"}) and tree.dep[token] == "pobj" and tree.lower[over] in _UNDER


def _word(tree: Tree, ends: tuple[int, int], sentence: int, noun: Noun) -> Word:
    first, last = ends
    head = next(outward(tree, first, last), last)
    outer = tree.head[head] if tree.dep[head] in {"compound", "nmod", "amod"} else head
    around_it = {w for t in {head, outer} for k in tree.kids[t] for w in (tree.lower[k], tree.lemma[k])}
    return Word(
        token=head,
        first=first,
        last=last,
        span=Span(tree.start[first], tree.end[last]),
        sentence=sentence,
        kind=noun.kind,
        sure=noun.sure == "1",
        weak=noun.sure == "v",
        state=noun.state,
        indefinite=bool(around_it & {"a", "an", "some"}),
        definite=bool(around_it & {"the", "this", "that"})
        or any(tree.child(t, "poss") is not None for t in {head, outer}),
        other=bool(around_it & around("other")),
        earlier=bool(around_it & around("earlier")),
        initial=bool(around_it & around("initial")),
        local=bool(around_it & around("local")),
        this=bool(around_it & {"this", "that"}),
        wide=bool(around_it & around("wide")),
        alone=bool(around_it & {"unilateral", "one-sided"}),
        running=bool(around_it & around("running")),
        own="own" in around_it and any(tree.pos[k] != "PRON" for k in tree.children(head, "poss")),
        none=bool(around_it & _NONE) or tree.lower[tree.head[head]] in _NONE,
    )

"""The truces of a text as words: each mention with its phrase, and the words that govern it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from truceline.find.syntax import VERBAL, Tree
from truceline.know.truces import nouns
from truceline.model import Span
from truceline.parse import Parsed

_OTHER = {"new", "another", "fresh", "second", "third", "further"}
_EARLIER = {"previous", "earlier", "former", "last", "past", "first", "prior"}
_LOCAL = {"local", "localized", "localised", "regional", "partial"}
_NEGATIONS = {"not", "n't", "never", "neither", "nor"}
_MODALS = {"would", "could", "may", "might", "must", "should", "shall", "can", "will"}
_UNREAL = {"fail", "refuse", "deny", "decline"}


@dataclass(frozen=True, slots=True)
class Word:
    """A mention of a truce: head token, span of the name, sort, determiner and what its modifiers say."""

    token: int
    first: int
    span: Span
    sentence: int
    kind: str
    sure: bool
    indefinite: bool
    plural: bool
    other: bool
    earlier: bool
    local: bool


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that says something of a truce: its token, where the truce stands to it, whether it is negated or unreal.

    `place` is subject, object, prep or head; `unreal` covers modals, infinitives after wishes and demands, conditions.
    """

    token: int
    place: str
    negated: bool
    unreal: bool
    extra: frozenset[str] = field(default_factory=frozenset)


def words(parsed: Parsed, tree: Tree) -> Iterator[Word]:
    """All mentions of truces in the news part of an article, in order."""
    named = False
    for n, sentence in enumerate(parsed.sentences):
        if not sentence.content:
            continue
        tokens = [t.i for t in parsed.tokens(n)]
        skip = -1
        for i in tokens:
            if i <= skip or (tree.lower[i] not in nouns() and tree.lemma[i] not in nouns()):
                continue
            for noun in nouns().get(tree.lower[i]) or nouns()[tree.lemma[i]]:
                last = i + len(noun.words) - 1
                if (
                    last <= tokens[-1]
                    and _fits(tree, i, noun.words)
                    and (noun.sure or (named and _definite(tree, last)))
                ):
                    skip = last
                    named = named or noun.sure
                    yield _word(tree, i, last, n, (noun.kind, noun.sure))
                    break


def _fits(tree: Tree, i: int, words: tuple[str, ...]) -> bool:
    noun = tree.pos[i + len(words) - 1] in {"NOUN", "PROPN", "ADJ", "VERB"}
    return noun and all(w in (tree.lower[i + k], tree.lemma[i + k]) for k, w in enumerate(words))


def _definite(tree: Tree, token: int) -> bool:
    return any(tree.lower[k] in {"the", "this", "that"} for k in tree.kids[token])


def _word(tree: Tree, first: int, last: int, sentence: int, sort: tuple[str, bool]) -> Word:
    head = next((t for t in range(first, last + 1) if not first <= tree.head[t] <= last), last)
    outer = tree.head[head] if tree.dep[head] in {"compound", "nmod", "amod"} else head
    around = {tree.lower[k] for t in {head, outer} for k in tree.kids[t]}
    return Word(
        token=head,
        first=first,
        span=Span(tree.start[first], tree.end[last]),
        sentence=sentence,
        kind=sort[0],
        sure=sort[1],
        indefinite=bool(around & {"a", "an", "any", "some"}),
        plural=tree.tag[last] in {"NNS", "NNPS"},
        other=bool(around & _OTHER),
        earlier=bool(around & _EARLIER),
        local=bool(around & _LOCAL),
    )


def pronouns(parsed: Parsed, tree: Tree, named: list[Word], verbs: frozenset[str]) -> Iterator[Word]:
    """ "it" for a truce: under a verb that is said of truces, with a truce named earlier in the sentence or the one before."""
    by_sentence = {w.sentence: w for w in named if w.sure}
    for n in sorted({m for w in named for m in (w.sentence, w.sentence + 1) if m < len(parsed.sentences)}):
        if not parsed.sentences[n].content:
            continue
        for token in parsed.tokens(n):
            i = token.i
            if tree.lower[i] != "it" or tree.lemma[tree.head[i]] not in verbs:
                continue
            before = by_sentence.get(n)
            meant = before if before and before.token < i else by_sentence.get(n - 1)
            if meant:
                span = Span(tree.start[i], tree.end[i])
                yield replace(
                    meant, token=i, first=i, span=span, sentence=n, indefinite=False, other=False, earlier=False
                )


def governors(tree: Tree, word: Word) -> Iterator[Governor]:
    """The words that govern a mention, or that modify it."""
    t = word.token
    for k in tree.kids[t]:
        if tree.dep[k] in {"amod", "compound", "nmod"} and k < t:
            yield Governor(k, "head", False, False)
        if tree.dep[k] in {"acl", "relcl"}:
            passive = tree.tag[k] == "VBN" and (tree.dep[k] == "acl" or tree.passive(k))
            yield from _verb(tree, k, "object" if passive or _object_gap(tree, k) else "subject")
    yield from _upwards(tree, t)


def loose(tree: Tree, word: Word, phrases: frozenset[tuple[str, str]], end: int) -> Iterator[Governor]:
    """Fixed expressions such as "took effect" in a relative clause that the parser hung on another noun behind the truce."""
    for v in range(word.token + 1, end):
        if tree.pos[v] not in VERBAL or tree.dep[v] != "relcl" or tree.head[v] == word.token:
            continue
        under = frozenset(tree.lemma[x] for k in tree.kids[v] for x in (k, *tree.kids[k]))
        if any(tree.lemma[v] == verb and extra in under for verb, extra in phrases):
            yield Governor(v, "subject", _negated(tree, v), _unreal(tree, v), under)


def _object_gap(tree: Tree, verb: int) -> bool:
    """A relative clause whose subject is somebody else: "the truce that the army declared"."""
    subject = tree.child(verb, "nsubj")
    return subject is not None and tree.lower[subject] not in {"which", "that", "who"}


def _upwards(tree: Tree, t: int, depth: int = 0) -> Iterator[Governor]:
    head, dep = tree.head[t], tree.dep[t]
    if head == t or depth > 3:
        return
    if dep in {"compound", "nmod"} and tree.pos[head] in {"NOUN", "PROPN"}:
        yield Governor(head, "prep", _negated(tree, head), False)
        yield from _upwards(tree, head, depth + 1)
    elif dep == "conj":
        yield from _upwards(tree, head, depth + 1)
    elif dep in {"nsubj", "nsubjpass"}:
        passive = dep == "nsubjpass" or tree.passive(head)
        yield from _verb(tree, head, "object" if passive else "subject")
    elif dep in {"dobj", "attr", "oprd", "dative"} and tree.pos[head] in VERBAL:
        yield from _verb(tree, head, "object")
    elif dep == "pobj":
        over = tree.head[head]
        if tree.pos[over] in VERBAL:
            yield from _verb(tree, over, "prep")
        elif tree.pos[over] in {"NOUN", "PROPN", "ADJ"}:
            yield Governor(over, "prep", _negated(tree, over), _unreal(tree, over))
            yield from _upwards(tree, over, depth + 1) if tree.lower[head] in {"of", "in", "to", "on"} else ()
    elif dep == "poss":
        yield Governor(head, "prep", _negated(tree, head), _unreal(tree, head))


def _verb(tree: Tree, verb: int, place: str) -> Iterator[Governor]:
    """A verb and what it is coordinated with or governs: "appears to be holding", "was declared and collapsed"."""
    todo = [(verb, place)]
    while todo:
        v, where = todo.pop(0)
        under = frozenset(tree.lemma[x] for k in tree.kids[v] for x in (k, *tree.kids[k]) if tree.dep[k] != "nsubj")
        yield Governor(v, where, _negated(tree, v), _unreal(tree, v), under)
        for k in tree.kids[v]:
            if tree.dep[k] in {"acomp", "attr", "oprd"}:
                yield Governor(k, "head", _negated(tree, v), _unreal(tree, v))
            if where in {"subject", "object"} and tree.dep[k] in {"xcomp", "conj"} and tree.pos[k] in VERBAL:
                own = tree.child(k, "nsubj", "nsubjpass")
                if own is None and len(todo) < 6:
                    inner = (
                        "object"
                        if tree.child(k, "auxpass") is not None or (tree.dep[k] == "conj" and where == "object")
                        else "subject"
                    )
                    todo.append((k, inner if where == "subject" or tree.dep[k] == "xcomp" else where))


def _negated(tree: Tree, token: int) -> bool:
    """Whether the word, or the verb it is predicated by, is negated: "was not party to", "failed to hold"."""
    if any(tree.dep[k] == "neg" or tree.lower[k] in _NEGATIONS for k in tree.kids[token]):
        return True
    head = tree.head[token]
    if tree.dep[token] in {"attr", "acomp", "oprd"} and head != token:
        return _negated(tree, head)
    return tree.dep[token] == "xcomp" and tree.lemma[head] in _UNREAL


def _unreal(tree: Tree, token: int) -> bool:
    """Whether the word stands under a modal, a condition, or an infinitive that is only wished, asked or planned."""
    for here in (token, *list(tree.above(token))[:4]):
        for k in tree.kids[here]:
            if tree.lower[k] in _MODALS and tree.dep[k] == "aux":
                return True
            if tree.lower[k] in {"if", "unless", "whether"} and tree.dep[k] == "mark":
                return True
            if (
                here == token
                and tree.lower[k] == "to"
                and tree.dep[k] == "aux"
                and tree.lemma[tree.head[token]] not in {"appear", "seem", "continue", "begin", "use"}
            ):
                return True
        if tree.pos[here] in VERBAL and tree.dep[here] not in {"xcomp", "acl", "advcl", "ccomp", "conj", "relcl"}:
            return False
    return False

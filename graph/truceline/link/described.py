"""Those whom a definite description can mean: who was told of before it in reach, or is named first soon after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from truceline.analysis.tree import Tree
from truceline.know import titles
from truceline.know.nouns import closed, heads
from truceline.link.discourse import Book, Entity, head_word
from truceline.link.words import DEFINITE, opening, recent

_REACH = 8
"""Sentences back in which the one described is looked for."""
_AHEAD = 4
"""Sentences after in which the one described may be named first."""
_FOR_ONE = frozenset({"Person", "State", "InternationalOrganization"})
"""Classes of those whom a noun for one person can mean: "the neighbour", "the mediator"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A description: its mention, noun and number, whether it is "the" and no other word, the offices that it can mean, the states and bodies that it names, its other words, those of them that are nouns and those that are no adjective of a land.

    `acting` are those who do what is done to it, `told` those of whom it says something, `title` the words of the headline.
    """

    n: int
    noun: str
    several: bool
    definite: bool
    offices: Set[str]
    near: Set[str]
    words: Set[str]
    nouns: Set[str]
    rest: Set[str]
    armed: bool
    acting: Sequence[Entity]
    told: Sequence[Entity]
    title: Set[str]


def candidates(book: Book, asked: Asked) -> Iterator[tuple[int, Entity]]:
    """Those who can be meant, each by his last mention before the description, else by his first name after it."""
    met: set[str] = set()
    for k, e in (*_before(book, asked.n), *_after(book, asked.n)):
        if e.iri not in met and _possible(book, asked, k, e):
            met.add(e.iri)
            yield k, e


def _before(book: Book, n: int) -> Iterator[tuple[int, Entity]]:
    """The mentions within reach before a description, nearest first."""
    return takewhile(lambda x: book.sentences[n] - book.sentences[x[0]] <= _REACH, recent(book, n))


def _after(book: Book, n: int) -> Iterator[tuple[int, Entity]]:
    """The names that come up first soon after a description."""
    for k in range(n + 1, len(book.links)):
        if book.sentences[k] - book.sentences[n] > _AHEAD or book.starts[k] >= book.report(n)[1]:
            return
        e = book.entity(k)
        if e and book.mention(k).head == "name" and min(e.at) == k:
            yield k, e


def _possible(book: Book, asked: Asked, k: int, e: Entity) -> bool:
    """Whether somebody can be meant: of a class that fits, of no other sex, in no phrase with it, not across one verb."""
    m, other = book.mention(asked.n), book.mention(k)
    if not _class_fits(asked, m.type, e) or (m.start < other.end and other.start < m.end):
        return False
    if asked.several and asked.near and opening(book, asked.n) not in DEFINITE and not (e.country or e.known):
        return False
    return not _other_sex(asked.noun, e) and not _bound(book.tree, book.heads[asked.n], book.heads[k])


def _class_fits(asked: Asked, kind: str, e: Entity) -> bool:
    """Whether somebody is of a class that the noun stands for, else one person by one and no state; no coalition by rebels."""
    meant = e.type in titles.classes().get(asked.noun, ()) and (kind != "Person" or e.type in _FOR_ONE)
    if not meant and ((e.type == "Person") != (kind == "Person") or e.type == "State"):
        return False
    return asked.noun not in closed("armed") or e.type != "Coalition" or head_word(e.label) != "coalition"


def _other_sex(lemma: str, e: Entity) -> bool:
    """Whether a noun is for persons of another sex than somebody."""
    sex = heads()[lemma].sex if lemma in heads() else ""
    return bool(sex and e.sex) and sex != e.sex


def _bound(t: Tree, a: int, b: int) -> bool:
    """Whether a description and somebody stand so that they are two: across one verb, joined, the one over the other."""
    across = t.head[a] == t.head[b] and t.dep[b].startswith("nsubj") and t.dep[a] in ("dobj", "dative")
    joined = b in t.conjuncts(a) or a in t.conjuncts(b)
    return across or joined or b in t.above(a) or a in t.above(b)

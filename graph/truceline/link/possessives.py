"""Those who are told by whose they are: "its allies", "the president's opponents", "supporters of the junta"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import Tree
from truceline.know import actors
from truceline.know.nouns import closed
from truceline.link.discourse import Book, Entity, Link
from truceline.link.words import POSSESSIVE, meant_by, noun, orgs

_ARTICLE = frozenset({"the", "a", "an"})
_NAMED_WITH_ARTICLE = frozenset({"United", "Central", "Democratic"})


def belonging(book: Book, n: int) -> Link | None:
    """The group that a relational noun names by its owner: the allies of two powers are two groups."""
    if (link := _led(book, n)) is not None:
        return link
    if noun(book, n) not in closed("whose") or book.mention(n).type == "Person":
        return None
    owner = _owner(book, n)
    if owner is None:
        return None
    entity = book.own(f"{_words(book, n)} of {_with_article(owner)}", book.mention(n).type)
    entity.country = entity.country or owner.country
    return Link(entity, "whose", 0.75)


def _led(book: Book, n: int) -> Link | None:
    """ "Forces loyal to X", "X's men": the group or army that X leads on that day, else those who are told so."""
    leader, how = _leader(book, n) if book.tree.tag[book.heads[n]] == "NNS" else (None, "")
    if leader is None:
        return None
    if (body := _under(book, leader)) is not None:
        return Link(body, "led by", 0.75)
    entity = book.own(f"{_words(book, n)} {how} {leader.label}", "ArmedGroup")
    entity.country = entity.country or leader.country
    return Link(entity, "whose fighters", 0.7)


def _under(book: Book, leader: Entity) -> Entity | None:
    """The group or army that a leader or a government has."""
    orgs_of = [leader.country] if leader.type == "Government" else [org for _, org in leader.offices]
    bodies = (book.known(f"{o}-armed-forces" if o in actors.states() else o) for o in orgs_of if o)
    return next((b for b in bodies if b is not None and b.type in _BODIES), None)


_BODIES = frozenset({"ArmedGroup", "ArmedForces", "Coalition"})


def _leader(book: Book, n: int) -> tuple[Entity | None, str]:
    """The one to whom fighters are said to be loyal right after their noun, or whose men they are; and the words between."""
    named = ((meant_by(book, token, n), how) for token, how in _leading(book, n))
    return next(((e, how) for e, how in named if e is not None and e.type in ("Person", "Government")), (None, ""))


def _leading(book: Book, n: int) -> Iterator[tuple[int, str]]:
    """The words for whom fighters may be loyal to, or whose men they are, with the words between."""
    t, h = book.tree, book.heads[n]
    if h + 1 < len(t) and t.lemma[h + 1] in closed("loyal"):
        for p in t.children(h + 1, "prep", "agent"):
            for o in t.children(p, "pobj"):
                yield from ((x, f"{t.lower[h + 1]} {t.lower[p]}") for x in (o, *t.children(o, "appos")))
    if noun(book, n) in closed("led"):
        yield from ((k, "of") for k in t.children(h, "poss"))


def _owner(book: Book, n: int) -> Entity | None:
    """Whose they are: possessor, "of" phrase, a state before the noun, or the possessor of what they are joined with."""
    t, h = book.tree, book.heads[n]
    state = next((o for o in orgs(book, n) if o in actors.states()), None)
    for k in (*_before(t, h), *t.under(h, "of")):
        if (owner := meant_by(book, k, n)) is not None:
            return owner
        if t.dep[k] == "compound" and state:
            return book.known(state)
    joined = t.dep[h] == "conj" and t.child(h, "det", "poss") is None
    other = meant_by(book, t.head[h], n) if joined else None
    return _head_of(book, other) if other else None


def _before(t: Tree, h: int) -> list[int]:
    """Possessors and names that stand before a noun."""
    return [k for k in t.kids[h] if k < h and (t.dep[k] == "poss" or _name_before(t, k))]


def _name_before(t: Tree, k: int) -> bool:
    """Whether a word is a name that stands before a noun as part of it: "*Ruritania* allies"."""
    return t.dep[k] == "compound" and t.pos[k] == "PROPN"


def _head_of(book: Book, owner: Entity) -> Entity:
    """An army's allies are its government's."""
    if owner.type != "ArmedForces" or owner.country not in actors.states():
        return owner
    return book.known(f"{owner.country}-government") or owner


def _words(book: Book, n: int) -> str:
    """The words of the mention up to its noun, without article and possessor."""
    t, h = book.tree, book.heads[n]
    owned = {j for k in t.children(h, "poss") for j in t.subtree(k)}
    before = (k for k in t.subtree(h) if book.mention(n).start <= t.start[k] and k <= h)
    inside = (k for k in before if k not in owned and (owned or not _name_before(t, k)))
    said = (book.text[t.start[k] : t.end[k]] for k in inside)
    return " ".join(w for w in said if w.lower() not in _ARTICLE | POSSESSIVE)


def _with_article(owner: Entity) -> str:
    """An actor's label as it stands in a sentence.

    >>> _with_article(Entity("", "Government", "Ruritanian government"))
    'the Ruritanian government'
    """
    last, first = owner.label.split()[-1], owner.label.split()[0]
    needed = first in _NAMED_WITH_ARTICLE or (last.islower() and " " in owner.label and first not in ("the", "allies"))
    return f"the {owner.label}" if needed else owner.label

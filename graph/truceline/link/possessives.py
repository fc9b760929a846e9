"""Those who are told by whose they are: "its allies", "the president's opponents", "supporters of the junta"."""

from __future__ import annotations

from truceline.know import actors
from truceline.know.nouns import closed
from truceline.link.discourse import Book, Entity, Link
from truceline.link.words import POSSESSIVE, noun, orgs

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
    orgs_of = [leader.country] if leader.type == "Government" else [org for _, org in leader.offices]
    bodies = (book.known(f"{o}-armed-forces" if o in actors.states() else o) for o in orgs_of if o)
    body = next((b for b in bodies if b is not None and b.type in _BODIES), None)
    if body is not None:
        return Link(body, "led by", 0.75)
    entity = book.own(f"{_words(book, n)} {how} {leader.label}", "ArmedGroup")
    entity.country = entity.country or leader.country
    return Link(entity, "whose fighters", 0.7)


_BODIES = frozenset({"ArmedGroup", "ArmedForces", "Coalition"})


def _leader(book: Book, n: int) -> tuple[Entity | None, str]:
    """The one to whom fighters are said to be loyal right after their noun, or whose men they are; and the words between."""
    t, h = book.tree, book.heads[n]
    after = h + 1 < len(t) and t.lemma[h + 1] in closed("loyal")
    preps = t.children(h + 1, "prep", "agent") if after else []
    named = ((x, p) for p in preps for o in t.children(p, "pobj") for x in (o, *t.children(o, "appos")))
    to = ((e, f"{t.lower[h + 1]} {t.lower[p]}") for x, p in named if (e := _at(book, n, x)))
    poss = t.children(h, "poss") if noun(book, n) in closed("led") else []
    own = ((e, "of") for k in poss if (e := _at(book, n, k)))
    return next(((e, how) for e, how in (*to, *own) if e.type in ("Person", "Government")), (None, ""))


def _owner(book: Book, n: int) -> Entity | None:
    """Whose they are: possessor, "of" phrase, a state before the noun, or the possessor of what they are joined with."""
    t, h = book.tree, book.heads[n]
    before = [
        k for k in t.kids[h] if k < h and (t.dep[k] == "poss" or (t.dep[k] == "compound" and t.pos[k] == "PROPN"))
    ]
    for k in (*before, *t.under(h, "of")):
        if (owner := _at(book, n, k)) is not None:
            return owner
        if t.dep[k] == "compound" and (states := [o for o in orgs(book, n) if o in actors.states()]):
            return book.known(states[0])
    if t.dep[h] != "conj" or t.child(h, "det", "poss") is not None:
        return None
    owner = _at(book, n, t.head[h])
    return _head_of(book, owner) if owner else None


def _at(book: Book, n: int, token: int) -> Entity | None:
    """Who is meant by the mention that a token heads."""
    start = book.tree.start[token]
    near = (k for k in book.over(start, book.tree.end[token]) if k != n and book.heads[k] == token)
    return next((e for k in near if (e := book.entity(k)) is not None), None)


def _head_of(book: Book, owner: Entity) -> Entity:
    """An army's allies are its government's."""
    if owner.type != "ArmedForces" or owner.country not in actors.states():
        return owner
    return book.known(f"{owner.country}-government") or owner


def _words(book: Book, n: int) -> str:
    """The words of the mention up to its noun, without article and possessor."""
    t, h = book.tree, book.heads[n]
    owned = {j for k in t.children(h, "poss") for j in t.subtree(k)}
    inside = [k for k in t.subtree(h) if book.mention(n).start <= t.start[k] and k <= h and k not in owned]
    inside = [k for k in inside if t.dep[k] != "compound" or t.pos[k] != "PROPN" or owned]
    said = [book.text[t.start[k] : t.end[k]] for k in inside]
    return " ".join(w for w in said if w.lower() not in _ARTICLE | POSSESSIVE)


def _with_article(owner: Entity) -> str:
    """An actor's label as it stands in a sentence.

    >>> _with_article(Entity("", "Government", "Ruritanian government"))
    'the Ruritanian government'
    """
    last, first = owner.label.split()[-1], owner.label.split()[0]
    needed = first in _NAMED_WITH_ARTICLE or (last.islower() and " " in owner.label and first not in ("the", "allies"))
    return f"the {owner.label}" if needed else owner.label

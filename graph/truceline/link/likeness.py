"""What makes a description like one whom the text told of: the sort of person, what befell him, what he does, where he is told."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from truceline.know import actors
from truceline.know.nouns import fates, sorts
from truceline.know.spelling import key
from truceline.link.discourse import Book, Entity

_STATES = frozenset({"State", "Government"})
_GROUPS = frozenset({"ArmedGroup", "Coalition"})


def sorts_of(book: Book, e: Entity) -> frozenset[str]:
    """The sorts of person that somebody is, by what was said of him, by the offices that he holds or held, by where he holds one."""
    known = (_by_office(o.role, _class(book, o.org)) for o in (e.known.offices if e.known else ()))
    told = (sorts().get(w, ()) for w in e.nouns)
    return frozenset().union(*told, *known, *(_by_office(role, _class(book, org)) for role, org in e.offices))


def _class(book: Book, org: str | None) -> str | None:
    """The class of a body, known or of this article only."""
    body = (actors.get(org) or book.known(org)) if org else None
    return body.type if body else None


@lru_cache(maxsize=10_000)
def _by_office(role: str, body: str | None) -> frozenset[str]:
    """The sorts of person that an office in a body of some class makes somebody."""
    there = {"rebel"} if body in _GROUPS else {"politician"} if body in _STATES else set()
    return frozenset(there.union(*(sorts().get(w, ()) for w in (*key(role), role))))


def likeness(book: Book, words: Set[str], noun: str, e: Entity) -> dict[str, float]:
    """How well the sort of person and the fate that a description tells fit somebody.

    Args:
        book: the mentions so far.
        words: those before the noun, folded.
        noun: that of the description, a lemma.
        e: somebody of the text.
    """
    meant, is_ = sorts().get(noun, frozenset()), sorts_of(book, e)
    told = [w for w in (noun, *sorted(words)) if w in fates()]
    befell = any(_befell(book, w, e) for w in told)
    return {
        "of that sort": bool(meant & is_),
        "of another sort": bool(meant and is_ and not meant & is_),
        "it befell him": befell,
        "it befell another": bool(told) and not befell,
    }


def _befell(book: Book, word: str, e: Entity) -> bool:
    """Whether somebody is told to have suffered or done what a word says."""
    return any(_met(book, word, book.heads[k]) for k in e.at)


def _met(book: Book, word: str, head: int) -> bool:
    """Whether a mention's head is object or subject of such a deed, in its clause or a relative one, or owner of the noun for it."""
    t, parts = book.tree, fates()[word]
    dep, over = t.dep[head], t.head[head]
    if dep in ("dobj", "nsubjpass") and t.lemma[over] in parts.get("object", ()):
        return True
    if dep == "nsubj" and t.lemma[over] in parts.get("subject", ()):
        return True
    if dep == "poss" and t.lemma[over] in parts.get("noun", ()):
        return True
    if dep == "pobj" and t.lower[over] == "of" and t.lemma[t.head[over]] in parts.get("noun", ()):
        return True
    return any(
        t.lemma[v] in parts.get("object" if t.passive(v) or t.dep[v] == "acl" else "subject", ())
        for v in t.children(head, "relcl", "acl")
    )


def acting_over(book: Book, n: int) -> list[Entity]:
    """The subjects of the verbs over a mention: who says or does something seldom means himself by a description."""
    t, over = book.tree, set(book.tree.above(book.heads[n]))
    doing = (k for k in range(max(0, n - 12), n) if t.head[book.heads[k]] in over and t.dep[book.heads[k]] in _DOING)
    return [o for k in doing if (o := book.entity(k)) is not None]


_DOING = frozenset({"nsubj", "nsubjpass"})


def told_of(book: Book, n: int) -> list[Entity]:
    """Those of whom a description says something in which they stand by name or description: nobody speaks of himself so."""
    start = book.starts[n]
    own = (c for c in book.claims.get(book.sentences[n], ()) if c.speaker and c.speaker.start <= start < c.speaker.end)
    spans = [s for c in own for s in c.content]
    inside = (k for s in spans for k in book.over(s.start, s.end) if s.start <= book.starts[k])
    return [e for k in inside if book.mention(k).head != "pronoun" and (e := book.entity(k)) is not None]

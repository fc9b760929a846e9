"""The words of a mention: head noun, first word, modifiers, the states and bodies it names, what came before it."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.know.spelling import fold, key
from truceline.link.discourse import Book, Entity, Link, orgs_within
from truceline.model import Claim, Mention

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset({"a", "an", "another", "some", "several", "many", "one", "two", "other"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "our", "my", "your", "whose"})


def noun(book: Book, n: int) -> str:
    """The lemma of a mention's head noun."""
    return book.tree.lemma[book.heads[n]]


def plural(book: Book, n: int) -> bool:
    """Whether a mention's head noun is plural."""
    return book.tree.tag[book.heads[n]] in ("NNS", "NNPS")


def opening(book: Book, n: int) -> str:
    """The first word of a mention, lower case."""
    return book.mention(n).text.split(" ", 1)[0].lower()


def alike(known: str, said: str) -> bool:
    """Whether two classes can be one actor: persons with persons, others with others."""
    return (known == "Person") == (said == "Person") and (known != "State" or said == "State")


def recent(book: Book, n: int) -> Iterator[tuple[int, Entity]]:
    """Mentions before `n` with their actors, nearest first, as far back as anybody remembers, of the same report."""
    begin = book.report(n)[0]
    for k in range(n - 1, max(-1, n - 1 - _MEMORY), -1):
        if book.starts[k] < begin:
            break
        if entity := book.entity(k):
            yield k, entity


_MEMORY = 500
"""Mentions over which an actor is remembered: linking stays linear in the text."""


def orgs(book: Book, n: int) -> list[str]:
    """The states and organisations named inside a mention, also by a possessive pronoun."""
    m = book.mention(n)
    whose = noun(book, n) == "counterpart"
    out = orgs_within(book, m)
    for k in book.inner(n):
        entity = book.entity(k)
        if entity is not None and not (whose and entity.type == "Person"):
            out += [entity.country or entity.slug] if entity.type in ("Person", "Government") else [entity.slug]
    if opening(book, n) == "whose" and (owner := _antecedent(book, n)) is not None:
        out.append(owner.country or owner.slug)
    return list(dict.fromkeys(out))


def _antecedent(book: Book, n: int) -> Entity | None:
    """Whom a relative clause is about: "Ruritania, *whose* troops have fought"."""
    t = book.tree
    v = next((h for h in t.above(book.heads[n]) if t.dep[h] == "relcl"), None)
    return meant_by(book, t.head[v]) if v is not None else None


def headed_by(book: Book, token: int) -> Iterator[int]:
    """The mentions that a token heads."""
    return (k for k in book.over(book.tree.start[token], book.tree.end[token]) if book.heads[k] == token)


def meant_by(book: Book, token: int, besides: int | None = None) -> Entity | None:
    """Who is meant by the mention that a token heads, `besides` another mention."""
    return next((e for k in headed_by(book, token) if k != besides and (e := book.entity(k)) is not None), None)


def in_title(book: Book, e: Entity) -> bool:
    """Whether the last word of a name of somebody stands in the headline."""
    title = set(key(book.parsed.article.title or ""))
    return any(not title.isdisjoint(key(x)[-1:]) for x in (e.label, *e.names))


def told_by_noun(m: Mention) -> bool:
    """Whether a mention was found by a noun that describes, be it a name or not."""
    return (m.rule or "").startswith("noun:")


def said_in(c: Claim, m: Mention) -> bool:
    """Whether a mention stands in what a claim says."""
    return any(s.start <= m.start and m.end <= s.end for s in c.content)


def before(book: Book, n: int) -> Link | None:
    """The same head noun before, with no modifier that contradicts."""
    lemma, mine = noun(book, n), modifiers(book, n)
    if opening(book, n) in INDEFINITE - {"some", "many", "other"}:
        return None
    for k, e in recent(book, n):
        if book.mention(k).head != "nominal" or noun(book, k) != lemma or plural(book, k) != plural(book, n):
            continue
        theirs = modifiers(book, k)
        if mine == theirs or (opening(book, n) in DEFINITE and mine <= theirs):
            return Link(e, "same noun", 0.7 if mine == theirs else 0.6)
    return None


def modifiers(book: Book, n: int) -> frozenset[str]:
    skip = DEFINITE | INDEFINITE | {"all", "both", "three", "four", "five", "few"}
    words = [fold(w.strip("\"“”'‘’,")) for w in book.mention(n).text.split()]
    return frozenset(
        w for w in words if w not in skip and w != fold(book.tree.lower[book.heads[n]]) and not w.isdigit()
    )

"""Bodies of several states in one plural: "the armies of Ruritania and Sylvania", "Ruritanian and Sylvanian troops"."""

from __future__ import annotations

from truceline.know import actors, titles
from truceline.know.truces import around
from truceline.link.discourse import Book, Link
from truceline.link.words import headed_by, noun, plural

_SENT = frozenset({"UnnamedGroup", "Person", "ArmedForces", "Government"})
"""Types of plurals that act for their states: "Ruritanian and Sylvanian generals"; presidents and kings are persons."""


def joint_bodies(book: Book, n: int) -> Link | None:
    """The armies or governments that a plural of several states means, as members of the mention.

    Args:
        book: the article; names are linked.
        n: the mention.

    Returns:
        A link with an IRI for each state after "of" or before the noun; none where anything else stands there too.
    """
    ending = titles.bodies().get(noun(book, n))
    states = _states(book, n) if plural(book, n) and (ending or _sent(book, n)) else ()
    if len(states) < 2:
        return None
    bodies = filter(None, ((book.known(f"{s}-{ending}") if ending else None) or book.known(s) for s in states))
    return Link(None, "bodies of several states", 0.8, tuple(e.iri for e in bodies))


def _sent(book: Book, n: int) -> bool:
    """Whether a mention is of people who act for a state: envoys, soldiers, officers."""
    return book.mention(n).type in _SENT and noun(book, n) in around("agents") | around("officers")


def _states(book: Book, n: int) -> tuple[str, ...]:
    """The states joined by "and" after "of", or whose adjectives stand joined before the noun; all must be states."""
    t, h = book.tree, book.heads[n]
    of = t.under(h, "of")
    before = t.children(h, "amod", "nmod", "compound")
    joined = of or next((t.conjuncts(k) for k in before if len(t.conjuncts(k)) > 1), [])
    found = [_state(book, k) for k in joined]
    return tuple(dict.fromkeys(s for s in found if s)) if all(found) else ()


def _state(book: Book, token: int) -> str | None:
    """The state that a word names or whose adjective it is."""
    t = book.tree
    if (adjective := actors.state_at(t.lower, token)) is not None:
        return adjective
    near = (e for k in headed_by(book, token) if (e := book.entity(k)))
    return next((e.slug for e in near if e.type == "State" and e.slug in actors.states()), None)

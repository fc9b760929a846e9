"""Names glued to a truce: "the Ruritania-backed truce", "the Israel-Hamas ceasefire"."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.nearby import window
from truceline.find.predications.truces.words import Word
from truceline.know import actors
from truceline.know.truces import FOSTERING, party_words
from truceline.model import BASE, Mention, Notes, Party, Span

_DASHES = frozenset(["-", "–", "—", "/"])
_JOINTS = _DASHES | {"and", ","}
Sender = tuple[str | None, int | None]
"""An actor by its IRI, or the mention of one."""


def glued(word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """ "A UN-brokered truce", "the A-B ceasefire": names joined by dashes before the truce."""
    for k in tree.children(word.token, "amod", "compound", "nmod"):
        if k < word.first and (status := _participle(tree, k)):
            yield from _named_before(k, status, word, tree, notes)
    for _, m in _names(notes, word.span.start - 60, word.span.start):
        name, _, done = m.text.rpartition("-")
        status = _standing_of(done.lower()) if m.end <= word.span.start <= m.end + 25 else None
        if status and (slug := next(iter(actors.lookup(name)), None)):
            yield Party(f"{BASE}{slug}", status, None, word.sentence, Span(m.start, word.span.end))
    first = min([*(k for k in tree.kids[word.token] if k < word.first), word.first])
    yield from _pair(first, word, tree, notes)


def _participle(tree: Tree, k: int) -> str | None:
    """The standing of whoever does what a participle says of a truce."""
    return _standing_of(tree.lower[k], tree.lemma[k])


def _standing_of(low: str, *lemmas: str) -> str | None:
    """The standing of whoever a participle, by its form, makes stand to a truce."""
    forms = (*lemmas, *((low[:-2], low[:-1]) if low.endswith("ed") else ()))
    several = (e for f in forms for e in party_words().get(f, ()))
    return next(
        (
            e.status
            for e in several
            if (e.pos, e.truce, e.actor) == ("verb", "object", "subject") and e.status in FOSTERING
        ),
        None,
    )


def _named_before(k: int, status: str, word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """The names, or adjectives of states, that dashes and "and" join to the participle."""
    names = {m.end: (n, m) for n, m in _names(notes, tree.start[k] - 60, word.span.start)}
    here = k - (tree.lower[k - 1] in _JOINTS)
    while here >= 0 and (here == k or tree.lower[here] in _JOINTS):
        here -= 1
        if (found := names.get(tree.end[here])) is not None:
            yield Party(None, status, found[0], word.sentence, Span(found[1].start, word.span.end))
            while here > 0 and tree.start[here] > found[1].start:
                here -= 1
        elif (slug := _state(tree, here)) is not None:
            yield Party(f"{BASE}{slug}", status, None, word.sentence, Span(tree.start[here], word.span.end))
        here -= 1


def _state(tree: Tree, t: int) -> str | None:
    """The state that an adjective or a short name before a dash stands for."""
    named = (s for s in actors.lookup(tree.lower[t].upper()) if s in actors.states())
    return actors.state_at(tree.lower, t) or next(named, None)


def _names(notes: Notes, low: int, high: int) -> Iterator[tuple[int, Mention]]:
    return ((n, m) for n in window(notes.mentions, low, high) if (m := notes.mentions[n]).head == "name")


def _pair(first: int, word: Word, tree: Tree, notes: Notes) -> Iterator[Party]:
    """ "The Ruritania-Utopia ceasefire": two names with a dash between are its parties."""
    low = max(0, first - 6)
    named = {m.end: n for n, m in _names(notes, tree.start[low] - 40, word.span.start)}
    starts = {notes.mentions[n].start: n for n in named.values()}
    for dash in (d for d in range(low + 1, word.first - 1) if _joins(tree, d, word)):
        one = _side(tree, dash - 1, named.get(tree.end[dash - 1]))
        two = _side(tree, dash + 1, starts.get(tree.start[dash + 1]))
        if one and two:
            span = Span(tree.start[dash - 1], word.span.end)
            yield from (Party(iri, "party", n, word.sentence, span) for iri, n in (one, two))
            return


def _joins(tree: Tree, dash: int, word: Word) -> bool:
    """Whether a token is a dash, and all behind it stands under the truce."""
    behind = [t for t in range(dash + 1, word.first) if tree.lower[t] not in _DASHES]
    return tree.lower[dash] in _DASHES and bool(behind) and all(word.token in tree.above(t) for t in behind)


def _side(tree: Tree, t: int, mention: int | None) -> Sender | None:
    """The mention at a token, or the state that it names."""
    if mention is not None:
        return None, mention
    name = tree.lower[t].title() if len(tree.lower[t]) > 3 else tree.lower[t].upper()
    named = (s for s in actors.lookup(name) if s in actors.states())
    slug = actors.state_at(tree.lower, t) or next(named, None)
    return (f"{BASE}{slug}", None) if slug else None

"""The state whose army or government is meant: of who acts, not of the ground where it happens or where talks are held."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.analysis.reports import lands, states_at
from truceline.find.mentions.actors.names import token_at
from truceline.know import actors, titles
from truceline.know.verbs import verbs
from truceline.link.discourse import Book
from truceline.link.words import recent
from truceline.model import Place

_REACH = 3
"""Sentences back in which somebody who attacked is looked for."""

_TALKS = frozenset({"CONSULT", "AGREE", "COOPERATE", "CONCEDE"})
_TALKING = frozenset({"TalksFailed", "TalksResumed", "Signing"})
_FIGHTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_DATELINE = 60
"""Characters from the beginning of a line in which the place of a dateline ends."""


def acting_state(book: Book, n: int) -> str | None:
    """The slug of the state of "the army", "the government" where the description does not name it.

    Who attacked in the sentences before comes first, then the state whose armed group stands beside it, then the
    state on whose soil most happens.
    """
    return _subject(book, n) or _attacker(book, n) or _opponent(book, n) or main_state(book, n)


def _subject(book: Book, n: int) -> str | None:
    """The state of the one who acts in the same sentence before ("Prime Minister X told parliament")."""
    for k, e in recent(book, n):
        if book.sentences[k] != book.sentences[n]:
            break
        if (
            e.country in actors.states()
            and e.type not in _NO_RULERS
            and book.tree.dep[book.heads[k]].startswith("nsubj")
        ):
            return None if _asked_by(book, n, k) else e.country
    return None


_NO_RULERS = frozenset({"ArmedGroup", "NonGovernmentalOrganization", "MediaOrganization"})


def _asked_by(book: Book, n: int, k: int) -> bool:
    """Whether the one subject asks, or accuses, what the mention means: an envoy urges the authorities of others."""
    t, h = book.tree, book.heads[n]
    object_ = t.dep[h] in ("dobj", "dative") and t.head[h] == t.head[book.heads[k]]
    return object_ and any(e.stance in _ADDRESSED for e in verbs().get(t.lemma[t.head[h]], ()))


_ADDRESSED = frozenset({"accused", "appealed", "demanded", "threatened", "praised"})


def _attacker(book: Book, n: int) -> str | None:
    """The state that did harm last in the sentences before: "Ruritania struck …", "its jets hit …", "Ruritanian troops shelled …"."""
    t, last = book.tree, book.sentences[n]
    first = max(0, last - _REACH)
    start = max(book.parsed.sentences[first].start, book.report(n)[0])
    found = [v for v in range(len(t)) if start <= t.start[v] < book.mention(n).start and t.lemma[v] in titles.of_harm()]
    for v in reversed(found):
        for s in t.agents(v):
            if state := state_of(book, s):
                return state
    return None


def state_of(book: Book, token: int) -> str | None:
    """The state that a doer names, or whose it is by possessor or adjective; none for an armed group.

    Args:
        book: the mentions so far.
        token: the head of the doer's phrase.

    Returns:
        The slug of the state.
    """
    t = book.tree
    for i in (token, *(k for k in t.kids[token] if t.dep[k] in ("poss", "amod", "compound"))):
        for k in book.over(t.start[i], t.end[i]):
            e = book.entity(k) if book.heads[k] == i else None
            if e and e.type == "ArmedGroup":
                return None
            if e and e.country in actors.states() and e.type != "PopulationGroup":
                return e.country
        if i != token and (state := actors.adjectives().get(t.lower[i])):
            return state
    return None


def _opponent(book: Book, n: int) -> str | None:
    """The state of the armed groups named in the sentence, else in the article, where these are of one state."""
    groups = [
        (k, home)
        for k in range(len(book.links))
        if book.report(k) == book.report(n)
        and (e := book.entity(k))
        and e.type == "ArmedGroup"
        and e.known
        and (home := e.country) in actors.states()
    ]
    for near in ([s for k, s in groups if book.sentences[k] == book.sentences[n]], [s for _, s in groups]):
        if len(set(near)) == 1 and len(_powers(book, near[0])) == 0:
            return near[0]
    return None


def _powers(book: Book, state: str | None) -> set[str]:
    """Other states that take part in fights of the article."""
    found = {
        e.country
        for event in book.notes.events
        if event.plover == "ASSAULT"
        for p in event.participants
        if p.mention is not None and (e := book.entity(p.mention)) and e.type != "ArmedGroup" and e.country
    }
    return found - {state}


def main_state(book: Book, n: int) -> str | None:
    """The state on whose soil most of what is told happens: named as ground it counts twice, as a power once; where the text
    holds several reports, of the one in which mention `n` stands.

    Where talks are held, and where the article was written, is no such ground; where it was written is, where it names no
    other land.
    """
    if len(book.begins) > 1:
        return next((state for state, _ in lands(book.parsed, book.notes.places, *book.report(n)).most_common(1)), None)
    count: dict[str, int] = dict(zip(book.seen.states, book.seen.often, strict=True))
    venues = {id(p) for p in _venues(book)}
    for p in book.notes.places:
        for slug in states_at(p):
            count[slug] = count.get(slug, 0) + (-1 if id(p) in venues else 2)
    order = {s: n for n, s in enumerate(book.seen.states)}
    best = min(count, key=lambda s: (-count[s], order.get(s, len(order)), s)) if count else None
    return best if best and count[best] > 0 else None


def _venues(book: Book) -> Iterator[Place]:
    """Places where talks are held or deals made, and places of datelines."""
    talks = [e for e in book.notes.events if e.plover in _TALKS or e.kind in _TALKING]
    told = {e.sentence for e in talks} - {e.sentence for e in book.notes.events if e.plover in _FIGHTS}
    made = {token_at(book.tree, e.trigger.start) for e in talks}
    for p in book.notes.places:
        if book.text[: p.start].endswith((" in ", "In ")) and p.kind != "country":
            here = token_at(book.tree, p.start)
            if book.parsed.sentence_at(p.start) in told or book.tree.head[book.tree.head[here]] in made:
                yield p
        elif _of_dateline(book, p):
            yield p


def _of_dateline(book: Book, p: Place) -> bool:
    """Whether a place in capitals opens a line that goes on after a dash or a bracket."""
    line = book.text.rfind("\n", 0, p.start) + 1
    after = book.text[p.end : p.end + _DATELINE].split("\n")[0]
    return p.start - line < _DATELINE and p.text.isupper() and len(p.text) > 3 and any(c in after for c in "–—-(")

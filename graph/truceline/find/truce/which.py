"""Which truce is meant: the mentions of an article sorted into truces.

A mention joins the latest truce it does not contradict (sort, first day, place). A new one is opened by another sort
(a pause, a lull, a zone), another day, another place, or words such as "new" and "earlier".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from truceline.find.syntax import Tree
from truceline.find.truce.words import Word
from truceline.model import Notes, Place, Time

_SIGNED = {"sign", "reach", "conclude", "negotiate", "hammer", "agree", "broker"}
"""After these the town behind a truce is where it was made, not where it holds."""
_COVERING = {"in", "for", "across", "around", "throughout", "inside", "on", "near"}


@dataclass(slots=True)
class Truce:
    """A truce while the article is being read."""

    kind: str
    words: list[Word] = field(default_factory=list)
    began: Time | None = None
    places: list[int] = field(default_factory=list)
    after: int | None = None
    local: bool = False


def sort(words: Sequence[Word], tree: Tree, notes: Notes) -> list[Truce]:
    """The truces of an article, in the order in which they are first named."""
    truces: list[Truce] = []
    for word in words:
        day, places = beginning(word, tree, notes), covered(word, tree, notes)
        found = None if not truces else _known(word, day, places, truces, notes)
        if found is None:
            found = Truce(word.kind, local=word.local, after=len(truces) - 1 if truces and word.other else None)
            truces.append(found)
        found.words.append(word)
        found.began = _firmer(found.began, day)
        found.places += [p for p in places if p not in found.places]
    return truces


def _known(word: Word, day: Time | None, places: list[int], truces: list[Truce], notes: Notes) -> Truce | None:
    if word.earlier:
        return next((t for t in truces if t.began and day and _same_day(t.began, day)), None)
    fitting = [t for t in truces if _fits(word, day, places, t, notes)]
    if word.other and word.indefinite:
        return next((t for t in reversed(fitting) if t.after is not None), None)
    dated = [t for t in fitting if day and t.began and _same_day(t.began, day)]
    return (dated or list(reversed(fitting)) or [None])[0]


def _fits(word: Word, day: Time | None, places: list[int], truce: Truce, notes: Notes) -> bool:
    if word.kind != truce.kind or (word.local and not truce.local):
        return False
    if day and truce.began and not _same_day(truce.began, day):
        return False
    if not places or not truce.places:
        return True
    return any(_related(notes.places[a], notes.places[b]) for a in places for b in truce.places)


def _related(a: Place, b: Place) -> bool:
    """The same place; a town and its country differ, since a local truce is not the nationwide one."""
    return a.place == b.place


def _same_day(a: Time, b: Time) -> bool:
    """Whether two beginnings can be one; an age ("two-month-old") allows a fortnight for each month it counts."""
    if a.begin is None or b.begin is None:
        return True
    slack = timedelta(days=20) if "DURATION" in (a.type, b.type) else timedelta(0)
    if a.end_ and b.end_ and "DURATION" not in (a.type, b.type) and a.begin < b.end_ and b.begin < a.end_:
        return True
    return abs(a.begin - b.begin) <= slack


def _firmer(one: Time | None, two: Time | None) -> Time | None:
    """Of two beginnings the more exact: a date before an age, a day before a month."""
    if one is None or two is None:
        return one or two
    return min(
        one, two, key=lambda t: (t.type == "DURATION", (t.end_ - t.begin) if t.begin and t.end_ else timedelta.max)
    )


def beginning(word: Word, tree: Tree, notes: Notes) -> Time | None:
    """The time that is part of the truce's own phrase: "a February 27 ceasefire", "the two-month-old truce"."""
    left = min(
        (
            tree.subtree(k)[0]
            for k in tree.kids[word.token]
            if k < word.first and tree.dep[k] not in {"cc", "conj", "punct"}
        ),
        default=word.first,
    )
    low, high = tree.start[left], tree.end[word.token]
    inside = [t for t in notes.times if low <= t.start and t.end <= high and t.begin is not None]
    after = [t for t in notes.times if 0 <= t.start - word.span.end <= 4 and t.begin and _of(tree, word, t)]
    return next((t for t in (*after, *inside) if _dates(t)), None)


def _dates(t: Time) -> bool:
    return t.type == "DATE" or (t.type == "DURATION" and t.end_ is not None and "old" in t.text.lower())


def _of(tree: Tree, word: Word, t: Time) -> bool:
    """ "the ceasefire of 27 February": the time follows "of" right after the name."""
    return any(tree.lower[k] == "of" and tree.end[k] <= t.start for k in tree.kids[word.token])


def covered(word: Word, tree: Tree, notes: Notes) -> list[int]:
    """The places that the truce's own phrase names: "in …" behind it, a possessive or a place name before it."""
    out = []
    signed = tree.lemma[tree.head[word.token]] in _SIGNED
    for n, place in enumerate(notes.places):
        if place.end < word.span.start - 60 or place.start > word.span.end + 60:
            continue
        for k in tree.kids[word.token]:
            spans = (tree.dep[k] == "prep" and tree.lower[k] in _COVERING) or tree.dep[k] in {
                "poss",
                "compound",
                "amod",
                "nmod",
            }
            head = tree.child(k, "pobj") if tree.dep[k] == "prep" else k
            where_signed = signed and tree.dep[k] == "prep" and place.kind == "settlement"
            dated = any(t.start < place.end and place.start < t.end for t in notes.times)
            if (
                spans
                and not where_signed
                and not dated
                and head is not None
                and place.start <= tree.start[head] < place.end
            ):
                out.append(n)
    return out

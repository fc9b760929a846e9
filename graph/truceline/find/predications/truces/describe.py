"""What a truce is called, which country it is about, how many sides it has and what it is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.coverage import venue
from truceline.find.predications.truces.tellings import Truce
from truceline.find.predications.truces.words import Word
from truceline.know.truces import around, called, hosts, purposes
from truceline.model import Notes, Party, Place, Span, Time

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]
_SIDES = {
    "unilateral": "unilateral",
    "one-sided": "unilateral",
    "bilateral": "bilateral",
    "mutual": "bilateral",
    "two-sided": "bilateral",
    "reciprocal": "bilateral",
    "multilateral": "multilateral",
    "trilateral": "multilateral",
    "tripartite": "multilateral",
}
_SIDES_OF = frozenset(["party", "announcer"])
_ALONE = frozenset(["declare", "announce", "order", "proclaim", "decree"])


def label(truce: Truce, began: str | None, notes: Notes, text: str) -> str:
    """The truce by its sort, place and first day."""
    name = called(truce.kind)
    if truce.kind == "zone":
        name = truce.words[0].span.of(text).lower()
    where = f" in {notes.places[truce.places[0]].label}" if truce.places else ""
    if began:
        year, month, day = began.split("-")
        return f"{name}{where if truce.local else ''} of {int(day)} {_MONTHS[int(month) - 1]} {year}"
    return f"{name}{where}{_of_year(truce.began)}"


def _of_year(began: Time | None) -> str:
    """ "Of 1994", where the truce is named after a year."""
    return f" of {began.value}" if began and re.fullmatch(r"\d{4}", began.value or "") else ""


def country(truce: Truce, others: Sequence[Truce], notes: Notes, tree: Tree) -> str | None:
    """The country (or the town of a local truce) that the truce is about.

    Its own places tell; else those of another truce of the article; else the country that the article names most, towns
    where truces are made, and where people meet or speak, left out.
    """
    placed = next((t for t in (truce, *others) if t.places), None)
    if placed is not None:
        place = notes.places[placed.places[0]]
        return place.place if placed.local and placed is truce else _land(place)
    counts = Counter(_land(p) for p in notes.places if (p.kind == "country" or p.within) and not _of_talks(tree, p))
    return min(counts, key=lambda c: (-counts[c], c), default=None)


def _of_talks(tree: Tree, place: Place) -> bool:
    """Whether truces of other places are made in a place, or people meet or speak there."""
    return place.label.lower() in hosts() or venue(tree, place)


def _land(place: Place) -> str:
    """The country that a place is or lies in; the place itself where it lies in none."""
    return place.place if place.kind == "country" or not place.within else place.within[-1]


def side(truce: Truce, links: Sequence[Party], notes: Notes, tree: Tree) -> str | None:
    """Unilateral, bilateral or multilateral: as the text calls it, else by how many are party to it."""
    for w in truce.words:
        for k in tree.kids[w.token]:
            if tree.lower[k] in _SIDES:
                return _SIDES[tree.lower[k]]
    sides = {_key(p, notes) for p in links if p.status in _SIDES_OF}
    if len(sides) == 1:
        return "unilateral" if _alone(truce, links, notes, tree) else None
    return None if not sides else "bilateral" if len(sides) == 2 else "multilateral"


def _key(p: Party, notes: Notes) -> str:
    return p.actor or (notes.mentions[p.mention].text.lower().removeprefix("the ") if p.mention is not None else "")


def _alone(truce: Truce, links: Sequence[Party], notes: Notes, tree: Tree) -> bool:
    """Whether its only party is told to have declared it, and no broker or phrase sets a side against it."""
    if any(t.sides for t in truce.tellings) or any(p.status == "broker" for p in links):
        return False
    spans = [notes.mentions[p.mention] for p in links if p.status in _SIDES_OF and p.mention is not None]
    return any(m.start <= at < m.end for m in spans for at in _declarers(truce, tree))


def _declarers(truce: Truce, tree: Tree) -> set[int]:
    """Where those stand who declare the truce."""
    heads = {tree.head[w.token] for w in truce.words}
    return {tree.start[a] for h in heads if tree.lemma[h] in _ALONE for a in tree.agents(h)}


def purpose(truce: Truce, tree: Tree, text: str) -> str | None:
    """What the truce is for, after ETH/PRIO: humanitarian, holiday, election, peace process."""
    for w in truce.words:
        near = text[max(0, w.span.start - 30) : w.span.end + 40].lower()
        close = [tree.lower[k] for k in tree.kids[w.token] if k < w.first] + re.findall(
            r"\b(?:for|over|during) (?:the )?(?:\w+ )?(\w+)", near
        )
        if found := next((purposes()[x] for x in close if x in purposes()), None):
            return found
        if truce.kind == "pause" or "humanitarian" in w.span.of(text).lower() or _for_aid(tree, w):
            return "humanitarian"
    return None


def scope(truce: Truce, tree: Tree) -> str | None:
    """What alone is spared, where the truce is limited: energy, sea, air, heavyWeapons."""
    near = (k for w in truce.words for t in range(w.first, w.last + 1) for k in (t, *tree.kids[t]))
    return next((s for k in near for s in ("energy", "sea", "air", "heavyWeapons") if tree.lemma[k] in around(s)), None)


def condition(truce: Truce, tree: Tree, text: str) -> str | None:
    """The words of the condition on which a truce that is only proposed, or made longer, is offered: "if A withdraws"."""
    offered = (t.word for t in truce.tellings if any(s.state in {"proposed", "extended"} for s in t.states))
    clauses = (k for w in offered for v in (w.token, *tree.above(w.token)) for k in tree.children(v, "advcl"))
    span = next((tree.subtree(k) for k in clauses if tree.worded(k, {"if"}) is not None), None)
    return text[tree.start[span[0]] : tree.end[span[-1]]] if span else None


def _for_aid(tree: Tree, word: Word) -> bool:
    """ "A truce to let aid in", "to evacuate the wounded"."""
    verb = tree.head[word.token]
    below = [
        k
        for top in (word.token, verb)
        for k in tree.kids[top]
        if tree.dep[k] in {"acl", "advcl", "xcomp"} and k > word.last
    ]
    return any(tree.lemma[x] in around("aid") for k in below for x in tree.subtree(k))


def evidence(one: Span, two: Span) -> Span:
    """The stretch from one span to another."""
    return Span(min(one.start, two.start), max(one.end, two.end))

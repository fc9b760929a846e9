"""The ceasefires of an article: which truce is meant, who is party to it, in what states it has been.

After the ETH/PRIO Civil Conflict Ceasefire codebook (Clayton, Nygård, Rustad, Strand 2022): a truce has a side
(unilateral, bilateral, multilateral), parties, brokers and monitors, a place, a beginning and an end. States are what
is reported of it; each carries its evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from truceline.find import Finder
from truceline.find.syntax import Tree, tree
from truceline.find.truce.parties import parties
from truceline.find.truce.states import lasting, opened, states
from truceline.find.truce.which import Truce, sort
from truceline.find.truce.words import Word, pronouns, words
from truceline.know.truces import truce_verbs
from truceline.model import Ceasefire, Event, Notes, Party, Span, State
from truceline.parse import Parsed

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SIDES = {
    "unilateral": "unilateral",
    "one-sided": "unilateral",
    "bilateral": "bilateral",
    "mutual": "bilateral",
    "multilateral": "multilateral",
}
_CALLED = {"ceasefire": "ceasefire", "pause": "humanitarian pause", "lull": "lull in fighting", "zone": "zones"}
_ANNOUNCING = {"ArmedForces", "ArmedGroup"}
_UNITS = {"H": timedelta(hours=1), "D": timedelta(days=1), "W": timedelta(weeks=1)}


def find(parsed: Parsed, notes: Notes) -> Notes:
    """Finds the ceasefires of an article and ties its events to them."""
    shape = tree(parsed.doc)
    named = list(words(parsed, shape))
    named = sorted([*named, *pronouns(parsed, shape, named, truce_verbs())], key=lambda w: w.token)
    truces = sort(named, shape, notes)
    by_token = _heads(shape, notes)
    made = [_ceasefire(n, t, parsed, (shape, notes, by_token)) for n, t in enumerate(truces)]
    kept = tuple(
        c for c in made if c.parties or c.states or c.began or any(w.sure for w in truces[int(c.id[1:]) - 1].words)
    )
    return replace(notes, ceasefires=kept, events=tuple(_concerning(e, kept, parsed, shape) for e in notes.events))


def _heads(shape: Tree, notes: Notes) -> dict[int, int]:
    """Token → the mention that it heads: the last token of a name, the syntactic head of a nominal."""
    at = {s: i for i, s in enumerate(shape.start)}
    out: dict[int, int] = {}
    for n, m in enumerate(notes.mentions):
        first = at.get(m.start)
        if first is None:
            continue
        last = first
        while last + 1 < len(shape) and shape.end[last + 1] <= m.end:
            last += 1
        for t in range(first, last + 1):
            if not first <= shape.head[t] <= last or shape.head[t] == t:
                out.setdefault(t, n)
        out.setdefault(last, n)
    return out


Here = tuple[Tree, Notes, dict[int, int]]


def _ceasefire(n: int, truce: Truce, parsed: Parsed, here: Here) -> Ceasefire:
    shape, notes, by_token = here
    links = _once(p for w in truce.words for p in parties(w, shape, notes, by_token))
    told = [s for w in truce.words for s in states(w, shape, notes, _end(parsed, w))]
    if truce.began and truce.began.type == "DATE" and truce.began.begin:
        told.append(_from_name(truce, parsed))
    length = _length(truce, shape, notes)
    told = [lasting(s, length) for s in _distinct(told)]
    links += [
        p for p in _announcers(told, notes) if (p.mention, p.status) not in {(x.mention, x.status) for x in links}
    ]
    began = _began(truce, told)
    return Ceasefire(
        id=f"t{n + 1}",
        label=_label(truce, began, notes, parsed.article.text),
        began=began,
        country=_country(truce, notes),
        side=_side(truce, links, shape),
        parties=tuple(links),
        states=tuple(told),
        covers=tuple(truce.places),
        mentions=tuple(w.span for w in truce.words),
        related=((("renews" if truce.after is not None else "relatedTo"), f"t{truce.after + 1}"),)
        if truce.after is not None
        else (),
    )


def _end(parsed: Parsed, word: Word) -> int:
    """The token after the sentence of a mention."""
    return parsed.tokens(word.sentence)[-1].i + 1


def _from_name(truce: Truce, parsed: Parsed) -> State:
    """The date in the truce's own name is the day it began."""
    assert truce.began is not None
    t = truce.began
    word = min(truce.words, key=lambda w: abs(w.span.start - t.start))
    return State("inForce", word.sentence, Span(min(t.start, word.span.start), max(t.end, word.span.end)), opened(t))


def _distinct(told: list[State]) -> list[State]:
    """One state of a kind and time; of states without a time the dated one of the same kind says it already."""
    out: list[State] = []
    dated = {s.state for s in told if s.when}
    for s in sorted(told, key=lambda s: s.evidence or Span(0, 0)):
        key = (s.state, s.when.earliest_begin if s.when else None, s.when.latest_end if s.when else None)
        same = [
            (x.state, x.when.earliest_begin if x.when else None, x.when.latest_end if x.when else None) for x in out
        ]
        if key not in same and (s.when or s.state not in dated):
            out.append(s)
    return out


def _began(truce: Truce, told: list[State]) -> str | None:
    """The ISO day on which the truce began, when the text gives it as one day."""
    days = [truce.began] if truce.began and truce.began.type == "DATE" else []
    for t in days:
        if t.begin and t.end_ and t.end_ - t.begin <= timedelta(days=1):
            return t.begin.date().isoformat()
    for s in told:
        w = s.when
        if (
            s.state == "inForce"
            and w
            and w.earliest_begin
            and w.latest_begin
            and w.latest_begin - w.earliest_begin <= timedelta(days=1)
        ):
            return w.earliest_begin.date().isoformat()
    return None


def _label(truce: Truce, began: str | None, notes: Notes, text: str) -> str:
    name = _CALLED.get(truce.kind, truce.kind)
    if truce.kind == "zone":
        name = truce.words[0].span.of(text).lower()
    where = f" in {notes.places[truce.places[0]].label}" if truce.places else ""
    if began:
        year, month, day = began.split("-")
        return f"{name}{where if truce.local else ''} of {int(day)} {_MONTHS[int(month) - 1]} {year}"
    return f"{name}{where}"


def _country(truce: Truce, notes: Notes) -> str | None:
    """The country (or the town of a local truce) that the truce is about: its own places, else the country that the
    article names most."""
    for n in truce.places:
        place = notes.places[n]
        return (
            place.place
            if place.kind == "country" or not place.within
            else place.place
            if truce.local
            else place.within[-1]
        )
    counts = Counter(
        p.place if p.kind == "country" else p.within[-1] for p in notes.places if p.kind == "country" or p.within
    )
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


def _side(truce: Truce, links: list[Party], shape: Tree) -> str | None:
    for w in truce.words:
        for k in shape.kids[w.token]:
            if shape.lower[k] in _SIDES:
                return _SIDES[shape.lower[k]]
    sides = {p.mention for p in links if p.status == "party"}
    return (
        None
        if not sides
        else "unilateral"
        if len(sides) == 1 and truce.kind in {"zone", "pause", "lull"}
        else "bilateral"
        if len(sides) == 2
        else None
    )


def _length(truce: Truce, shape: Tree, notes: Notes) -> timedelta | None:
    """How long the truce was to last: "a 72-hour truce", "the ceasefire for one week"."""
    for w in truce.words:
        left = shape.start[min(shape.subtree(w.token))]
        for t in notes.times:
            near = left <= t.start and t.end <= w.span.end + 30
            found = (
                re.fullmatch(r"P(?:T(\d+)(H)|(\d+)([DW]))", t.value or "")
                if near and t.type == "DURATION" and "old" not in t.text
                else None
            )
            if found:
                return int(found[1] or found[3]) * _UNITS[found[2] or found[4]]
    return None


def _announcers(told: Iterable[State], notes: Notes) -> list[Party]:
    """Armed forces or groups that announce the state of a truce speak as a party to it."""
    out = []
    for s in told:
        if s.evidence is None or s.state not in {"declared", "inForce", "extended", "ended", "suspended"}:
            continue
        for c in notes.claims:
            if c.stance in {"announced", "promised"} and c.speaker and any(x.covers(s.evidence) for x in c.content):
                n = next(
                    (
                        n
                        for n, m in enumerate(notes.mentions)
                        if Span(m.start, m.end).meets(c.speaker) and m.type in _ANNOUNCING
                    ),
                    None,
                )
                if n is not None:
                    out.append(Party(None, "party", n, s.sentence, c.speaker))
    return out


def _once(links: Iterable[Party]) -> list[Party]:
    """Each mention once in each status."""
    return list({(p.mention, p.status): p for p in reversed(list(links))}.values())[::-1]


def _concerning(event: Event, truces: tuple[Ceasefire, ...], parsed: Parsed, shape: Tree) -> Event:
    """An event of a ceasefire kind, or one whose phrase names a truce, concerns that truce."""
    tellings = (event.trigger, *event.mentions)
    for c in truces:
        if any(s.meets(t) for s in c.mentions for t in tellings):
            return replace(event, ceasefire=c.id)
    s = parsed.sentences[event.sentence]
    if event.kind.startswith("Ceasefire") or event.kind == "Mediation":
        near = [
            (abs(m.start - event.trigger.start), c.id) for c in truces for m in c.mentions if s.start <= m.start < s.end
        ]
        if near:
            return replace(event, ceasefire=min(near)[1])
    return event


FINDER = Finder(
    "truce", find, frozenset({"ceasefires", "events"}), frozenset({"events", "mentions", "places", "times", "claims"})
)

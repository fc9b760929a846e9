"""Which truce is meant: the mentions of an article sorted into truces.

A mention joins the latest truce it does not contradict (sort, first day, place, sides). "The truce", "the pause" and
"the deal" of one article are one; a lull is one with them where day or place say so. A new one is opened by zones,
another day, another place, other sides, a renewal, a wish beside a truce that has begun, or words such as "new" and
"earlier".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from truceline.find.predications.truces.intervals import begun
from truceline.find.predications.truces.tellings import Telling, Truce, lands
from truceline.find.predications.truces.words import Word
from truceline.model import Notes, State, Time

_DAY = timedelta(days=1)

_FIRST = frozenset(["declared", "inForce"])

_LIVED = frozenset(["violated", "fraying", "suspended", "ended"])
"""States that only a truce that was made before can come to."""

_AGES = timedelta(days=45)
"""How far apart the day it was declared and the day it began may be told, a month's uncertainty included."""

_LEAD = timedelta(days=90)
"""How long before it began "the truce" of an article can have been agreed."""


def sort(tellings: Sequence[Telling], notes: Notes) -> list[Truce]:
    """The truces of an article, in the order in which they are first named."""
    truces: list[Truce] = []
    for t in tellings:
        found = _known(t, truces, notes) if truces else None
        if found is None:
            found = _opened(t, truces)
            truces.append(found)
        found.tellings.append(t)
        found.began = _firmer(found.began, t.day)
        found.first_day = found.first_day or t.first_day
        found.made = found.made or t.made
        found.sides = found.sides or t.sides
        found.new = found.new or t.word.other
        if found.kind != t.word.kind and not t.word.weak:
            found.kind = "ceasefire"
        _place(found, t, notes)
    return truces


def _place(truce: Truce, t: Telling, notes: Notes) -> None:
    """Adds where a mention says that the truce holds; of a local one the narrower places count."""
    if truce.local:
        wider = {x for p in t.places for x in notes.places[p].within}
        truce.places = [p for p in truce.places if notes.places[p].place not in wider]
    if _tells_where(t, truce):
        truce.places += [p for p in t.places if p not in truce.places and not _inside(p, truce.places, notes)]


def _tells_where(t: Telling, truce: Truce) -> bool:
    """Whether the places of a mention count: not those of a verb phrase beside a name, nor of a pronoun where there are others."""
    if t.word.weak and not all(w.weak for w in truce.words):
        return False
    return truce.local or not (t.word.like and truce.places)


def _inside(place: int, around: Sequence[int], notes: Notes) -> bool:
    """Whether a place is one that the truce covers already, or lies in it."""
    mine = (notes.places[place].place, *notes.places[place].within)
    return any(notes.places[a].place in mine for a in around)


def _opened(t: Telling, truces: list[Truce]) -> Truce:
    """A new truce; one that is renewed, or told to be another, comes after the last, an earlier one before it."""
    w = t.word
    before = next((n for n in reversed(range(len(truces))) if _family(truces[n].kind) == _family(w.kind)), None)
    later = w.other or t.again or (t.renewal and bool(truces))
    if before is not None and (w.earlier or w.initial):
        truces[before].come_after(len(truces))
    return Truce(w.kind, local=w.local, new=later, after=before if later else None)


def _known(t: Telling, truces: list[Truce], notes: Notes) -> Truce | None:
    """The truce that a mention means; None where it opens a new one."""
    w = t.word
    if w.like is not None:
        return next((x for x in truces if x.holds(w.like)), None)
    if w.this:
        return truces[-1]
    same_sort = [x for x in truces if _alike(t, x, notes)]
    if _looks_back(w, same_sort):
        return _older(t, truces, same_sort)
    return None if _anew(t, same_sort) else _chosen(t, [x for x in same_sort if _fits(t, x, notes)])


def _looks_back(w: Word, same_sort: Sequence[Truce]) -> bool:
    """Whether a mention is of "the earlier truce", or of "the first" where a later one was named."""
    return w.earlier or (w.initial and any(x.new for x in same_sort))


def _anew(t: Telling, same_sort: Sequence[Truce]) -> bool:
    """Whether a mention tells that a truce is made again, after one that ended."""
    return t.again or (t.renewal and bool(same_sort) and same_sort[-1].over)


def _older(t: Telling, truces: Sequence[Truce], same_sort: Sequence[Truce]) -> Truce | None:
    """The truce of the day that "the earlier truce" is told to have begun on, else the last that another came after."""
    dated = next((x for x in same_sort if x.first_day and t.first_day and _near(x.first_day, t.first_day, _DAY)), None)
    older = [truces[x.after] for x in same_sort if x.after is not None]
    return dated or (older[-1] if older else None)


def _chosen(t: Telling, fitting: Sequence[Truce]) -> Truce | None:
    """Of the truces that a mention fits the one that it means: of another truce a later one, else by its day."""
    if t.word.other and t.word.indefinite:
        return next((x for x in reversed(fitting) if x.after is not None or x.new), None)
    able = _besides_hoped(t, fitting)
    same_day = (x for x in able if t.first_day and x.first_day)
    return next(same_day, None) or _told_of(able)


def _besides_hoped(t: Telling, fitting: Sequence[Truce]) -> Sequence[Truce]:
    """The truces, those that are only wanted left out where a mention is of one that there is."""
    there_is = not t.word.indefinite and (not t.states or any(s.state != "proposed" for s in t.states))
    return [x for x in fitting if not (there_is and _hoped(x))] or fitting


def _told_of(fitting: Sequence[Truce]) -> Truce | None:
    """The truce spoken of last, but not one of earlier times, over by now, that the text only looks back to."""
    last = fitting[-1] if fitting else None
    if last is None or last.age is None or not (last.broken or len(last.tellings) == 1):
        return last
    later = [x for x in fitting if x.age and x.age > last.age + _DAY]
    return later[-1] if later else last


def _family(kind: str) -> str:
    """The sort as far as it tells truces apart: a humanitarian pause is a truce for a purpose."""
    return "ceasefire" if kind == "pause" else kind


def _alike(t: Telling, truce: Truce, notes: Notes) -> bool:
    """Whether a mention can be of the truce by its sort; a lull ("regime of calm") is a truce of that day or place."""
    mine, other = _family(t.word.kind), _family(truce.kind)
    if mine == other:
        return True
    if t.first_day and truce.first_day:
        return _near(t.first_day, truce.first_day, _DAY)
    if mine == "lull" and not (t.first_day or t.places or t.word.indefinite):
        return True
    if other == "lull" and not (truce.first_day or truce.places):
        return True
    return _share_place(t, truce, notes)


def _share_place(t: Telling, truce: Truce, notes: Notes) -> bool:
    """Whether a mention tells of a place that the truce covers."""
    covers = {notes.places[p].place for p in truce.places}
    return any(notes.places[p].place in covers for p in t.places)


def _fits(t: Telling, truce: Truce, notes: Notes) -> bool:
    """Whether nothing that a mention tells contradicts what is told of a truce."""
    same_day = _same_day(truce.began, t.day) if t.day and truce.began else None
    if same_day is False or any(apart(t, truce) for apart in _APART):
        return False
    if _begun_apart(t, truce):
        return same_day is True
    return not _sides_apart(t, truce) and not _made_apart(t, truce) and _placed(t, truce, notes)


def _sides_apart(t: Telling, truce: Truce) -> bool:
    """Whether a mention sets others against each other than the truce, or charges others of other lands with breaking it."""
    if t.sides and truce.sides:
        return t.sides.isdisjoint(truce.sides)
    others = lands(truce.sides) if t.breakers else frozenset()
    return bool(others) and t.breakers.isdisjoint(others)


def _past(t: Telling, truce: Truce) -> bool:
    """Whether one of them was broken, over or begun before the day on which the other began or was made."""
    return _gone(t.states, truce.age) or _gone(truce.states, t.made or t.first_day)


def _of_other_reach(t: Telling, truce: Truce) -> bool:
    """Whether one is local and the other is not."""
    return (t.word.local and not truce.local) or (t.word.wide and truce.local)


def _wished_apart(t: Telling, truce: Truce) -> bool:
    """Whether one is only wanted and the other has its day."""
    return (t.wish and truce.first_day is not None) or (t.day is not None and _wished(truce))


def _at_other_times(t: Telling, truce: Truce) -> bool:
    """Whether one of them runs while the other is to come."""
    return (t.word.running and any(x.ahead for x in truce.tellings)) or (
        t.ahead and any(w.running for w in truce.words)
    )


def _somebodys_own(t: Telling, truce: Truce) -> bool:
    """Whether a mention is of somebody's own truce, and the truce nobody's."""
    return t.word.own and not any(w.own for w in truce.words)


def _made_before(t: Telling, truce: Truce) -> bool:
    """Whether "a truce" had been made before the one that is told to be made now."""
    return t.before and bool(t.made) and t.word.indefinite and any(x.introduced for x in truce.tellings)


def _newly_named(t: Telling, truce: Truce) -> bool:
    """Whether "a truce" is one that was not told of: of one side alone, over or made before one that has its day, or made on another day."""
    if not t.word.indefinite:
        return False
    if t.word.alone and any(x.mutual for x in truce.tellings):
        return True
    if t.introduced and t.places and not truce.places and _at_its_end(truce):
        return True
    return ((t.over or t.before) and truce.age is not None) or _dated_apart(t, truce)


def _at_its_end(truce: Truce) -> bool:
    """Whether of a truce its end is told: that it is over, or the last day on which it holds."""
    return truce.over or any(s.state == "inForce" and s.when and s.when.latest_end for s in truce.states)


_APART = (_of_other_reach, _at_other_times, _made_before, _somebodys_own, _wished_apart, _newly_named, _past)
"""What rules out that a mention is of a truce, whatever days their names tell."""


def _begun_apart(t: Telling, truce: Truce) -> bool:
    """Whether both have a first day and these are too far from each other, an age taken as less exact."""
    slack = timedelta(days=20) if any(x and x.type == "DURATION" for x in (t.day, truce.began)) else 2 * _DAY
    return bool(t.first_day and truce.first_day and not _near(t.first_day, truce.first_day, slack))


def _gone(states: Sequence[State], age: datetime | None) -> bool:
    """Whether a truce was broken, over or, told by its month or year, begun before a day, on which another began or was made."""
    lasts = (
        s.when.latest_begin for s in states if s.when and (s.state in _LIVED or (s.state == "inForce" and not begun(s)))
    )
    return age is not None and any(at <= age - _DAY for at in lasts if at)


def _made_apart(t: Telling, truce: Truce) -> bool:
    """Whether the declaration that one of them tells is too far from the other's declaration or begin."""
    if t.made and truce.made and not _near(t.made, truce.made, _AGES):
        return True
    lead = _AGES if t.word.indefinite else _LEAD
    pairs = ((t.made, truce.first_day), (truce.made, t.first_day))
    return any(a and b and not _AGES >= a - b >= -lead for a, b in pairs)


def _placed(t: Telling, truce: Truce, notes: Notes) -> bool:
    """Whether the places of a mention can be those of the truce, as they can where either has none; "a truce" in a town is not the
    nationwide one, "the truce" there is."""
    if not truce.places:
        return True
    if t.word.wide and all(notes.places[p].kind != "country" for p in truce.places):
        return False
    if not t.places or t.word.weak or all(w.weak for w in truce.words):
        return True
    return _in_its_places(t, truce, notes)


def _in_its_places(t: Telling, truce: Truce, notes: Notes) -> bool:
    """Whether a mention tells of a place of the truce, or "the truce" of one that lies in it."""
    definite = not t.word.indefinite and not t.word.other
    pairs = ((notes.places[a], notes.places[b]) for a in t.places for b in truce.places)
    return any(a.place == b.place or (definite and b.place in a.within) for a, b in pairs)


def _dated_apart(t: Telling, truce: Truce) -> bool:
    """Whether "a truce" was made on another day than the one that the text is about was made or began."""
    days = [d for s in truce.states if s.when and (d := s.when.earliest_begin) and s.state in _FIRST]
    return bool(t.made and days) and all(abs(d - t.made) > 2 * _DAY for d in days if t.made)


def _wished(truce: Truce) -> bool:
    """Whether "a truce" was only spoken of as something that somebody wants."""
    only = all(x.word.indefinite and all(s.state == "proposed" for s in x.states) for x in truce.tellings)
    return only and any(x.wish for x in truce.tellings)


def _hoped(truce: Truce) -> bool:
    """Whether a truce is only wanted, besides one that there is or was."""
    return any(x.wish for x in truce.tellings) and all(s.state == "proposed" for s in truce.states)


def _near(a: datetime, b: datetime, slack: timedelta) -> bool:
    return abs(a - b) <= slack


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

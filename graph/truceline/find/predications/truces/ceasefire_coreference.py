"""Which truce is meant: the mentions of an article sorted into truces.

A mention joins the latest truce it does not contradict (sort, first day, place, sides). "The truce", "the pause" and
"the deal" of one article are one; a lull is one with them where day or place say so. A new one is opened by zones,
another day, another place, other sides, a renewal, a wish beside a truce that has begun, or words such as "new" and
"earlier".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.clause_times import beginning
from truceline.find.predications.truces.coverage import covered
from truceline.find.predications.truces.governor import Governor
from truceline.find.predications.truces.intervals import begun
from truceline.find.predications.truces.parties import between
from truceline.find.predications.truces.predicates import governors
from truceline.find.predications.truces.words import Word
from truceline.know import actors
from truceline.know.spelling import fold
from truceline.know.truces import party_words, state_words
from truceline.model import Notes, Place, State, Time

_DAY = timedelta(days=1)
_SIGNED = frozenset(["sign", "conclude", "negotiate", "seek", "request", "obtain"])
"""Whose subjects are the sides of "an armistice", so that one that others sign is another."""

_FIRST = frozenset(["declared", "inForce"])

_LIVED = frozenset(["violated", "fraying", "suspended", "ended"])
"""States that only a truce that was made before can come to."""

_AGES = timedelta(days=45)
"""How far apart the day it was declared and the day it began may be told, a month's uncertainty included."""

_LEAD = timedelta(days=90)
"""How long before it began "the truce" of an article can have been agreed."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with what it tells: the day of its own name, places, states, sides."""

    word: Word
    day: Time | None
    places: tuple[int, ...]
    states: tuple[State, ...]
    sides: frozenset[str]
    renewal: bool
    before: bool = False
    again: bool = False
    mutual: bool = False
    ahead: bool = False

    @property
    def over(self) -> bool:
        """Whether it is told to have ended."""
        return any(s.state in {"ended", "suspended"} for s in self.states)

    @property
    def first_day(self) -> datetime | None:
        """The day on which the truce began, by its name or by what is told of it."""
        if self.day and self.day.begin:
            return self.day.begin
        return next((at for s in self.states if (at := begun(s))), None)

    @property
    def wish(self) -> bool:
        """Whether somebody wants "a truce", and no more is told of it."""
        return self.word.indefinite and bool(self.states) and all(s.state == "proposed" for s in self.states)

    @property
    def introduced(self) -> bool:
        """Whether it tells that "a truce" is made now: one that "had been signed" before is another."""
        return self.word.indefinite and not self.before and any(s.state == "declared" for s in self.states)

    @property
    def made(self) -> datetime | None:
        """The day or month in which the truce was declared, by what is told of it."""
        days = (s.when.earliest_begin for s in self.states if s.state == "declared" and s.when)
        return next((d for d in days if d), None)


@dataclass(slots=True)
class Truce:
    """A truce while the article is being read."""

    kind: str
    tellings: list[Telling] = field(default_factory=list)
    began: Time | None = None
    first_day: datetime | None = None
    made: datetime | None = None
    places: list[int] = field(default_factory=list)
    sides: frozenset[str] = frozenset()
    after: int | None = None
    new: bool = False
    local: bool = False

    @property
    def age(self) -> datetime | None:
        """The day on which it began, else on which it was declared."""
        return self.first_day or self.made

    @property
    def broken(self) -> bool:
        """Whether it is told to be over or broken."""
        return any(s.state in {"ended", "suspended", "violated"} for t in self.tellings for s in t.states)

    @property
    def over(self) -> bool:
        """Whether it is told to have ended."""
        return any(t.over for t in self.tellings)

    @property
    def words(self) -> list[Word]:
        """The mentions."""
        return [t.word for t in self.tellings]


def telling(
    word: Word, states: Sequence[State], here: tuple[Tree, Notes, dict[int, int]], now: datetime | None
) -> Telling:
    """What one mention tells of which truce it means; `now` is the first instant of the article's day."""
    tree, notes, by_token = here
    places = tuple(covered(word, tree, notes))
    said = [g for g in governors(tree, word) if not g.negated and g.mood in {"real", "planned"}]
    again = any(_phase(tree, g.token, "again") and (g.mood == "real" or _will(tree, g.token)) for g in said)
    return Telling(
        word=word,
        day=None if again else beginning(word, tree, notes),
        places=places,
        states=tuple(states),
        sides=_sides(word, tree, notes, by_token),
        again=again,
        renewal=any(_phase(tree, g.token, "renew") for g in said),
        mutual=len(list(between(word, tree))) > 1 or any(_joint(tree, g) for g in said),
        before=any("had" in g.extra and g.place == "object" for g in governors(tree, word)),
        ahead=any(now is not None and (at := begun(s)) is not None and at >= now + _DAY for s in states),
    )


def _joint(tree: Tree, g: Governor) -> bool:
    """Whether a word tells that sides made a truce together: "signed", "agreed to"."""
    return any(e.status == "party" and e.truce == g.place for e in party_words().get(tree.lemma[g.token], ())) and any(
        e.state == "declared" for e in state_words().get(tree.lemma[g.token], ())
    )


def _will(tree: Tree, verb: int) -> bool:
    """Whether a verb is told to come, and not only wanted."""
    return any(tree.lower[k] in {"will", "would", "shall"} for k in tree.kids[verb])


def _phase(tree: Tree, token: int, phase: str) -> bool:
    """Whether a word tells of a truce in this phase."""
    return any(e.phase == phase for e in state_words().get(tree.lemma[token], ()))


def _sides(word: Word, tree: Tree, notes: Notes, by_token: dict[int, int]) -> frozenset[str]:
    """The states and groups that the truce's own phrase sets against each other, by what they are known as."""
    tokens = [t for _, t in between(word, tree)]
    if word.indefinite and tree.lemma[tree.head[word.token]] in _SIGNED:
        tokens += tree.agents(tree.head[word.token])
    found = [notes.mentions[n] for t in tokens if (n := by_token.get(t)) is not None]
    named = (
        m.text.removeprefix("the ").removeprefix("The ")
        for m in found
        if m.head == "name" and m.type in {"State", "ArmedGroup"}
    )
    return frozenset((actors.lookup(name) or (fold(name),))[0] for name in named)


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
    alone = all(x.word.weak for x in truce.tellings)
    if (alone or not t.word.weak) and (truce.local or not (t.word.like and truce.places)):
        truce.places += [p for p in t.places if p not in truce.places and not _inside(p, truce.places, notes)]


def _inside(place: int, around: Sequence[int], notes: Notes) -> bool:
    """Whether a place is one that the truce covers already, or lies in it."""
    mine = (notes.places[place].place, *notes.places[place].within)
    return any(notes.places[a].place in mine for a in around)


def _opened(t: Telling, truces: list[Truce]) -> Truce:
    """A new truce; one that is renewed, or told to be another, comes after the last, an earlier one before it."""
    w = t.word
    before = next((n for n in reversed(range(len(truces))) if _family(truces[n].kind) == _family(w.kind)), None)
    later = w.other or t.again or (t.renewal and bool(truces))
    if (w.earlier or w.initial) and before is not None and truces[before].after is None and truces[before].new:
        truces[before].after = len(truces)
    return Truce(w.kind, local=w.local, new=later, after=before if later else None)


def _known(t: Telling, truces: list[Truce], notes: Notes) -> Truce | None:
    """The truce that a mention means; None where it opens a new one."""
    w = t.word
    if w.like is not None:
        return next((x for x in truces if any(y.token == w.like for y in x.words)), None)
    if w.this:
        return truces[-1]
    same_sort = [x for x in truces if _alike(t, x, notes)]
    if w.earlier or (w.initial and any(x.new for x in same_sort)):
        return _older(t, truces, same_sort)
    if t.again or (t.renewal and same_sort and same_sort[-1].over):
        return None
    return _chosen(t, [x for x in same_sort if _fits(t, x, notes)])


def _older(t: Telling, truces: Sequence[Truce], same_sort: Sequence[Truce]) -> Truce | None:
    """The truce of the day that "the earlier truce" is told to have begun on, else the last that another came after."""
    dated = next((x for x in same_sort if x.first_day and t.first_day and _near(x.first_day, t.first_day, _DAY)), None)
    older = [truces[x.after] for x in same_sort if x.after is not None]
    return dated or (older[-1] if older else None)


def _chosen(t: Telling, fitting: Sequence[Truce]) -> Truce | None:
    """Of the truces that a mention fits the one that it means: of another truce a later one, else by its day."""
    if t.word.other and t.word.indefinite:
        return next((x for x in reversed(fitting) if x.after is not None or x.new), None)
    if not t.word.indefinite and (not t.states or any(s.state != "proposed" for s in t.states)):
        fitting = [x for x in fitting if not _hoped(x)] or fitting
    same_day = [x for x in fitting if t.first_day and x.first_day]
    return next(iter(same_day), None) or _told_of(fitting)


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
    return any(notes.places[a].place == notes.places[b].place for a in t.places for b in truce.places)


def _fits(t: Telling, truce: Truce, notes: Notes) -> bool:
    """Whether nothing that a mention tells contradicts what is told of a truce."""
    if _worded_apart(t, truce) or (t.day and truce.began and not _same_day(truce.began, t.day)):
        return False
    if _past(t.states, truce.age) or _past([s for x in truce.tellings for s in x.states], t.made or t.first_day):
        return False
    if _begun_apart(t, truce):
        return bool(t.day and truce.began and _same_day(truce.began, t.day))
    if t.sides and truce.sides and not t.sides & truce.sides:
        return False
    return not _made_apart(t, truce) and _placed(t, truce, notes)


def _worded_apart(t: Telling, truce: Truce) -> bool:
    """Whether the words of a mention, local, wishing or "a truce", rule out the truce."""
    if (t.word.local and not truce.local) or (t.word.wide and truce.local):
        return True
    if _another(t, truce):
        return True
    if t.word.alone and t.word.indefinite and any(x.mutual for x in truce.tellings):
        return True
    if (t.wish and truce.first_day) or (t.day and _wished(truce)):
        return True
    if t.word.indefinite and (t.over or t.before) and truce.age:
        return True
    return t.word.indefinite and _dated_apart(t, truce)


def _another(t: Telling, truce: Truce) -> bool:
    """Whether a mention sets itself off: it runs while the other is to come, had been signed before, or is somebody's own."""
    if (t.word.running and any(x.ahead for x in truce.tellings)) or (t.ahead and any(w.running for w in truce.words)):
        return True
    if t.before and t.made and t.word.indefinite and any(x.introduced for x in truce.tellings):
        return True
    return t.word.own and not any(w.own for w in truce.words)


def _begun_apart(t: Telling, truce: Truce) -> bool:
    """Whether both have a first day and these are too far from each other, an age taken as less exact."""
    slack = timedelta(days=20) if any(x and x.type == "DURATION" for x in (t.day, truce.began)) else 2 * _DAY
    return bool(t.first_day and truce.first_day and not _near(t.first_day, truce.first_day, slack))


def _past(states: Sequence[State], age: datetime | None) -> bool:
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
    """Whether the places of a mention can be those of the truce, as they can where either has none."""
    if t.word.wide and truce.places and all(notes.places[p].kind != "country" for p in truce.places):
        return False
    if not t.places or not truce.places or t.word.weak or all(w.weak for w in truce.words):
        return True
    pairs = [(notes.places[a], notes.places[b]) for a in t.places for b in truce.places]
    definite = not t.word.indefinite and not t.word.other
    return any(_related(a, b) or (definite and b.place in a.within) for a, b in pairs)


def _dated_apart(t: Telling, truce: Truce) -> bool:
    """Whether "a truce" was made on another day than the one that the text is about was made or began."""
    days = [
        d for x in truce.tellings for s in x.states if s.when and (d := s.when.earliest_begin) and s.state in _FIRST
    ]
    return bool(t.made and days) and all(abs(d - t.made) > 2 * _DAY for d in days if t.made)


def _wished(truce: Truce) -> bool:
    """Whether "a truce" was only spoken of as something that somebody wants."""
    only = all(x.word.indefinite and all(s.state == "proposed" for s in x.states) for x in truce.tellings)
    return only and any(x.wish for x in truce.tellings)


def _hoped(truce: Truce) -> bool:
    """Whether a truce is only wanted, besides one that there is or was."""
    return any(x.wish for x in truce.tellings) and all(s.state == "proposed" for x in truce.tellings for s in x.states)


def _near(a: datetime, b: datetime, slack: timedelta) -> bool:
    return abs(a - b) <= slack


def _related(a: Place, b: Place) -> bool:
    """The same place; "a truce" in a town is not the nationwide one, "the truce" there is."""
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

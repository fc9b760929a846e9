"""What one mention tells of which truce it means, and a truce as it is put together from such mentions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from truceline.analysis.tree import Tree
from truceline.find.predications.truces.clause_times import beginning
from truceline.find.predications.truces.coverage import covered
from truceline.find.predications.truces.governor import Governor
from truceline.find.predications.truces.intervals import begun, to_begin
from truceline.find.predications.truces.nearby import Here
from truceline.find.predications.truces.parties import between, parties
from truceline.find.predications.truces.predicates import governors
from truceline.find.predications.truces.ways import gives_standing, tells
from truceline.find.predications.truces.words import Word
from truceline.know import actors
from truceline.know.spelling import fold
from truceline.model import Notes, Party, State, Time

_SIGNED = frozenset(["sign", "conclude", "negotiate", "seek", "request", "obtain"])
"""Whose subjects are the sides of "an armistice", so that one that others sign is another."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with what it tells: the day of its own name, places, states, sides, and who stands how to the truce."""

    word: Word
    day: Time | None
    places: tuple[int, ...]
    states: tuple[State, ...]
    sides: frozenset[str]
    parties: tuple[Party, ...]
    renewal: bool
    before: bool = False
    again: bool = False
    mutual: bool = False
    ahead: bool = False
    breakers: frozenset[str] = frozenset()

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
        return any(s.state in {"ended", "suspended", "violated"} for s in self.states)

    @property
    def over(self) -> bool:
        """Whether it is told to have ended."""
        return any(t.over for t in self.tellings)

    @property
    def states(self) -> list[State]:
        """All states that are told of it."""
        return [s for t in self.tellings for s in t.states]

    @property
    def words(self) -> list[Word]:
        """The mentions."""
        return [t.word for t in self.tellings]

    def holds(self, token: int) -> bool:
        """Whether a token is one of its mentions."""
        return any(w.token == token for w in self.words)

    def come_after(self, earlier: int) -> None:
        """Puts it behind an earlier truce, where it is told to come after one that was not named yet."""
        if self.new and self.after is None:
            self.after = earlier


def telling(word: Word, states: Sequence[State], here: Here, end: int, now: datetime | None) -> Telling:
    """What one mention tells of which truce it means; `end` is the token after its sentence, `now` the first instant of the article's day."""
    tree, notes, by_token = here
    over = list(governors(tree, word))
    said = [g for g in over if g.told and not g.negated]
    again, standing = any(_made_again(tree, g) for g in said), tuple(parties(word, here, end))
    return Telling(
        word=word,
        day=None if again else beginning(word, tree, notes),
        places=tuple(covered(word, tree, notes)),
        states=tuple(states),
        sides=_sides(word, tree, notes, by_token),
        parties=standing,
        again=again,
        renewal=any(tells(tree, g.token, phases={"renew"}) for g in said),
        mutual=len(list(between(word, tree))) > 1 or any(_joint(tree, g) for g in said),
        before=any("had" in g.extra and g.place == "object" for g in over),
        ahead=any(to_begin(s, now) for s in states),
        breakers=_breakers(standing, notes) if any(s.state == "violated" for s in states) else frozenset(),
    )


def _joint(tree: Tree, g: Governor) -> bool:
    """Whether a word tells that sides made a truce together: "signed", "agreed to"."""
    return gives_standing(tree, g.token, {"party"}, g.place) and tells(tree, g.token, {"declared"})


def _made_again(tree: Tree, g: Governor) -> bool:
    """Whether a word tells of a new truce after one that ended, as a fact or to come, and not as only wanted."""
    comes = g.mood == "real" or tree.worded(g.token, {"will", "would", "shall"}) is not None
    return comes and tells(tree, g.token, phases={"again"})


def _sides(word: Word, tree: Tree, notes: Notes, by_token: dict[int, int]) -> frozenset[str]:
    """The states and groups that the truce's own phrase sets against each other, by what they are known as."""
    tokens = [t for _, t in between(word, tree)]
    if word.indefinite and tree.lemma[tree.head[word.token]] in _SIGNED:
        tokens += tree.agents(tree.head[word.token])
    found = (notes.mentions[n] for t in tokens if (n := by_token.get(t)) is not None)
    return frozenset(_known_as(m.text) for m in found if m.head == "name" and m.type in {"State", "ArmedGroup"})


def _breakers(sides: Iterable[Party], notes: Notes) -> frozenset[str]:
    """Those of two or more named sides that a mention tells to have broken a truce, and the lands they are of; none where a land is not known."""
    told = [notes.mentions[n] for n in {p.mention for p in sides if p.status == "party"} if n is not None]
    each = [lands([_known_as(m.text)]) or _native(m.text) for m in told if m.head == "name"]
    return frozenset().union(*each) if len(told) > 1 and len(each) == len(told) and all(each) else frozenset()


def _native(name: str) -> frozenset[str]:
    """The state whose adjective opens a name: "the South Ruritanian army"."""
    words = fold(_bare(name)).split()
    state = next((s for i in range(len(words[:2])) if (s := actors.state_at(words, i))), None)
    return frozenset([state] if state else [])


def lands(sides: Collection[str]) -> frozenset[str]:
    """Sides with the lands that they are of; none where one of them is not known."""
    known = [actors.known().get(s) for s in sides]
    return frozenset(x for k in known if k for x in (k.slug, k.country) if x) if all(known) else frozenset()


def _bare(name: str) -> str:
    """A name without its article."""
    return name.removeprefix("the ").removeprefix("The ")


def _known_as(name: str) -> str:
    """The actor of a name, else the name itself without its article."""
    bare = _bare(name)
    return (actors.lookup(bare) or (fold(bare),))[0]

"""What of a truce is compared with those of other articles: small, so that ten thousand articles' fit in a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from truceline.know.truces import sort_of
from truceline.link.camps import camps_of
from truceline.link.truces import declared, ended, groups, term
from truceline.model import Ceasefire, Facts
from truceline.times import day_of

_HOLDS = frozenset(["inForce", "fraying", "extended"])
_STANDS = _HOLDS | {"suspended", "violated", "ended", "declared"}


@dataclass(frozen=True, slots=True)
class TruceSketch:
    """A truce of one article as it is compared.

    Days are ISO. `told` is the day of the article; `declared_from` and `declared_to` bound the day of its declaration where
    the text gives any; `sides` are the camps that are party to it (slugs), `brokers` those who made it; `local` is whether
    only places within a country are named, `wide` whether the country itself is; `holds` whether the article says that it does.
    """

    iri: str
    article: str
    hash: str
    sort: str
    told: str | None
    country: str | None
    began: str | None
    declared: str | None
    ended: str | None
    term: str | None
    declared_from: str | None
    declared_to: str | None
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    brokers: tuple[str, ...]
    places: tuple[str, ...]
    purpose: str | None
    scope: str | None
    local: bool
    wide: bool
    holds: bool
    over: bool
    only_asked: bool
    related: bool

    @property
    def loose(self) -> bool:
        """Whether it bears the name of its article, for want of a day or a country."""
        return self.iri.startswith(self.article)


def truce_sketches(f: Facts) -> tuple[TruceSketch, ...]:
    """The truces of an article as they are compared."""
    return tuple(_sketch(c, f) for c in f.notes.ceasefires if c.iri)


def _sketch(c: Ceasefire, f: Facts) -> TruceSketch:
    first, last = _made(c)
    wide = any(f.notes.places[n].kind == "country" for n in c.covers)
    return TruceSketch(
        iri=c.iri or "",
        article=f.article.iri,
        hash=f.article.hash,
        sort=family(sort_of(c.label)),
        told=_text(day_of(f.article.published)),
        country=c.country,
        began=_text(iso(c.began)),
        declared=_text(iso(declared(c))),
        ended=_text(ended(c)),
        term=_text(term(c)),
        declared_from=_text(day_of(first)),
        declared_to=_text(day_of(last)),
        groups=tuple(sorted(groups(c))),
        sides=_camps(c, "party"),
        brokers=_camps(c, "broker"),
        places=tuple(sorted({f.notes.places[n].place for n in c.covers})),
        purpose=c.purpose,
        scope=c.scope,
        local=bool(c.covers) and not wide,
        wide=wide,
        holds=any(s.state in _HOLDS for s in c.states),
        over=any(s.state == "ended" and s.when for s in c.states),
        only_asked=bool(c.states) and not any(s.state in _STANDS for s in c.states),
        related=bool(c.related),
    )


def _made(c: Ceasefire) -> tuple[datetime | None, datetime | None]:
    """The bounds of the time at which a truce was declared, where the text gives any."""
    times = (s.when for s in c.states if s.state == "declared" and s.when)
    made = next((w for w in times if w.earliest_begin), None)
    return (made.earliest_begin, made.latest_end or made.earliest_begin) if made else (None, None)


def _camps(c: Ceasefire, status: str) -> tuple[str, ...]:
    """The camps of those who have a standing, a state with its government and army as one."""
    return tuple(sorted(camps_of(c.parties, status)))


def family(sort: str) -> str:
    """The sort as far as it tells truces of several articles apart: a pause or a lull of one is the truce of another.

    >>> family("pause"), family("zone")
    ('ceasefire', 'zone')
    """
    return "zone" if sort == "zone" else "ceasefire"


@dataclass(slots=True)
class Known:
    """A truce as all articles together tell it that name it alike."""

    iri: str
    sort: str
    loose: bool
    began: date | None = None
    declared: date | None = None
    ended: date | None = None
    term: date | None = None
    heard: date | None = None
    told: date | None = None
    made: tuple[date, date] | None = None
    over: bool = False
    countries: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    brokers: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    purposes: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)
    local: bool = False
    wide: bool = False

    @property
    def last(self) -> date | None:
        """The day of the reported end, else that of the told term, unless somebody told later that it went on."""
        over = self.term and self.heard and self.heard > self.term
        return self.ended or (None if over else self.term)

    @property
    def first(self) -> date | None:
        """The day it began, else the day it was declared."""
        return self.began or self.declared

    @property
    def earliest(self) -> date:
        """The first day, or the day on which an article first told of it where that is earlier."""
        return min((d for d in (self.first, self.told) if d), default=date.max)

    def add(self, s: TruceSketch) -> None:
        """Takes in what one more article tells of it."""
        self.began, self.declared = least(self.began, iso(s.began)), least(self.declared, iso(s.declared))
        self.told = least(self.told, iso(s.told))
        self.ended, self.term = most(self.ended, iso(s.ended)), most(self.term, iso(s.term))
        self.heard = most(self.heard, iso(s.told)) if s.holds else self.heard
        if (first := iso(s.declared_from)) and (last := iso(s.declared_to)):
            self.made = first, last
        self.over = self.over or s.over
        self.articles.add(s.article)
        for mine, theirs in (
            (self.groups, s.groups), (self.sides, s.sides), (self.brokers, s.brokers), (self.places, s.places),
            (self.countries, _if_told(s.country)), (self.purposes, _if_told(s.purpose)), (self.scopes, _if_told(s.scope)),
        ):  # fmt: skip
            mine.update(theirs)
        self.local, self.wide = self.local or s.local, self.wide or s.wide


def _if_told(what: str | None) -> tuple[str, ...]:
    return (what,) if what else ()


def most(a: date | None, b: date | None) -> date | None:
    """The later of two days, where there are any."""
    return max((x for x in (a, b) if x), default=None)


def least(a: date | None, b: date | None) -> date | None:
    """The earlier of two days, where there are any."""
    return min((x for x in (a, b) if x), default=None)


def iso(day: str | None) -> date | None:
    """A day out of its ISO form; none of a month or a year."""
    return date.fromisoformat(day) if day and len(day) == 10 else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def known(several: Iterable[TruceSketch]) -> dict[str, Known]:
    """The truces by IRI, each as all its articles tell it."""
    found: dict[str, Known] = {}
    for s in several:
        found.setdefault(s.iri, Known(s.iri, s.sort, s.loose)).add(s)
    return found

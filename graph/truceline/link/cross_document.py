"""The same truce in several articles: which of their IRIs stand for one, with a reason and a score.

An article that gives country and first day names its truce by them, so such truces mostly are one already. What is left:
truces whose day is told a day off, or by the day on which they were declared, or beside another country; and articles
that speak of "the truce" without saying when it began. Those are joined to the dated truce of the same country that was running,
or had ended no more than a fortnight before, on the day of the article; of several between the same sides to the latest,
which took the place of the others. Local truces need a place in common. Other armed groups, two truces of one sort told
undated in one article, only a wish for a truce, none running: nothing is joined. Two dated truces never become one by
guessing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from truceline.know.truces import sort_of
from truceline.link.truces import declared, ended, groups, parties, term
from truceline.model import Ceasefire, Facts

GRACE = timedelta(days=14)
"""How long after its end a truce is still spoken of as "the truce"."""

LIFE = timedelta(days=400)
"""How long a truce without a reported end is taken to be the one spoken of."""

LEAD = timedelta(days=10)
"""How long before its first day a truce can have been declared."""

OFFERED = 3
"""Of the truces that an undated one may be, so many of the latest are offered to people."""

_HOLDS = frozenset(["inForce", "fraying", "extended"])
_STANDS = frozenset(["inForce", "fraying", "extended", "suspended", "violated", "ended", "declared"])


@dataclass(frozen=True, slots=True)
class Same:
    """A truce under another IRI: which one it is, why, how sure."""

    iri: str
    reason: str
    score: float


@dataclass(slots=True)
class _Known:
    """A dated truce as all articles together tell it."""

    iri: str
    sort: str
    began: date | None = None
    declared: date | None = None
    ended: date | None = None
    term: date | None = None
    heard: date | None = None
    told: date | None = None
    countries: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    wide: bool = False

    @property
    def last(self) -> date | None:
        """The day of the reported end, else that of the told term, unless somebody told later that it went on."""
        over = self.term and self.heard and self.heard > self.term
        return self.ended or (None if over else self.term)

    @property
    def first(self) -> date:
        """The day it began, else the day it was declared."""
        day = self.began or self.declared
        assert day is not None
        return day

    @property
    def earliest(self) -> date:
        """The first day, or the day on which an article first told of it where that is earlier."""
        return min(self.first, self.told or self.first)


@dataclass(frozen=True, slots=True)
class TruceSketch:
    """A truce of one article as it is compared: small, so that ten thousand articles' fit in a catalogue.

    Days are ISO. `told` is the day of the article; `declared_from` and `declared_to` bound the day of its declaration where
    the text gives any; `holds` is whether the article says that it does.
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
    parties: tuple[str, ...]
    places: tuple[str, ...]
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
    made = next((s.when for s in c.states if s.state == "declared" and s.when and s.when.earliest_begin), None)
    first = made.earliest_begin if made else None
    last = (made.latest_end or made.earliest_begin) if made else None
    return TruceSketch(
        iri=c.iri or "",
        article=f.article.iri,
        hash=f.article.hash,
        sort=family(sort_of(c.label)),
        told=_text(_day(f.article.published)),
        country=c.country,
        began=_text(_iso(c.began)),
        declared=_text(_iso(declared(c))),
        ended=_text(ended(c)),
        term=_text(term(c)),
        declared_from=_text(_day(first)),
        declared_to=_text(_day(last)),
        groups=tuple(sorted(groups(c))),
        parties=tuple(sorted(parties(c))),
        places=tuple(sorted({f.notes.places[n].place for n in c.covers})),
        wide=not c.covers or any(f.notes.places[n].kind == "country" for n in c.covers),
        holds=any(s.state in _HOLDS for s in c.states),
        over=any(s.state == "ended" and s.when for s in c.states),
        only_asked=bool(c.states) and not any(s.state in _STANDS for s in c.states),
        related=bool(c.related),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def merge(facts: Iterable[Facts]) -> dict[str, Same]:
    """The IRIs of truces that are known under another one.

    Args:
        facts: of all articles of a graph, in any order; the result does not depend on it.

    Returns:
        For each truce IRI that is to be replaced, the truce it is.
    """
    return merge_sketches(s for f in facts for s in truce_sketches(f))


def merge_sketches(several: Iterable[TruceSketch]) -> dict[str, Same]:
    """The IRIs of truces that are known under another one, of sketches in any order."""
    return compared(several)[0]


def compared(several: Iterable[TruceSketch]) -> tuple[dict[str, Same], set[tuple[str, str]]]:
    """The IRIs of truces that are known under another one, and the pairs that may be one, which a person can tell."""
    ordered = sorted(several, key=lambda s: (s.hash, s.article, s.iri))
    known = _dated(ordered)
    out = _joined(known)
    by_key: dict[tuple[str, str], list[_Known]] = defaultdict(list)
    for k in sorted((k for iri, k in known.items() if iri not in out), key=lambda k: (k.earliest, k.iri)):
        for c in sorted(k.countries):
            by_key[c, k.sort].append(k)
    maybe = set(_alike({iri: k for iri, k in known.items() if iri not in out}))
    for _, article in groupby((s for s in ordered if s.loose), key=lambda s: s.article):
        for s, found, running in _loose(list(article), by_key):
            if found:
                out[s.iri] = found
            else:
                maybe.update((s.iri, k.iri) for k in running[-OFFERED:])
    return out, maybe


# ---------------------------------------------------------------- dated truces


def _dated(several: Iterable[TruceSketch]) -> dict[str, _Known]:
    """All truces with a first day, by IRI."""
    found: dict[str, _Known] = {}
    for s in several:
        if not s.loose:
            _add(found.setdefault(s.iri, _Known(s.iri, s.sort)), s)
    return {iri: k for iri, k in found.items() if k.began or k.declared}


def _add(k: _Known, s: TruceSketch) -> None:
    k.began = _least(k.began, _iso(s.began))
    k.declared = _least(k.declared, _iso(s.declared))
    k.told = _least(k.told, _iso(s.told))
    k.ended, k.term = _most(k.ended, _iso(s.ended)), _most(k.term, _iso(s.term))
    if s.holds:
        k.heard = _most(k.heard, _iso(s.told))
    k.countries |= {s.country} if s.country else set()
    k.groups.update(s.groups)
    k.parties.update(s.parties)
    k.articles.add(s.article)
    k.places.update(s.places)
    k.wide = k.wide or s.wide


def _joined(known: dict[str, _Known]) -> dict[str, Same]:
    """Dated truces that are one under two IRIs: of one day first, then a day apart, then declared and begun."""
    out: dict[str, Same] = {}
    _join(known, out, _same_day, ("the same first day", 0.95))
    _join(known, out, _next_day, ("first days a day apart", 0.8))
    _join(known, out, _declared_for, ("declared shortly before it began", 0.8))
    return out


def _same_day(a: _Known, b: _Known) -> bool:
    return a.first == b.first


def _next_day(a: _Known, b: _Known) -> bool:
    return abs(a.first - b.first) <= timedelta(days=1)


def _declared_for(a: _Known, b: _Known) -> bool:
    """Whether the one of which only the declaration is dated is the one that began soon after."""
    only, other = (a, b) if a.began is None else (b, a)
    if only.began or other.began is None or only.declared is None:
        return False
    if other.declared:
        return abs(other.declared - only.declared) <= timedelta(days=1)
    return timedelta(0) <= other.began - only.declared <= LEAD


def _join(
    known: dict[str, _Known], out: dict[str, Same], alike: Callable[[_Known, _Known], bool], reason: tuple[str, float]
) -> None:
    """Joins those that are alike; where one could be either of two that are not one, nothing."""
    left = sorted((k for i, k in known.items() if i not in out), key=lambda k: (k.first, k.iri))
    near: dict[str, dict[str, _Known]] = defaultdict(dict)
    for a, b in _close(left):
        if alike(a, b) and _compatible(a, b):
            near[a.iri][b.iri], near[b.iri][a.iri] = b, a
    for a in left:
        all_ = sorted((a, *near[a.iri].values()), key=lambda k: (k.began is None, -len(k.articles), len(k.iri), k.iri))
        if len(all_) < 2 or any(k.iri in out for k in all_) or not _one(all_, near):
            continue
        for gone in all_[1:]:
            _swallow(all_[0], gone)
            out[gone.iri] = Same(all_[0].iri, reason[0], reason[1])


def _alike(known: dict[str, _Known]) -> Iterator[tuple[str, str]]:
    """Dated truces of nearly the same days that share a country, a place or a party, and were not joined."""
    for a, b in _close(sorted(known.values(), key=lambda k: (k.first, k.iri))):
        near = _next_day(a, b) or _declared_for(a, b)
        shared = a.countries & b.countries or a.places & b.places or a.parties & b.parties
        if near and shared and not _told_apart(a, b):
            yield a.iri, b.iri


def _one(several: Sequence[_Known], near: dict[str, dict[str, _Known]]) -> bool:
    """Whether each can be each other one, and none can be one of others besides."""
    names = {k.iri for k in several}
    return all(names == {k.iri, *near[k.iri]} for k in several)


def _close(ordered: list[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Pairs whose first days lie near each other; the list is in the order of days, so this stays linear."""
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            if b.first - a.first > LEAD:
                break
            yield a, b


def _compatible(a: _Known, b: _Known) -> bool:
    """Whether nothing tells the two apart: sort, armed groups, country (two shared parties make up for it), one article."""
    if _told_apart(a, b):
        return False
    return bool(a.countries & b.countries or a.places & b.places) or len(a.parties & b.parties) >= 2


def _told_apart(a: _Known, b: _Known) -> bool:
    """Whether two are told apart by their sort, by an article that tells both, or by other armed groups."""
    return a.sort != b.sort or bool(a.articles & b.articles) or bool(a.groups and b.groups and not a.groups & b.groups)


def _swallow(kept: _Known, gone: _Known) -> None:
    kept.began, kept.declared = _least(kept.began, gone.began), _least(kept.declared, gone.declared)
    kept.ended, kept.term = _most(kept.ended, gone.ended), _most(kept.term, gone.term)
    kept.heard = _most(kept.heard, gone.heard)
    kept.told = _least(kept.told, gone.told)
    kept.wide = kept.wide or gone.wide
    for name in ("countries", "groups", "parties", "articles", "places"):
        getattr(kept, name).update(getattr(gone, name))


# ---------------------------------------------------------------- truces without a day


def _loose(
    mine: Sequence[TruceSketch], by_key: dict[tuple[str, str], list[_Known]]
) -> Iterator[tuple[TruceSketch, Same | None, Sequence[_Known]]]:
    """The undated truces of an article, each with the one it can only be, and with all that were running on its day."""
    for s in mine:
        day = _iso(s.told)
        if s.country and day and not _apart(s, mine) and not s.only_asked:
            candidates = _of_then(s, _begun(by_key.get((s.country, s.sort), ()), day))
            running = [k for k in candidates if s.article not in k.articles and _can_be(s, k, day)]
            alike = [k for k in running if (k.wide if s.wide else k.places & set(s.places))]
            yield s, _meant(alike), running


def _begun(several: Sequence[_Known], day: date) -> Sequence[_Known]:
    """Of truces in the order of their earliest days those that may have been running on a day."""
    first = bisect_left(several, day - LIFE - LEAD, key=lambda k: k.earliest)
    begun = bisect_right(several, day, key=lambda k: k.earliest)
    return [*(k for k in several[:first] if k.last and k.last + GRACE >= day), *several[first:begun]]


def _of_then(s: TruceSketch, several: Sequence[_Known]) -> Sequence[_Known]:
    """Those that can have been declared when the text says that it was: "brokered in February"."""
    first, last = _iso(s.declared_from), _iso(s.declared_to)
    if first is None or last is None:
        return several
    last += LEAD
    return [k for k in several if first <= (k.declared or k.first) <= last or first <= k.first <= last]


def family(sort: str) -> str:
    """The sort as far as it tells truces of several articles apart: a pause or a lull of one is the truce of another.

    >>> family("pause"), family("zone")
    ('ceasefire', 'zone')
    """
    return "zone" if sort == "zone" else "ceasefire"


def _meant(running: Sequence[_Known]) -> Same | None:
    """The only truce that was running; of several between the same sides the latest, since it took the place of the others."""
    if not running:
        return None
    last = max(running, key=lambda k: (k.first, k.iri))
    if len(running) == 1:
        return Same(last.iri, "the one truce of this country that was running on the day of the article", 0.8)
    several = {frozenset(k.groups) for k in running if k.groups}
    apart = any(not a & b for a in several for b in several)
    return None if apart else Same(last.iri, "the latest truce of this country on the day of the article", 0.6)


def _apart(s: TruceSketch, others: Sequence[TruceSketch]) -> bool:
    """Whether the article tells several undated truces of one sort apart: then none can be told by its day alone."""
    return s.related or sum((o.country, o.sort) == (s.country, s.sort) for o in others) > 1


def _can_be(s: TruceSketch, k: _Known, day: date) -> bool:
    if s.groups and k.groups and not k.groups & set(s.groups):
        return False
    if s.over:
        return k.earliest <= day <= k.first + LIFE
    return k.earliest <= day <= (k.last + GRACE if k.last else k.first + LIFE)


def _most(a: date | None, b: date | None) -> date | None:
    return max((x for x in (a, b) if x), default=None)


def _least(a: date | None, b: date | None) -> date | None:
    return min((x for x in (a, b) if x), default=None)


def _iso(day: str | None) -> date | None:
    return date.fromisoformat(day) if day and len(day) == 10 else None


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published

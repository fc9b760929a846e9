"""The land that a text names beside a place decides which place of that name it is: "Tripoli, Lebanon", "Moscow, Idaho"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.analysis.place_or_actor import cues
from truceline.know import actors, places
from truceline.know.gazetteer import Look
from truceline.know.matching import Entry, Hit, Index, alone, at
from truceline.know.places import Site
from truceline.know.spelling import Word, fold, slug
from truceline.model import BASE, Place

_BETWEEN = re.compile(r", (?:in )?(?:the )?|(?: \((?:in )?| in )(?:the )?")
_PART = re.compile(r"(?:far |far-)?(?:north|south|east|west|central|upper|lower)\w*$", re.I)
_SEAT = "(?:city|town|village|port|port city|district|province|region|state|camp|enclave)"
_SEATS = rf"(?:[a-z-]+ ){{0,2}}{_SEAT}"
_OWNED = re.compile(rf"{_SEAT} (?:of )?(?:the )?$|['’]s $")
"""What stands right before the place in all that `_BEFORE` finds."""
_BEFORE = re.compile(rf"(\w+)(?:['’]s)? {_SEATS} (?:of )?(?:the )?$|(\w+)['’]s $")
_CLOSED = re.compile(
    r"\s*(?:$|[,.;:)\n]|(?:on|at|after|before|during|by|where|when|late|early|last|this|yesterday|today)\b)"
)
_STATE = re.compile(r"\b(?:states?|provinces?|governor|senators?) of (?:[A-Z]\w+(?:, | and ))*$")


@dataclass(frozen=True, slots=True)
class Land:
    """A country or a part of one that stands beside a place.

    `sure`: it can be nothing else, even where no table has such a place there.
    """

    site: Site
    sure: bool

    def holds(self, site: Site) -> bool:
        """Whether a place lies in it."""
        own = self.site
        inside = own.kind == "country" or own.name in _upward(site)
        return site.id != own.id and site.country == own.country and inside

    def lacks(self, site: Site) -> bool:
        """Whether a town of the tables is surely not the one that is meant: it lies in another land."""
        return self.sure and site.kind == "settlement" and not self.holds(site)


def _upward(site: Site) -> frozenset[str]:
    """The names of the region a place lies in."""
    return frozenset((site.region, *(s.name for s in places.within(site))))


def beside(text: str, seen: Look, hit: Hit, tables: Sequence[Index] = ()) -> Land | None:
    """The land that is named right after a place, or right before it ("the Lebanese city of Tripoli")."""
    start = seen.words[hit.first].start
    owned = _OWNED.search(text, max(0, start - 20), start)
    before = _BEFORE.search(text, max(0, start - 60), start) if owned else None
    country = _of_word(before[1] or before[2]) if before else None
    if country is not None:
        return Land(country, True)
    return _after(text, seen, hit, tables)


def placed(text: str, seen: Look, place: Place, tables: Sequence[Index]) -> Place:
    """A place that no table has, put into the land that is named beside it ("Valencia, Venezuela")."""
    first = bisect.bisect_left(seen.words, place.start, key=lambda w: w.start)
    last = bisect.bisect_left(seen.words, place.end, key=lambda w: w.start) - 1
    if place.kind != "settlement" or place.within or not first <= last < len(seen.words):
        return place
    land = beside(text, seen, Hit(first, last, Entry((fold(place.text),), place.text, ())), tables)
    return elsewhere(text, (place.start, place.end), land) if land is not None and land.sure else place


def _of_word(word: str) -> Site | None:
    """The country of an adjective or a name of one word."""
    state = actors.adjectives().get(fold(word))
    code = actors.states()[state].code if state else None
    if code:
        return places.countries().get(code)
    return next((s for e in alone(places.world(), fold(word)) for s in _lands(e.ids)), None)


def _lands(ids: Iterable[str]) -> list[Site]:
    """The countries and their divisions among places."""
    return [s for s in map(places.site, ids) if s.kind in ("country", "region", "district") and s.country]


def _after(text: str, seen: Look, hit: Hit, near: Sequence[Index]) -> Land | None:
    """The land in "Tripoli, Lebanon" and "Tripoli in northern Lebanon"."""
    n = _after_gap(text, seen, seen.words[hit.last].end)
    if n is None:
        return None
    tables = (places.world(), *near, *(places.local(s.country) for s in map(places.site, hit.entry.ids) if s.country))
    found = at(text, seen.words, n, tables)
    lands = _lands(found.entry.ids) if found else []
    if found is None or not lands:
        return None
    return Land(_fitting(hit, lands), _closes(text, seen, hit, found) and not _listed(text, hit, seen, lands))


def _after_gap(text: str, seen: Look, end: int) -> int | None:
    """The word at which a land can be named behind a place: after a comma, a bracket or "in", and "northern" and the like."""
    gap = _BETWEEN.match(text, end)
    if gap is None:
        return None
    n = bisect.bisect_left(seen.words, gap.end(), key=lambda w: w.start)
    while n < len(seen.words) - 1 and _PART.match(seen.words[n].text):
        n += 1
    return n if n < len(seen.words) and seen.words[n].start <= gap.end() + 20 else None


def _listed(text: str, hit: Hit, seen: Look, lands: list[Site]) -> bool:
    """Whether both stand in one list of places: after another one, or two of one country."""
    before = text[: seen.words[hit.first].start]
    here = {places.site(i).country for i in hit.entry.ids}
    return bool(re.search(r"[A-Z][\w'’-]+(?:,| and|, and) $", before)) or (
        bool(here) and all(s.country in here for s in lands)
    )


def _fitting(hit: Hit, lands: list[Site]) -> Site:
    """Of lands of one name the one that holds a place of the name before: the state of Georgia after Atlanta."""
    sites = [places.site(i) for i in hit.entry.ids]
    held = (s for s in lands if any(Land(s, True).holds(x) for x in sites))
    return next(held, lands[0])


def _closes(text: str, seen: Look, hit: Hit, land: Hit) -> bool:
    """Whether the land's name ends the phrase: "in Moscow, Idaho, on Monday", but not "In Geneva, Russia said"."""
    stop = seen.words[land.last].end
    opening = text[: seen.words[hit.first].start].rstrip().rpartition("\n")[2].rpartition(". ")[2]
    first = len(opening.split()) <= 1
    return text[stop : stop + 1] in (",", ")") if first else _CLOSED.match(text, stop) is not None


def names_state(text: str, seen: Look, hit: Hit) -> bool:
    """Whether words before a name make it a part of a country: "the US state of Georgia"."""
    return _STATE.search(text, max(0, seen.words[hit.first].start - 80), seen.words[hit.first].start) is not None


def elsewhere(text: str, span: tuple[int, int], land: Land) -> Place:
    """A place that no table has in the land named beside it: it lies there, and nobody knows where."""
    name = text[span[0] : span[1]]
    iri = f"{BASE}place/{slug(name)}-{slug(land.site.name)}"
    up = lying(land.site)
    return Place(*span, name, iri, name, kind="settlement", within=up, rule="named land", confidence=0.7)


def lying(site: Site) -> tuple[str, ...]:
    """The IRIs of a place and of all that it lies in, the nearest first."""
    return (site.iri, *(s.iri for s in places.within(site)))


def division(text: str, seen: Look, hit: Hit, site: Site) -> tuple[int, Site]:
    """The end and the site of a name that goes on as a division: "North Kivu *Province*", "Poonch *district*".

    A division that no table has lies where the town does that it is named after.
    """
    end, word = seen.words[hit.last].end, _division_word(seen, hit.last)
    if word is None:
        return end, site
    if site.kind in ("region", "district"):
        return word.end, site
    named = next((s for s in places.within(site) if s.kind == "region" and fold(site.region) == fold(site.name)), None)
    if site.kind != "settlement" or named is not None:
        return (word.end, named) if named is not None else (end, site)
    name = f"{site.name} {word.text.lower()}"
    return word.end, replace(site, id=slug(f"{name} {site.country}"), name=name, kind="region", population=0)


def _division_word(seen: Look, last: int) -> Word | None:
    """The word for a division that goes on with a name right after its last word."""
    word = seen.words[last + 1] if last + 1 < len(seen.words) else None
    near = word is not None and word.start == seen.words[last].end + 1
    return word if word is not None and near and word.text.lower() in cues()["division"] else None

"""Places that are told without a name of their own: the capital of a land, the border with another ("near the *Lebanese border*")."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.place_or_actor import cues
from truceline.analysis.tree import Tree
from truceline.know import actors, places
from truceline.know.matching import exact
from truceline.know.places import Site
from truceline.know.spelling import fold, key, slug
from truceline.model import BASE, Place

_SEAT = re.compile(r"\b[Tt]he ((?:[A-Z]\w+ ){0,2})(capital)\b(?! (?:of|city)\b|['’-])")
_BORDER = re.compile(r"\b((?:[A-Z]\w+[-–/ ]){0,2}[A-Z]\w+ (?:border|frontier))\b(?!['’-])")
_SEAT_RULE = "capital"


def described(parsed: Analysis, found: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """The capitals and borders where something is told to happen; a capital without its land is given one by its company.

    Args:
        parsed: the text.
        found: the places that have a name.
    """
    text, t = parsed.article.text, parsed.tree
    named = Cover(len(text), found)
    for m in _SEAT.finditer(text):
        start, whose = m.start(1), m[1].strip()
        if _is_ground(t, t.at(m.start(2))) and named.free(start, m.end()) and (not whose or _land(whose)):
            bare = Place(start, m.end(), text[start : m.end()], "", "capital", rule=_SEAT_RULE, confidence=0.6)
            yield _within(bare, _land(whose)) if whose else bare
    for m in _BORDER.finditer(text):
        name = m[1]
        if _land(re.split(r"[-–/ ]", name)[0]) and _is_ground(t, t.at(m.end() - 1)) and named.free(*m.span(1)):
            yield Place(
                *m.span(1), name, f"{BASE}place/{slug(name)}", name, kind="region", rule="border", confidence=0.6
            )


def _within(place: Place, country: str) -> Place:
    """A place in a country."""
    site = places.countries().get(country)
    return replace(place, within=(site.iri,)) if site else place


def seated(told: Iterable[Place], named: Collection[str]) -> Iterator[Place]:
    """The places, each capital as the town that it is in its land; none whose land the text does not name otherwise (ISO codes)."""
    lands = {places.countries()[code].iri for code in named if code in places.countries()}
    for p in told:
        if p.rule != _SEAT_RULE and not (p.rule == "company" and p.label == "capital"):
            yield p
        elif p.within and p.within[-1] in lands and (seat := _seat(p.within[-1])):
            up = (s.iri for s in places.within(seat))
            yield replace(p, place=seat.iri, label=seat.name, lat=seat.lat, long=seat.long, within=tuple(up))


def _land(adjective: str) -> str:
    """The code of the land that an adjective, or a name of one or two words, means; nothing where it means none."""
    named = exact(actors.nations()["name"], key(adjective))
    state = actors.adjectives().get(fold(adjective)) or (named.ids[0] if named else "")
    return actors.states()[state].code or "" if state else ""


@cache
def _seat(country: str) -> Site | None:
    """The capital of a country (IRI)."""
    land = places.by_iri(country)
    code = land.country if land else ""
    name = actors.states()[actors.by_code()[code]].capital if code in actors.by_code() else None
    hit = exact(places.local(code), key(name)) if name else None
    sites = (places.site(i) for i in hit.ids) if hit else ()
    return next((s for s in sites if s.kind == "settlement"), None)


def _is_ground(t: Tree, i: int) -> bool:
    """Whether something happens at what a noun tells: the words around say so, whatever capitals and borders are else."""
    p = t.head[i]
    if t.dep[i] == "dobj":
        return t.lemma[p] in cues()["taken"]
    if t.dep[i] != "pobj":
        return False
    word, over = t.lower[p], t.lemma[t.head[p]]
    if word in ("from", "to", "of", "for"):
        slots = (cues()["goes"], cues()["ways"], cues()["dwellers"] if word == "from" else cues()[word])
        return any(slot.get(over, False) for slot in slots) or (word == "of" and over in _SIDES)
    return word in ("on", "over") or word in cues()["beside"]


_SIDES = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})

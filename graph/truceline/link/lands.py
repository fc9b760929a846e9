"""The lands that an article is about, where neither the places nor the sides of its truce tell: those of its headline, else the one or two that it names."""

from __future__ import annotations

import re
from collections.abc import Collection

from truceline.know import places
from truceline.know.gazetteer import look
from truceline.know.matching import scan
from truceline.know.spelling import words_of
from truceline.know.truces import hosts
from truceline.link.implied_cover import site_of

_WAR = 2
"""Lands of more states than a war between two has say nothing."""


def of_headline(title: str, apart: Collection[str] = ()) -> tuple[str, ...]:
    """The IRIs of the towns and areas that a headline names, with the lands of states joined to them by a dash, else of the lands of all.

    Args:
        title: the headline.
        apart: IRIs of lands that are of those who stand outside the truce; they count where no others are named.

    >>> [iri.rsplit("/")[-1] for iri in of_headline("Armenian guns quiet, Azerbaijani ones too")]
    ['174982', '587116']
    >>> of_headline("A quiet night")
    ()
    """
    states = _states(title)
    named = _named(title)
    joined = named and re.search(r"\w[-–]\w", title)
    others = [iri for iri in states if joined and not any(iri in lands_of(n) for n in named)]
    return _few([*named, *others], apart) or _few(named, ()) or _few(states, apart) or _few(states, ())


def lands_of(iri: str) -> tuple[str, ...]:
    """The IRIs of what a town or an area lies in: its division, its country, the countries it spreads over.

    Args:
        iri: of a place of the tables.

    >>> lands_of("https://w3id.org/truceline/id/place/casamance")
    ('https://w3id.org/truceline/id/place/2245662',)
    """
    site = places.by_iri(iri)
    return (*(outer.iri for outer in places.within(site)), *places.lands(iri)) if site else ()


def of_text(text: str, apart: Collection[str] = ()) -> tuple[str, ...]:
    """The IRIs of the lands of the states that a text names, where they are one or two.

    Args:
        text: of the article.
        apart: IRIs of lands that are of those who stand outside the truce.

    >>> of_text("The truce held.")
    ()
    """
    return _few(_states(text), apart)


def _few(found: list[str], apart: Collection[str]) -> tuple[str, ...]:
    """Those found that do not stand apart, where they are few enough to be those of one war."""
    told = tuple(dict.fromkeys(iri for iri in found if iri not in apart))
    return told if len(told) <= _WAR else ()


def _named(title: str) -> list[str]:
    """The towns and areas that a headline names, towns where truces of others are made left out."""
    hits = scan(title, words_of(title), (places.world(),))
    told = (tuple(map(places.site, h.entry.ids)) for h in hits if h.entry.written.lower() not in hosts())
    return [sites[0].iri for sites in told if all(s.kind != "country" for s in sites)]


def _states(text: str) -> list[str]:
    """The lands of the states that a text names or describes, most named first."""
    return [iri for s in look(text).states if (iri := site_of(s))]

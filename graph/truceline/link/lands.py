"""The lands that an article is about, where neither the places nor the sides of its truce tell: those of its headline, else the one or two that it names."""

from __future__ import annotations

from collections.abc import Collection

from truceline.know import places
from truceline.know.gazetteer import look
from truceline.know.matching import scan
from truceline.know.spelling import words_of
from truceline.know.truces import hosts
from truceline.link.implied_cover import site_of

_WAR = 2
"""Lands of more states than a war between two has say nothing."""


def lands(title: str | None, text: str, apart: Collection[str] = ()) -> tuple[str, ...]:
    """The IRIs of the places that a headline names, else of the states of it, else of the text.

    Args:
        title: the headline; None where there is none.
        text: of the article.
        apart: IRIs of lands that are of those who stand outside the truce.

    >>> [iri.rsplit("/")[-1] for iri in lands("A quiet night", "Armenian guns were quiet, Azerbaijani ones too.")]
    ['174982', '587116']
    >>> lands(None, "The truce held.")
    ()
    """
    for found in (_named(title or ""), _states(title or ""), _states(text)):
        told = tuple(dict.fromkeys(iri for iri in found if iri not in apart))
        if 0 < len(told) <= _WAR:
            return told
    return ()


def _named(title: str) -> list[str]:
    """The towns and areas that a headline names, towns where truces of others are made left out."""
    hits = scan(title, words_of(title), (places.world(),))
    sites = [places.site(h.entry.ids[0]) for h in hits if h.entry.written.lower() not in hosts()]
    return [s.iri for s in sites if s.kind != "country"]


def _states(text: str) -> list[str]:
    """The lands of the states that a text names or describes, most named first."""
    return [iri for s in look(text).states if (iri := site_of(s))]

"""Which of several known actors a name means in this text: abbreviations and short names that several share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.know import actors, places
from truceline.know.actors import Known
from truceline.know.gazetteer import Look
from truceline.model import Place

_NAMED = 2
"""How much nearer an actor is that the text names by another, unshared name."""


def nearest(seen: Look, found: Sequence[Place]) -> dict[str, int]:
    """How near known actors and states are to a text: by how often it names them, or places in them.

    Args:
        seen: the text's words, states and hits.
        found: its places.
    """
    out: dict[str, int] = dict(zip(seen.states, seen.often, strict=True))
    codes = {site.iri: code for code, site in places.countries().items()}
    for p in found:
        for iri in (p.place, *p.within):
            if slug := actors.by_code().get(codes.get(iri, "")):
                out[slug] = out.get(slug, 0) + 1
    for hit in seen.hits:
        if len(hit.entry.ids) == 1:
            slug = hit.entry.ids[0]
            out[slug] = out.get(slug, 0) + _NAMED
    return out


def meant(ids: Iterable[str], near: dict[str, int]) -> Known | None:
    """The actor of several that share a spelling which is nearest to the text; the first of the gazetteer where none is."""
    several = [a for i in ids if (a := actors.get(i))]
    return max(several, key=lambda a: nearness(a, near), default=None)


def nearness(actor: Known, near: dict[str, int]) -> tuple[int, int]:
    """How near an actor is to a text: named itself, then its state or war."""
    states = [near.get(s, 0) for s in (actor.country, *actor.conflicts) if s]
    codes = [near.get(actors.by_code().get(actor.country or "", ""), 0)]
    return near.get(actor.slug, 0), max((*states, *codes))

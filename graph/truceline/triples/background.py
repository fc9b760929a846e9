"""What the gazetteers know of things that a graph mentions without describing them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.know import actors, places
from truceline.know.places import Site
from truceline.model import BASE
from truceline.shelf import ontology, rows


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its label, the kind above it, its PLOVER event."""

    name: str
    label: str
    broader: str
    plover: str


@cache
def kinds() -> dict[str, Kind]:
    """The kind scheme by name."""
    found = rows(ontology("kinds.tsv"))
    return {r["kind"]: Kind(r["kind"], r["prefLabel"], r["broader"] or "", r["plover"] or "") for r in found}


def with_broader(kind: str) -> list[Kind]:
    """A kind and all above it, the root left out.

    >>> [k.name for k in with_broader("Airstrike")]
    ['Airstrike', 'Attack', 'MaterialConflict']
    """
    out: list[Kind] = []
    while (found := kinds().get(kind)) and found.broader:
        out.append(found)
        kind = found.broader
    return out


@cache
def media() -> dict[str, str]:
    """Folded names of outlets and agencies → their slugs; a name that two share is left out."""
    out: dict[str, set[str]] = {}
    for slug, known in actors.known().items():
        if known.type == "MediaOrganization":
            for name in (*known.names, *known.short):
                out.setdefault(name.casefold(), set()).add(slug)
    return {name: next(iter(slugs)) for name, slugs in out.items() if len(slugs) == 1}


@cache
def described(iri: str) -> tuple[str, str]:
    """(type, label) of an actor by its IRI; what the gazetteer does not know is an actor named after its IRI."""
    slug = iri.removeprefix(BASE)
    if row := actors.get(slug):
        return row.type, row.label
    return "Actor", slug.rsplit("/", 1)[-1].replace("-", " ")


@cache
def _countries() -> dict[str, Site]:
    return {site.iri: site for site in places.countries().values()}


@cache
def _regions(country: str) -> dict[str, Site]:
    sites = (places.site(str(n)) for n in places.by_country().get(country, ()))
    return {site.iri: site for site in sites if site.kind != "settlement"}


def area(iri: str, country: str | None) -> Site | None:
    """A region or country by its IRI; regions are looked for in the country (IRI)."""
    if found := _countries().get(iri):
        return found
    home = _countries().get(country or "")
    return _regions(home.country).get(iri) if home else None

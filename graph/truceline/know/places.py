"""Where things lie: countries, regions, towns (`data/places/places.tsv`, GeoNames) and areas no table has (`areas.tsv`).

A town is one line until somebody asks for it: the table has ten thousand of them and an article names twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from truceline.know.matching import Entry, Index, sorted_index
from truceline.know.spelling import fold, key
from truceline.model import BASE
from truceline.shelf import beside, data, rows


@dataclass(frozen=True, slots=True)
class Site:
    """A place: `country` is an ISO 3166 alpha-3 code, `region` the name of its first-level division."""

    id: str
    name: str
    lat: float | None
    long: float | None
    country: str
    region: str
    kind: str
    population: int

    @property
    def iri(self) -> str:
        """The IRI of the place."""
        return f"{BASE}place/{self.id}"


_COLUMNS = ("id", "name", "aliases", "lat", "long", "country", "region", "kind", "population", "source")


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    """All lines of the tables as cells in the order of `_COLUMNS`."""
    return (*_cells("areas.tsv"), *_cells("places.tsv"))


@cache
def _cells(file: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a table, then those of a user's own."""
    path = data("places", file)
    mine = beside(path)
    own = ((*cells[:-1], f"{cells[-1]}+news") for cells in _table(mine)) if mine else ()
    return (*(_table(path) if path.exists() else ()), *own)


def _table(path: Path) -> Iterator[tuple[str, ...]]:
    """The lines of one table; those of a user are known to everybody, as towns of the news are."""
    lines = [x for x in path.read_text(encoding="utf-8").split("\n") if x and x[0] != "#"]
    header = lines[0].split("\t")
    order = [header.index(c) if c in header else -1 for c in _COLUMNS]
    if order == list(range(len(_COLUMNS))):
        for line in lines[1:]:
            yield tuple(line.split("\t"))
        return
    for line in lines[1:]:
        yield _ordered([*line.split("\t"), *[""] * len(header)], order)


def _ordered(cells: list[str], order: list[int]) -> tuple[str, ...]:
    """A line in the order of `_COLUMNS`; an id and a kind that it has not are made."""
    made = [cells[i] if i >= 0 else "" for i in order]
    made[0] = made[0] or "-".join(key(made[1]))
    made[7] = made[7] or "region"
    return tuple(made)


@cache
def by_country() -> dict[str, list[int]]:
    """The numbers of the lines of each country ("" for areas that lie in none)."""
    out: dict[str, list[int]] = {}
    for n, cells in enumerate(_lines()):
        out.setdefault(cells[5], []).append(n)
    return out


@cache
def world() -> Index:
    """Names known to everybody: countries, areas, cities of `LARGE` people or more, and towns that the news knows."""
    return _index(n for n, c in enumerate(_lines()) if c[7] not in ("settlement", "district", "region") or _large(c))


@cache
def local(country: str) -> Index:
    """All names in a country (ISO 3166 alpha-3)."""
    return _index(by_country().get(country, ()))


@cache
def names() -> frozenset[str]:
    """All names of the tables as they are written, in lower case."""
    return frozenset(n.lower() for c in _lines() for n in (c[1], *c[2].split("|")) if n)


def called(name: str) -> tuple[Site, ...]:
    """All places of the tables that go by a name, however small; a division also with a word for one, or without it.

    >>> [(s.name, s.country) for s in called("Borno")], [s.country for s in called("Borno State")], called("Nowhereville")
    ([('Borno', 'NGA')], ['NGA'], ())
    """
    asked = name.lower().strip()
    bare = _division(asked)
    found = []
    for n, c in enumerate(_lines()):
        names = (c[1], *c[2].split("|"))
        if any(x.lower() == asked for x in names) or (
            c[7] == "region" and any(_division(x.lower()) == bare for x in names)
        ):
            found.append(site(str(n)))
    return tuple(found)


def _division(name: str) -> str:
    """A name (in lower case) without the word for a division at its end."""
    first, _, last = name.rpartition(" ")
    return first if first and last in _division_words() else name


@cache
def _division_words() -> frozenset[str]:
    """The words for divisions of a country: "province", "state"."""
    return frozenset(
        w for r in rows(data("lexicon", "where_cues.tsv")) if r["slot"] == "division" for w in r["words"].split()
    )


LARGE = 300_000


def _large(cells: tuple[str, ...]) -> bool:
    return not cells[5] or (len(cells[8]) > 5 and int(cells[8]) >= LARGE) or cells[-1].endswith("+news")


def _index(lines: Iterable[int]) -> Index:
    """Names by their first word, longest first; ids are line numbers, as text."""
    out: dict[tuple[str, ...], list[str]] = {}
    written: dict[tuple[str, ...], str] = {}
    every = _lines()
    for n in lines:
        cells, number = every[n], str(n)
        for name in (cells[1], *cells[2].split("|")) if cells[2] else (cells[1],):
            k = (name.lower(),) if name.isascii() and name.isalpha() else key(name)
            if k and number not in (ids := out.setdefault(k, [])):
                ids.append(number)
                written.setdefault(k, name)
    return sorted_index(Entry(k, written[k], tuple(ids)) for k, ids in out.items())


@cache
def site(line: str) -> Site:
    """The place on a line of the tables."""
    c = _lines()[int(line)]
    lat, long = (float(c[3]), float(c[4])) if c[3] and c[4] else (None, None)
    return Site(c[0], c[1], lat, long, c[5], c[6], c[7], int(c[8] or 0))


@cache
def _by_id() -> dict[str, int]:
    """The line of each place by its id."""
    return {c[0]: n for n, c in enumerate(_lines())}


def by_iri(iri: str) -> Site | None:
    """The place with an IRI; None where the tables have none."""
    line = _by_id().get(iri.removeprefix(f"{BASE}place/"))
    return None if line is None else site(str(line))


@cache
def countries() -> dict[str, Site]:
    """Countries by ISO code."""
    return {c[5]: site(str(n)) for n, c in enumerate(_lines()) if c[7] == "country"}


@cache
def _regions(country: str) -> dict[str, Site]:
    """First-level divisions of a country by name."""
    lines = ((n, _lines()[n]) for n in by_country().get(country, ()))
    return {name: site(str(n)) for n, c in lines if c[7] == "region" for name in (c[6], c[1])}


def within(place: Site) -> tuple[Site, ...]:
    """Region and country of a place, smallest first."""
    region = _regions(place.country).get(place.region) if place.region else None
    country = countries().get(place.country)
    return tuple(s for s in (region, country) if s and s.id != place.id)


@cache
def _twins() -> dict[str, str]:
    """The numbers of GeoNames' divisions and of areas that are one land under two rows: each by the other's."""
    regions = dict(_numbered(c for c in _cells("places.tsv") if c[7] == "region"))
    areas = _numbered(c for c in _cells("areas.tsv") if c[5])
    pairs = [(area, regions[name]) for name, area in areas if name in regions]
    return {a: b for pair in pairs for a, b in (pair, pair[::-1])}


def _numbered(lines: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, str], str]]:
    """The names of some lines, each with its country, and their numbers."""
    return (((fold(n), c[5]), c[0]) for c in lines for n in (c[1], *c[2].split("|")) if n)


def twin(iri: str) -> str | None:
    """The other IRI of a land that has two, as an area that news names and as a division of its country.

    >>> twin(f"{BASE}place/gaza")
    'https://w3id.org/truceline/id/place/281132'
    """
    other = _twins().get(iri.removeprefix(f"{BASE}place/"))
    return None if other is None else f"{BASE}place/{other}"


@cache
def _areas() -> dict[tuple[str, str], tuple[str, ...]]:
    """The areas of the news (ids) that are a division of a country, or consist of it and others, by country and division."""
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    named = [(c[5], n, c[0]) for c in _cells("areas.tsv") for n in (c[1], *c[2].split("|")) if n and c[5]]
    parts = [(r, d) for r in rows(data("places", "parts.tsv")) for d in r["divisions"].split("|")]
    for country, name, area in (*named, *((r["country"], d, "-".join(key(r["area"]))) for r, d in parts)):
        out[country, fold(name)] = (*out.get((country, fold(name)), ()), area)
    return out


def areas(iri: str) -> tuple[str, ...]:
    """The IRIs of the areas of the news in which a place lies by its division: Ziguinchor in the Casamance.

    >>> areas(f"{BASE}place/2243940")
    ('https://w3id.org/truceline/id/place/casamance',)
    """
    place = by_iri(iri)
    division = (place.region or (place.name if place.kind == "region" else "")) if place else ""
    found = _areas().get((place.country, fold(division)), ()) if place else ()
    return tuple(dict.fromkeys(f"{BASE}place/{area}" for area in found if place and area != place.id))


@cache
def _spread() -> dict[str, tuple[str, ...]]:
    """The countries (codes) over which the areas (ids) spread that lie in none alone."""
    pairs = [("-".join(key(r["area"])), r["country"]) for r in rows(data("places", "parts.tsv"))]
    lone = {area for area, _ in pairs if len({c for a, c in pairs if a == area}) == 1}
    return {a: tuple(dict.fromkeys(c for b, c in pairs if a == b)) for a, _ in pairs if a not in lone}


def lands(iri: str) -> tuple[str, ...]:
    """The IRIs of the countries over which an area spreads: Kashmir lies in India and in Pakistan.

    >>> len(lands(f"{BASE}place/kashmir")), lands(f"{BASE}place/casamance")
    (2, ())
    """
    found = _spread().get(iri.removeprefix(f"{BASE}place/"), ())
    return tuple(countries()[code].iri for code in found if code in countries())


@cache
def stop() -> frozenset[str]:
    """Folded names that are more often something else (a word, a given name, a surname)."""
    path = data("places", "stop.tsv")
    return frozenset(fold(r["name"]) for r in rows(path)) if path.exists() else frozenset()

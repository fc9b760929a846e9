"""Who is known: persons, states, governments, forces, groups, organisations (`data/actors/*.jsonl`).

Institutions that every state has ("{adj} army", "{state}'s foreign ministry") are templates; they are spelt out for the
states that a text names, when it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from truceline.errors import KnowledgeError
from truceline.know.matching import Entry, Index, exact, sorted_index
from truceline.know.spelling import key, sound
from truceline.shelf import data, files, rows


@dataclass(frozen=True, slots=True)
class Office:
    """A role held in an organisation (slug); `since` inclusive, `until` exclusive, ISO dates or shorter, None = open."""

    role: str
    org: str | None
    since: str | None
    until: str | None

    def on(self, day: str) -> bool:
        """Whether the office was held on an ISO day."""
        return lasts(self.since, self.until, day)


def lasts(since: str | None, until: str | None, day: str) -> bool:
    """Whether what began on one ISO day and ended before another, both perhaps shorter, None = open, was so on a day."""
    begun = (since or "")[: len(day)] <= day
    return begun and (not until or (day < until if len(until) == len(day) else day <= until + "~"))


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the gazetteer; `names` are label and aliases, `short` what is used once the full name was said.

    `since` and `until` (exclusive) bound the days on which its names mean it, where other days know another by them.
    """

    slug: str
    type: str
    label: str
    names: tuple[str, ...]
    short: tuple[str, ...] = ()
    wikidata: str | None = None
    country: str | None = None
    gender: str | None = None
    part_of: tuple[str, ...] = ()
    allied_with: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    conflicts: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def named_on(self, day: str | None) -> bool:
        """Whether its names mean it on an ISO day; on a day that nobody knows they may."""
        return day is None or lasts(self.since, self.until, day)


@dataclass(frozen=True, slots=True)
class State:
    """What else is known of a state: adjectives ("Ruritanian"), people, capital, code (ISO 3166 alpha-3).

    `without` are the endings of the institutions that it has not, unlike others ("armed-forces"); `federal` where it is a federation.
    """

    slug: str
    label: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    code: str | None
    metonyms: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    federal: bool = False


# ---------------------------------------------------------------- loading


@cache
def known() -> dict[str, Known]:
    """All rows of the gazetteer by slug, templates not spelt out."""
    return {slug: _row(slug) for slug in _rows()}


@cache
def _row(slug: str) -> Known:
    """A row of the gazetteer."""
    return _known(*_rows()[slug])


@cache
def states() -> dict[str, State]:
    """What is known of states beyond other actors, by slug."""
    out = {}
    for r, _ in _rows().values():
        if r.get("type") == "State":
            people = tuple(r.get("people") or ())
            metonyms = tuple((m["name"], m["of"]) for m in r.get("metonyms") or ())
            adjectives, code = tuple(r.get("adjectives") or ()), r.get("code")
            capital, without, federal = r.get("capital"), _several(r.get("without")), bool(r.get("federal"))
            out[r["id"]] = State(r["id"], r["label"], adjectives, people, capital, code, metonyms, without, federal)
    return out


@cache
def by_code() -> dict[str, str]:
    """State slugs by ISO 3166 alpha-3 code."""
    return {s.code: s.slug for s in states().values() if s.code}


@cache
def _rows() -> dict[str, tuple[dict[str, Any], str]]:
    """The rows of all tables by slug, each with the name of its file."""
    out: dict[str, tuple[dict[str, Any], str]] = {}
    for file in files(data("actors"), "*.jsonl"):
        for row in rows(file) if file.name != "templates.jsonl" else ():
            slug = str(row.get("id"))
            if slug in out:
                raise KnowledgeError(
                    f"{file.name}: the actor {slug!r} stands twice in data/actors/; give one of them another id."
                )
            out[slug] = row, file.name
    return out


def _known(r: dict[str, Any], file: str) -> Known:
    try:
        return Known(
            slug=r["id"],
            type=r["type"],
            label=r["label"],
            names=(r["label"], *(r.get("aliases") or ())),
            short=_several(r.get("short")),
            wikidata=r.get("wikidata") or None,
            country=r.get("country") or None,
            gender=r.get("gender") or None,
            part_of=_several(r.get("partOf")),
            allied_with=_several(r.get("alliedWith")),
            offices=tuple(Office(o["role"], o.get("org"), o.get("from"), o.get("until")) for o in r.get("roles") or ()),
            conflicts=_several(r.get("conflicts")),
            since=r.get("from"),
            until=r.get("until"),
        )
    except KeyError as e:
        raise KnowledgeError(f"{file}: the row {r.get('id') or r.get('label')!r} has no {e}.") from None


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(value or ())


# ---------------------------------------------------------------- names


@cache
def index() -> Index:
    """All spellings of the gazetteer by their first word, longest first."""
    out: dict[tuple[str, ...], dict[str, bool]] = {}
    written: dict[tuple[str, ...], str] = {}
    for slug, k, name, short in _spelt():
        slugs = out.setdefault(k, {})
        slugs[slug] = slugs.get(slug, True) and short
        if written.setdefault(k, name).isupper() and not name.isupper():
            written[k] = name
    for name, slug in metonyms():
        if k := key(name):
            out.setdefault(k, {})[slug] = False
            written.setdefault(k, name)
    return sorted_index(Entry(k, written[k], tuple(s), all(s.values())) for k, s in out.items())


def _spelt() -> Iterator[tuple[str, tuple[str, ...], str, bool]]:
    """All spellings of the gazetteer: whose it is (slug), its words, how it is written, whether it is a short form."""
    for actor in known().values():
        for several, short in ((actor.names, False), (actor.short, True)):
            yield from ((actor.slug, k, name, short) for name in several if (k := key(name)))


@cache
def metonyms() -> tuple[tuple[str, str], ...]:
    """Capitals and seats of power that stand for a state or a part of it, with the slug meant."""
    capitals = ((s.capital, s.slug) for s in states().values() if s.capital)
    return (*(m for s in states().values() for m in s.metonyms), *capitals)


@cache
def nations() -> dict[str, Index]:
    """How states are named: index by "name", "adjective", "people" and "capital"; ids are slugs."""
    out: dict[str, list[Entry]] = {"name": [], "adjective": [], "people": [], "capital": []}
    for s in states().values():
        seats = (s.capital, *(name for name, of in s.metonyms if of == s.slug))
        capital = tuple(name for name in seats if name)
        kinds = {"name": known()[s.slug].names, "adjective": s.adjectives, "people": s.people, "capital": capital}
        for kind, several in kinds.items():
            out[kind] += [Entry(k, name, (s.slug,)) for name in several if (k := key(name))]
    return {kind: sorted_index(entries) for kind, entries in out.items()}


@cache
def _templates() -> tuple[dict[str, Any], ...]:
    path = data("actors", "templates.jsonl")
    return tuple(rows(path)) if path.exists() else ()


@cache
def institutions(state: str) -> tuple[dict[str, Known], Index]:
    """The institutions of a state by slug, and the index of their names.

    An institution that has a row of its own ("Pentagon") keeps it; the names of its template lead to that row.
    """
    found: dict[str, Known] = {}
    entries: dict[tuple[str, ...], Entry] = {}
    for row in (t for t in _templates() if t["id"].partition("-")[2] not in states()[state].without):
        spelt = _spellings(row, states()[state])
        if not spelt:
            continue
        actor = _spelt_out(row, state, spelt)
        if actor.slug not in _rows():
            found[actor.slug] = actor
        for name in dict.fromkeys(chain.from_iterable(spelt)):
            if (k := key(name)) and k not in entries:
                entries[k] = Entry(k, name, (actor.slug,))
    return found, sorted_index(entries.values())


def _spellings(row: dict[str, Any], state: State) -> list[tuple[str, ...]]:
    """For each pattern of a template, one name for each adjective or name of the state."""
    names = _row(state.slug).names
    filled = (tuple(_filled(pattern, state, names)) for pattern in (row["label"], *(row.get("aliases") or ())))
    return [several for several in filled if several]


def _spelt_out(row: dict[str, Any], state: str, spelt: list[tuple[str, ...]]) -> Known:
    """A template with a state's words in its slots; its own names are the first of each pattern."""
    label, *aliases = (several[0] for several in spelt)
    filled = dict(row, id=row["id"].replace("{state}", state), label=label, aliases=aliases, country=state)
    if owner := row.get("partOf"):
        filled["partOf"] = [p.replace("{state}", state) for p in _several(owner)]
    return _known(filled, "templates.jsonl")


def _filled(pattern: str, state: State, names: tuple[str, ...]) -> Iterator[str]:
    if "{capital}" in pattern:
        if state.capital:
            yield pattern.replace("{capital}", state.capital)
    elif "{adj}" in pattern:
        for word in state.adjectives or names[:1]:
            yield pattern.replace("{adj}", word)
    elif "{state}" in pattern:
        for word in names:
            yield pattern.replace("{state}", word)


@lru_cache(maxsize=10_000)
def get(slug: str) -> Known | None:
    """A known actor by slug, institutions of states among them."""
    if slug in _rows():
        return _row(slug)
    for cut in range(len(slug), 0, -1):
        if slug[cut - 1] == "-" and slug[: cut - 1] in states():
            return institutions(slug[: cut - 1])[0].get(slug)
    return None


def lookup(name: str, near: Iterable[str] = ()) -> tuple[str, ...]:
    """The slugs a whole name can mean; `near` are the states whose institutions count too."""
    k = key(name)
    tables = (index(), *(institutions(s)[1] for s in near))
    return next((entry.ids for table in tables if (entry := exact(table, k))), ())


@cache
def _by_initial() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Persons' full names (folded words, slug) by the first sound of the family name."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for actor in known().values():
        if actor.type == "Person":
            for name in actor.names:
                words = key(name)
                if len(words) > 1:
                    out.setdefault(_consonant(words[-1]), []).append((words, actor.slug))
    return out


def _consonant(word: str) -> str:
    """The first letter, with those that transliterations change for each other as one."""
    return {"q": "k", "g": "k", "c": "k", "z": "s", "w": "v", "y": "i", "j": "i", "e": "i", "o": "u"}.get(
        word[0], word[0]
    )


def heard(name: str) -> tuple[str, ...]:
    """The slugs of persons whose full name sounds like this one (another transliteration)."""
    words = key(name)
    if len(words) < 2:
        return ()
    wanted = tuple(sound(w) for w in words)
    near = _by_initial().get(_consonant(words[-1]), ())
    found = [
        slug
        for other, slug in near
        if len(other) == len(words)
        and tuple(sound(w) for w in other) == wanted
        and all(_consonant(w) == _consonant(o) for w, o in zip(words, other, strict=True))
    ]
    return tuple(dict.fromkeys(found))


@cache
def adjectives() -> dict[str, str]:
    """State slugs by adjective (folded, one word)."""
    return {words[0]: slug for words, slug in _adjectives().items() if len(words) == 1}


@cache
def _adjectives() -> dict[tuple[str, ...], str]:
    """State slugs by the folded words of an adjective."""
    return {key(a): s.slug for s in states().values() for a in s.adjectives}


def state_at(words: Sequence[str], i: int) -> str | None:
    """The slug of the state whose adjective ends at a word, two words before one.

    Args:
        words: those of a text, folded.
        i: the position of the word.

    >>> state_at(["south", "sudanese", "rebels"], 1), state_at(["the", "sudanese"], 1), state_at(["the"], 0)
    ('south-sudan', 'sudan', None)
    """
    if words[i] not in _ends_of_adjectives():
        return None
    return _adjectives().get(tuple(words[i - 1 : i + 1])) or _adjectives().get((words[i],))


@cache
def _ends_of_adjectives() -> frozenset[str]:
    """The last words of the adjectives of states."""
    return frozenset(words[-1] for words in _adjectives())

"""An archive of any size out of the facts of our own dispatches, which grows as archives of news do.

Days are shifted over four years. Letters of a text are exchanged, for every article in another way; one article in ten is
printed a second time. Every two hundred articles tell of another war, with lands, towns, truces and people of its own, who
come back in its articles. Those whom the gazetteer binds to no war are the same in all of them, as great powers are; of the
people who are no party to the war two in three stand in one article alone, as new names keep coming. Words of names are drawn
from those that the gazetteer has, as often as they stand there: some people, and more bodies, have namesakes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from truceline.extract import extract
from truceline.know import actors, places
from truceline.know.spelling import slug
from truceline.model import BASE, Actor, Article, Ceasefire, Facts, Place
from truceline.read import read_all

ROOT = Path(__file__).resolve().parent.parent
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset(["the", "for", "and"])
_LETTERS = "bcdfgklmnprstvz"
_SPAN = 1500
"""Days over which the articles are spread."""

_WAR = 200
"""Articles of one war."""

_PRINTED_AGAIN = 10
"""One article in so many repeats one of its war."""

_PASSING = frozenset(["Person", "NonGovernmentalOrganization", "MediaOrganization"])
"""Sorts of actors of whom two in three stand in one article alone."""


def seeds() -> list[Facts]:
    """The facts of our dispatches."""
    return [extract(a) for a in read_all([str(ROOT / "data" / "dispatches")]) if isinstance(a, Article)]


def pile(known: list[Facts], first: int, last: int) -> Iterator[Facts]:
    """The articles of these numbers, each with its own days, words and actors."""
    return (varied(known[n % len(known)], n, len(known)) for n in range(first, last))


def varied(facts: Facts, n: int, makes: int = 22) -> Facts:
    """Another article of the same make: days shifted, letters exchanged, the names of its war; one in ten is an earlier one again."""
    like = n - makes if n % _PRINTED_AGAIN == 0 and n % _WAR >= makes else n
    war = n // _WAR if n < 1_000_000 else 0
    text = _letters(facts, like, war, n)
    moved: Facts = _moved(facts, timedelta(days=(like * 7919) % _SPAN), text)
    article = replace(
        moved.article, id=f"{facts.article.id}-{n}", text=text, hash=sha256(text.encode()).hexdigest(), url=None
    )
    named = replace(moved, article=article)
    return _renamed(named, _Names(facts, article, like, war))


def _letters(facts: Facts, like: int, war: int, n: int) -> str:
    """The text with letters exchanged: another language of the same lengths for each article, but names as the war has them."""
    text = facts.article.text
    kept = list(text.translate(_table(f"article {like}")))
    for name in (*facts.notes.mentions, *facts.notes.places):
        words = text[name.start : name.end]
        kept[name.start : name.end] = words.translate(_table(f"war {war}")) if war else words
    tail = f"{n:08d}"
    return "".join(kept[: -len(tail) - 1]) + tail + kept[-1]


@lru_cache(maxsize=1000)
def _table(salt: str) -> dict[int, int]:
    """Which letter stands for which."""
    other = list(_LETTERS)
    Random(salt).shuffle(other)
    return str.maketrans(_LETTERS, "".join(other))


def _moved(value: Any, by: timedelta, text: str) -> Any:
    """A value with its days shifted and its words taken from another text."""
    if isinstance(value, datetime | date):
        return value + by
    if isinstance(value, str):
        return _DAY.sub(lambda m: (date.fromisoformat(m[0]) + by).isoformat(), value)
    if isinstance(value, tuple):
        return tuple(_moved(v, by, text) for v in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    made = replace(
        value, **{f.name: _moved(getattr(value, f.name), by, text) for f in fields(value) if f.name != "text"}
    )
    if hasattr(made, "text") and hasattr(made, "start"):
        return replace(made, text=text[made.start : made.end])
    return made


class _Names:
    """What things are called in an article of a war: `actors` gives IRIs another IRI, `salt` what the words of a name hang on."""

    def __init__(self, facts: Facts, article: Article, like: int, war: int) -> None:
        self.old, self.new, self.war = facts.article.iri, article.iri, war
        self.salt: dict[str, str] = {}
        self.actors = {a.iri: a.iri for a in facts.notes.actors if not a.iri.startswith(self.old)}
        home = _home(facts)
        for actor in facts.notes.actors:
            if salt := self._salt(actor, home, like):
                self.salt[actor.iri] = salt
                self.actors[actor.iri] = BASE + slug(_name(actor.label, salt))

    def _salt(self, actor: Actor, home: str, like: int) -> str:
        """What the words of an actor's name hang on; nothing where he bears his own."""
        kept = actors.get(actor.iri.removeprefix(BASE))
        if kept and not kept.conflicts and home not in (kept.slug, kept.country):
            return ""
        if actor.type in _PASSING and _number(actor.iri) % 3:
            return f"article {like}"
        return f"war {self.war}" if self.war else ""

    def iri(self, iri: str) -> str:
        """The IRI of a thing in this article."""
        if iri.startswith(self.old):
            return iri.replace(self.old, self.new)
        if iri.startswith(f"{BASE}place/"):
            return elsewhere(iri, self.war)
        return self.actors.get(iri) or (f"{iri}-w{self.war}" if self.war and iri.startswith(BASE) else iri)

    def actor(self, actor: Actor) -> Actor:
        """An actor under the names that he has here."""
        salt = self.salt.get(actor.iri, "")
        aliases = tuple(_name(a, salt) for a in actor.aliases) if salt else actor.aliases
        return replace(actor, label=_name(actor.label, salt) if salt else actor.label, aliases=aliases)


def _home(facts: Facts) -> str:
    """The war to which most actors of an article are bound, which bears the name of its land."""
    found = (actors.get(a.iri.removeprefix(BASE)) for a in facts.notes.actors)
    wars = Counter(war for k in found if k for war in k.conflicts)
    return wars.most_common(1)[0][0] if wars else ""


def _renamed(facts: Facts, names: _Names) -> Facts:
    """Things that bear the name of the article bear that of the new one; those of another war have names of their own."""

    def named(value: Any) -> Any:
        if isinstance(value, str):
            return names.iri(value)
        if isinstance(value, tuple):
            return tuple(named(v) for v in value)
        if isinstance(value, Place) and (site := places.by_iri(elsewhere(value.place, names.war))):
            chain = tuple(s.iri for s in places.within(site))
            return replace(
                value, place=site.iri, label=site.name, lat=site.lat, long=site.long, kind=site.kind, within=chain
            )
        if isinstance(value, Actor):
            value = names.actor(value)
        if isinstance(value, Ceasefire) and names.war:
            value = replace(value, label=f"{value.label} {names.war}")
        if is_dataclass(value) and not isinstance(value, Article | type):
            return replace(value, **{f.name: named(getattr(value, f.name)) for f in fields(value)})
        return value

    done: Facts = named(facts)
    return done


def _name(name: str, salt: str) -> str:
    """Another name of as many words, the same wherever the salt is the same; small words stay."""
    return _WORD.sub(lambda m: m[0] if m[0].lower() in _SMALL else _word(m[0], salt), name)


def _word(word: str, salt: str) -> str:
    pool = _pool()
    other = pool[_number(f"{salt} {word.lower()}") % len(pool)]
    return other.upper() if word.isupper() else other


def _number(text: str) -> int:
    return int(sha256(text.encode()).hexdigest()[:15], 16)


@cache
def _pool() -> tuple[str, ...]:
    """The words of all names of the gazetteer, each as often as it stands there."""
    return tuple(w for k in actors.known().values() for w in _WORD.findall(k.label) if w.lower() not in _SMALL)


@cache
def _lands() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lands with their towns, as IRIs."""
    towns: dict[str, list[str]] = {}
    for code, ids in places.by_country().items():
        towns[code] = [s.iri for n in ids if (s := places.site(str(n))).kind == "settlement"]
    return tuple(
        (places.countries()[c].iri, tuple(t))
        for c, t in sorted(towns.items())
        if c in places.countries() and len(t) > 20
    )


def elsewhere(iri: str, war: int) -> str:
    """The place of another war that takes the part of one of ours; seas stay."""
    site = places.by_iri(iri)
    if not war or (site is not None and not site.country):
        return iri
    if site is None:
        return f"{iri}-w{war}"
    home = places.countries()[site.country].iri
    lands = _lands()
    first = next((n for n, (land, _) in enumerate(lands) if land == home), 0)
    land, towns = lands[(first + war) % len(lands)]
    return land if iri == home else towns[int(sha256(iri.encode()).hexdigest(), 16) % len(towns)]

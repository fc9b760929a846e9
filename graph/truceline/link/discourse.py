"""The actors of one article while it is read: who they are, what was said of them, where they were last named."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from truceline.analysis.article import Analysis
from truceline.analysis.reports import reports
from truceline.analysis.tree import Tree
from truceline.find.mentions.actors.nominals import head_token
from truceline.find.mentions.actors.offices import orgs_in
from truceline.know import actors
from truceline.know.actors import Known, lasts
from truceline.know.gazetteer import Look
from truceline.know.nouns import sex_of
from truceline.know.spelling import fold, key, person_slug, slug
from truceline.model import BASE, Actor, Claim, Mention, Notes


@dataclass(slots=True)
class Entity:
    """An actor of the article; `at` are the positions of its mentions, `nouns` the head nouns that described it."""

    iri: str
    type: str
    label: str
    known: Known | None = None
    sex: str = ""
    country: str | None = None
    names: dict[str, None] = field(default_factory=dict)
    offices: list[tuple[str, str | None]] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    at: list[int] = field(default_factory=list)
    owner: str | None = None

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]


_NEAR = 40
"""Mentions looked back over for one that reaches into a stretch of text."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention was linked to and why."""

    entity: Entity | None
    reason: str
    score: float
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Soil:
    """Whose soil the places of an article are: the sentence and the state of each that is no venue; how often each state is named there, as ground and as a power; the states of the places that open a line."""

    told: tuple[tuple[int, str], ...]
    often: Counter[str]
    opening: tuple[str, ...]


@dataclass(slots=True)
class Book:
    """All that linking knows while it goes through one article; `trail` are the features of the candidates of each
    mention that is chosen by fitted weights, `day` is that of publication (ISO)."""

    parsed: Analysis
    notes: Notes
    tree: Tree
    seen: Look
    entities: dict[str, Entity] = field(default_factory=dict)
    links: list[Link | None] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    claims: dict[int, list[Claim]] = field(default_factory=dict)
    trail: dict[tuple[str, int], dict[int | str, dict[str, float]]] = field(default_factory=dict)
    begins: list[int] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)
    soil: Soil | None = None
    day: str | None = None

    @property
    def text(self) -> str:
        """The article's text."""
        return self.parsed.article.text

    def __post_init__(self) -> None:
        published = self.parsed.article.published
        self.day = published.isoformat()[:10] if published else None
        for m in self.notes.mentions:
            head = head_token(self.tree, m) if (m.rule or "").startswith("noun:") else _root(self.tree, m)
            self.heads.append(head)
            self.sentences.append(self.parsed.sentence_at(m.start))
            self.quoted.append(self.parsed.in_quotes(m.start))
            self.starts.append(m.start)
        for claim in self.notes.claims:
            first = self.parsed.sentence_at(claim.content[0].start)
            for n in range(first, self.parsed.sentence_at(claim.content[-1].end - 1) + 1):
                self.claims.setdefault(n, []).append(claim)
        self.links = [None] * len(self.notes.mentions)
        self.begins = reports(self.parsed, self.notes.places)
        ends = [*self.begins, len(self.text)]
        of = (bisect.bisect_right(self.begins, start) for start in self.starts)
        self.stretches = [(self.begins[k - 1], ends[k]) for k in of]

    def away(self, n: int, k: int) -> int:
        """Sentences between mention `n` and one before it or in its sentence; who is said to speak a quotation of several sentences stands where it opens."""
        here, there = self.sentences[n], self.sentences[k]
        spoken = (
            c.content[0].start for c in self.claims.get(here, ()) if c.speaker and c.speaker.start == self.starts[n]
        )
        opens = self.parsed.sentence_at(min(spoken, default=self.starts[n]))
        return min(opens, here) - there if there < opens else abs(here - there)

    def report(self, n: int) -> tuple[int, int]:
        """The stretch of the report in which mention `n` stands; all of the text, where it is one report."""
        return self.stretches[n]

    def known(self, actor_slug: str) -> Entity | None:
        """The entity of a known actor, made when first asked; of one of this article that goes by that slug."""
        if entity := self.entities.get(BASE + actor_slug) or self.entities.get(self._own_iri(actor_slug)):
            return entity
        actor = actors.get(actor_slug)
        if actor is None:
            return None
        sex = {"m": "male", "f": "female"}.get((actor.gender or "")[:1].lower(), "")
        made = Entity(BASE + actor.slug, actor.type, actor.label, actor, sex, home(actor))
        made.offices = [(o.role, o.org) for o in actor.offices if self._now(o.since, o.until)]
        self.entities[made.iri] = made
        return made

    def _now(self, since: str | None, until: str | None) -> bool:
        return self.day is not None and lasts(since, until, self.day)

    def on_duty(self, actor: Known) -> bool:
        """Whether a known person holds some office on the day of the article."""
        return any(self._now(o.since, o.until) for o in actor.offices)

    def named(self, name: str, kind: str) -> Entity:
        """The entity of an unknown actor by its full name: the same IRI in every article."""
        iri = BASE + (person_slug(name) if kind == "Person" else slug(name))
        if iri not in self.entities:
            if (known := actors.get(slug(name))) and known.type == kind:
                return self.known(known.slug) or Entity(iri, kind, name)
            sex = sex_of(name) if kind == "Person" else ""
            self.entities[iri] = Entity(iri, kind, name, None, sex)
        return self.entities[iri]

    def own(self, label: str, kind: str) -> Entity:
        """The entity of a group or person that only this article knows."""
        iri = self._own_iri(slug(label))
        if iri not in self.entities:
            self.entities[iri] = Entity(iri, kind, label)
        return self.entities[iri]

    def _own_iri(self, actor_slug: str) -> str:
        """The IRI of an actor that only this article knows."""
        return f"{self.parsed.article.iri}/actor/{actor_slug}"

    def put(self, n: int, link: Link) -> None:
        """Links mention `n`."""
        self.links[n] = link
        if link.entity is not None:
            link.entity.at.append(n)
            m = self.notes.mentions[n]
            if m.head == "name":
                link.entity.names.setdefault(m.text)

    def aside(self, n: int) -> bool:
        """Whether mention `n` stands outside the news (in a credit)."""
        return not self.parsed.sentences[self.sentences[n]].content

    def over(self, start: int, end: int) -> list[int]:
        """The mentions that share a character with a stretch of text."""
        last = bisect.bisect_left(self.starts, end)
        return [n for n in range(max(0, last - _NEAR), last) if self.notes.mentions[n].end > start]

    def mention(self, n: int) -> Mention:
        """Mention `n`."""
        return self.notes.mentions[n]

    def entity(self, n: int) -> Entity | None:
        """What mention `n` was linked to."""
        link = self.links[n]
        return link.entity if link else None

    def inner(self, n: int) -> list[int]:
        """The mentions inside mention `n`."""
        m, out = self.mention(n), []
        for k in range(n + 1, len(self.notes.mentions)):
            other = self.mention(k)
            if other.start >= m.end:
                break
            if other.end <= m.end:
                out.append(k)
        for k in range(n - 1, -1, -1):
            other = self.mention(k)
            if other.start < m.start:
                break
            if other.end <= m.end:
                out.append(k)
        return out

    def actors(self, named: Iterable[str] = ()) -> tuple[Actor, ...]:
        """All actors that are meant somewhere, in the order in which they come up; then those `named` known ones that no mention
        means ("*Ruritanian* air raids")."""
        used = [e for e in self.entities.values() if e.at]
        first = sorted(used, key=lambda e: (min(e.at), e.iri))
        meant = {e.iri for e in first}
        rest = (self.known(iri.removeprefix(BASE)) for iri in dict.fromkeys(named) if iri not in meant)
        return tuple(_actor(e) for e in (*first, *(e for e in rest if e is not None)))


def _root(tree: Tree, m: Mention) -> int:
    """The token of a mention on which the others hang: the last one whose head lies outside."""
    first, last = tree.at(m.start), tree.at(m.end - 1)
    outer = [i for i in range(first, last + 1) if not first <= tree.head[i] <= last or tree.head[i] == i]
    nominal = [i for i in outer if tree.pos[i] in ("PROPN", "NOUN", "PRON")]
    return (nominal or outer or [last])[-1]


def _actor(e: Entity) -> Actor:
    aliases = [*(e.known.names if e.known else ()), *e.names]
    others = tuple(dict.fromkeys(a for a in aliases if a != e.label))
    if e.known is None:
        owner = (BASE + e.owner,) if e.owner else ()
        return Actor(e.iri, e.type, e.label, others, part_of=owner)
    part_of = tuple(BASE + p for p in e.known.part_of)
    allied = tuple(BASE + p for p in e.known.allied_with)
    return Actor(e.iri, e.type, e.label, others, e.known.wikidata, part_of, allied, known=True)


def home(actor: Known) -> str | None:
    """The slug of the state an actor belongs to."""
    if actor.type == "State":
        return actor.slug
    country = actor.country
    if not country:
        return None
    return country if country in actors.states() else actors.by_code().get(country)


@lru_cache(maxsize=10_000)
def bare(name: str) -> tuple[str, ...]:
    """The folded words of a name without article.

    >>> bare("the Example Front")
    ('example', 'front')
    """
    words = key(name)
    return words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words


@lru_cache(maxsize=10_000)
def head_word(name: str) -> str:
    """The folded noun that heads a body's name: its last word, or the one before the first "of", "for", "on" or "to".

    >>> head_word("Commission on Example Rights"), head_word("Example Court")
    ('commission', 'court')
    """
    words = bare(name)
    return next((w for w, after in pairwise(words) if after in _OF), words[-1] if words else "")


_OF = frozenset({"of", "for", "on", "to", "in"})


def orgs_within(book: Book, m: Mention) -> list[str]:
    """The states and organisations that the words of a mention name, as slugs."""
    first = bisect.bisect_left(book.seen.words, m.start, key=lambda w: w.start)
    last = bisect.bisect_left(book.seen.words, m.end, key=lambda w: w.start)
    return orgs_in(book.text, book.seen, first, last)


def surname(name: str) -> str:
    """The folded family name of a full name: its last word."""
    words = key(name)
    return words[-1] if words else fold(name)

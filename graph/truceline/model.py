"""The values everything is made of: frozen, comparable, free of any parser or RDF library.

Offsets are Unicode code points into `Article.text`, end exclusive. Instants are aware datetimes in UTC; intervals
include their begin and exclude their end; ``None`` is open or unknown. Items point at each other by position
(`mention`, `place`, `time`: index into the tuple of that name) or by id (`"e1"` events, `"c1"` claims, `"f1"` figures,
`"t1"` ceasefires). Terms of the vocabulary are written without prefix (`"accused"` for `tl:accused`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from truceline.shown import Shown

OUTLET = "outlet"
"""The speaker of what an article says in its own voice."""

BASE = "https://w3id.org/truceline/id/"
"""Where actors, places and articles live."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves.

        >>> Span(4, 9).of("the truce holds")
        'truce'
        """
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


# ---------------------------------------------------------------- articles

NEWS_YEARS = range(1600, 3000)
"""Years in which news was or may be published; 0001 and 9999 are what programs write for "unknown"."""


def news_day(day: date | datetime | None) -> date | datetime | None:
    """A day on which news can have been published; what programs write for an unknown day is no day.

    >>> news_day(date(2016, 5, 3)), news_day(date(9999, 12, 31))
    (datetime.date(2016, 5, 3), None)
    """
    return day if day and day.year in NEWS_YEARS else None


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of an article and what it is.

    `kind`: title, heading, body, caption, byline, dateline, credit, agency, link, furniture. Title, heading, body and
    caption carry facts; the others only say where the text comes from.
    """

    start: int
    end: int
    kind: str = "body"

    @property
    def content(self) -> bool:
        """Whether facts are looked for here."""
        return self.kind in {"title", "heading", "body", "caption"}


@dataclass(frozen=True, slots=True, repr=False)
class Article(Shown):
    """A news text as it was kept (NFC), and what is known about it.

    `published` is a date, or an aware datetime when the clock time is known; ``None`` when nobody said. `id` is the
    caller's name for it (JSONL `id`, file name); the IRI comes from `hash`, the sha256 of the text.
    """

    id: str
    text: str
    hash: str
    published: date | datetime | None = None
    title: str | None = None
    url: str | None = None
    byline: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    language: str = "en"
    blocks: tuple[Block, ...] = ()

    @property
    def iri(self) -> str:
        """The article's IRI, the same for the same text."""
        return f"{BASE}article/{self.hash[:16]}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `content` is false in bylines, credits and navigation."""

    start: int
    end: int
    content: bool = True


# ---------------------------------------------------------------- time


@dataclass(frozen=True, slots=True)
class When:
    """The four time stamps of something that happens or holds (SEM), with EDTF and the words."""

    earliest_begin: datetime | None = None
    latest_begin: datetime | None = None
    earliest_end: datetime | None = None
    latest_end: datetime | None = None
    edtf: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Time(Shown):
    """A temporal expression: TIMEX3 `type`, `value`, `mod`; the interval it stands for; its EDTF.

    `anchor` is the signal word before it ("since", "until", "by", "from", "between", …); `scope_begin`/`scope_end` is
    the interval that the signal makes of it ("since April 22": begin of April 22, open). `reference` tells what it was
    counted from: "publication", "saying", "text" (an earlier date), "calendar" (absolute), or ``None`` (unresolved).
    """

    start: int
    end: int
    text: str
    type: str
    value: str | None = None
    mod: str | None = None
    begin: datetime | None = None
    end_: datetime | None = None
    edtf: str | None = None
    anchor: str | None = None
    scope_begin: datetime | None = None
    scope_end: datetime | None = None
    zone: str | None = None
    reference: str | None = None
    rule: str | None = None
    confidence: float = 1.0


# ---------------------------------------------------------------- who and where


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, nominal or pronoun for an actor; `actor` is an IRI once it is known who is meant.

    `head`: name, nominal, pronoun. `reason` and `score` say why it was linked ("gazetteer", "surname", "role", "he");
    `members` are the actors of a plural mention ("they", "the two sides").
    """

    start: int
    end: int
    text: str
    type: str
    head: str
    actor: str | None = None
    members: tuple[str, ...] = ()
    reason: str | None = None
    score: float = 1.0
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can act, speak or suffer. `iri` is one for the same real thing across articles."""

    iri: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    part_of: tuple[str, ...] = ()
    allied_with: tuple[str, ...] = ()
    possibly_same_as: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function seen in the text: `actor` holds `role` in `organization` (IRIs), attested, not eternal."""

    actor: str
    role: str
    organization: str | None
    start: int
    end: int
    sentence: int
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text; `place` is its IRI, `within` the IRIs of region and country, smallest first."""

    start: int
    end: int
    text: str
    place: str
    label: str
    lat: float | None = None
    long: float | None = None
    kind: str = "settlement"
    within: tuple[str, ...] = ()
    head: str = "name"
    rule: str | None = None
    confidence: float = 1.0


# ---------------------------------------------------------------- what happened, who says so


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody's part in an event: `role`, the mention it was read from, the actor meant.

    `claim` is the id of the claim that names this participant when only somebody's claim does.
    """

    role: str
    mention: int | None = None
    actor: str | None = None
    span: Span | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening or standing relation: it only describes; claims give it standing."""

    id: str
    kind: str
    plover: str | None
    trigger: Span
    sentence: int
    factuality: str = "happened"
    participants: tuple[Participant, ...] = ()
    place: int | None = None
    time: int | None = None
    when: When | None = None
    ceasefire: str | None = None
    part_of: str | None = None
    mentions: tuple[Span, ...] = ()
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim(Shown):
    """Who says what: speaker, reporting cue, exact content, stance.

    `speaker` is the span of the words for the speaker (``None`` for the outlet's own voice or an unnamed one), `actor` the IRI, or
    ``OUTLET``. `about` holds ids of events, figures, ceasefires or claims. `time` and `place` are those of the saying.
    `answers` are the words before it that a content such as "it" or "the charge" points back to.
    """

    id: str
    speaker: Span | None
    actor: str | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: str
    sentence: int
    plover: str | None = None
    addressee: str | None = None
    addressee_span: Span | None = None
    quotation: str = "indirect"
    about: tuple[str, ...] = ()
    time: int | None = None
    place: int | None = None
    when: When | None = None
    answers: tuple[Span, ...] = ()
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A casualty figure with its bounds, category, population, window, place and source."""

    id: str
    start: int
    end: int
    text: str
    sentence: int
    category: str
    population: str
    lower: int | None = None
    upper: int | None = None
    approx: int | None = None
    exact: int | None = None
    vague: bool = False
    subset_of: str | None = None
    window: When | None = None
    place: int | None = None
    event: str | None = None
    claim: str | None = None
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Party:
    """How an actor stands to a ceasefire: party, notParty, excluded, broker, guarantor, monitor."""

    actor: str | None
    status: str
    mention: int | None = None
    sentence: int = 0
    evidence: Span | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A state in the life of a ceasefire: proposed, declared, inForce, fraying, extended, suspended, violated, ended.

    `lasts` is the told length, as a TIMEX3 duration ("P2W"): of the truce, or of an extension.
    """

    state: str
    sentence: int
    evidence: Span | None = None
    when: When | None = None
    covers: tuple[int, ...] = ()
    claim: str | None = None
    lasts: str | None = None


@dataclass(frozen=True, slots=True)
class Ceasefire:
    """A truce as the article tells it. `iri` is the same across articles when it is the same truce.

    `began` is the ISO day it began, when the text says; `country` the IRI of the country it is about; `related` pairs
    ("extends" | "renews" | "partOf" | "relatedTo", id of another ceasefire of the article). `implied` are the IRIs of the
    countries in which it must hold because of its sides, where the article names no place; `condition` the words of the
    condition on which it was offered; `scope` what alone is spared, where it is limited (energy, sea, air, heavyWeapons).
    """

    id: str
    label: str
    iri: str | None = None
    began: str | None = None
    country: str | None = None
    side: str | None = None
    purpose: str | None = None
    parties: tuple[Party, ...] = ()
    states: tuple[State, ...] = ()
    covers: tuple[int, ...] = ()
    mentions: tuple[Span, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    implied: tuple[str, ...] = ()
    condition: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """What the finders have written down so far; every finder returns a new one."""

    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    ceasefires: tuple[Ceasefire, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Facts(Shown):
    """All that one article says, each item hanging on a claim: what `truceline annotate` prints and the graph keeps."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    notes: Notes = field(default_factory=Notes)
    warnings: tuple[str, ...] = ()

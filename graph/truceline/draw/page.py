"""The values a page is made of: nodes, edges, rows, tellings. Plain data, ready for JSON and for the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.draw.relations import Relation
    from truceline.draw.story import Story


@dataclass(frozen=True, slots=True)
class Source:
    """An article that rows are told in."""

    title: str
    outlet: str
    published: str
    byline: str = ""
    agencies: str = ""
    url: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence, in code points from its begin: the words for the fact (`core`), or for its parts."""

    start: int
    end: int
    core: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim behind a row: who says it, how, in which sentence.

    `own` is the outlet's own voice. `against` is true where the claim denies, rejects or doubts. `via` are those who
    pass the claim on, nearest first. `source` is the number of the article, `at` the sentence's offsets in its text.
    """

    speaker: str
    speaker_iri: str
    own: bool
    stance: str
    against: bool
    sentence: str
    marks: tuple[Mark, ...]
    source: int
    at: tuple[int, int]
    claim: str
    cue: str = ""
    quotation: str = ""
    said: str = ""
    via: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: an event, a state of a ceasefire, how an actor stands to one, or a figure.

    `begin` and `end` are ISO instants (UTC, end exclusive), empty where open or unknown; what has no end is told up to
    the day `until`; `exact` says that both are known to the day; `words` are the article's words for the time. `actors`, `place`, `ceasefire` are IRIs. `conflicts`
    are the ids of figures that cannot be true beside this one; `low` and `high` are what a figure says at least and at most,
    `score` how much an event or a state matters, as `truceline timeline --top` ranks them; `alone` are the actors whose part
    in what an outlet tells is only claimed.
    """

    id: str
    iri: str
    layer: str
    kind: str
    kind_words: str
    what: str
    told: tuple[Telling, ...]
    actors: tuple[str, ...] = ()
    place: str = ""
    ceasefire: str = ""
    begin: str = ""
    end: str = ""
    until: str = ""
    exact: bool = False
    words: str = ""
    edtf: str = ""
    factuality: str = ""
    conflicts: tuple[str, ...] = ()
    event: str = ""
    rule: str = ""
    confidence: float = 1.0
    low: int | None = None
    high: int | None = None
    score: float = 0.0
    alone: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether somebody speaks against it or gives another figure."""
        return bool(self.conflicts) or any(t.against for t in self.told)

    @property
    def own(self) -> bool:
        """Whether an outlet says it in its own voice."""
        return any(t.own for t in self.told)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(t.speaker for t in self.told))

    @property
    def least(self) -> int:
        """What a figure says at least, else at most."""
        return self.low if self.low is not None else self.high or 0

    @property
    def published(self) -> tuple[int, ...]:
        """The numbers of the articles that tell it."""
        return tuple(sorted({t.source for t in self.told}))


@dataclass(frozen=True, slots=True)
class Ref:
    """One telling of a row: the row's id and the telling's number, from 0."""

    row: str
    telling: int = 0

    def __str__(self) -> str:
        return f"{self.row}.{self.telling}"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a verdict with the tellings behind them; `sort` as in `ask.verdict_text.Part`."""

    text: str
    sort: str = ""
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Days with one answer of `truceline status` for a ceasefire: `begin` is the first, `end` the day after the last.

    `answer` and `state` are its words, `refs` the tellings it rests on; `since` is the begin in words and `until` an ISO day, empty where not told;
    `by` says that it was over by `until` at the latest.
    """

    begin: date
    end: date
    answer: str
    state: str
    refs: tuple[Ref, ...]
    since: str = ""
    until: str = ""
    by: bool = False

    @property
    def ended(self) -> date:
        """The day that is told for its end, else the first day of these, where the ceasefire is over."""
        return date.fromisoformat(self.until) if self.until and not self.by else self.begin

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the facts it rests on."""
        return tuple(dict.fromkeys(r.row for r in self.refs))


@dataclass(frozen=True, slots=True)
class Life:
    """All the answers for a ceasefire, in the order of time."""

    ceasefire: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name: an actor, a place, a ceasefire; `inside` are the names of what a place lies in."""

    iri: str
    label: str
    type: str
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; `count` is how many rows lie there, `attacks` how many of them are violence."""

    iri: str
    label: str
    lat: float
    long: float
    count: int
    attacks: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph: `type` decides shape and colour, `weight` is how many claims stand behind it.

    `rows` are the ids of the facts it takes part in. `x`, `y` is its place among all nodes, `main` its place in the
    overview of a large graph; a node without a place is not drawn until somebody asks for it.
    """

    id: str
    iri: str
    label: str
    type: str
    weight: int
    rows: tuple[str, ...]
    x: float | None = None
    y: float | None = None
    main: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: `own` where an outlet says it in its own voice (drawn solid), else somebody's claim (dashed)."""

    source: str
    target: str
    word: str
    own: bool
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of a page; `only` says in words what it was narrowed to."""

    title: str
    kicker: str
    standfirst: str
    sources: tuple[Source, ...] = ()
    rows: tuple[Row, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    names: tuple[Named, ...] = ()
    spots: tuple[Spot, ...] = ()
    stories: tuple[Story, ...] = ()
    relations: tuple[Relation, ...] = ()
    only: str = ""

    def label(self, iri: str) -> str:
        """The name of a thing that a row points to."""
        return next((n.label for n in self.names if n.iri == iri), iri.rsplit("/", 1)[-1].replace("-", " "))

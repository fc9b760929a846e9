"""The values a page is made of: nodes, edges, rows, tellings. Plain data, ready for JSON and for the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
    are the ids of figures that cannot be true beside this one.
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

    @property
    def disputed(self) -> bool:
        """Whether somebody speaks against it or gives another figure."""
        return bool(self.conflicts) or any(t.against for t in self.told)

    @property
    def own(self) -> bool:
        """Whether an outlet says it in its own voice."""
        return any(t.own for t in self.told)

    @property
    def published(self) -> tuple[int, ...]:
        """The numbers of the articles that tell it."""
        return tuple(sorted({t.source for t in self.told}))


@dataclass(frozen=True, slots=True)
class Held:
    """Days with one answer of `truceline status` for a ceasefire: `begin` is the first, `end` the day after the last.

    `answer` and `state` are its words, `rows` the facts it rests on; `since` and `until` ISO days, empty where not told;
    `by` says that it was over by `until` at the latest.
    """

    begin: date
    end: date
    answer: str
    state: str
    rows: tuple[str, ...]
    since: str = ""
    until: str = ""
    by: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """All the answers for a ceasefire, in the order of time."""

    ceasefire: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name: an actor, a place, a ceasefire."""

    iri: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; `count` is how many rows lie there."""

    iri: str
    label: str
    lat: float
    long: float
    count: int


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
    lives: tuple[Life, ...] = ()
    only: str = ""

    def label(self, iri: str) -> str:
        """The name of a thing that a row points to."""
        return next((n.label for n in self.names if n.iri == iri), iri.rsplit("/", 1)[-1].replace("-", " "))

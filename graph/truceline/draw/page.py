"""The values a page is made of: nodes, edges, rows, tellings. Plain data, ready for JSON and for the template."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class Telling:
    """One claim behind a row: who says it, how, in which sentence; `mark` is the fact's place in the sentence.

    `own` is the outlet's own voice. `against` is true where the claim denies, rejects or doubts.
    """

    speaker: str
    own: bool
    stance: str
    sentence: str
    mark: tuple[int, int]
    source: int
    cue: str = ""
    quotation: str = ""
    said: str = ""
    against: bool = False
    claim: str = ""
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: an event, a state or party link of a ceasefire, or a figure.

    `begin` and `end` are ISO instants (UTC, end exclusive) or empty; `exact` says that both ends are known to the day;
    `words` are the words for the time. `nodes` are ids of graph nodes that the row touches.
    """

    id: str
    layer: str
    kind: str
    what: str
    actors: tuple[str, ...]
    place: str
    begin: str
    end: str
    exact: bool
    words: str
    edtf: str
    factuality: str
    told: tuple[Telling, ...]
    iri: str
    ceasefire: str = ""
    conflicts: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    figure: str = ""
    published: str = ""
    source: int = 0

    @property
    def disputed(self) -> bool:
        """Whether somebody denies it or gives another figure."""
        return bool(self.conflicts) or any(t.against for t in self.told)

    @property
    def own(self) -> bool:
        """Whether an outlet says it in its own voice."""
        return any(t.own for t in self.told)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph: `type` decides shape and colour, `weight` is how many claims stand behind it."""

    id: str
    iri: str
    label: str
    type: str
    weight: int
    rows: tuple[str, ...]
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: `own` where an outlet says it in its own voice (drawn solid), else somebody's claim (dashed)."""

    id: str
    source: str
    target: str
    word: str
    own: bool
    row: str


@dataclass(frozen=True, slots=True)
class Page:
    """All of a page."""

    title: str
    period: str
    sources: tuple[Source, ...] = ()
    rows: tuple[Row, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    places: tuple[tuple[str, float, float, int], ...] = ()
    total_nodes: int = 0
    names: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

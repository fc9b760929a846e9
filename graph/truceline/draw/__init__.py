"""The page people open: one self-contained HTML file with graph, timeline, evidence and the table of all facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from truceline.errors import TrucelineError
from truceline.model import Facts

if TYPE_CHECKING:
    from truceline.ask.graph_view import GraphView
    from truceline.draw.page import Page

__all__ = ["VIEWS", "Wanted", "composed", "draw"]

VIEWS = ("graph", "timeline", "map")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is drawn: views, heading, and the filters of `truceline timeline` as people type them."""

    views: tuple[str, ...] = ("graph", "timeline")
    title: str | None = None
    filters: Mapping[str, str | date | None] = field(default_factory=dict)


def draw(book: GraphView, facts: Sequence[Facts], wanted: Wanted | None = None) -> str:
    """The page as HTML text; the same graph gives the same bytes.

    Args:
        book: the graph.
        facts: of its articles, for where in its sentence each thing stands.
        wanted: views, title and filters.

    Raises:
        TrucelineError: an unknown view, or a filter that nothing in the graph goes by.
    """
    from truceline.draw.render import render

    wanted = wanted or Wanted()
    wrong = [v for v in wanted.views if v not in VIEWS]
    if wrong or not wanted.views:
        raise TrucelineError(f"There is no view {(wrong or [''])[0]!r}; views are {', '.join(VIEWS)}.")
    return render(composed(book, facts, wanted), frozenset(wanted.views))


def composed(book: GraphView, facts: Sequence[Facts], wanted: Wanted | None = None) -> Page:
    """All of a page as plain values: rows, nodes with positions, edges, places, and what its heading says."""
    from truceline.draw.compose import compose

    wanted = wanted or Wanted()
    return compose(book, facts, wanted.filters, wanted.title, "graph" in wanted.views)

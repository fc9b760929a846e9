"""Questions to a graph: named queries, SPARQL, and typed answers about truces, events, claims and figures."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truceline.ask.engine import run
    from truceline.ask.formats import answer
    from truceline.ask.isolated import Limits
    from truceline.ask.queries import Query, listing, shipped

__all__ = ["Limits", "Query", "answer", "listing", "run", "shipped"]

_HOME = {
    "Limits": "isolated",
    "run": "engine",
    "answer": "formats",
    "Query": "queries",
    "listing": "queries",
    "shipped": "queries",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'truceline.ask' has no attribute {name!r}")
    return getattr(import_module(f"truceline.ask.{_HOME[name]}"), name)

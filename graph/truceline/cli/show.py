"""Opens graphs, prints answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from truceline.graph import Graph


def opened(kg: str) -> Graph:
    """The graph in a folder."""
    from truceline.graph import Graph

    return Graph.open(kg)


def show(answer: Any, as_json: bool) -> None:
    """Prints an answer: its table for people, its JSON for machines."""
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if as_json else str(answer))

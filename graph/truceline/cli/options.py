"""What several commands take: the graph, filters, the format of an answer."""

from __future__ import annotations

from collections.abc import Callable

import click

EPILOG = "Example:  {}"


def command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """Makes a command whose help ends with an example."""
    return click.command(name, epilog=EPILOG.format(example))


def filters(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds filter options by name; each takes a label, an alias or an IRI."""
    texts = {
        "actor": "only where this actor takes part",
        "place": "only in this place or a place within it",
        "kind": "only this kind (Meeting, Attack, …)",
        "ceasefire": "only what concerns this ceasefire",
        "speaker": "only what this actor says",
        "stance": "only this stance (accused, denied, …)",
        "target": "only what is said about or to this actor",
        "from": "only on or after this day",
        "to": "only before or on this day",
    }
    keys = {"from": "since", "to": "until"}

    def wrap(function: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            function = click.option(f"--{name}", keys.get(name, name), help=texts[name], metavar="TEXT")(function)
        return function

    return wrap


as_json = click.option("--json", "as_json", is_flag=True, help="print JSON for machines")
graph_folder = click.argument("kg", metavar="KG")

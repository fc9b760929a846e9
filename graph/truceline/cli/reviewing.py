"""The command in which people decide: review."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli.options import command, graph_folder
from truceline.cli.show import Output, answer_options, deliver, opened, say, show
from truceline.errors import TrucelineError

if TYPE_CHECKING:
    from truceline.graph import Graph
    from truceline.store.decisions import Decision

_ONE = ("accept", "reject", "undo")


@command("review", "truceline review kg --reject :article/2a39…/e3 --why 'it was an exercise'")
@graph_folder
@click.option("--accept", metavar="IRI", help="it is as it was read")
@click.option("--reject", metavar="IRI", help="it is not so, or not said; it leaves the graph, the log keeps it")
@click.option("--same", nargs=2, metavar="IRI IRI", help="the two are one event, or one ceasefire")
@click.option("--different", nargs=2, metavar="IRI IRI", help="they are two")
@click.option(
    "--edit", nargs=2, metavar="IRI NAME=VALUE", help="kind, factuality, stance, exact, lower, upper, approx, category"
)
@click.option("--undo", metavar="IRI", help="takes back what was decided about it")
@click.option("--by", metavar="NAME", help="who decides; your name on this machine by default")
@click.option("--why", default="", metavar="TEXT", help="a comment")
@click.option("--decided", is_flag=True, help="list what was decided and stands, as JSONL that --import takes")
@click.option(
    "--import",
    "source",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="takes over decisions of others",
)
@answer_options()
def review(kg: str, out: Output, source: str | None, decided: bool, by: str | None, why: str, **asked: object) -> None:
    """What is unsure, and what you decide about it.

    Decisions are kept with your name and the time, outlive a new reading and a corrected article, and can be undone."""
    from truceline.store.deciding import merge

    wanted = [(name, value) for name, value in asked.items() if value]
    if len(wanted) + bool(source) + decided > 1:
        raise click.UsageError("decide one thing at a time.")
    with opened(kg) as graph:
        if source:
            say(f"{merge(graph.store, _read(Path(source)))} decisions are new here.")
        elif decided:
            from truceline.store.decisions import as_lines

            deliver(as_lines(graph.store.decisions()), out)
        elif wanted:
            _decide(graph, wanted[0], by or _name(), why)
        else:
            from truceline.ask.unsure import unsure
            from truceline.store.deciding import decided_on

            show(unsure(graph.book, decided_on(graph.store)), out)


def _undo(graph: Graph, iri: str, by: str) -> None:
    """Takes back all that was decided about a thing and stands, and says so."""
    from truceline.store.deciding import standing, withdraw

    found = [d for d in standing(graph.store) if iri in d.about]
    if not found:
        raise TrucelineError(f"{iri}: nothing that stands was decided about it; --decided lists all.")
    for d in found:
        withdraw(graph.store, d, by)
    say(f"{len(found)} taken back.")


def _decide(graph: Graph, wanted: tuple[str, object], by: str, why: str) -> None:
    """Carries out one decision and says so."""
    from truceline.ask.resolve import iri_of
    from truceline.store.deciding import decide

    name, value = wanted
    several = [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
    about = [iri_of(x) for x in (several[:1] if name == "edit" else several)]
    if name == "undo":
        _undo(graph, about[0], by)
        return
    word = {"accept": "accepted", "reject": "rejected", "edit": "edited"}.get(name, name)
    made = decide(graph.store, word, about, by, several[1] if name == "edit" else "", why)
    say(f"{word} by {by}: {', '.join(x for d in made for x in d.about)}")


def _name() -> str:
    """The name of whoever types."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "somebody"


def _read(path: Path) -> Iterator[Decision]:
    """The decisions of a file.

    Raises:
        TrucelineError: a line is none; it is named.
    """
    from truceline.store.decisions import of_json, sound

    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found = of_json(json.loads(line))
            except (ValueError, KeyError, TypeError, AssertionError, AttributeError):
                found = None
            if found is None or not sound(found):
                raise TrucelineError(
                    f"{path}:{n}: this line is no decision; it is written by `truceline review KG --decided`."
                )
            yield found

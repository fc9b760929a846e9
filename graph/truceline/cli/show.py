"""Opens graphs, prints answers: as wide as the terminal, in colour where it wants colour, never obeyed by it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from truceline.ask.layout import clean

if TYPE_CHECKING:
    from truceline.ask.answers import Answer
    from truceline.ask.layout import Line
    from truceline.graph import Graph

FORMATS = ("table", "json", "csv", "md")
SUFFIXES = {".txt": "table", ".json": "json", ".csv": "csv", ".md": "md", ".xml": "xml"}
STYLES = {"title": "bold", "head": "bold", "rule": "dim", "below": "dim", "note": "italic"}
PLAIN = 100
"""The width of a table in a pipe or a file."""


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is wanted: its format, and the file it goes to (None or `-`: standard output)."""

    format: str = "table"
    file: str | None = None

    @property
    def printed(self) -> bool:
        """Whether it goes to standard output."""
        return self.file in (None, "-")


def answer_options(*more: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds --format, --json and -o to a command that answers; it is called with `out`, an Output.

    Args:
        more: formats that this command has beyond those of every answer.
    """
    several = (*FORMATS, *more)

    def wrap(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def called(*args: Any, format_: str | None, as_json: bool, file: str | None, **rest: Any) -> None:
            function(*args, out=_output(format_ or ("json" if as_json else None), file, several), **rest)

        called = click.option("-o", "--output", "file", metavar="FILE", help="where to; - is standard output")(called)
        called = click.option("--json", "as_json", is_flag=True, help="the same as --format json")(called)
        return click.option("--format", "format_", type=click.Choice(several), help="table, or by the suffix of FILE")(
            called
        )

    return wrap


def _output(format_: str | None, file: str | None, several: Iterable[str]) -> Output:
    """What was asked for; the suffix of the file gives the format where none is named."""
    if format_ or file in (None, "-"):
        return Output(format_ or "table", file)
    suffix = Path(file or "").suffix.lower()
    found = SUFFIXES.get(suffix)
    if found is None or found not in several:
        known = ", ".join(s for s, f in SUFFIXES.items() if f in several)
        raise click.UsageError(
            f"-o {file} ends in {suffix or 'nothing'}, which names no format; use {known}, or --format."
        )
    return Output(found, file)


def opened(kg: str) -> Graph:
    """The graph in a folder."""
    from truceline.graph import Graph

    return Graph.open(kg)


def show(answer: Answer, out: Output) -> None:
    """Prints an answer or writes it to its file."""
    from truceline.ask.writing import written

    if out.format == "table" and out.printed:
        lines(answer.lines(width()))
    else:
        deliver(written(answer, out.format), out)


def deliver(text: str, out: Output) -> None:
    """Prints a text that is written already, or puts it whole into its file."""
    if out.printed:
        say(text, nl=False)
        return
    from truceline.store.log import write_whole

    write_whole(Path(str(out.file)), text.encode("utf-8", "replace"))
    say(f"{out.file} is written.")


def echo(graph: Graph, asked: Mapping[str, str | None]) -> None:
    """Says on standard error how the days and names of a question were read, where they could be read otherwise."""
    from truceline.ask.understood import understood

    for note in understood(graph.book, asked):
        say(f"note: {note}", err=True)


def width() -> int:
    """The width for tables: that of the terminal, 100 in a pipe; COLUMNS wins over both."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return max(20, get_terminal_size((PLAIN, 24)).columns)
    return PLAIN


def lines(several: Iterable[Line]) -> None:
    """Prints the lines of an answer, each in the manner of its part."""
    if not sys.stdout.isatty():
        for line in several:
            say(line.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    for line in several:
        console.print(Text(line.text, STYLES.get(line.part, "")), soft_wrap=True)


def say(text: str, err: bool = False, nl: bool = True) -> None:
    """Prints a text; a terminal gets no control characters with it."""
    if (sys.stderr if err else sys.stdout).isatty():
        text = clean(text)
    click.echo(text, err=err, nl=nl)

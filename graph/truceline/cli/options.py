"""What several commands take: the graph, filters, the format of an answer."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click

EPILOG = "Example:  {}"


class _Help(click.HelpFormatter):
    """Help as wide as the terminal, narrow ones included: click by itself goes on at fifty characters."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        columns = shutil.get_terminal_size().columns
        super().__init__(indent_increment, columns - 2 if columns < 52 else width, max_width)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl(rows, min(col_max, self.width // 2), col_spacing)


class Context(click.Context):
    """The context of a command, with help that fits."""

    formatter_class = _Help


def command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """Makes a command whose help ends with an example, and which takes a user's own knowledge."""

    def make(function: Callable[..., None]) -> click.Command:
        made = click.command(name, epilog=EPILOG.format(example))(function)
        made.context_class = Context
        made.params.append(
            click.Option(
                ["--knowledge"],
                metavar="DIR",
                expose_value=False,
                is_eager=True,
                callback=_known,
                help="your own actors, places, outlets, patterns and queries",
            )
        )
        return made

    return make


def _known(_: click.Context, __: click.Parameter, folder: str | None) -> None:
    """Names the folder to all that reads knowledge, in this process and in those it begins."""
    if folder:
        from truceline.shelf import OWN, own

        os.environ[OWN] = str(Path(folder).resolve())
        own()


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


def source_options(function: Callable[..., None]) -> Callable[..., None]:
    """Adds what may be said about sources: it is called with `wanted`, an Options of the reader."""

    @wraps(function)
    def called(
        *args: Any, published: str | None, columns: tuple[str, ...], follow: bool, allow_private: bool, **rest: Any
    ) -> None:
        from truceline.read import Options, read_date

        day = read_date(published) if published else None
        function(*args, wanted=Options(day, _pairs(columns), follow, allow_private), **rest)

    for option in (
        click.option("--allow-private", is_flag=True, help="read addresses of this machine and network, too"),
        click.option("--follow", is_flag=True, help="read the pages that a feed only summarises"),
        click.option(
            "--column", "columns", multiple=True, metavar="FIELD=NAME", help="the column or key of a field: text=Body"
        ),
        click.option("--published", metavar="DATE", help="publication day, where the sources do not say it"),
    ):
        called = option(called)
    return called


def _pairs(several: tuple[str, ...]) -> dict[str, str]:
    """FIELD=NAME as typed, by field."""
    from truceline.read.fields import FIELDS

    for pair in several:
        if "=" not in pair or pair.split("=", 1)[0] not in FIELDS:
            raise click.UsageError(
                f"--column {pair} names no field; write FIELD=NAME, with one of {', '.join(FIELDS)}."
            )
    fields = (pair.partition("=") for pair in several)
    return {field: name for field, _, name in fields}


def _seconds(ctx: click.Context, param: click.Parameter, text: str) -> float:
    """A length of time as people type it, in seconds."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|m|min|h)?", text.strip().lower())
    seconds = float(found[1]) * {"ms": 0.001, "m": 60, "min": 60, "h": 3600}.get(found[2] or "s", 1) if found else 0
    if not 0 < seconds <= 86_400:
        raise click.BadParameter(f"{text!r} is no length of time; write it as in 10s, 500ms or 2m, up to 24h.")
    return seconds


limit_time = click.option(
    "--limit-time", default="60s", show_default=True, metavar="TIME", callback=_seconds, help="stop a query after this"
)

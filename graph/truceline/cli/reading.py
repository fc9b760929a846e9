"""Commands that read articles: build, annotate."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from truceline.cli.interrupt import heeded
from truceline.cli.options import as_json, command, source_options
from truceline.cli.progress import Journal, added, articles, extracted, journal, many, unread
from truceline.cli.show import Output, say, show
from truceline.model import Article

if TYPE_CHECKING:
    from truceline.read import Options

LAYERS = ("events", "claims", "figures", "ceasefires")


@command("build", "truceline build articles/*.txt -o kg")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("-o", "--output", "kg", metavar="KG", help="graph folder; made if it does not exist")
@source_options
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes that extract")
@click.option("--dask", metavar="ADDRESS", help="extract on a Dask cluster, by the address of its scheduler")
@click.option("--watch", is_flag=True, help="go on and read what comes or changes, until Ctrl-C")
@click.option("--dry-run", is_flag=True, help="only say what each source is taken for, and what would be read of it")
@as_json
def build(sources: tuple[str, ...], kg: str | None, wanted: Options, dry_run: bool, as_json: bool, **how: Any) -> None:
    """Read articles and add what they say to a graph.

    A source is a file, a folder, a glob, an address, or - for standard input: text, HTML, JSON and JSONL, CSV and TSV,
    RSS and Atom, WARC, mail, saved pages, RTF, exports of Factiva and Nexis, Word and PDF. An article that the graph holds
    already changes nothing; a corrected one takes the place of its older version."""
    if dry_run:
        _planned(sources, wanted, as_json)
    if kg is None:
        raise click.UsageError("Missing option '-o' / '--output'.")
    way = Way(**how)
    way.ready(sources)
    totals = dict.fromkeys(("articles", *LAYERS), 0)
    with journal(sources, as_json) as told:
        try:
            for some in way.rounds(sources):
                total = _built(kg, articles(some, wanted, told), way, told, totals)
                _summed(kg, total, totals, told, as_json)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_kept(kg, totals["articles"])) from None
    sys.exit(1 if told.refused else 0)


@dataclass(frozen=True, slots=True)
class Way:
    """How articles are read: by how many processes, on which cluster, once or for as long as it is left to."""

    workers: int
    dask: str | None
    watch: bool

    def ready(self, sources: tuple[str, ...]) -> None:
        """Says so where it cannot be done."""
        if self.dask and find_spec("distributed") is None:
            raise click.UsageError("--dask needs more than is installed; run pip install 'truceline[dask]'.")
        if self.watch and "-" in sources:
            raise click.UsageError("--watch cannot watch standard input; name files, folders or addresses.")

    def rounds(self, sources: tuple[str, ...]) -> Iterator[list[str]]:
        """What is to be read, time after time."""
        from truceline.read.watch import watched

        return watched(sources) if self.watch else iter([list(sources)])


def _summed(kg: str, total: int | None, totals: dict[str, int], told: Journal, as_json: bool) -> None:
    """Says what the graph holds now; ends where none was made and no more is to come."""
    if total is None:
        say(f"{kg}: not made, because none of the sources could be read.", err=True)
    elif as_json:
        click.echo(json.dumps({"added": totals, "refused": told.refused, "articles": total}))
    else:
        say(f"{kg}: {many(total, 'article')} in the graph, {totals['articles']} new, {len(told.refused)} refused.")


def _kept(kg: str, new: int) -> str:
    """What an interrupted build leaves."""
    made = Path(kg).exists()
    return (
        f"{many(new, 'new article')} in {kg}; the same command goes on from there."
        if made
        else f"{kg} was not made yet."
    )


def _built(kg: str, found: Iterator[Article], way: Way, told: Journal, totals: dict[str, int]) -> int | None:
    """Adds articles to the graph and to the totals; how many it then holds; None where none is made for want of articles."""
    from truceline.graph import Graph

    first = next(found, None)
    if first is None and not Path(kg).exists():
        return None
    with heeded() as check, Graph.open(kg, create=True) as graph:
        fresh = unread(graph, chain([first], found) if first else found, told)
        for facts in added(graph, extracted(fresh, way.workers, told, way.dask), told):
            totals["articles"] += 1
            check()
            for layer in LAYERS:
                totals[layer] += len(getattr(facts.notes, layer))
            told.done(facts)
        return graph.count()


def _planned(sources: tuple[str, ...], wanted: Options, as_json: bool) -> None:
    """Prints what each source is taken for and what would be read of it, and ends; exit status 1 with refusals."""
    from truceline.plan import plan

    found = plan(sources, wanted)
    show(found, Output("json" if as_json else "table"))
    sys.exit(1 if any(row.refused for row in found) else 0)


@command("annotate", "truceline annotate article.txt --published 2016-05-03")
@click.argument("source", metavar="SOURCE")
@source_options
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes that extract")
def annotate(source: str, wanted: Options, workers: int) -> None:
    """Print all that is found in SOURCE as stand-off JSON.

    One document a line; no graph is needed."""
    from truceline.codec import to_json

    told = Journal()
    for facts in extracted(articles([source], wanted, told), workers, told):
        say(json.dumps(to_json(facts), ensure_ascii=sys.stdout.isatty()))
    sys.exit(1 if told.refused else 0)

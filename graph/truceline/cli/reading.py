"""Commands that read articles: build, annotate."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from truceline.cli.options import as_json, command
from truceline.cli.progress import Journal, added, articles, extracted, journal, many, unread
from truceline.cli.show import say
from truceline.model import Article

LAYERS = ("events", "claims", "figures", "ceasefires")


@command("build", "truceline build articles/*.txt -o kg")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("-o", "--output", "kg", required=True, metavar="KG", help="graph folder; made if it does not exist")
@click.option("--published", metavar="DATE", help="publication day, where the sources do not say it")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes that extract")
@as_json
def build(sources: tuple[str, ...], kg: str, published: str | None, workers: int, as_json: bool) -> None:
    """Read articles and add what they say to a graph.

    A source is a file of text, HTML or JSONL, a folder, a glob, an address, or - for standard input. An article that the
    graph holds already changes nothing; a corrected one takes the place of its older version."""
    totals = dict.fromkeys(("articles", *LAYERS), 0)
    with journal(sources, as_json) as told:
        found = articles(sources, published, told)
        first = next(found, None)
        if first is None and not Path(kg).exists():
            say(f"{kg}: not made, because none of the sources could be read.", err=True)
            sys.exit(1)
        try:
            total = _built(kg, chain([first], found) if first else found, workers, told, totals)
        except KeyboardInterrupt:
            kept = many(totals["articles"], "new article")
            raise KeyboardInterrupt(f"{kept} in {kg}; the same command goes on from there.") from None
    if as_json:
        click.echo(json.dumps({"added": totals, "refused": told.refused, "articles": total}))
    else:
        say(f"{kg}: {many(total, 'article')} in the graph, {totals['articles']} new, {len(told.refused)} refused.")
    sys.exit(1 if told.refused else 0)


def _built(kg: str, found: Iterator[Article], workers: int, told: Journal, totals: dict[str, int]) -> int:
    """Adds articles to the graph and to the totals; how many it then holds."""
    from truceline.graph import Graph

    with Graph.open(kg, create=True) as graph:
        for facts in added(graph, extracted(unread(graph, found, told), workers, told), told):
            totals["articles"] += 1
            for layer in LAYERS:
                totals[layer] += len(getattr(facts.notes, layer))
            told.done(facts)
        return graph.count()


@command("annotate", "truceline annotate article.txt --published 2016-05-03")
@click.argument("source", metavar="SOURCE")
@click.option("--published", metavar="DATE", help="publication day, where the source does not say it")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes that extract")
def annotate(source: str, published: str | None, workers: int) -> None:
    """Print all that is found in SOURCE as stand-off JSON.

    One document a line; no graph is needed."""
    from truceline.codec import to_json

    told = Journal()
    for facts in extracted(articles([source], published, told), workers, told):
        say(json.dumps(to_json(facts), ensure_ascii=sys.stdout.isatty()))
    sys.exit(1 if told.refused else 0)

"""Commands that read articles: build, annotate."""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path

import click

from truceline.cli.options import as_json, command
from truceline.cli.progress import added, articles, clear, extracted, line, many, progress


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
    from truceline.graph import Graph

    refused: list[str] = []
    found = articles(sources, published, refused)
    first = next(found, None)
    if first is None and not Path(kg).exists():
        click.echo(f"{kg}: not made, because none of the sources could be read.", err=True)
        sys.exit(1)
    totals = dict.fromkeys(("articles", "events", "claims", "figures", "ceasefires"), 0)
    with Graph.open(kg, create=True) as graph:
        fresh = graph.unread(chain([first], found) if first else found)
        for facts in added(graph, extracted(fresh, workers, refused), refused):
            totals["articles"] += 1
            for layer in ("events", "claims", "figures", "ceasefires"):
                totals[layer] += len(getattr(facts.notes, layer))
            if not as_json:
                progress(line(facts))
        total = graph.count()
    if as_json:
        click.echo(json.dumps({"added": totals, "refused": refused, "articles": total}))
    else:
        click.echo(
            f"{clear()}{kg}: {many(total, 'article')} in the graph, {totals['articles']} new, {len(refused)} refused."
        )
    sys.exit(1 if refused else 0)


@command("annotate", "truceline annotate article.txt --published 2016-05-03")
@click.argument("source", metavar="SOURCE")
@click.option("--published", metavar="DATE", help="publication day, where the source does not say it")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes that extract")
def annotate(source: str, published: str | None, workers: int) -> None:
    """Print all that is found in SOURCE as stand-off JSON.

    One document a line; no graph is needed."""
    from truceline.codec import to_json

    refused: list[str] = []
    for facts in extracted(articles([source], published, refused), workers, refused):
        click.echo(json.dumps(to_json(facts), ensure_ascii=False))
    sys.exit(1 if refused else 0)

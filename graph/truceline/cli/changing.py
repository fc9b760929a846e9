"""Commands on what changes: diff, remove."""

from __future__ import annotations

import json

import click

from truceline.cli.options import command, graph_folder
from truceline.cli.show import Output, answer_options, opened, show


@command("diff", "truceline diff kg --since 2016-05-01")
@graph_folder
@click.argument("other", required=False, metavar="[KG_B]")
@click.option("--since", metavar="DATE", help="what entered the graph on or after this day")
@answer_options()
def diff(kg: str, other: str | None, since: str | None, out: Output) -> None:
    """What is new, confirmed, revised, contradicted, retracted, gone silent.

    With --since: what articles that entered the graph since then say that was not known. With a second graph: what it tells and
    the first does not, and the other way round."""
    if bool(other) == bool(since):
        raise click.UsageError("name a second graph, or --since DATE, one of the two.")
    with opened(kg) as graph:
        if other:
            with opened(other) as second:
                show(graph.compare(second), out)
        else:
            show(graph.diff(since or ""), out)


@command("remove", "truceline remove kg 2016-05-03-dabit-hospital")
@graph_folder
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--why", default="", metavar="TEXT", help="the reason, kept in the log")
@click.option("--json", "as_json", is_flag=True, help="print JSON for machines")
def remove(kg: str, articles: tuple[str, ...], why: str, as_json: bool) -> None:
    """Take articles out of the graph again.

    ARTICLE is the id that `build` printed, an address, or an IRI. The log keeps what they said; reading one again puts it back."""
    with opened(kg) as graph:
        gone = graph.remove(*articles, why=why)
        left = graph.count()
    if as_json:
        click.echo(json.dumps({"removed": list(gone), "articles": left}))
    else:
        click.echo(f"{kg}: {len(gone)} taken out, {left} left.")

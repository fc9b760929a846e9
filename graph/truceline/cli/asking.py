"""Commands that ask a graph: ask, timeline, status, claims, figures."""

from __future__ import annotations

import click

from truceline.cli.options import as_json, command, filters, graph_folder
from truceline.cli.show import opened, show


@command("ask", "truceline ask kg who-accuses-whom --param target=Turkey")
@graph_folder
@click.argument("query", required=False, metavar="QUERY")
@click.option("--list", "list_", is_flag=True, help="list the shipped queries and views")
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "xml", "md"]), default="table", show_default=True
)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="a parameter of a shipped query; may be repeated"
)
def ask(kg: str, query: str | None, list_: bool, format_: str, params: tuple[str, ...]) -> None:
    """Ask by SPARQL or by the name of a query.

    QUERY is SPARQL text, a .rq file, or the name of a query or view that comes with truceline."""
    from truceline.ask import answer, listing

    if list_ or not query:
        click.echo(listing(), nl=False)
        return
    wrong = [p for p in params if "=" not in p]
    if wrong:
        raise click.UsageError(f"--param {wrong[0]} has no value; write NAME=VALUE.")
    with opened(kg) as graph:
        click.echo(answer(graph, query, dict(p.split("=", 1) for p in params), format_), nl=False)


@command("timeline", "truceline timeline kg --kind Meeting --from 2016-04-22")
@graph_folder
@filters("actor", "place", "kind", "from", "to", "ceasefire")
@as_json
def timeline(kg: str, as_json: bool, **filters: str | None) -> None:
    """Dated events and ceasefire states, each with who says so."""
    with opened(kg) as graph:
        show(graph.timeline(**filters), as_json)


@command("status", "truceline status kg --on 2016-04-24 --place Damascus")
@graph_folder
@click.option("--on", required=True, metavar="DATE", help="the day asked about")
@click.option("--place", metavar="TEXT", help="the place asked about")
@as_json
def status(kg: str, on: str, place: str | None, as_json: bool) -> None:
    """Was a truce in force on a day, and who says so?

    Between whom, who was outside it, what it covers, who disputes it, and what was said of it without a date."""
    with opened(kg) as graph:
        show(graph.status(on=on, place=place), as_json)


@command("claims", "truceline claims kg --target Turkey --stance accused")
@graph_folder
@filters("speaker", "stance", "target", "from", "to")
@as_json
def claims(kg: str, as_json: bool, **filters: str | None) -> None:
    """Who says what about whom."""
    with opened(kg) as graph:
        show(graph.claims(**filters), as_json)


@command("figures", 'truceline figures kg --place "Deir ez-Zor"')
@graph_folder
@filters("place", "from", "to")
@as_json
def figures(kg: str, as_json: bool, **filters: str | None) -> None:
    """Casualty figures side by side, with their sources.

    Figures that contradict each other are marked; windows and areas are shown, nothing is added up."""
    with opened(kg) as graph:
        show(graph.figures(**filters), as_json)

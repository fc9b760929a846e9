"""Commands that ask a graph: ask, timeline, status, claims, figures."""

from __future__ import annotations

import click

from truceline.cli.options import command, filters, graph_folder, limit_time
from truceline.cli.show import Output, answer_options, deliver, echo, lines, opened, say, show, width


def _given(params: tuple[str, ...]) -> dict[str, str]:
    """The parameters of a query, by name."""
    wrong = [p for p in params if "=" not in p]
    if wrong:
        raise click.UsageError(f"--param {wrong[0]} has no value; write NAME=VALUE.")
    return dict(p.split("=", 1) for p in params)


@command("ask", "truceline ask kg who-accuses-whom --param target=Turkey")
@graph_folder
@click.argument("query", required=False, metavar="QUERY")
@click.option("--list", "list_", is_flag=True, help="list the shipped queries and views")
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="a parameter of a shipped query; may be repeated"
)
@limit_time
@click.option("--allow-private", is_flag=True, help="ask an endpoint on this machine or network, too")
@answer_options("xml")
def ask(
    kg: str,
    query: str | None,
    list_: bool,
    params: tuple[str, ...],
    limit_time: float,
    allow_private: bool,
    out: Output,
) -> None:
    """Ask by SPARQL or by the name of a query.

    KG is a graph folder, or the address of a SPARQL endpoint that holds one. QUERY is SPARQL text, a .rq file, or the
    name of a query or view that comes with truceline."""
    from truceline.ask import Limits, listing, run
    from truceline.ask.formats import notes, written
    from truceline.ask.remote import ask_endpoint, is_endpoint
    from truceline.ask.understood import missing_terms

    if list_ or not query:
        say(listing(width()), nl=False)
        return
    given, limits = _given(params), Limits(limit_time)
    if is_endpoint(kg):
        result = ask_endpoint(kg, query, given, limits, allow_private)
    else:
        with opened(kg) as graph:
            result = run(graph.store, query, given, limits)
    if out.format == "table" and out.printed and result.kind == "SELECT":
        lines(result.lines(width()))
        for note in notes(query):
            say(f"note: {note}")
    else:
        deliver(written(result, out.format), out)
    for missing in missing_terms(query):
        say(f"note: {missing}", err=True)


@command("timeline", "truceline timeline kg --kind Meeting --from 2016-04-22")
@graph_folder
@filters("actor", "place", "kind", "from", "to", "ceasefire")
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="only the N days that matter most, with what matters most"
)
@click.option("--by", type=click.Choice(["day", "month"]), help="one line a day or month, with what mattered most")
@answer_options()
def timeline(kg: str, top: int | None, by: str | None, out: Output, **filters: str | None) -> None:
    """Dated events and ceasefire states, each with who says so."""
    with opened(kg) as graph:
        show(graph.calendar(by, top, **filters) if by else graph.timeline(top, **filters), out)
        echo(graph, filters)


@command("status", "truceline status kg --on 2016-04-24 --place Damascus")
@graph_folder
@click.option("--on", required=True, metavar="DATE", help="the day asked about")
@click.option("--place", metavar="TEXT", help="the place asked about")
@answer_options()
def status(kg: str, on: str, place: str | None, out: Output) -> None:
    """Was a truce in force on a day, and who says so?

    Between whom, who was outside it, what it covers, who disputes it, and what was said of it without a date."""
    with opened(kg) as graph:
        show(graph.status(on=on, place=place), out)
        echo(graph, {"on": on, "place": place})


@command("claims", "truceline claims kg --target Turkey --stance accused")
@graph_folder
@filters("speaker", "stance", "target", "from", "to")
@answer_options()
def claims(kg: str, out: Output, **filters: str | None) -> None:
    """Who says what about whom."""
    with opened(kg) as graph:
        show(graph.claims(**filters), out)
        echo(graph, filters)


@command("figures", 'truceline figures kg --place "Deir ez-Zor"')
@graph_folder
@filters("place", "from", "to")
@answer_options()
def figures(kg: str, out: Output, **filters: str | None) -> None:
    """Casualty figures side by side, with their sources.

    Figures that contradict each other are marked; windows and areas are shown, nothing is added up."""
    with opened(kg) as graph:
        show(graph.figures(**filters), out)
        echo(graph, filters)

"""Commands that write a graph out: draw, export."""

from __future__ import annotations

import click

from truceline.cli.options import command, filters, graph_folder
from truceline.cli.show import opened, say


@command("draw", "truceline draw kg -o page.html --kind Airstrike")
@graph_folder
@click.option("-o", "--output", required=True, metavar="FILE", help="the page to write")
@click.option("--view", default="graph,timeline", show_default=True, metavar="LIST", help="graph, timeline, map")
@click.option("--title", metavar="TEXT", help="the heading of the page")
@filters("actor", "place", "kind", "from", "to", "ceasefire")
def draw(kg: str, output: str, view: str, title: str | None, **filters: str | None) -> None:
    """Write one page: graph, timeline, evidence, table.

    It needs no network and no server, and can be mailed."""
    with opened(kg) as graph:
        page = graph.draw(output, view=view, title=title, **filters)
    say(f"{page} is written.")


@command("export", "truceline export kg -o graph.ttl")
@graph_folder
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="ttl, trig, nq, nt, jsonld, rdf, graphml, gexf, json, or a folder for csv",
)
@click.option(
    "--view",
    default="actors",
    show_default=True,
    help="networkx view for graphml and gexf: actors, events, claims, co-participation",
)
def export(kg: str, output: str, view: str) -> None:
    """Write the graph in another format, by the suffix of FILE."""
    with opened(kg) as graph:
        say(f"{graph.export(output, view=view)} is written.")

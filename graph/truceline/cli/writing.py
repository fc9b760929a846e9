"""Commands that write a graph out: draw, export."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.options import command, filters, graph_folder
from truceline.cli.show import echo, opened, say


@command("draw", "truceline draw kg -o page.html --kind Airstrike")
@graph_folder
@click.option("-o", "--output", required=True, metavar="FILE", help="the page to write")
@click.option("--view", default="graph,timeline", show_default=True, metavar="LIST", help="graph, timeline, map")
@click.option("--title", metavar="TEXT", help="the heading of the page")
@filters("actor", "place", "kind", "from", "to", "ceasefire")
def draw(kg: str, output: str, view: str, title: str | None, **filters: str | None) -> None:
    """Write one page: graph, timeline, evidence, table.

    It needs no network and no server, and can be mailed."""
    if Path(output).suffix.lower() not in {".html", ".htm", ".xhtml"}:
        raise click.UsageError(f"-o {output} is no name for a page; use one that ends in .html.")
    with opened(kg) as graph:
        page = graph.draw(output, view=view, title=title, **filters)
        echo(graph, filters)
    say(f"{page} is written.")


def _must_fit(kind: str, output: str, view: str | None) -> None:
    """Refuses a view of what has none, and a folder on standard output."""
    if view and kind not in ("graphml", "gexf"):
        raise click.UsageError(f"--view {view} is for graphml and gexf; {kind} holds the whole graph.")
    if output == "-" and kind == "csv":
        raise click.UsageError("-o - needs a --format that is one file; csv is a folder of tables.")


@command("export", "truceline export kg -o graph.ttl")
@graph_folder
@click.option("-o", "--output", metavar="FILE", help="its suffix names the format; - is standard output")
@click.option("--to", metavar="URL", help="a SPARQL graph store (…/store?graph=IRI) that gets all triples instead")
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    help="ttl, trig, nq, nt, jsonld, rdf, graphml, gexf, json, csv (a folder), xlsx, ethprio, plover, ftm, bibtex",
)
@click.option(
    "--view", help="networkx view for graphml and gexf: actors (the default), events, claims, co-participation"
)
def export(kg: str, output: str | None, to: str | None, format_: str | None, view: str | None) -> None:
    """Write the graph in another format, by the suffix of FILE or by name.

    RDF (ttl, trig, nq, nt, jsonld, rdf), networks (graphml, gexf), stand-off documents (json), tables (a folder of csv,
    xlsx), a row a ceasefire and side as in the ETH/PRIO data set (.ethprio.csv), a row an event as in POLECAT
    (.plover.csv), FollowTheMoney entities (.ftm.json), BibTeX of the articles (.bib)."""
    from truceline.export import content, named
    from truceline.export.graph_store import put

    if (to is None) == (output is None):
        raise click.UsageError("export needs -o FILE or --to URL, and only one of them.")
    if to is not None:
        if format_ or view:
            raise click.UsageError("--to sends triples; it takes no --format and no --view.")
        with opened(kg) as graph:
            say(f"{graph.count()} articles are in {put(graph.store, to)}.")
        return
    assert output is not None
    kind = named(Path(output), format_)
    _must_fit(kind, output, view)
    with opened(kg) as graph:
        if output == "-":
            click.echo(content(graph.store, kind, view or "actors"), nl=False)
            return
        say(f"{graph.export(output, view=view or 'actors', format=kind)} is written.")

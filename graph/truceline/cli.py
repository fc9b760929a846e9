"""The command line: parse, call, print; no logic.

Exit status: 0 done, 1 finished but some inputs were refused (each is named), 2 wrong usage or nothing could be done.
Heavy imports stand inside the commands, so that `truceline --help` answers at once.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from truceline import __version__
from truceline.errors import TrucelineError

if TYPE_CHECKING:
    from truceline.graph import Graph
    from truceline.model import Article, Facts

EPILOG = "Example:  {}"


class _Commands(click.Group):
    """A group that keeps the order in which a newcomer needs its commands, and turns our errors into one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as e:
            click.echo(_usage(e), err=True)
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as e:
            click.echo(_usage(e), err=True)
            ctx.exit(2)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except TrucelineError as e:
            _fail(ctx, str(e))
        except OSError as e:
            if e.errno == errno.EPIPE:
                raise
            what = f"{e.filename}: " if e.filename else ""
            _fail(ctx, f"{what}{(e.strerror or str(e)).lower()}; choose another path or free it.")
        except Exception as e:
            if os.environ.get("TRUCELINE_TRACEBACK"):
                raise
            from truceline.batch import broke

            _fail(ctx, f"a fault in truceline itself ({broke(e)}); please report it with what you typed.")


def _usage(error: click.UsageError) -> str:
    """Wrong usage in one sentence, and where help is."""
    name = error.ctx.command_path if error.ctx else "truceline"
    said = error.format_message().rstrip(".")
    return f"{name}: {said[:1].lower()}{said[1:]}; `{name} --help` shows how it is used."


def _fail(ctx: click.Context, message: str) -> None:
    """One sentence on standard error, exit status 2."""
    click.echo(f"truceline: {' '.join(message.split())}", err=True)
    ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="truceline")
def main() -> None:
    """News into a knowledge graph of a ceasefire: who did what, when, where, who says so, in which sentence."""


def _command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    return main.command(name, epilog=EPILOG.format(example))


def _filters(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
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


# ---------------------------------------------------------------- reading


@_command("build", "truceline build articles/*.txt -o kg")
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
    found = _articles(sources, published, refused)
    first = next(found, None)
    if first is None and not Path(kg).exists():
        click.echo(f"{kg}: not made, because none of the sources could be read.", err=True)
        sys.exit(1)
    totals = dict.fromkeys(("articles", "events", "claims", "figures", "ceasefires"), 0)
    with Graph.open(kg, create=True) as graph:
        fresh = graph.unread(chain([first], found) if first else found)
        for facts in _added(graph, _extracted(fresh, workers, refused), refused):
            totals["articles"] += 1
            for layer in ("events", "claims", "figures", "ceasefires"):
                totals[layer] += len(getattr(facts.notes, layer))
            if not as_json:
                _progress(_line(facts))
        total = graph.count()
    if as_json:
        click.echo(json.dumps({"added": totals, "refused": refused, "articles": total}))
    else:
        click.echo(
            f"{_clear()}{kg}: {_many(total, 'article')} in the graph, {totals['articles']} new, {len(refused)} refused."
        )
    sys.exit(1 if refused else 0)


def _added(graph: Graph, several: Iterable[Facts], refused: list[str]) -> Iterator[Facts]:
    """Adds facts to the graph and gives those that were new to it; what is unsound is refused, the rest goes on."""
    from truceline.errors import FactsError

    for facts in several:
        if next(graph.unread([facts.article]), None) is None:
            continue
        try:
            yield graph.add(facts)
        except FactsError as e:
            _refuse(str(e), refused)


def _extracted(articles: Iterable[Article], workers: int, refused: list[str]) -> Iterator[Facts]:
    """The facts of articles; notes and refusals go to standard error."""
    from truceline.batch import extract_many
    from truceline.read import Refused

    for facts in extract_many(articles, workers):
        if isinstance(facts, Refused):
            _refuse(facts.reason, refused)
            continue
        for warning in facts.warnings:
            click.echo(f"{_clear()}note: {warning}", err=True)
        yield facts


def _refuse(reason: str, refused: list[str]) -> None:
    reason = " ".join(reason.split())
    refused.append(reason)
    click.echo(f"{_clear()}refused: {reason}", err=True)


def _progress(line: str) -> None:
    """Plain lines in a pipe; on a terminal one line that changes."""
    if sys.stdout.isatty():
        click.echo(f"{_clear()}{line[: get_terminal_size().columns - 1]}", nl=False)
    else:
        click.echo(line)


def _clear() -> str:
    return "\r\x1b[K" if sys.stdout.isatty() else ""


def _articles(sources: Iterable[str], published: str | None, refused: list[str]) -> Iterator[Article]:
    from truceline.read import Refused, read_all

    for item in read_all(sources, published):
        if isinstance(item, Refused):
            _refuse(item.reason, refused)
        else:
            yield item


def _line(facts: Facts) -> str:
    n = facts.notes
    return (
        f"{facts.article.id}: {_many(len(n.events), 'event')}, {_many(len(n.claims), 'claim')}, "
        f"{_many(len(n.figures), 'figure')}, {_many(len(n.ceasefires), 'ceasefire')}, {_many(len(n.actors), 'actor')}"
    )


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


@_command("annotate", "truceline annotate article.txt --published 2016-05-03")
@click.argument("source", metavar="SOURCE")
@click.option("--published", metavar="DATE", help="publication day, where the source does not say it")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes that extract")
def annotate(source: str, published: str | None, workers: int) -> None:
    """Print all that is found in SOURCE as stand-off JSON.

    One document a line; no graph is needed."""
    from truceline.standoff import to_json

    refused: list[str] = []
    for facts in _extracted(_articles([source], published, refused), workers, refused):
        click.echo(json.dumps(to_json(facts), ensure_ascii=False))
    sys.exit(1 if refused else 0)


# ---------------------------------------------------------------- asking


@_command("ask", "truceline ask kg who-accuses-whom --param target=Turkey")
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
    with _open(kg) as graph:
        click.echo(answer(graph, query, dict(p.split("=", 1) for p in params), format_), nl=False)


@_command("timeline", "truceline timeline kg --kind Meeting --from 2016-04-22")
@graph_folder
@_filters("actor", "place", "kind", "from", "to", "ceasefire")
@as_json
def timeline(kg: str, as_json: bool, **filters: str | None) -> None:
    """Dated events and ceasefire states, each with who says so."""
    with _open(kg) as graph:
        _show(graph.timeline(**filters), as_json)


@_command("status", "truceline status kg --on 2016-04-24 --place Damascus")
@graph_folder
@click.option("--on", required=True, metavar="DATE", help="the day asked about")
@click.option("--place", metavar="TEXT", help="the place asked about")
@as_json
def status(kg: str, on: str, place: str | None, as_json: bool) -> None:
    """Was a truce in force on a day, and who says so?

    Between whom, who was outside it, what it covers, who disputes it, and what was said of it without a date."""
    with _open(kg) as graph:
        _show(graph.status(on=on, place=place), as_json)


@_command("claims", "truceline claims kg --target Turkey --stance accused")
@graph_folder
@_filters("speaker", "stance", "target", "from", "to")
@as_json
def claims(kg: str, as_json: bool, **filters: str | None) -> None:
    """Who says what about whom."""
    with _open(kg) as graph:
        _show(graph.claims(**filters), as_json)


@_command("figures", 'truceline figures kg --place "Deir ez-Zor"')
@graph_folder
@_filters("place", "from", "to")
@as_json
def figures(kg: str, as_json: bool, **filters: str | None) -> None:
    """Casualty figures side by side, with their sources.

    Figures that contradict each other are marked; windows and areas are shown, nothing is added up."""
    with _open(kg) as graph:
        _show(graph.figures(**filters), as_json)


def _open(kg: str) -> Graph:
    from truceline.graph import Graph

    return Graph.open(kg)


def _show(answer: Any, as_json: bool) -> None:
    """Prints an answer: its table for people, its JSON for machines."""
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if as_json else str(answer))


# ---------------------------------------------------------------- drawing, exporting, checking


@_command("draw", "truceline draw kg -o page.html --kind Airstrike")
@graph_folder
@click.option("-o", "--output", required=True, metavar="FILE", help="the page to write")
@click.option("--view", default="graph,timeline", show_default=True, metavar="LIST", help="graph, timeline, map")
@click.option("--title", metavar="TEXT", help="the heading of the page")
@_filters("actor", "place", "kind", "from", "to", "ceasefire")
def draw(kg: str, output: str, view: str, title: str | None, **filters: str | None) -> None:
    """Write one page: graph, timeline, evidence, table.

    It needs no network and no server, and can be mailed."""
    with _open(kg) as graph:
        page = graph.draw(output, view=view, title=title, **filters)
    click.echo(f"{page} is written.")


@_command("export", "truceline export kg -o graph.ttl")
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
    with _open(kg) as graph:
        click.echo(f"{graph.export(output, view=view)} is written.")


@_command("check", "truceline check kg")
@graph_folder
@as_json
def check(kg: str, as_json: bool) -> None:
    """Check the graph: SHACL shapes, offsets, dates, dangling links."""
    with _open(kg) as graph:
        report = graph.check()
    _show(report, as_json)
    sys.exit(0 if report.ok else 1)


@_command("evaluate", "truceline evaluate gold/")
@click.argument("gold", metavar="GOLD")
@as_json
def evaluate(gold: str, as_json: bool) -> None:
    """Precision, recall and F1 of each finder on gold stand-off files."""
    from truceline.evaluate import evaluate as run

    scores = run(gold)
    if as_json:
        rows = [
            {"measure": s.measure, "p": s.precision, "r": s.recall, "f1": s.f1, "gold": s.gold, "found": s.found}
            for s in scores
        ]
        click.echo(json.dumps(rows, indent=1))
        return
    click.echo(f"{'measure':30} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'found':>6}")
    for s in scores:
        click.echo(f"{s.measure:30} {s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f} {s.gold:6} {s.found:6}")

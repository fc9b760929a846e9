"""Commands that check: check, evaluate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.cli.options import command, graph_folder
from truceline.cli.show import Output, answer_options, opened, say, show


@command("check", "truceline check kg")
@graph_folder
@click.option("--repair", is_flag=True, help="first set aside what cannot be read, and make the rest again")
@answer_options()
def check(kg: str, repair: bool, out: Output) -> None:
    """Check the graph: SHACL shapes, offsets, dates, dangling links.

    With --repair, lines of the log that are damaged are set aside in a file beside it, never thrown away; catalogue and
    index are made again from the lines that can be read."""
    if repair:
        from truceline.store.repair import repair as run

        for done in run(Path(kg)):
            say(done, err=True)
    with opened(kg) as graph:
        report = graph.check()
    show(report, out)
    sys.exit(0 if report.ok else 1)


@command("check-knowledge", "truceline check-knowledge my-knowledge")
@click.argument("folder", metavar="DIR")
@answer_options()
def check_knowledge(folder: str, out: Output) -> None:
    """Say what is wrong with a row of your own knowledge.

    DIR has the folders and tables of ours: actors/mine.jsonl, places/places.tsv, reading/outlets.tsv, triggers/mine.jsonl,
    queries/my-question.rq … `--knowledge DIR` of every command adds its rows to ours; so does TRUCELINE_KNOWLEDGE."""
    from truceline.knowledge import check as run

    found = run(Path(folder))
    show(found, out)
    sys.exit(1 if len(found) else 0)


@command("evaluate", "truceline evaluate gold/")
@click.argument("gold", metavar="GOLD")
@answer_options()
def evaluate(gold: str, out: Output) -> None:
    """Precision, recall and F1 of each finder on gold stand-off files."""
    from truceline.evaluate import evaluate as run

    show(run(gold), out)

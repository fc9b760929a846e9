"""Commands that check: check, evaluate."""

from __future__ import annotations

import sys

import click

from truceline.cli.options import command, graph_folder
from truceline.cli.show import Output, answer_options, opened, show


@command("check", "truceline check kg")
@graph_folder
@answer_options()
def check(kg: str, out: Output) -> None:
    """Check the graph: SHACL shapes, offsets, dates, dangling links."""
    with opened(kg) as graph:
        report = graph.check()
    show(report, out)
    sys.exit(0 if report.ok else 1)


@command("evaluate", "truceline evaluate gold/")
@click.argument("gold", metavar="GOLD")
@answer_options()
def evaluate(gold: str, out: Output) -> None:
    """Precision, recall and F1 of each finder on gold stand-off files."""
    from truceline.evaluate import evaluate as run

    show(run(gold), out)

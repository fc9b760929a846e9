"""Commands that check: check, evaluate."""

from __future__ import annotations

import json
import sys

import click

from truceline.cli.options import as_json, command, graph_folder
from truceline.cli.show import opened, show


@command("check", "truceline check kg")
@graph_folder
@as_json
def check(kg: str, as_json: bool) -> None:
    """Check the graph: SHACL shapes, offsets, dates, dangling links."""
    with opened(kg) as graph:
        report = graph.check()
    show(report, as_json)
    sys.exit(0 if report.ok else 1)


@command("evaluate", "truceline evaluate gold/")
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

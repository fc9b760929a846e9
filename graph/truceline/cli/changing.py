"""Commands on what changes: diff, review, remove."""

from __future__ import annotations

import json
from pathlib import Path

import click

from truceline.cli.options import command, graph_folder
from truceline.cli.show import Output, answer_options, opened, show
from truceline.errors import QueryError


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


@command("review", 'truceline review kg --different article/2a39/e1 article/77b0/e4 --by "A. Reader"')
@graph_folder
@click.option("--accept", metavar="IRI", help="it is as it was read")
@click.option("--reject", metavar="IRI", help="it was read wrongly, and is not shown any more")
@click.option("--same", nargs=2, metavar="IRI IRI", help="the two are one")
@click.option("--different", nargs=2, metavar="IRI IRI", help="the two are not one")
@click.option("--undo", metavar="IRI", multiple=True, help="withdraws what was decided of it (name both of a pair)")
@click.option("--by", default="", metavar="NAME", help="who decides")
@click.option("--why", default="", metavar="TEXT", help="the reason")
@click.option("--log", "log_", is_flag=True, help="all decisions, oldest first")
@click.option("--export", "export_", metavar="FILE", help="writes all decisions as JSON lines")
@click.option("--import", "import_", metavar="FILE", help="takes in the decisions of another person")
@answer_options()
def review(kg: str, out: Output, by: str, why: str, log_: bool, **asked: str | tuple[str, ...] | None) -> None:
    """List what is unsure; accept, reject, join, part, undo.

    Decisions are lines of the log: they outlive every new reading, and only a later decision undoes them."""
    with opened(kg) as graph:
        if export := asked["export_"]:
            from truceline.store.log import write_whole

            write_whole(Path(str(export)), graph.decisions_as_lines().encode())
            click.echo(f"{export} is written.")
        elif given := asked["import_"]:
            taken, waiting = graph.take_decisions(_lines(str(given)))
            click.echo(f"{taken} decisions taken in, {waiting} of them about things that this graph does not hold yet.")
        elif log_:
            click.echo(graph.decisions_as_lines(), nl=False)
        elif decided := _asked(asked):
            made = graph.decide(decided[0], *decided[1], by=by, why=why)
            click.echo(f"{made.decided}: {', '.join(made.about)}")
        else:
            show(graph.review(), out)


_WORDS = {"accept": "accepted", "reject": "rejected", "same": "same", "different": "different", "undo": "withdrawn"}


def _asked(asked: dict[str, str | tuple[str, ...] | None]) -> tuple[str, tuple[str, ...]] | None:
    """The decision that was asked for, if one was."""
    found = [(word, value) for name, word in _WORDS.items() if (value := asked.get(name))]
    if len(found) > 1:
        raise click.UsageError("one decision at a time, please.")
    return next(((w, (v,) if isinstance(v, str) else tuple(v)) for w, v in found), None)


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise QueryError(f"{file}: the decisions cannot be read ({e}); give a file that --export wrote.") from None


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

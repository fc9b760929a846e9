"""What is said while articles are read: progress, notes, refusals."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from truceline.graph import Graph
    from truceline.model import Article, Facts


def added(graph: Graph, several: Iterable[Facts], refused: list[str]) -> Iterator[Facts]:
    """Adds facts to the graph and gives those that were new to it; what is unsound is refused, the rest goes on."""
    from truceline.errors import FactsError

    for facts in several:
        if next(graph.unread([facts.article]), None) is None:
            continue
        try:
            yield graph.add(facts)
        except FactsError as e:
            refuse(str(e), refused)


def extracted(articles: Iterable[Article], workers: int, refused: list[str]) -> Iterator[Facts]:
    """The facts of articles; notes and refusals go to standard error."""
    from truceline.batch import extract_many
    from truceline.read import Refused

    for facts in extract_many(articles, workers):
        if isinstance(facts, Refused):
            refuse(facts.reason, refused)
            continue
        for warning in facts.warnings:
            click.echo(f"{clear()}note: {warning}", err=True)
        yield facts


def refuse(reason: str, refused: list[str]) -> None:
    """Names a refusal on standard error and keeps it in `refused`."""
    reason = " ".join(reason.split())
    refused.append(reason)
    click.echo(f"{clear()}refused: {reason}", err=True)


def progress(line: str) -> None:
    """Plain lines in a pipe; on a terminal one line that changes."""
    if sys.stdout.isatty():
        click.echo(f"{clear()}{line[: get_terminal_size().columns - 1]}", nl=False)
    else:
        click.echo(line)


def clear() -> str:
    """What takes the changing line away; nothing in a pipe."""
    return "\r\x1b[K" if sys.stdout.isatty() else ""


def articles(sources: Iterable[str], published: str | None, refused: list[str]) -> Iterator[Article]:
    """The articles of sources; refusals go to standard error."""
    from truceline.read import Refused, read_all

    for item in read_all(sources, published):
        if isinstance(item, Refused):
            refuse(item.reason, refused)
        else:
            yield item


def line(facts: Facts) -> str:
    """What was found in an article, on one line."""
    n = facts.notes
    return (
        f"{facts.article.id}: {many(len(n.events), 'event')}, {many(len(n.claims), 'claim')}, "
        f"{many(len(n.figures), 'figure')}, {many(len(n.ceasefires), 'ceasefire')}, {many(len(n.actors), 'actor')}"
    )


def many(n: int, what: str) -> str:
    """A number with its noun.

    >>> many(1, "article"), many(2, "article")
    ('1 article', '2 articles')
    """
    return f"{n} {what}{'' if n == 1 else 's'}"

"""What is said while articles are read: progress with rate and remaining time, notes, refusals."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from truceline.ask.layout import clean
from truceline.cli.show import say

if TYPE_CHECKING:
    from truceline.graph import Graph
    from truceline.model import Article, Facts
    from truceline.read import Options


@dataclass(slots=True)
class Journal:
    """What happens while articles are read: refusals are kept, all is told as it comes.

    `bar` is the progress display of rich and its task, where standard error is a terminal.
    """

    refused: list[str] = field(default_factory=list)
    quiet: bool = False
    bar: Any = None

    def refuse(self, reason: str) -> None:
        """Names a refusal on standard error."""
        reason = " ".join(reason.split())
        self.refused.append(reason)
        self._tell(f"refused: {reason}")

    def note(self, text: str) -> None:
        """A remark on standard error."""
        self._tell(f"note: {text}")

    def done(self, facts: Facts) -> None:
        """An article is finished: the bar moves on, or a line says what was found."""
        if self.bar:
            self._move(facts.article.id)
        elif not self.quiet:
            say(line(facts))

    def known(self) -> None:
        """An article is in the graph already."""
        if self.bar:
            self._move("")

    def _move(self, what: str) -> None:
        task = self.bar.tasks[0]
        rate = (task.completed + 1) / max(task.elapsed or 0, 0.1)
        self.bar.update(task.id, advance=1, what=clean(what), rate=f"{rate:.1f} a second")

    def _tell(self, text: str) -> None:
        """A line on standard error, above the bar."""
        if self.bar:
            from rich.text import Text

            self.bar.console.print(Text(clean(text)), soft_wrap=True)
        else:
            say(text, err=True)


@contextmanager
def journal(sources: Sequence[str] = (), quiet: bool = False) -> Iterator[Journal]:
    """A journal; with a bar while it lasts where standard output and standard error are terminals."""
    if quiet or not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield Journal(quiet=quiet)
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from truceline.read.source import expected

    columns = (
        SpinnerColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[what]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        bar.add_task("", total=expected(sources), what="", rate="")
        yield Journal(bar=bar)


def articles(sources: Iterable[str], wanted: Options, told: Journal) -> Iterator[Article]:
    """The articles of sources; refusals go into the journal."""
    from truceline.read import Refused, read_all

    for item in read_all(sources, options=wanted):
        if isinstance(item, Refused):
            told.refuse(item.reason)
        else:
            yield item


def extracted(several: Iterable[Article], workers: int, told: Journal, cluster: str | None = None) -> Iterator[Facts]:
    """The facts of articles, worked out by some processes or on a cluster; warnings and refusals go into the journal."""
    from truceline.batch import extract_many, extract_on
    from truceline.read import Refused

    for facts in extract_on(cluster, several) if cluster else extract_many(several, workers):
        if isinstance(facts, Refused):
            told.refuse(facts.reason)
            continue
        for warning in facts.warnings:
            told.note(warning)
        yield facts


def unread(graph: Graph, several: Iterable[Article], told: Journal) -> Iterator[Article]:
    """Those articles that the graph does not hold yet."""
    seen: set[str] = set()
    replaced: list[Article] = []
    for article in several:
        seen.add(article.iri)
        if graph.store.replaced_by(article):
            replaced.append(article)
        elif next(graph.unread([article]), None) is None:
            told.known()
        else:
            yield article
    for (
        article
    ) in replaced:  # an old text is put back only where the one that replaced it is no longer among the sources
        if graph.store.replaced_by(article) in seen:
            told.known()
        else:
            yield article


def added(graph: Graph, several: Iterable[Facts], told: Journal) -> Iterator[Facts]:
    """Adds facts to the graph and gives those that were new to it; what is unsound is refused, the rest goes on."""
    from truceline.errors import FactsError

    for facts in several:
        if next(graph.unread([facts.article]), None) is None:
            continue
        try:
            yield graph.add(facts)
        except FactsError as e:
            told.refuse(str(e))


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

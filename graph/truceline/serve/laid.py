"""What lies on the desk: the queue of what waits for a decision, made beside the requests, never within one that waits for it.

Going through all of a graph takes seconds where it holds hundreds of articles. It is done in a thread, over a view of its own;
until it is through, pages show what lay there before or, at the first time, what a glance finds.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from truceline.ask.unsure import Doubt, glance, unsure
from truceline.errors import StoppedError
from truceline.graph import Graph
from truceline.serve.served import Served
from truceline.store.deciding import decided_on

PATIENCE = 0.1
"""Seconds that a page waits for a desk that is being laid: small graphs are through by then."""


@dataclass(slots=True)
class Desk:
    """What lies on the desk: the token, and what is to be looked at; made anew when articles came, not with each decision."""

    token: str
    waiting: list[Doubt] = field(default_factory=list)
    gone: list[Doubt] = field(default_factory=list)
    articles: int = -1
    _laying: threading.Thread | None = None

    def lay(self, served: Served) -> bool:
        """Has everything laid out anew where articles came, and waits for it a little; whether it is through."""
        if self.articles == served.ask(Graph.count):
            return True
        if self.articles < 0 and not self.waiting:
            self.waiting = served.ask(lambda graph: list(glance(graph.book, decided_on(graph.store))))
        if self._laying is None or not self._laying.is_alive():
            self._laying = threading.Thread(target=self._lay, args=(served,), daemon=True)
            self._laying.start()
        self._laying.join(PATIENCE)
        return not self._laying.is_alive()

    def _lay(self, served: Served) -> None:
        """Goes through the whole graph as it is now, then takes off what was decided on meanwhile; in vain once the server ends."""
        with contextlib.suppress(StoppedError):
            self._gone_through(served)

    def _gone_through(self, served: Served) -> None:
        articles = served.ask(Graph.count)
        try:
            found = unsure(served.view()).rows
        except (OSError, RuntimeError):  # the index was made anew under its feet
            found = served.ask(lambda graph: unsure(graph.book)).rows
        served.ask(lambda graph: self._put(found, graph, articles))

    def _put(self, found: Iterable[Doubt], graph: Graph, articles: int) -> None:
        decided = {frozenset(x) for x in decided_on(graph.store)}
        self.waiting = [d for d in found if frozenset(d.iris) not in decided]
        self.articles, self.gone = articles, []

    def done(self, about: tuple[str, ...]) -> None:
        """Takes off the desk what was decided on."""
        self.gone += [d for d in self.waiting if set(d.iris) == set(about)]
        self.waiting = [d for d in self.waiting if set(d.iris) != set(about)]

    def spare(self, same: Iterable[tuple[str, ...]]) -> None:
        """Takes off the desk the pairs that are one by what was said of others: a is b and b is c, so a is c."""
        groups: dict[str, set[str]] = {}
        for pair in same:
            merged = set(pair).union(*(groups.get(iri, set()) for iri in pair))
            groups |= dict.fromkeys(merged, merged)
        needless = [d for d in self.waiting if len(d.iris) == 2 and d.iris[1] in groups.get(d.iris[0], ())]
        self.gone += needless
        self.waiting = [d for d in self.waiting if d not in needless]

    def back(self, about: set[str], graph: Graph, anew: bool) -> None:
        """Puts what is undecided again on top; lays everything out at once where it was decided before this desk was laid."""
        found = [d for d in self.gone if set(d.iris) <= about or about <= set(d.iris)]
        self.gone = [d for d in self.gone if d not in found]
        self.waiting = [*found, *self.waiting]
        if anew or not found:
            self._put(unsure(graph.book).rows, graph, graph.count())

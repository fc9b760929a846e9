"""A graph folder that is served: opened once, opened again when its log has grown, asked by several readers at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from truceline.ask.graph_view import GraphView
from truceline.ask.isolated import Limits, Question, Reader
from truceline.errors import QueryError, StoppedError
from truceline.graph import Graph
from truceline.store.healing import heals, speaks_of_damage

T = TypeVar("T")

READERS = 2
"""Processes that answer queries."""

WAIT = 60.0
"""Seconds that a query waits for a process before it is turned away."""


class Served:
    """A graph that many ask at once.

    Args:
        path: its folder.
        limits: of each query.
        readers: how many processes answer queries.
    """

    def __init__(self, path: Path, limits: Limits, readers: int = READERS) -> None:
        self.path, self.limits = path, limits
        self._graph = Graph.open(path)
        self._lock = threading.RLock()
        self._seen = self._stamp()
        self._over = False
        self._readers = [Reader(self._graph.store, self._lock) for _ in range(readers)]
        self._free: asyncio.Queue[Reader] | None = None

    def ask(self, use: Callable[[Graph], T]) -> T:
        """What a function makes of the graph as it is now; one at a time. Call it in a thread."""
        with self._lock:
            self._renew()
            return _ask(self._graph, use)

    def view(self) -> GraphView:
        """A view of the graph as it is now, for one who takes long and shall keep nobody waiting."""
        with self._lock:
            self._renew()
            return GraphView(self._graph.store.index())

    def write(self, use: Callable[[Graph], T]) -> T:
        """What a function makes of the graph while it may write to it; others may write again when this returns."""
        with self._lock:
            self._graph.close()
            try:
                with Graph.open(self.path) as graph:
                    return use(graph)
            finally:
                self._open()

    async def query(self, question: Question) -> tuple[str, bytes]:
        """The answer to a query that the guard has passed: rows or triples, and its bytes.

        Raises:
            QueryError: it is broken or took too much.
            StoppedError: all processes were busy for too long.
        """
        async with self._reader() as reader:
            return await asyncio.to_thread(self._asked, reader, question)

    def _asked(self, reader: Reader, question: Question) -> tuple[str, bytes]:
        """The answer; asked anew where the index was changed under the reader, and made again where it is damaged."""
        for attempt in range(3):
            with self._lock:
                self._renew()
            try:
                return reader.ask(question, self.limits)
            except QueryError as e:
                if not speaks_of_damage(e) or attempt == 2:
                    raise
                reader.close()
                if attempt == 1:
                    with self._lock:
                        self._graph.store.mend()
        raise AssertionError("the last attempt returns or raises")

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[Reader]:
        """A process that nobody else is using."""
        if self._free is None:
            self._free = asyncio.Queue()
            for reader in self._readers:
                self._free.put_nowait(reader)
        try:
            taken = await asyncio.wait_for(self._free.get(), WAIT)
        except TimeoutError:
            raise StoppedError("Too many queries are waiting; ask again in a minute.") from None
        try:
            yield taken
        finally:
            self._free.put_nowait(taken)

    def close(self) -> None:
        """Ends the processes and gives the graph back."""
        for reader in self._readers:
            reader.close()
        with self._lock:
            self._over = True
            self._graph.close()

    def _renew(self) -> None:
        """Opens the graph again if somebody has written to it; its index is open when this returns."""
        if self._over:
            raise StoppedError("The server has ended; start it again.")
        now = self._stamp()
        if now != self._seen:
            self._graph.close()
            self._open()
        self._graph.store.index()

    def _open(self) -> None:
        """Opens the graph as it is now, and has all readers turn to it."""
        self._seen = self._stamp()
        self._graph = Graph.open(self.path)
        for reader in self._readers:
            reader.turn_to(self._graph.store)

    def _stamp(self) -> tuple[int, int]:
        """Size and time of the log."""
        found = (self.path / "log.jsonl").stat()
        return found.st_size, found.st_mtime_ns


@heals
def _ask(graph: Graph, use: Callable[[Graph], T]) -> T:
    """Asks once more where the index was damaged and is made again."""
    return use(graph)

"""A reader of a graph in a process of its own: it stays warm between queries, and is killed when one takes too much.

A query can hang, eat memory or crash the engine; here it takes down a process that holds nothing but a read-only copy
or the read-only index, and the next query gets a new one.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import pyoxigraph as ox

from truceline.ask.worker import receive, send
from truceline.errors import FormatError, QueryError, StoppedError
from truceline.store import Store
from truceline.vocabulary import PREFIXES

_START = "import sys; sys.path[:0] = sys.argv[1:]; from truceline.ask.worker import main; main()"
_NO_VALUES = '{"head":{"vars":[]},"results":{"bindings":[]}}'


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a query: seconds of wall clock, bytes of memory, bytes of the answer."""

    seconds: float = 60.0
    memory: int = 4 << 30
    answer: int = 512 << 20


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what it needs: SPARQL text, the format of rows and of triples, values of variables, prefixes.

    Formats are those of `worker.FORMS`, empty where none will do; `values` is one row of SPARQL 1.1 Query Results JSON, `bound` its variables.
    """

    text: str
    rows: str = "json"
    triples: str = "nt"
    values: str = _NO_VALUES
    bound: tuple[str, ...] = ()
    prefixes: Mapping[str, str] | None = None


class Reader:
    """Asks a store in a process of its own, one query at a time; several threads may use one.

    Args:
        store: where the graph lives.
        access: held while the store itself is looked at, where several readers share one.
    """

    def __init__(self, store: Store, access: AbstractContextManager[Any] | None = None) -> None:
        self._store = store
        self._access = access or threading.Lock()
        self._process: _Process | None = None
        self._version: object = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, question: Question, limits: Limits) -> tuple[str, bytes]:
        """The answer: whether it is rows or triples, and its bytes in the format wanted.

        Raises:
            QueryError: the query is broken, took too much time, memory or room, or brought the engine down.
        """
        with self._turn:
            process = self._ready(limits.memory)
            try:
                return process.ask(question, limits)
            finally:
                if process.over:
                    self.close()

    def turn_to(self, store: Store) -> None:
        """Reads another store from the next question on."""
        self._store = store

    def close(self) -> None:
        """Ends the process, if there is one."""
        if self._process is not None:
            self._process.end()
        self._process = None

    def _ready(self, memory: int) -> _Process:
        """A process that holds the graph as it is now."""
        with self._access:
            store = self._store
            index = store.index()
            version = (id(store), store.version, memory)
            if self._process is not None and self._version == version:
                return self._process
            graph = _graph(store, index)
        self.close()
        self._process, self._version = _Process(graph, memory), version
        return self._process


def _graph(store: Store, index: ox.Store) -> tuple[dict[str, str], bytes]:
    """Where the process finds the graph: a folder, or its triples themselves."""
    if folder := store.served:
        return {"folder": str(folder)}, b""
    return {}, index.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""


class _Process:
    """A running worker."""

    def __init__(self, graph: tuple[dict[str, str], bytes], memory: int) -> None:
        self._told: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed when the process ends
        root = str(Path(__file__).resolve().parent.parent.parent)
        home = str(Path(ox.__file__).resolve().parent.parent)
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, root, home],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._told,
        )
        self._end = weakref.finalize(self, _kill, self._popen)
        self.over = False
        self._late = threading.Event()
        if not self._exchange({**graph[0], "memory": memory}, graph[1])[0]:
            self.over = True
            raise StoppedError(self._fate())

    def end(self) -> None:
        """Kills it."""
        self.over = True
        self._end()
        self._told.close()

    def ask(self, question: Question, limits: Limits) -> tuple[str, bytes]:
        """The answer to one question."""
        prefixes = PREFIXES if question.prefixes is None else question.prefixes
        job: dict[str, Any] = {
            "query": question.text,
            "rows": question.rows,
            "triples": question.triples,
            "values": question.values,
        }
        job |= {"bound": question.bound, "prefixes": dict(prefixes), "bytes": limits.answer, "seconds": limits.seconds}
        alarm = threading.Timer(limits.seconds, self._too_late)
        alarm.daemon = True
        alarm.start()
        try:
            head, body = self._exchange(job)
        finally:
            alarm.cancel()
        if not head:
            self.over = True
            raise StoppedError(_slow(limits.seconds) if self._late.is_set() else self._fate())
        if "error" in head:
            raise _refused(head, limits)
        return head["kind"], body

    def _too_late(self) -> None:
        """Kills it because a question took too long."""
        self._late.set()
        self._popen.kill()

    def _exchange(self, job: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Sends a message and waits for the answer; an empty one when the process has died."""
        try:
            send(self._popen.stdin, job, body)
            return receive(self._popen.stdout)
        except (BrokenPipeError, OSError):
            return {}, b""

    def _fate(self) -> str:
        """Why the process died, in a sentence."""
        status = self._popen.wait()
        self._told.seek(0)
        last = self._told.read()[-2000:].decode("utf-8", "replace").strip().rpartition("\n")[2]
        return _fate(status, last)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and gives back its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _slow(seconds: float) -> str:
    return f"The query took longer than {seconds:g} seconds and was stopped; ask for less."


def _refused(head: Mapping[str, Any], limits: Limits) -> QueryError:
    """What is wrong, by the word of the worker."""
    if head["error"] == "large":
        return StoppedError(
            f"The answer is larger than {limits.answer >> 20} MB and was stopped; add a LIMIT or ask for less."
        )
    if head["error"] == "memory":
        return StoppedError(_NO_MEMORY)
    if head["error"] == "format":
        return FormatError(
            f"This query gives {head['kind']}, which cannot be had in the format asked for; ask for another."
        )
    from truceline.ask.engine import broken

    return QueryError(broken(head["said"]))


_NO_MEMORY = "The query ran out of memory and was stopped; ask for less."


def _fate(status: int, last: str) -> str:
    """How a worker ended, by its exit status and the last line it wrote.

    >>> _fate(-11, "")
    'The query brought the engine down (SIGSEGV) and was stopped; nothing else was harmed; write it flatter or shorter.'
    >>> _fate(-6, "memory allocation of 16 bytes failed")
    'The query ran out of memory and was stopped; ask for less.'
    """
    if "memory allocation" in last or "MemoryError" in last or "bad_alloc" in last:
        return _NO_MEMORY
    name = signal.Signals(-status).name if -status in signal.valid_signals() else f"exit status {status}"
    if name == "SIGKILL":
        return "The query was killed by the system, most likely for want of memory; ask for less."
    if name in {"SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL"}:
        return f"The query brought the engine down ({name}) and was stopped; nothing else was harmed; write it flatter or shorter."
    return f"The process that answers queries ended ({name}{': ' if last else ''}{last}); ask again."

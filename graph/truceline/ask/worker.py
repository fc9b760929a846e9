"""The process in which queries run: it opens a graph once, read-only, and answers until it is told to end, or killed.

It imports little, so that it starts fast: pyoxigraph, and of ours the fence. A message is a line of JSON, its length in
bytes before it, and a body whose length the line tells. A query runs in a thread with a large stack, so that what is
nested or chained does not run out of it, and under the memory and the processor time that it was given.
"""

from __future__ import annotations

import io
import json
import sys
import threading
from typing import Any

import pyoxigraph as ox

from truceline.ask.fence import fenced

STACK = 256 << 20
"""Bytes of stack of the thread that answers."""

FORMS: dict[str, Any] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def main() -> None:
    """Answers until standard input ends; behind a fence where the system has one."""
    fenced()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(source, target))
    thread.start()
    thread.join()


def _serve(source: io.BufferedReader, target: io.BufferedWriter) -> None:
    """Opens the graph of the first message, then answers one message after another."""
    job, body = receive(source)
    store = _store(job, body)
    del body
    _cap(job["memory"])
    send(target, {"ready": True})
    while True:
        job, _ = receive(source)
        if not job:
            return
        send(target, *_told(store, job))


def send(target: Any, head: dict[str, Any], body: bytes = b"") -> None:
    """Writes a message."""
    line = json.dumps({**head, "length": len(body)}).encode()
    target.write(len(line).to_bytes(4, "big") + line)
    target.write(body)
    target.flush()


def receive(source: Any) -> tuple[dict[str, Any], bytes]:
    """Reads a message; empty ones when there is no more, or half of one."""
    length = source.read(4)
    line = source.read(int.from_bytes(length, "big")) if len(length) == 4 else b""
    if not line or not line.endswith(b"}"):
        return {}, b""
    head = json.loads(line)
    body = source.read(head["length"])
    return (head, body) if len(body) == head["length"] else ({}, b"")


def _store(job: dict[str, Any], body: bytes) -> ox.Store:
    if "folder" in job:
        return ox.Store.read_only(job["folder"])
    store = ox.Store()
    store.bulk_load(input=body, format=ox.RdfFormat.N_TRIPLES)
    return store


def _told(store: ox.Store, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to a job, or what is wrong with it."""
    _time(job["seconds"])
    try:
        return _answer(store, job)
    except _TooLargeError:
        return {"error": "large"}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except (SyntaxError, ValueError, RuntimeError, OSError) as e:
        return {"error": "query", "said": str(e)}, b""


def _answer(store: ox.Store, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    given: Any = ox.parse_query_results(job["values"].encode(), ox.QueryResultsFormat.JSON)
    values = next(iter(given), None)
    bound = {ox.Variable(n): values[n] for n in job["bound"]} if values else {}
    found: Any = store.query(job["query"], prefixes=job["prefixes"], substitutions=bound)
    kind = "triples" if isinstance(found, ox.QueryTriples) else "rows"
    if not job[kind]:
        return {"error": "format", "kind": kind}, b""
    out = _Capped(job["bytes"])
    if kind == "triples":
        ox.serialize(found, out, format=FORMS[job[kind]], prefixes=job["prefixes"])
    else:
        found.serialize(out, format=FORMS[job[kind]])
    return {"kind": kind}, out.getvalue()


class _TooLargeError(Exception):
    """An answer is longer than was allowed."""


class _Capped(io.BytesIO):
    """A buffer that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: Any) -> int:
        if self.tell() + len(piece) > self._most:
            raise _TooLargeError
        return super().write(piece)


try:
    import resource
except ImportError:  # a system without limits for processes

    def _cap(memory: int) -> None:
        """Nothing: this system cannot cap the memory of a process."""

    def _time(seconds: float) -> None:
        """Nothing: this system cannot cap the processor time of a process."""

else:

    def _cap(memory: int) -> None:
        """Caps what this process may take beyond what it holds already."""
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _time(seconds: float) -> None:
        """Ends this process by itself a little after its time, should nobody be left to do it."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + 2 * seconds) + 5, -1))

"""The process in which a query of a stranger runs: reads a job from standard input, writes the answer to standard output.

It imports little, so that it starts fast: pyoxigraph and nothing of ours.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pyoxigraph as ox


def main() -> None:
    """Runs one job and leaves."""
    job = json.loads(sys.stdin.buffer.read())
    _limit(job["memory"])
    try:
        kind, body = _answer(_store(job), job["query"], job["prefixes"])
    except (SyntaxError, ValueError, RuntimeError, OSError) as e:
        from truceline.ask.engine import broken

        kind, body = b"ERROR", json.dumps({"error": broken(e)}).encode()
    sys.stdout.buffer.write(kind + b"\n" + body)


def _store(job: dict[str, Any]) -> ox.Store:
    if "folder" in job:
        return ox.Store.read_only(job["folder"])
    store = ox.Store()
    store.bulk_load(path=job["dump"], format=ox.RdfFormat.N_TRIPLES)
    return store


def _answer(store: ox.Store, query: str, prefixes: dict[str, str]) -> tuple[bytes, bytes]:
    found: Any = store.query(query, prefixes=prefixes)
    if isinstance(found, ox.QueryTriples):
        return b"TRIPLES", found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
    return b"RESULTS", found.serialize(format=ox.QueryResultsFormat.JSON) or b""


def _limit(memory: int) -> None:
    """Caps the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

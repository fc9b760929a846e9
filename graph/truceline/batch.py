"""Many articles: extraction in several processes or on a Dask cluster, results in the order of the articles."""

from __future__ import annotations

import itertools
import json
import signal
import traceback
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from typing import Any

from truceline import __version__
from truceline.codec import from_json, to_json
from truceline.errors import ReadError
from truceline.extract import extract_all
from truceline.model import Article, Facts
from truceline.read import Refused

CHUNK = 16
"""Articles that are extracted at a time."""

Found = Facts | Refused


def extract_many(articles: Iterable[Article], workers: int = 1) -> Iterator[Found]:
    """The facts of many articles, in order; the same whatever the number of workers.

    Args:
        articles: read as they are needed, at most `2 × workers` chunks ahead.
        workers: processes; 1 means this one.

    Returns:
        Facts; a refusal in the place of an article on which the extraction failed, so that the others are not lost.
    """
    if workers <= 1:
        for chunk in _chunks(articles):
            yield from _extract(chunk)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    waiting: list[tuple[tuple[Article, ...], Future[list[Found]]]] = []
    try:
        for chunk in _chunks(articles):
            with _deaf():
                waiting.append((chunk, pool.submit(_extract, chunk)))
            if len(waiting) >= 2 * workers:
                yield from _result(*waiting.pop(0))
        for pair in waiting:
            yield from _result(*pair)
    except BaseException:
        _end(pool)
        raise
    pool.shutdown()


AHEAD = 64
"""Batches that wait on a cluster at a time."""


def extract_on(address: str, articles: Iterable[Article]) -> Iterator[Found]:
    """The facts of many articles, in order, worked out on a Dask cluster; the same as `extract_many` gives.

    A batch whose worker dies is given to another. Only this process writes, and it takes a shard only whole.

    Args:
        address: of the scheduler, such as `tcp://host:8786`; its workers must have this version of truceline.
        articles: read as they are needed, at most `AHEAD` batches ahead.

    Raises:
        ImportError: Dask is not installed.
        ReadError: no scheduler answers at the address, or what comes back is not what was sent.
    """
    from distributed import Client

    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError):
        why = "no Dask scheduler answers there; start one with `dask scheduler`, and workers beside it"
        raise ReadError(f"{address}: {why}.") from None
    waiting: list[tuple[tuple[Article, ...], Any]] = []
    try:
        for chunk in _chunks(articles):
            waiting.append((chunk, client.submit(shard, chunk, __version__, key=_batch_name(chunk), pure=True)))
            if len(waiting) >= AHEAD:
                yield from _unpacked(*waiting.pop(0))
        for pair in waiting:
            yield from _unpacked(*pair)
    finally:
        client.close()


@dataclass(frozen=True, slots=True)
class Shard:
    """What a batch of articles says: lines of stand-off JSON, packed, and their sha256."""

    name: str
    body: bytes


def shard(chunk: tuple[Article, ...], version: str) -> Shard:
    """The facts of a batch of articles; depends on the batch alone, so that it may be worked out twice, anywhere.

    Raises:
        ReadError: this is another version of truceline than the one that asks.
    """
    if version != __version__:
        raise ReadError(f"A worker has truceline {__version__} and not {version}; install the same version on all.")
    rows = [[f.source, f.reason] if isinstance(f, Refused) else to_json(f) for f in _extract(chunk)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode("utf-8", "surrogatepass")
    return Shard(sha256(lines).hexdigest(), zlib.compress(lines, 1))


def _batch_name(chunk: tuple[Article, ...]) -> str:
    """The name of a batch, by what is in it."""
    return f"truceline-{__version__}-{sha256(repr(chunk).encode('utf-8', 'surrogatepass')).hexdigest()}"


def _unpacked(chunk: tuple[Article, ...], future: Any) -> list[Found]:
    """The facts in a shard, once it is there; a refusal of each article where every worker that took it died."""
    from distributed import KilledWorker

    try:
        found: Shard = future.result()
    except KilledWorker:
        why = "every worker that read it was ended from outside; give the workers more memory."
        return [Refused(a.id, f"{a.id}: {why}") for a in chunk]
    lines = zlib.decompress(found.body)
    if sha256(lines).hexdigest() != found.name:
        raise ReadError(f"The facts of {chunk[0].id} came back from the cluster damaged; build again.")
    several = [json.loads(line) for line in lines.decode("utf-8", "surrogatepass").split("\n")]
    return [Refused(*row) if isinstance(row, list) else from_json(row) for row in several]


@contextmanager
def _deaf() -> Iterator[None]:
    """While it lasts, Ctrl-C waits; processes begun meanwhile never hear it: it is for the one that reads the results."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # begun later, it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(pool: ProcessPoolExecutor) -> None:
    """Ends the processes of a pool at once, whatever they are doing, and waits until its thread has seen it.

    Python wakes that thread when it exits; one that is just closing its pipe would make it print a traceback.
    """
    for worker in list((pool._processes or {}).values()):
        worker.terminate()
    pool.shutdown(cancel_futures=True)


def _result(chunk: tuple[Article, ...], future: Future[list[Found]]) -> list[Found]:
    try:
        return future.result()
    except BrokenProcessPool:
        why = "the process that read it was ended from outside; try again with fewer --workers."
        return [Refused(a.id, f"{a.id}: {why}") for a in chunk]


def _chunks(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    several = iter(articles)
    while chunk := tuple(itertools.islice(several, CHUNK)):
        yield chunk


def _extract(chunk: tuple[Article, ...]) -> list[Found]:
    """The facts of a chunk; where it fails as a whole, of each of its articles by itself."""
    try:
        return list(extract_all(chunk))
    except Exception:
        return [_alone(article) for article in chunk]


def _alone(article: Article) -> Found:
    try:
        return next(extract_all([article]))
    except Exception as e:
        return Refused(
            article.id, f"{article.id}: the extraction failed ({broke(e)}); please report it with the article."
        )


def broke(error: BaseException) -> str:
    """What broke and where, on one line, for a report of a fault in truceline itself.

    >>> try:
    ...     {}["a"]
    ... except KeyError as e:
    ...     broke(e).split(" in ")[0]
    "KeyError: 'a'"
    """
    frame = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {said} in {Path(frame.filename).name}:{frame.lineno}"

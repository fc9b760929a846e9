"""Many articles: extraction in several processes, results in the order of the articles."""

from __future__ import annotations

import itertools
import signal
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from pathlib import Path

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

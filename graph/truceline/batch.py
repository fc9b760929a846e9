"""Many articles: extraction in several processes, results in the order of the articles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from truceline.extract import extract_all
from truceline.model import Article, Facts

CHUNK = 16
"""Articles that go to a process at a time."""


def extract_many(articles: Iterable[Article], workers: int = 1) -> Iterator[Facts]:
    """The facts of many articles, in order; the same whatever the number of workers.

    Args:
        articles: read as they are needed, at most `2 × workers` chunks ahead.
        workers: processes; 1 means this one.
    """
    if workers <= 1:
        yield from extract_all(articles)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: list[Future[list[Facts]]] = []
        for chunk in _chunks(articles):
            waiting.append(pool.submit(_extract, chunk))
            if len(waiting) >= 2 * workers:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def _chunks(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    several = iter(articles)
    while chunk := tuple(itertools.islice(several, CHUNK)):
        yield chunk


def _extract(chunk: tuple[Article, ...]) -> list[Facts]:
    return list(extract_all(chunk))

"""Answers in spite of a damaged index: it is made again from the log, and the question is asked once more."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from truceline.errors import TrucelineError

F = TypeVar("F", bound=Callable[..., Any])


def heals(ask: F) -> F:
    """Makes a question mend the index and ask again where a block of it turns out to be damaged.

    Args:
        ask: takes a graph (anything with a `store`) first.
    """

    @functools.wraps(ask)
    def asked(graph: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return ask(graph, *args, **kwargs)
        except (RuntimeError, OSError, TrucelineError) as e:
            if not (speaks_of_damage(e) and graph.store.mend()):
                raise
        return ask(graph, *args, **kwargs)

    return cast(F, asked)


def speaks_of_damage(error: BaseException) -> bool:
    """Whether an error, or the one it came from, is RocksDB's word for damage.

    >>> speaks_of_damage(RuntimeError("Corruption: block checksum mismatch"))
    True
    """
    several = (error, error.__context__, error.__cause__)
    return any("Corruption" in str(e) or "IO error" in str(e) for e in several if e is not None)

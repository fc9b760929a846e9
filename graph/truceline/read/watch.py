"""Sources that are watched: what has come or changed since the last look, named once it has stopped changing.

Looks again and again at names, sizes and times of files; that works on every system and on network drives.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from truceline.errors import ReadError
from truceline.read.source import paths

LOOK = 2.0
"""Seconds between two looks at the files."""

AGAIN = 600.0
"""Seconds after which an address, such as that of a feed, is read again."""

_Stamps = dict[str, tuple[int, int]]
"""File → its size and the time of its last change."""


def watched(sources: Sequence[str], pause: Callable[[float], None] = time.sleep) -> Iterator[list[str]]:
    """All sources, and then without end those files among them that came or changed, and addresses from time to time.

    Args:
        sources: files, folders, globs, addresses.
        pause: waits so many seconds.

    Returns:
        Names to read, a list for each time that there is something new. A file is named when two looks in a row have
        found it the same, so that none is read while it is still written.
    """
    known = last = _stamps(sources)
    yield list(sources)
    addresses = [s for s in sources if "://" in s]
    waited = 0.0
    while True:
        pause(LOOK)
        waited += LOOK
        now = _stamps(sources)
        fresh = [path for path, stamp in now.items() if known.get(path) != stamp == last.get(path)]
        known = known | {path: now[path] for path in fresh}
        last = now
        if addresses and waited >= AGAIN:
            fresh, waited = [*fresh, *addresses], 0.0
        if fresh:
            yield fresh


def _stamps(sources: Sequence[str]) -> _Stamps:
    """The files of sources as they are now; what is not there, or has just gone, is left out."""
    out: _Stamps = {}
    for source in sources:
        try:
            files = paths(source)
        except ReadError:
            continue
        for file in files:
            try:
                found = Path(file).stat()
            except OSError:
                continue
            out[file] = found.st_size, found.st_mtime_ns
    return out

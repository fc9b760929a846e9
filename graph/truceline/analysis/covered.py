"""Which stretches of a text are taken, asked by character: the check for overlaps stays linear in the text."""

from __future__ import annotations

from collections.abc import Iterable


def covered(size: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """A one for each character of a text that stands in one of these stretches, which may overlap.

    >>> list(covered(4, [(1, 3), (2, 4)]))
    [0, 1, 1, 1, 0]
    """
    out = bytearray(size + 1)
    for s, e in spans:
        out[s:e] = b"\x01" * (e - s)
    return out


class Cover:
    """Stretches of a text that do not overlap."""

    def __init__(self, size: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._owner: list[tuple[int, int] | None] = [None] * (size + 1)
        for s, e in spans:
            self.add(s, e)

    def add(self, start: int, end: int) -> None:
        """Takes a stretch.

        >>> Cover(9, [(2, 5)]).over(4, 9), Cover(9, [(2, 5)]).over(5, 9)
        ([(2, 5)], [])
        """
        self._owner[start:end] = [(start, end)] * (end - start)

    def drop(self, start: int, end: int) -> None:
        """Frees a stretch."""
        self._owner[start:end] = [None] * (end - start)

    def over(self, start: int, end: int) -> list[tuple[int, int]]:
        """The taken stretches that share a character with this one, in order."""
        return list(dict.fromkeys(o for o in self._owner[start:end] if o is not None))

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of a stretch is taken."""
        return all(o is None for o in self._owner[start:end])

    def inside(self, start: int, end: int) -> bool:
        """Whether one taken stretch holds this one whole.

        >>> Cover(9, [(2, 5)]).inside(3, 5), Cover(9, [(2, 5)]).inside(4, 6)
        (True, False)
        """
        owner = self._owner[start]
        return owner is not None and owner[0] <= start and end <= owner[1]

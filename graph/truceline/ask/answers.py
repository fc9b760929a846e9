"""Answers as tables: for terminals, notebooks and machines alike."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Generic, TypeVar

from truceline.ask.layout import columns

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """Rows of an answer; iterate over them, index them, print them, or take `to_json()`."""

    rows: tuple[R, ...] = ()
    notes: tuple[str, ...] = ()

    head: ClassVar[tuple[str, ...]] = ("",)

    def cells(self, row: R) -> Sequence[str]:
        """A row as text, one cell for each column."""
        return [str(row)]

    def below(self, row: R) -> str:
        """What stands under a row, such as its sentence; nothing by default."""
        return ""

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, n: int) -> R:
        return self.rows[n]

    def to_json(self) -> Any:
        """Plain lists and dicts."""
        return [plain(row) for row in self.rows]

    def __str__(self) -> str:
        text = columns(self.head, [self.cells(row) for row in self.rows], [self.below(row) for row in self.rows])
        return (text + "".join(f"note: {n}\n" for n in self.notes)).rstrip("\n")

    def _repr_html_(self) -> str:
        evidence = any(self.below(row) for row in self.rows)
        head = "".join(f"<th>{html.escape(h)}</th>" for h in (*self.head, *(["sentence"] if evidence else [])))
        cells = ([*self.cells(row), *([self.below(row)] if evidence else [])] for row in self.rows)
        body = "".join(f"<tr>{_html(row)}</tr>" for row in cells)
        notes = "".join(f"<p>{html.escape(n)}</p>" for n in self.notes)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def _html(cells: Sequence[str]) -> str:
    return "".join(f"<td>{html.escape(c)}</td>" for c in cells)


def plain(row: Any) -> Any:
    """A frozen value as JSON."""
    return asdict(row)

"""What every answer can do: be printed, be written for machines, become a data frame."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Generic, TypeVar

from truceline.ask.layout import WIDTH, Line, clean, columns, joined, paragraph
from truceline.ask.records import Record, flat, names

R = TypeVar("R")


class Answer(ABC):
    """An answer of truceline.

    It has four forms: `lines` for a terminal, `grid` for a page or Markdown, `records` for CSV and data frames,
    `to_json` for programs.
    """

    __slots__ = ()

    @abstractmethod
    def lines(self, width: int = WIDTH) -> list[Line]:
        """The answer for people, in lines of at most `width` characters."""

    @abstractmethod
    def grid(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        """The heading and the rows for people, as text."""

    @abstractmethod
    def records(self) -> tuple[Sequence[str], list[Record]]:
        """The names of the columns, and a flat dict a row; several values of one thing are a tuple."""

    @abstractmethod
    def to_json(self) -> Any:
        """Plain lists and dicts."""

    def to_pandas(self) -> Any:
        """The records as a pandas DataFrame; several values of one thing are a list. pandas must be installed."""
        import pandas

        names_, rows = self.records()
        return pandas.DataFrame([[_listed(r[n]) for n in names_] for r in rows], columns=list(names_))

    def to_polars(self) -> Any:
        """The records as a polars DataFrame; several values of one thing are a list. polars must be installed."""
        import polars

        names_, rows = self.records()
        return polars.DataFrame({n: [_listed(r[n]) for r in rows] for n in names_}, strict=False)

    def __str__(self) -> str:
        return joined(self.lines())

    def _repr_html_(self) -> str:
        head, rows = self.grid()
        top = "".join(f"<th>{_escaped(h)}</th>" for h in head)
        body = "".join(f"<tr>{''.join(f'<td>{_escaped(c)}</td>' for c in row)}</tr>" for row in rows)
        return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True, repr=False)
class Table(Answer, Generic[R]):
    """Rows of an answer; iterate over them, index them, print them.

    A kind of table names its columns in `head`, the class of its rows in `row`, and says by `cells` and `below` how a
    row looks.
    """

    rows: tuple[R, ...] = ()
    notes: tuple[str, ...] = ()

    head: ClassVar[tuple[str, ...]] = ("",)
    row: ClassVar[type | None] = None

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

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} row{'' if len(self) == 1 else 's'}>"

    def lines(self, width: int = WIDTH) -> list[Line]:
        cells, below = [self.cells(row) for row in self.rows], [self.below(row) for row in self.rows]
        notes = [x for n in self.notes for x in paragraph(f"note: {n}", width, part="note")]
        return [*columns(self.head, cells, below, width), *notes]

    def grid(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        if not any(map(self.below, self.rows)):
            return self.head, [self.cells(row) for row in self.rows]
        return (*self.head, "sentence"), [(*self.cells(row), self.below(row)) for row in self.rows]

    def records(self) -> tuple[Sequence[str], list[Record]]:
        rows = [flat(row) for row in self.rows]
        return names(self.row) if self.row else list(rows[0]) if rows else self.head, rows

    def to_json(self) -> Any:
        return [plain(row) for row in self.rows]

    def _repr_html_(self) -> str:
        return Answer._repr_html_(self) + "".join(f"<p>{_escaped(n)}</p>" for n in self.notes)


def _listed(value: object) -> object:
    """A value for a data frame."""
    return list(value) if isinstance(value, tuple) else value


def _escaped(text: str) -> str:
    return html.escape(clean(text))


def plain(row: Any) -> Any:
    """A frozen value as JSON."""
    return asdict(row)

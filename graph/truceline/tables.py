"""What every table of `data/` and `ontology/` must be like: its key, its columns and their types, where its facts come from.

The declarations are rows of `ontology/tables.tsv`. A table is checked as it is read, so that a slip in a row is told by file
and line and never becomes a rule that silently does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import KnowledgeError

Row = dict[str, str]

_TYPES = {"int": re.compile(r"-?\d+"), "float": re.compile(r"-?\d+(\.\d+)?")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, whether it may be empty, and what may stand in it (a type, or the words allowed)."""

    name: str
    empty: bool = False
    type: str = ""

    def wrong(self, value: str) -> str | None:
        """What is wrong with a value, or ``None``.

        >>> Column("cap", type="0|1").wrong("yes"), Column("cap", type="0|1").wrong("1")
        ('must be one of 0, 1, not “yes”', None)
        """
        if not value:
            return None if self.empty or self.type else "must not be empty"
        if self.type in _TYPES:
            number = "a whole number" if self.type == "int" else "a number"
            return None if _TYPES[self.type].fullmatch(value) else f"must be {number}, not “{value}”"
        allowed = self.type.split("|") if self.type else []
        return f"must be one of {', '.join(allowed)}, not “{value}”" if allowed and value not in allowed else None


@dataclass(frozen=True, slots=True)
class Table:
    """The declaration of a table: the columns whose values together stand once, and all columns in their order."""

    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The header."""
        return [c.name for c in self.columns]


def declared(path: Path) -> dict[str, Table]:
    """The declarations by the name of the table (`folder/file.tsv`).

    Raises:
        KnowledgeError: a declaration cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return {row["table"]: _table(row) for _, row in lines(path.name, file)}


def _table(row: Mapping[str, str]) -> Table:
    """The declaration that a row of `tables.tsv` makes."""
    columns = tuple(_column(c) for c in row["columns"].split())
    return Table(tuple(row["key"].split()), columns)


def _column(word: str) -> Column:
    """The column that a word such as `cap:0|1` or `role?` declares."""
    name, _, kind = word.partition(":")
    return Column(name.removesuffix("?"), name.endswith("?"), kind)


def lines(name: str, file: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """(number of the line, row) of a TSV with a header; lines that begin with # are comments.

    Raises:
        KnowledgeError: a row has more or fewer cells than the header.
    """
    numbered = ((n, x) for n, x in enumerate(file, 1) if not x.startswith("#") and x.strip())
    header: list[str] = []
    for n, line in numbered:
        cells = line.rstrip("\r\n").split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise KnowledgeError(
                f"{name}:{n}: {len(cells)} cells, but the header has {len(header)}; part them by tabs."
            )
        else:
            yield n, dict(zip(header, cells, strict=True))


def checked(name: str, table: Table, found: Iterable[tuple[int, Row]]) -> Iterator[Row]:
    """The rows of a table, each checked.

    Raises:
        KnowledgeError: the columns are not those declared, a value is not of its type, or a key stands twice.
    """
    seen: dict[tuple[str, ...], int] = {}
    for n, row in found:
        if list(row) != table.names:
            raise KnowledgeError(f"{name}: the columns are {', '.join(row)}; they must be {', '.join(table.names)}.")
        for column in table.columns:
            if wrong := column.wrong(row[column.name]):
                raise KnowledgeError(f"{name}:{n}: the column {column.name} {wrong}.")
        key = tuple(row[k] for k in table.key)
        if key in seen:
            raise KnowledgeError(f"{name}:{n}: “{' '.join(key)}” stands in line {seen[key]} already.")
        seen[key] = n
        yield row

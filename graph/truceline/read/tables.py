"""Tables (CSV, TSV) → documents: a row an article; columns by name, or as a person says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from truceline.errors import DateError, ReadError
from truceline.read import fields
from truceline.read.decode import LIMIT
from truceline.read.document import Found, Refused, Source

_MARKS = (",", "\t", ";", "|")
_NAME = 48
"""The longest name of a column."""


def looks(source: Source) -> bool:
    """Whether a text is a table: a line of short names, then rows with as many cells."""
    return delimiter(source) is not None


def delimiter(source: Source) -> str | None:
    """The mark between the cells of a table; None where a text is none."""
    named = source.name.lower().endswith((".csv", ".tsv"))
    head = source.text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    able = [m for m in _MARKS if m in head]
    return max((m for m in able if _is_table(source.text, m, named)), key=head.count, default=None)


def _is_table(text: str, mark: str, named: bool) -> bool:
    """Whether a text reads as a table with this mark; without the suffix of one, a known name must be among its columns."""
    rows = _first_rows(text, mark)
    if len(rows) < 2 or not all(0 < len(n.strip()) <= _NAME for n in rows[0][1:]):
        return False
    full = len(text) <= 400_000
    even = all(len(r) == len(rows[0]) for r in (rows[1:] if full else rows[1:-1]))
    return even and (
        named or (fields.has_text(rows[0]) or len(set(fields.chosen(dict.fromkeys(rows[0], "x"), {}))) >= 2)
    )


def _first_rows(text: str, mark: str) -> list[list[str]]:
    """The first rows that hold something; none where a text cannot be read as a table."""
    try:
        return [r for r in islice(csv.reader(io.StringIO(text[:400_000]), delimiter=mark), 6) if r]
    except csv.Error:
        return []


def _must_have_text(source: Source, head: Iterable[str]) -> None:
    """Refuses a table without a column for the text."""
    names, columns = [n for n in head if n], source.options.columns
    if not fields.has_text(names, columns):
        wanted = f"no column {columns['text']!r}" if "text" in columns else "no column for the text"
        raise ReadError(
            f"{source.name}: this table has {wanted}; found {fields.listed(names)}; say which by --column text=NAME."
        )


def read(source: Source) -> Iterator[Found]:
    """The documents of a table, each with the number of its line."""
    mark = delimiter(source) or ","
    csv.field_size_limit(4 * LIMIT)
    rows = csv.DictReader(io.StringIO(source.text.lstrip("\ufeff"), newline=""), delimiter=mark)
    columns = source.options.columns
    _must_have_text(source, rows.fieldnames or ())
    for row in rows:
        name = f"{source.name}:{rows.line_num}"
        try:
            kept = {k: v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}
            yield fields.document(kept, name, source.known, columns)
        except (ReadError, DateError) as e:
            yield Refused(name, said if (said := str(e)).startswith(source.name) else f"{source.name}: {said}")


def label(source: Source) -> str:
    """What a table is taken for."""
    return "TSV table" if delimiter(source) == "\t" else "CSV table"

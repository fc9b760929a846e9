"""Tables of knowledge: each is declared, each row is as declared and says where it comes from, and slips are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.errors import KnowledgeError
from truceline.shelf import data, ontology, rows, tables
from truceline.tables import Column, Table, checked, lines

FILES = sorted([*data().glob("*/*.tsv"), *ontology().glob("*.tsv"), *ontology("triggers").glob("*.tsv")])
DECLARED = "tables.tsv"


def name(path: Path) -> str:
    """A table as its declaration names it."""
    return f"{path.parent.name}/{path.name}"


def test_every_table_is_declared_and_every_declaration_has_its_table() -> None:
    """A table that nobody declared would be read unchecked."""
    found = {name(f) for f in FILES if f.name != DECLARED}
    assert found == set(tables()) and len(found) > 40


@pytest.mark.parametrize("path", [f for f in FILES if f.name != DECLARED], ids=name)
def test_every_row_is_as_declared_and_has_a_source(path: Path) -> None:
    """The source stands in the row, or for all rows in the comment at the head of the table."""
    found = list(rows(path))
    head = "".join(x for x in path.read_text("utf-8").splitlines(keepends=True) if x.startswith("#"))
    assert found
    if "source" in found[0]:
        assert all(r["source"].strip() for r in found)
    else:
        assert "ource" in head, "neither rows nor head say where the facts come from"


TABLE = Table(("word", "at"), (Column("word"), Column("at", type="first|last"), Column("n", empty=True, type="int")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("word\tat\tn\nfront\tfirst\tx\n", r"2: the column n must be a whole number, not “x”"),
        ("word\tat\tn\nfront\tmiddle\t1\n", r"2: the column at must be one of first, last, not “middle”"),
        ("# a comment\nword\tat\tn\n\tfirst\t1\n", r"3: the column word must not be empty"),
        ("word\tat\tn\nfront\tfirst\t\nfront\tfirst\t2\n", r"3: “front first” stands in line 2 already"),
        ("word\tat\tn\nfront\tfirst\n", r"2: 2 cells, but the header has 3"),
        ("word\tn\tat\nfront\t1\tfirst\n", r"the columns are word, n, at; they must be word, at, n"),
    ],
)
def test_a_slip_is_told_by_file_and_line(text: str, told: str) -> None:
    """A number that is none, a word that is not allowed, an empty cell, a key twice, a cell too few, columns in disorder."""
    with pytest.raises(KnowledgeError, match=rf"own\.tsv:? ?{told}"):
        list(checked("own.tsv", TABLE, lines("own.tsv", text.splitlines(keepends=True))))


def test_a_right_table_is_read_as_it_stands() -> None:
    """Comments and blank lines are left out, empty cells stay empty."""
    text = "# words\nword\tat\tn\n\nfront\tfirst\t\nfront\tlast\t-3\n"
    found = list(checked("own.tsv", TABLE, lines("own.tsv", text.splitlines(keepends=True))))
    assert [r["n"] for r in found] == ["", "-3"]

"""Finds `ontology/` and `data/`: inside the installed package, or beside `graph/` in a checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from truceline.errors import KnowledgeError
from truceline.tables import Table, checked, declared, lines


@cache
def shelf(name: str) -> Path:
    """The folder `data` or `ontology`.

    Raises:
        KnowledgeError: the package was installed without it.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parent.parent / name):
        if folder.is_dir():
            return folder
    raise KnowledgeError(f"The folder {name}/ is missing from this installation of truceline; install it again.")


def data(*parts: str) -> Path:
    """A path under `data/`."""
    return shelf("data").joinpath(*parts)


def ontology(*parts: str) -> Path:
    """A path under `ontology/`."""
    return shelf("ontology").joinpath(*parts)


@cache
def tables() -> dict[str, Table]:
    """How each table must be, by `folder/file.tsv`; from `ontology/tables.tsv`."""
    return declared(ontology("tables.tsv"))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, or of a TSV file with a header (lines beginning with # are comments), checked as declared.

    Raises:
        KnowledgeError: a line cannot be read or is not as declared; the message names file and line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".tsv":
            table = tables().get(f"{path.parent.name}/{path.name}")
            found = lines(path.name, file)
            yield from checked(path.name, table, found) if table else (row for _, row in found)
            return
        for n, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as e:
                    raise KnowledgeError(f"{path.name}:{n}: not JSON ({e}).") from None

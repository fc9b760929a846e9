"""Finds `ontology/` and `data/`: inside the installed package, or beside `graph/` in a checkout; and a user's own beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from truceline.errors import KnowledgeError
from truceline.tables import Table, checked, declared, lines

OWN = "TRUCELINE_KNOWLEDGE"
"""The variable of the environment that names a user's own folder of knowledge."""


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


def own() -> Path | None:
    """The folder of a user's own knowledge, beside ours: what the variable TRUCELINE_KNOWLEDGE names.

    Raises:
        KnowledgeError: there is no such folder.
    """
    if not (name := os.environ.get(OWN)):
        return None
    if not Path(name).is_dir():
        raise KnowledgeError(f"{name}: there is no such folder of knowledge; check --knowledge and {OWN}.")
    return Path(name)


def beside(path: Path) -> Path | None:
    """The file of a user that stands beside one of ours: `DIR/reading/outlets.tsv` beside `data/reading/outlets.tsv`."""
    if (folder := own()) is None:
        return None
    inside = next((path.relative_to(s) for s in (shelf("data"), shelf("ontology")) if path.is_relative_to(s)), None)
    return folder / inside if inside and (folder / inside).is_file() else None


def files(folder: Path, pattern: str) -> list[Path]:
    """Our files in a folder, and those that a user has there under other names, by name."""
    ours = sorted(folder.glob(pattern))
    if (mine := own()) is None:
        return ours
    names = {p.name for p in ours}
    return [*ours, *(p for p in sorted((mine / folder.name).glob(pattern)) if p.name not in names)]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, or of a TSV file with a header (lines beginning with # are comments), checked as declared.

    Rows of a user's file of the same name come after ours.

    Raises:
        KnowledgeError: a line cannot be read or is not as declared; the message names file and line.
    """
    for each in (path, beside(path)):
        if each is not None:
            yield from _rows(each)


def declaration(path: Path) -> Table | None:
    """How a table must be, by its name and that of its folder; a table beside the folders belongs to the ontology."""
    several = tables()
    return several.get(f"{path.parent.name}/{path.name}") or several.get(f"ontology/{path.name}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one file."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".tsv":
            table = declaration(path)
            found = lines(path.name, file)
            yield from checked(path.name, table, found) if table else (row for _, row in found)
            return
        for n, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as e:
                    raise KnowledgeError(f"{path.name}:{n}: not JSON ({e}).") from None

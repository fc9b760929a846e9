"""Finds `ontology/` and `data/`: inside the installed package, or beside `graph/` in a checkout."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from truceline.errors import KnowledgeError


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


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, or of a TSV file with a header (lines beginning with # are comments).

    Raises:
        KnowledgeError: a line cannot be read; the message names file and line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".tsv":
            lines = (line for line in file if not line.startswith("#") and line.strip())
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            return
        for n, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as e:
                    raise KnowledgeError(f"{path.name}:{n}: not JSON ({e}).") from None

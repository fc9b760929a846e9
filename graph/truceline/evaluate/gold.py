"""Gold files: stand-off JSON, one document a file or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from truceline.errors import FactsError

Item = dict[str, Any]


def load(path: Path) -> Iterator[Item]:
    """The gold documents of a file or a folder.

    Raises:
        FactsError: there is no such file, it is no JSON, or a record has no text.
    """
    files = sorted(path.glob("*.json")) + sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(f.is_file() for f in files):
        raise FactsError(f"{path}: there are no gold files here; name a .json or .jsonl file or a folder of them.")
    for file in files:
        for record in _records(file):
            if not isinstance(record, dict) or not record.get("text"):
                raise FactsError(f"{file}: a gold record needs a text, as in the stand-off format.")
            yield _renamed(record)


def _records(file: Path) -> list[Any]:
    """What a file holds as JSON."""
    body = file.read_text(encoding="utf-8")
    try:
        lines = body.splitlines() if file.suffix == ".jsonl" else [body]
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError as e:
        raise FactsError(f"{file}: not JSON ({e}).") from None


def _renamed(record: Item) -> Item:
    """Gold that holds one layer under its corpus' name, read as that layer."""
    if "timexes" in record:
        record["times"] = record["timexes"]
    for claim in record.get("attributions", ()):
        speaker = (claim.get("source") or [None])[0]
        record.setdefault("claims", []).append(
            {
                "speaker": {"start": speaker[0], "end": speaker[1]} if speaker else None,
                "content": [{"start": s, "end": e} for s, e in claim.get("content", ())],
            }
        )
    return record

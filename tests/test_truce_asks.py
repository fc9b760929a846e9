"""Questions about truces of real texts, each text in a graph of its own: no fewer are answered rightly than before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from truceline.graph import Graph
from truceline.read.source import from_record

HELD, DECIDED = 0.86, 0.97
"""Floors, never lowered: of the days on which the text says that a truce held, and of all whose answer is not open."""


@pytest.mark.slow
def test_days_on_which_a_truce_held(shared: Path) -> None:
    """`status` says "in force" where the text does, and what the text says where it decides."""
    held, decided = [], []
    for line in (shared / "dev" / "truces" / "cards.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        kg = Graph()
        kg.add(from_record({k: record.get(k) for k in ("id", "published", "title", "text", "url")}, record["id"]))
        for q in record.get("asks", []):
            answer, right = kg.status(on=q["on"], place=q.get("place")).answer, {q["answer"], *q.get("also", [])}
            said = next(w for w in ("not in force", "in force", "disputed", "unknown") if answer.startswith(w))
            if q["answer"] == "in force":
                held.append(said in right & {"in force", "disputed"})
            if "unknown" not in right:
                decided.append(said in right)
    assert sum(held) / len(held) >= HELD
    assert sum(decided) / len(decided) >= DECIDED

"""Precision of events: each sentence has the events that it tells and no others; most of these tell none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from truceline.extract import extract
from truceline.model import Event, Notes
from truceline.read import make_article

CASES = [
    json.loads(row)
    for row in (Path(__file__).parent / "cases" / "events_exact.jsonl").read_text(encoding="utf-8").splitlines()
]


def told(event: Event, notes: Notes, text: str) -> dict[str, Any]:
    """An event as the cases write it."""
    out: dict[str, Any] = {"kind": event.kind, "factuality": event.factuality}
    for p in event.participants:
        words = notes.mentions[p.mention].text if p.mention is not None else p.span.of(text) if p.span else ""
        out.setdefault(p.role, []).append(words)
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_events_of_a_sentence_and_no_others(case: dict[str, Any]) -> None:
    """Kinds, factuality and participants are exactly those expected."""
    notes = extract(make_article(case["text"], published=date(2021, 3, 10))).notes
    assert [told(e, notes, case["text"]) for e in notes.events] == case["events"]


def test_half_of_the_cases_tell_nothing() -> None:
    """A rule that fires too often is seen: half of the sentences at least have no event."""
    assert 2 * sum(not c["events"] for c in CASES) >= len(CASES)

"""Times: cases in news style with expected values, calendars, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from truceline.find.when import find_times
from truceline.model import Time
from truceline.standoff import iso

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "when.jsonl").read_text(encoding="utf-8").splitlines()
]
_INSTANTS = {"begin": "begin", "end": "end_", "scope_begin": "scope_begin", "scope_end": "scope_end"}


def got(time: Time, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was read, of the things that a case asks for."""
    return {k: iso(getattr(time, _INSTANTS[k])) if k in _INSTANTS else getattr(time, k) for k in wanted}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_case(case: dict[str, Any]) -> None:
    """The times of a sentence are those expected, no more and no fewer."""
    times = find_times(case["text"], case["published"])
    assert [t.text for t in times] == [t["text"] for t in case["times"]]
    for time, wanted in zip(times, case["times"], strict=True):
        assert got(time, wanted) == wanted

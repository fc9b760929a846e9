"""Stand-off JSON: both ways and its schema from one table."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from truceline.codec import from_json, schema, to_json
from truceline.codec.table import LAYERS
from truceline.errors import FactsError
from truceline.extract import extract
from truceline.read import read
from truceline.shelf import ontology

ROOT = Path(__file__).parent.parent
CHECKER = jsonschema.Draft202012Validator(schema())


def test_the_shipped_schema_is_what_the_table_makes() -> None:
    """`python bench/make_schema.py` writes it."""
    command = [sys.executable, str(ROOT / "bench" / "make_schema.py"), "--check"]
    assert subprocess.run(command, check=False, env={"PYTHONPATH": str(ROOT / "graph")}).returncode == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(ontology("standoff.schema.json").read_text("utf-8")))


def test_every_attribute_of_an_item_is_carried_by_one_row() -> None:
    """A field that is added to the model and not to the table would be lost on the way through the log."""
    for kind, rows in LAYERS.values():
        carried = [a for r in rows for a in r.attrs]
        assert sorted(carried) == sorted(f.name for f in dataclasses.fields(kind)), kind.__name__


@pytest.mark.parametrize("name", ["2016-02-27-first-day.txt", "2016-05-05-aleppo-truce.txt"])
def test_facts_survive_the_way_there_and_back(name: str) -> None:
    """What was read is what was written, through real JSON text, and the JSON follows its schema."""
    facts = extract(read(ROOT / "data" / "dispatches" / name))
    document = json.loads(json.dumps(to_json(facts)))
    assert [e.message for e in CHECKER.iter_errors(document)] == []
    assert from_json(document) == facts
    assert facts.notes.events and facts.notes.ceasefires and facts.notes.figures is not None


@pytest.mark.parametrize(
    "item",
    [
        {"times": [{"start": 0, "end": 3, "text": "The"}]},
        {"events": [{"id": "e1", "kind": "Attack", "sentence": 0}]},
        {"claims": [{"id": "c1", "stance": "denied"}]},
        {"figures": [{"id": "f1", "start": 0, "end": 3}]},
    ],
)
def test_an_item_without_what_it_needs_is_refused_by_schema_and_reader(item: dict[str, Any]) -> None:
    """The schema asks for what the reader asks for, and the reader names the item."""
    document = {"id": "a", "text": "The truce held.", **item}
    assert list(CHECKER.iter_errors(document))
    with pytest.raises(FactsError, match=f"item 0 of {next(iter(item))} has no"):
        from_json(document)


def test_outer_bounds_alone_are_understood() -> None:
    """Gold files give an interval and an EDTF where the four time stamps are not told."""
    state = {"state": "inForce", "interval": {"begin": "2016-02-27T00:00:00Z", "end": None}, "edtf": "2016-02-27/.."}
    truce = {"id": "t1", "label": "the truce", "states": [state]}
    when = from_json({"id": "a", "text": "x", "ceasefires": [truce]}).notes.ceasefires[0].states[0].when
    assert when is not None and when.edtf == "2016-02-27/.."
    assert when.earliest_begin is not None and when.earliest_begin.isoformat() == "2016-02-27T00:00:00+00:00"

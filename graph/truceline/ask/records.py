"""Rows of answers as flat records: one value a column, for CSV, spreadsheets and data frames.

A field `says` (the claims that tell a thing) becomes the columns speakers, stances, claims and sentence; a field `said`
(one claim) becomes the columns of that claim; other fields stay as they are.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from truceline.ask.said import Said

Value = str | int | float | bool | tuple[str, ...] | None
Record = dict[str, Any]

_SAYS = ("speakers", "stances", "claims", "sentence", "source")


def names(kind: type) -> tuple[str, ...]:
    """The columns of a row class."""
    return tuple(dict.fromkeys(n for f in fields(kind) for n in _NAMES.get(f.name, (f.name,))))


def flat(row: Any) -> Record:
    """A row as one record."""
    out: Record = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name == "said" and isinstance(value, Said):
            out |= {f.name: getattr(value, f.name) for f in fields(value)}
        elif field.name == "says":
            out |= sayers(value)
        else:
            out[field.name] = value
    return out


def sayers(says: tuple[Said, ...]) -> Record:
    """Who says a thing: speakers, stances and claims in the same order, and the first sentence with its source."""
    first = says[0] if says else None
    values = (
        tuple(s.speaker for s in says),
        tuple(s.stance for s in says),
        tuple(s.claim for s in says),
        first.sentence if first else "",
        ", ".join(x for x in (first.outlet, first.published) if x) if first else "",
    )
    return dict(zip(_SAYS, values, strict=True))


_NAMES = {"says": _SAYS, "said": tuple(f.name for f in fields(Said))}

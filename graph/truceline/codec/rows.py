"""Rows of the table of fields, and what they make of an item: JSON, the item again, its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from truceline.codec.forms import Form, Json, Schema, listed, nullable

REQUIRED: Any = object()
"""The default of a key that must be there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One key: how it is written, which attributes it carries, what is read where it is missing.

    A row without `attrs` only shows what another row carries, for people and for tools that want less. `shows` gives what is
    written, from the whole item, where that is not the attribute itself; `only` leaves the key null unless it holds;
    `given` makes the value of a missing key from the whole JSON item.
    """

    key: str
    form: Form
    attrs: tuple[str, ...] = ()
    default: Any = None
    shows: Callable[[Any], Any] | None = None
    only: Callable[[Any], bool] | None = None
    given: Callable[[Json], Any] | None = None


def row(key: str, form: Form, attr: str | None = None, default: Any = None) -> Row:
    """A row that carries one attribute, of the same name where none is given."""
    return Row(key, form, (attr or key,), default)


def must(key: str, form: Form, attr: str | None = None) -> Row:
    """A row whose key must be there."""
    return row(key, form, attr, REQUIRED)


def several(key: str, form: Form, attr: str | None = None) -> Row:
    """A row that carries a tuple, empty where the key is missing."""
    return row(key, listed(form), attr, ())


def write(rows: tuple[Row, ...], item: Any, text: str) -> dict[str, Any]:
    """An item as plain JSON types, keys in the order of the rows; `text` is the article's."""
    return {r.key: _written(r, item, text) for r in rows}


def _written(r: Row, item: Any, text: str) -> Any:
    """What stands under a key; null where the form has nothing to write."""
    if r.only is not None and not r.only(item):
        return None
    if r.shows is not None:
        return r.form.write(r.shows(item), text)
    if len(r.attrs) == 1:
        return r.form.write(getattr(item, r.attrs[0]), text)
    return r.form.write(tuple(getattr(item, a) for a in r.attrs), text)


def read(kind: Callable[..., Any], rows: tuple[Row, ...], item: Json) -> Any:
    """The item that `write` wrote.

    Raises:
        KeyError: a key that must be there is missing.
        TypeError, ValueError, AttributeError: a value is not of its form.
    """
    values: dict[str, Any] = {}
    for r in rows:
        if len(r.attrs) == 1:
            values[r.attrs[0]] = _read(r, item)
        elif r.attrs:
            values |= zip(r.attrs, r.form.read(item.get(r.key)), strict=True)
    return kind(**values)


def _read(r: Row, item: Json) -> Any:
    """The value under a key, its default where it is missing or null."""
    if r.default is REQUIRED:
        return r.form.read(item[r.key])
    found = item.get(r.key)
    if found is not None and found != {}:
        return r.form.read(found)
    return r.given(item) if r.given is not None else r.default


def schema_of(rows: tuple[Row, ...]) -> Schema:
    """The JSON Schema of an item with these rows; what is not named may stand beside it."""
    keys = {r.key: nullable(r.form.schema) if r.only is not None else r.form.schema for r in rows}
    return {"type": "object", "properties": keys, "required": [r.key for r in rows if r.default is REQUIRED]}


def nested(kind: type, rows: tuple[Row, ...]) -> Form:
    """The form of an item inside another."""
    return Form(lambda v, text: write(rows, v, text), lambda item: read(kind, rows, item), schema_of(rows))

"""JSON → documents: one record, a list of them, one a line, or the answer of a news service that holds a list.

A record is an object whose fields have the names of `fields.py`; its text is used exactly as given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from truceline.errors import DateError, ReadError
from truceline.read import document, fields, services
from truceline.read.document import Document, Found, Linked, Refused, Source

_LISTS = ("articles", "items", "results", "entries", "documents", "docs", "records", "hits", "messages", "data", "news")


def looks(source: Source) -> bool:
    """Whether a text is JSON: an object or a list, whole, or an object a line."""
    text = source.text.lstrip("\ufeff \t\r\n")
    return text[:1] in ("{", "[") and (_value(text) is not None or _is_object(text.split("\n", 1)[0]))


def read(source: Source) -> Iterator[Found]:
    """The documents of JSON."""
    text = source.text.lstrip("\ufeff \t\r\n")
    whole = None if _is_object(text.split("\n", 1)[0].strip()) and "\n{" in text else _value(text)
    if whole is None:
        yield from lines((line.encode("utf-8", "surrogatepass") for line in source.text.split("\n")), source)
        return
    records = unwrapped(whole)
    if not records:
        raise ReadError(f"{source.name}: this JSON holds no articles: no list of records with a text ({_seen(whole)}).")
    yield from _documents(((n, r) for n, r in enumerate(records, 1)), source, len(records) == 1)


def lines(several: Iterable[bytes], source: Source) -> Iterator[Found]:
    """The documents of JSON Lines, read as they come."""
    empty = True
    for n, line in enumerate(several, 1):
        if line.strip():
            empty = False
            try:
                yield from _documents([(n, json.loads(line))], source)
            except (ValueError, RecursionError) as e:
                yield Refused(f"{source.name}:{n}", f"{source.name}:{n}: not a JSON object ({e}).")
    if empty:
        raise ReadError(f"{source.name}: the file is empty; nothing to read.")


def _documents(records: Iterable[tuple[int, Any]], source: Source, alone: bool = False) -> Iterator[Found]:
    for n, record in records:
        name = source.name if alone else f"{source.name}:{n}"
        if not isinstance(record, dict):
            yield Refused(name, f'{name}: not a JSON object; a record is {{"id": …, "text": …, "published": …}}.')
            continue
        try:
            made = _document(services.shaped(record), name, source)
            yield replace(made, id=document.alone(source)) if made.id == source.name else made
        except (ReadError, DateError) as e:
            yield Refused(name, said if (said := str(e)).startswith(source.name) else f"{name}: {said}")


def _document(record: dict[str, Any], name: str, source: Source) -> Document | Linked:
    """The document of a record; its address where the service gives only the beginning of the text."""
    if not record.get(services.CUT):
        return fields.document(record, name, source.known, source.options.columns, literal=True)
    known, id = fields.described(record, name, source.known, source.options.columns)
    if not known.url:
        raise ReadError(f"{name}: the service gives only the beginning of the text, and no address of the whole.")
    return Linked(known.url, known, id)


def unwrapped(value: Any) -> list[Any]:
    """The records of a value: its own, or those of the list that a news service puts them into."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    if (found := services.records(value)) is not None:
        return found
    inner = _listed(value)
    whole = isinstance(value.get("text"), str) or not all(isinstance(x, dict) for x in inner)
    return [value] if whole or not inner else inner


def _listed(value: dict[str, Any]) -> list[Any]:
    """What stands in the first list of an object that services put their records into."""
    return next((list(value[k]) for k in _LISTS if isinstance(value.get(k), list) and value[k]), [])


def label(source: Source) -> str:
    """What JSON is taken for."""
    value = _value(source.text.lstrip("\ufeff \t\r\n"))
    if value is None:
        return "JSON Lines"
    return services.name(value) if isinstance(value, dict) else "JSON"


def _seen(value: Any) -> str:
    return f"its keys are {fields.listed(value)}" if isinstance(value, dict) else "it is an empty list"


def _is_object(line: str) -> bool:
    return line.startswith("{") and isinstance(_value(line), dict)


def _value(text: str) -> Any:
    """The value of a JSON text; None where it is none."""
    if not re.match(r"\s*[\[{]", text):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

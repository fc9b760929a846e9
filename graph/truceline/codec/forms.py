"""The forms in which values are written: each knows how to write, to read back, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from truceline.model import Span, When, news_day

Json = Mapping[str, Any]
Schema = dict[str, Any]

STAMPS = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")
"""The keys of the four time stamps of SEM."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing a value.

    `write(value, text)` gives plain JSON types (`text` is the article's, for the words of a span); `read(json)` gives the
    value back; `schema` is the JSON Schema of what is written.
    """

    write: Callable[[Any, str], Any]
    read: Callable[[Any], Any]
    schema: Schema


# ---------------------------------------------------------------- instants


def iso(at: datetime | None) -> str | None:
    """An instant as `2016-05-03T22:00:00Z`.

    >>> iso(datetime(2016, 5, 3, 22, tzinfo=UTC))
    '2016-05-03T22:00:00Z'
    """
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def instant(text: str | None) -> datetime | None:
    """The aware datetime in UTC that an ISO text stands for; without a zone it is UTC.

    >>> instant("2016-05-04T01:00:00+03:00").isoformat()
    '2016-05-03T22:00:00+00:00'
    """
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def day(at: date | datetime | None) -> str | None:
    """A publication date as ISO text; a datetime keeps its clock time and its zone: the day there is the day of news.

    >>> day(datetime.fromisoformat("2016-05-03T01:30:00+03:00"))
    '2016-05-03T01:30:00+03:00'
    """
    if isinstance(at, datetime):
        return at.isoformat() if at.utcoffset() else iso(at)
    return at.isoformat() if at else None


def published(text: str | None) -> date | datetime | None:
    """The publication date that an ISO text stands for, a datetime where a clock time is given; years such as 9999 are none.

    >>> published("2016-05-03"), published(None)
    (datetime.date(2016, 5, 3), None)
    """
    if text is None:
        return None
    if len(text) <= 10:
        return news_day(date.fromisoformat(text))
    at = datetime.fromisoformat(text)
    return news_day(at if at.tzinfo else at.replace(tzinfo=UTC))


def interval(when: When | None) -> dict[str, str | None] | None:
    """The outer bounds of four time stamps: earliest begin, latest end; ISO instants in UTC, ``None`` open or unknown."""
    return None if when is None else {"begin": iso(when.earliest_begin), "end": iso(when.latest_end)}


def stamps(when: When | None) -> dict[str, str | None] | None:
    """The four time stamps of SEM with EDTF and words, as JSON."""
    if when is None:
        return None
    four = (when.earliest_begin, when.latest_begin, when.earliest_end, when.latest_end)
    return {**dict(zip(STAMPS, map(iso, four), strict=True)), "edtf": when.edtf, "text": when.text}


def when_of(item: Json | None) -> When | None:
    """The four time stamps that `stamps` wrote."""
    if not item:
        return None
    first, second, third, fourth = (instant(item.get(k)) for k in STAMPS)
    return When(first, second, third, fourth, item.get("edtf"), item.get("text"))


def outer_of(bounds: Json | None, edtf: str | None) -> When | None:
    """What is known where only the outer bounds, or only the EDTF, are given."""
    if not bounds and not edtf:
        return None
    bounds = bounds or {}
    return When(instant(bounds.get("begin")), None, None, instant(bounds.get("end")), edtf)


# ---------------------------------------------------------------- spans


def span(value: Span | None, text: str) -> dict[str, Any] | None:
    """A span with its words; code points, end exclusive."""
    return None if value is None else {"start": value.start, "end": value.end, "text": value.of(text)}


def span_of(item: Json | None) -> Span | None:
    """The span that `span` wrote, or ``None`` where it names no offsets."""
    return None if item is None or item.get("start") is None else Span(item["start"], item["end"])


# ---------------------------------------------------------------- the forms


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    kind = schema.get("type")
    return {**schema, "type": [kind, "null"]} if isinstance(kind, str) else {"anyOf": [schema, {"type": "null"}]}


def optional(form: Form) -> Form:
    """The form for a value that may be ``None``."""
    return replace(form, schema=nullable(form.schema))


def _plain(schema: Schema) -> Form:
    """The form of what JSON can write as it is."""
    return Form(lambda value, _: value, lambda value: value, schema)


def listed(form: Form) -> Form:
    """The form of a tuple of such values; a list in JSON."""

    def write(values: Any, text: str) -> list[Any]:
        return [form.write(v, text) for v in values]

    return Form(write, lambda items: tuple(form.read(i) for i in items or ()), {"type": "array", "items": form.schema})


_OFFSET: Schema = {"type": "integer", "minimum": 0}
_MOMENT: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}
_BOUNDS: Schema = {"type": "object", "properties": {"begin": _MOMENT, "end": _MOMENT}, "required": ["begin", "end"]}

TEXT = _plain({"type": "string"})
WHOLE = _plain({"type": "integer"})
OFFSET = _plain(_OFFSET)
NUMBER = _plain({"type": "number"})
FLAG = _plain({"type": "boolean"})
PAIR = Form(lambda v, _: list(v), tuple, {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2})
SPAN = Form(
    span,
    span_of,
    {
        "type": "object",
        "properties": {"start": _OFFSET, "end": _OFFSET, "text": {"type": "string"}},
        "required": ["start", "end"],
    },
)
WHEN = Form(
    lambda value, _: stamps(value),
    when_of,
    {
        "type": ["object", "null"],
        "properties": {**dict.fromkeys(STAMPS, _MOMENT), "edtf": nullable(TEXT.schema), "text": nullable(TEXT.schema)},
    },
)
BOUNDS = Form(
    lambda pair, _: {"begin": iso(pair[0]), "end": iso(pair[1])},
    lambda item: (instant((item or {}).get("begin")), instant((item or {}).get("end"))),
    _BOUNDS,
)
OUTER = Form(lambda value, _: interval(value), lambda item: outer_of(item, None), nullable(_BOUNDS))

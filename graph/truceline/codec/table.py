"""The table of fields: for each kind of item its keys, in the order in which they are written.

Stand-off JSON is written, read and described (JSON Schema) from this one table: a new field is one row here beside the
attribute in `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truceline.codec.forms import (
    BOUNDS,
    FLAG,
    NUMBER,
    OFFSET,
    OUTER,
    PAIR,
    SPAN,
    TEXT,
    WHEN,
    WHOLE,
    Form,
    day,
    nullable,
    optional,
    outer_of,
    published,
    span,
)
from truceline.codec.rows import Row, must, nested, row, several
from truceline.model import (
    Actor,
    Block,
    Ceasefire,
    Claim,
    Event,
    Figure,
    Mention,
    Participant,
    Party,
    Place,
    Role,
    State,
    Time,
)

WORDS = optional(TEXT)
COUNT = optional(WHOLE)
NAME = must("id", TEXT)
STRETCH = (must("start", OFFSET), must("end", OFFSET))
RULE = (row("rule", WORDS), row("confidence", NUMBER, default=1.0))
AT = must("sentence", OFFSET)
NAMED = Form(lambda value, _: value, str, TEXT.schema)
BLOCK = Form(
    lambda b, _: [b.start, b.end, b.kind], lambda item: Block(*item), {"type": "array", "minItems": 2, "maxItems": 3}
)
DAY = Form(lambda value, _: day(value), published, {"type": ["string", "null"], "format": "date-time or date"})


def _stamps(attr: str = "when", outer: str = "interval") -> Row:
    """The row of four time stamps; where they are missing, the outer bounds and the EDTF beside them are read."""
    return Row("when", WHEN, (attr,), given=lambda item: outer_of(item.get(outer), item.get("edtf")))


def _speaker(claim: Claim, text: str) -> dict[str, Any] | None:
    """The words for a speaker with the actor meant."""
    return {**(span(claim.speaker, text) or {}), "actor": claim.actor} if claim.speaker else None


SPEAKER = Form(
    lambda claim, text: _speaker(claim, text),
    SPAN.read,
    nullable({**SPAN.schema, "properties": {**SPAN.schema["properties"], "actor": nullable(TEXT.schema)}}),
)

ARTICLE = (
    must("id", NAMED),
    must("text", TEXT),
    row("published", DAY),
    row("title", WORDS),
    row("url", WORDS),
    row("byline", WORDS),
    row("publisher", WORDS),
    several("agencies", TEXT),
    several("blocks", BLOCK),
)
SENTENCE = (*STRETCH, row("content", FLAG, default=True))
TIME = (
    *STRETCH,
    must("text", TEXT),
    must("type", TEXT),
    row("value", WORDS),
    row("mod", WORDS),
    Row("interval", BOUNDS, ("begin", "end_")),
    row("anchor", WORDS),
    row("edtf", WORDS),
    Row("scope", BOUNDS, ("scope_begin", "scope_end"), only=lambda t: bool(t.anchor or t.scope_begin or t.scope_end)),
    row("zone", WORDS),
    row("reference", WORDS),
    *RULE,
)
MENTION = (
    *STRETCH,
    must("text", TEXT),
    must("type", TEXT),
    row("actor", WORDS),
    row("head", TEXT, default="name"),
    several("members", TEXT),
    row("reason", WORDS),
    row("score", NUMBER, default=1.0),
    row("rule", WORDS),
)
PLACE = (
    *STRETCH,
    must("text", TEXT),
    must("place", TEXT),
    Row("label", TEXT, ("label",), given=lambda item: item["text"]),
    row("lat", optional(NUMBER)),
    row("long", optional(NUMBER)),
    row("kind", TEXT, default="settlement"),
    several("within", TEXT),
    row("head", TEXT, default="name"),
    *RULE,
)
PARTICIPANT = (
    must("role", TEXT),
    row("mention", COUNT),
    row("actor", WORDS),
    row("span", optional(SPAN)),
    row("claim", WORDS),
)
CLAIM = (
    NAME,
    Row("speaker", SPEAKER, ("speaker",), shows=lambda claim: claim),
    Row("actor", WORDS, ("actor",), given=lambda item: (item.get("speaker") or {}).get("actor")),
    row("cue", optional(SPAN)),
    several("content", SPAN),
    must("stance", TEXT),
    row("plover", WORDS),
    row("addressee", WORDS),
    row("addresseeSpan", optional(SPAN), "addressee_span"),
    row("quotation", TEXT, default="indirect"),
    several("about", TEXT),
    AT,
    row("time", COUNT),
    row("place", COUNT),
    _stamps(),
    several("answers", SPAN),
    *RULE,
)
FIGURE = (
    NAME,
    *STRETCH,
    must("text", TEXT),
    row("lower", COUNT),
    row("upper", COUNT),
    row("approx", COUNT),
    row("exact", COUNT),
    row("vague", FLAG, default=False),
    must("category", TEXT),
    must("population", TEXT),
    row("subsetOf", WORDS, "subset_of"),
    Row("window", OUTER, shows=lambda f: f.window),
    _stamps("window", "window"),
    row("place", COUNT),
    row("event", WORDS),
    row("claim", WORDS),
    AT,
    *RULE,
)
PARTY = (
    row("actor", WORDS),
    must("status", TEXT),
    row("mention", COUNT),
    row("sentence", OFFSET, default=0),
    row("evidence", optional(SPAN)),
    row("claim", WORDS),
)
STATE = (
    must("state", TEXT),
    Row("interval", OUTER, shows=lambda s: s.when),
    Row("edtf", WORDS, shows=lambda s: s.when and s.when.edtf),
    _stamps(),
    several("covers", WHOLE),
    row("sentence", OFFSET, default=0),
    row("evidence", optional(SPAN)),
    row("claim", WORDS),
    row("lasts", WORDS),
)
ROLE = (
    must("actor", TEXT),
    must("role", TEXT),
    row("organization", WORDS),
    *STRETCH,
    AT,
    row("since", WORDS),
    row("until", WORDS),
)
ACTOR = (
    must("iri", TEXT),
    must("type", TEXT),
    must("label", TEXT),
    several("aliases", TEXT),
    row("wikidata", WORDS),
    several("part_of", TEXT),
    several("allied_with", TEXT),
    several("possibly_same_as", TEXT),
    row("known", FLAG, default=False),
)
EVENT = (
    NAME,
    must("kind", TEXT),
    row("plover", WORDS),
    must("trigger", SPAN),
    AT,
    row("factuality", TEXT, default="happened"),
    several("participants", nested(Participant, PARTICIPANT)),
    row("place", COUNT),
    row("time", COUNT),
    _stamps(),
    row("ceasefire", WORDS),
    row("partOf", WORDS, "part_of"),
    several("mentions", SPAN),
    *RULE,
)
CEASEFIRE = (
    NAME,
    must("label", TEXT),
    row("iri", WORDS),
    row("began", WORDS),
    row("country", WORDS),
    row("side", WORDS),
    row("purpose", WORDS),
    several("parties", nested(Party, PARTY)),
    several("states", nested(State, STATE)),
    several("covers", WHOLE),
    several("mentions", SPAN),
    several("related", PAIR),
    several("implied", TEXT),
    row("condition", WORDS),
    row("scope", WORDS),
)

LAYERS: Mapping[str, tuple[type, tuple[Row, ...]]] = {
    "times": (Time, TIME),
    "mentions": (Mention, MENTION),
    "places": (Place, PLACE),
    "events": (Event, EVENT),
    "claims": (Claim, CLAIM),
    "figures": (Figure, FIGURE),
    "ceasefires": (Ceasefire, CEASEFIRE),
    "roles": (Role, ROLE),
    "actors": (Actor, ACTOR),
}
"""The layers of a document in the order in which they are written: the kind of their items and its rows."""

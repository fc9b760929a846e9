"""Facts ⇄ stand-off JSON, the format of `annotate`, of gold files and of the log in a graph folder.

Both ways and the JSON Schema come from one table of fields (`table.py`). What the interface leaves optional may be missing; a
document with only `id` and `text` is an article without facts.
"""

from __future__ import annotations

import hashlib
from typing import Any

from truceline.codec.forms import TEXT, Json, Schema, day, interval, iso, listed
from truceline.codec.rows import nested, read, schema_of, write
from truceline.codec.table import ARTICLE, LAYERS, SENTENCE
from truceline.errors import FactsError
from truceline.model import Article, Facts, Notes, Sentence

__all__ = ["article_of", "day", "from_json", "interval", "iso", "schema", "to_json"]

_WRONG = (KeyError, TypeError, ValueError, AttributeError)


def to_json(facts: Facts) -> dict[str, Any]:
    """Facts as the JSON object that `truceline annotate` prints.

    Args:
        facts: what one article says.

    Returns:
        Plain types only, keys in a fixed order; offsets in code points, instants in UTC.

    >>> to_json(Facts(article_of({"id": "a", "text": "The truce held."})))["events"]
    []
    """
    text = facts.article.text
    out = write(ARTICLE, facts.article, text)
    out["sentences"] = [write(SENTENCE, s, text) for s in facts.sentences]
    for layer, (_, rows) in LAYERS.items():
        out[layer] = [write(rows, item, text) for item in getattr(facts.notes, layer)]
    return {**out, "warnings": list(facts.warnings)}


def from_json(document: Json) -> Facts:
    """Facts of a stand-off document.

    Raises:
        FactsError: the document does not follow the interface; the message names the item.

    >>> from_json({"id": "a", "text": "The truce held.", "published": "2016-05-03"}).article.published
    datetime.date(2016, 5, 3)
    """
    name = str(document.get("id", "?"))
    try:
        notes = Notes(**{layer: _each(document, layer, kind, rows) for layer, (kind, rows) in LAYERS.items()})
        sentences = _each(document, "sentences", Sentence, SENTENCE)
        return Facts(article_of(document), sentences, notes, tuple(document.get("warnings") or ()))
    except FactsError as e:
        raise FactsError(f"{name}: {e}") from None
    except _WRONG as e:
        raise FactsError(f"{name}: not a stand-off document ({type(e).__name__}: {e}).") from None


def article_of(document: Json) -> Article:
    """The article of a stand-off document, without its facts."""

    def article(text: str, **known: Any) -> Article:
        """The article with the hash that its text has."""
        return Article(text=text, hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), **known)

    made: Article = read(article, ARTICLE, document)
    return made


def _each(document: Json, layer: str, kind: type, rows: Any) -> tuple[Any, ...]:
    """The items of a layer."""
    out = []
    for n, item in enumerate(document.get(layer) or ()):
        try:
            out.append(read(kind, rows, item))
        except _WRONG as e:
            what = f"has no {e}" if isinstance(e, KeyError) else f"cannot be read ({e})"
            raise FactsError(f"item {n} of {layer} {what}.") from None
    return tuple(out)


def schema() -> Schema:
    """The JSON Schema (2020-12) of a stand-off document; it lies in `ontology/standoff.schema.json` as well.

    >>> schema()["required"]
    ['id', 'text']
    """
    base = schema_of(ARTICLE)
    layers = {layer: listed(nested(kind, rows)).schema for layer, (kind, rows) in LAYERS.items()}
    sentences = listed(nested(Sentence, SENTENCE)).schema
    warnings = listed(TEXT).schema
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/truceline/standoff.schema.json",
        "title": "truceline stand-off JSON: one article and what it says",
        **base,
        "properties": {**base["properties"], "sentences": sentences, **layers, "warnings": warnings},
    }

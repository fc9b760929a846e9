"""What the model is asked, and the form in which it has to answer; both are data, and their hash goes with every fact."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from typing import Any

from truceline.know.kinds import every
from truceline.model import Article, Sentence
from truceline.shelf import data


@cache
def instructions() -> str:
    """The instructions."""
    return data("second", "instructions.txt").read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of an answer; the kinds of events are those of the scheme."""
    made: dict[str, Any] = json.loads(data("second", "answer.schema.json").read_text(encoding="utf-8"))
    made["properties"]["events"]["items"]["properties"]["kind"]["enum"] = list(every())
    return made


@cache
def fingerprint() -> str:
    """A hash of instructions and schema."""
    return sha256((instructions() + json.dumps(schema(), sort_keys=True)).encode()).hexdigest()[:12]


def messages(article: Article, found: tuple[Sentence, ...]) -> list[dict[str, str]]:
    """The messages about an article: instructions, then its sentences as JSON, so that no text of it can end them."""
    told = {
        "published": article.published.isoformat() if article.published else None,
        "sentences": [{"n": n, "text": article.text[s.start : s.end]} for n, s in enumerate(found)],
    }
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": json.dumps(told, ensure_ascii=False)},
    ]

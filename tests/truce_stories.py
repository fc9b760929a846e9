"""Truces told by several short articles each, and which telling is of which truce."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from truceline.extract import extract
from truceline.model import Ceasefire, Facts
from truceline.read.source import from_record

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Told:
    """A truce of an article: which truce it is of (by the gold), and its IRI; none where the article's was not found."""

    facts: Facts
    truce: str
    iri: str | None


def lines(name: str) -> list[dict[str, object]]:
    """The records of a file of cases."""
    return [json.loads(x) for x in (CASES / name).read_text(encoding="utf-8").splitlines()]


@cache
def facts_of_stories() -> tuple[Facts, ...]:
    """The facts of all articles, each read once."""
    return tuple(
        extract(from_record({k: str(r[k]) for k in ("id", "published", "text")}, str(r["id"])))
        for r in lines("truce_stories.jsonl")
    )


def told_in_stories() -> list[Told]:
    """Every truce of every article; those that the gold does not know are truces of their own."""
    out: list[Told] = []
    for record, facts in zip(lines("truce_stories.jsonl"), facts_of_stories(), strict=True):
        left = list(facts.notes.ceasefires)
        for name, words in record["truces"]:  # type: ignore[attr-defined]
            found = _nearest(left, facts.article.text.find(words))
            if found:
                left.remove(found)
            out.append(Told(facts, name, found.iri if found else None))
        out += [Told(facts, f"{facts.article.id} {c.id}", c.iri) for c in left]
    return out


def _nearest(several: list[Ceasefire], place: int) -> Ceasefire | None:
    """The truce whose mention stands nearest to a place of the text."""
    return min(several, key=lambda c: min((abs(m.start - place) for m in c.mentions), default=1_000_000), default=None)

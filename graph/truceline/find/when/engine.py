"""Text → times: tokens, cascade, reference, intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from truceline.find.when import (
    clock,
    dates,
    hedges,
    lists,
    numbers,
    relative,
    sets,
    stretches,
    suspects,
    vague,
    wraps,
    years,
)
from truceline.find.when.beside import noun_like
from truceline.find.when.grammar import Codes, Stage, run, stage
from truceline.find.when.reading import Reading
from truceline.find.when.tokens import Item, Tokens, tokenize

_EXPRESSIONS = frozenset(
    {"DATE", "MONTHNAME", "YEARNAME", "WEEKDAY", "SEASONNAME", "SET", "REF", "STRETCH", "AMOUNT", "AMOUNTS", "CLOCK"}
    | {"PARTNAME", "OVERNIGHT"}
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression as the grammar found it: tokens `first` to `last`, class and reading."""

    first: int
    last: int
    cls: str
    reading: Reading


@cache
def cascade() -> tuple[tuple[Stage, ...], Codes]:
    """The stages of the grammar, in order, and their codes."""
    codes = Codes()
    parts = (
        numbers.RULES, clock.RULES, numbers.AMOUNTS, (*dates.RULES, *lists.RULES, *years.RULES), hedges.RULES, (*relative.RULES, *stretches.RULES, *sets.RULES, *vague.RULES),
        relative.LINKS, wraps.RULES, wraps.PHASES, relative.LINKS, vague.LATE,
    )  # fmt: skip
    return tuple(stage(codes, *rules) for rules in parts), codes


def expressions(text: str) -> tuple[Tokens, list[Expression]]:
    """The tokens of a text and its temporal expressions, in order, still without dates."""
    tokens = tokenize(text)
    stages, codes = cascade()
    items = run(stages, codes, tokens)
    out = []
    for n, item in enumerate(items):
        if item.cls in _EXPRESSIONS and isinstance(item.value, Reading) and suspects.is_time(tokens, items, n):
            out.append(_trimmed(tokens, Expression(item.first, item.last, item.cls, item.value)))
    return tokens, out


def _trimmed(tokens: Tokens, e: Expression) -> Expression:
    """ "the summer offensive": the article belongs to the offensive."""
    if (
        e.reading.grain != "season"
        or e.reading.kind != "open"
        or tokens.lower[e.first] != "the"
        or e.last != e.first + 1
    ):
        return e
    after = tokens.word(e.last + 1)
    return replace(e, first=e.first + 1) if noun_like(after) and not after.endswith("ed") else e


__all__ = ["Expression", "Item", "cascade", "date", "datetime", "expressions"]

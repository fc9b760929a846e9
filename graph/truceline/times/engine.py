"""Text → times: tokens, cascade, reference, intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from truceline.times import (
    clock,
    dates,
    hedges,
    lists,
    modifiers,
    non_times,
    numbers,
    ordinals,
    relative,
    sets,
    spans,
    vague,
    years,
)
from truceline.times.beside import noun_like
from truceline.times.grammar import Codes, Stage, run, stage
from truceline.times.reading import Reading
from truceline.times.tokens import Tokens, tokenize

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
        numbers.RULES, clock.RULES, numbers.AMOUNTS, (*dates.RULES, *lists.RULES, *years.RULES), hedges.RULES, (*relative.RULES, *ordinals.RULES, *spans.RULES, *sets.RULES, *vague.RULES),
        relative.LINKS, modifiers.RULES, modifiers.PHASES, relative.LINKS, vague.LATE,
    )  # fmt: skip
    return tuple(stage(codes, *rules) for rules in parts), codes


def expressions(text: str) -> tuple[Tokens, list[Expression]]:
    """The tokens of a text and its temporal expressions, in order, still without dates."""
    tokens = tokenize(text)
    stages, codes = cascade()
    items = run(stages, codes, tokens)
    out = []
    for n, item in enumerate(items):
        if item.cls in _EXPRESSIONS and isinstance(item.value, Reading) and non_times.is_time(tokens, items, n):
            out.append(_trimmed(tokens, Expression(item.first, item.last, item.cls, item.value)))
    return tokens, out


def _trimmed(tokens: Tokens, e: Expression) -> Expression:
    """ "the summer offensive": the article belongs to the offensive."""
    bare = e.reading.grain == "season" and e.reading.kind == "open" and e.last == e.first + 1
    after = tokens.word(e.last + 1)
    owned = bare and tokens.lower[e.first] == "the" and noun_like(after) and not after.endswith("ed")
    return replace(e, first=e.first + 1) if owned else e

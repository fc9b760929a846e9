"""A named actor as the parts of `who` hand it on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from truceline.model import Mention, Place

_LEAD = re.compile(
    r"(?:(?:Near|In|At|From|Around|Outside|Inside|To|Across)\s+)?(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]his)\s+)?(?=\w)"
)
_TAIL = re.compile(r"(?:['’]s?|[\s,.;:\-–—\"”“(]+)$")


class Name(NamedTuple):
    """A named actor in the text: characters, class, the rule that found it."""

    start: int
    end: int
    type: str
    rule: str


def edges(several: Iterable[Name | Mention | Place]) -> list[tuple[int, int]]:
    """Where names, mentions or places begin and end."""
    return [(x.start, x.end) for x in several]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without article, possessive ending, punctuation at its ends, and what follows a line break."""
    line = text.find("\n", start, end)
    if line >= 0:
        end = line
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    while start < end and text[start] in " \t\n\"'“‘([–-—":
        start += 1
    piece = text[start:end]
    while tail := _TAIL.search(piece):
        if tail.group() == "." and re.search(r"\b(?:[A-Z]\.)+$", piece):
            break
        piece = piece[: tail.start()]
    return start, start + len(piece)

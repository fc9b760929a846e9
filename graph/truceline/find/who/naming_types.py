"""A named actor as the parts of `who` hand it on."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A named actor in the text: characters, class, the rule that found it."""

    start: int
    end: int
    type: str
    rule: str

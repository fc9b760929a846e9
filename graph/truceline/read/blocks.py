"""Cuts a text into its lines or paragraphs and says what each is."""

from __future__ import annotations

import re

from truceline.model import Block

_LINE = re.compile(r"\S[^\n]*")


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order."""
    return tuple(Block(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text))

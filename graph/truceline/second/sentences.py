"""Sentences of a text in any language, by its marks alone."""

from __future__ import annotations

import re

from truceline.model import Sentence

_END = re.compile(r"(?:[.!?…؟。！？]+[\"'”’»)\]]*(?=\s)|\n)")


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; they end with a mark and a space, or with a line (offsets in code points).

    >>> [(s.start, s.end) for s in sentences("Uno. ¿Dos? \\n\\nثلاثة؟ أربعة.")]
    [(0, 4), (5, 10), (13, 19), (20, 26)]
    """
    out, begin = [], 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        piece = text[begin:end]
        start = begin + len(piece) - len(piece.lstrip())
        stop = begin + len(piece.rstrip())
        if stop > start:
            out.append(Sentence(start, stop))
        begin = end
    return tuple(out)

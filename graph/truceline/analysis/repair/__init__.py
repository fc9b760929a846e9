"""Dirty text as it should read, and the way back to the text as it was kept.

News comes cut into tokens ("forces 's", "wo n't"), without its apostrophes ("Syrias army"), with sentences glued together
("town.The army") and with headlines in capitals. A parser that reads it so goes wrong in every finder at once. So the
article is mended before the parse; all that is found is put back over the text as kept (`restored`), whose offsets and
words stand in every answer. A text that needs no mending is not touched.
"""

from __future__ import annotations

from dataclasses import replace

from truceline.analysis.repair.apostrophes import apostrophes
from truceline.analysis.repair.edits import Mended, whole
from truceline.analysis.repair.glue import glued
from truceline.analysis.repair.headlines import headlines
from truceline.analysis.repair.restore import restored
from truceline.analysis.repair.tokenised import tokenised
from truceline.model import Article

_PASSES = (tokenised, glued, apostrophes, headlines)


def mended(text: str) -> Mended:
    """A text as it should read.

    >>> m = mended("The rebels did n't fire .The army 's guns fell silent , Syrias president said .")
    >>> m.text
    "The rebels didn't fire. The army's guns fell silent, Syria's president said."
    >>> m.kept(m.text.index("Syria"), m.text.index("Syria") + 5)
    (56, 61)
    """
    out = whole(text)
    for find in _PASSES:
        out = out.edited(find(out.text))
    return out


def repaired(article: Article) -> tuple[Article, Mended]:
    """An article over the mended text, its blocks moved with it, and the way back; hash and all else stay.

    Blocks are mended each by itself, for what stands in one says nothing of another.
    """
    found = mended(article.text)
    if not found.changed:
        return article, found
    blocks = tuple(replace(b, start=found.mended(b.start), end=found.mended(b.end)) for b in article.blocks)
    return replace(article, text=found.text, blocks=blocks), found


__all__ = ["Mended", "mended", "repaired", "restored"]

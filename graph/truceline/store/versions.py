"""Which versions of articles count: the latest of each; the log keeps all."""

from __future__ import annotations

import re

from truceline.model import Article, Facts

_WORD = re.compile(r"\w+")
ALIKE = 0.3
"""Share of words that two texts of one name have in common when one corrects the other (different news of similar
length share about a tenth)."""


def corrects(new: Article, old: Article) -> bool:
    """Whether `new` is a version of the same article as `old`, of which only the later one counts.

    The same address says so; the same id says so where the addresses do not differ and the texts are alike, since
    files of different folders may bear one name.
    """
    if new.hash == old.hash:
        return new.id == old.id or (new.url is not None and new.url == old.url)
    if new.url and old.url:
        return new.url == old.url
    return new.id == old.id and (alike(new.text, old.text) or (new.title is not None and new.title == old.title))


def alike(one: str, two: str) -> bool:
    """Whether two texts share at least `ALIKE` of their words (Jaccard).

    >>> alike("Rebels said 12 people died", "Rebels said 15 people died")
    True
    """
    a, b = ({w.lower() for w in _WORD.findall(t)} for t in (one, two))
    return len(a & b) >= ALIKE * len(a | b)


def adds(new: Facts, kept: Facts) -> bool:
    """Whether facts of a text that is kept already say anything else of it than what is kept.

    The same text under another name is the same article, and the first one stays. What is not known of the new one
    (its day, its address) does not unsay what was known before.
    """
    if new == kept or not corrects(new.article, kept.article):
        return False
    a, b = new.article, kept.article
    known = [(getattr(a, k), getattr(b, k)) for k in ("published", "title", "url", "byline", "publisher")]
    return not (any(x is None and y is not None for x, y in known) and all(x is None or x == y for x, y in known))


def same_article(one: Article, kept: Article) -> bool:
    """Whether reading `one` would say nothing of it that `kept` does not."""
    return not adds(Facts(one), Facts(kept))

"""Which articles repeat the text of others: a wire report printed by many, an article moved to another address.

Two measures: the share of sentences that stand word for word in both, which finds copies with other heads and tails; and a
similarity hash over all words (Charikar 2002, as trafilatura has it), which finds copies with small changes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from truceline.model import Facts

_WORD = re.compile(r"\w+")
SHORTEST = 6
"""Words of the shortest sentence that is compared: shorter ones are alike by chance."""

SHARE = 0.5
"""Share of the shorter article's sentences that a copy has word for word."""

ALIKE = 0.94
"""Likeness of two similarity hashes from which texts are copies; other news reach about 0.75."""

FEWEST = 3
"""Sentences that two articles must share at least, or all of a shorter one."""


@dataclass(frozen=True, slots=True)
class Print:
    """What is compared of an article: its sentences' keys, a similarity hash, its day, its outlet."""

    article: str
    told: str
    outlet: str
    sentences: frozenset[str]
    hash: str


def fingerprint(facts: Facts) -> Print:
    """The print of an article."""
    from trafilatura.deduplication import Simhash

    day = facts.article.published
    text = " ".join(w.lower() for w in _WORD.findall(facts.article.text))
    return Print(
        article=facts.article.iri,
        told=day.isoformat()[:10] if day else "",
        outlet=facts.article.publisher or "",
        sentences=frozenset(_keys(facts)),
        hash=Simhash(text).to_hex().zfill(16) if text else "",
    )


def _keys(facts: Facts) -> Iterator[str]:
    for s in facts.sentences:
        words = _WORD.findall(facts.article.text[s.start : s.end].lower())
        if len(words) >= SHORTEST:
            yield key(words)


def key(words: list[str]) -> str:
    """A short key of a sentence.

    >>> key(["the", "truce", "held"]) == key(["the", "truce", "held"])
    True
    """
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def likeness(a: Print, b: Print) -> float:
    """How much of the shorter article stands in the longer one too, 0 to 1; 0 where that is too little for a copy."""
    fewer = min(len(a.sentences), len(b.sentences))
    both = len(a.sentences & b.sentences)
    if fewer and both >= min(FEWEST, fewer) and both >= SHARE * fewer:
        return round(both / fewer, 3)
    if fewer >= FEWEST and a.hash and b.hash:
        alike = 1 - (int(a.hash, 16) ^ int(b.hash, 16)).bit_count() / 64
        return round(alike, 3) if alike >= ALIKE else 0.0
    return 0.0


def bands(p: Print) -> Iterator[str]:
    """Keys under which copies are found: each sentence, and the four quarters of the similarity hash."""
    yield from sorted(p.sentences)
    yield from (f"{n}:{p.hash[n * 4 : n * 4 + 4]}" for n in range(4) if p.hash)


def rank(p: Print) -> tuple[str, str]:
    """The order in which articles came out; undated ones last."""
    return p.told or "9999", p.article

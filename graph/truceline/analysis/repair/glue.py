"""Sentences and words that are glued together: "the town.The army", "Homs,Hama", "a truceThe rebels"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.analysis.repair.edits import Edit
from truceline.analysis.repair.lists import words

_STOP = re.compile(r"(?<=[a-z]{3})[.!?][\"”’)]?(?=[\"“]?[A-Z][a-z]*\b(?!\.\w))|(?<=[a-z)\]]{2})[,;](?=[A-Za-z]{2})")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z][a-z]+\b)")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\.(?:com|org|net|gov|edu|info|co)\b)\S*", re.I)


def glued(text: str) -> Iterator[Edit]:
    """Where a space is missing.

    >>> [e.start for e in glued("They left the town.The army said:Homs,Hama fell.")]
    [19, 38]
    >>> list(glued("See www.example.Com or example.org,please; McAdam and YouTube agree."))
    []
    """
    addresses = [m.span() for m in _ADDRESS.finditer(text)] if "." in text or "@" in text else []
    for m in (*_STOP.finditer(text), *_camels(text)):
        at = m.end()
        if not any(b <= at <= e for b, e in addresses):
            yield Edit(at, at, " ")


def _camels(text: str) -> Iterator[re.Match[str]]:
    """Where a word that begins sentences is glued to one in lower case: "a truceThe rebels"."""
    begins = words("glued")
    for m in _CAMEL.finditer(text):
        word = re.match(r"[A-Z][a-z]+", text[m.end() :])
        if word and word.group() in begins and len(word.group()) > 1 and _plain(text, m.start()):
            yield m


def _plain(text: str, end: int) -> bool:
    """Whether the word that ends there is all in lower case but for its first letter, and longer than two."""
    word = re.search(r"\w+$", text[max(0, end - 30) : end])
    return word is not None and len(word.group()) > 2 and word.group()[1:].islower()

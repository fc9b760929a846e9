"""Fits the weights by which "we" finds for whom a person speaks: `data/identity/speakers.tsv`.

    python bench/fit_speakers.py            # the table, on standard output, and how often the right one comes first
    python bench/fit_speakers.py --write    # and into data/identity/speakers.tsv

Gold are `tests/gold/links*.jsonl`; the model is that of `fit_choices.py`. A "we" counts when the side meant is among the candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from fit_choices import ROOT, Question, banks, read, tabled

from truceline.know import actors
from truceline.know.spelling import key
from truceline.link.discourse import Book
from truceline.link.speaker_side import FEATURES, KINDS


def questions(passage: dict[str, Any]) -> Iterator[Question]:
    """The "we" of a passage that a person says, with the bodies and lands that may be meant."""
    book, links = read(passage["text"], passage["published"], passage["title"]), passage["links"]
    for (kind, n), found in sorted((at, f) for at, f in book.trail.items() if at[0] in KINDS):
        m = book.mention(n)
        meant = next((x for x in links if x["start"] == m.start), None)
        sides = sorted(map(str, found))
        right = next(
            (r for names in _names(meant) if (r := _right(book, sides, names)).any()), np.zeros(len(sides), bool)
        )
        if right.any() and not right.all():
            yield kind, np.array([[found[s].get(name, 0.0) for name in FEATURES] for s in sides]), right


def _names(meant: dict[str, Any] | None) -> Iterator[Sequence[str]]:
    """The names of whom the gold means, the closest ones first."""
    if meant is not None:
        yield [meant["actor"]]
        yield meant["names"]
        yield meant["also"]


def _right(book: Book, sides: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """Which candidates go by one of the names."""
    wanted = {_bare(x) for x in names}
    return np.array([not wanted.isdisjoint(map(_bare, _called(book, iri))) for iri in sides])


def _called(book: Book, iri: str) -> list[str]:
    """All names of a candidate."""
    e, known = book.entities.get(iri), actors.get(iri.rsplit("/", 1)[-1])
    return [*((e.label, *e.names) if e else ()), *((known.label, *known.names) if known else ())]


def _bare(name: str) -> tuple[str, ...]:
    """The folded words of a name without article and possessor's ending."""
    words = key(name.replace("’", "'").replace("'s", ""))
    return words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words


if __name__ == "__main__":
    tabled(ROOT / "data" / "identity" / "speakers.tsv", FEATURES, KINDS, [list(questions(r)) for r in banks()])

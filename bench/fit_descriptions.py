"""Fits the weights by which descriptions find whom they take up: `data/identity/descriptions.tsv`.

    python bench/fit_descriptions.py            # the table, on standard output, and how often the right one comes first
    python bench/fit_descriptions.py --write    # and into data/identity/descriptions.tsv

Gold and model are those of `fit_choices.py`; where the gold has nobody of its chain among the candidates, nobody is right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from fit_choices import ROOT, Chain, asked, nearest, tabled, whom

from truceline.link.antecedents import FEATURES, KINDS, NOBODY
from truceline.link.discourse import Book


def same(book: Book, chains: Sequence[Chain], n: int, at: list[int]) -> np.ndarray:
    """Which candidates the gold puts into the chain of a description; nobody where there is none."""
    here = nearest(book.mention(n).start, book.mention(n).end, chains)
    right = np.array([k != NOBODY and here is not None and whom(book, k, chains) == here for k in at])
    return right if right.any() else np.array([k == NOBODY for k in at])


if __name__ == "__main__":
    tabled(ROOT / "data" / "identity" / "descriptions.tsv", FEATURES, KINDS, asked(KINDS, same, FEATURES, news=False))

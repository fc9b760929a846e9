"""Fits the weights by which pronouns find what they mean: `data/identity/pronouns.tsv`.

    python bench/fit_pronouns.py            # the table, on standard output, and how often the right one comes first
    python bench/fit_pronouns.py --write    # and into data/identity/pronouns.tsv

Gold and model are those of `fit_choices.py`; a pronoun counts when its antecedent is among the candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from fit_choices import ROOT, Chain, asked, nearest, tabled, whom

from truceline.link.discourse import Book
from truceline.link.salience import FEATURES, KINDS


def same(book: Book, chains: Sequence[Chain], n: int, at: list[int]) -> np.ndarray:
    """Which candidates the gold puts into the chain of a pronoun."""
    here = nearest(book.mention(n).start, book.mention(n).end, chains)
    return np.array([here is not None and whom(book, k, chains) == here for k in at])


if __name__ == "__main__":
    tabled(ROOT / "data" / "identity" / "pronouns.tsv", FEATURES, KINDS, asked(KINDS, same, FEATURES))

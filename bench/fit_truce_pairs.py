"""Fits the weights by which a truce told by several articles is told from others: `data/identity/truces.tsv`.

    python bench/fit_truce_pairs.py            # the table, on standard output
    python bench/fit_truce_pairs.py --write    # and into data/identity/truces.tsv

Gold are the stories of `tests/cases/truce_stories.jsonl`; every third truce is kept apart for the test. The model is that of
`bench/fit_event_pairs.py`, drawn to a prior that stands in the table: the stories are few, and the conventions known.
"""

from __future__ import annotations

import sys
from itertools import combinations

import numpy as np
from fit_event_pairs import ROOT, fit

sys.path[:0] = [str(ROOT / "tests")]

from truce_stories import Told, told_in_stories  # noqa: E402
from truceline.link.truce_pairs import FEATURES, features  # noqa: E402
from truceline.link.truce_sketch import known, truce_sketches  # noqa: E402
from truceline.shelf import data, rows  # noqa: E402

AGAINST = frozenset(
    [
        "a later one had begun",
        "other sides",
        "other country",
        "country told by one",
        "town told by one",
        "other purpose",
    ]
)


def examples(stories: list[Told]) -> list[tuple[dict[str, float], bool]]:
    """The features of each pair of tellings that can be one truce, but for those of the truces kept apart."""
    keys = sorted({s.truce for s in stories})
    kept = set(keys[2::3])
    alone = [(s, next(iter(known([k]).values()))) for s in stories for k in truce_sketches(s.facts) if k.iri == s.iri]
    pairs = combinations([x for x in alone if x[0].truce not in kept], 2)
    return [(f, a.truce == b.truce) for (a, x), (b, y) in pairs if (f := features(x, y)) is not None]


def main() -> None:
    """Prints the table, or writes it."""
    table = {r["feature"]: r for r in rows(data("identity", "truces.tsv"))}
    prior = np.array([float(table[name]["prior"]) for name in (*FEATURES, "bias")])
    gold = examples(told_in_stories())
    w = fit(gold, FEATURES, (AGAINST, frozenset()), prior)
    head = [
        "# How much each feature of a pair of truces says that they are one (see link/truce_pairs.py). prior: by hand, after the conventions of",
        "# docs/ceasefires.md. weight: fitted by bench/fit_truce_pairs.py on two thirds of tests/cases/truce_stories.jsonl, drawn to the prior.",
        "feature\tprior\tweight\tsource",
    ]
    fitted = [
        f"{n}\t{p:.3f}\t{v:.3f}\tfitted on {len(gold)} pairs"
        for n, p, v in zip((*FEATURES, "bias"), prior, w, strict=True)
    ]
    limits = [f"{n}\t{v:.3f}\t{v:.3f}\tset for precision" for n, v in (("same from", 0.6), ("maybe from", 0.3))]
    text = "\n".join([*head, *fitted, *limits]) + "\n"
    print(text, end="")
    if "--write" in sys.argv:
        (ROOT / "data" / "identity" / "truces.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

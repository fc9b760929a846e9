"""How much the features of a candidate say that a mention means it: fitted tables with a kind of mention in each row.

The highest sum is chosen, for pronouns (`salience`), descriptions (`antecedents`) and bodies without their land (`state_features`). The
tables stand in `data/identity/`, each fitted by a script of `bench/`; one that was fitted for other features is refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from truceline.errors import KnowledgeError
from truceline.shelf import data, rows


def choice_weights(
    table: str, kinds: Sequence[str], features: Sequence[str], script: str
) -> Mapping[str, Mapping[str, float]]:
    """A fitted table: for each kind of mention what each feature weighs, in their order.

    Args:
        table: its name in `data/identity/`.
        kinds: the kinds of mentions that the code tells apart.
        features: those that the code computes.
        script: which script of `bench/` fits it.

    Raises:
        KnowledgeError: it was fitted for other features.
    """
    known: dict[str, dict[str, float]] = {k: {} for k in kinds}
    for r in rows(data("identity", table)):
        known.setdefault(r["kind"], {})[r["feature"]] = float(r["weight"])
    if set(known) != set(kinds) or any(tuple(found) != tuple(features) for found in known.values()):
        raise KnowledgeError(
            f"identity/{table} was fitted for other features; run bench/{script} and read what it prints."
        )
    return known


def weighed(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of features by their weights.

    >>> weighed({"named last": 2.0}, {"named last": 0.5, "owner": 1.0})
    1.0
    """
    return math.fsum(value * weights[name] for name, value in found.items())

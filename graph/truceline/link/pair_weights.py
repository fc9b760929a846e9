"""How much the features of a pair say that its two sides are one: a logistic model whose reasons can be read off.

As record linkage has used since Fellegi and Sunter (1969). The weights are tables in `data/identity/`, fitted on gold by scripts in
`bench/`; a table that was fitted for other features is refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from truceline.errors import KnowledgeError
from truceline.shelf import data, rows

_TOLD = 0.2
"""From this weight on a feature is named as a reason."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature weighs, and from which score two accounts are one, or may be one."""

    weights: Mapping[str, float]
    bias: float
    same: float
    maybe: float

    def score(self, found: Mapping[str, float]) -> tuple[float, str]:
        """How likely two accounts with these features are of one thing, 0 to 1, and what speaks for it, most weighty first."""
        parts = {name: value * self.weights[name] for name, value in found.items()}
        reasons = sorted((n for n, w in parts.items() if w > _TOLD), key=lambda n: (-parts[n], n))
        return 1 / (1 + math.exp(-self.bias - math.fsum(parts.values()))), ", ".join(reasons)


@cache
def weights(table: str, features: Sequence[str], script: str) -> Weights:
    """A fitted table.

    Args:
        table: its name in `data/identity/`.
        features: those that the code computes.
        script: which script of `bench/` fits it.

    Raises:
        KnowledgeError: it was fitted for other features.
    """
    known = {r["feature"]: float(r["weight"]) for r in rows(data("identity", table))}
    own = {"bias", "same from", "maybe from"}
    if set(known) - own != set(features) or not own <= set(known):
        raise KnowledgeError(
            f"identity/{table} was fitted for other features; run bench/{script} and read what it prints."
        )
    return Weights(known, known["bias"], known["same from"], known["maybe from"])

"""Fits the weights by which accounts of one event are told from others: `data/identity/events.tsv`.

    python bench/fit_event_pairs.py            # the table, on standard output, and how well it tells the gold pairs apart
    python bench/fit_event_pairs.py --write    # and into data/identity/events.tsv

Gold are the pairs of `tests/cases/event_pairs.jsonl`; the ones kept apart for the test (every third) are not fitted on. The model
is logistic regression with a ridge, by plain Newton steps; signs are held to what a feature can mean.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "graph")]

from truceline.extract import extract  # noqa: E402
from truceline.link.event_pairs import FEATURES, features  # noqa: E402
from truceline.link.sketch import Sketch, sketches  # noqa: E402
from truceline.model import Facts  # noqa: E402
from truceline.read.source import from_record  # noqa: E402

RIDGE = 0.3
AGAINST = frozenset(
    ["a day apart", "other place", "other doer", "other sufferer", "other figures", "told apart", "both violent"]
)
NEITHER = frozenset(["days overlap", "place told by one", "one place within the other", "kinds akin"])


def pairs() -> list[dict[str, object]]:
    """The gold pairs."""
    lines = (ROOT / "tests" / "cases" / "event_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def facts_of(record: dict[str, str], name: str) -> Facts:
    """The facts of one side of a pair."""
    return extract(from_record({"id": name, **record}, name))


def examples(pair: dict[str, object]) -> list[dict[str, float]]:
    """The features of all events of one side with all of the other."""
    sides: list[list[Sketch]] = [
        [x for x in sketches(facts_of(pair[s], f"{pair['id']}{s}")) if x.first]  # type: ignore[arg-type]
        for s in "ab"
    ]
    return [f for x in sides[0] for y in sides[1] if (f := features(x, y)) is not None]


def fit(
    rows: list[tuple[dict[str, float], bool]],
    features: tuple[str, ...] = FEATURES,
    signs: tuple[frozenset[str], frozenset[str]] = (AGAINST, NEITHER),
    prior: np.ndarray | None = None,
) -> np.ndarray:
    """Weights, the bias last: logistic regression with a ridge; signs are held by projection.

    Args:
        rows: the features of each pair, and whether it is one.
        features: in the order of the weights.
        signs: those that can only speak against, and those that may do either; the others can only speak for.
        prior: what the ridge draws the weights to, the bias last; zero where none is given, and a free bias.
    """
    x = np.array([[f.get(name, 0.0) for name in features] + [1.0] for f, _ in rows])
    y = np.array([float(same) for _, same in rows])
    w = np.zeros(x.shape[1]) if prior is None else prior.copy()
    for _ in range(4000):
        p = 1 / (1 + np.exp(-x @ w))
        drawn = np.append(w[:-1], 0.0) if prior is None else w - prior
        w -= 0.5 * (x.T @ (p - y) / len(y) + RIDGE / len(y) * drawn)
        for k, name in enumerate(features):
            if name in signs[0]:
                w[k] = min(w[k], 0.0)
            elif name not in signs[1]:
                w[k] = max(w[k], 0.0)
    return w


def main() -> None:
    """Prints the table, or writes it."""
    gold = [(p, examples(p)) for p in pairs()]
    missing = [p["id"] for p, found in gold if p["same"] and not found]
    rows = []
    for n, (pair, found) in enumerate(gold):
        if n % 3 == 2:
            continue
        rows += [(f, bool(pair["same"])) for f in (_best(found) if pair["same"] else found)]
    w = fit(rows)
    lines = [
        "# How much each feature of a pair of accounts says that they are of one event (see link/event_pairs.py).",
        "# Fitted by bench/fit_event_pairs.py on two thirds of tests/cases/event_pairs.jsonl.",
        "feature\tweight\tsource",
        *(f"{name}\t{v:.3f}\tfitted" for name, v in zip(FEATURES, w, strict=False)),
        f"bias\t{w[-1]:.3f}\tfitted",
        "same from\t0.5\tset for precision on the fitted pairs",
        "maybe from\t0.4\tset for precision on the fitted pairs",
    ]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if missing:
        print(f"no two events can be compared in: {', '.join(map(str, missing))}", file=sys.stderr)
    if "--write" in sys.argv:
        (ROOT / "data" / "identity" / "events.tsv").write_text(text, encoding="utf-8")
    for pair, found in gold:
        best = max((_p(f, w) for f in found), default=0.0)
        if (best >= 0.5) != pair["same"]:
            print(f"{pair['id']} {pair['kind']}: {best:.2f}, gold {pair['same']}", file=sys.stderr)


def _p(f: dict[str, float], w: np.ndarray) -> float:
    return float(1 / (1 + np.exp(-(sum(f.get(n, 0.0) * v for n, v in zip(FEATURES, w, strict=False)) + w[-1]))))


def _best(found: list[dict[str, float]]) -> list[dict[str, float]]:
    """The pair of events that have most in common: the two that are one."""
    same = ("same kind", "same day", "same place", "same doer", "same sufferer", "same figures", "same words")
    return sorted(found, key=lambda f: -sum(f.get(n, 0.0) for n in same))[:1]


if __name__ == "__main__":
    main()

"""Fits what speaks for an actor being a side of a truce whose sides are not told: `data/identity/parties.tsv`.

    python bench/fit_parties.py            # the table, on standard output, and how it does on texts left out of the fit
    python bench/fit_parties.py --write    # and into data/identity/parties.tsv

Gold are the short texts of `tests/gold/truce_sides.jsonl` and `truce_states.jsonl`, in words of our own, and the truces of
`../shared/dev/truces`, whose scorer says which truce of ours is which of the gold. Actors whom the gold leaves open count neither way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from fit_event_pairs import ROOT, fit

DEV = ROOT.parent / "shared" / "dev"
sys.path[:0] = [str(DEV)]

import score_truces as scorer  # noqa: E402

from truceline.analysis.parse import parse  # noqa: E402
from truceline.chain import run  # noqa: E402
from truceline.link.camps import camp  # noqa: E402
from truceline.link.linking import linked  # noqa: E402
from truceline.link.party_features import FEATURES, Stage, features  # noqa: E402
from truceline.link.propagate import fill  # noqa: E402
from truceline.link.standings import told  # noqa: E402
from truceline.model import Ceasefire  # noqa: E402
from truceline.read import make_article  # noqa: E402

GOLD = (ROOT / "tests/gold/truce_sides.jsonl", ROOT / "tests/gold/truce_states.jsonl", DEV / "truces/cards.jsonl")
FOLDS = 5
SAME = 0.5
Row = tuple[dict[str, float], bool]


def rows_of(record: dict[str, Any]) -> Iterator[Row]:
    """The features of each actor who can be a side of a truce of a text, and whether he is one."""
    parsed = parse(make_article(record["text"], published=record.get("published")))
    stage = told(fill(linked(parsed, run(parsed))), parsed, parsed.tree)
    truces = stage.notes.ceasefires
    pairs, _, _ = scorer.pair(record["truces"], [_predicted(t, stage) for t in truces])
    gold = {j: record["truces"][i] for i, j in pairs}
    for j, truce in enumerate(truces):
        if not gold.get(j, {}).get("optional"):
            sides = _untold(gold.get(j), truce, stage)
            found = ((c, f, _answer(c, sides, stage)) for c, f in features(truce, stage).items())
            yield from ((dict.fromkeys(f, 1.0), right) for _, f, right in found if right is not None)


def _untold(gold: dict[str, Any] | None, truce: Ceasefire, stage: Stage) -> list[dict[str, Any]]:
    """The standings of the gold that no standing of ours meets."""
    left = list(gold["parties"]) if gold else []
    for p in truce.parties:
        hit = next((q for q in left if scorer.same_actor(q, _names(camp(p.actor or ""), stage))), None)
        if hit:
            left.remove(hit)
    return left


def _answer(side: str, sides: list[dict[str, Any]], stage: Stage) -> bool | None:
    """Whether a camp is a side that is left to be found; None where the gold leaves it open."""
    hit = next((q for q in sides if scorer.same_actor(q, _names(side, stage))), None)
    if hit is None:
        return False
    right = "party" in {hit["status"], *hit.get("also_status", [])}
    return None if right and hit.get("optional") else right


def _names(side: str, stage: Stage) -> set[str]:
    """All names of a camp in the article, as the scorer compares them."""
    mine = [a for a in stage.notes.actors if camp(a.iri) == side]
    return {scorer.norm(side.replace("-", " ")), *(scorer.norm(n) for a in mine for n in (a.label, *a.aliases))}


def _predicted(truce: Ceasefire, stage: Stage) -> dict[str, Any]:
    """A truce as the scorer pairs it with one of the gold."""
    days = [(s.state, s.when and s.when.earliest_begin) for s in truce.states]
    parties = [(p.status, _names(camp(p.actor or ""), stage), p.actor) for p in truce.parties]
    states = [(state, day.date().isoformat() if day else None, None) for state, day in days]
    return {"label": truce.label, "began": truce.began, "parties": parties, "states": states}


def weighed(rows: list[Row]) -> np.ndarray:
    """The weights, the bias last."""
    return fit(rows, FEATURES, (frozenset(), frozenset(FEATURES)))


def left_out(texts: list[list[Row]]) -> tuple[int, int, int]:
    """Sides rightly added, added and wanted, each text scored by weights fitted on others."""
    right = added = wanted = 0
    for k in range(FOLDS):
        w = weighed([r for n, rows in enumerate(texts) if n % FOLDS != k for r in rows])
        for f, side in (r for rows in texts[k::FOLDS] for r in rows):
            taken = w[-1] + sum(w[FEATURES.index(n)] for n in f) > np.log(SAME / (1 - SAME))
            right, added, wanted = right + (taken and side), added + taken, wanted + side
    return right, added, wanted


def main() -> None:
    """Prints the table, or writes it."""
    texts = [list(rows_of(r)) for path in GOLD for r in scorer.lines(str(path))]
    rows = [r for several in texts for r in several]
    right, added, wanted = left_out(texts)
    head = [
        "# How much each feature of an actor says that it is a side of a truce whose sides are not told (see link/party_features.py).",
        f"# Fitted by bench/fit_parties.py. On texts left out of the fit: {right} of {added} added are right, of {wanted} wanted.",
        "feature\tweight\tsource",
    ]
    fitted = [
        f"{n}\t{v:.3f}\tfitted on {len(rows)} actors" for n, v in zip((*FEATURES, "bias"), weighed(rows), strict=True)
    ]
    table = [*head, *fitted, f"same from\t{SAME}\tset for precision", "maybe from\t0.4\tset for precision"]
    print("\n".join(table))
    if "--write" in sys.argv:
        Path(ROOT / "data/identity/parties.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

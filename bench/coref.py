"""Scores coreference on gold chains: is each mention of a person put with the right one?

    python bench/coref.py ../shared/dev/ner/gum_news.jsonl predictions.jsonl

Gold: mentions with head, chain, class (`ner/gum_news.jsonl`). Predictions: stand-off JSON lines as `truceline annotate`
prints them. A system actor stands for the chain that most of its names belong to (most of its mentions, when it has no
name). Asked are all named persons; he and she; and descriptions of persons whose chain goes on elsewhere.

right       the mention was found and its actor stands for its chain
recall      right / asked          precision   right / answered (an actor that has some other mention, or a name)
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HE_SHE = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
Record = dict[str, Any]


def load(path: str) -> dict[str, Record]:
    """Records of a JSONL file by id."""
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    return {r["id"]: r for line in lines if line.strip() for r in [json.loads(line)]}


def kind(text: str, mention: Record) -> str | None:
    """What is asked of a gold mention: "names", "he and she", "descriptions", or nothing."""
    if mention["type"] != "person":
        return None
    words = text[slice(*mention["span"])].lower()
    if mention["pron"]:
        return "he and she" if words in HE_SHE else None
    return "names" if mention["named"] else "descriptions"


def paired(gold: Record, system: Record) -> dict[int, Record]:
    """For each gold mention (by position) the system mention that holds its head, the tightest one; each used once."""
    free = dict(enumerate(system.get("mentions", ())))
    out: dict[int, Record] = {}

    def size(n: int) -> int:
        a, b = gold["mentions"][n]["span"]
        return int(b - a)

    for n in sorted(range(len(gold["mentions"])), key=size):
        a, b = gold["mentions"][n]["head"]
        s, e = gold["mentions"][n]["span"]
        fits = [k for k, m in free.items() if m["start"] <= a and b <= m["end"] and s <= m["start"]]
        fits = fits or [
            k
            for k, m in free.items()
            if s <= m["start"] and m["end"] <= e and m["head"] == "name" and m["type"] == "Person"
        ]
        if fits:
            best = min(fits, key=lambda k: (free[k]["end"] - free[k]["start"], k))
            out[n] = free.pop(best)
    return out


def chains(gold: Record, pairs: dict[int, Record]) -> dict[str, int]:
    """The chain that each system actor stands for."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for n, m in pairs.items():
        if m.get("actor"):
            votes[m["actor"]][gold["mentions"][n]["chain"]] += 100 if m["head"] == "name" else 1
    return {actor: c.most_common(1)[0][0] for actor, c in votes.items()}


def score(gold: dict[str, Record], system: dict[str, Record], errors: bool = False) -> dict[str, dict[str, float]]:
    """Recall and precision of each kind of mention."""
    count: Counter[tuple[str, str]] = Counter()
    for i, record in gold.items():
        ours = system.get(i, {})
        pairs = paired(record, ours)
        means = chains(record, pairs)
        often = Counter(m["chain"] for m in record["mentions"])
        used = Counter(m.get("actor") for m in ours.get("mentions", ()))
        for n, m in enumerate(record["mentions"]):
            k = kind(record["text"], m)
            if k is None or (k == "descriptions" and often[m["chain"]] < 2):
                continue
            mine = pairs.get(n)
            actor = mine.get("actor") if mine else None
            answered = bool(actor) and (used[actor] > 1 or bool(mine and mine["head"] == "name"))
            right = answered and means.get(str(actor)) == m["chain"]
            count.update({(k, "asked"): 1, (k, "answered"): answered, (k, "right"): right})
            if errors and not right:
                print(i, k, repr(record["text"][slice(*m["span"])][:60]), "→", actor, mine and mine.get("reason"))
    kinds = ("names", "he and she", "descriptions")
    return {
        k: {
            "asked": count[k, "asked"],
            "recall": count[k, "right"] / max(1, count[k, "asked"]),
            "precision": count[k, "right"] / max(1, count[k, "answered"]),
        }
        for k in kinds
    }


if __name__ == "__main__":
    for name, row in score(load(sys.argv[1]), load(sys.argv[2]), "--errors" in sys.argv).items():
        print(f"{name:14} asked {row['asked']:4}  recall {row['recall']:.3f}  precision {row['precision']:.3f}")

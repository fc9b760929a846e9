"""How the event finder does on our own hundred sentences, whose codes were written before they were first run.

Prints, by conflict, the share of expected items whose PLOVER root, kind, roles and factuality are right, and every
miss. The sentences are `tests/cases/happened.jsonl`; the result stands in `docs/predications.md`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from truceline.extract import extract_all
from truceline.model import Claim, Event, Facts
from truceline.read import make_article

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "happened.jsonl"
MEASURES = ("root", "kind", "roles", "factuality", "all")
Case = dict[str, Any]


def main() -> None:
    """Prints the table and the misses."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    count: Counter[tuple[str, str]] = Counter()
    misses = []
    for case, facts in zip(cases, extract_all(make_article(c["sentence"]) for c in cases), strict=True):
        for want in case["expect"]:
            got = best(want, facts)
            for group in (case["conflict"], "all"):
                count[group, "items"] += 1
                count.update({(group, m): got[m] for m in MEASURES})
            if not got["all"]:
                misses.append(f"- {case['sentence']} Expected {told(want)}; found {got['found']}.")
    print("| conflict | items | " + " | ".join(MEASURES) + " |\n|" + "---|" * 7)
    for group in dict.fromkeys([*(c["conflict"] for c in cases), "all"]):
        n = count[group, "items"]
        print(f"| {group} | {n} | " + " | ".join(f"{count[group, m] / n:.2f}" for m in MEASURES) + " |")
    print("\n" + "\n".join(misses))


def best(want: Case, facts: Facts) -> Case:
    """What was found of an expected item: the event or claim that has most of it."""
    rated = list(_rated(want, facts))
    top = max(rated, key=lambda r: [r[m] for m in ("root", "kind", "roles", "factuality")], default=None)
    nothing: Case = {**dict.fromkeys(MEASURES, False), "found": "nothing"}
    return (
        top
        if top is not None and top["root"]
        else {**nothing, "found": "; ".join(r["found"] for r in rated) or "nothing"}
    )


def _rated(want: Case, facts: Facts) -> Iterator[Case]:
    text = facts.article.text
    for claim in facts.notes.claims if want.get("claim") else ():
        root = claim.plover == want["root"]
        roles = want["roles"]["speaker"][0] in (claim.speaker.of(text) if claim.speaker else "")
        yield _row(root, (root, roles, True), f"claim {claim.plover} by {_speaker(claim, text)}")
    for event in facts.notes.events:
        root = event.plover == want["root"] and (want["root"] is not None or event.kind == want.get("kind"))
        kind = event.kind == want.get("kind") or bool(want.get("claim"))
        factual = event.factuality == want.get("factuality", event.factuality)
        yield _row(root, (kind, _roles(want, event, text), factual), shown(event, text))


def _row(root: bool, rest: tuple[bool, bool, bool], found: str) -> Case:
    kind, roles, factual = rest
    marks = {"root": root, "kind": kind, "roles": roles, "factuality": factual}
    return {**marks, "all": all(marks.values()), "found": found}


def _roles(want: Case, event: Event, text: str) -> bool:
    """Whether everybody expected stands in the role expected, or as agent for the speaker of a claim."""
    for role, names in want["roles"].items():
        have = [
            p.span.of(text)
            for p in event.participants
            if p.span and p.role in (role, "agent" if role == "speaker" else role)
        ]
        if not all(any(name in h for h in have) for name in names):
            return False
    return True


def _speaker(claim: Claim, text: str) -> str:
    return repr(claim.speaker.of(text)) if claim.speaker else "nobody"


def shown(event: Event, text: str) -> str:
    """An event in a few words."""
    parts = ", ".join(f"{p.role} {p.span.of(text)}" for p in event.participants if p.span)
    return f"{event.kind} {event.factuality} ({parts})"


def told(want: Case) -> str:
    """An expected item in a few words."""
    roles = ", ".join(f"{r} {n}" for r, names in want["roles"].items() for n in names)
    return f"claim {want['root']} ({roles})" if want.get("claim") else f"{want['kind']} {want['factuality']} ({roles})"


if __name__ == "__main__":
    main()

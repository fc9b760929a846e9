"""Quality as a check: every finder keeps its floors on the development sets, and no floor is ever lowered.

`floors.json` holds, for each set, the sha256 of its gold and the floor of each measure. The gate runs the whole
extraction over the texts of the sets (once over a text that several share), scores it with the scorers that lie beside
them, and fails when

- a measure falls below its floor,
- the gold is not the gold the floor was measured on,
- a floor is lower than any that was ever committed.

    python bench/eval_gate.py            check
    python bench/eval_gate.py --raise    raise floors to just below what is reached now, never lower one
    python bench/eval_gate.py --errors 20 --only claims
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.005
"""How far below what is reached a floor is set: another processor may parse a sentence differently."""
Seen = dict[str, dict[str, Any]]
"""What was found in each record, by the record without its id."""


def main() -> int:
    """Runs the gate; returns the exit status."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--raise", dest="lift", action="store_true", help="raise floors to what is reached now")
    ask.add_argument("--only", default="", help="only sets whose name contains this")
    ask.add_argument("--errors", type=int, default=0, help="show the first N errors of each set")
    given = ask.parse_args()
    if not DEV.is_dir():
        print(f"eval gate skipped: there is no development data at {DEV}")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    wrong = list(_lowered(floors))
    seen: Seen = {}
    for name, entry in floors.items():
        if given.only in name:
            wrong += _check(name, entry, given, seen)
    if given.lift and not wrong:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    for line in wrong:
        print(f"FAILED  {line}")
    print(f"eval gate: {'failed' if wrong else 'passed'}")
    return 1 if wrong else 0


def _check(name: str, entry: dict[str, Any], given: argparse.Namespace, seen: Seen) -> Iterator[str]:
    gold = DEV / entry["gold"]
    digest = _digest(gold)
    if digest != entry["sha256"]:
        yield f"{name}: the gold {entry['gold']} is not the one the floors were measured on"
        return
    reached = _score(gold, DEV / entry["scorer"], given.errors, seen)
    for measure, floor in entry["floors"].items():
        value = _value(reached, measure)
        if given.lift:
            entry["floors"][measure] = max(floor, int((value - MARGIN) * 100) / 100)
        print(
            f"{name:22} {measure:34} {value:.4f}  floor {entry['floors'][measure]:.2f}{'' if value >= floor else '  <'}"
        )
        if value < floor:
            yield f"{name}: {measure} is {value:.4f}, below its floor {floor}"


def _score(gold: Path, scorer: Path, errors: int, seen: Seen) -> dict[str, Any]:
    lines = _run([sys.executable, str(scorer), str(gold), "--input"]).splitlines()
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.jsonl"
        found.write_text("".join(json.dumps(f) + "\n" for f in _extracted(lines, seen)), encoding="utf-8")
        if errors:
            print(_run([sys.executable, str(scorer), str(gold), str(found), "--errors", str(errors)]))
        out: dict[str, Any] = json.loads(_run([sys.executable, str(scorer), str(gold), str(found), "--json"]))
        return out


def _extracted(lines: list[str], seen: Seen) -> list[dict[str, Any]]:
    """The stand-off JSON of each record; what differs from a text read before only in its id is not read again."""
    from truceline.codec import to_json
    from truceline.extract import extract_all
    from truceline.read import from_record

    records = [json.loads(line) for line in lines]
    keys = [json.dumps({**r, "id": None}, sort_keys=True) for r in records]
    fresh = {k: r for k, r in zip(keys, records, strict=True) if k not in seen}
    articles = (from_record(r, "development data") for r in fresh.values())
    seen.update(zip(fresh, map(to_json, extract_all(articles)), strict=True))
    return [{**seen[k], "id": r["id"]} for k, r in zip(keys, records, strict=True)]


def _value(reached: dict[str, Any], measure: str) -> float:
    value = reached[measure]
    return float(value["f1"] if isinstance(value, dict) else value)


def _digest(gold: Path) -> str:
    files = sorted(gold.glob("*.json")) if gold.is_dir() else [gold]
    return hashlib.sha256(b"".join(hashlib.sha256(f.read_bytes()).digest() for f in files)).hexdigest()


def _lowered(floors: dict[str, Any]) -> Iterator[str]:
    """Compares with every committed version of the floors."""
    try:
        commits = _run(["git", "-C", str(ROOT), "log", "--format=%H", "--", "bench/floors.json"]).split()
    except (OSError, subprocess.CalledProcessError):
        return
    for commit in commits:
        old = json.loads(_run(["git", "-C", str(ROOT), "show", f"{commit}:bench/floors.json"]))
        for name, entry in old.items():
            for measure, floor in entry["floors"].items():
                now = floors.get(name, {}).get("floors", {}).get(measure)
                if now is None or now < floor:
                    yield f"{name}: the floor of {measure} was {floor} in {commit[:9]} and is {now} now"


def _run(words: list[str]) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())

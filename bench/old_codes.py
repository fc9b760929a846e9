"""The unit tests of PETRARCH read twice: as the scorer reads them, and with the codes their test dictionaries hold.

The tests were written over dictionaries that mix CAMEO with the older WEIS codes: restored ties are 064 (WEIS grant),
praise is 041 (WEIS approve), a condemnation 122 (WEIS accuse). Read as CAMEO these say intelligence sharing, a talk by
telephone and a refusal. The second figure accepts what either scheme says; the first stays the one that counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from truceline.codec import to_json
from truceline.extract import extract_all
from truceline.read import from_record

DEV = Path(__file__).resolve().parent.parent.parent / "shared" / "dev"
GOLD = DEV / "events" / "petrarch_unittest.jsonl"
WEIS = {
    "01": "CONCEDE RETREAT",
    "03": "CONSULT",
    "04": "SUPPORT",
    "05": "AGREE",
    "06": "SUPPORT CONCEDE RETREAT",
    "07": "AID",
    "08": "AGREE SUPPORT",
    "09": "REQUEST",
    "10": "REQUEST",
    "11": "REJECT",
    "12": "ACCUSE",
    "13": "ACCUSE",
    "14": "REJECT",
    "15": "REQUEST",
    "16": "THREATEN",
    "17": "THREATEN",
    "18": "PROTEST MOBILIZE",
    "19": "SANCTION",
    "20": "SANCTION COERCE",
    "21": "COERCE",
    "22": "ASSAULT",
}
"""The 22 families of WEIS (McClelland 1976) as PLOVER roots."""


def main() -> None:
    """Prints both figures."""
    if not GOLD.is_file():
        print(f"there is no development data at {DEV}")
        return
    sys.path.insert(0, str(DEV))
    import score_plover as scorer

    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = {
        f.article.id: to_json(f)
        for f in extract_all(from_record({"id": r["id"], "text": r["text"]}, "dev") for r in gold)
    }
    table = scorer.cameo()
    counted = either = 0
    for row in gold:
        accepted = set(scorer.answers(row, table)[0])
        accepted |= {root for e in row["events"] for root in WEIS.get(e["event"][:2], "").split()}
        if accepted:
            counted += 1
            ours = {c[0] for c in scorer.candidates(found[row["id"]], row["text"])} or {"none"}
            either += bool(ours & accepted)
            if "--misses" in sys.argv and not ours & accepted:
                print(f"{'/'.join(sorted(accepted))}  ours {'/'.join(sorted(ours))}  {row['text'][:120]}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.jsonl"
        path.write_text("".join(json.dumps(f) + "\n" for f in found.values()), encoding="utf-8")
        subprocess.run([sys.executable, str(DEV / "score_plover.py"), str(GOLD), str(path)], check=True)
    print(f"a root that CAMEO or WEIS gives is among ours: {either} of {counted} = {either / counted:.2f}")


if __name__ == "__main__":
    main()

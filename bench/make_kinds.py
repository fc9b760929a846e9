"""Writes `ontology/kinds.ttl`, the SKOS scheme of kinds of events, from `ontology/kinds.tsv`.

python bench/make_kinds.py            write it
python bench/make_kinds.py --check    exit status 1 when it is out of date
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from truceline.shelf import rows

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"

HEAD = """# The kinds of events as a SKOS scheme. Made from kinds.tsv by bench/make_kinds.py: change the rows there, then run it.
@prefix tl: <https://w3id.org/truceline/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .

tl:kinds a skos:ConceptScheme ;
  skos:prefLabel "kinds of events"@en ;
  skos:definition "What can happen or hold between actors, under the quad classes of PLOVER; tl:plover names the PLOVER 0.8 event."@en .
"""


def turtle() -> str:
    """The scheme as Turtle, kinds in the order of the table."""
    table = list(rows(ONTOLOGY / "kinds.tsv"))
    roots = {r["kind"] for r in table if not r["broader"]}
    return HEAD + "".join(_kind(r, roots) for r in table if r["broader"])


def _kind(row: dict[str, str], roots: set[str]) -> str:
    above = "skos:topConceptOf tl:kinds" if row["broader"] in roots else f"skos:broader tl:{row['broader']}"
    lines = [
        f"tl:{row['kind']} a skos:Concept ; skos:inScheme tl:kinds ; {above}",
        f"skos:prefLabel {_text(row['prefLabel'])}@en",
        f"skos:definition {_text(row['definition'])}@en",
    ]
    if row["plover"]:
        lines.append(f"tl:plover {_text(row['plover'])}")
    return "\n" + " ;\n  ".join([*lines, f"dct:source {_text(row['source'])}"]) + " .\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> int:
    """Writes or checks; returns the exit status."""
    path = ONTOLOGY / "kinds.ttl"
    if "--check" in sys.argv:
        return 0 if path.is_file() and path.read_text(encoding="utf-8") == turtle() else 1
    path.write_text(turtle(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

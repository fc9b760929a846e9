"""Writes `ontology/standoff.schema.json` from the table of fields; with --check only says whether it is up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from truceline.codec import schema

TARGET = Path(__file__).resolve().parent.parent / "ontology" / "standoff.schema.json"


def main() -> int:
    """Writes or checks the file; exit status 1 when it is out of date."""
    text = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    if "--check" in sys.argv:
        return int(not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Sends the sixty runaway and chained queries of the tests to every surface under one limit, and hostile files to the importers.

python bench/runaways.py KG [SECONDS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from hostile import runaways
from hostile_files import hostile_files
from surfaces import command, endpoint, library, rdflib, tool
from truceline.read import Options
from truceline.read.source import items


def main() -> None:
    """Prints how many there were and the longest of each surface; the query after them has to be answered."""
    kg, limit = Path(sys.argv[1]), f"{sys.argv[2] if len(sys.argv) > 2 else 2}s"
    for surface in (command, library, rdflib, endpoint, tool):
        for ask in surface(kg, limit):
            longest = max(timed(ask, runaways()))
            after = ask("ASK { ?s ?p ?o }").strip()[:60]
            print(
                f"{surface.__name__}: {len(runaways())} queries, limit {limit}: longest {longest:.2f} s; then {after}",
                flush=True,
            )
    with tempfile.TemporaryDirectory() as room:
        files = [Path(room) / name for name in hostile_files("http://127.0.0.1:9/", "file:///nowhere")]
        for path, raw in zip(files, hostile_files("http://127.0.0.1:9/", "file:///nowhere").values(), strict=True):
            path.write_bytes(raw)
        longest = max(timed(lambda path: list(items([path], Options())), files))
    print(f"importers: {len(files)} hostile files: longest {longest:.2f} s")


def timed(ask: Callable[..., object], several: Iterable[object]) -> list[float]:
    """Seconds that each took."""
    out = []
    for one in several:
        begin = time.perf_counter()
        ask(one)
        out.append(time.perf_counter() - begin)
    return out


if __name__ == "__main__":
    main()

"""What a graph costs as it grows: adding one article, opening, asking, at 100, 1,000 and 10,000 articles, in one run.

    python bench/scale.py                       # 100 1000 10000; about ten minutes
    python bench/scale.py 100 1000 --keep DIR   # other sizes; graphs are kept in DIR
    python bench/scale.py 1400 --rdflib         # a million triples, and the same queries in plain rdflib, each for ten minutes at most

The archive is made by `pile.py`. Questions and single additions are given in processor seconds, shipped queries on the wall. All
ratios are of one run on one machine. Printed as Markdown.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "graph")]

from pile import pile, seeds, varied  # noqa: E402

from truceline.graph import Graph  # noqa: E402
from truceline.model import Facts  # noqa: E402

QUERIES = ("who-accuses-whom", "attacks", "brokers", "supporters", "outlets")


def timed(ask: Callable[[], object], times: int = 3) -> float:
    """Seconds that something takes, the middle of some times."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def spent(ask: Callable[[], object]) -> float:
    """Processor seconds that something takes in this process and in those that it starts."""
    before = _clock()
    ask()
    return _clock() - before


def _clock() -> float:
    """Processor seconds that this process and its finished children have had."""
    had = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(r.ru_utime + r.ru_stime for r in had)


def apart(folder: Path, code: str) -> float:
    """Processor seconds that something takes in a new process, imports aside."""
    script = (
        f"import sys,time; sys.path.insert(0,{str(ROOT / 'graph')!r}); import truceline as tl, pyoxigraph\n"
        "from truceline.store import FolderStore; import truceline.ask.status, truceline.ask.timeline, truceline.ask.claims\n"
        f"folder={str(folder)!r}\n"
        f"t=time.process_time()\n{code}\nprint(time.process_time()-t)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(out.stdout.splitlines()[-1])


def typed(folder: Path, command: list[str]) -> float:
    """Processor seconds that a command takes, the start of Python and all."""
    line = [sys.executable, "-m", "truceline", command[0], str(folder), *command[1:]]
    return spent(lambda: subprocess.run(line, cwd=ROOT / "graph", capture_output=True, check=True))


_QUARTER = "since='2018-04-01', until='2018-06-30'"
ASKED = {
    "open and count": "kg.count(); kg.store.index()",
    "status on a day, in a place": "kg.status(on='2018-04-24', place='Aleppo')",
    "claims of a speaker, in a quarter": f"kg.claims(speaker='Kerry', {_QUARTER})",
    "timeline, top 20, of an actor": "kg.timeline(actor='Kerry', top=20)",
    "timeline, top 20, of a place": "kg.timeline(place='Aleppo', top=20)",
    "timeline, top 20, of a quarter": f"kg.timeline({_QUARTER}, top=20)",
    "timeline, top 20, of attacks in a quarter": f"kg.timeline(kind='Attack', {_QUARTER}, top=20)",
    "status on a day, anywhere": "kg.status(on='2018-04-24')",
    "all claims of a quarter": f"kg.claims({_QUARTER})",
    "the whole timeline of a quarter": f"kg.timeline({_QUARTER})",
}
TYPED = {
    "truceline status, in a place": ["status", "--on", "2018-04-24", "--place", "Aleppo"],
    "truceline claims, of a speaker": ["claims", "--speaker", "Kerry", "--from", "2018-04-01", "--to", "2018-06-30"],
    "truceline timeline --top 20, of a quarter": [
        "timeline",
        "--from",
        "2018-04-01",
        "--to",
        "2018-06-30",
        "--top",
        "20",
    ],
}


def measure(folder: Path, size: int, known: list[Facts]) -> dict[str, float]:
    """What a graph of a size costs; the graph grows in `folder`."""
    found: dict[str, float] = {}
    with Graph.open(folder, create=True) as kg:
        done = kg.count()
        start = _clock()
        for facts in pile(known, done, size):
            kg.add(facts)
    found["adding in bulk, an article (ms)"] = (_clock() - start) / max(1, size - done) * 1000
    found["adding one article, index and all"] = statistics.median(added(folder, known, size))
    for name, code in ASKED.items():
        once = f"kg=tl.Graph.open(folder); {code}"
        found[name] = statistics.median(apart(folder, once) for _ in range(3))
    for name, command in TYPED.items():
        found[name] = statistics.median(typed(folder, command) for _ in range(3))
    with Graph.open(folder) as kg:
        found["triples"] = float(sum(1 for _ in kg.store.index())) if size <= 1000 else 0.0
        for name in QUERIES:
            found[f"query {name} (s)"] = timed(lambda name=name: kg.query(name), 1)  # type: ignore[misc]
    found["log (MB)"] = (folder / "log.jsonl").stat().st_size / 1e6
    found["catalogue (MB)"] = (folder / "catalog.sqlite").stat().st_size / 1e6
    found["index (MB)"] = sum(f.stat().st_size for f in (folder / "index").iterdir()) / 1e6
    found["memory of this process, at most (MB)"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


PATIENCE = 600.0
"""Seconds after which a query in plain rdflib is given up."""

_PLAIN = """
import sys, time, rdflib
kg = rdflib.Graph()
kg.parse(sys.argv[1], format="nt")
print(len(kg), flush=True)
for name in sys.argv[2:]:
    text = open(name, encoding="utf-8").read()
    t = time.perf_counter(); rows = list(kg.query(text)); print(len(rows), time.perf_counter() - t, flush=True)
"""


def beside_rdflib(folder: Path) -> Iterator[str]:
    """Rows of a table: shipped queries of the same text over the same triples, here and in rdflib's own store."""
    triples = folder.parent / "triples.nt"
    with Graph.open(folder) as kg:
        kg.export(triples)
        kg.query("ASK { ?s ?p ?o }")
        ours = {name: (len(kg.query(name)), timed(lambda name=name: kg.query(name))) for name in QUERIES}  # type: ignore[misc]
    for name, size, found in plain(triples):
        rows, here = ours[name]
        count, theirs = found or (rows, PATIENCE)
        over, other = "" if found else "over ", "" if count == rows else f" ({count:,} there)"
        yield f"| {name} | {rows:,}{other} of {size:,} triples | {here:.2f} | {over}{theirs:.0f} | {over}{theirs / here:.0f} |"


def plain(triples: Path) -> Iterator[tuple[str, int, tuple[int, float] | None]]:
    """Each query with the number of triples, its rows and seconds in plain rdflib; neither where it was given up."""
    waiting = list(QUERIES)
    while waiting:
        files = [str(ROOT / "ontology" / "queries" / f"{name}.rq") for name in waiting]
        with subprocess.Popen(
            [sys.executable, "-c", _PLAIN, str(triples), *files], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            size = int(process.stdout.readline())
            told = [""]
            while waiting and told:
                alarm = threading.Timer(PATIENCE, process.kill)
                alarm.start()
                told = process.stdout.readline().split()
                alarm.cancel()
                yield waiting.pop(0), size, (int(told[0]), float(told[1])) if told else None


def added(folder: Path, known: list[Facts], size: int, times: int = 11) -> Iterator[float]:
    """Processor seconds that each of some articles more takes, opening and closing and all; they are of one war."""
    for n in range(1_000_000 + size, 1_000_000 + size + times):
        facts = varied(known[n % len(known)], n)
        yield spent(lambda facts=facts: _one_more(folder, facts))  # type: ignore[misc]


def _one_more(folder: Path, facts: Facts) -> None:
    with Graph.open(folder) as kg:
        kg.add(facts)


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--rdflib", action="store_true", help="ask plain rdflib, too, at the last size")
    given = parser.parse_args()
    room = given.keep or Path(tempfile.mkdtemp())
    known = seeds()
    table = {size: measure(room / "kg", size, known) for size in given.sizes}
    print(f"| what | {' | '.join(f'{s:,}' for s in table)} | last : first |")
    print(f"|---|{'---|' * (len(table) + 1)}")
    first, last = table[given.sizes[0]], table[given.sizes[-1]]
    for name in first:
        cells = " | ".join(f"{row[name]:.3g}" for row in table.values())
        print(f"| {name} | {cells} | {last[name] / first[name]:.2g} |" if first[name] else f"| {name} | {cells} | |")
    if given.rdflib:
        print("\n| query | rows | here (s) | plain rdflib (s) | times as fast |\n|---|---|---|---|---|", flush=True)
        for line in beside_rdflib(room / "kg"):
            print(line, flush=True)
    if not given.keep:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()

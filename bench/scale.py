"""What a graph costs as it grows: adding one article, opening, asking, at 100, 1,000 and 10,000 articles, in one run.

    python bench/scale.py                       # 100 1000 10000; about ten minutes
    python bench/scale.py 100 1000 --keep DIR   # other sizes; graphs are kept in DIR
    python bench/scale.py 1400 --rdflib         # a million triples, and the same queries in plain rdflib, each for ten minutes at most

The articles are made of the facts of our own dispatches: days are shifted, letters of the text exchanged, and every two hundred
articles tell of another war, with lands, towns, actors and truces of its own, so that they are as different from each other as
other news is. All ratios are of one run on one machine. Printed as Markdown.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "graph")]

from truceline.extract import extract  # noqa: E402
from truceline.graph import Graph  # noqa: E402
from truceline.know import places  # noqa: E402
from truceline.model import BASE, Actor, Article, Ceasefire, Facts, Place  # noqa: E402
from truceline.read import read_all  # noqa: E402

QUERIES = ("who-accuses-whom", "attacks", "brokers", "supporters", "outlets")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = 1500
"""Days over which the articles are spread."""

_WAR = 200
"""Articles of one war."""


def seeds() -> list[Facts]:
    """The facts of our dispatches."""
    return [extract(a) for a in read_all([str(ROOT / "data" / "dispatches")]) if isinstance(a, Article)]


def pile(count: int, known: list[Facts]) -> Iterator[Facts]:
    """So many articles, each with its own days, words and actors."""
    for n in range(count):
        yield varied(known[n % len(known)], n)


def varied(facts: Facts, n: int) -> Facts:
    """Another article of the same make: days shifted, letters exchanged, minor actors renamed."""
    text = _letters(facts.article.text, n)
    old, new = facts.article.iri, sha256(text.encode()).hexdigest()
    moved: Facts = _moved(facts, timedelta(days=(n * 7919) % _SPAN), text, n)
    article = replace(moved.article, id=f"{facts.article.id}-{n}", text=text, hash=new, url=None)
    return _renamed(replace(moved, article=article), old, article.iri, n // _WAR if n < 1_000_000 else 0)


def _letters(text: str, n: int) -> str:
    """The text with letters exchanged: another language of the same lengths for each number."""
    small = "bcdfgklmnprstvz"
    turn = n // 22 % 14 + 1 if n >= _WAR else 0
    other = small[turn:] + small[:turn]
    keep = text.translate(str.maketrans(small, other))
    tail = f"{n:08d}"
    return keep[: -len(tail) - 1] + tail + keep[-1]


def _moved(value: Any, by: timedelta, text: str, n: int) -> Any:
    """A value with its days shifted and its words taken from another text."""
    if isinstance(value, datetime | date):
        return value + by
    if isinstance(value, str):
        return _DAY.sub(lambda m: (date.fromisoformat(m[0]) + by).isoformat(), value)
    if isinstance(value, tuple):
        return tuple(_moved(v, by, text, n) for v in value)
    if not is_dataclass(value):
        return value
    made = replace(
        value, **{f.name: _moved(getattr(value, f.name), by, text, n) for f in fields(value) if f.name != "text"}
    )  # type: ignore[type-var]
    if hasattr(made, "text") and hasattr(made, "start"):
        return replace(made, text=text[made.start : made.end])
    return made


def _renamed(facts: Facts, old: str, new: str, war: int) -> Facts:
    """Things that bear the name of the article bear that of the new one; those of another war have names of their own."""

    def named(value: Any) -> Any:
        if isinstance(value, str) and value.startswith(old):
            return value.replace(old, new)
        if isinstance(value, str) and value.startswith(f"{BASE}place/"):
            return elsewhere(value, war)
        if isinstance(value, str) and value.startswith(BASE) and war:
            return f"{value}-w{war}"
        if isinstance(value, Actor | Ceasefire) and war:
            value = replace(value, label=f"{value.label} {war}")
        if isinstance(value, Place) and (site := places.by_iri(elsewhere(value.place, war))):
            chain = tuple(s.iri for s in places.within(site))
            return replace(
                value, place=site.iri, label=site.name, lat=site.lat, long=site.long, kind=site.kind, within=chain
            )
        if isinstance(value, str):
            return value
        if isinstance(value, tuple):
            return tuple(named(v) for v in value)
        if is_dataclass(value) and not isinstance(value, Article):
            return replace(value, **{f.name: named(getattr(value, f.name)) for f in fields(value)})  # type: ignore[type-var]
        return value

    done: Facts = named(facts)
    return done


@cache
def _lands() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lands with their towns, as IRIs."""
    towns: dict[str, list[str]] = {}
    for code, ids in places.by_country().items():
        towns[code] = [s.iri for n in ids if (s := places.site(str(n))).kind == "settlement"]
    return tuple(
        (places.countries()[c].iri, tuple(t))
        for c, t in sorted(towns.items())
        if c in places.countries() and len(t) > 20
    )


def elsewhere(iri: str, war: int) -> str:
    """The place of another war that takes the part of one of ours; seas stay."""
    site = places.by_iri(iri)
    if not war or (site is not None and not site.country):
        return iri
    if site is None:
        return f"{iri}-w{war}"
    home = places.countries()[site.country].iri
    lands = _lands()
    first = next((n for n, (land, _) in enumerate(lands) if land == home), 0)
    land, towns = lands[(first + war) % len(lands)]
    return land if iri == home else towns[int(sha256(iri.encode()).hexdigest(), 16) % len(towns)]


def timed(ask: Callable[[], object], times: int = 3) -> float:
    """Seconds that something takes, the middle of some times."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def apart(folder: Path, code: str) -> float:
    """Seconds that something takes in a new process, imports aside."""
    script = (
        f"import sys,time; sys.path.insert(0,{str(ROOT / 'graph')!r}); import truceline as tl, pyoxigraph, networkx\n"
        "from truceline.store import FolderStore; import truceline.ask.status, truceline.ask.timeline, truceline.ask.claims\n"
        f"from pathlib import Path; folder=Path({str(folder)!r})\n"
        f"t=time.perf_counter()\n{code}\nprint(time.perf_counter()-t)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(out.stdout.splitlines()[-1])


ASKED = {
    "open and count": "kg=tl.Graph.open(folder); kg.count(); kg.store.index()",
    "status on a day, in a place": "kg=tl.Graph.open(folder); kg.status(on='2018-04-24', place='Aleppo')",
    "claims of a speaker": "kg=tl.Graph.open(folder); kg.claims(speaker='Kerry', since='2018-04-01', until='2018-06-30')",
    "timeline, top 20, of an actor": "kg=tl.Graph.open(folder); kg.timeline(actor='Kerry', top=20)",
    "timeline, top 20, of a quarter": "kg=tl.Graph.open(folder); kg.timeline(since='2018-04-01', until='2018-06-30', top=20)",
}


def measure(folder: Path, size: int, known: list[Facts]) -> dict[str, float]:
    """What a graph of a size costs; the graph grows in `folder`."""
    found: dict[str, float] = {}
    with Graph.open(folder, create=True) as kg:
        done = kg.count()
        start = time.perf_counter()
        for facts in list_of(known, done, size):
            kg.add(facts)
    found["adding in bulk, an article (ms)"] = (time.perf_counter() - start) / max(1, size - done) * 1000
    extra = iter(range(1_000_000 + size, 2_000_000))
    found["adding one article, index and all (s)"] = timed(
        lambda: _one_more(folder, varied(known[next(extra) % 22], next(extra))), 5
    )
    for name, code in ASKED.items():
        found[f"{name} (s)"] = statistics.median(apart(folder, code) for _ in range(3))
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


def list_of(known: list[Facts], done: int, size: int) -> Iterator[Facts]:
    """The articles that a graph lacks to a size."""
    return (varied(known[n % len(known)], n) for n in range(done, size))


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

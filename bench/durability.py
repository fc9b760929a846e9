"""What graphs on the disk withstand: kill -9, flipped bits, truncations, lost files, a full disk, power loss. Each run by dice.

    python bench/durability.py              # 200 kills, 150 damages, 50 full disks, every step of 50 lost; half an hour of processor time
    python bench/durability.py --part 3/20  # the third of twenty pieces, which together are the whole; two or three minutes
    python bench/durability.py --only power # one kind of harm
    python bench/durability.py --seed 7     # other dice

Each trial works on a folder of its own, in processes of their own, and ends in one of these:

    kept      everything that was acknowledged is there, `check` finds nothing
    mended    the same answers, and a sentence says what was made again or is not used
    told      the graph is not opened, or lacks something, and a sentence names the file or what is missing
    SILENT    something is missing or different, and nobody says so
    FAULT     an error that is none of truceline's sentences, or a crash

The last two must not occur; the exit status is 1 when they do.
"""

from __future__ import annotations

import argparse
import logging
import os
import pickle
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "bench")]

import pile  # noqa: E402

from truceline import check as checks  # noqa: E402
from truceline.errors import TrucelineError  # noqa: E402
from truceline.graph import Graph  # noqa: E402
from truceline.model import Facts  # noqa: E402
from truceline.store.deciding import decide  # noqa: E402

FATES = ("kept", "mended", "told", "SILENT", "FAULT")


@dataclass(slots=True)
class Seen:
    """What a process found in a folder: articles, decisions, a hash of all triples, faults, sentences."""

    articles: frozenset[str] = frozenset()
    decisions: int = 0
    triples: str = ""
    faults: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    refused: str = ""
    crash: str = ""


@dataclass(slots=True)
class Ear(logging.Handler):
    """Keeps what the log of the program says."""

    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        logging.Handler.__init__(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a line."""
        self.lines.append(record.getMessage())

    __hash__ = logging.Handler.__hash__


# ---------------------------------------------------------------- processes


def forked(work: Callable[[Callable[[object], None]], None], kill_after: float | None = None) -> tuple[list[Any], int]:
    """What a process of its own reported, item by item, and how it ended; killed after some seconds where they are given."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with suppress(BaseException), os.fdopen(writing, "wb", buffering=0) as out:
            work(lambda item: out.write(pickle.dumps(item)) and None)
            os._exit(0)
        os._exit(1)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as told:
        items = list(_items(told))
    return items, os.waitpid(child, 0)[1]


def _items(told: Any) -> Iterator[Any]:
    """The whole items of a stream."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            yield pickle.load(told)


def look(folder: Path) -> Seen:
    """What is in a folder, as another process sees it."""

    def work(report: Callable[[object], None]) -> None:
        seen, ear = Seen(), Ear()
        logging.getLogger("truceline").addHandler(ear)
        try:
            with Graph.open(folder) as kg:
                kg.timeline(top=5)
                kg.status(on="2018-04-24")
                seen.articles = frozenset(a.iri for a in kg.articles())
                seen.decisions = len(kg.store.decisions())
                seen.faults = checks.check(kg.store).faults
                seen.triples = sha256("\n".join(sorted(map(str, kg.store.index()))).encode()).hexdigest()
                torn = kg.store.torn
                seen.said = (*ear.lines, *(["an unfinished line is not used"] if torn else []))
        except TrucelineError as e:
            seen.refused = str(e)
        except Exception as e:
            seen.crash = f"{type(e).__name__}: {e}"
        report(seen)

    items, status = forked(work)
    return items[0] if items else Seen(crash=f"ended by signal {status}")


# ---------------------------------------------------------------- kill -9


def killed(room: Path, dice: random.Random, several: list[Facts], what: str) -> str:
    """The fate of a graph whose process was killed in the middle of a build, of a diff or of a review."""
    folder = room / "kg"
    start = dice.randrange(3, 12)
    before = _built(folder, several[:start])
    events = [f"{f.article.iri}/{e.id}" for f in several[:start] for e in f.notes.events]

    def work(report: Callable[[object], None]) -> None:
        with Graph.open(folder) as kg:
            if what == "diff":
                kg.diff(since="2000-01-01")
            for facts in several[start : start + 8] if what == "build" else ():
                kg.add(facts)
                report(facts.article.iri)
            for iri in events[:40] if what == "review" else ():
                decide(kg.store, dice.choice(["accepted", "rejected"]), [iri], "ann")
                report(iri)

    if what == "diff":
        (folder / "index.json").unlink()
    length = dice.choice([0.05, 0.2, 0.6, 1.5])
    acknowledged, _ = forked(work, dice.random() * length)
    seen = look(folder)
    if seen.crash or seen.refused or seen.faults:
        return "FAULT" if seen.crash else "SILENT"
    if what == "build":
        there = before | set(acknowledged) <= seen.articles
        whole = len(seen.articles) <= len(before) + len(acknowledged) + 1
    else:
        there = seen.articles == before
        whole = len(acknowledged) <= seen.decisions <= len(acknowledged) + 1 if what == "review" else True
    if not (there and whole):
        return "SILENT"
    more = several[start + 9]
    status = _grown(folder, [more])
    return "kept" if status == 0 and more.article.iri in look(folder).articles else "FAULT"


def _grown(folder: Path, several: list[Facts]) -> int:
    """How a process of its own ended that adds articles to a graph."""

    def work(report: Callable[[object], None]) -> None:
        with Graph.open(folder, create=True) as kg:
            for facts in several:
                kg.add(facts)

    return forked(work)[1]


def _built(folder: Path, several: list[Facts]) -> set[str]:
    """The articles of a graph that is made by a process of its own."""
    _grown(folder, several)
    return {f.article.iri for f in several}


# ---------------------------------------------------------------- damage


def damaged(room: Path, dice: random.Random, whole: tuple[Path, Seen]) -> str:
    """The fate of a sound graph of which one file was damaged."""
    source, sound = whole
    folder = room / "kg"
    shutil.copytree(source, folder)
    file = dice.choice(sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".lock"))
    harm = dice.choice(
        [_flip, _cut, lambda file, dice: file.unlink()] if file.name != "log.jsonl" else [_flip, _cut, _line]
    )
    harm(file, dice)
    return _fate(look(folder), sound)


def _fate(seen: Seen, sound: Seen) -> str:
    """What became of a graph, by what it should hold."""
    if seen.crash:
        return f"FAULT ({seen.crash[:80]})"
    if seen.refused:
        return "told"
    same = (seen.articles, seen.decisions, seen.triples) == (sound.articles, sound.decisions, sound.triples)
    if same and not seen.faults:
        return "mended" if seen.said else "kept"
    return "told" if seen.faults or seen.said else "SILENT"


def _flip(file: Path, dice: random.Random) -> None:
    """One bit is turned."""
    content = bytearray(file.read_bytes())
    if content:
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        file.write_bytes(content)


def _cut(file: Path, dice: random.Random) -> None:
    """The end is missing."""
    os.truncate(file, dice.randrange(max(1, file.stat().st_size)))


def _line(file: Path, dice: random.Random) -> None:
    """A whole line is missing."""
    lines = file.read_bytes().splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    file.write_bytes(b"".join(lines))


# ---------------------------------------------------------------- a full disk


def full(room: Path, dice: random.Random, several: list[Facts]) -> str:
    """The fate of a graph that is built until no file may grow any more; then there is room again."""
    folder = room / "kg"
    before = _built(folder, several[:4])
    largest = max(f.stat().st_size for f in folder.rglob("*") if f.is_file())

    def work(report: Callable[[object], None]) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = dice.randrange(largest // 2, largest * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            with Graph.open(folder) as kg:
                for facts in several[4:16]:
                    kg.add(facts)
                    report(facts.article.iri)
        except TrucelineError:
            report("")
        except Exception as e:
            report(e.__class__.__name__)

    told, status = forked(work)
    acknowledged = {t for t in told if t.startswith("http")}
    errors = [t for t in told if not t.startswith("http") and t]
    if (seen := look(folder)).crash or status or errors:
        return f"FAULT ({errors or seen.crash or status})"
    there = before | acknowledged <= seen.articles and not seen.faults and not seen.refused
    return ("told" if "" in told else "kept") if there else "SILENT"


# ---------------------------------------------------------------- power loss


def steps(room: Path, several: list[Facts], count: int) -> list[Path]:
    """The folder after each step of a run of additions, removals and decisions."""
    out: list[Path] = []
    folder = room / "run"
    dice = random.Random(1)
    _built(folder, several[:1])
    for n in range(1, count + 1):
        forked(lambda report, n=n: _step(folder, several, n, random.Random(dice.random())))  # type: ignore[misc]
        kept = room / f"step{n}"
        shutil.copytree(folder, kept)
        out.append(kept)
    return out


def _step(folder: Path, several: list[Facts], n: int, dice: random.Random) -> None:
    """One step: mostly an article more; now and then one is taken out, or a person decides."""
    with Graph.open(folder) as kg:
        if n % 7 == 3:
            kg.remove(dice.choice(kg.articles()).iri)
        elif n % 7 == 5:
            facts = next(f for f in kg.facts() if f.notes.events)
            decide(kg.store, "rejected", [f"{facts.article.iri}/{facts.notes.events[0].id}"], "ann")
        else:
            kg.add(several[n])


def powerless(room: Path, dice: random.Random, run: list[Path], n: int) -> str:
    """The fate of a graph after power is lost: the log of one step, torn perhaps, beside catalogue and index of earlier ones."""
    folder = room / "kg"
    shutil.copytree(run[n], folder)
    old = run[dice.randrange(n + 1)]
    for name in ("catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
        if (old / name).exists():
            shutil.copy2(old / name, folder / name)
    older = run[dice.randrange(n + 1)]
    shutil.rmtree(folder / "index", ignore_errors=True)
    shutil.copytree(older / "index", folder / "index")
    shutil.copy2(run[dice.randrange(n + 1)] / "index.json", folder / "index.json")
    if n + 1 < len(run) and dice.random() < 0.5:
        log, next_ = folder / "log.jsonl", (run[n + 1] / "log.jsonl").read_bytes()
        size = log.stat().st_size
        log.write_bytes(next_[: dice.randrange(size, max(size + 1, len(next_)))])
    return _fate(look(folder), look(run[n]))


# ---------------------------------------------------------------- all of it


@dataclass(frozen=True, slots=True)
class Trials:
    """Trials of one kind of harm: so many, each with a folder, dice and its number, giving a fate."""

    name: str
    count: int
    one: Callable[[Path, random.Random, int], str]

    def run(self, seed: int, piece: tuple[int, int]) -> Counter[str]:
        """The fates of one piece of the trials; those that must not be are printed."""
        fates: Counter[str] = Counter()
        for n in range(piece[0] - 1, self.count, piece[1]):
            room = Path(tempfile.mkdtemp())
            try:
                fate = self.one(room, random.Random(f"{self.name} {seed} {n}"), n)
            finally:
                shutil.rmtree(room, ignore_errors=True)
            if fate.startswith(("SILENT", "FAULT")):
                print(f"{self.name}, trial {n}: {fate}", file=sys.stderr, flush=True)
            fates[fate.split()[0]] += 1
        print(f"| {self.name} | {fates.total()} | {' | '.join(str(fates[f]) for f in FATES)} |", flush=True)
        return fates


def harms(room: Path) -> list[Trials]:
    """All kinds of harm, worked on folders in a room."""
    known = pile.seeds()
    several = [pile.varied(known[n % len(known)], n) for n in range(60)]

    @cache
    def whole() -> tuple[Path, Seen]:
        _built(room / "whole", several[:12])
        return room / "whole", look(room / "whole")

    @cache
    def run() -> list[Path]:
        return steps(room, several, 50)

    return [
        Trials("kill -9 in build", 80, lambda r, d, n: killed(r, d, several, "build")),
        Trials("kill -9 in diff", 40, lambda r, d, n: killed(r, d, several, "diff")),
        Trials("kill -9 in review", 80, lambda r, d, n: killed(r, d, several, "review")),
        Trials("a file damaged", 150, lambda r, d, n: damaged(r, d, whole())),
        Trials("disk full", 50, lambda r, d, n: full(r, d, several)),
        Trials("power lost", 50, lambda r, d, n: powerless(r, d, run(), n)),
    ]


def main() -> None:
    """Runs the trials and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="1/1", metavar="N/OF", help="run only one piece of so many")
    parser.add_argument("--only", default="", help="run only the harms whose name holds this")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    number, of = map(int, given.part.split("/"))
    checks._shapes = lambda store: iter(())  # shapes are about what the facts say, and take most of the time of a check
    print(f"| what | trials | {' | '.join(FATES)} |\n|---|{'---|' * (len(FATES) + 1)}", flush=True)
    fates: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as room:
        for harm in harms(Path(room)):
            if given.only in harm.name:
                fates += harm.run(given.seed, (number, of))
    sys.exit(1 if fates["SILENT"] or fates["FAULT"] else 0)


if __name__ == "__main__":
    main()

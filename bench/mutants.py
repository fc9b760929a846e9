"""Are the rules held by tests? Random conditions of the rule rooms are set false, one at a time, and the tests of the room run.

    python bench/mutants.py                 80 mutants, the same for the same source
    python bench/mutants.py -n 20 --seed 7 --room times

A mutant is killed when a test fails; one that lives is printed with its line. The texts of our own in which
the condition holds are read first (a changed fact fails `test_readings.py`), then the tests of the room run. Each mutant
runs in a process of its own, forked after the big libraries are loaded. Exit status 1 when fewer are killed than `--floor`.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ROOT / "graph" / "truceline"
LIMIT = 4
"""Times the tests of a room may take with a mutant what they take without, before it counts as killed: it hangs."""

READING = 600.0
"""Seconds that reading the texts of our own may take beside."""

TESTS: dict[str, tuple[str, ...]] = {
    "times": ("test_times.py", "test_offsets.py", "test_dating.py"),
    "analysis": (
        "test_analysis.py",
        "test_dating.py",
        "test_predications.py",
        "test_factuality.py",
        "test_ceasefires.py",
        "test_repair.py",
        "test_reports.py",
    ),
    "find/attribution": ("test_attribution.py",),
    "find/mentions": ("test_who.py", "test_where.py"),
    "find/predications/events": ("test_predications.py", "test_belonging.py", "test_events_exact.py"),
    "find/predications/truces": (
        "test_ceasefires.py",
        "test_ceasefire_events.py",
        "test_truce_parties.py",
        "test_truce_stories.py",
        "test_weave.py",
    ),
    "find/figures": ("test_figures.py",),
    "link": (
        "test_link_identity.py",
        "test_link_known.py",
        "test_belonging.py",
        "test_link_sides.py",
        "test_sides.py",
        "test_who.py",
        "test_pronouns.py",
        "test_antecedents.py",
        "test_salience.py",
        "test_same_actor.py",
        "test_candidates.py",
        "test_likely_sides.py",
        "test_strangers.py",
        "test_standings.py",
        "test_actors.py",
        "test_outlets.py",
        "test_identity.py",
        "test_cross_document.py",
        "test_truce_stories.py",
        "test_ceasefires.py",
    ),
    "weave": ("test_weave.py", "test_ceasefires.py"),
}
"""The rule rooms and the tests that hold them; the longest room that fits a file counts."""

Pages = dict[str, dict[str, str]]
"""What is read in texts of our own, by file and number: for each mutant where its condition holds."""


@dataclass(frozen=True)
class Mutant:
    """A condition of a file, by where it stands, that is to be false."""

    file: Path
    line: int
    column: int
    words: str

    @property
    def room(self) -> str:
        """The rule room that the file lies in."""
        name = self.file.relative_to(GRAPH).as_posix()
        return max((r for r in TESTS if name.startswith(r)), key=len)

    @property
    def module(self) -> str:
        """The name under which the file is imported."""
        parts = self.file.relative_to(ROOT / "graph").with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class _False(ast.NodeTransformer):
    """Sets the conditions at some places false, or has it told when they hold."""

    def __init__(self, at: Sequence[tuple[int, Mutant]], told: bool) -> None:
        self._at = {(m.line, m.column): n for n, m in at}
        self._told = told

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node, ast.If):
            n = self._at.get((node.test.lineno, node.test.col_offset))
            if n is not None:
                call = ast.Call(ast.Name("__holds__", ast.Load()), [ast.Constant(n), node.test], [])
                node.test = ast.copy_location(call if self._told else ast.Constant(False), node.test)
        return node


class _Mutated(MetaPathFinder, Loader):
    """Imports modules from their mutated source; where it is only to be told when a condition holds, into a set."""

    def __init__(self, mutants: Sequence[Mutant], holding: set[int] | None = None) -> None:
        self._mutants: dict[str, list[tuple[int, Mutant]]] = defaultdict(list)
        for n, mutant in enumerate(mutants):
            self._mutants[mutant.module].append((n, mutant))
        self._holding = holding

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name not in self._mutants:
            return None
        file = self._mutants[name][0][1].file
        package = file.name == "__init__.py"
        spec = ModuleSpec(name, self, origin=str(file), is_package=package)
        if package:
            spec.submodule_search_locations = [str(file.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        at = self._mutants[module.__name__]
        tree = ast.parse(at[0][1].file.read_text(encoding="utf-8"))
        tree = ast.fix_missing_locations(_False(at, self._holding is not None).visit(tree))
        module.__dict__["__holds__"] = self._holds
        exec(compile(tree, str(at[0][1].file), "exec"), module.__dict__)

    def _holds(self, n: int, value: object) -> object:
        """The value of a condition, noted where it holds."""
        if self._holding is not None and value:
            self._holding.add(n)
        return value


def conditions(room: str) -> Iterator[Mutant]:
    """All conditions of the rule rooms that are not false already, in the order of files and lines."""
    for file in sorted(GRAPH.rglob("*.py")):
        name = file.relative_to(GRAPH).as_posix()
        if not name.startswith(room) or not any(name.startswith(r) for r in TESTS):
            continue
        source = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
                yield Mutant(file, node.test.lineno, node.test.col_offset, ast.unparse(node.test))


def pages(mutants: Sequence[Mutant]) -> list[Pages]:
    """For each mutant what is read in the texts of our own where its condition holds, by the name and number of the text."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as kept:
        if not (child := os.fork()):
            _write_pages(mutants, Path(kept.name))
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("a text of our own cannot be read")
        found: list[Pages] = json.load(kept)
    return found


def _write_pages(mutants: Sequence[Mutant], into: Path) -> None:
    """Reads all texts of our own in a forked process, and ends it."""
    holding: set[int] = set()
    sys.meta_path.insert(0, _Mutated(mutants, holding))
    import readings

    found: list[Pages] = [{} for _ in mutants]
    for name in readings.NAMES:
        for k, article in enumerate(readings.articles(name)):
            holding.clear()
            page = readings.page(article)
            for n in holding:
                found[n].setdefault(name, {})[str(k)] = page
    into.write_text(json.dumps(found), encoding="utf-8")
    os._exit(0)


def killed(mutant: Mutant | None, room: str, kept: Pages, limit: float = 3600.0) -> bool:
    """Whether a fact changes, a test of the room fails, or it takes more seconds than a limit, with the mutant in place; without one, as it is."""
    child = os.fork()
    if not child:
        _run(mutant, room, kept)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(mutant: Mutant | None, room: str, kept: Pages) -> None:
    """Reads texts and runs the tests of a room with the mutant in place, in a forked process, and ends it with their exit status."""
    with Path(os.devnull).open("w", encoding="utf-8") as quiet:
        os.dup2(quiet.fileno(), 1)
        os.dup2(quiet.fileno(), 2)
    import pytest

    if mutant is not None:
        sys.meta_path.insert(0, _Mutated([mutant]))
    try:
        if _changes(kept):
            os._exit(1)
    except Exception:
        os._exit(1)
    tests = [str(ROOT / "tests" / t) for t in TESTS[room]]
    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])) and 1)


def _changes(kept: Pages) -> bool:
    """Whether a text is read otherwise than it was."""
    import readings

    for name, several in kept.items():
        articles = readings.articles(name)
        if any(readings.page(articles[int(k)]) != page for k, page in several.items()):
            return True
    return False


def prepare() -> None:
    """Loads what all mutants share and no mutant changes: the big libraries."""
    import hypothesis
    import pytest
    import spacy

    assert hypothesis and pytest and spacy
    sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "tests")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the mutants, runs them, prints those that live."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("-n", type=int, default=80, help="how many mutants (default 80)")
    ask.add_argument("--seed", type=int, default=1, help="which of them")
    ask.add_argument("--room", default="", help="only files whose path begins so")
    ask.add_argument("--floor", type=float, default=0.75, help="share that must be killed")
    given = ask.parse_args(arguments)
    if gone := sorted({t for several in TESTS.values() for t in several if not (ROOT / "tests" / t).is_file()}):
        ask.error(f"no such tests: {', '.join(gone)}")
    found = list(conditions(given.room))
    chosen = random.Random(given.seed).sample(found, min(given.n, len(found)))
    prepare()
    limits: dict[str, float] = {}
    for room in sorted({m.room for m in chosen}):
        start = time.monotonic()
        if killed(None, room, {}):
            ask.error(f"the tests fail without any mutant: {room}")
        limits[room] = LIMIT * (time.monotonic() - start) + READING
    alive = []
    for n, (mutant, kept) in enumerate(zip(chosen, pages(chosen), strict=True), 1):
        if not killed(mutant, mutant.room, kept, limits[mutant.room]):
            alive.append(mutant)
            print(f"lives  {mutant.file.relative_to(ROOT)}:{mutant.line}  if {mutant.words[:90]}", flush=True)
        if n % 10 == 0:
            print(f"{n} of {len(chosen)}, {n - len(alive)} killed", flush=True)
    share = 1 - len(alive) / len(chosen) if chosen else 1.0
    print(f"mutants: {len(chosen)} of {len(found)} conditions, {share:.0%} killed")
    return int(share < given.floor)


if __name__ == "__main__":
    sys.exit(main())

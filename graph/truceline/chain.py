"""Puts the finders in order by what each gives and needs, and runs them one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.metadata import entry_points

from truceline.analysis.article import Analysis
from truceline.errors import KnowledgeError
from truceline.find import Finder
from truceline.model import Notes

BUILT_IN = (
    "times",
    "find.mentions.places",
    "find.mentions.actors",
    "find.attribution",
    "find.predications.events",
    "find.figures",
    "find.predications.truces",
)
"""Rooms of the finders; each holds its declaration as `FINDER`."""


@cache
def finders() -> tuple[Finder, ...]:
    """All finders, ours and those of other packages, in the order in which they run."""
    named = {f.name: f for f in (import_module(f"truceline.{m}").FINDER for m in BUILT_IN)}
    for entry in sorted(entry_points(group="truceline.finders"), key=lambda e: e.name):
        finder = entry.load()
        named[finder.name] = finder
    return order(named.values())


def run(parsed: Analysis) -> Notes:
    """Runs all finders over a parsed article."""
    notes = Notes()
    for finder in finders():
        notes = finder.find(parsed, notes)
    return notes


def order(several: Iterable[Finder]) -> tuple[Finder, ...]:
    """Orders finders so that each comes after all that give what it needs.

    A finder that needs and gives one layer refines it. Any number may refine a layer: they come after those who only give
    it and before those who only need it, among each other by name where nothing else tells.

    Returns:
        The finders in the order in which they run; the same for the same set.

    Raises:
        KnowledgeError: two finders wait for each other, or nobody gives what one needs.

    >>> def finder(name, gives, needs=()):
    ...     return Finder(name, lambda parsed, notes: notes, frozenset(gives), frozenset(needs))
    >>> several = [finder("tally", ["figures"], ["events"]), finder("b", ["events"], ["events"]), finder("a", ["events"], ["events"])]
    >>> [f.name for f in order([*several, finder("maker", ["events"])])]
    ['maker', 'a', 'b', 'tally']
    """
    by_name = {f.name: f for f in sorted(several, key=lambda f: f.name)}
    sorter = TopologicalSorter(_before(tuple(by_name.values())))
    try:
        sorter.prepare()
    except CycleError as e:
        raise KnowledgeError(f"Finders wait for each other: {' → '.join(e.args[1])}.") from None
    out: list[Finder] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        out += [by_name[n] for n in ready]
        sorter.done(*ready)
    return tuple(out)


def _before(several: Collection[Finder]) -> dict[str, set[str]]:
    """Finder → those that come before it, by name."""
    given: frozenset[str] = frozenset().union(*(f.gives for f in several))
    graph: dict[str, set[str]] = {}
    for f in several:
        if missing := f.needs - given:
            raise KnowledgeError(f"The finder {f.name!r} needs {sorted(missing)}, which no finder gives.")
        graph[f.name] = {g.name for g in several if g is not f and _first(g, f)}
    return graph


def _first(g: Finder, f: Finder) -> bool:
    """Whether `g` gives something that `f` needs and that the two do not both refine."""
    return any(not (layer in f.gives and layer in g.needs) for layer in g.gives & f.needs)

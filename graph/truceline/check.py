"""Checks of a whole graph: SHACL shapes, the invariants of facts, the index against the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.ask.answers import Answer
from truceline.ask.layout import WIDTH, Line, paragraph
from truceline.ask.records import Record
from truceline.shelf import ontology
from truceline.store import Store
from truceline.store.changes import everything
from truceline.store.invariants import faults
from truceline.store.rdf import in_memory


@dataclass(frozen=True, slots=True)
class Report(Answer):
    """What a check found: `faults`, a sentence each; `notes` say what was and what was not checked."""

    articles: int
    triples: int
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def to_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "ok": self.ok,
            "articles": self.articles,
            "triples": self.triples,
            "faults": list(self.faults),
            "notes": list(self.notes),
        }

    def lines(self, width: int = WIDTH) -> list[Line]:
        found = f"{len(self.faults)} faults" if self.faults else "nothing wrong"
        first = paragraph(f"{self.articles} articles, {self.triples} triples: {found}.", width, part="title")
        return [*first, *(x for kind, text in self._rows() for x in paragraph(f"{kind}: {text}", width, part=kind))]

    def _rows(self) -> list[tuple[str, str]]:
        """Faults, then notes."""
        return [*(("fault", f) for f in self.faults), *(("note", n) for n in self.notes)]

    def grid(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        return ("kind", "text"), list(self._rows())

    def records(self) -> tuple[Sequence[str], list[Record]]:
        return ("kind", "text"), [{"kind": kind, "text": text} for kind, text in self._rows()]


def check(store: Store) -> Report:
    """Checks a graph; SHACL needs the extra `check` (pySHACL), without it the rest is checked and a note says so."""
    index = store.index()
    found = [f"{facts.article.id}: {wrong}" for facts in store.facts() for wrong in faults(facts)]
    found += [*store.gaps, *_index_differs(store)]
    notes = []
    try:
        import pyshacl  # noqa: F401

        found += _shapes(store)
    except ImportError:
        notes.append("the SHACL shapes were not checked: pySHACL is missing; install truceline[check].")
    if store.torn:
        notes.append(f"the log ends in an unfinished line of {store.torn} bytes, left by a crash; it is not used.")
    return Report(store.count(), len(index), tuple(found), tuple(notes))


def _index_differs(store: Store) -> Iterator[str]:
    """The index holds exactly the triples of the facts."""
    unmade: list[str] = []
    made = {str(q) for q in everything(store.catalog, store.read, unmade.append)}
    yield from unmade
    held = {str(q) for q in store.index()}
    if lost := len(made - held):
        yield f"the index lacks {lost} triples that the log gives; remove the folder index/ and it is made again"
    if more := len(held - made):
        yield f"the index holds {more} triples that the log does not give; remove the folder index/ and it is made again"


def _shapes(store: Store) -> Iterator[str]:
    from pyshacl import validate
    from rdflib import Graph, Namespace

    sh = Namespace("http://www.w3.org/ns/shacl#")
    shapes = Graph().parse(ontology("shapes.ttl"))
    _, report, _ = validate(in_memory(store.index()), shacl_graph=shapes, inference="none", advanced=False)
    told = (
        f"{report.value(r, sh.focusNode)}: {report.value(r, sh.resultMessage)}"
        for r in report.subjects(sh.resultMessage)
    )
    yield from sorted(set(told))

"""The index of a graph folder: an Oxigraph store, made from the log and thrown away when it does not match it.

`stamp.json` says which log the index was made from and how many triples it holds. It is removed before the index is
changed and written when the change is on the disk, so an index without a matching stamp is never believed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from truceline import __version__
from truceline.model import Facts
from truceline.store.log import write_whole
from truceline.triples import triples

FORMAT = 4
"""Raised whenever the triples of the same facts change."""

_BATCH = 200


def term(node: Node) -> ox.NamedNode | ox.Literal:
    """An rdflib term as an Oxigraph term, its lexical form untouched."""
    if isinstance(node, URIRef):
        return ox.NamedNode(node)
    assert isinstance(node, Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype) if node.datatype else None)


def quads(facts: Facts, same: Mapping[str, str]) -> list[ox.Quad]:
    """The quads of an article, all in the default graph."""
    made: dict[str, ox.NamedNode] = {}

    def named(name: str) -> ox.NamedNode:
        if name not in made:
            made[name] = ox.NamedNode(name)
        return made[name]

    return [
        ox.Quad(named(s), named(p), named(o) if isinstance(o, URIRef) else term(o)) for s, p, o in triples(facts, same)
    ]


def fill(store: ox.Store, several: Iterable[Facts], same: Mapping[str, str]) -> None:
    """Adds the triples of articles."""
    waiting: list[ox.Quad] = []
    for n, facts in enumerate(several, 1):
        waiting += quads(facts, same)
        if n % _BATCH == 0:
            store.bulk_extend(waiting)
            waiting = []
    store.bulk_extend(waiting)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made from: the log's stamp, how many triples, which IRIs stood for others."""

    log: str
    triples: int
    same: dict[str, str]


class Index:
    """The Oxigraph store in a folder and the stamp beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "index"
        self._stamp = folder / "index.json"

    def stamp(self) -> Stamp | None:
        """What the index was made from, if there is one made by this version."""
        try:
            kept = json.loads(self._stamp.read_text(encoding="utf-8"))
            made = Stamp(kept["log"], kept["triples"], dict(kept["same"]))
            return made if (kept["format"], kept["truceline"]) == (FORMAT, __version__) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def open(self, stamp: Stamp | None) -> ox.Store | None:
        """The index for reading, if it is whole."""
        if stamp is None:
            return None
        try:
            store = ox.Store.read_only(str(self.folder))
            return store if len(store) == stamp.triples else None
        except (OSError, RuntimeError, ValueError):
            return None

    def change(self, log: str, several: Iterable[Facts], same: Mapping[str, str], afresh: bool) -> None:
        """Adds articles, or makes the index afresh; stamps it with the log it now matches."""
        self._stamp.unlink(missing_ok=True)
        if afresh:
            shutil.rmtree(self.folder, ignore_errors=True)
        store = ox.Store(str(self.folder))
        fill(store, several, same)
        store.optimize()
        store.flush()
        kept = {"format": FORMAT, "truceline": __version__, "log": log, "triples": len(store), "same": dict(same)}
        del store
        write_whole(self._stamp, json.dumps(kept).encode())

"""The graph in other formats, by the suffix of the file. A file is whole or not there: temporary file, fsync, rename."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from truceline.ask.cells import written
from truceline.ask.claims import claims
from truceline.ask.figures import figures
from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView
from truceline.ask.timeline import timeline
from truceline.codec import to_json
from truceline.errors import StoreError
from truceline.net import gexf, graphml, view
from truceline.store import Store
from truceline.store.log import write_whole
from truceline.store.rdf import in_memory
from truceline.triples import PREFIXES
from truceline.triples.turtle import turtle

_RDF = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


_TURTLE = ("ttl", "trig")


def export(store: Store, path: Path, view_name: str = "actors") -> Path:
    """Writes the graph; returns where.

    Args:
        store: the graph.
        path: ttl, trig, nq, nt, jsonld, rdf (all triples, sorted); graphml, gexf (a networkx view); json (stand-off
            documents in a list); csv or no suffix (a folder of tables).
        view_name: the view for graphml and gexf.

    Raises:
        StoreError: the suffix is none of these, or the file cannot be written.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in {"", "csv"}:
        return _folder(path, _tables(store))
    write_whole(path, content(store, suffix, view_name))
    return path


def content(store: Store, suffix: str, view_name: str = "actors") -> bytes:
    """The bytes of the graph in a format; the same graph gives the same bytes."""
    if suffix in _TURTLE:
        return turtle(in_memory(store.index())).encode("utf-8", "replace")
    if suffix in _RDF:
        return rdf(store.index(), _RDF[suffix])
    networks: dict[str, Callable[[Any], bytes]] = {"graphml": graphml, "gexf": gexf}
    if suffix in networks:
        return networks[suffix](view(store.index(), view_name))
    if suffix == "json":
        return (json.dumps([to_json(f) for f in store.facts()], ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8", "replace"
        )
    kinds = ", ".join([*_TURTLE, *_RDF, *networks, "json", "csv"])
    raise StoreError(f"There is no export to .{suffix}; use {kinds}.")


def rdf(index: ox.Store, kind: ox.RdfFormat) -> bytes:
    """All triples, sorted, in an RDF format of Oxigraph; N-Quads and N-Triples are canonical."""
    quads = sorted(index, key=str)
    several: Iterable[Any] = quads if kind.supports_datasets else (q.triple for q in quads)
    if kind in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES):
        several = quads if kind == ox.RdfFormat.N_QUADS else (q.triple for q in quads)
        return ox.serialize(several, format=kind) or b""
    return ox.serialize(several, format=kind, prefixes=PREFIXES) or b""


# ---------------------------------------------------------------- tables


def _tables(store: Store) -> dict[str, bytes]:
    book, every = GraphView(store.index()), Choice()
    happenings = timeline(book, every)
    return {
        "articles.csv": _csv(_articles(store)),
        "timeline.csv": _csv([_flat(h, "says") | _sayers(h.says) for h in happenings]),
        "claims.csv": _csv([{**_plain(c.said), "about": c.about, "to": c.addressee} for c in claims(book, every)]),
        "figures.csv": _csv([_flat(f, "says") | _sayers(f.says) for f in figures(book, every)]),
        "parties.csv": _csv(_parties(book)),
    }


def _articles(store: Store) -> list[dict[str, Any]]:
    keys = ("iri", "id", "published", "title", "publisher", "byline", "url", "agencies", "hash")
    return [{k: getattr(f.article, k) for k in keys} for f in store.facts()]


def _plain(value: Any) -> dict[str, Any]:
    return {k: getattr(value, k) for k in value.__slots__}


def _flat(value: Any, *without: str) -> dict[str, Any]:
    return {k: v for k, v in _plain(value).items() if k not in without}


def _sayers(says: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "speakers": tuple(s.speaker for s in says),
        "stances": tuple(s.stance for s in says),
        "claims": tuple(s.claim for s in says),
        "sentence": says[0].sentence if says else "",
    }


def _parties(book: GraphView) -> list[dict[str, Any]]:
    from truceline.ask.said import tellings
    from truceline.triples.terms import TL

    rows = []
    for truce in book.ceasefires.values():
        for link in (book.links[x] for x in truce.many(TL.partyLink)):
            row = {"ceasefire": truce.iri, "label": book.label(truce.iri), "actor": book.label(link.one(TL.actor))}
            rows.append(row | {"status": link.word(TL.partyStatus)} | _sayers(tellings(book, [link.iri])))
    return rows


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """Rows as CSV; nothing where there are none."""
    return written(list(rows[0]), [list(row.values()) for row in rows]).encode("utf-8", "replace") if rows else b""


def _folder(path: Path, tables: dict[str, bytes]) -> Path:
    """A folder of tables, written beside its place and put there whole."""
    if path.exists() and (not path.is_dir() or any(p.name not in tables for p in path.iterdir())):
        raise StoreError(f"{path}: there is something else here; choose a new folder for the tables.")
    room = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
        for name, body in tables.items():
            write_whole(room / name, body)
        if path.exists():
            shutil.rmtree(path)
        room.replace(path)
    except OSError as e:
        shutil.rmtree(room, ignore_errors=True)
        raise StoreError(
            f"{path}: cannot be written ({(e.strerror or str(e)).lower()}); choose another place."
        ) from None
    return path

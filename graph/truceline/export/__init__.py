"""The graph in other formats, by the suffix of the file. A file is whole or not there: temporary file, fsync, rename."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from truceline.codec import to_json
from truceline.errors import StoreError
from truceline.export import rdf
from truceline.export.bibtex import bibtex
from truceline.export.ceasefires import ceasefires
from truceline.export.ftm import ftm
from truceline.export.plover import plover
from truceline.export.tables import folder, workbook
from truceline.net import gexf, graphml, view
from truceline.store import Store
from truceline.store.log import write_whole

Writer = Callable[[Store], bytes]

SUFFIXES = {"bib": "bibtex", "ethprio.csv": "ethprio", "plover.csv": "plover", "ftm.json": "ftm", "ftm.jsonl": "ftm"}
"""Ends of file names that mean a format of another name."""


def _documents(store: Store) -> bytes:
    """Stand-off documents in a list."""
    text = json.dumps([to_json(f) for f in store.facts()], ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _writers(view_name: str) -> dict[str, Writer]:
    """What writes each format that is one file."""
    networks = {"graphml": graphml, "gexf": gexf}
    drawn: dict[str, Writer] = {n: partial(_network, write=write, name=view_name) for n, write in networks.items()}
    tables: dict[str, Writer] = {"ethprio": ceasefires, "plover": plover, "ftm": ftm, "bibtex": bibtex}
    return {**rdf.WRITERS, **drawn, "json": _documents, "xlsx": workbook, **tables}


def _network(store: Store, write: Callable[..., bytes], name: str) -> bytes:
    return write(view(store.index(), name))


FORMATS = (*_writers(""), "csv")
"""Formats by name: RDF, networks, stand-off JSON, a workbook, tables for other people's tools, a folder of CSV."""


def named(path: Path, format_: str | None = None) -> str:
    """The format that a person named, or that the name of a file says.

    Raises:
        StoreError: there is none of that name.
    """
    name = path.name.lower()
    double = next((f for end, f in SUFFIXES.items() if name.endswith(f".{end}")), None)
    found = format_ or double or (path.suffix.lower().removeprefix(".") or "csv")
    if found not in FORMATS:
        ends = ", ".join([*FORMATS, *(f".{e}" for e in SUFFIXES)])
        raise StoreError(f"There is no export to .{found}; use {ends}.")
    return found


def export(store: Store, path: Path, view_name: str = "actors", format_: str | None = None) -> Path:
    """Writes the graph; returns where.

    Args:
        store: the graph.
        path: its suffix names the format: ttl, trig, nq, nt, jsonld, rdf (all triples, sorted); graphml, gexf (a networkx
            view); json (stand-off documents in a list); xlsx (a workbook); csv or none (a folder of tables); bib (BibTeX);
            ethprio.csv, plover.csv, ftm.json.
        view_name: the view for graphml and gexf.
        format_: the format, where the suffix does not say it.

    Raises:
        StoreError: there is no such format, or the file cannot be written.
    """
    kind = named(path, format_)
    if kind == "csv":
        return folder(store, path)
    write_whole(path, content(store, kind, view_name))
    return path


def content(store: Store, format_: str, view_name: str = "actors") -> bytes:
    """The bytes of the graph in a format that is one file; the same graph gives the same bytes."""
    return _writers(view_name)[named(Path(f"x.{format_}"), format_)](store)

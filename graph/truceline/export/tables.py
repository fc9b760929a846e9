"""The graph as five tables: articles, timeline, claims, figures, parties; a folder of CSV, or the sheets of a workbook."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from truceline.ask.answers import Answer
from truceline.ask.cells import written
from truceline.ask.claims import claims
from truceline.ask.figures import figures
from truceline.ask.filters import Choice
from truceline.ask.graph_view import GraphView
from truceline.ask.records import Record, sayers
from truceline.ask.said import tellings
from truceline.ask.timeline import timeline
from truceline.errors import StoreError
from truceline.store import Store
from truceline.store.log import write_whole
from truceline.vocabulary import TL

_MOST = 32_000
"""Most characters of a cell in a workbook, a few less than Excel's 32,767."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its columns, its rows."""

    name: str
    head: Sequence[str]
    rows: list[Record]

    def cells(self) -> list[list[object]]:
        """The rows in the order of the columns."""
        return [[row.get(n) for n in self.head] for row in self.rows]


def sheets(store: Store) -> tuple[Sheet, ...]:
    """The five tables of a graph."""
    view, every = GraphView(store.index()), Choice()
    answers: dict[str, Answer] = {
        "timeline": timeline(view, every),
        "claims": claims(view, every),
        "figures": figures(view, every),
    }
    middle = (Sheet(name, *answer.records()) for name, answer in answers.items())
    return (Sheet("articles", _ARTICLE, _articles(store)), *middle, Sheet("parties", _PARTY, _parties(view)))


_ARTICLE = ("iri", "id", "published", "title", "publisher", "byline", "url", "agencies", "hash")
_PARTY = ("ceasefire", "label", "actor", "status", "speakers", "stances", "claims", "sentence", "source")


def _articles(store: Store) -> list[Record]:
    return [{k: getattr(f.article, k) for k in _ARTICLE} for f in store.facts()]


def _parties(view: GraphView) -> list[Record]:
    rows = []
    for truce in view.ceasefires.values():
        for link in (view.links[x] for x in truce.many(TL.partyLink)):
            row = {"ceasefire": truce.iri, "label": view.label(truce.iri), "actor": view.label(link.one(TL.actor))}
            rows.append(row | {"status": link.word(TL.partyStatus)} | sayers(tellings(view, [link.iri])))
    return rows


def folder(store: Store, path: Path) -> Path:
    """Writes the tables as CSV into a folder, beside its place first and put there whole.

    Raises:
        StoreError: something else is there, or nothing can be written.
    """
    several = {f"{s.name}.csv": written(s.head, s.cells()).encode("utf-8", "replace") for s in sheets(store)}
    if path.exists() and (not path.is_dir() or any(p.name not in several for p in path.iterdir())):
        raise StoreError(f"{path}: there is something else here; choose a new folder for the tables.")
    room = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
        for name, body in several.items():
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


def workbook(store: Store) -> bytes:
    """The tables as the sheets of an Excel workbook; every text is a text, none is a formula or a link.

    Raises:
        StoreError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise StoreError("A workbook needs XlsxWriter; install truceline[office], or export a folder of CSV.") from None
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "truceline", "created": datetime(1980, 1, 1)})
        bold = book.add_format({"bold": True})
        for sheet in sheets(store):
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, list(sheet.head), bold)
            for n, row in enumerate(sheet.cells(), 1):
                for k, value in enumerate(row):
                    _write(page, n, k, value)
            page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.head) - 1)
    return out.getvalue()


def _write(page: object, row: int, column: int, value: object) -> None:
    """A value as a cell: numbers as numbers, all else as text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = " | ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
        page.write_string(row, column, _FORBIDDEN.sub("\ufffd", text)[:_MOST])  # type: ignore[attr-defined]
    else:
        page.write_number(row, column, value)  # type: ignore[attr-defined]


_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

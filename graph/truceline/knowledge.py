"""Checks a user's own folder of knowledge: every file has a place beside ours, every row is one that would be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar

import pyoxigraph as ox

from truceline.ask.answers import Table
from truceline.ask.layout import WIDTH, Line
from truceline.ask.queries import parse
from truceline.errors import KnowledgeError, TrucelineError
from truceline.know.kinds import known as kinds
from truceline.know.triggers import frames
from truceline.shelf import declaration, shelf, tables
from truceline.tables import lines
from truceline.vocabulary import PREFIXES

_ACTOR = {
    *("id", "type", "label", "aliases", "short", "country", "gender", "roles", "partOf", "alliedWith", "wikidata", "conflicts"),
    *("source", "adjectives", "people", "capital", "code", "metonyms"),
}  # fmt: skip
_FOLDERS = {"actors": ".jsonl", "triggers": ".jsonl", "queries": ".rq", "views": ".rq"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a folder of knowledge: the file, the line (0: the file as a whole), a sentence."""

    file: str
    line: int
    wrong: str


@dataclass(frozen=True, slots=True, repr=False)
class Checked(Table[Fault]):
    """The faults of a folder, by file and line; the notes say how many rows were read."""

    head: ClassVar[tuple[str, ...]] = ("file", "line", "what is wrong")
    row: ClassVar[type | None] = Fault

    def cells(self, row: Fault) -> Sequence[str]:
        return [row.file, str(row.line or ""), row.wrong]

    def lines(self, width: int = WIDTH) -> list[Line]:
        told = Table.lines(self, width)
        return told if self.rows else [Line("Nothing is wrong.", "title"), *told[1:]]


def check(folder: Path) -> Checked:
    """Reads every file of a folder of knowledge and says what is wrong with a row.

    Raises:
        KnowledgeError: there is no such folder.
    """
    if not folder.is_dir():
        raise KnowledgeError(f"{folder}: there is no such folder of knowledge; check the path.")
    found: list[Fault] = []
    read = 0
    for path in sorted(
        p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".") and p.suffix != ".md"
    ):
        several, faults = _file(path, path.relative_to(folder).as_posix())
        read += several
        found += faults
    return Checked(tuple(found), (f"{read} rows and queries were read, {len(found)} faults were found.",))


def _file(path: Path, name: str) -> tuple[int, list[Fault]]:
    """How many rows a file has, and its faults."""
    try:
        if path.suffix == ".tsv" and declaration(path):
            return _table(path, name)
        if path.parent.name in _FOLDERS and path.suffix == _FOLDERS[path.parent.name]:
            return _query(path, name) if path.suffix == ".rq" else _records(path, name)
    except (TrucelineError, UnicodeDecodeError) as e:
        return 0, [Fault(name, 0, str(e))]
    near = get_close_matches(name, [*tables(), *(f"{f}/mine{s}" for f, s in _FOLDERS.items())], n=2)
    hint = f"; near: {', '.join(near)}" if near else "; tables go by the names of those in data/ and ontology/"
    return 0, [Fault(name, 0, f"Nothing reads a file of this name{hint}.")]


def _table(path: Path, name: str) -> tuple[int, list[Fault]]:
    """A table: its header, its cells, keys that stand twice."""
    table = declaration(path)
    assert table is not None
    faults: list[Fault] = []
    seen: dict[tuple[str, ...], int] = {}
    n = 0
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in lines(name, file):
            if list(row) != table.names:
                wrong = f"The columns are {', '.join(row)}; they must be {', '.join(table.names)}."
                return 0, [Fault(name, 1, wrong)]
            several = ((c.name, c.wrong(row[c.name])) for c in table.columns)
            faults += [Fault(name, n, f"The column {column} {wrong}.") for column, wrong in several if wrong]
            key = tuple(row[k] for k in table.key)
            if key in seen:
                faults.append(Fault(name, n, f"“{' '.join(key)}” stands in line {seen[key]} already."))
            seen.setdefault(key, n)
    return len(seen), faults


def _records(path: Path, name: str) -> tuple[int, list[Fault]]:
    """Actors or triggers, a JSON object a line."""
    look = _actor if path.parent.name == "actors" else _trigger
    faults: list[Fault] = []
    seen: set[str] = set()
    count = 0
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        count += 1
        try:
            row = json.loads(line)
        except ValueError as e:
            faults.append(Fault(name, n, f"This is no JSON ({e})."))
            continue
        told = look(row, seen) if isinstance(row, dict) else iter(["A row is a JSON object in braces."])
        faults += [Fault(name, n, wrong) for wrong in told]
    return count, faults


def _actor(row: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """What is wrong with an actor."""
    yield from _fields(row)
    slug, known = str(row.get("id")), _ours()
    if slug in seen or slug in known:
        yield f"The id {slug!r} stands {'in this file' if slug in seen else 'among ours'} already; give it another."
    seen.add(slug)
    types = {a["type"] for a in known.values()}
    if row.get("type") and row["type"] not in types:
        yield f"There is no type {row['type']!r}; use {', '.join(sorted(types))}."
    country = row.get("country")
    if country and known.get(str(country), {}).get("type") != "State":
        yield f"The country {country!r} is the id of no state of ours."


def _fields(row: dict[str, Any]) -> Iterator[str]:
    """Which fields an actor lacks, and which it should not have."""
    for key in ("id", "type", "label", "source"):
        if not isinstance(row.get(key), str) or not row[key]:
            yield f"The actor has no {key}."
    for key in sorted(row.keys() - _ACTOR):
        near = get_close_matches(key, sorted(_ACTOR), n=1)
        yield f"There is no field {key!r}{f'; near: {near[0]}' if near else ''}."


def _ours() -> dict[str, dict[str, Any]]:
    """The rows that are shipped, by id, whatever folder a user has named."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((shelf("data") / "actors").glob("*.jsonl")):
        if path.name != "templates.jsonl":
            rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
            found |= {str(r["id"]): r for r in rows}
    return found


def _trigger(row: dict[str, Any], _: set[str]) -> Iterator[str]:
    """What is wrong with a trigger."""
    if not {"verb", "noun", "adj"} & row.keys():
        yield "The trigger names no verb, noun or adj."
    if row.get("frame") not in frames():
        yield f"There is no frame {row.get('frame')!r}; use one of triggers/frames.tsv."
    try:
        kinds(str(row.get("kind")))
    except TrucelineError as e:
        yield str(e)


def _query(path: Path, name: str) -> tuple[int, list[Fault]]:
    """A query: its heading, and whether it is SPARQL."""
    text = path.read_text(encoding="utf-8")
    parse(path.stem, text)
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as e:
        return 1, [Fault(name, 0, f"The query is broken: {' '.join(str(e).split())[:160]}.")]
    return 1, []

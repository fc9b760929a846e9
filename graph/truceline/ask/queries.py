"""The named queries of `ontology/queries/` and the views of `ontology/views/`: plain SPARQL with a heading in comments.

    # title: Who accuses whom of what
    # param: actor actor  only accusations by this actor
    # note: what a reader of the answer should know

A line `# given: actor` in the query is where the terms of that parameter go, as a VALUES block, and after it what the line
says more: the triples by which the index then finds what is asked; without a value it
stays a comment. A parameter `on` of the type `day` gives two variables, `?onBegin` and `?onEnd`; one of the type `status` gives what
`truceline status` answers for that day: `?ceasefire`, `?claim` and `?answer`, a row for each claim that the answer rests on. The terms are made and
written by the RDF library, so no text of a user ever becomes query text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from textwrap import wrap

import pyoxigraph as ox

from truceline.errors import KnowledgeError, QueryError
from truceline.shelf import files, ontology

_HEAD = re.compile(r"#\s*(title|param|note):\s*(.+)")
_GIVEN = re.compile(r"^[ \t]*#[ \t]*given:[ \t]*(\w+)[ \t]*([^\n]*)$", re.M)

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its heading; `types` says of each parameter what is expected (actor, place, begin, …)."""

    name: str
    title: str
    text: str
    types: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return tuple(self.types)

    def given(self, values: Mapping[str, list[Term]]) -> str:
        """The query with the terms of its parameters in place."""

        def block(found: re.Match[str]) -> str:
            name, terms = found[1], values.get(found[1])
            if terms is None:
                return found[0]
            if self.types.get(name) == "status":
                return f"VALUES (?ceasefire ?claim ?answer) {{ {_triples(terms)} }}"
            several = " ".join(str(t) for t in terms)
            if self.types.get(name) == "day":
                return f"VALUES (?{name}Begin ?{name}End) {{ ({several}) }}"
            return f"VALUES ?{name} {{ {several} }} {found[2]}".rstrip()

        return _GIVEN.sub(block, self.text)


@cache
def shipped() -> tuple[Query, ...]:
    """All named queries, by name."""
    return _all("queries")


@cache
def views() -> tuple[Query, ...]:
    """All views, by name: queries that derive triples."""
    return _all("views")


def _triples(terms: list[Term]) -> str:
    """Terms in rows of three."""
    several = [str(t) for t in terms]
    return " ".join(f"({a} {b} {c})" for a, b, c in zip(several[::3], several[1::3], several[2::3], strict=True))


def _all(folder: str) -> tuple[Query, ...]:
    return tuple(parse(p.stem, p.read_text(encoding="utf-8")) for p in files(ontology(folder), "*.rq"))


def listing(width: int = 100) -> str:
    """The named queries with their parameters, and the views, in lines of at most `width` characters."""
    heads = (
        "Queries, with their parameters (truceline ask KG NAME --param NAME=VALUE):",
        "Views, which give triples (truceline ask KG NAME) or a network (truceline export KG -o F.graphml --view NAME):",
    )
    out: list[str] = []
    for head, queries in zip(heads, (shipped(), views()), strict=True):
        out += [*([""] if out else []), *wrap(head, width), "", *(x for q in queries for x in _listed(q, width))]
    return "\n".join([*out, ""])


def _listed(q: Query, width: int) -> list[str]:
    """A query with its title beside its name, or below it where there is little room."""
    several = f"[{', '.join(q.parameters)}]" if q.parameters else ""
    told = f"{q.title}  {several}".rstrip()
    if width < 60:
        return [f"  {q.name}", *(f"    {x}" for x in wrap(told, max(width - 4, 16), break_on_hyphens=False))]
    lines = wrap(told, width - 24, break_on_hyphens=False)
    return [f"  {q.name if n == 0 else '':20}  {line}" for n, line in enumerate(lines)]


def parse(name: str, text: str) -> Query:
    """Reads the heading of a query.

    Raises:
        KnowledgeError: a parameter has no place or no type.
    """
    title, types, hints, notes = name, {}, {}, []
    for line in text.splitlines():
        if not (found := _HEAD.match(line)):
            continue
        if found[1] == "title":
            title = found[2].strip()
        elif found[1] == "param":
            word, kind, *hint = found[2].split(maxsplit=2)
            types[word], hints[word] = kind, hint[0] if hint else ""
        else:
            notes.append(found[2].strip())
    missing = set(types) - {name for name, _ in _GIVEN.findall(text)}
    if missing:
        raise KnowledgeError(f"{name}.rq: no line `# given: {sorted(missing)[0]}` says where the parameter goes.")
    return Query(name, title, text, types, hints, tuple(notes))


def find(query: str) -> Query | None:
    """The query meant: a shipped name, or a .rq file; None when it must be SPARQL text itself.

    Raises:
        QueryError: it looks like a name or a file, and there is none.
    """
    if found := next((q for q in (*shipped(), *views()) if q.name == query), None):
        return found
    if query.endswith((".rq", ".sparql")) and "{" not in query:
        return _of_file(query)
    if re.fullmatch(r"[\w-]+", query):
        near = ", ".join(q.name for q in shipped() if set(q.name.split("-")) & set(query.split("-")))
        hint = f"did you mean {near}? " if near else ""
        raise QueryError(f"There is no query named {query!r}; {hint}`truceline ask KG --list` shows all.")
    return None


def _of_file(name: str) -> Query:
    """The query of a .rq file."""
    path = Path(name)
    try:
        return parse(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise QueryError(f"{name}: this query file cannot be read; check the path.") from None

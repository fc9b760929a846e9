"""Refuses queries that could leave the graph, change it, or bring the engine down, before the engine sees them."""

from __future__ import annotations

import re

from truceline.errors import QueryError

LENGTH = 100_000
DEPTH = 100
"""Characters of a query, and brackets open at a time."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n\r]*"
    r"|[?$]\w+"
    r"|(?P<name>[\w.-]*:[^\s{}()\[\];,<>\"'#]*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<open>[({\[])"
    r"|(?P<close>[)}\]])",
    re.S,
)
_UPDATES = frozenset({"INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING", "LOAD"})


def guard(query: str) -> str:
    """The query as it was given, if it only reads this graph.

    Escapes (`\\u0053`) are decoded before looking, as an engine does. `SERVICE` is refused wherever it stands outside
    of strings, IRIs, comments and variables, because engines read it even when it is glued to what follows.

    Raises:
        QueryError: it reaches outside, changes the graph, is too long or too deep; the word is named.
    """
    if len(query) > LENGTH:
        raise QueryError(f"This query has {len(query):,} characters; {LENGTH:,} are the most that is accepted.")
    depth = 0
    for token in _TOKEN.finditer(_ESCAPE.sub(_decoded, query)):
        if word := token["word"] or token["name"]:
            _refuse(word, is_name=token["name"] is not None)
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth > DEPTH:
            raise QueryError(f"This query nests more than {DEPTH} brackets; write it flatter.")
    return query


def _decoded(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _refuse(word: str, is_name: bool) -> None:
    upper = word.upper()
    if "SERVICE" in upper:
        raise QueryError(f"{word!r} is refused: a query may not ask other servers (write a name such as it as <IRI>).")
    if (
        upper.startswith(("FROM", "LOAD"))
        and (not is_name or upper.split(":")[0] in {"FROM", "LOAD"})
        and (is_name or upper in {"FROM", "LOAD"})
    ):
        raise QueryError(f"{word!r} is refused: a query reads this graph only, so it needs no {upper[:4]}.")
    if not is_name and upper in _UPDATES:
        raise QueryError(f"{word!r} is refused: the graph is read-only; add articles with `truceline build`.")

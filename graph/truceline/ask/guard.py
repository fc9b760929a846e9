"""Refuses queries that could leave the graph, change it, or bring the engine down, before the engine sees them.

One pass from left to right; nothing is looked at twice, so that a hostile text costs no more than its length. Where two
ways of cutting a text into tokens could differ, so that a word hides in what we take for a string and an engine does
not, the text is refused: strings that are not closed, escapes of plain characters, `<<`, and a `<` behind a value inside
of brackets with a `#` after it, which is a comparison and a comment as well as an address.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from truceline.errors import QueryError

LENGTH = 100_000
DEPTH = 100
CHAIN = 1_000
"""Characters of a query, brackets open at a time, operators of one kind."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"(?P<space>\s++|\#[^\n\r]*+)"
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*+"|\'(?:[^\'\\\n\r]|\\.)*+\')'
    r"|(?P<open_quote>[\"'])"
    r"|(?P<quoted_triple><<)"
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)'
    r"|(?P<variable>[?$]\w++)"
    r"|(?P<run>[\w.-]*+:(?:[^\s{}()\[\];,<>\"'#\\|^!*+=/?&]|\\[^\s0-9A-Za-z])*+|[\w.-]++)"
    r"|(?P<open>[({\[])"
    r"|(?P<close>[)}\]])"
    r"|(?P<other>[;,@\\]++)"
    r"|(?P<operator>\|\||&&|.)",
    re.S,
)
_CUT = re.compile(r"[.\-]")
_UPDATES = frozenset({"INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING", "LOAD"})
_CHAINED = frozenset({"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "EXISTS", "NOT", "SELECT"})
_OPERATORS = frozenset({"!", "||", "&&", "+", "-", "*", "/", "|", "^", "=", "?"})
_VALUES = frozenset({"string", "variable", "run", "close"})


@dataclass(slots=True)
class _Seen:
    """What stands open, how often each operator came, and what the last token was."""

    brackets: list[str] = field(default_factory=list)
    chains: Counter[str] = field(default_factory=Counter)
    last: str = ""


def guard(query: str) -> str:
    """The query as it was given, if it only reads this graph.

    Args:
        query: SPARQL 1.1 text.

    Raises:
        QueryError: it reaches outside, changes the graph, is too long, too deep or chained too far, or can be read in
            two ways; the word is named.

    >>> guard("SELECT ?service { ?service a tl:Actor }")
    'SELECT ?service { ?service a tl:Actor }'
    """
    if len(query) > LENGTH:
        raise QueryError(f"This query has {len(query):,} characters; {LENGTH:,} are the most that is accepted.")
    seen = _Seen()
    for token in _TOKEN.finditer(_ESCAPE.sub(_decoded, query)):
        kind = str(token.lastgroup)
        if kind != "space":
            _look(kind, token[0], seen)
            seen.last = kind
    return query


def _decoded(found: re.Match[str]) -> str:
    """The character an escape stands for, where it is none that a query is made of."""
    code = int(found[1] or found[2], 16)
    if code < 0x80:
        raise QueryError(f"{found[0]!r} is refused: it stands for a plain character; write {chr(code)!r} itself.")
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _look(kind: str, text: str, seen: _Seen) -> None:
    """Looks at one token."""
    if kind == "run":
        _word(text, seen)
    elif kind == "operator":
        _count(text, seen)
    elif kind == "open":
        seen.brackets.append(text)
        if len(seen.brackets) > DEPTH:
            raise QueryError(f"This query nests more than {DEPTH} brackets; write it flatter.")
    elif kind == "close":
        seen.brackets[-1:] = []
    elif kind in _REFUSED:
        raise QueryError(_REFUSED[kind])
    elif kind == "iri" and _compares(text, seen):
        raise QueryError(
            f"{text[:80]!r} is refused: it can be read as a comparison too; write the address with its scheme and //."
        )


_REFUSED = {
    "open_quote": "A string in this query is refused: its quotation mark is not closed on its line.",
    "quoted_triple": "'<<' is refused: this graph holds no quoted triples; put a space into a comparison (`< <`).",
}
"""Tokens that no query may have, and why."""


def _compares(text: str, seen: _Seen) -> bool:
    """Whether what looks like an address with a # may be a `<` in a bracket: it stands behind a value, and has no `://`."""
    between = "#" in text and seen.brackets[-1:] == ["("] and seen.last in _VALUES
    return between and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*://", text)


_ELSEWHERE = ("FROM", "LOAD")
"""Words that begin a reading of other graphs."""


def _word(text: str, seen: _Seen) -> None:
    """Looks at a name or at words joined by points and dashes, as an engine cuts them that needs no space."""
    before, colon, _ = text.partition(":")
    if _asks_others(before, text):
        raise QueryError(
            f"{text[:80]!r} is refused: a query may not ask other servers (write a name such as it as <IRI>)."
        )
    parts = _CUT.split(before.upper())
    _count("-", seen, 0 if colon else before.count("-"))
    for part in parts:
        if part in _ELSEWHERE or (colon and part.startswith(_ELSEWHERE)):
            raise QueryError(f"{text[:80]!r} is refused: a query reads this graph only, so it needs no {part[:4]}.")
        if not colon and part in _UPDATES:
            raise QueryError(f"{text[:80]!r} is refused: the graph is read-only; add articles with `truceline build`.")
        if part in _CHAINED:
            _count(part, seen)


def _asks_others(before: str, text: str) -> bool:
    """Whether a name, or what stands before its colon, can be read as a call of another server."""
    return "SERVICE" in before.upper() or ".SERVICE" in text.upper()


def _count(operator: str, seen: _Seen, times: int = 1) -> None:
    """Counts an operator; refuses the one that is one too many."""
    if operator in _OPERATORS or operator in _CHAINED:
        seen.chains[operator] += times
    if seen.chains[operator] > CHAIN:
        raise QueryError(f"This query has more than {CHAIN:,} {operator!r}; ask in several queries.")

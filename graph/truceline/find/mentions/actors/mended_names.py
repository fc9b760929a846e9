"""Names mended after they are found: words that are no part of them shed, nicknames taken in, family names that are lands' too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.find.mentions.actors.naming_types import Name
from truceline.know.nouns import closed
from truceline.know.spelling import fold

_NICKNAME = re.compile(r" (?:[“\"][^”\"\n]{2,25}[”\"]|[‘'][^’'\n]{2,25}[’']|\([A-Z][\w ]{2,25}\)) (?=[A-Z])([\w’'-]+)")


def shed(text: str, name: Name) -> Name:
    """A name without an adjective that begins its sentence ("*Ousted* Northern Front").

    >>> shed("Exiled Green Council met", Name(0, 20, "ArmedGroup", "words")).start
    7
    """
    first, space, rest = text[name.start : name.end].partition(" ")
    if not space or not rest[:1].isupper() or fold(first) not in closed("shed"):
        return name
    return name._replace(start=name.start + len(first) + 1)


def nicknamed(text: str, names: Sequence[Name]) -> list[Name]:
    """The names, with given name, nickname in quotation marks and family name as one."""
    out: list[Name] = []
    for n in sorted(names):
        if out and n.start < out[-1].end:
            continue
        found = _NICKNAME.match(text, n.end) if _given(text, n) else None
        out.append(n._replace(type="Person", end=found.end(1)) if found else n)
    return out


def _given(text: str, n: Name) -> bool:
    """Whether a name can be the given name before a nickname."""
    return (n.type == "Person" or n.rule == "recogniser") and text.count(" ", n.start, n.end) < 2


def persons_again(text: str, names: Sequence[Name]) -> list[Name]:
    """The names; a land's name that is the family name of a person named in full before is that person's."""
    full = {text[n.start : n.end].rsplit(" ", 1)[-1]: n for n in reversed(names) if _full(text, n)}
    lands = {text[n.start : n.end]: n.start for n in reversed(names) if n.type == "State"}
    out = []
    for n in names:
        word = text[n.start : n.end]
        person = full.get(word) if n.type == "State" else None
        first = person is not None and person.end <= min(n.start, lands[word])
        out.append(n._replace(type="Person", rule="again") if first else n)
    return out


def _full(text: str, n: Name) -> bool:
    return n.type == "Person" and " " in text[n.start : n.end]

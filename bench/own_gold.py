"""Articles of `tests/gold` with their facts, and how found things are held against them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from truceline.know.spelling import fold
from truceline.model import Article, Facts
from truceline.read import make_article

Row = tuple[str, ...]
A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class Gold:
    """An article with its facts, by the first word of their lines; parties and states go with the truce above them."""

    article: Article
    facts: dict[str, list[Row]]
    truces: tuple[tuple[str, tuple[Row, ...], tuple[Row, ...]], ...]


@dataclass
class Tally:
    """Counts of one measure, and what went wrong."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is wanted or found."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 0.0


# ---------------------------------------------------------------- gold


def load(path: Path) -> Gold:
    """An article and its facts from a file of `tests/gold`."""
    head, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
    text, lines = rest.split("\n-- facts\n")
    known = dict(line.split(": ", 1) for line in head.splitlines())
    rows = [tuple(x.strip() for x in line.split(" | ")) for line in lines.splitlines() if line.strip()]
    facts: dict[str, list[Row]] = defaultdict(list)
    truces: list[tuple[str, list[Row], list[Row]]] = []
    for kind, *values in (tuple(v.rstrip(" |") for v in row) for row in rows):
        if kind == "truce":
            truces.append((values[0], [], []))
        elif kind in ("party", "state"):
            truces[-1][1 + (kind == "state")].append(tuple(values))
        else:
            facts[kind].append(tuple(values))
    article = make_article(text.strip(), id=known["id"], published=date.fromisoformat(known["published"]))
    return Gold(article, facts, tuple((name, tuple(p), tuple(s)) for name, p, s in truces))


def place_of(words: str, text: str) -> tuple[int, int]:
    """Where words stand in the text; `#2` asks for the second time.

    Raises:
        ValueError: they do not stand there.
    """
    plain, _, nth = words.partition("#")
    hits = [m.start() for m in re.finditer(rf"\b{re.escape(plain)}" if plain[0].isalnum() else re.escape(plain), text)]
    at = int(nth or 1) - 1
    if at >= len(hits):
        raise ValueError(f"“{words}” does not stand in the text")
    return hits[at], hits[at] + len(plain)


def stretch(words: str, text: str) -> tuple[int, int]:
    """The stretch from the first to the last of the words parted by an ellipsis."""
    first, _, last = (x.strip() for x in words.partition(" … "))
    begin, end = place_of(first, text)
    return (begin, text.index(last, begin) + len(last)) if last else (begin, end)


# ---------------------------------------------------------------- comparing


class Names:
    """What the found actors are called."""

    def __init__(self, facts: Facts) -> None:
        self._called = {a.iri: {fold(a.label), *map(fold, a.aliases)} for a in facts.notes.actors}
        self._mentions = facts.notes.mentions

    def of(self, actor: str | None, mention: int | None = None) -> set[str]:
        """The folded names of an actor, with the words of the mention it was read from."""
        words = {fold(self._mentions[mention].text)} if mention is not None else set()
        return self._called.get(actor or "", set()) | words


def same(wanted: str, found: set[str]) -> bool:
    """Whether one of the names parted by ` / ` is among those found, articles left out."""
    bare = {re.sub(r"^(the|a|an) ", "", n) for n in found}
    return any(re.sub(r"^(the|a|an) ", "", fold(n)) in bare for n in wanted.split(" / "))


def overlap(a: tuple[int, int], b: tuple[int, int], text: str) -> float:
    """Shared words of two stretches over all their words."""
    one, two = ({x + m.start() for m in re.finditer(r"\w+", text[x:y])} for x, y in (a, b))
    return len(one & two) / len(one | two) if one and two else 0.0


def pair(wanted: Iterable[A], found: Iterable[B], rate: Callable[[A, B], float]) -> list[tuple[A, B]]:
    """One to one, the best first."""
    left, right = list(wanted), list(found)
    rated = sorted(((rate(a, b), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True)
    out, used_left, used_right = [], set(), set()
    for score, i, j in rated:
        if score > 0 and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            out.append((left[-i], right[-j]))
    return out


def count(tally: Tally, wanted: list[str], found: list[str], right: list[tuple[str, str]], optional: int = 0) -> None:
    """Adds a layer of an article to a tally and writes down what is missing and what is too much."""
    tally.wanted += len(wanted)
    tally.found += len(found) - optional
    tally.right += len(right)
    for one, sign in ((wanted, "-"), (found, "+")):
        rest = list(one)
        for hit in right:
            if (mine := hit[0] if sign == "-" else hit[1]) in rest:
                rest.remove(mine)
        tally.wrong += [f"{sign} {x}" for x in rest]

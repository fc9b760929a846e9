"""How questions are put to a graph and their answers judged: right, incomplete or wrong.

An answer is a dict; what the graph does not say is missing from it or None. Actors are compared under one name, words
of an article by their beginnings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from truceline.errors import QueryError
from truceline.graph import Graph

Answer = dict[str, Any]
Row = dict[str, str]

OUTLET = "Deutsche Welle"
ARMY, OBSERVATORY = "Syrian army", "Syrian Observatory for Human Rights"
NAMES = {
    ARMY: {"syrian army", "syrian armed forces", "syrian military", "syrian arab army", "syria's armed forces", "assad's troops"},
    OBSERVATORY: {"syrian observatory for human rights", "sohr"},
    "al-Nusra Front": {"al-nusra front", "al-nusra", "nusra front", "jabhat al-nusra", "hayat tahrir al-sham"},
    "Syrian state television": {"syrian state television", "syrian state tv", "syrian television", "syrian arab television"},
    "Doctors Without Borders": {"doctors without borders", "médecins sans frontières", "msf"},
    "allies of the United States": {"allies of the united states", "its allies", "us allies", "allies of united states"},
    "allies of the Syrian government": {"allies of the syrian government", "allies", "syrian allies", "allies of syria"},
    "United Nations": {"united nations", "un"},
    "Saudi Arabia": {"saudi arabia", "saudi foreign ministry", "ministry of foreign affairs of saudi arabia"},
    "United States": {"united states", "us state department", "united states department of state"},
    "Syria": {"syria", "syrian presidency", "syrian government"},
    OUTLET: {"deutsche welle", "dw"},
}  # fmt: skip
"""What the same actor may be called; any other label stands for itself."""


def name(label: str | None) -> str | None:
    """The name under which an actor is compared."""
    folded = (label or "").casefold()
    return next((known for known, several in NAMES.items() if folded in several), label)


def names(labels: str | None) -> frozenset[str | None]:
    """The names in a list of labels."""
    return frozenset(name(x) for x in (labels or "").split(", ") if x)


def ask(kg: Graph, query: str, **params: str) -> list[Row]:
    """The rows of a shipped query; none where the graph does not know a name."""
    try:
        return [{str(k): str(v) for k, v in row.items()} for row in kg.query(query, **params).bindings]
    except QueryError as e:
        if "goes by" not in str(e):
            raise
        return []


def about(kg: Graph, query: str, parameter: str, *labels: str, **params: str) -> list[Row]:
    """Rows of a query about an actor that may bear one of several names."""
    return next((rows for x in labels if (rows := ask(kg, query, **{parameter: x}, **params))), [])


def only(values: Any) -> Any:
    """The one value there is; None for none, all of them sorted where they differ."""
    several = sorted({v for v in values if v is not None}, key=str)
    return several[0] if len(several) == 1 else (several or None)


def start(text: str | None, words: int = 3) -> str | None:
    """The first words of a text."""
    return " ".join(text.split()[:words]) if text else None


@dataclass(frozen=True)
class Question:
    """A question with its function and its right answers."""

    number: int
    text: str
    answer: Callable[[Graph], Answer]
    right: tuple[Answer, ...]

    def judge(self, kg: Graph) -> tuple[str, Answer]:
        """`right`, `incomplete` or `wrong`, and what was answered."""
        found = self.answer(kg)
        if found in self.right:
            return "right", found
        return ("incomplete" if any(_part(found, r) for r in self.right) else "wrong"), found


def _part(found: Any, right: Any) -> bool:
    """Whether an answer says nothing that the right one does not."""
    if found is None or found == right:
        return True
    if isinstance(found, dict) and isinstance(right, dict):
        return all(_part(v, right.get(k)) for k, v in found.items())
    return isinstance(found, frozenset) and isinstance(right, frozenset) and found <= right


QUESTIONS: dict[str, Question] = {}
"""By text, so that a module that is read twice (as a test and for its doctests) asks once."""


def question(text: str, *right: Answer) -> Callable[[Callable[[Graph], Answer]], Callable[[Graph], Answer]]:
    """Enters a question; several right answers where a coder may see it either way."""

    def enter(function: Callable[[Graph], Answer]) -> Callable[[Graph], Answer]:
        QUESTIONS.setdefault(text, Question(len(QUESTIONS) + 1, text, function, right))
        return function

    return enter


def said_by(rows: list[Row]) -> Any:
    """The one speaker of all rows."""
    return only(name(r["speaker"]) for r in rows)


OFFICES = ("Secretary of State", "Foreign Minister", "special envoy", "Secretary-General", "President")


def truce(kg: Graph) -> str:
    """The IRI of the ceasefire that began on 27 February 2016."""
    return next((r["ceasefire"] for r in ask(kg, "ceasefires") if r.get("began") == "2016-02-27"), "urn:none")


def zones(kg: Graph) -> str:
    """The IRI of the exclusion zones."""
    return next((r["ceasefire"] for r in ask(kg, "ceasefires") if "exclusion zone" in r["label"]), "urn:none")


def office(label: str) -> str:
    """The office under which a label is compared."""
    folded = label.casefold().replace("secretary general", "secretary-general")
    return next((o for o in OFFICES if folded.endswith(o.casefold())), label)

"""Words for truces, for who stands how to them, and for the states they are in: `data/truce/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.errors import KnowledgeError
from truceline.shelf import data, rows


@dataclass(frozen=True, slots=True)
class Noun:
    """A name for a truce: its words (lemmas or forms), the sort of truce, whether it is one by itself."""

    words: tuple[str, ...]
    kind: str
    sure: bool


@dataclass(frozen=True, slots=True)
class StateWord:
    """A word that tells the state of a truce: `extra` lemmas must stand under it ("take effect")."""

    word: str
    extra: tuple[str, ...]
    pos: str
    truce: str
    state: str | None
    negated: str | None
    it: bool = False


@dataclass(frozen=True, slots=True)
class PartyWord:
    """A word that tells how an actor stands to a truce."""

    word: str
    pos: str
    truce: str
    actor: str
    status: str
    negated: str | None


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """First word → names for a truce, longest first."""
    out: dict[str, list[Noun]] = {}
    for row in rows(data("truce", "nouns.tsv")):
        words = tuple(row["phrase"].split())
        out.setdefault(words[0], []).append(Noun(words, row["kind"], row["sure"] == "1"))
    return {k: tuple(sorted(v, key=lambda n: -len(n.words))) for k, v in out.items()}


@cache
def state_words() -> dict[str, tuple[StateWord, ...]]:
    """Lemma → what it says of a truce; fixed expressions before single words."""
    out: dict[str, list[StateWord]] = {}
    for row in rows(data("truce", "states.tsv")):
        word, *extra = row["word"].split()
        if row["truce"] not in {"subject", "object", "prep", "head"}:
            raise KnowledgeError(
                f"states.tsv: {row['word']!r} has truce {row['truce']!r}; subject, object, prep or head."
            )
        entry = StateWord(
            word, tuple(extra), row["pos"], row["truce"], _none(row["state"]), _none(row["negated"]), row["it"] == "1"
        )
        out.setdefault(word, []).append(entry)
    return {k: tuple(sorted(v, key=lambda w: -len(w.extra))) for k, v in out.items()}


@cache
def begin_phrases() -> frozenset[tuple[str, str]]:
    """Fixed expressions that are said of truces alone: ("take", "effect") and the like."""
    several = (e for words in state_words().values() for e in words if e.extra and e.state == "inForce")
    return frozenset(
        (e.word, e.extra[0]) for e in several if e.extra[0] in {"effect", "force"} and e.word not in {"be", "remain"}
    )


@cache
def truce_verbs() -> frozenset[str]:
    """Verbs after or before which "it" is a truce, when one has been named: those said of few other things."""
    return frozenset(e.word for words in state_words().values() for e in words if e.pos == "verb" and e.it)


@cache
def party_words() -> dict[str, tuple[PartyWord, ...]]:
    """Lemma → how an actor stands to a truce."""
    out: dict[str, list[PartyWord]] = {}
    for row in rows(data("truce", "parties.tsv")):
        entry = PartyWord(row["word"], row["pos"], row["truce"], row["actor"], row["status"], _none(row["negated"]))
        out.setdefault(row["word"], []).append(entry)
    return {k: tuple(v) for k, v in out.items()}


def _none(text: str) -> str | None:
    return None if text == "-" else text

"""Words for numbers, hedges, populations and casualties: the lexicon of figures, from `data/figures/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.shelf import data, rows

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """How amounts are worded.

    `words` number words below a hundred, `scales` magnitudes, `phrases` fixed expressions by their first word (words,
    value, vague), `hedges` the words before a number and the bound they give it, `hedges_after` those behind.
    """

    words: dict[str, int]
    scales: dict[str, int]
    phrases: dict[str, tuple[tuple[Phrase, int, bool], ...]]
    hedges: dict[Phrase, str]
    hedges_after: dict[str, tuple[tuple[Phrase, str], ...]]
    longest_hedge: int


@dataclass(frozen=True, slots=True)
class Harm:
    """What a word says of its victims: the category and which argument they are.

    `victim`: object (of an active verb, subject of a passive), subject, self (the noun or adjective is the victims:
    "the wounded", "12 dead"), of (a noun whose "of" phrase they are: "killing of 12"), toll (a number of them: "deaths").
    """

    category: str
    victim: str
    pos: str


@cache
def amounts() -> Amounts:
    """The lexicon of numbers and hedges."""
    words: dict[str, int] = {}
    scales: dict[str, int] = {}
    fixed: dict[str, list[tuple[Phrase, int, bool]]] = {}
    for row in rows(data("figures", "numbers.tsv")):
        phrase, value = tuple(row["phrase"].lower().split()), int(row["value"])
        if row["kind"] == "word":
            words[phrase[0]] = value
        elif row["kind"] == "scale":
            scales[phrase[0]] = value
        else:
            fixed.setdefault(phrase[0], []).append((phrase, value, row["kind"] == "vague"))
    before: dict[Phrase, str] = {}
    after: dict[str, list[tuple[Phrase, str]]] = {}
    for row in rows(data("figures", "hedges.tsv")):
        phrase = tuple(row["phrase"].lower().split())
        if row["position"] == "after":
            after.setdefault(phrase[0], []).append((phrase, row["bound"]))
        else:
            before[phrase] = row["bound"]
    return Amounts(
        words,
        scales,
        {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in fixed.items()},
        before,
        {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in after.items()},
        max(map(len, before)),
    )


@cache
def populations() -> dict[str, str]:
    """Noun lemma → population concept ("civilian" → "civilians")."""
    return {row["noun"].lower(): row["population"] for row in rows(data("figures", "populations.tsv"))}


@cache
def harms() -> dict[str, tuple[Harm, ...]]:
    """Lemma → what it says of victims."""
    out: dict[str, list[Harm]] = {}
    for row in rows(data("figures", "casualty.tsv")):
        out.setdefault(row["word"].lower(), []).append(Harm(row["category"], row["victim"], row["pos"]))
    return {k: tuple(v) for k, v in out.items()}

"""Words for numbers, hedges, populations and casualties: the lexicon of figures, from `data/figures/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.know import actors
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
    "the wounded", "12 dead"), of (a noun whose "of" phrase they are: "killing of 12"), toll (a number of them: "deaths"),
    in (a noun that is said of them after "in": "are in custody"). `needs` are lemmas of which one must stand under the
    word ("taken hostage"); `bare` is whether a number without a noun can be its victims.
    """

    category: str
    victim: str
    pos: str
    needs: frozenset[str] = frozenset()
    bare: bool = True


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
    """Noun lemma, or two words, → population concept ("civilian" → "civilians")."""
    return {row["noun"].lower(): row["population"] for row in rows(data("figures", "populations.tsv"))}


@cache
def peoples() -> frozenset[str]:
    """Lower-case words for people of a country, adjectives as nouns among them: "colombians", "lebanese"."""
    return frozenset(w.lower() for s in actors.states().values() for w in (*s.people, *s.adjectives) if " " not in w)


@cache
def around(slot: str) -> frozenset[str]:
    """Words around a number by what they do there: unit, label, money, dated, share, move, toll, body, rest, state."""
    return frozenset(row["word"] for row in rows(data("figures", "context_words.tsv")) if row["slot"] == slot)


@cache
def harms() -> dict[str, tuple[Harm, ...]]:
    """Lemma → what it says of victims; words that need another beside them come first."""
    out: dict[str, list[Harm]] = {}
    for row in rows(data("figures", "casualty.tsv")):
        needs = frozenset() if row["needs"] == "-" else frozenset(row["needs"].split())
        harm = Harm(row["category"], row["victim"], row["pos"], needs, row["bare"] == "1")
        out.setdefault(row["word"].lower(), []).append(harm)
    return {k: tuple(sorted(v, key=lambda h: not h.needs)) for k, v in out.items()}

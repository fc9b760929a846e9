"""Lengths at a place: "the past two weeks", "the first ten days", "recent months"."""

from __future__ import annotations

from dataclasses import replace

from truceline.times.beside import beside
from truceline.times.grammar import Built, Found, Rule
from truceline.times.numbers import duration_value
from truceline.times.reading import Reading

_WHICH = {
    "last": "past", "past": "past", "previous": "past", "preceding": "past", "prior": "past", "recent": "past",
    "next": "next", "coming": "next", "following": "next", "ensuing": "next", "subsequent": "next", "upcoming": "next",
    "first": "first", "opening": "first", "early": "first", "final": "last", "closing": "last",
}  # fmt: skip
_FROM_TEXT = frozenset({"previous", "preceding", "prior", "following", "ensuing", "subsequent"})


def stretch(n: float | None, unit: str, which: str, base: str) -> Reading:
    """A length at a place: n units before (past), after (next), at the begin (first) or end (last) of something."""
    value = duration_value(n, unit)
    return Reading("stretch", f"stretch-{which}", n=n, unit=unit, value=value, type="DURATION", which=which, base=base)


def _counted(m: Found) -> Built:
    """ "the past two weeks", "the next six months", "the first three years"; not "will last 48 hours"."""
    words, amount = m.words_before("amount"), m.reading("amount")
    if amount is None or _no_place(m, words, amount):
        return None
    rel = next((w for w in reversed(words) if w not in ("the", "these")), "")
    which = _WHICH.get(rel, "same") if rel != "early" else "same"
    made = stretch(amount.n, amount.unit, which, "text" if rel in _FROM_TEXT else "auto")
    return m.make("STRETCH", replace(made, mod=amount.mod))


def _no_place(m: Found, words: list[str], amount: Reading) -> bool:
    """Whether the words before a length do not say where it lies: "will *last* 48 hours", "*the* two weeks"."""
    if words == ["last"] and (m.token_before() in beside()["modal"] or m.token_before() in ("not", "to")):
        return True
    return words == ["the"] and amount.n is not None if words[0] == "the" else bool(amount.mod)


def _number_first(m: Found) -> Built:
    """ "the four previous weeks"."""
    unit = m.reading("unit")
    which = {-1.0: "past", 1.0: "next"}.get(m.number("rel"), "same")
    return m.make("STRETCH", stretch(m.number("n"), unit.unit if unit else str(m.value("unit")), which, "text"))


def _bare(m: Found) -> Built:
    """ "recent weeks", "the coming days", "the early years"."""
    which = _WHICH.get(m.tokens.word(m.start("unit") - 1), "same")
    return m.make("STRETCH", stretch(None, m.given("unit").unit, which, "auto"))


RULES = (
    Rule(
        "rel-amount",
        "( the | these )? ( REL | first|ORDW | final | opening | closing | REFADJ | PHASE ) amount:AMOUNT",
        _counted,
    ),
    Rule("rel-counted", "the n:CARD|DAY|INT rel:REL unit:UNITS|AMOUNTS", _number_first),
    Rule("rel-units", "( the )? ( REL | first | final | EARLY | opening | closing | REFADJ ) FEW? unit:AMOUNTS", _bare),
)

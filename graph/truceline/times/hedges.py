"""What is put around lengths: "more than", "only", "-old", "a sixty-day period", "or so"."""

from __future__ import annotations

from dataclasses import replace

from truceline.times.beside import beside
from truceline.times.grammar import Built, Found, Rule
from truceline.times.numbers import counted


def _hedged(m: Found) -> Built:
    """ "more than three years"; "over 42 days" only where over means more than."""
    amount = m.given("amount")
    if m.words_before("amount") == ["over"] and m.token_before() not in beside()["over"]:
        return None
    return m.make(m.cls("amount"), replace(amount, mod=str(m.value("hedge"))))


def _as_it_is(m: Found) -> Built:
    """ "only ten days", "a sixty-day period"."""
    amount = m.reading("amount")
    return m.make("AMOUNT", amount) if amount else None


def _long(m: Found) -> Built:
    """ "two-month-old", "years-long"; the article before it belongs to the noun."""
    made = m.make("AMOUNT", replace(m.given("amount"), rule=_rule(m)))
    if m.tokens.lower[made.first] in ("a", "an", "the"):
        made.first += 1
    return made


def _rule(m: Found) -> str:
    return "old" if m.tokens.lower[m.last] in ("old", "age") else "long"


def _long_unit(m: Found) -> Built:
    """ "year-long", "decade-old"."""
    return m.make("AMOUNT", replace(counted(1, str(m.value("unit"))), rule=_rule(m)))


def _or_so(m: Found) -> Built:
    amount = m.reading("amount")
    return m.make("AMOUNT", replace(amount, mod="APPROX")) if amount else None


RULES = (
    Rule("hedge", "( the )? ( hedge:HEDGE )+ ( SOFT )? amount:AMOUNT", _hedged),
    Rule("period", "( the | a | an )? ( REL )? amount:AMOUNT ( period|stretch|spell|interval )", _as_it_is),
    Rule("soft", "SOFT amount:AMOUNT", _as_it_is),
    Rule("long", "amount:AMOUNT|AMOUNTS HY? ( old | LONG )", _long),
    Rule("long-unit", "unit:UNIT HY ( old | LONG )", _long_unit),
    Rule("age", "amount:AMOUNT of age", _long),
    Rule("or-so", "amount:AMOUNT AFTERHEDGE", _or_so),
)

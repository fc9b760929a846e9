"""Sets: "every Friday", "daily", "30 a day", "per month"."""

from __future__ import annotations

from truceline.times.grammar import Built, Found, Rule
from truceline.times.numbers import duration_value
from truceline.times.reading import Reading
from truceline.times.tokens import Item

_EVERY = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "TH": "XXXX-XX-XXTXX", "DE": "XXX", "CE": "XX",
}  # fmt: skip
_TIMES = frozenset({"once", "twice", "thrice", "times"})
_SUMS = frozenset({"million", "billion", "trillion", "percent", "dollars", "euros"})
_OPENS = frozenset({"", ".", "\n", '"', "“", "!", "?"})


def _made(m: Found, value: str | None, rule: str) -> Item:
    return m.make("SET", Reading("value", rule, value=value, type="SET"))


def _word(m: Found) -> Built:
    """ "daily", but not the Daily of a name."""
    if m.tokens.capital(m.first) and m.token_before() not in _OPENS:
        return None
    return _made(m, str(m.value("word")), "set-word")


def _each(m: Found) -> Built:
    unit = str(m.value("unit"))
    return _made(m, _EVERY.get(unit, duration_value(1, unit)), "set-each")


def _each_amount(m: Found) -> Built:
    reading = m.value("amount")
    return _made(m, reading.value, "set-each") if isinstance(reading, Reading) else None


def _other(m: Found) -> Built:
    return _made(m, duration_value(2, str(m.value("unit"))), "set-each")


def _per(m: Found) -> Built:
    return _made(m, duration_value(1, str(m.value("unit"))), "set-per")


def _after_count(m: Found) -> Built:
    """ "30 a day", "twice a week", "$1 billion a year"."""
    amount, first = m.group("amount")[0], m.all[0]
    word = m.tokens.lower[first.first]
    counts = first.cls != "w" or word in _TIMES or _sum(m, word)
    if m.tokens.lower[amount.first] not in ("a", "an") or not counts:
        return None
    set_ = Reading("value", "set-per", value=m.given("amount").value, type="SET")
    return [first, Item("SET", amount.first, amount.last, set_)]


def _sum(m: Found, word: str) -> bool:
    """Whether the word ends a count: "$700 million a year", "30 shells a day"."""
    before = m.tokens.word(m.first - 1)
    return word in _SUMS or (before[:1].isdigit() and word.endswith("s") and not (len(before) == 4 and before < "2100"))


def _each_weekday(m: Found) -> Built:
    reading = m.value("wd")
    weekday = reading.weekday if isinstance(reading, Reading) else int(str(m.value("wd")))
    part = f"T{m.value('part')}" if m.has("part") else ""
    return _made(m, f"XXXX-WXX-{weekday}{part}", "set-weekday")


def _each_part(m: Found) -> Built:
    return _made(m, f"XXXX-XX-XXT{m.value('part')}", "set-part")


def _each_named(m: Found) -> Built:
    reading = m.given("name")
    sub = f"{reading.sub:02d}" if isinstance(reading.sub, int) else reading.sub
    return _made(m, f"XXXX-{sub}", "set-named")


RULES = (
    Rule("set-word", "word:SETW", _word),
    Rule("set-each", "EACH unit:UNIT", _each),
    Rule("set-each", "EACH ( other | SECOND ) unit:UNIT", _other),
    Rule("set-each", "EACH amount:AMOUNT", _each_amount),
    Rule("set-per", "PER unit:UNIT", _per),
    Rule("set-slash", "<SLASH unit:UNIT", _per),
    Rule("set-a", "NUM|DAY|INT|BIG|DEC|CARD|YEAR|TENS|w|PERCENT|AMOUNT amount:AMOUNT", _after_count),
    Rule("set-weekday", "EACH wd:WEEKDAY ( part:PART )?", _each_weekday),
    Rule("set-weekday", "wd:WDS", _each_weekday),
    Rule("set-part", "EACH part:PART", _each_part),
    Rule("set-named", "EACH name:MONTHNAME|SEASONNAME", _each_named),
)

"""Sets ("every Friday", "per month"), vague times ("now", "recent", "the time") and days told by a number only."""

from __future__ import annotations

from truceline.find.when.beside import beside
from truceline.find.when.grammar import Built, Found, Rule
from truceline.find.when.numbers import duration_value
from truceline.find.when.reading import Reading
from truceline.find.when.relative import stretch
from truceline.find.when.tokens import Item

_EVERY = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "TH": "XXXX-XX-XXTXX",
    "DE": "XXX",
    "CE": "XX",
}
_COUNTED = frozenset(["once", "twice", "thrice", "times"])


def _value(value: str | None, rule: str, type_: str = "DATE") -> Reading:
    return Reading("value", rule, value=value, type=type_)


def _set(m: Found) -> Built:
    if m.tokens.capital(m.first) and (m.first == 0 or m.token_before() not in (".", "\n", '"', "“", "!", "?")):
        return None
    return m.make("SET", _value(str(m.value("word")), "set-word", "SET"))


def _each(m: Found) -> Built:
    unit = str(m.value("unit"))
    return m.make("SET", _value(_EVERY.get(unit, duration_value(1, unit)), "set-each", "SET"))


def _each_amount(m: Found) -> Built:
    reading = m.value("amount")
    return m.make("SET", _value(reading.value if isinstance(reading, Reading) else None, "set-each", "SET"))


def _other(m: Found) -> Built:
    return m.make("SET", _value(duration_value(2, str(m.value("unit"))), "set-each", "SET"))


def _per(m: Found) -> Built:
    return m.make("SET", _value(duration_value(1, str(m.value("unit"))), "set-per", "SET"))


def _a_unit(m: Found) -> Built:
    """ "30 a day", "twice a week"."""
    reading = m.value("amount")
    if not isinstance(reading, Reading) or reading.n != 1 or m.tokens.lower[m.item("amount").first] not in ("a", "an"):  # type: ignore[union-attr]
        return None
    return [m.all[0], replace_item(m, _value(reading.value, "set-per", "SET"))]


def replace_item(m: Found, reading: Reading) -> Item:
    """The second item with another reading."""
    item = m.all[1]
    return Item("SET", item.first, item.last, reading)


def _each_weekday(m: Found) -> Built:
    reading = m.value("wd")
    weekday = reading.weekday if isinstance(reading, Reading) else int(str(m.value("wd")))
    part = str(m.value("part")) if m.has("part") else ""
    return m.make("SET", _value(f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), "set-weekday", "SET"))


def _each_part(m: Found) -> Built:
    return m.make("SET", _value(f"XXXX-XX-XXT{m.value('part')}", "set-part", "SET"))


def _each_named(m: Found) -> Built:
    reading = m.value("name")
    if not isinstance(reading, Reading):
        return None
    sub = f"{reading.sub:02d}" if isinstance(reading.sub, int) else reading.sub
    return m.make("SET", _value(f"XXXX-{sub}" if reading.kind == "open" else "XXXX", "set-named", "SET"))


def _ref(m: Found) -> Built:
    return m.make("REF", _value(str(m.value("ref")), "ref"))


def _former(m: Found) -> Built:
    after = m.token_after()
    return _ref(m) if after[:1].isalnum() and after not in beside()["function"] else None


def _future(m: Found) -> Built:
    if m.token_after() in ("of",) and not m.has("the"):
        return None
    return m.make("REF", _value("FUTURE_REF", "ref"))


def _night(m: Found) -> Built:
    """ "at night", "night attacks": the part of a day of no day."""
    part = str(m.value("part"))
    return m.make("PARTNAME", Reading("part", "part", part=part, grain="day", type="TIME"))


def _the_time(m: Found) -> Built:
    words = [m.tokens.lower[i] for i in range(m.first, m.last + 1)]
    now = "this" in words and words[-1] in ("time", "moment", "point")
    return m.make("REF", _value("PRESENT_REF" if now else "PAST_REF" if words[-1] == "time" else None, "the-time"))


def _long_time(m: Found) -> Built:
    return m.make("REF", _value(None, "long-time", "DURATION"))


def _the_day_nth(m: Found) -> Built:
    """ "on the 20th": a day of the month that was named last."""
    day = int(str(m.value("day")))
    after = m.tokens.source[m.tokens.end[m.last] : m.tokens.end[m.last] + 1]
    if after not in (",", ".", ";", ")", "") and m.token_after() not in (
        "and",
        "to",
        "the",
        "was",
        "were",
        "of",
        "when",
        "as",
        "but",
    ):
        return None
    return m.make("DATE", Reading("nth-day", "nth-day", grain="day", day=day))


def _numbered(m: Found) -> Built:
    """ "the first day", "the final days", "the last week": one of a row that belongs to something else."""
    unit = str(m.value("unit"))
    if unit not in ("D", "W", "M", "Y", "TH"):
        return None
    word = m.tokens.lower[m.item("unit").first - 1]  # type: ignore[union-attr]
    which = "last" if word in ("final", "closing") else "first" if word in ("first", "opening") else "same"
    if unit == "D":
        return m.make("DATE", Reading("shift", "numbered-day", grain="day", n=None, base="text", which="in"))
    return m.make("STRETCH", stretch(1, unit, which, "text"))


RULES = (
    Rule("set-word", "word:SETW", _set),
    Rule("set-each", "EACH unit:UNIT", _each),
    Rule("set-each", "EACH ( other | SECOND ) unit:UNIT", _other),
    Rule("set-each", "EACH amount:AMOUNT", _each_amount),
    Rule("set-per", "PER unit:UNIT", _per),
    Rule("set-slash", "<SLASH unit:UNIT", _per),
    Rule("set-a", "NUM|DAY|INT|BIG|DEC|CARD|YEAR|TENS|w|PERCENT|UNITS amount:AMOUNT", lambda m: _set_after(m)),
    Rule("set-weekday", "EACH wd:WEEKDAY ( part:PART )?", _each_weekday),
    Rule("set-weekday", "wd:WDS", _each_weekday),
    Rule("set-part", "EACH part:PART", _each_part),
    Rule("set-named", "EACH name:MONTHNAME|SEASONNAME", _each_named),
    Rule("now", "ref:NOW", _ref),
    Rule("ref", "ref:PASTADV", _ref),
    Rule(
        "ref",
        "ref:FORMER",
        _former,
    ),
    Rule("ref", "ref:REFADJ", _ref),
    Rule("future", "( the )? ( near|foreseeable|immediate|distant )? ref:FUTURE", _future),
    Rule("to-date", "<to date", lambda m: m.make("REF", _value("PRESENT_REF", "ref"))),
    Rule("present", "the PRESENT ( UNIT )?", lambda m: m.make("REF", _value("PRESENT_REF", "ref"))),
    Rule(
        "the-time",
        "<at|by|during|in|since|until|from|throughout|of|HEDGE|HY|DASH|for|within ( the | a )? ( REL )+ TIMEN|TIMENS",
        _the_time,
    ),
    Rule("the-time", "<at|by|of the TIMEN", _the_time),
    Rule("same-time", "the REL TIMEN", _the_time),
    Rule(
        "long-time",
        "a ( LONG | short | considerable | lengthy | brief ) TIMEN ( of TIMEN )? ( BACK | FORTH | after | before )?",
        _long_time,
    ),
    Rule("moments", "( a )? ( MOMENTS|TIMEN ) ( BACK | FORTH )", lambda m: m.make("REF", _value(None, "moments"))),
    Rule("this-date", "<at|by|on|until|since|from REL ( date )", _the_time),
    Rule(
        "dry-season",
        "( dry|rainy|wet|monsoon|harvest|planting|fighting|campaigning ) SEASONN",
        lambda m: m.make("REF", _value(None, "season-name")),
    ),
    Rule("numbered", "the ( ANYORD | REL | final | opening | closing ) ( full )? unit:UNIT", _numbered),
)


def _set_after(m: Found) -> Built:
    if m.all[0].cls == "w" and m.tokens.lower[m.all[0].first] not in _COUNTED and not _money(m):
        return None
    return _a_unit(m)


def _money(m: Found) -> bool:
    """Whether the word ends a count: "$700 million a year", "30 shells a day"."""
    first = m.all[0].first
    word, before = m.tokens.lower[first], m.tokens.word(first - 1)
    if word in ("million", "billion", "trillion", "percent", "dollars", "euros"):
        return True
    return before[:1].isdigit() and word.endswith("s") and not (len(before) == 4 and before < "2100")


LATE = (
    Rule("nth-part", "( the )? ANYORD ( consecutive|straight|successive )? part:PART", _night),
    Rule("nth-day", "<on|by|until|from|to|till|since the day:ORDDAY", _the_day_nth),
    Rule("part", "( the )? part:PART", lambda m: _part_alone(m)),
)


def _part_alone(m: Found) -> Built:
    reading = Reading(
        "part", "the-part" if len(m.all) > 1 else "part", part=str(m.value("part")), grain="day", type="TIME"
    )
    return m.make("PARTNAME", reading)

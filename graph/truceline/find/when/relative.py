"""Dates counted from another: "yesterday", "last month", "two days later", "the day before", "the past two weeks"."""

from __future__ import annotations

from dataclasses import replace

from truceline.find.when.beside import beside
from truceline.find.when.grammar import Built, Found, Rule
from truceline.find.when.numbers import duration_value
from truceline.find.when.point import UNITS
from truceline.find.when.reading import Reading
from truceline.find.when.tokens import Item

_PARTS = {"MO": 1, "AF": 2, "EV": 3, "NI": 4}


def _unit(m: Found) -> str:
    return str(m.value("unit"))


def _shift(n: float | None, grain: str, base: str, rule: str) -> Reading:
    return Reading("shift", rule, grain=grain, n=n, base=base)


def _deictic(m: Found) -> Built:
    n = float(str(m.value("day")))
    return m.make("DATE", _shift(n, "day", "today", "deictic"))


def _deictic_part(m: Found) -> Built:
    n = float(str(m.value("day")))
    return m.make("DATE", replace(_shift(n, "day", "today", "deictic"), part=str(m.value("part")), type="TIME"))


def _tonight(m: Found) -> Built:
    return m.make("DATE", replace(_shift(0, "day", "today", "deictic"), part="NI", type="TIME"))


def _overnight(m: Found) -> Built:
    """ "shelled overnight": the night before the news."""
    return m.make("OVERNIGHT", replace(_shift(-1, "day", "today", "overnight"), part="NI", type="TIME"))


def _before_last(m: Found) -> Built:
    """The day after tomorrow, the night before last."""
    if m.has("day"):
        n = float(str(m.value("day")))
        n += 1 if n > 0 else -1
        return m.make("DATE", _shift(n, "day", "today", "deictic"))
    grain = UNITS.get(str(m.value("unit")), "day")
    return m.make("DATE", _shift(-2 if m.has("before") else 2, grain, "today", "before-last"))


def _base(words: list[str]) -> str:
    """What the words before a unit count from: today, an earlier date of the text, or either ("next year")."""
    if any(w in beside()["from-text"] for w in words):
        return "text"
    if words[0] == "the" and words[-1] in ("next", "coming"):
        return "text" if words[-1] == "next" else "today"
    return "auto"


def _rel_words(m: Found) -> list[str]:
    """The words before the unit, without it."""
    return [m.tokens.lower[i] for item in m.all for i in range(item.first, item.last + 1) if item is not m.item("unit")]


def _rel_unit(m: Found) -> Built:
    """ "last month", "the following day", "that same year", "this past week"."""
    unit, words = _unit(m), _rel_words(m)
    rels = [i for i in m.all if i.cls == "REL"]
    n = float(str(rels[-1].value))
    if words[0] == "following":
        return None
    if m.token_after() == "of" and words[-1] in ("last", "next", "first") and words[0] == "the":
        return None
    if {"intervening", "these", "those"} & set(words) or unit in ("TS", "TM", "ML"):
        return None
    grain = UNITS[unit]
    if words[0] == "the" and words[1:] in (["last"], ["past"]):
        return _past_one(m, unit)
    base = _base(words)
    which = "past" if words[:2] == ["this", "past"] else words[-1]
    return m.make("DATE", replace(_shift(n, grain, base, f"rel-{which}"), which=which))


def _past_one(m: Found, unit: str) -> Built:
    """ "the past year" is a length that ends now."""
    return m.make("DATE", stretch(1, unit, "past", "today"))


def stretch(n: float | None, unit: str, which: str, base: str) -> Reading:
    """A length at a place: n units before (past), after (next), at the begin (first) or end (last) of something."""
    value = duration_value(n, unit)
    return Reading("stretch", f"stretch-{which}", n=n, unit=unit, value=value, type="DURATION", which=which, base=base)


def _rel_amount(m: Found) -> Built:
    """ "the past two weeks", "the next six months", "the first three years"."""
    words = [m.tokens.lower[i] for i in range(m.first, m.item("amount").first)]  # type: ignore[union-attr]
    reading = m.value("amount")
    assert isinstance(reading, Reading)
    rel = next((w for w in reversed(words) if w not in ("the", "these")), "")
    which = {
        "last": "past", "past": "past", "previous": "past", "preceding": "past", "prior": "past", "recent": "past",
        "next": "next", "coming": "next", "following": "next", "ensuing": "next", "subsequent": "next", "upcoming": "next", "first": "first", "opening": "first",
        "final": "last", "closing": "last",
    }.get(rel, "same")  # fmt: skip
    base = "text" if rel in ("previous", "preceding", "prior", "following", "ensuing", "subsequent") else "auto"
    if which == "same" and reading.n is not None and words == ["the"]:
        return None
    if reading.mod and words[0] != "the":
        return None
    made = stretch(reading.n, reading.unit, which, base)
    return m.make("STRETCH", replace(made, mod=reading.mod))


def _counted_rel(m: Found) -> Built:
    """ "the four previous weeks"."""
    which = {"-1.0": "past", "1.0": "next"}.get(str(float(str(m.value("rel")))), "same")
    return m.make("STRETCH", stretch(float(str(m.value("n"))), _bare_unit(m), which, "text"))


def _bare_unit(m: Found) -> str:
    value = m.value("unit")
    return value.unit if isinstance(value, Reading) else str(value)


def _rel_bare(m: Found) -> Built:
    """ "recent weeks", "the coming days", "the early years"."""
    reading = m.value("unit")
    assert isinstance(reading, Reading)
    word = m.tokens.lower[m.item("unit").first - 1]  # type: ignore[union-attr]
    which = {"recent": "past", "past": "past", "last": "past", "previous": "past", "coming": "next", "next": "next",
             "following": "next", "first": "first", "early": "first", "final": "last", "closing": "last"}.get(word, "same")  # fmt: skip
    return m.make("STRETCH", stretch(None, reading.unit, which, "auto"))


def _ago(m: Found) -> Built:
    """ "two years ago", "three weeks later", "four months earlier"."""
    amount = m.value("amount")
    assert isinstance(amount, Reading)
    word = m.tokens.lower[m.item("dir").first]  # type: ignore[union-attr]
    sign = -1 if word in ("ago", "earlier", "previously", "before", "beforehand", "back", "prior") else 1
    base = "today" if word == "ago" or m.item("dir").cls == "FROMNOW" else "text"  # type: ignore[union-attr]
    return m.make("DATE", counted_shift(amount, sign, base))


def _before_nothing(m: Found) -> Built:
    """ "a week before": nothing follows that it is before."""
    after = m.token_after()
    return _ago(m) if not after[:1].isalnum() or after in beside()["go-on"] else None


def _after_something(m: Found) -> Built:
    """ "two days after the raid": a date that is not told; it says again the day it stands beside."""
    made = _ago(m)
    if not isinstance(made, Item) or m.token_before() != ",":
        return None
    return m.make("DATE", replace(made.value, rule="after-something"))  # type: ignore[type-var]


def counted_shift(amount: Reading, sign: int, base: str, outer: Reading | None = None) -> Reading:
    """So many units before or after a base; the grain is that of the unit."""
    n, unit = amount.n, amount.unit
    if unit == "2W" and n is not None:
        n, unit = n * 2, "W"
    mod = {
        "LESS_THAN": "ON_OR_AFTER" if sign < 0 else "ON_OR_BEFORE",
        "MORE_THAN": "ON_OR_BEFORE" if sign < 0 else "ON_OR_AFTER",
    }
    return Reading(
        "shift",
        "ago" if base == "today" else "later",
        grain=UNITS.get(unit, "day"),
        n=None if n is None else n * sign,
        which="back" if sign < 0 else "forth",
        base=base,
        mod=mod.get(amount.mod or "", amount.mod),
        outer=outer,
    )


def _unit_before(m: Found) -> Built:
    """ "the day before", "a year earlier", "the week after"."""
    word = m.word("dir")
    sign = 1 if word in ("after", "later") else -1
    unit = _unit(m)
    if unit in ("TS", "TM", "TH"):
        return None
    return m.make("DATE", replace(_shift(sign, UNITS[unit], "text", "unit-before"), which=word))


def _rel_month(m: Found) -> Built:
    """ "last October", "next Friday", "this spring", "the previous April"."""
    inner = m.value("inner")
    assert isinstance(inner, Reading)
    words = [m.tokens.lower[i] for i in range(m.first, m.item("inner").first)]  # type: ignore[union-attr]
    which = next(
        (
            w
            for w in words
            if w
            in ("last", "next", "previous", "following", "that", "same", "coming", "past", "preceding", "subsequent")
        ),
        words[-1],
    )
    if "past" in words:
        which = "past"
    return m.make("DATE", replace(inner, which=which, rule=f"{inner.rule}-{which}"))


def _rel_part(m: Found) -> Built:
    """ "this morning", "last night", "that evening", "the following afternoon"."""
    words = [m.tokens.lower[i] for i in range(m.first, m.item("part").first)]  # type: ignore[union-attr]
    words = [w for w in words if w not in ("-",)]
    if words[0] == "following":
        return None
    rel = next((w for w in words if w not in ("the", "same", "very", "early", "late")), words[-1])
    part = str(m.value("part"))
    n = {"last": -1, "previous": -1, "preceding": -1, "following": 1, "next": 1}.get(rel, 0)
    base = "today" if rel in ("this", "last") and words[0] != "the" else "text"
    mod = {"early": "START", "late": "END"}.get(words[-1])
    return m.make("DATE", replace(_shift(n, "day", base, "rel-part"), part=part, type="TIME", mod=mod))


def _weekday_week(m: Found) -> Built:
    """ "Monday last week", "Tuesday of next week"."""
    inner, outer = m.value("wd"), m.value("week")
    assert isinstance(inner, Reading) and isinstance(outer, Reading)
    if outer.grain != "week":
        return None
    return m.make("DATE", Reading("within", "weekday-week", grain="day", inner=inner, outer=outer))


def _within(m: Found) -> Built:
    """ "October of that year", "the spring of next year"."""
    inner, outer = m.value("inner"), m.value("outer")
    assert isinstance(inner, Reading) and isinstance(outer, Reading)
    if outer.kind not in ("shift", "point") or outer.grain not in ("year", "decade"):
        return None
    return m.make("DATE", Reading("within", "within", grain=inner.grain, inner=inner, outer=outer, mod=inner.mod))


def _later_that(m: Found) -> Built:
    """ "later that month", "earlier this year", "later in the day"."""
    outer = m.value("outer")
    if not isinstance(outer, Reading):
        unit = _unit(m)
        if unit not in UNITS or unit in ("TS", "TM", "TH"):
            return None
        outer = Reading("shift", "later-in", grain=UNITS[unit], n=0, base="text")
    if outer.kind != "shift" or outer.n != 0:
        return None
    return m.make("DATE", replace(outer, rule="later-that"))


def _earlier_in(m: Found) -> Built:
    """ "earlier in September"."""
    outer = m.value("outer")
    return m.make("DATE", outer) if isinstance(outer, Reading) and outer.kind in ("open", "point") else None


def _next_day(m: Found) -> Built:
    return m.make("DATE", _shift(1, "day", "text", "next-day"))


RULES = (
    Rule("deictic", "day:DEIC", _deictic),
    Rule("deictic-part", "day:DEIC ( EARLY )? part:PART", _deictic_part),
    Rule("tonight", "TONIGHT", _tonight),
    Rule("overnight", "<!a|an|the|their OVERNIGHT !HY", _overnight),
    Rule("after-tomorrow", "the UNIT ( before | after ) day:DEIC", _before_last),
    Rule("before-last", "the unit:UNIT ( before:before | after ) REL", _before_last),
    Rule("rel-unit", "( the )? REL REL? ( very )? unit:UNIT", _rel_unit),
    Rule("rel-weekend", "( the )? REL REL? unit:WEEKEND", lambda m: _weekend(m)),
    Rule(
        "rel-amount",
        "( the | these )? ( REL | first|ORDW | final | opening | closing | REFADJ | PHASE ) amount:AMOUNT",
        _rel_amount,
    ),
    Rule("rel-counted", "the n:CARD|DAY|INT ( rel:REL ) unit:UNITS|AMOUNTS", _counted_rel),
    Rule(
        "rel-units",
        "( the )? ( REL | first | final | EARLY | opening | closing | REFADJ ) ( FEW )? unit:AMOUNTS",
        _rel_bare,
    ),
    Rule("ago", "( amount:AMOUNT|AMOUNTS ) ( dir:BACK|FORTH|FROMNOW )", _ago),
    Rule("before", "( amount:AMOUNT|AMOUNTS ) ( dir:before|after|prior )", _before_nothing),
    Rule("after-something", "( amount:AMOUNT|AMOUNTS ) ( dir:before|after )", _after_something),
    Rule("unit-before", "( the | a ) unit:UNIT ( dir:before|after|BACK ) !w|W|the", _unit_before),
    Rule("rel-month", "( the )? REL REL? ( EARLY HY? )? inner:MONTHNAME|WEEKDAY|SEASONNAME", _rel_month),
    Rule("rel-part", "( the )? REL REL? ( very )? ( EARLY )? part:PART", _rel_part),
)


def _weekend(m: Found) -> Built:
    words = [m.tokens.lower[i] for i in range(m.first, m.last)]
    rel = next((i for i in m.all[::-1] if i.cls == "REL"), None)
    n = float(str(rel.value)) if rel else 0.0
    return m.make("DATE", replace(_shift(n, "weekend", _base(words), "rel-weekend"), which=words[-1]))


LINKS = (
    Rule("weekday-week", "wd:WEEKDAY ( of )? week:DATE", _weekday_week),
    Rule("within", "inner:MONTHNAME|SEASONNAME ( of | in )? outer:DATE", _within),
    Rule("within", "( the )? inner:DATE|MONTHNAME of outer:DATE", _within),
    Rule("later-that", "( FORTH | BACK | EARLY ) ( on | in )? outer:DATE", _later_that),
    Rule("earlier-in", "( FORTH | BACK ) in outer:MONTHNAME|YEARNAME|DATE", _earlier_in),
    Rule("later-in", "( FORTH | BACK | EARLY ) in the unit:UNIT", _later_that),
)


def parts_of_day() -> dict[str, int]:
    """The order of the parts of a day."""
    return _PARTS


def plain(item: Item) -> Reading | None:
    """The reading an item holds."""
    return item.value if isinstance(item.value, Reading) else None

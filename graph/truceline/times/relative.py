"""Dates counted from another: "yesterday", "last month", "two days later", "the day before", "October of that year"."""

from __future__ import annotations

from dataclasses import replace

from truceline.times.beside import beside
from truceline.times.grammar import Built, Found, Rule
from truceline.times.point import UNITS
from truceline.times.reading import Reading
from truceline.times.spans import stretch

_WHICH = frozenset({"last", "next", "previous", "following", "that", "same", "coming", "preceding", "subsequent"})
_BACK = frozenset({"ago", "earlier", "previously", "before", "beforehand", "prior"})
_OPENS = frozenset({"", ".", "\n", "!", "?", ";", '"', "“"})
_TOO_FINE = frozenset({"TS", "TM", "TH", "ML"})


def _shift(n: float | None, grain: str, base: str, rule: str) -> Reading:
    return Reading("shift", rule, grain=grain, n=n, base=base)


def _part_of_day(n: float, part: str, base: str, rule: str) -> Reading:
    return replace(_shift(n, "day", base, rule), part=part, type="TIME")


# ---------------------------------------------------------------- from today


def _deictic(m: Found) -> Built:
    return m.make("DATE", _shift(m.number("day"), "day", "today", "deictic"))


def _deictic_part(m: Found) -> Built:
    return m.make("DATE", _part_of_day(m.number("day"), str(m.value("part")), "today", "deictic"))


def _tonight(m: Found) -> Built:
    return m.make("DATE", _part_of_day(0, "NI", "today", "deictic"))


def _overnight(m: Found) -> Built:
    """ "shelled overnight": the night before the news."""
    return m.make("OVERNIGHT", _part_of_day(-1, "NI", "today", "overnight"))


def _after_tomorrow(m: Found) -> Built:
    n = m.number("day")
    return m.make("DATE", _shift(n + (1 if n > 0 else -1), "day", "today", "deictic"))


def _before_last(m: Found) -> Built:
    """ "the month before last", "the week after next"."""
    n = -2 if m.word("dir") == "before" else 2
    return m.make("DATE", _shift(n, UNITS.get(str(m.value("unit")), "day"), "today", "before-last"))


# ---------------------------------------------------------------- last, next, that, the previous


def _base(words: list[str]) -> str:
    """What the words before a unit count from: today, an earlier date of the text, or either ("next year")."""
    if any(w in beside()["from-text"] for w in words):
        return "text"
    if words[0] == "the" and words[-1] in ("next", "coming"):
        return "text" if words[-1] == "next" else "today"
    return "auto"


def _rel(m: Found) -> float:
    """The count of the word nearest to the unit: last -1, this 0, next 1."""
    return next((float(str(i.value)) for i in m.all[::-1] if i.cls == "REL"), 0.0)


def _rel_unit(m: Found) -> Built:
    """ "last month", "the following day", "that same year", "this past week"; "the past year" is a length."""
    unit, words = str(m.value("unit")), m.words_before("unit")
    if words[0] == "following" or unit in ("TS", "TM", "ML") or {"intervening", "these", "those"} & set(words):
        return None
    if words[0] == "the" and words[-1] in ("last", "next", "past"):
        if m.token_after() == "of":
            return None
        if words[1:] in (["last"], ["past"]):
            return m.make("DATE", stretch(1, unit, "past", "today"))
    which = "past" if words[:2] == ["this", "past"] else words[-1]
    return m.make("DATE", replace(_shift(_rel(m), UNITS[unit], _base(words), f"rel-{which}"), which=which))


def _rel_weekend(m: Found) -> Built:
    words = m.words_before("unit")
    return m.make("DATE", replace(_shift(_rel(m), "weekend", _base(words), "rel-weekend"), which=words[-1]))


def _weekend(m: Found) -> Built:
    """ "over the weekend", "a weekend raid": the last one, or the next under a word that looks forward."""
    return m.make("DATE", _shift(0, "weekend", "auto", "weekend"))


def _rel_named(m: Found) -> Built:
    """ "last October", "next Friday", "this spring", "the previous April"; "following Monday's raid" is after it."""
    inner, words = m.given("inner"), m.words_before("inner")
    if words[0] == "following":
        return None
    which = "past" if "past" in words else next((w for w in words if w in _WHICH), words[-1])
    return m.make("DATE", replace(inner, which=which, rule=f"{inner.rule}-{which}"))


def _rel_part(m: Found) -> Built:
    """ "this morning", "last night", "that evening", "the following afternoon"."""
    words = [w for w in m.words_before("part") if w != "-"]
    if words[0] == "following":
        return None
    rel = next((w for w in words if w not in ("the", "same", "very", "early", "late")), words[-1])
    n = {"last": -1, "previous": -1, "preceding": -1, "following": 1, "next": 1}.get(rel, 0)
    base = "today" if rel in ("this", "last") and words[0] != "the" else "text"
    mod = {"early": "START", "late": "END"}.get(words[-1])
    return m.make("DATE", replace(_part_of_day(n, str(m.value("part")), base, "rel-part"), mod=mod))


# ---------------------------------------------------------------- counted


def counted_shift(amount: Reading, sign: int, base: str, outer: Reading | None = None) -> Reading:
    """So many units before or after a base; the grain is that of the unit."""
    n, unit = amount.n, amount.unit
    if unit == "2W" and n is not None:
        n, unit = n * 2, "W"
    less, more = ("ON_OR_AFTER", "ON_OR_BEFORE") if sign < 0 else ("ON_OR_BEFORE", "ON_OR_AFTER")
    return Reading(
        "shift",
        "ago" if base == "today" else "later",
        grain=UNITS.get(unit, "day"),
        n=None if n is None else n * sign,
        which="back" if sign < 0 else "forth",
        base=base,
        mod={"LESS_THAN": less, "MORE_THAN": more}.get(amount.mod or "", amount.mod),
        outer=outer,
    )


def _counted(m: Found) -> Reading | None:
    """ "two years ago", "three weeks later", "four months earlier"."""
    word, cls = m.word("dir"), m.cls("dir")
    if cls == "REL" and word != "prior":
        return None
    base = "today" if word == "ago" or cls == "FROMNOW" else "text"
    return counted_shift(m.given("amount"), -1 if word in _BACK else 1, base)


def _ago(m: Found) -> Built:
    reading = _counted(m)
    return m.make("DATE", reading) if reading else None


def _before_nothing(m: Found) -> Built:
    """ "a week before": nothing follows that it is before."""
    after = m.token_after()
    return _ago(m) if not after[:1].isalnum() or after in beside()["go-on"] else None


def _after_something(m: Found) -> Built:
    """ "two days after the raid": what it is after is no date; `ranges.after_what` finds it out."""
    reading = _counted(m)
    before = m.token_before()
    if reading is None or (before != "," and (before not in _OPENS or m.word("dir") != "after")):
        return None
    return m.make("DATE", replace(reading, rule="after-something", unit=m.reading("amount").unit))  # type: ignore[union-attr]


def _unit_before(m: Found) -> Built:
    """ "the day before", "a year earlier", "the week after"."""
    word, unit = m.word("dir"), str(m.value("unit"))
    if unit in _TOO_FINE:
        return None
    sign = 1 if word in ("after", "later") else -1
    return m.make("DATE", replace(_shift(sign, UNITS[unit], "text", "unit-before"), which=word))


RULES = (
    Rule("deictic", "day:DEIC", _deictic),
    Rule("deictic-part", "day:DEIC ( EARLY )? part:PART", _deictic_part),
    Rule("tonight", "TONIGHT", _tonight),
    Rule("overnight", "<!a|an|the|their OVERNIGHT !HY", _overnight),
    Rule("after-tomorrow", "the UNIT ( before | after ) day:DEIC", _after_tomorrow),
    Rule("before-last", "the unit:UNIT dir:before|after REL", _before_last),
    Rule("rel-unit", "( the )? REL REL? ( very )? unit:UNIT", _rel_unit),
    Rule("rel-weekend", "( the )? REL REL? unit:WEEKEND", _rel_weekend),
    Rule("weekend", "the? WEEKEND", _weekend),
    Rule("ago", "amount:AMOUNT|AMOUNTS dir:BACK|FORTH|FROMNOW", _ago),
    Rule("before", "amount:AMOUNT|AMOUNTS dir:before|after|prior", _before_nothing),
    Rule("after-something", "amount:AMOUNT|AMOUNTS dir:before|after", _after_something),
    Rule("unit-before", "( the | a ) unit:UNIT dir:before|after|BACK !w|W|the", _unit_before),
    Rule("rel-named", "( the )? REL REL? ( EARLY HY? )? inner:MONTHNAME|WEEKDAY|SEASONNAME", _rel_named),
    Rule("rel-part", "( the )? REL REL? ( very )? ( EARLY )? part:PART", _rel_part),
)


# ---------------------------------------------------------------- one date inside another


def _weekday_week(m: Found) -> Built:
    """ "Monday last week", "Tuesday of next week"."""
    inner, outer = m.given("wd"), m.given("week")
    if outer.grain != "week":
        return None
    return m.make("DATE", Reading("within", "weekday-week", grain="day", inner=inner, outer=outer))


def _within(m: Found) -> Built:
    """ "October of that year", "the spring of next year"."""
    inner, outer = m.given("inner"), m.given("outer")
    if outer.kind not in ("shift", "point") or outer.grain not in ("year", "decade"):
        return None
    return m.make("DATE", Reading("within", "within", grain=inner.grain, inner=inner, outer=outer, mod=inner.mod))


def _later_that(m: Found) -> Built:
    """ "later that month", "earlier this year"."""
    outer = m.reading("outer")
    if outer is None or outer.kind != "shift" or outer.n != 0:
        return None
    return m.make("DATE", replace(outer, rule="later-that"))


def _later_in(m: Found) -> Built:
    """ "later in the day", "early in the year"."""
    unit = str(m.value("unit"))
    return None if unit in _TOO_FINE else m.make("DATE", _shift(0, UNITS[unit], "text", "later-that"))


def _earlier_in(m: Found) -> Built:
    """ "earlier in September"."""
    outer = m.reading("outer")
    return m.make("DATE", outer) if outer and outer.kind in ("open", "point") else None


LINKS = (
    Rule("weekday-week", "wd:WEEKDAY ( of )? week:DATE", _weekday_week),
    Rule("within", "inner:MONTHNAME|SEASONNAME ( of | in )? outer:DATE", _within),
    Rule("within", "( the )? inner:DATE|MONTHNAME of outer:DATE", _within),
    Rule("later-that", "( FORTH | BACK | EARLY ) ( on | in )? outer:DATE", _later_that),
    Rule("earlier-in", "( FORTH | BACK ) in outer:MONTHNAME|YEARNAME|DATE", _earlier_in),
    Rule("later-in", "( FORTH | BACK | EARLY ) in the unit:UNIT", _later_in),
)

"""Number words, counts with a unit ("two and a half years"), hedges: the first stages of the cascade."""

from __future__ import annotations

from truceline.times.beside import noun_like
from truceline.times.grammar import Built, Found, Rule
from truceline.times.reading import Reading
from truceline.times.tokens import Item

VAGUE = "X"
_LARGEST = 1e12
_SINGLE = frozenset({"UNIT", "PART", "SEASON", "WEEKEND"})


def number(item: Item | None) -> float | None:
    """The value of a number item; ``None`` when vague, or too large to count anything of this world."""
    if item is None or item.value == VAGUE:
        return None
    told = float(str(item.value))
    return told if told < _LARGEST else None


def _value(n: float | None) -> object:
    return VAGUE if n is None else n


def _tens(m: Found) -> Built:
    return m.make("NUM", (number(m.item("tens")) or 0) + (number(m.item("one")) or 0))


def _scaled(m: Found) -> Built:
    head = _how_many(m)
    rest = (number(m.item("rest")) or 0) if m.has("rest") else 0
    if head is None:
        return m.make("NUM", VAGUE)
    return m.make("NUM", head * (number(m.item("scale")) or 1) + rest)


def _hundred(m: Found) -> Built:
    """ "Hundred Days"."""
    return m.make("NUM", number(m.item("scale"))) if m.tokens.word(m.last + 1) in ("days", "years", "hours") else None


def _and_half(m: Found) -> Built:
    n = number(m.item("n"))
    return None if n is None else m.make("NUM", n + 0.5)


RULES = (
    Rule("tens", "tens:TENS HY? one:CARD", _tens),
    Rule("hundred", "<!CARD|TENS|DAY|INT|DEC|FEW|a scale:SCALE HY? !of", _hundred),
    Rule("scaled", "( n:CARD|TENS|DAY|INT|DEC|FEW | a ) HY? scale:SCALE ( ( and | HY )? rest:CARD|TENS )?", _scaled),
    Rule("half", "n:CARD|TENS|DAY|INT|NUM HY? and HY? ( a HY? )? HALF", _and_half),
)


def text_of(n: float | None) -> str:
    """A number as TIMEX3 writes it: X when vague, no empty decimals."""
    if n is None:
        return "X"
    return str(int(n)) if n == int(n) else f"{n:g}".removeprefix("0")


def duration_value(n: float | None, unit: str) -> str:
    """The value of n units, as in TIMEX3.

    >>> duration_value(2, "M"), duration_value(1.5, "TH"), duration_value(None, "D"), duration_value(2, "2W")
    ('P2M', 'PT1.5H', 'PXD', 'P4W')
    """
    if unit == "2W":
        n, unit = (None if n is None else n * 2), "W"
    if unit == "Y" and n == 0.5:
        return "P6M"
    if unit in ("TH", "TM") and n == 0.5:
        return "PT30M" if unit == "TH" else "PT30S"
    return f"PT{text_of(n)}{unit[1]}" if unit[0] == "T" else f"P{text_of(n)}{unit}"


def counted(n: float | None, unit: str, mod: str | None = None) -> Reading:
    """A reading of so many units."""
    return Reading("duration", n=n, unit=unit, value=duration_value(n, unit), type="DURATION", mod=mod)


def _unit(m: Found) -> str:
    return str(m.value("unit"))


def _how_many(m: Found) -> float | None:
    """The number before a unit or a magnitude; one where only an article stands there."""
    return number(m.item("n")) if m.has("n") else 1.0


def _amount(m: Found) -> Built:
    """ "Two and a half years", "a day", "a thirty-year war"."""
    n, cls = _how_many(m), m.cls("unit")
    hyphen = any(i.cls == "HY" for i in m.all)
    if _says_which(m):
        return None
    if cls == "SECOND":
        return m.make("AMOUNT", counted(n, "TS")) if hyphen or n == 1.0 else None
    if (cls in _SINGLE and not hyphen and _unlike(m, n)) or _after_year(m):
        return None
    return m.make("AMOUNT", counted(n, _unit(m)))


def _says_which(m: Found) -> bool:
    """Whether a day is only called something: "it was a day of mourning"."""
    return m.token_before() in ("is", "was", "be", "been") and m.token_after() == "of" and _unit(m) == "D"


def _unlike(m: Found, n: float | None) -> bool:
    """Whether the singular of a unit does not go with its number: "ten year", but "a ten year truce"."""
    return n not in (None, 1.0, 0.5) and not _before_noun(m)


def _after_year(m: Found) -> bool:
    """Whether the number is a year of its own: "in 1990 months of fighting"."""
    return m.cls("n") == "YEAR" and _unit(m) != "Y"


def _before_noun(m: Found) -> bool:
    """ "a thirty year truce", "ten year's war"."""
    after = m.token_after()
    if after == "-":
        return m.token_after(2) in ("old", "long")
    return after in ("'s", "’s") or (noun_like(after))


def _half_unit(m: Found) -> Built:
    return m.make("AMOUNT", counted(0.5, _unit(m)))


def _unit_and_half(m: Found) -> Built:
    return m.make("AMOUNT", counted(1.5, _unit(m)))


def _pair(m: Found) -> Built:
    """ "ten or fifteen years": the first number takes the unit of the second."""
    one, two = m.group("one")[0], m.group("two")[0]
    between = [i for i in m.all if one.last < i.first < two.first]
    rest = Item("AMOUNT", two.first, m.last, counted(number(two), _unit(m)))
    return [Item("AMOUNT", one.first, one.last, counted(number(one), _unit(m))), *between, rest]


def _bare(m: Found) -> Built:
    return m.make("AMOUNTS", counted(None, _unit(m)))


_N = "n:CARDINAL"

AMOUNTS = (
    Rule(
        "pair", "one:CARD|TENS|NUM|DAY|INT ( HY | DASH | to | or ) two:CARD|TENS|NUM|DAY|INT HY? unit:UNIT|UNITS", _pair
    ),
    Rule("amount", f"{_N} HY? unit:UNIT|UNITS|SECOND", _amount),
    Rule("amount", f"{_N} ( full|whole|long|LONG|bloody|consecutive|straight|more|w ) unit:UNITS", _amount),
    Rule("amount", f"{_N} HY? unit:PARTS", _amount),
    Rule("a-unit", "( a | an ) unit:UNIT", _amount),
    Rule("one-more", "<for|by SOFT unit:UNIT", _amount),
    Rule("one-more", "n:CARD ( more | further ) unit:UNIT", _amount),
    Rule("half-unit", "HALF HY? ( a | an )? unit:UNIT", _half_unit),
    Rule("unit-and-half", "( a | an | CARD )? unit:UNIT HY? and HY? a HY? HALF", _unit_and_half),
    Rule("bracketed", "BRACKET n:CARD|DAY|INT BRACKET unit:UNITS", _amount),
    Rule("age", "<age n:NUM|CARD|TENS|DAY", lambda m: m.make("AMOUNT", counted(number(m.item("n")), "Y"))),
    Rule("units", "unit:UNITS", _bare),
)

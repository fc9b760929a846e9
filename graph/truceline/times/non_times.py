"""What looks like a time and is none: "may", a count of 2,000, "the March", a movement named after its day."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.times.beside import beside
from truceline.times.reading import Reading
from truceline.times.tokens import Item, Tokens

_SUN = frozenset({"dawn", "dusk", "sunrise", "sunset", "daylight", "nightfall", "daybreak", "sunup", "sundown"})
_OPENS = frozenset({"", ".", "\n", "!", "?", '"', "“"})
_DATING = frozenset({"in", "the", "since", "of", "by", "from", "until"})
_NAMES = frozenset({"april", "june", "august"})


def counted(tokens: Tokens, i: int) -> bool:
    """Whether a number that ends with token i counts what follows it: "2000 soldiers"."""
    word = tokens.word(i + 1)
    plural = word.endswith("s") and word.isalpha() and len(word) > 4 and not word.endswith("ss")
    return word in beside()["counted"] or (plural and not tokens.capital(i + 1))


def is_time(tokens: Tokens, items: Sequence[Item], n: int) -> bool:
    """Whether the n-th item is a time where it stands."""
    item = items[n]
    if item.cls in ("DATE", "MONTHNAME", "YEARNAME") and _named_after(tokens, item):
        return False
    check = {
        "YEARNAME": _year, "MONTHNAME": _month, "AMOUNTS": _units, "PARTNAME": _part, "SEASONNAME": _season,
    }.get(item.cls)  # fmt: skip
    return check(tokens, item) if check else True


def _named_after(tokens: Tokens, item: Item) -> bool:
    """ "the April 6 Youth Movement", "the 26th of July Movement"."""
    after = (item.last + 1, item.last + 2)
    return tokens.capital(after[0]) and any(tokens.word(i) in beside()["named"] and tokens.capital(i) for i in after)


def _year(tokens: Tokens, item: Item) -> bool:
    """Whether a number is a year: by its size, and by the words around it."""
    reading = item.value
    if not isinstance(reading, Reading) or reading.rule != "year" or item.last > item.first:
        return True
    year = reading.point.year if reading.point else 0
    return year < 0 or (not _measured(tokens, item) and _dates(tokens, item, year))


def _measured(tokens: Tokens, item: Item) -> bool:
    """Whether a number counts or labels something: "no. 1984", "$2000", "1500 percent", "2000 soldiers"."""
    before, after = tokens.word(item.first - 1), tokens.word(item.last + 1)
    if before in beside()["numbered"] or before in ("$", "€", "£", "#", "than", "least") or after in ("%", "percent"):
        return True
    return counted(tokens, item.last) and (before not in _DATING or after in beside()["surely"])


def _dates(tokens: Tokens, item: Item, year: int) -> bool:
    """Whether a number may date something: of our centuries unless "No." stands before it, else after "in" and the like."""
    before = tokens.word(item.first - 1)
    if 1400 <= year <= 2060:
        return not (before == "." and tokens.word(item.first - 2) in beside()["numbered"])
    return before in ("in", "since", "by", "until", "of", "year", "from") and not tokens.word(item.last + 1).isalpha()


def _month(tokens: Tokens, item: Item) -> bool:
    before, word = tokens.word(item.first - 1), tokens.lower[item.first]
    leading = beside()["leading"]
    if len(word) <= 4 and word not in ("may", "june", "july"):
        return tokens.text(item.first).endswith(".") or word == "sept"
    if word in ("may", "march"):
        return before in leading and not (before == "to" and tokens.word(item.last + 1) in ("to", "on"))
    return not _in_name(tokens, item)


def _in_name(tokens: Tokens, item: Item) -> bool:
    """Whether a month is a part of a name: "April Smith said", "Operation August"."""
    before = tokens.word(item.first - 1)
    if tokens.lower[item.first] in _NAMES and before in _OPENS and tokens.capital(item.last + 1):
        return True
    name = tokens.capital(item.first - 1) and before.isalpha() and before not in beside()["leading"]
    return name and before not in ("the", "but", "meanwhile")


def _units(tokens: Tokens, item: Item) -> bool:
    return tokens.word(item.first - 1) in beside()["measures"] or item.last > item.first


def _season(tokens: Tokens, item: Item) -> bool:
    if tokens.lower[item.last] not in ("spring", "fall"):
        return True
    before, article = tokens.word(item.first - 1), tokens.lower[item.first] == "the"
    if before in beside()["leading"] or tokens.capital(item.last) or before == "spent":
        return True
    return not article and (item.last > item.first or before in ("their", "its", "a"))


def _part(tokens: Tokens, item: Item) -> bool:
    if tokens.lower[item.last] in _SUN:
        return tokens.word(item.first - 1) in beside()["sunlight"]
    return not tokens.capital(item.last)

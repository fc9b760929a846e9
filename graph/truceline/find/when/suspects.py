"""What looks like a time and is none: "may", a count of 2,000, "the March", a movement named after its day."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.find.when.reading import Reading
from truceline.find.when.tokens import Item, Tokens

_LEADING = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "to",
        "last",
        "next",
        "early",
        "late",
        "mid",
        "during",
        "through",
        "throughout",
        "before",
        "after",
        "this",
        "every",
        "each",
        "for",
        "around",
        "about",
        "and",
        "or",
        "between",
        "on",
        "over",
        "past",
        "previous",
        "following",
        "that",
        "same",
        "as",
        "beginning",
        "starting",
        "until",
    ]
)
_NUMBERED = frozenset(
    [
        "resolution",
        "page",
        "pages",
        "p",
        "pp",
        "flight",
        "no",
        "number",
        "article",
        "articles",
        "chapter",
        "section",
        "law",
        "decree",
        "route",
        "highway",
        "unit",
        "room",
        "proposition",
        "act",
        "bill",
        "proclamation",
        "directive",
        "order",
        "regulation",
        "protocol",
        "convoy",
        "channel",
        "agenda",
        "windows",
        "form",
        "grade",
        "model",
        "version",
        "volume",
        "vol",
    ]
)
_COUNTED = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "troops",
        "soldiers",
        "civilians",
        "fighters",
        "police",
        "personnel",
        "militants",
        "rebels",
        "prisoners",
        "others",
        "percent",
        "dead",
        "wounded",
        "injured",
        "km",
        "kilometres",
        "kilometers",
        "metres",
        "meters",
        "miles",
        "m",
        "feet",
        "tons",
        "tonnes",
        "hectares",
        "acres",
        "calories",
        "cattle",
        "sheep",
        "gmt",
        "utc",
    ]
)
_MOVEMENT = frozenset(
    [
        "movement",
        "movements",
        "brigade",
        "brigades",
        "party",
        "alliance",
        "group",
        "organisation",
        "organization",
        "coalition",
        "front",
    ]
)
_AMOUNTS_AFTER = frozenset(
    [
        "for",
        "in",
        "within",
        "over",
        "after",
        "during",
        "throughout",
        "of",
        "last",
        "lasting",
        "lasted",
        "took",
        "taking",
        "take",
        "takes",
        "despite",
        "spent",
        "spend",
        "spending",
        "about",
        "many",
        "these",
        "those",
        "weeks",
        "several",
        "two",
        "three",
        "to",
        "than",
        "by",
        "through",
        "and",
        "or",
        "since",
        "from",
    ]
)


def is_time(tokens: Tokens, items: Sequence[Item], n: int) -> bool:
    """Whether the n-th item is a time where it stands."""
    item = items[n]
    check = {
        "YEARNAME": _year, "MONTHNAME": _month, "AMOUNTS": _units, "PARTNAME": _part, "SEASONNAME": _season, "AMOUNT": _amount,
    }.get(item.cls)  # fmt: skip
    if item.cls in ("DATE", "MONTHNAME", "YEARNAME") and _named_after(tokens, item):
        return False
    return check(tokens, item) if check else True


def _named_after(tokens: Tokens, item: Item) -> bool:
    """ "the April 6 Youth Movement", "the 26th of July Movement"."""
    for k in (1, 2):
        if tokens.word(item.last + k) in _MOVEMENT and tokens.capital(item.last + k) and tokens.capital(item.last + 1):
            return True
    return False


def _year(tokens: Tokens, item: Item) -> bool:
    reading = item.value
    if isinstance(reading, Reading) and (reading.rule != "year" or item.last > item.first):
        return True
    before, after = tokens.word(item.first - 1), tokens.word(item.last + 1)
    if before in _NUMBERED or (before in "$€£#" and before) or after in ("%", "percent"):
        return False
    if after in _COUNTED or (
        after.endswith("s")
        and after.isalpha()
        and len(after) > 4
        and not after.endswith("ss")
        and after.islower()
        and not tokens.capital(item.last + 1)
        and before not in ("in", "the", "since", "of", "by", "from", "until")
    ):
        return False
    if isinstance(reading, Reading) and reading.point and reading.point.year < 0:
        return True
    year = reading.point.year if isinstance(reading, Reading) and reading.point else 0
    if 1400 <= year <= 2060:
        return not (before in ("than", "least") or (before == "." and tokens.word(item.first - 2) in _NUMBERED))
    return before in ("in", "since", "by", "until", "of", "year", "from") and not after.isalpha()


def _month(tokens: Tokens, item: Item) -> bool:
    before, after = tokens.word(item.first - 1), tokens.word(item.last + 1)
    word = tokens.lower[item.first]
    if len(word) <= 4 and word not in ("may", "june", "july"):
        return tokens.text(item.first).endswith(".") or word == "sept"
    if word in ("may", "march"):
        return before in _LEADING and not (before == "to" and after in ("to", "on"))
    return not (
        tokens.capital(item.first - 1)
        and before not in _LEADING
        and before not in ("the", "but", "meanwhile")
        and before.isalpha()
    )


def _units(tokens: Tokens, item: Item) -> bool:
    return tokens.word(item.first - 1) in _AMOUNTS_AFTER or item.last > item.first


def _amount(tokens: Tokens, item: Item) -> bool:
    return True


def _season(tokens: Tokens, item: Item) -> bool:
    word = tokens.lower[item.last]
    if word in ("spring", "springs", "fall"):
        before = tokens.word(item.first - 1)
        return (
            item.last > item.first
            or before in _LEADING
            or tokens.capital(item.last)
            or before in ("the", "their", "its", "a")
        )
    return True


def _part(tokens: Tokens, item: Item) -> bool:
    word = tokens.lower[item.last]
    if word in ("dawn", "dusk", "sunrise", "sunset", "daylight", "nightfall", "daybreak"):
        return tokens.word(item.first - 1) in ("at", "by", "before", "after", "since", "until", "from", "of")
    return not tokens.capital(item.last)
